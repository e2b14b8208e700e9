"""Advice: what the writer of a new page should know of it and look at once more."""

from __future__ import annotations

from ..corpus import Corpus, summary_files
from ..coverage import SLOTS
from ..period import KIND_NAMES, Kind, Period
from ..precedent import Wanted
from ..registry import Unit
from ..spelling import fold
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
        said.append(f"{when.name}还没有开始。请核对期间。")
    read = {page.path for page in corpus.all}
    found = [path.relative_to(corpus.root).as_posix() for path in summary_files(corpus.root)]
    unread = [path for path in found if path not in read]
    if unread:
        said.append(f"有文件没有读进来，往年的数如果在里面，就没有注上：{'、'.join(unread)}。")
    return said


def _is_due(unit: Unit, when: Period) -> bool:
    return any(
        due.kind is when.kind
        and when.slot in SLOTS.get(due.kind, ())
        and due.first_year <= (when.year or 0)
        for due in unit.due
    )
