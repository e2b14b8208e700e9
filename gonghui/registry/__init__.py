"""The registries of data/: units, unit types, metrics, campaigns, synonyms and settings.

Source: contract.md §4. Each is validated as strictly as a summary, with the same kind of message.
"""

from .category import Category
from .kept import kept_registry
from .load import load_registry
from .metric import Definition, Metric, MetricType
from .registry import Registry
from .settings import Settings
from .unit import Event, EventType, Unit, UnitType

__all__ = [
    "Category",
    "Definition",
    "Event",
    "EventType",
    "Metric",
    "MetricType",
    "Registry",
    "Settings",
    "Unit",
    "UnitType",
    "kept_registry",
    "load_registry",
]
