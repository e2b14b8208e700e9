"""How people write periods: every notation of contract.md §2, ids included."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from ..period import DEFAULT_CALENDAR, KIND_NAMES, Calendar, Kind, Period, regular
from ..quotation import clip
from ..spelling import fold
from .numeral import DIGITS, read_numeral

FIRST_YEAR, LAST_YEAR = 1900, 2099


class PeriodError(ValueError):
    """A text that names no period; the message says in Chinese what is wrong and what to write."""


_TO = r"(?:-{1,2}|~|至|到)"
_Y = r"(?P<y>[0-9]{4})"


def _read_number(text: str, whole: str) -> int:
    if text.isdigit():
        return int(text)
    value = read_numeral(text)
    if value is None:
        raise PeriodError(_unreadable(whole))
    return int(value)


def _unreadable(text: str) -> str:
    return f"看不懂期间“{clip(text)}”。{HOW_TO_WRITE}"


_CN = r"[0-9一二三四五六七八九十]{1,3}"
_PATTERNS: list[tuple[re.Pattern[str], Kind]] = [
    (re.compile(rf"{_Y}(?:年|年度)?(?:全年)?"), Kind.YEAR),
    (re.compile(rf"{_Y}(?:年|年度)?(?P<half>[上前下后])半年"), Kind.HALF),
    (re.compile(rf"{_Y}-?[Hh](?P<s>[0-9])"), Kind.HALF),
    (re.compile(rf"{_Y}(?:年|年度)第?(?P<s>{_CN})季度"), Kind.QUARTER),
    (re.compile(rf"{_Y}-?[Qq](?P<s>[0-9])"), Kind.QUARTER),
    (re.compile(rf"{_Y}年(?P<s>{_CN})月份?"), Kind.MONTH),
    (re.compile(rf"{_Y}-(?P<s>[0-9]{{1,2}})"), Kind.MONTH),
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

_HAN_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年|学年|上|下|-)")
_FIRST_QUARTERS = re.compile(r"(?<=[年度])前([二两三四2-4])个?季度")
_FIRST_MONTHS = re.compile(rf"(?<=[年度])前({_CN}|两)个月")
_TOTAL = re.compile(r"(?<=月)份?累计$")

# 几年来、近三年、历年: between which years nobody can say
_VAGUE = re.compile(
    r"(?:近|这|最近|过去)[几多数两三四五六七八九十0-9]{0,2}年(?:以?来)?|[几多数两三四五六七八九十0-9]{1,2}年以?来|历年(?:以?来)?"
)
HOW_TO_WRITE = (
    "请写成“2023年”“2023年上半年”“2023年第一季度”“2023年1-9月”“2022-2023学年第一学期”这样的形式。"
)


@lru_cache(maxsize=4096)
def read_period(text: str, calendar: Calendar = DEFAULT_CALENDAR) -> Period:
    """The period that a person wrote, in any notation of contract.md §2, ids included.

    Raises PeriodError, in Chinese, where the text names none.
    """
    folded = fold(text)
    if not folded:
        raise PeriodError(f"期间是空的。{HOW_TO_WRITE}")
    usual = _in_usual_words(folded)
    for pattern, kind in _PATTERNS:
        match = pattern.fullmatch(usual)
        if match:
            return _from_match(kind, match.groupdict(), text, calendar)
    if _VAGUE.fullmatch(folded):
        raise PeriodError(
            f"“{clip(text)}”没有写明从哪年到哪年，不能同任何一年比。"
            "请写成“2009年至2012年”；只知道到哪年为止的，写成“至2012年”。"
        )
    raise PeriodError(_unreadable(text))


def _in_usual_words(folded: str) -> str:
    """The text as the patterns know it: 二〇二三年 is 2023年, 前三季度 and 前9个月 are 1-9月."""
    text = _HAN_YEAR.sub(lambda year: "".join(f"{DIGITS.get(c, 0)}" for c in year[0]), folded)
    text = _FIRST_QUARTERS.sub(lambda match: f"1-{3 * _count(match[1])}月", text)
    text = _FIRST_MONTHS.sub(lambda match: f"1-{'二' if match[1] == '两' else match[1]}月", text)
    text = text.replace("年度1-", "年1-").replace("元月", "1月")
    return _TOTAL.sub("", text)


def _count(written: str) -> int:
    return int(written) if written.isdigit() else DIGITS[written]


def _from_match(kind: Kind, got: dict[str, str | None], text: str, calendar: Calendar) -> Period:
    if kind is Kind.MASKED:
        return Period(kind, "20XX", None, 0, None, None, calendar)
    year = _year(got.get("y"), text) if got.get("y") else None
    slot = _slot(kind, got, text)
    limit = {Kind.HALF: 2, Kind.QUARTER: 4, Kind.MONTH: 12, Kind.YTD: 12, Kind.TERM: 2}.get(kind, 0)
    if limit and not 1 <= slot <= limit:
        raise PeriodError(f"“{clip(text)}”里的{KIND_NAMES[kind]}应在1到{limit}之间。")
    if kind in (Kind.CAMPAIGN, Kind.SPAN):
        return (_campaign if kind is Kind.CAMPAIGN else _span)(year, got, text, calendar)
    assert year is not None
    if kind is Kind.YTD:
        _check_ytd(year, slot, got, text)
    if kind in (Kind.TERM, Kind.SCHOOL_YEAR) and _year(got["y2"], text) != year + 1:
        raise PeriodError(
            f"“{clip(text)}”不是相连的两年，学年应写成“{year}-{year + 1}学年”；"
            f"几年合在一起的写成“{year}年至{got['y2']}年”。"
        )
    return regular(kind, year, slot, calendar)


def _slot(kind: Kind, got: dict[str, str | None], text: str) -> int:
    if got.get("half"):
        return 1 if got["half"] in ("上", "前") else 2
    written = got.get("s")
    if not written:
        return 0
    if kind is Kind.TERM and written in "上下":
        return 1 if written == "上" else 2
    return _read_number(written, text)


def _check_ytd(year: int, slot: int, got: dict[str, str | None], text: str) -> None:
    if got.get("y2") and got["y2"] != f"{year}":
        raise PeriodError(f"“{clip(text)}”跨了年，累计只在一年之内。例：{year}年1-9月。")
    if _read_number(got["m"] or "", text) != 1:
        raise PeriodError(
            f"“{clip(text)}”不是从1月起，累计要从1月算起。例：{year}年1-9月；单独一段请写季度或月。"
        )
    if slot < 2:
        raise PeriodError(f"“{clip(text)}”只有一个月，请写成“{year}年1月”。")


def _campaign(
    year: int | None, got: dict[str, str | None], text: str, calendar: Calendar
) -> Period:
    assert year is not None
    first = _day(year, got["m"], got["d"], text)
    last_year = _year(got["y2"], text) if got.get("y2") else year
    last = _day(last_year, got.get("m2") or got["m"], got["d2"], text)
    if last < first:
        raise PeriodError(f"“{clip(text)}”的最后一天早于第一天，请把先后调过来。")
    for kind, slot in ((Kind.YEAR, 0), (Kind.HALF, 1), (Kind.HALF, 2)):
        whole = regular(kind, year, slot, calendar)
        if (whole.first, whole.last) == (first, last):
            return whole
    return Period(Kind.CAMPAIGN, f"{first}--{last}", year, 0, first, last, calendar)


def _span(year: int | None, got: dict[str, str | None], text: str, calendar: Calendar) -> Period:
    last_year = _year(got["y2"] or got["y3"], text) if "y3" in got else _year(got["y2"], text)
    last = date(last_year, 12, 31)
    if year is None:
        return Period(Kind.SPAN, f"until-{last_year}", None, 0, None, last, calendar)
    if last_year <= year:
        raise PeriodError(f"“{clip(text)}”的后一年应晚于前一年。例：2019年至2022年。")
    return Period(Kind.SPAN, f"{year}--{last_year}", year, 0, date(year, 1, 1), last, calendar)


def _year(written: str | None, text: str) -> int:
    year = int(written or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"“{clip(text)}”里的年份应在{FIRST_YEAR}到{LAST_YEAR}之间。")
    return year


def _day(year: int, month: str | None, day: str | None, text: str) -> date:
    try:
        return date(year, int(month or 0), int(day or 0))
    except ValueError:
        raise PeriodError(f"“{clip(text)}”里没有{year}年{month}月{day}日这一天。") from None
