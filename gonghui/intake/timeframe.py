"""Timeframe: which figures the words before them place in another time than the page's period: a
month of the year, its first half, the year before."""

from __future__ import annotations

import re

from ..facts import Fact, FactRole
from ..period import Period
from ..spelling import fold

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年(?!代|以?来)")
_HALF = re.compile(r"(上|下)半年")
_QUARTER = re.compile(r"(?<!个)(?:第?([一二三四1-4])季度)")
_MONTH = re.compile(
    r"(?P<upto>截[至止到]+|到)?(?P<year>[0-9]{4}年)?(?<![0-9])(?P<month>1[0-2]|[1-9])月份?(?P<end>[底末])?(?!来|均)"
)
_RANGE = re.compile(r"[0-9]{1,2}月?[-~至到][0-9]{1,2}月份?")
_SLOTS = {"上": 1, "下": 2, **dict(zip("一二三四1234", [1, 2, 3, 4] * 2, strict=True))}
_LONG = 62  # days: of a shorter period a month is no part


def of_period(facts: list[Fact], period: Period | None) -> list[Fact]:
    """The facts; those that their sentence places in another time are not sure."""
    if period is None or period.first is None or period.last is None:
        return facts
    return [
        fact._replace(sure=False)
        if fact.sure and fact.role is FactRole.ACTUAL and _is_elsewhere(_before(fact), period)
        else fact
        for fact in facts
    ]


def _before(fact: Fact) -> str:
    """The words of the sentence before a figure; all of them where it stands there twice."""
    quote, text = fold(fact.quote), fold(fact.text)
    return quote[: quote.index(text)] if quote.count(text) == 1 else quote


def _is_elsewhere(before: str, period: Period) -> bool:
    first, last = period.first, period.last
    assert first is not None
    assert last is not None
    years = _YEAR.findall(before)
    if years and not first.year <= int(years[-1]) <= last.year:
        return True
    if (last - first).days <= _LONG:
        return False
    for pattern, months in ((_HALF, 6), (_QUARTER, 3)):
        slots = pattern.findall(before)
        if slots:
            begins, ends = (_SLOTS[slots[-1]] - 1) * months + 1, _SLOTS[slots[-1]] * months
            if (begins, ends) != (first.month, last.month):
                return True
    named = list(_MONTH.finditer(_RANGE.sub("", before)))
    if not named:
        return False
    month = int(named[-1]["month"])
    if named[-1]["upto"] or named[-1]["end"]:
        signed = {(last.month - back - 1) % 12 + 1 for back in range(3)}
        return month not in signed  # a summary may be written before its period is over
    return True
