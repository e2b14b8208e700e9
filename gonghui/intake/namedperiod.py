"""Named period: the periods that a line of text writes out, each where it stands. A year that something
is compared with, since when something is, or in which something was founded is none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..notation.period import PeriodError, read_period
from ..period import Calendar, Kind, Period
from ..spelling import fold
from .signing import NUMBER, YEAR

_TO = "[-~至到]{1,2}"
_AND = "(?:、|以及|和|与|及|暨)"
_PART = r"(?:[上下前后]半年|第?[一二三四1-4]季度|第?[一二12上下]学期)"
# from the longest notation to the shortest: 2023年上半年 is no year
_WRITTEN = re.compile(
    rf"{YEAR}年?{_TO}{YEAR}学年度?(?:第?[一二12]学期|[上下]学期)?"
    rf"|{YEAR}年{NUMBER}月{NUMBER}日?{_TO}(?:{YEAR}年)?(?:{NUMBER}月)?{NUMBER}日"
    rf"|{YEAR}年?{_TO}{YEAR}年度?"
    rf"|{YEAR}统计年度"
    rf"|{YEAR}年度?[上下前后]半年|{YEAR}年度?第?[一二三四1-4]季度|{YEAR}年度?前[二两三四2-4]个?季度"
    rf"|{YEAR}年度?(?:1|一|元)月?{_TO}{NUMBER}月份?"
    rf"|{YEAR}年{NUMBER}月份?(?![0-9一二三四五六七八九十]{{0,3}}日|{NUMBER})"
    rf"|{YEAR}年度?|{YEAR}(?={_AND}{YEAR}年)"
    r"|(?<![0-9])20[0-9]{2}(?=[一-鿿]{0,24}(?:总结|小结|计划|要点|思路|汇报|报告))"
)
_SHORT_PARTS = (  # 上、下半年; 一、二季度
    (re.compile(rf"([上前])({_AND})([下后])半年"), r"\1半年\2\3半年"),
    (
        re.compile(rf"(第?[一二三1-3])({_AND})(第?[二三四2-4])(季度|学期)"),
        r"\1\4\2\3\4",
    ),
)
_FURTHER = re.compile(rf"{_AND}(?P<part>{_PART})")
_DAY = re.compile(rf"{NUMBER}月{NUMBER}日")
_THAN = re.compile(
    r"(?:[比较]|相比于?|比起|相较于?|较之|对比|同比|不如|[自从由])(?:于|起|之|上年|去年|上一年|前年|[（(])*$"
)
_WITH = re.compile(r"[与和同跟以](?:去年|上年|前年|[（(])*$")
_COMPARED = re.compile(r"[^，。；]{0,8}?(?:相比|比较|对比|同期|持平|相当|为基数)")
_ELSEWHEN = re.compile(
    r"(?:同期|以来|起|[一-鿿]{0,4}(?:成立|建校|建厂|建院|组建|合并|改制))|的[0-9,.]+[^，。；0-9]{1,6}(?:增|减|升|降|提高)"
)
_SAYS = re.compile(
    r"(?:^|[。！？:;]|[在将把对是会校院局镇县市厂]|现就|现将|回顾|总结|过去的|公司|集团|我们|如下|情况)[(《“]?$"
)
_FAR = 300  # characters; what a text is about stands before


@dataclass(frozen=True)
class NamedPeriod:
    """A period, what stands behind it in the folded line, and whether the line seems to speak of it:
    it begins a sentence, or follows 回顾, 我会, 在, and is no day or month on which something happened."""

    period: Period
    start: int
    behind: str
    leads: bool


def periods_named(line: str, calendar: Calendar) -> Iterator[NamedPeriod]:
    """The periods of a line, from left to right."""
    folded = fold(line[:_FAR])
    for short, whole in _SHORT_PARTS:
        folded = short.sub(whole, folded)
    for match in _WRITTEN.finditer(folded):
        before, behind = folded[: match.start()], folded[match.end() :]
        period = period_read(match[0], calendar)
        if period is None or _is_beside(before, behind):
            continue
        dated = period.kind is Kind.MONTH or _DAY.match(folded, match.start() + 5)
        leads = _SAYS.search(before) is not None and not dated
        yield NamedPeriod(period, match.start(), behind, leads)
        head = match[0]
        while (more := _FURTHER.match(behind)) and period.kind is not Kind.YEAR:
            behind = behind[more.end() :]
            whole_year = re.sub(rf"{_PART}$", "", head)
            further = period_read(f"{whole_year}{more['part']}", calendar)
            if further is not None:
                yield NamedPeriod(further, match.start(), behind, leads)


def _is_beside(before: str, behind: str) -> bool:
    """Whether a period is only what something else is compared with, or began in."""
    if _THAN.search(before) or _ELSEWHEN.match(behind):
        return True
    return _WITH.search(before) is not None and _COMPARED.match(behind) is not None


def period_read(text: str, calendar: Calendar) -> Period | None:
    """The period that a text is; None for any other words."""
    try:
        return read_period(text, calendar)
    except PeriodError:
        return None
