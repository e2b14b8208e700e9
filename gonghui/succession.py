"""Succession: which units a unit goes back to, over mergers and divisions.

Source: contract.md §5 (units over time).
"""

from __future__ import annotations

from .period import Period
from .registry import EventType, Registry, Unit
from .registry.unit import Event


def predecessors(registry: Registry, unit: Unit, base: Period, period: Period) -> list[Unit]:
    """The units whose figures of `base`, put together, are what the unit's of `period` compares with:
    itself where it was there, and all that were merged into it since, they and theirs."""
    found: dict[str, Unit] = {}
    _gather(registry, unit, base, period, found)
    return [one for one in found.values() if one.existed_in(base)]


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
