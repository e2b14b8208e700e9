"""Issue: the day on which a summary was issued, against its period and the day of the build."""

from __future__ import annotations

from datetime import date, timedelta

from ..period import say_day
from ..summary import Summary, SummaryClass

_AHEAD = timedelta(180)  # the day of a build is that of the last commit, which may be old
_EARLY = timedelta(45)  # a summary of a year may well be written in December


def issue_fault(summary: Summary, today: date) -> str | None:
    """What is wrong with the day of issue, "" for nothing; None where none is given, or of a plan, which
    is issued before its period."""
    issued, period = summary.issued, summary.period
    if issued is None or summary.class_ is SummaryClass.PLAN:
        return None
    if issued > today + _AHEAD:
        return (
            f"签发日期{say_day(issued)}还没有到。请核对年份和月份；还没有签发的，写 status: 起草。"
            f"例：issued: {period.last or '2023-07-10'}"
        )
    if "as_of" in summary.places and summary.as_of is not None and issued < summary.as_of:
        return (
            f"数据截至{say_day(summary.as_of)}，比签发日期{say_day(issued)}还晚，签发时还没有这些数。"
            "请核对这两个日期；确实如此的，写进 accept。例：accept: [{code: issue-date, reason: 写明原因}]"
        )
    if period.first is None or period.last is None or issued < period.first:
        return ""  # a day before the period is an error of the reading
    if issued < period.last - min(_EARLY, (period.last - period.first) / 2):
        return (
            f"签发日期{say_day(issued)}时，{period.name}还早着没有结束。请核对签发日期和期间；"
            "确实提前写成的，写进 accept。例：accept: [{code: issue-date, reason: 写明原因}]"
        )
    return ""
