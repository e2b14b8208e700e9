"""Succession: which units a unit goes back to, over mergers and divisions.

Source: contract.md §5 (units over time).
"""

from __future__ import annotations

from collections.abc import Iterable

from .corpus import Corpus
from .period import Period
from .registry import EventType, Registry, Unit
from .registry.unit import Event


def lineage(registry: Registry, unit: Unit, base: Period, period: Period) -> list[Unit]:
    """The unit, and all that were merged into it since `base`, they and theirs, whether they were there
    then or came later. The figures of those that were, put together, are what the unit's of `period`
    compares with."""
    found: dict[str, Unit] = {}
    _gather(registry, unit, base, period, found)
    return list(found.values())


def _gather(
    registry: Registry, unit: Unit, base: Period, period: Period, found: dict[str, Unit]
) -> None:
    if unit.id in found:  # a registry that goes round in a circle
        return
    found[unit.id] = unit
    for event in unit.broken_between(base, period):
        if event.type is EventType.MERGED:
            for id_ in event.sources:
                if id_ in registry.units:
                    _gather(registry, registry.units[id_], base, period, found)


def becomings(registry: Registry) -> list[tuple[Unit, Event]]:
    """Every 合并 and 分设, with the unit that it is written with."""
    return [
        (unit, event)
        for unit in registry.units.values()
        for event in unit.events
        if event.type in (EventType.MERGED, EventType.SPLIT)
    ]


def related(registry: Registry, ids: Iterable[str]) -> set[str]:
    """These units, and all that hang together with them by mergers and divisions, of any day."""
    found, events = set(ids), becomings(registry)
    while True:
        together = [{unit.id, *event.others} for unit, event in events]
        more = found.union(*(one for one in together if one & found))
        if more == found:
            return found
        found = more


def heirs_of(corpus: Corpus, unit: Unit) -> list[tuple[Event, Unit]]:
    """The units that a unit was merged into, with the events; gathered once for all units."""
    if "heirs" not in corpus.answers:
        found: dict[str, list[tuple[Event, Unit]]] = {}
        for heir, event in becomings(corpus.registry):
            for id_ in event.sources if event.type is EventType.MERGED else ():
                found.setdefault(id_, []).append((event, heir))
        corpus.answers["heirs"] = found
    answer: dict[str, list[tuple[Event, Unit]]] = corpus.answers["heirs"]
    return answer.get(unit.id, [])


def divided(registry: Registry) -> dict[str, tuple[Event, Unit]]:
    """By the id of each unit that was divided from another: the event, and that other."""
    found: dict[str, tuple[Event, Unit]] = {}
    for unit in registry.units.values():
        for event in unit.events:
            if event.type is not EventType.SPLIT:
                continue
            for id_ in event.targets:
                found.setdefault(id_, (event, unit))
            for id_ in event.sources:
                if id_ in registry.units:
                    found[unit.id] = (event, registry.units[id_])
    return found
