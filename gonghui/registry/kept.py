"""Kept: the registries as they were read, for the next reading while none of their files has changed.

To read a thousand units takes ten times as long as to take them from here.
"""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

from ..digest import program
from ..packing import PROTOCOL, named, unpacked
from ..period import Calendar, Kind
from ..problem import Problems
from ..shelf import Shelf
from .category import Category
from .files import print_of, text_of
from .load import load_registry
from .metric import Aggregation, Definition, Direction, Metric, MetricType
from .registry import Registry
from .settings import Settings
from .unit import Due, Event, EventType, Name, Scope, Unit, UnitType

NAME = "registry"  # on the shelf
PARTS = (
    Aggregation, Calendar, Category, Decimal, Definition, Direction, Due, Event, EventType, Kind, Metric,
    MetricType, Name, Registry, Scope, Settings, Unit, UnitType, date,
)  # fmt: skip


def kept_registry(root: Path, problems: Problems, shelf: Shelf) -> Registry:
    """The registries below `root`, from the shelf where they are kept; what is wrong with them goes to
    `problems`, and then nothing is kept."""
    found = _kept(shelf)
    if found is not None and all(
        print_of(text_of(root, name, Problems())) == known for name, known in found.texts.items()
    ):
        return found
    wrong = Problems()
    registry = load_registry(root, wrong)
    if not list(wrong):
        content = {"program": program().encode(), "registry": pickle.dumps(registry, PROTOCOL)}
        shelf.put(NAME, content)
    problems.extend(wrong)
    return registry


def _kept(shelf: Shelf) -> Registry | None:
    """What this program has kept, whatever became of the files since."""
    content = shelf.get(NAME)
    if content is None or content.get("program") != program().encode():
        return None
    try:
        found = unpacked(content.get("registry", b""), named(PARTS))
    except pickle.UnpicklingError:
        return None
    return found if isinstance(found, Registry) else None
