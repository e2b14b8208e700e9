"""Grid: a table as a spreadsheet holds it: rows of numbers, texts and nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from ..change import RATE_PLACES
from ..figure import plain, rounded
from ..tables import Cell, Table

DIGITS = 15  # that a spreadsheet keeps
USUAL = 2  # decimals that a column shows where its numbers have so many


class Number(NamedTuple):
    """A number as the cell holds it; with how many decimals it is shown, and how many letters wide."""

    held: float
    places: int
    width: int


Entry = Number | str | None


@dataclass(frozen=True)
class Grid:
    """`lines` stand between title and head; `heads` is the number of leading columns that stay in
    sight; `inset` says of each row whether it is 其中项, `numeric` of each column whether it holds
    figures; `totals` is the number of rows at the end that are totals of those above."""

    title: str
    lines: tuple[str, ...]
    header: list[str]
    numeric: list[bool]
    rows: list[list[Entry]]
    inset: list[bool]
    heads: int
    totals: int

    @classmethod
    def of(cls, table: Table, lines: tuple[str, ...] = (), lead: str = "类别") -> Grid:
        """A table without its drawings, and without a column of remarks where there are none. Headed
        blocks become a first column `lead`, so that rows can be sorted and filtered."""
        headed = any(title for title, _ in table.groups)
        kept = [i for i, c in enumerate(table.columns) if not c.drawn and _is_used(table, i)]
        header = [*([lead] if headed else []), *(table.columns[i].title for i in kept)]
        numeric = ([False] if headed else []) + [table.columns[i].numeric for i in kept]
        rows: list[list[Entry]] = []
        for title, group in table.groups:
            first: list[Entry] = [title] if headed else []
            rows += [first + [entry(row.cells[i]) for i in kept] for row in group]
        inset = [row.inset for row in table.rows]
        under = (table.under,) if table.under else ()
        totals = len(list(takewhile(lambda row: row.total, reversed(table.rows))))
        lines = (*under, *lines)
        return cls(table.caption, lines, header, numeric, rows, inset, 1 + headed, totals)

    def places(self, column: int) -> int:
        """How many decimals a column shows; a number that needs more has them for itself."""
        found = (row[column] for row in self.rows)
        return min(max({n.places for n in found if isinstance(n, Number)}, default=0), USUAL)


def _is_used(table: Table, index: int) -> bool:
    if table.columns[index].note_on is None:
        return True
    return any(row.cells[index].text for row in table.rows)


def entry(cell: Cell) -> Entry:
    """What a cell of a spreadsheet holds: an exact number unrounded (to ten decimals, as the exports
    have it), else what the CSV has; None where there is nothing."""
    shown = cell.value
    if not isinstance(shown, Decimal):
        return str(cell.for_csv) or None
    held = plain(rounded(shown if cell.exact is None else cell.exact, RATE_PLACES))
    if len(held.as_tuple().digits) > DIGITS:
        return f"{held:f}"
    exponent = shown.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return Number(float(held), places, len(f"{shown:,f}"))
