"""Dating: the period a text is about, by its own words alone, never by a file's date or name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..notation.numeral import DIGITS, read_numeral
from ..notation.period import PeriodError, read_period
from ..period import Calendar, Kind, Period, regular, say_day
from ..quotation import clip
from ..spelling import fold
from ..summary import SummaryClass
from .ground import Ground, Proposal
from .sender import signature

_Y = r"(?:(?:19|20)[0-9]{2}|[二一][〇零○一二三四五六七八九]{3})"
_N = "[0-9一二三四五六七八九十]{1,3}"
_TO = "[-~至到]{1,2}"
# from the longest notation to the shortest: 2023年上半年 is no year
_WRITTEN = re.compile(
    rf"{_Y}年?{_TO}{_Y}学年度?(?:第[一二]学期|[上下]学期)?"
    rf"|{_Y}年{_N}月{_N}日?{_TO}(?:{_Y}年)?(?:{_N}月)?{_N}日"
    rf"|{_Y}年?{_TO}{_Y}年度?"
    rf"|{_Y}统计年度"
    rf"|{_Y}年度?[上下前后]半年|{_Y}年度?第?[一二三四1-4]季度|{_Y}年度?前[二两三四2-4]个?季度"
    rf"|{_Y}年度?(?:1|一|元)月?{_TO}{_N}月份?"
    rf"|{_Y}年{_N}月份?(?![0-9一二三四五六七八九十]{{0,3}}日|{_N})"
    rf"|{_Y}年度?|(?<![0-9])20[0-9]{{2}}(?=[一-鿿]{{0,24}}(?:总结|小结|计划|要点|思路|汇报|报告))"
)
_MASKED = re.compile(r"20(?:[xX×*＊_-]{1,4}|[○〇]{2})年|[xX×*]{2,4}年")
_DAY = re.compile(rf"(?P<y>{_Y})[年./-](?P<m>{_N})[月./-](?P<d>{_N})日?")
_MONTH = re.compile(rf"(?P<y>{_Y})年(?P<m>{_N})月$")
_AHEAD = re.compile(
    r"^.{0,6}(?:计划|打算|思路|要点|安排|设想|工作计划|工作思路|工作打算|工作要点|工作安排)"
)
_OF_PLAN = re.compile(r"和|及|与|暨|、")
_SLOTS: tuple[tuple[re.Pattern[str], Kind, int], ...] = (
    (re.compile("上半年"), Kind.HALF, 1),
    (re.compile("下半年"), Kind.HALF, 2),
    (re.compile("第?一季度"), Kind.QUARTER, 1),
    (re.compile("第?二季度"), Kind.QUARTER, 2),
    (re.compile("第?三季度"), Kind.QUARTER, 3),
    (re.compile("第?四季度"), Kind.QUARTER, 4),
    (re.compile("第一学期|上学期"), Kind.TERM, 1),
    (re.compile("第二学期|下学期"), Kind.TERM, 2),
    (re.compile("本学期|一学期来|学期"), Kind.TERM, 0),
    (re.compile("本学年|学年"), Kind.SCHOOL_YEAR, 0),
    (re.compile("年度|年终|全年|一年来|一年的"), Kind.YEAR, 0),
)
_OPENING = (
    (re.compile("(?:今年)?上半年(?:以?来)?"), Kind.HALF, 1),
    (re.compile("(?:今年)?下半年以来"), Kind.HALF, 2),
    (re.compile("本学期|一学期(?:以?来)"), Kind.TERM, 0),
    (re.compile("本学年"), Kind.SCHOOL_YEAR, 0),
    (re.compile("(?:第?一|本)季度"), Kind.QUARTER, 1),
    (re.compile("一年来|今年以?来|今年|全年|本年度|年度"), Kind.YEAR, 0),
)
_DAYS = re.compile(
    rf"(?:(?P<y>{_Y})年)?(?P<days>[0-9]{{1,2}}月[0-9]{{1,2}}日?{_TO}(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}日)"
)
_YEARS = re.compile("几年来|多年来|近几年来?|近年来|[三四五]年来|任期内|本届任期")
_NEXT = re.compile(r"(?:下一步|下步|今后|明年|下半年(?:打算|计划|工作))")
EARLY = timedelta(days=75)  # a year's summary is asked for in October, a half-year's in June
LATE = timedelta(days=400)


@dataclass(frozen=True)
class Signed:
    """The day of a signature and its line; `exact` is false where only the month is written, whose
    first day then stands for it."""

    day: date
    line: str
    exact: bool = True


def signed_on(lines: list[str]) -> Signed | None:
    """The day of the signature; None where there is none."""
    for line in signature(lines):
        match = _DAY.search(fold(line))
        day = _day(match["y"], match["m"], match["d"]) if match else None
        if day is not None:
            return Signed(day, line)
    for line in signature(lines):
        match = _MONTH.search(fold(line))
        day = _day(match["y"], match["m"], "1") if match else None
        if day is not None:
            return Signed(day, line, False)
    return None


def period_of(
    title: str, lines: list[str], calendar: Calendar, class_: SummaryClass | None = None
) -> Proposal[Period]:
    """The period that title, opening and signature name. Where they contradict each other nothing is
    proposed: both are told."""
    signed = signed_on(lines)
    dated = Ground(signed.day, f"落款“{clip(signed.line)}”") if signed else None
    plan = class_ is SummaryClass.PLAN
    years = _YEARS.search(title) or next(
        (m for line in lines[:2] if (m := _YEARS.match(line))), None
    )
    if years and not _in_title(title, calendar, None, plan):
        return Proposal(
            question=f"期间看不出从哪一年到哪一年：文中写“{years[0]}”。请填 period，"
            "例：period: 2010年至2012年；只知道到哪一年的，例：period: 至2012年"
        )
    days = _campaign_days(title, lines, calendar, dated) if class_ is SummaryClass.SPECIAL else None
    found = days or _in_title(title, calendar, dated, plan) or _in_opening(lines, calendar, dated)
    if found is None:
        half = next(
            (m[0] for p, _, _ in _SLOTS[:6] if (m := p.search(title or "".join(lines[:1])))), ""
        )
        hint = f"只有{dated.words}的日期" if dated else "标题、开头和落款里都没有年份"
        hint = f"像是“{half}”，{hint}" if half else hint
        return Proposal(question=f"看不出期间：{hint}。请填 period，例：period: 2023年上半年")
    if dated is not None and not plan and _contradicts(found.value, dated.value):
        return Proposal(
            None,
            (found,),
            f"期间对不上：{found.words}是{found.value.name}，{dated.words}却是{say_day(dated.value)}。"
            "请核对后填 period。",
        )
    return Proposal(found.value, (found,))


def _contradicts(period: Period, day: date) -> bool:
    """A summary is signed at the end of its period or in the year after it."""
    if period.last is None or period.first is None:
        return False
    early = min(EARLY, (period.last - period.first) / 2)
    return day < period.last - early or day > period.last + LATE


def _in_title(
    title: str, calendar: Calendar, dated: Ground[date] | None, plan: bool
) -> Ground[Period] | None:
    folded = fold(title)
    words = f"标题“{clip(title)}”"
    matches = list(_WRITTEN.finditer(folded))
    if not plan and len(matches) > 1:  # 2023年工作总结和2024年工作计划
        matches = [m for m in matches if not _AHEAD.match(folded[m.end() :])] or matches
    for match in matches:
        period = _read(match[0], calendar)
        if period is not None and period.kind is Kind.YEAR:
            period = _within_year(folded[match.end() :], period, calendar, dated)
        if period is not None:
            return Ground(period, words)
    if _MASKED.search(title) and title:
        return Ground(read_period("20XX年", calendar), words)
    if dated is not None and title:
        head = _OF_PLAN.split(folded)[0]
        for pattern, kind, slot in _SLOTS:
            if pattern.search(head):
                return _by_day(kind, slot, dated, calendar, words)
    return None


def _campaign_days(
    title: str, lines: list[str], calendar: Calendar, dated: Ground[date] | None
) -> Ground[Period] | None:
    """The days of a campaign, 4月15日至5月15日, with the year of the title or of the signature."""
    for line in (title, *lines[:12]):
        match = _DAYS.search(fold(line))
        if match is None:
            continue
        year = (
            match["y"]
            or next(iter(re.findall(_Y, fold(title))), "")
            or (str(dated.value.year) if dated else "")
        )
        period = _read(f"{year}年{match['days']}", calendar) if year else None
        if period is not None:
            also = (
                ""
                if match["y"] or not dated or str(dated.value.year) != year
                else f"和{dated.words}"
            )
            return Ground(period, f"文中“{clip(match[0])}”{also}")
    return None


def _within_year(
    rest: str, year: Period, calendar: Calendar, dated: Ground[date] | None
) -> Period | None:
    """2023年工会上半年工作总结: the half stands further on."""
    head = _OF_PLAN.split(rest)[0]
    for pattern, kind, slot in _SLOTS[:6]:
        if pattern.search(head) and not re.search(r"下半年(?:工作)?(?:计划|打算|思路|安排)", head):
            return regular(kind, year.year or 0, slot, calendar)
    if re.search("学期|学年", head):
        return None
    return year


def _in_opening(
    lines: list[str], calendar: Calendar, dated: Ground[date] | None
) -> Ground[Period] | None:
    opening = [line for line in lines if len(line) > 20][:3]
    for line in opening:
        folded = fold(line)
        for match in _WRITTEN.finditer(folded):
            period = _read(match[0], calendar)
            near = folded[match.end() : match.end() + 12]
            if period is not None and not re.match(r"[一-鿿]{0,4}(?:成立|建校|建厂|组建)", near):
                if dated is not None and _contradicts(period, dated.value):
                    continue
                return Ground(period, f"开头“{clip(line[max(0, match.start() - 2) :], 20)}”")
    if dated is None:
        return None
    for line in opening:
        for pattern, kind, slot in _OPENING:
            said = pattern.search(line)
            if said and not _NEXT.search(line[: said.end() + 4]):
                return _by_day(kind, slot, dated, calendar, f"开头“{said[0]}”")
    return None


def _by_day(
    kind: Kind, slot: int, dated: Ground[date], calendar: Calendar, words: str
) -> Ground[Period] | None:
    """The last period of a kind that was over, or nearly, on the day of the signature."""
    day = dated.value
    slots = [slot] if slot else [1, 2] if kind is Kind.TERM else [0]
    ended = []
    for year in range(day.year - 2, day.year + 1):
        for one in slots:
            period = regular(kind, year, one, calendar)
            assert period.last is not None
            assert period.first is not None
            early = min(EARLY, (period.last - period.first) / 3)
            if period.last - early <= day:
                ended.append(period)
    best = max(ended, key=lambda period: period.sort_key, default=None)
    return Ground(best, f"{words}和{dated.words}") if best is not None else None


def _read(text: str, calendar: Calendar) -> Period | None:
    try:
        return read_period(_arabic(text), calendar)
    except PeriodError:
        return None


def _arabic(text: str) -> str:
    """Years in Arabic numerals, as every notation knows them."""
    return re.sub(
        r"[二一][〇零○一二三四五六七八九]{3}(?=年|学年|[-~至到])",
        lambda year: "".join(str(DIGITS.get(c, 0)) for c in year[0]),
        text,
    )


def _day(year: str, month: str, day: str) -> date | None:
    numbers = []
    for text in (year, month, day):
        if text.isdecimal():
            numbers.append(int(text))
        elif len(text) == 4:
            numbers.append(int("".join(str(DIGITS.get(c, 0)) for c in text)))
        else:
            value = read_numeral(text)
            numbers.append(int(value) if value is not None else 0)
    try:
        return date(*numbers)
    except (ValueError, TypeError):
        return None
