"""One summary: its contract, its figures, and reading it from a file. Source: contract.md §1."""

from .entry import LONG_FORM, Entry
from .observation import Key, Observation
from .summary import (
    CLASS_NAMES,
    DATA_STATUS_NAMES,
    KEYS,
    STATUS_NAMES,
    Acceptance,
    Summary,
    SummaryClass,
)

__all__ = [
    "CLASS_NAMES",
    "DATA_STATUS_NAMES",
    "KEYS",
    "LONG_FORM",
    "STATUS_NAMES",
    "Acceptance",
    "Entry",
    "Key",
    "Observation",
    "Summary",
    "SummaryClass",
]
