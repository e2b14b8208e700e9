"""Totals: figures of many units put together, with who is in them and who is missing.

Source: contract.md §5 (totals over units).
"""

from .aggregate import all_totals, keep_totals, scope_used, total_of
from .comparison import TotalChange, plain, same_units, total_breaks
from .group import ALL, Group, GroupKind, children_of, group_of_type, parents
from .total import DoubleCount, LeftOut, Total

__all__ = [
    "ALL",
    "DoubleCount",
    "Group",
    "GroupKind",
    "LeftOut",
    "Total",
    "TotalChange",
    "all_totals",
    "children_of",
    "group_of_type",
    "keep_totals",
    "parents",
    "plain",
    "same_units",
    "scope_used",
    "total_breaks",
    "total_of",
]
