"""Period: the stretch of time a summary speaks of, and the periods it is compared with.

Source: contract.md §2. Exports name a period by EDTF (ISO 8601-2).
"""

from __future__ import annotations

import calendar as days
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property


class Kind(StrEnum):
    """The kinds of period; the value is the code in exports."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    YTD = "ytd"
    TERM = "term"
    SCHOOL_YEAR = "school_year"
    STAT_YEAR = "stat_year"
    CAMPAIGN = "campaign"
    SPAN = "span"
    MASKED = "masked"


KIND_NAMES = {
    Kind.YEAR: "年度",
    Kind.HALF: "半年",
    Kind.QUARTER: "季度",
    Kind.MONTH: "月",
    Kind.YTD: "累计",
    Kind.TERM: "学期",
    Kind.SCHOOL_YEAR: "学年",
    Kind.STAT_YEAR: "统计年度",
    Kind.CAMPAIGN: "专题",
    Kind.SPAN: "跨年",
    Kind.MASKED: "隐去",
}

EXAMPLES = {
    Kind.YEAR: "2023年",
    Kind.HALF: "2023年上半年",
    Kind.QUARTER: "2023年第一季度",
    Kind.MONTH: "2023年5月",
    Kind.YTD: "2023年1-9月",
    Kind.TERM: "2022-2023学年第一学期",
    Kind.SCHOOL_YEAR: "2022-2023学年",
    Kind.STAT_YEAR: "2023统计年度",
    Kind.CAMPAIGN: "2023年4月15日至5月15日",
    Kind.SPAN: "2019年至2022年",
    Kind.MASKED: "20XX年",
}

# 较年初 is told of stocks within the calendar year; the year's own is its 同比.
_WITHIN_YEAR = {Kind.HALF, Kind.QUARTER, Kind.MONTH, Kind.YTD}
_PHRASES = {
    Kind.YEAR: "上年",
    Kind.TERM: "上学年同期",
    Kind.SCHOOL_YEAR: "上学年",
    Kind.STAT_YEAR: "上统计年度",
    Kind.CAMPAIGN: "上年同一活动",
}
_ORDINALS = "零一二三四"


@dataclass(frozen=True)
class Calendar:
    """The days (month, day) on which years and terms begin, where the calendar year does not say.

    Settings of data/settings.yml; the defaults are those of contract.md §2.
    """

    statistical_year: tuple[int, int] = (10, 1)
    first_term: tuple[int, int] = (9, 1)
    second_term: tuple[int, int] = (2, 1)


DEFAULT_CALENDAR = Calendar()


@dataclass(frozen=True)
class Period:
    """One period. `year` is the calendar year of its name (a school year's first), None where masked
    or without beginning; `slot` the half, quarter, month, last month or term; `first` and `last`
    its days, both included. Read one with `gonghui.notation.period.read_period`.
    """

    kind: Kind
    id: str
    year: int | None
    slot: int
    first: date | None
    last: date | None
    calendar: Calendar = field(default=DEFAULT_CALENDAR, compare=False, repr=False)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def name(self) -> str:
        """The period in Chinese; reading it again gives the same period."""
        return _NAMES[self.kind](self)

    @cached_property
    def sort_key(self) -> tuple[bool, date, int, str]:
        """By last day; equal last days by length, shorter first; masked ones last."""
        length = (self.last - self.first).days if self.last and self.first else 10**6
        return (self.last is None, self.last or date.max, length, self.id)

    @property
    def edtf(self) -> str:
        """The period in EDTF: 2023, 2023-40 (a half), 2023-33 (a quarter), 2023-05, day intervals."""
        match self.kind:
            case Kind.YEAR | Kind.MONTH:
                return self.id
            case Kind.HALF:
                return f"{self.year}-{39 + self.slot}"
            case Kind.QUARTER:
                return f"{self.year}-{32 + self.slot}"
            case Kind.MASKED:
                return "20XX"
        if self.first is None:
            return "/" + self.id.removeprefix("until-")
        return f"{self.first}/{self.last}"

    @property
    def last_year(self) -> int | None:
        """The calendar year of the last day, None where masked."""
        return self.last.year if self.last else None

    def year_before(self) -> Period | None:
        """The 同比 base: same kind and slot a year before. None for 跨年 and 隐去, and for a campaign,
        whose base is the same campaign of the year before, whatever its days."""
        return self._year_before

    @cached_property
    def _year_before(self) -> Period | None:
        if self.kind in (Kind.CAMPAIGN, Kind.SPAN, Kind.MASKED) or self.year is None:
            return None
        return regular(self.kind, self.year - 1, self.slot, self.calendar)

    def preceding(self) -> Period | None:
        """The 环比 base: the period just before, of the same kind; None where the kind has none."""
        slots = {Kind.HALF: 2, Kind.QUARTER: 4, Kind.MONTH: 12, Kind.TERM: 2}.get(self.kind)
        if slots is None or self.year is None:
            return None
        if self.slot > 1:
            return regular(self.kind, self.year, self.slot - 1, self.calendar)
        return regular(self.kind, self.year - 1, slots, self.calendar)

    def year_end_before(self) -> Period | None:
        """The 较年初 base of a stock: the calendar year before; None outside the calendar year."""
        if self.kind not in _WITHIN_YEAR or self.year is None:
            return None
        return regular(Kind.YEAR, self.year - 1, 0, self.calendar)

    @property
    def year_before_phrase(self) -> str:
        """What the 同比 base is called in a sentence: 上年, 上年同期, 上学年同期 …"""
        return _PHRASES.get(self.kind, "上年同期")


@cache
def regular(kind: Kind, year: int, slot: int, calendar: Calendar) -> Period:
    """A period of a kind that repeats: its id and days follow from year and slot."""
    match kind:
        case Kind.YEAR:
            return _period(kind, f"{year}", year, 0, _ends(year, 1, year, 12), calendar)
        case Kind.HALF:
            ends = _ends(year, 6 * slot - 5, year, 6 * slot)
            return _period(kind, f"{year}-H{slot}", year, slot, ends, calendar)
        case Kind.QUARTER:
            ends = _ends(year, 3 * slot - 2, year, 3 * slot)
            return _period(kind, f"{year}-Q{slot}", year, slot, ends, calendar)
        case Kind.MONTH:
            ends = _ends(year, slot, year, slot)
            return _period(kind, f"{year}-{slot:02}", year, slot, ends, calendar)
        case Kind.YTD:
            ends = _ends(year, 1, year, slot)
            return _period(kind, f"{year}-01--{year}-{slot:02}", year, slot, ends, calendar)
        case Kind.STAT_YEAR:
            start, end = (_start(y, calendar.statistical_year) for y in (year, year + 1))
            if calendar.statistical_year != (1, 1):  # named by the year in which it ends
                start, end = (_start(y, calendar.statistical_year) for y in (year - 1, year))
            ends = (start, end - timedelta(1))
            return _period(kind, f"{year}-SY", year, 0, ends, calendar)
        case _:
            one = _start(year, calendar.first_term)
            two = _start(year + 1, calendar.second_term)
            three = _start(year + 1, calendar.first_term)
            spans = {0: (one, three), 1: (one, two), 2: (two, three)}
            ends = (spans[slot][0], spans[slot][1] - timedelta(1))
            tail = f"-T{slot}" if slot else ""
            return _period(kind, f"{year}-{year + 1}{tail}", year, slot, ends, calendar)


def _period(
    kind: Kind, id_: str, year: int, slot: int, ends: tuple[date, date], calendar: Calendar
) -> Period:
    return Period(kind, id_, year, slot, *ends, calendar)


def _ends(year: int, month: int, last_year: int, last_month: int) -> tuple[date, date]:
    last_day = days.monthrange(last_year, last_month)[1]
    return date(year, month, 1), date(last_year, last_month, last_day)


def _start(year: int, day: tuple[int, int]) -> date:
    month, number = day
    return date(year, month, min(number, days.monthrange(year, month)[1]))


def _campaign_name(period: Period) -> str:
    first, last = period.first, period.last
    assert first is not None
    assert last is not None
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{first.year}年{first.month}月{first.day}日至{year}{last.month}月{last.day}日"


_NAMES: dict[Kind, Callable[[Period], str]] = {
    Kind.YEAR: lambda p: f"{p.year}年",
    Kind.HALF: lambda p: f"{p.year}年{'上' if p.slot == 1 else '下'}半年",
    Kind.QUARTER: lambda p: f"{p.year}年第{_ORDINALS[p.slot]}季度",
    Kind.MONTH: lambda p: f"{p.year}年{p.slot}月",
    Kind.YTD: lambda p: f"{p.year}年1-{p.slot}月",
    Kind.TERM: lambda p: f"{p.year}-{(p.year or 0) + 1}学年第{_ORDINALS[p.slot]}学期",
    Kind.SCHOOL_YEAR: lambda p: f"{p.year}-{(p.year or 0) + 1}学年",
    Kind.STAT_YEAR: lambda p: f"{p.year}统计年度",
    Kind.CAMPAIGN: _campaign_name,
    Kind.SPAN: lambda p: f"{p.year}年至{p.last_year}年" if p.first else f"至{p.last_year}年",
    Kind.MASKED: lambda _: "20XX年",
}


def say_day(day: date) -> str:
    """A day as a text says it: 2022年1月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
