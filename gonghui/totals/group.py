"""Group: the units that a total is made over: of one type, below one unit, or all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..corpus import Corpus
from ..period import Period
from ..registry import EventType, Unit, UnitType


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
        return [unit for unit in corpus.registry.units.values() if self.has(unit, period)]

    def has(self, unit: Unit, period: Period) -> bool:
        """Whether a unit belongs to it on the period's last day."""
        match self.kind:
            case GroupKind.TYPE:
                return unit.type_id == self.id
            case GroupKind.CHILDREN:
                return unit.parent_in(period) == self.id
        return True


ALL = Group(GroupKind.ALL, "", "全部单位")


def group_of_type(unit_type: UnitType) -> Group:
    """All units of one type."""
    return Group(GroupKind.TYPE, unit_type.id, unit_type.name)


def parents(corpus: Corpus) -> dict[str, list[Unit]]:
    """By the id of each unit that has units right below it, or ever had: these, in the registry's order.
    Gathered once."""
    if "parents" not in corpus.answers:
        found: dict[str, list[Unit]] = {}
        for unit in corpus.registry.units.values():
            moved = [e.sources for e in unit.events if e.type is EventType.TRANSFERRED]
            for id_ in dict.fromkeys([unit.parent_id, *(id_ for ids in moved for id_ in ids)]):
                if id_:
                    found.setdefault(id_, []).append(unit)
        corpus.answers["parents"] = found
    answer: dict[str, list[Unit]] = corpus.answers["parents"]
    return answer


def children_of(unit: Unit) -> Group:
    """The units right below one; itself and those further down are not among them."""
    return Group(GroupKind.CHILDREN, unit.id, f"{unit.name}所属单位")
