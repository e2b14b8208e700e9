"""Index: what can be chosen on the workbench, and which files hold it."""

from __future__ import annotations

from typing import Any

from ..corpus import Corpus
from ..registry import Unit
from ..views.figures import SIGNS
from .slots import BenchSlot

CHUNK = 25  # units a file of rows


class Groups:
    """Which group of units a unit's rows stand in: those of its type, so many at a time, in the order of
    the registry."""

    def __init__(self, corpus: Corpus) -> None:
        types = list(corpus.registry.unit_types)
        counted = dict.fromkeys(types, 0)
        self._of: dict[str, str] = {}
        self._order: dict[str, tuple[int, int]] = {}
        for unit in corpus.registry.units.values():
            number = counted[unit.type_id] // CHUNK + 1
            counted[unit.type_id] += 1
            group = f"{unit.type_id}-{number}"
            self._of[unit.id] = group
            self._order[group] = (types.index(unit.type_id), number)

    def of(self, unit: Unit) -> str:
        """town-federation-1"""
        return self._of[unit.id]

    def order(self, group: str) -> tuple[int, int]:
        """For sorting: the type's place, then the number."""
        return self._order[group]


def index_of(
    corpus: Corpus, known: list[BenchSlot], there: dict[str, dict[str, list[str]]]
) -> dict[str, Any]:
    """The kinds of period with their periods and bases; the metrics that were reported, by category:
    [id, name, other names, unit of measure, {slot: [group …]}]; the first view."""
    registry = corpus.registry
    metrics: list[Any] = []
    categories = [category.name for category in registry.categories.values()]
    for id_, found in there.items():
        metric = registry.metrics[id_]
        category = registry.category_of(metric)
        if category not in categories:
            categories.append(category)
        others = list(metric.aliases)
        place = categories.index(category)
        metrics.append([id_, metric.name, others, metric.unit, place, found])
    return {
        "slots": [slot.for_json() for slot in known],
        "categories": categories,
        "metrics": metrics,
        "totals": [],
        "signs": [[sign.text, sign.meaning] for sign in SIGNS.values()],
        "first": _first(corpus, known, there),
    }


def units_of(
    corpus: Corpus, groups: Groups, reports: dict[str, dict[str, set[str]]]
) -> dict[str, Any]:
    """Every unit that reported something: [id, name, former names, type, parent, group, profile] with
    types and groups by number, and what it reported: a profile is {slot: [metric …]}."""
    registry = corpus.registry
    order = {id_: number for number, id_ in enumerate(registry.metrics)}
    profiles: dict[str, int] = {}
    kept: list[Any] = []
    names: dict[str, int] = {}
    units: list[Any] = []
    types = list(registry.unit_types)
    for unit in registry.units.values():
        profile = {
            slot: sorted(found, key=order.__getitem__)
            for slot, found in reports.get(unit.id, {}).items()
        }
        if not profile:
            continue
        if repr(profile) not in profiles:
            profiles[repr(profile)] = len(kept)
            kept.append(profile)
        group = names.setdefault(groups.of(unit), len(names))
        former = list(dict.fromkeys(n.text for n in unit.names if n.text != unit.name))
        place = types.index(unit.type_id)
        units.append([unit.id, unit.name, former, place, group, profiles[repr(profile)]])
    return {
        "types": [unit_type.name for unit_type in registry.unit_types.values()],
        "groups": list(names),
        "profiles": kept,
        "units": units,
    }


def _first(
    corpus: Corpus, known: list[BenchSlot], there: dict[str, dict[str, list[str]]]
) -> list[str]:
    """What stands there before anything is chosen: [of, metric, slot]; empty where nothing can: the
    unit without parent that reports most, its fullest slot and the first metric usual for its type."""
    roots = [u for u in corpus.registry.units.values() if not u.parent_id] or list(
        corpus.registry.units.values()
    )
    roots.sort(key=lambda unit: -len(corpus.by_unit.get(unit.id, [])))
    for unit in roots:
        reported = {key[4] for key in corpus.keys_of_unit.get(unit.id, [])}
        usual = corpus.registry.unit_types[unit.type_id].metrics
        for metric in [*(m for m in usual if m in reported), *there]:
            for slot in known:
                if slot.id in there.get(metric, {}) and metric in reported:
                    return [unit.id, metric, slot.id]
    return []
