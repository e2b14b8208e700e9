"""Field and Export: what a table of the data holds, column by column.

One description is what the CSV, the Data Package's schema, the SQLite file and the page of downloads
are all made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..corpus import Corpus
from .csvfile import Value

Row = tuple[Value, ...]
Rows = Callable[[Corpus], list[Row]]


class Type(StrEnum):
    """What a column holds; the value is Table Schema's word. A date is written 2023-12-31."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True)
class Field:
    """A column. `unit` is the unit of measure of its numbers, where all have the same; `codes` are
    the values that it may have, with their meaning; `refers` is the table whose key it holds."""

    name: str
    title: str
    description: str = ""
    type: Type = Type.STRING
    required: bool = False
    unit: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    refers: str = ""

    @property
    def meaning(self) -> str:
        """What stands in the column, its codes included."""
        coded = "，".join(f"{code} {said}" for code, said in self.codes.items())
        return "；".join(filter(None, (self.description, coded)))


@dataclass(frozen=True)
class Export:
    """A table. `key` are the columns that tell its rows apart and are never empty; where there are
    none such, `unique` are columns of which some may be empty. `rows` gives the rows in order; `shares`
    parts them by unit or period, for the corpus's ledger: together they are the rows, to be sorted by the
    columns `order` where there are any. Where there are none, a share's rows stand in the SQLite file by its
    place among the others: shares that come and go with every summary would move those behind them."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: Rows
    key: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    shares: Callable[[Corpus], Mapping[str, Rows]] | None = None
    order: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns: the CSV's header."""
        return tuple(field.name for field in self.fields)

    @property
    def file(self) -> str:
        """The CSV's name in data/."""
        return f"{self.name}.csv"


def sorted_rows(rows: list[Row], columns: Iterable[int]) -> list[Row]:
    """Rows in the order of some columns, compared as text."""
    return sorted(rows, key=lambda row: tuple([str(row[index] or "") for index in columns]))
