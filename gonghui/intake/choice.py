"""Choice: which of the figures found in a text go into the front matter, and which a person decides on.

A figure goes under `metrics:` only where it is certain, a result of the period, and the only value
of its metric. Plans, targets and growth never do. Source: contract.md §1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from ..facts import Fact, FactRole, is_plan
from ..figure import Figure, FigureError
from ..notation.figure import read_figure
from ..privacy import names_a_person
from ..registry import Registry
from ..spelling import fold
from .breakdown import breakdown_of

_HEADING = re.compile(r"(#{1,6}) +(.*)")
_CLAUSE = "，。；、：（）()；:,;！？“”"
_LEAD = re.compile(
    r"^(?:(?:[一二三四五六七八九十](?:是|要)|全年|今年|一年来|上半年|下半年|本学期|期间|同时|先后|累计|共计|总计|合计|共|已|还|并|又|其中|我们|我会|目前|现有|现|截至目前|到目前为止|通过|还有|以及|和|及)+)"
)
_TAIL = re.compile(
    r"(?:达到|达|约|为|是|了|有|计|共|近|累计|共计|各类|等|各|先后|已|超过|至少|仅)+$"
)
_VERB = re.compile(
    r"^(?:开展|举办|举行|组织|悬挂|制作|张贴|印发|发放|召开|编印|开办|建立|设立|发送|送出|编发|刊出|出(?![动席台资版具差勤]))(?:了)?(?=[一-鿿]{3})"
)
_NO_NAME = re.compile(r"被|荣获|获得|同志|我们|进行|同时|其中")
_HAN = re.compile(r"[一-鿿A-Za-z]{2,14}")
_FROM_THERE_ON = re.compile(r"[，。；、：（）()\s：:！？]|的")
MAX_NAME = 12
MOST_LOCAL = 40
MOST_OPEN = 80
MOST_VALUES = 12  # of one name


@dataclass(frozen=True)
class Entry:
    """One line of front matter: a name, the figure as written, the fact it comes from, and the parts
    that the text tells of it."""

    name: str
    value: str
    fact: Fact
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Open:
    """What a person decides: the question and the lines that answer it, each ready to use."""

    question: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Choice:
    """What goes where; `planned` figures are of plans and tasks, `unnamed` have no name that anyone
    could look for."""

    metrics: tuple[Entry, ...] = ()
    local: tuple[Entry, ...] = ()
    open: tuple[Open, ...] = ()
    planned: int = 0
    unnamed: int = 0

    def without(self, entry: Entry, reason: str) -> Choice:
        """The same with one entry left to a person, and why."""
        asked = Open(reason, (entry,))
        return replace(
            self,
            metrics=tuple(e for e in self.metrics if e is not entry),
            local=tuple(e for e in self.local if e is not entry),
            open=(*self.open, asked),
        )


def by_section(facts: list[Fact], body: str) -> list[Fact]:
    """The facts, those within a section of plans told as such, however deep they stand in it."""
    ahead = _lines_ahead(body)
    return [
        replace(fact, role=FactRole.PLAN, sure=False)
        if fact.line in ahead and fact.role is not FactRole.BASE
        else fact
        for fact in facts
    ]


def _lines_ahead(body: str) -> set[int]:
    found: set[int] = set()
    level = 0
    for number, line in enumerate(body.split("\n"), start=1):
        heading = _HEADING.match(line)
        if heading and (not level or len(heading[1]) <= level):
            level = len(heading[1]) if is_plan(heading[2]) else 0
        if level:
            found.add(number)
    return found


def choose(facts: list[Fact], registry: Registry) -> Choice:
    """The place of each fact."""
    sure: dict[str, list[Entry]] = defaultdict(list)
    unsure: dict[str, list[Entry]] = defaultdict(list)
    local: dict[str, list[Entry]] = defaultdict(list)
    planned = unnamed = 0
    within: set[int] = set()  # the places of facts that are parts of another
    for place, fact in enumerate(facts):
        if fact.role in (FactRole.PLAN, FactRole.TARGET):
            planned += 1
        if fact.role is not FactRole.ACTUAL or not fact.figure.is_number or place in within:
            continue
        if fact.metric is not None:
            behind = [one for one in facts[place + 1 : place + 9] if one.quote == fact.quote]
            parts, used = breakdown_of(fact, behind) if fact.sure else ((), 0)
            within |= set(range(place + 1, place + 1 + used))
            entry = Entry(fact.metric.name, _written(fact), fact, parts)
            (sure if fact.sure and _held(entry) else unsure)[fact.metric.id].append(entry)
            continue
        name = local_name(fact)
        if name and registry.metric(name) is None and registry.metric(fold(name)) is None:
            local[name].append(Entry(name, _written(fact), fact))
        else:
            unnamed += 1
    metrics, asked = _settled(sure)
    taken = {entry.fact.metric.id for entry in metrics if entry.fact.metric}
    taken |= {o.entries[0].fact.metric.id for o in asked if o.entries[0].fact.metric}
    for id_, entries in unsure.items():
        if id_ not in taken:
            asked += [Open(_unsure(entry), (entry,)) for entry in _distinct(entries)]
    named, several = _settled(local)
    unnamed += sum(len(one.entries) for one in several) + len(named[MOST_LOCAL:])
    order = {id_: place for place, id_ in enumerate(registry.metrics)}
    metrics.sort(key=lambda entry: order[entry.fact.metric.id] if entry.fact.metric else 0)
    return Choice(
        tuple(metrics), tuple(named[:MOST_LOCAL]), tuple(asked[:MOST_OPEN]), planned, unnamed
    )


def _settled(found: dict[str, list[Entry]]) -> tuple[list[Entry], list[Open]]:
    """Of each name its one value; where it has several, a question."""
    one, several = [], []
    for entries in found.values():
        distinct = _distinct(entries)
        if len(distinct) == 1:
            one.append(distinct[0])
            continue
        shown = distinct[:MOST_VALUES]
        values = "、".join(entry.value for entry in shown) + "…" * (len(shown) < len(distinct))
        question = f"“{distinct[0].name}”有{len(distinct)}个不同的数（{values}），请定一个"
        several.append(Open(question, tuple(shown)))
    return one, several


def _distinct(entries: list[Entry]) -> list[Entry]:
    """The entries without those that say the same figure again."""
    kept: dict[object, Entry] = {}
    for entry in entries:
        figure = entry.fact.figure
        held = _held(entry) or figure
        key = (
            held.value,
            held.qualifier,
            held.lower,
            held.upper,
            entry.fact.metric is None and figure.unit,
        )
        if key not in kept or (entry.parts and not kept[key].parts):
            kept[key] = entry
    return list(kept.values())


def _held(entry: Entry) -> Figure | None:
    """The figure as the front matter would hold it; None where it would not take it."""
    metric = entry.fact.metric
    try:
        return metric.hold(read_figure(entry.value)) if metric else None
    except FigureError:
        return None


def _written(fact: Fact) -> str:
    return re.sub(r"\s+", "", fact.text)


def _unsure(entry: Entry) -> str:
    return f"“{entry.value}”像是“{entry.name}”，没有把握"


_folded = lru_cache(maxsize=1)(fold)  # many figures may stand in one sentence


def local_name(fact: Fact) -> str:
    """What a figure without a metric counts, by the words of its clause: 黑板报 of 出黑板报40余期;
    "" where they do not make a name."""
    quote, text = _folded(fact.quote), fold(fact.text)
    at = quote.find(text)
    if at < 0 or quote.count(text) > 1:
        return ""
    start = max(quote.rfind(mark, 0, at) for mark in _CLAUSE) + 1
    before = _TAIL.sub("", _LEAD.sub("", quote[start:at]))
    behind = quote[at + len(text) :]
    stop = _FROM_THERE_ON.search(behind)
    after = behind[: stop.start()] if stop else behind
    name = before if len(before) >= 4 or not after else before + after
    name = _VERB.sub("", name)
    if _NO_NAME.search(name) or names_a_person(name, quote):
        return ""
    return name if _HAN.fullmatch(name) and 2 <= len(name) <= MAX_NAME else ""
