"""Kept: the registries as they were read, for the next reading while no file of data/ has changed.

To read a thousand units takes ten times as long as to take them from here.
"""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

from ..digest import digest, files_below, program
from ..packing import PROTOCOL, named, unpacked
from ..period import Calendar, Kind
from ..problem import Problems
from ..shelf import Shelf
from .category import Category
from .files import FOLDER
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
    means = digest(program(), files_below(root / FOLDER)).encode()
    kept = shelf.get(NAME)
    if kept is not None and kept.get("means") == means:
        try:
            found = unpacked(kept["registry"], named(PARTS))
            if isinstance(found, Registry):
                return found
        except (KeyError, pickle.UnpicklingError):
            pass  # of another program, or what nobody here has written
    wrong = Problems()
    registry = load_registry(root, wrong)
    if not list(wrong):
        shelf.put(NAME, {"means": means, "registry": pickle.dumps(registry, PROTOCOL)})
    problems.extend(wrong)
    return registry
