"""Word's tables: their rows and the columns that their cells stand in."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

_WIDEST = 100  # columns


def rows_of(table: Any) -> list[Any]:
    """The rows (`w:tr`) of a table, without those of tables within it."""
    return [row for row in table.iter(qn("w:tr")) if _above(row, "w:tbl") is table]


def cells_of(table: Any) -> list[Any]:
    """The cells (`w:tc`) of a table, without those of tables within it."""
    return [cell for cell in table.iter(qn("w:tc")) if _above(cell, "w:tbl") is table]


def is_deleted(row: Any) -> bool:
    """Whether a tracked change deletes a row."""
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def holds_a_table(table: Any) -> bool:
    """Whether there is a table within a table."""
    return next(table.iterdescendants(qn("w:tbl")), None) is not None


def columns_of(row: Any) -> list[Any]:
    """The cell of each column: of merged cells the first has it, the others are None."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    columns: list[Any] = [None] * _count(before, 0)
    for cell in (c for c in row.iter(qn("w:tc")) if _above(c, "w:tr") is row):
        properties = cell.find(qn("w:tcPr"))
        span, goes_on = 1, False
        if properties is not None:
            merged = properties.find(qn("w:vMerge"))
            span = max(_count(properties.find(qn("w:gridSpan")), 1), 1)
            goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
        columns += [None if goes_on else cell, *[None] * (span - 1)]
    return columns


def _count(element: Any, otherwise: int) -> int:
    """How many columns an element speaks of."""
    value = (element.get(qn("w:val")) or "") if element is not None else ""
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() else otherwise


def _above(element: Any, tag: str) -> Any:
    """The nearest element of a kind that holds this one; None for none."""
    return next(element.iterancestors(qn(tag)), None)
