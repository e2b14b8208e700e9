"""Index: what can be chosen on the workbench, and which files hold it."""

from __future__ import annotations

from typing import Any

from ..corpus import Corpus
from ..registry.metric import Aggregation
from ..totals import ALL
from ..totals.group import GroupKind
from ..trend import CAUSES, caveat
from ..views.figures import SIGNS
from .slots import BenchSlot
from .totals import bench_groups, id_of

CHUNK = 25  # units a file of rows


class Groups:
    """Which rows stand in one file: units of one type, so many at a time, in the order of the registry;
    the totals of all and of types; those of units' children, so many at a time."""

    def __init__(self, corpus: Corpus) -> None:
        types = list(corpus.registry.unit_types)
        counted = dict.fromkeys([*types, "below"], 0)
        self._of: dict[str, str] = {}
        self._order: dict[str, tuple[int, int]] = {}
        self.of_totals = bench_groups(corpus)
        for group in self.of_totals:
            below = group.kind is GroupKind.CHILDREN
            self._put(id_of(group), "below" if below else "totals", -1, counted if below else None)
        for unit in corpus.registry.units.values():
            self._put(unit.id, unit.type_id, types.index(unit.type_id), counted)

    def _put(self, id_: str, name: str, place: int, counted: dict[str, int] | None) -> None:
        number = 0
        if counted is not None:
            number = counted[name] // CHUNK + 1
            counted[name] += 1
        group = f"{name}-{number}" if number else name
        self._of[id_] = group
        self._order[group] = (place, number)

    def of(self, id_: str) -> str:
        """totals, below-1, town-federation-1: by the id of a unit or a total."""
        return self._of[id_]

    def order(self, group: str) -> tuple[int, int]:
        """For sorting: totals, then the type's place and the number."""
        return self._order[group]

    def totals(self, there: set[str]) -> list[list[str]]:
        """[id, name, group] of the totals that are somewhere."""
        found = [(id_of(group), f"{group.name}合计") for group in self.of_totals]
        return [[id_, name, self.of(id_)] for id_, name in found if id_ in there]


def index_of(
    corpus: Corpus,
    known: list[BenchSlot],
    there: dict[str, dict[str, list[str]]],
    totals: list[list[str]],
) -> dict[str, Any]:
    """The kinds of period with their periods and bases; the metrics that were reported, by category:
    [id, name, other names, unit of measure, category, {slot: [group …]}, whether it adds up over units]; the totals; of
    each kind of break its cause in words and what is to be known of the two sides, in a unit's row and in a
    total's; the signs of figures that have no number; the first view."""
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
        adds_up = metric.across_units in (Aggregation.SUM, Aggregation.RECOMPUTE)
        metrics.append([id_, metric.name, others, metric.unit, place, found, int(adds_up)])
    return {
        "slots": [slot.for_json() for slot in known],
        "categories": categories,
        "metrics": metrics,
        "totals": totals,
        "caveats": {
            label: [cause, caveat(label, of_total=False), caveat(label, of_total=True)]
            for label, cause in CAUSES.items()
        },
        "signs": [[sign.text, sign.meaning] for sign in SIGNS.values()],
        "first": _first(corpus, known, there, [total[0] for total in totals]),
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
        group = names.setdefault(groups.of(unit.id), len(names))
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
    corpus: Corpus,
    known: list[BenchSlot],
    there: dict[str, dict[str, list[str]]],
    totals: list[str],
) -> list[str]:
    """What stands there before anything is chosen: [of, metric, slot], empty where nothing can: the unit
    above others that reports most, where there is none the total of all, else the first unit; its
    fullest slot, and the first metric usual for its type."""
    registry = corpus.registry
    above = {unit.parent_id for unit in registry.units.values()}
    heads = [u for u in registry.units.values() if not u.parent_id and u.id in corpus.by_unit]
    leading = [unit for unit in heads if unit.id in above]
    for unit in sorted(leading or heads, key=lambda unit: -len(corpus.by_unit[unit.id])):
        reported = {key[4] for key in corpus.keys_of_unit.get(unit.id, [])}
        usual = registry.unit_types[unit.type_id].metrics
        for metric in [*(m for m in usual if m in reported), *there]:
            for slot in known:
                if slot.id in there.get(metric, {}) and metric in reported:
                    alone = bool(leading) or id_of(ALL) not in totals
                    return [unit.id if alone else id_of(ALL), metric, slot.id]
    return []
