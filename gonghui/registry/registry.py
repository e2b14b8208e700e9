"""Registry: everything that data/ says, found by id and by every name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..digest import digest
from ..spelling import fold
from .category import Category
from .metric import Metric
from .settings import Settings
from .unit import Scope, Unit, UnitType


@dataclass
class Registry:
    """Everything that data/ says. Mappings are by id, in the order of the files; `readable` are the
    files read without any error: of the others nobody can say that something is missing there, so
    that one broken file does not make every summary look wrong. `texts` are the digests of the files,
    "" of one that is not there or has no text."""

    units: dict[str, Unit] = field(default_factory=dict)
    unit_types: dict[str, UnitType] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    campaigns: dict[str, str] = field(default_factory=dict)
    synonyms: list[list[str]] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    readable: set[str] = field(default_factory=set)
    unit_names: dict[str, list[tuple[date, date, str]]] = field(default_factory=dict)
    metric_names: dict[str, str] = field(default_factory=dict)
    type_names: dict[str, str] = field(default_factory=dict)
    campaign_names: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The same for the same files, as they were when they were read, whatever became of them since."""
        return digest(*(f"{name} {print_}" for name, print_ in sorted(self.texts.items())))

    def unit(self, name: str, day: date | None = None) -> Unit | None:
        """The unit of a present or former name, or of an id. A name that two units bore one after
        the other means the one that bore it on `day`, or the last."""
        if name in self.units:
            return self.units[name]
        bearers = self.unit_names.get(fold(name), [])
        for first, last, id_ in bearers:
            if day is not None and first <= day <= last:
                return self.units[id_]
        return self.units[bearers[-1][2]] if bearers else None

    def bearers(self, name: str) -> set[str]:
        """The ids of all units that bear or bore a name, or have it for their id."""
        own = {name} if name in self.units else set()
        return own.union(id_ for _, _, id_ in self.unit_names.get(fold(name), []))

    def names_of_units(self) -> list[str]:
        """Every name that a unit bears or bore, the present ones first."""
        names = [(unit.name, name.text) for unit in self.units.values() for name in unit.names]
        return list(dict.fromkeys([*(now for now, _ in names), *(name for _, name in names)]))

    def metric(self, name: str) -> Metric | None:
        """The metric of an id, name or alias, with or without the # of 其中项."""
        id_ = self.metric_names.get(fold(name).removeprefix("#"))
        return self.metrics[id_] if id_ else None

    def category_of(self, metric: Metric, otherwise: str = "其他") -> str:
        """The name of a metric's category."""
        category = self.categories.get(metric.category or "")
        return category.name if category else otherwise

    def unit_type(self, name: str) -> UnitType | None:
        id_ = self.type_names.get(fold(name))
        return self.unit_types[id_] if id_ else None

    def campaign(self, name: str) -> str | None:
        """The id of a campaign, by its id or name."""
        return self.campaign_names.get(fold(name))

    def scope_of(self, unit: Unit, metric: Metric) -> Scope:
        """The scope that the unit's type gives a metric where the summary says nothing."""
        unit_type = self.unit_types.get(unit.type_id)
        return unit_type.scopes.get(metric.id, Scope.OWN) if unit_type else Scope.OWN
