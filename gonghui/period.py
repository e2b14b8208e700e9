"""Period: the stretch of time a summary speaks of, and the periods it is compared with.

Source: contract.md §2. Exports name a period by EDTF (ISO 8601-2).
"""

from __future__ import annotations

import calendar as days
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from .numeral import read_numeral
from .spelling import fold

FIRST_YEAR, LAST_YEAR = 1900, 2099


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


class PeriodError(ValueError):
    """A text that names no period; the message says in Chinese what is wrong and what to write."""


@dataclass(frozen=True)
class Calendar:
    """The days (month, day) on which years and terms begin, where the calendar year does not say.

    Settings of data/settings.yml; the defaults are those of contract.md §2.
    """

    statistical_year: tuple[int, int] = (10, 1)
    first_term: tuple[int, int] = (9, 1)
    second_term: tuple[int, int] = (2, 1)


@dataclass(frozen=True)
class Period:
    """One period. `year` is the calendar year of its name (a school year's first), None where masked
    or without beginning; `slot` the half, quarter, month, last month or term; `first` and `last`
    its days, both included. Make one with `read_period`.
    """

    kind: Kind
    id: str
    year: int | None
    slot: int
    first: date | None
    last: date | None
    calendar: Calendar = field(default=Calendar(), compare=False, repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The period in Chinese; reading it again gives the same period."""
        return _NAMES[self.kind](self)

    @property
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
        if self.kind in (Kind.CAMPAIGN, Kind.SPAN, Kind.MASKED) or self.year is None:
            return None
        return _regular(self.kind, self.year - 1, self.slot, self.calendar)

    def preceding(self) -> Period | None:
        """The 环比 base: the period just before, of the same kind; None where the kind has none."""
        slots = {Kind.HALF: 2, Kind.QUARTER: 4, Kind.MONTH: 12, Kind.TERM: 2}.get(self.kind)
        if slots is None or self.year is None:
            return None
        if self.slot > 1:
            return _regular(self.kind, self.year, self.slot - 1, self.calendar)
        return _regular(self.kind, self.year - 1, slots, self.calendar)

    def year_end_before(self) -> Period | None:
        """The 较年初 base of a stock: the calendar year before; None outside the calendar year."""
        if self.kind not in _WITHIN_YEAR or self.year is None:
            return None
        return _regular(Kind.YEAR, self.year - 1, 0, self.calendar)

    @property
    def year_before_phrase(self) -> str:
        """What the 同比 base is called in a sentence: 上年, 上年同期, 上学年同期 …"""
        return _PHRASES.get(self.kind, "上年同期")


def _regular(kind: Kind, year: int, slot: int, calendar: Calendar) -> Period:
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

_TO = r"(?:-{1,2}|~|至|到)"
_Y = r"(?P<y>[0-9]{4})"


def _read_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    value = read_numeral(text)
    if value is None:
        raise PeriodError(f"“{text}”不是数。")
    return int(value)


_CN = r"[0-9一二三四五六七八九十]{1,3}"
_PATTERNS: list[tuple[re.Pattern[str], Kind]] = [
    (re.compile(rf"{_Y}(?:年|年度)?"), Kind.YEAR),
    (re.compile(rf"{_Y}年(?P<half>[上前下后])半年"), Kind.HALF),
    (re.compile(rf"{_Y}-[Hh](?P<s>[0-9])"), Kind.HALF),
    (re.compile(rf"{_Y}年第?(?P<s>{_CN})季度"), Kind.QUARTER),
    (re.compile(rf"{_Y}-[Qq](?P<s>[0-9])"), Kind.QUARTER),
    (re.compile(rf"{_Y}年(?P<s>{_CN})月份?"), Kind.MONTH),
    (re.compile(rf"{_Y}-(?P<s>[0-9]{{2}})"), Kind.MONTH),
    (re.compile(rf"{_Y}年(?P<m>{_CN})月?{_TO}(?P<s>{_CN})月份?"), Kind.YTD),
    (re.compile(rf"{_Y}-(?P<m>[0-9]{{2}})--(?P<y2>[0-9]{{4}})-(?P<s>[0-9]{{2}})"), Kind.YTD),
    (re.compile(rf"{_Y}年?{_TO}(?P<y2>[0-9]{{4}})学年度?第?(?P<s>[一二上下0-9])学期"), Kind.TERM),
    (re.compile(rf"{_Y}-(?P<y2>[0-9]{{4}})-[Tt](?P<s>[0-9])"), Kind.TERM),
    (re.compile(rf"{_Y}年?{_TO}(?P<y2>[0-9]{{4}})学年度?"), Kind.SCHOOL_YEAR),
    (re.compile(rf"{_Y}-(?P<y2>[0-9]{{4}})"), Kind.SCHOOL_YEAR),
    (re.compile(rf"{_Y}年?统计年度"), Kind.STAT_YEAR),
    (re.compile(rf"{_Y}-SY", re.I), Kind.STAT_YEAR),
    (
        re.compile(
            rf"{_Y}-(?P<m>[0-9]{{1,2}})-(?P<d>[0-9]{{1,2}})(?:/|--|至|到|~)"
            r"(?P<y2>[0-9]{4})-(?P<m2>[0-9]{1,2})-(?P<d2>[0-9]{1,2})"
        ),
        Kind.CAMPAIGN,
    ),
    (
        re.compile(
            rf"{_Y}年(?P<m>[0-9]{{1,2}})月(?P<d>[0-9]{{1,2}})日?{_TO}(?:(?P<y2>[0-9]{{4}})年)?"
            r"(?:(?P<m2>[0-9]{1,2})月)?(?P<d2>[0-9]{1,2})日"
        ),
        Kind.CAMPAIGN,
    ),
    (re.compile(rf"{_Y}年{_TO}(?P<y2>[0-9]{{4}})年"), Kind.SPAN),
    (re.compile(r"(?P<y>[0-9]{4})--(?P<y2>[0-9]{4})"), Kind.SPAN),
    (re.compile(r"(?:至|截至|到)(?P<y2>[0-9]{4})年?|until-(?P<y3>[0-9]{4})", re.I), Kind.SPAN),
    (re.compile(r"20(?:XX|xx|Xx|xX|××)年?"), Kind.MASKED),
]

HOW_TO_WRITE = (
    "请写成“2023年”“2023年上半年”“2023年第一季度”“2023年1-9月”“2022-2023学年第一学期”这样的形式。"
)


@lru_cache(maxsize=4096)
def read_period(text: str, calendar: Calendar = Calendar()) -> Period:
    """The period that a person wrote, in any notation of contract.md §2, ids included.

    Raises PeriodError, in Chinese, where the text names none.
    """
    folded = fold(text)
    if not folded:
        raise PeriodError(f"期间是空的。{HOW_TO_WRITE}")
    for pattern, kind in _PATTERNS:
        match = pattern.fullmatch(folded)
        if match:
            return _from_match(kind, match.groupdict(), text, calendar)
    raise PeriodError(f"看不懂期间“{text.strip()}”。{HOW_TO_WRITE}")


def _from_match(kind: Kind, got: dict[str, str | None], text: str, calendar: Calendar) -> Period:
    if kind is Kind.MASKED:
        return Period(kind, "20XX", None, 0, None, None, calendar)
    year = _year(got.get("y"), text) if got.get("y") else None
    slot = _slot(kind, got)
    limit = {Kind.HALF: 2, Kind.QUARTER: 4, Kind.MONTH: 12, Kind.YTD: 12, Kind.TERM: 2}.get(kind, 0)
    if limit and not 1 <= slot <= limit:
        raise PeriodError(f"“{text.strip()}”里的{KIND_NAMES[kind]}应在1到{limit}之间。")
    if kind in (Kind.CAMPAIGN, Kind.SPAN):
        return (_campaign if kind is Kind.CAMPAIGN else _span)(year, got, text, calendar)
    assert year is not None
    if kind is Kind.YTD:
        _check_ytd(year, slot, got, text)
    if kind in (Kind.TERM, Kind.SCHOOL_YEAR) and _year(got["y2"], text) != year + 1:
        raise PeriodError(
            f"“{text.strip()}”不是相连的两年，学年应写成“{year}-{year + 1}学年”；"
            f"几年合在一起的写成“{year}年至{got['y2']}年”。"
        )
    return _regular(kind, year, slot, calendar)


def _slot(kind: Kind, got: dict[str, str | None]) -> int:
    if got.get("half"):
        return 1 if got["half"] in ("上", "前") else 2
    written = got.get("s")
    if not written:
        return 0
    if kind is Kind.TERM and written in "上下":
        return 1 if written == "上" else 2
    return _read_number(written)


def _check_ytd(year: int, slot: int, got: dict[str, str | None], text: str) -> None:
    if got.get("y2") and got["y2"] != f"{year}":
        raise PeriodError(f"“{text.strip()}”跨了年，累计只在一年之内。例：{year}年1-9月。")
    if _read_number(got["m"] or "") != 1:
        raise PeriodError(
            f"“{text.strip()}”不是从1月起，累计要从1月算起。例：{year}年1-9月；单独一段请写季度或月。"
        )
    if slot < 2:
        raise PeriodError(f"“{text.strip()}”只有一个月，请写成“{year}年1月”。")


def _campaign(
    year: int | None, got: dict[str, str | None], text: str, calendar: Calendar
) -> Period:
    assert year is not None
    first = _day(year, got["m"], got["d"], text)
    last_year = _year(got["y2"], text) if got.get("y2") else year
    last = _day(last_year, got.get("m2") or got["m"], got["d2"], text)
    if last < first:
        raise PeriodError(f"“{text.strip()}”的最后一天早于第一天，请把先后调过来。")
    return Period(Kind.CAMPAIGN, f"{first}--{last}", year, 0, first, last, calendar)


def _span(year: int | None, got: dict[str, str | None], text: str, calendar: Calendar) -> Period:
    last_year = _year(got["y2"] or got["y3"], text) if "y3" in got else _year(got["y2"], text)
    last = date(last_year, 12, 31)
    if year is None:
        return Period(Kind.SPAN, f"until-{last_year}", None, 0, None, last, calendar)
    if last_year <= year:
        raise PeriodError(f"“{text.strip()}”的后一年应晚于前一年。例：2019年至2022年。")
    return Period(Kind.SPAN, f"{year}--{last_year}", year, 0, date(year, 1, 1), last, calendar)


def _year(written: str | None, text: str) -> int:
    year = int(written or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"“{text.strip()}”里的年份应在{FIRST_YEAR}到{LAST_YEAR}之间。")
    return year


def _day(year: int, month: str | None, day: str | None, text: str) -> date:
    try:
        return date(year, int(month or 0), int(day or 0))
    except ValueError:
        raise PeriodError(f"“{text.strip()}”里没有{year}年{month}月{day}日这一天。") from None
