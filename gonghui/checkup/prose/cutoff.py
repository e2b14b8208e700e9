"""The day up to which a text says that it counts, against `as_of`: 本文数据截至12月20日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ...period import say_day
from ...summary import Summary
from .said import Finding, Said

_DAY = r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
_UPTO = (
    re.compile(
        rf"^(?:本文|本报告|文中|本总结)?(?:的|所列|所用)?(?:各项)?(?:统计)?数据?(?:均|都|统一)?截[至止](?:到|于)?{_DAY}(?=[，,。；;）)]|$)"
    ),
    re.compile(rf"以{_DAY}为(?:数据|统计)?截止日"),
)


def cutoffs(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """Another day than the one written in the front matter."""
    known = summary.as_of if "as_of" in summary.places else None
    for sentence, _ in said if known else ():
        for pattern in _UPTO:
            match = pattern.search(sentence.said)
            if match is None or known is None:
                continue
            try:
                told = date(
                    int(match["year"] or known.year), int(match["month"]), int(match["day"])
                )
            except ValueError:
                continue
            if told != known:
                line = summary.body_line + sentence.place(match.start("month"))[0] - 1
                yield (
                    *summary.places["as_of"],
                    "text-differs",
                    f"数据截至的日子，题头写的是{say_day(known)}，正文第{line}行写的是{say_day(told)}。"
                    "请核对，改正写错的一处；正文说的是其中一部分数的，写进 accept。"
                    "例：accept: [{code: text-differs, reason: 写明原因}]",
                )
