"""Dating: the period a text is about, by its own words alone, never by a file's date or name."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..notation.period import read_period
from ..period import Calendar, Kind, Period, say_day
from ..quotation import clip
from ..spelling import fold
from ..summary import SummaryClass
from .ground import Ground, Proposal
from .namedperiod import NamedPeriod, period_read, periods_named
from .signing import YEAR, signed_on
from .yearpart import EARLY, part_of_opening, part_of_title, part_within, word_of_part

_MASKED = re.compile(r"20(?:[xX×*＊_-]{1,4}|[○〇]{2})年|[xX×*]{2,4}年")
_AHEAD = re.compile(r"^.{0,6}(?:计划|打算|思路|要点|安排|设想|重点|目标|任务|部署|展望|规划|谋划)")
_WRITTEN_IN = re.compile(r"[)）]\s*$")
_DAYS = re.compile(
    rf"(?:(?P<y>{YEAR})年)?(?P<days>[0-9]{{1,2}}月[0-9]{{1,2}}日?[-~至到]{{1,2}}(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}日)"
)
_YEARS = re.compile("几年来|多年来|近几年来?|近年来|[三四五]年来|任期内|本届任期")
_FRAME = "（）()[]【】〔〕-—–─ 　"
_SUBTITLE = 24  # characters
LATE = timedelta(days=400)
_EXAMPLE = "例：period: 2023年上半年"
_Dated = Ground[date] | None


def period_of(
    title: str, lines: list[str], calendar: Calendar, class_: SummaryClass | None = None
) -> Proposal[Period]:
    """The period that title, opening and signature name. Where they contradict each other, or name
    several, nothing is proposed: all are told."""
    signed = signed_on(lines)
    dated = Ground(signed.day, f"落款“{clip(signed.line)}”") if signed else None
    plan = class_ is SummaryClass.PLAN
    under = next((line for line in lines[:2] if _is_subtitle(line, calendar)), "")
    heads = [(f"标题“{clip(title)}”", title), (f"标题下“{clip(under)}”", under)]
    named = [ground for words, head in heads for ground in _in_head(words, head, calendar, plan)]
    years = _YEARS.search(title) or next(
        (m for line in lines[:2] if (m := _YEARS.match(line))), None
    )
    if years and not named:
        return Proposal(
            question=f"期间看不出从哪一年到哪一年：文中写“{years[0]}”。请填 period，"
            "例：period: 2010年至2012年；只知道到哪一年的，例：period: 至2012年"
        )
    special = class_ is SummaryClass.SPECIAL
    days = _campaign_days(title, lines, calendar, dated) if special else None
    found = (
        [days]
        if days
        else named or _by_title(title, calendar, dated) or _in_opening(lines, calendar, dated)
    )
    if not found:
        return Proposal(question=_unknown(title, lines, dated, calendar))
    if len({ground.value.id for ground in found}) > 1:
        return Proposal(None, tuple(found), _several(found))
    only = found[0]
    if dated is not None and not plan and _contradicts(only.value, dated.value):
        return Proposal(
            None,
            (only,),
            f"期间对不上：{only.words}是{only.value.name}，{dated.words}却是{say_day(dated.value)}。"
            "请核对后填 period。",
        )
    return Proposal(only.value, (only,))


def _unknown(title: str, lines: list[str], dated: _Dated, calendar: Calendar) -> str:
    mentioned = [_said(line, one) for line, one in _mentioned(lines, calendar)]
    if mentioned:
        only = mentioned[0]
        return f"期间没有把握：只有{only.words}提到{only.value.name}。请核对后填 period，{_EXAMPLE}"
    half = word_of_part(title or "".join(lines[:1]))
    hint = f"只有{dated.words}的日期" if dated else "标题、开头和落款里都没有年份"
    hint = f"像是“{half}”，{hint}" if half else hint
    return f"看不出期间：{hint}。请填 period，{_EXAMPLE}"


def _several(found: list[Ground[Period]]) -> str:
    periods = {ground.value.id: ground.value for ground in found}
    said: dict[str, list[str]] = {}
    for ground in found:
        said.setdefault(ground.words, []).append(ground.value.name)
    told = "，".join(
        f"{words}写了{'、'.join(dict.fromkeys(names))}" for words, names in said.items()
    )
    years = sorted({p.year for p in periods.values() if p.year})
    whole = f"{years[0]}年至{years[-1]}年" if len(years) > 1 else f"{years[0]}年" if years else ""
    example = f"；几期合写的，例：period: {whole}" if whole else ""
    return f"期间不止一个：{told}。请定一个，填在 period{example}"


def _contradicts(period: Period, day: date) -> bool:
    """A summary is signed at the end of its period or in the year after it."""
    if period.last is None or period.first is None:
        return False
    early = min(EARLY, (period.last - period.first) / 2)
    return day < period.last - early or day > period.last + LATE


def _is_subtitle(line: str, calendar: Calendar) -> bool:
    """（2024-2025学年第二学期）: a line below the title that is nothing but a period; a month may be
    when it was written."""
    bare = fold(line).strip(_FRAME)
    period = period_read(bare, calendar) if len(bare) <= _SUBTITLE else None
    return period is not None and period.kind not in (Kind.MONTH, Kind.CAMPAIGN)


def _in_head(words: str, head: str, calendar: Calendar, plan: bool) -> list[Ground[Period]]:
    """The periods that a title writes out, without those of plans."""
    named = list(periods_named(head, calendar))
    if not plan and len(named) > 1:  # 2023年工作总结和2024年工作计划
        named = [one for one in named if not _AHEAD.match(one.behind)] or named
    if len(named) > 1:  # 2023年上半年工作总结（2023年7月）
        named = [
            one
            for one in named
            if one.period.kind is not Kind.MONTH or not _WRITTEN_IN.match(one.behind)
        ]
    grounds = []
    for one in named:
        period: Period | None = one.period
        if one.period.kind is Kind.YEAR:
            period = part_within(one.behind, one.period, calendar)
        if period is not None:
            grounds.append(Ground(period, words))
    if not grounds and head and _MASKED.search(head):
        return [Ground(read_period("20XX年", calendar), words)]
    return grounds


def _by_title(title: str, calendar: Calendar, dated: _Dated) -> list[Ground[Period]]:
    period = part_of_title(fold(title), dated.value, calendar) if dated and title else None
    if period is None or dated is None:
        return []
    return [Ground(period, f"标题“{clip(title)}”和{dated.words}")]


def _campaign_days(
    title: str, lines: list[str], calendar: Calendar, dated: _Dated
) -> Ground[Period] | None:
    """The days of a campaign, 4月15日至5月15日, with the year of the title or of the signature."""
    for line in (title, *lines[:12]):
        match = _DAYS.search(fold(line))
        if match is None:
            continue
        year = (
            match["y"]
            or next(iter(re.findall(YEAR, fold(title))), "")
            or (str(dated.value.year) if dated else "")
        )
        period = period_read(f"{year}年{match['days']}", calendar) if year else None
        if period is not None:
            also = (
                ""
                if match["y"] or not dated or str(dated.value.year) != year
                else f"和{dated.words}"
            )
            return Ground(period, f"文中“{clip(match[0])}”{also}")
    return None


def _in_opening(lines: list[str], calendar: Calendar, dated: _Dated) -> list[Ground[Period]]:
    """What the first sentences speak of, written out, or as 今年 by the day of the signature."""
    leading = [_said(line, one) for line, one in _mentioned(lines, calendar) if one.leads]
    fitting = [g for g in leading if dated is None or not _contradicts(g.value, dated.value)]
    if fitting or dated is None:
        return fitting
    parts = (part_of_opening(line, dated.value, calendar) for line in _opening(lines))
    part = next(filter(None, parts), None)
    return [Ground(part[1], f"开头“{part[0]}”和{dated.words}")] if part else leading


def _opening(lines: list[str]) -> list[str]:
    return [line for line in lines if len(line) > 20][:3]


def _mentioned(lines: list[str], calendar: Calendar) -> list[tuple[str, NamedPeriod]]:
    return [(line, one) for line in _opening(lines) for one in periods_named(line, calendar)]


def _said(line: str, one: NamedPeriod) -> Ground[Period]:
    return Ground(one.period, f"开头“{clip(line[max(0, one.start - 2) :], 20)}”")
