"""Choice: which of the figures found in a text go into the front matter, and which a person decides on.

A figure goes under `metrics:` only where it is certain, a result of the period, and the only value
of its metric. Plans, targets and growth never do. Source: contract.md §1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from ..facts import Fact, FactRole, is_plan
from ..figure import Figure, FigureError
from ..notation.figure import read_figure
from ..registry import Registry
from ..spelling import fold
from .breakdown import breakdown_of
from .localname import is_clear, local_name, near_metric

_HEADING = re.compile(r"(#{1,6}) +(.*)")
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
    """What goes where; `vague` are figures whose name says too little to be published, `planned` figures
    are of plans and tasks, `unnamed` have no name that anyone could look for, by their places."""

    metrics: tuple[Entry, ...] = ()
    local: tuple[Entry, ...] = ()
    open: tuple[Open, ...] = ()
    vague: tuple[Entry, ...] = ()
    planned: int = 0
    unnamed: tuple[Fact, ...] = ()

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
        fact._replace(role=FactRole.PLAN, sure=False)
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
    vague: list[Entry] = []
    unnamed: list[Fact] = []
    planned = 0
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
            entry = Entry(name, _written(fact), fact)
            (local[name] if is_clear(name, fact, registry) else vague).append(entry)
        else:
            unnamed.append(fact)
    metrics, asked = _settled(sure)
    taken = {entry.fact.metric.id for entry in metrics if entry.fact.metric}
    taken |= {o.entries[0].fact.metric.id for o in asked if o.entries[0].fact.metric}
    for id_, entries in unsure.items():
        if id_ not in taken:
            asked += [Open(_unsure(entry), (entry,)) for entry in _distinct(entries)]
    for name in list(local):
        near = near_metric(name, local[name][0].fact.figure, registry)
        if near is not None and near.id not in taken:
            alike = [replace(entry, name=near.name) for entry in local.pop(name)]
            asked += [Open(_unsure(entry), (entry,)) for entry in _distinct(alike)]
    named, several = _settled(local)
    left = [entry for one in several for entry in one.entries]
    unnamed += [entry.fact for entry in (*left, *named[MOST_LOCAL:], *vague[MOST_LOCAL:])]
    order = {id_: place for place, id_ in enumerate(registry.metrics)}
    metrics.sort(key=lambda entry: order[entry.fact.metric.id] if entry.fact.metric else 0)
    vague = vague[:MOST_LOCAL]
    return Choice(
        tuple(metrics),
        tuple(named[:MOST_LOCAL]),
        tuple(asked[:MOST_OPEN]),
        tuple(vague),
        planned,
        tuple(sorted(unnamed, key=lambda fact: (fact.line, fact.column))),
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
    """The figure as written, with the unit of measure that a table tells of it."""
    text, whole = re.sub(r"\s+", "", fact.text), fact.figure.as_written
    return text + whole.removeprefix(fold(text)) if whole.startswith(fold(text)) else text


def _unsure(entry: Entry) -> str:
    return f"“{entry.value}”像是“{entry.name}”，没有把握"
