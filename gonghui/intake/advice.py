"""Advice: what the writer of a new page should know of it and look at once more."""

from __future__ import annotations

import re

from ..corpus import Corpus, summary_paths
from ..coverage import SLOTS
from ..period import KIND_NAMES, Kind, Period, say_day
from ..precedent import Wanted
from ..registry import Unit
from ..spelling import fold
from ..succession import heirs_of
from ..summary import SummaryClass
from .starter import Start


def advice(corpus: Corpus, wanted: Wanted, made: Start, typed: str) -> list[str]:
    """Sentences about a page that is about to be written; `typed` is the unit as the writer gave it."""
    unit, when, said = wanted.unit, wanted.period, []
    name = unit.name_in(when)
    if fold(typed) not in (fold(name), unit.id):
        said.append(f"单位写作“{name}”，是它在{when.name}的名称。")
    first = made.models[0] if made.models else None
    if first is not None and not made.last_year:
        before = when.year_before_phrase
        said.append(f"没有{before}的总结，小标题照{first.period.name}的一篇（{first.path}）。")
    elif first is None and when.last is not None:
        said.append("没有这个单位以前的同类总结，小标题是通常的几项，请照实际改。")
    if wanted.class_ is SummaryClass.SUMMARY and unit.due and not _is_due(unit, when):
        dues = "、".join(f"{KIND_NAMES[due.kind]}（{due.first_year}年起）" for due in unit.due)
        said.append(f"{name}登记的应报是{dues}，不含{when.name}。请核对期间；确实要报的，不用改。")
    if wanted.campaign and when.kind is not Kind.CAMPAIGN:
        said.append(
            "专题活动的期间一般写起止日期，例如“2023年4月15日至5月15日”，两年的日子不同也能比。"
            "请核对题头的 period。"
        )
    if when.first is not None and when.first > corpus.today and wanted.is_compared:
        said.insert(0, f"{when.name}还没有开始，请核对期间。写错了的，不要用这个文件。")
    read = {page.path for page in corpus.all}
    unread = [path for path in summary_paths(corpus.root) if path not in read]
    if unread:
        said.append(f"有文件没有读进来，往年的数如果在里面，就没有注上：{'、'.join(unread)}。")
    return said


def half_year_advice(text: str, year: int) -> str:
    """What a period that is some half year lacks; "" for any other text. `year` is for the example."""
    written = fold(text)
    if written in ("上半年", "下半年"):
        return f"期间“{text}”没有写年份。例：{year}年{written}"
    if asked := re.fullmatch(r"(?:(?P<year>[0-9]{4})年?)?度?半年度?", written):
        shown = asked["year"] or year
        return f"期间“{text}”要写明上半年还是下半年。例：{shown}年上半年"
    return ""


def absence(corpus: Corpus, unit: Unit, when: Period) -> str:
    """Why a unit has nothing to report of a period in which it was not there, and what to do."""
    offer = ""
    if unit.first_day and when.last and when.last < unit.first_day:
        why = f"{say_day(unit.first_day)}才成立，{when.name}还没有"
    else:
        heirs = [heir.name for _, heir in heirs_of(corpus, unit)]
        day = f"只到{say_day(unit.last_day)}" if unit.last_day else "已经撤销"
        why = f"{day}，后来并入{'、'.join(heirs)}" if heirs else day
        offer = f"请用{heirs[0]}的名义报：gonghui new {heirs[0]} {when.name}\n" if heirs else ""
    wrong = "期间写错了的，请改；登记错了的，请改 data/units.yml 里的 active。"
    return f"“{unit.name}”{why}。{offer}{wrong}"


def _is_due(unit: Unit, when: Period) -> bool:
    return any(
        due.kind is when.kind
        and when.slot in SLOTS.get(due.kind, ())
        and due.first_year <= (when.year or 0)
        for due in unit.due
    )
