"""Labels: what the words at the edges of a report's table mean: a unit, a period, a metric, a unit of
measure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..notation.period import PeriodError, read_period
from ..notation.unitword import is_unit_word
from ..period import Kind, Period
from ..registry import Metric, Registry, Unit
from ..spelling import fold

_MEASURE = re.compile(r"[（(\[【](?:单位[：:])?(?P<word>[^（）()\[\]【】\d]{1,4}|[%‰])[）)\]】]")
_STATED = re.compile(r"(?:计量)?单位[：:]\s*(?P<word>[一-鿿%‰]{1,4}?)(?=$|[\s，,；;）)])")
_PART = re.compile(r"^(?:其中[：:]?|#|＃|[一二三四五六七八九十]{1,2}、|[0-9]{1,2}[.、．])+")
_TOTAL = re.compile(r"(?:合|总|小|累|共)\s*计|总数|平均(?:数|值)?|全部")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0)?")
# columns beside the period's own: last year's, plans, differences
_BESIDE = re.compile(
    r"(?:与?[比较](?:上年|去年|上期|同期|年初|任务)|同比|环比|增减|增长|增幅|升降|差额|差异|[+＋]/?[-－]|±|上年|去年|上期|前年|同期|基数|计划|任务|目标|完成率|完成比例|完成任务)"
    r"(?:同期|比较|对比|情况|变化|幅度|绝对值|额|量|数|率|%|％|[（(].{1,6}[）)])*"
)
_PART_OF_YEAR = re.compile(r"(?:第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9])月份?)(?:数|完成)?")
_LARGE = re.compile(r"[百千](?:元|人|人次|户|个|家)$")
_SERIAL = re.compile(r"序号|编号|行次|No\.?|备注|说明|签名", re.I)
_MONEY = ("元", "千元", "万元", "亿元")


@dataclass(frozen=True)
class Meaning:
    """What a label says; `name` are its words without the unit of measure and without 其中."""

    name: str
    unit: Unit | None = None
    period: Period | None = None
    metric: Metric | None = None
    measure: str = ""
    total: bool = False
    aside: bool = False  # a serial number, a remark
    beside: bool = False  # last year's figure, a plan, a difference


def meaning_of(parts: list[str], registry: Registry, year: int | None = None) -> Meaning:
    """The meaning of a label in several lines, the general ones first (会员人数, 其中：女会员（人）).
    `year` is that of the table: 一季度 is one of it."""
    distinct = list(dict.fromkeys(part for part in parts if part))
    measure = ""
    bare = []
    for part in distinct:
        found = _MEASURE.search(part)
        word = fold(found["word"]) if found else ""
        if (
            found
            and (is_measure(word) or _LARGE.search(word))
            and registry.metric(fold(part)) is None
        ):
            measure = word
            bare.append(_PART.sub("", part[: found.start()] + part[found.end() :]).strip(" ：:"))
        else:
            bare.append(_PART.sub("", part).strip(" ：:"))
    bare = [part for part in bare if part]
    told = [part for part in bare if not _TOTAL.fullmatch(part)]
    name = "".join(told)
    total = bool(bare) and not told
    aside = any(_SERIAL.search(part) and len(part) <= 6 for part in bare)
    if total or aside:
        return Meaning("".join(bare), measure=measure, total=total, aside=aside)
    beside = [one for one in told if _BESIDE.fullmatch(one) and registry.metric(one) is None]
    if beside:
        return Meaning(beside[-1], measure=measure, beside=True)
    period = next((p for p in (period_in(t, registry, year) for t in (name, *told)) if p), None)
    unit = next((u for u in (registry.unit(t) for t in (name, *told)) if u), None)
    metric = next((m for m in (registry.metric(t) for t in (name, *reversed(told))) if m), None)
    if (
        metric is not None
        and len(told) > 1
        and registry.metric(told[-1]) is None
        and registry.metric(name) is None
    ):
        last = told[-1]
        if period_in(last, registry) is None and registry.unit(last) is None:
            metric = None  # 新建基层工会 / 企业 is a part of it, not the metric
            name = f"{''.join(told[:-1])}（{last}）"
    return Meaning(name, unit, period, metric, measure)


def period_in(text: str, registry: Registry, year_of_all: int | None = None) -> Period | None:
    """The period that a label is, as 2023 or 2023年上半年, or 上半年 of a table's year; None for words
    that are none."""
    if year_of_all is not None and _PART_OF_YEAR.fullmatch(text):
        text = f"{year_of_all}年{re.sub('数$|完成$|份$', '', text)}"
    if not re.match(r"(?:19|20)[0-9]{2}|[二一][〇零○九]", text):
        return None
    year = _YEAR.fullmatch(text)
    try:
        period = read_period(text[:4] if year else text, registry.settings.calendar)
    except PeriodError:
        return None
    return None if period.kind is Kind.MASKED else period


def stated_measure(lines: list[str]) -> str:
    """The one unit of measure that the head of a table states (单位：万元); "" for none or several."""
    words = [fold(found["word"]) for line in lines for found in _STATED.finditer(line)]
    words = [word for word in words if is_measure(word) and not word.endswith(("会", "局", "委"))]
    return words[0] if len(set(words)) == 1 else ""


def is_measure(word: str) -> bool:
    """Whether a word at the edge of a table is a unit of measure, 万元 among them."""
    return word in _MONEY or word in ("万人", "万人次") or (bool(word) and is_unit_word(word))


def is_year(text: str) -> bool:
    """Whether a cell is a bare year, 2023, and so a label."""
    return _YEAR.fullmatch(text) is not None


def is_money(word: str) -> bool:
    """Whether a unit of measure is one of money, of which several are usual."""
    return word in _MONEY
