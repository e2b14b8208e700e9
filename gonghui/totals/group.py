"""Group: the units that a total is made over: of one type, below one unit, or all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from ..corpus import Corpus
from ..period import Period
from ..registry import Unit, UnitType


class GroupKind(StrEnum):
    """How the units of a group belong together; the value is the code in exports."""

    ALL = "all"
    TYPE = "type"
    CHILDREN = "children"


@dataclass(frozen=True)
class Group:
    """`id` is the unit type's or the parent's, "" for all; `name` as a sentence says it."""

    kind: GroupKind
    id: str
    name: str

    def members(self, corpus: Corpus, period: Period) -> list[Unit]:
        """The units that belong to it on the period's last day, in the registry's order, those
        included that are there no more."""
        if self.kind is GroupKind.CHILDREN:
            return _by_parent(corpus, period).get(self.id, [])
        units = corpus.registry.units.values()
        return [u for u in units if self.kind is GroupKind.ALL or u.type_id == self.id]


ALL = Group(GroupKind.ALL, "", "全部单位")


def group_of_type(unit_type: UnitType) -> Group:
    """All units of one type."""
    return Group(GroupKind.TYPE, unit_type.id, unit_type.name)


def children_of(unit: Unit) -> Group:
    """The units right below one; itself and those further down are not among them."""
    return Group(GroupKind.CHILDREN, unit.id, f"{unit.name}所属单位")


def _by_parent(corpus: Corpus, period: Period) -> dict[str, list[Unit]]:
    """Sorted once a period: nobody looks through all units for each parent."""
    asked = ("by parent", period.id)
    if asked not in corpus.answers:
        found: dict[str, list[Unit]] = defaultdict(list)
        for unit in corpus.registry.units.values():
            parent = unit.parent_on(period.last) if period.last else unit.parent_id
            if parent:
                found[parent].append(unit)
        corpus.answers[asked] = dict(found)
    by_parent: dict[str, list[Unit]] = corpus.answers[asked]
    return by_parent
