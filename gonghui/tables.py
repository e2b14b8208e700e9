"""Table: rows that are published as HTML and, beside it, as CSV with the same content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from .export.csvfile import Value, csv_bytes
from .place import Place


@dataclass(frozen=True)
class Cell:
    """What a cell shows; `value` is what the CSV holds where that is not the text shown; `state`
    names a class of its own for figures that have no value; `link` an address to lead to; `code`
    something to type as it stands."""

    text: str
    value: Value = None
    state: str = ""
    link: str = ""
    code: bool = False

    @property
    def for_csv(self) -> Value:
        return self.text if self.value is None else self.value


@dataclass(frozen=True)
class Row:
    """The first cell heads the row. `inset` rows are 其中项 or parts of the row above."""

    cells: tuple[Cell, ...]
    inset: bool = False


@dataclass(frozen=True)
class Column:
    title: str
    numeric: bool = False


@dataclass
class Table:
    """`groups` are headed blocks of rows in their order, "" for one without a heading; `name` is the
    CSV's, ASCII."""

    name: str
    caption: str
    columns: list[Column]
    groups: list[tuple[str, list[Row]]]
    notes: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for _, rows in self.groups for row in rows]

    def csv(self) -> bytes:
        """Caption and notes stand outside the CSV: it is a table and nothing else."""
        headed = any(title for title, _ in self.groups)
        header = (["类别"] if headed else []) + [column.title for column in self.columns]
        rows: list[list[Value]] = []
        for title, group in self.groups:
            lead: list[Value] = [title] if headed else []
            rows += [lead + [cell.for_csv for cell in row.cells] for row in group]
        return csv_bytes(header, rows)

    def html(self, place: Place) -> str:
        """The table with its caption, its notes and a link to its CSV."""
        link = place.offer(f"{self.name}.csv", self.csv())
        head = "".join(_th(column) for column in self.columns)
        body = "".join(self._group(title, rows, place) for title, rows in self.groups)
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return (
            '<div class="gh-table"><div class="gh-scroll" tabindex="0" role="region" '
            f'aria-label="{escape(self.caption)}"><table class="gh-grid"><caption>{escape(self.caption)}</caption>'
            f"<thead><tr>{head}</tr></thead>{body}</table></div>"
            + (f'<ul class="gh-notes">{notes}</ul>' if notes else "")
            + f'<p class="gh-download"><a href="{escape(link)}" download>下载本表（CSV）</a></p></div>'
        )

    def _group(self, title: str, rows: Iterable[Row], place: Place) -> str:
        heading = (
            f'<tr class="gh-group"><th scope="rowgroup" colspan="{len(self.columns)}">'
            f"{escape(title)}</th></tr>"
            if title
            else ""
        )
        return f"<tbody>{heading}{''.join(self._row(row, place) for row in rows)}</tbody>"

    def _row(self, row: Row, place: Place) -> str:
        first, *rest = row.cells
        inset = ' class="gh-inset"' if row.inset else ""
        cells = "".join(
            _td(cell, column, place) for cell, column in zip(rest, self.columns[1:], strict=True)
        )
        return f'<tr{inset}><th scope="row">{_inner(first, place)}</th>{cells}</tr>'


def _th(column: Column) -> str:
    numeric = ' class="gh-num"' if column.numeric else ""
    return f'<th scope="col"{numeric}>{escape(column.title)}</th>'


def _td(cell: Cell, column: Column, place: Place) -> str:
    classes = [name for name in ("gh-num" if column.numeric else "", cell.state) if name]
    attribute = f' class="{" ".join(classes)}"' if classes else ""
    return f"<td{attribute}>{_inner(cell, place)}</td>"


def _inner(cell: Cell, place: Place) -> str:
    text = f"<code>{escape(cell.text)}</code>" if cell.code and cell.text else escape(cell.text)
    return f'<a href="{escape(place.link(cell.link))}">{text}</a>' if cell.link else text


def grouped(number: Decimal) -> str:
    """A number with thousands separators: 7,402."""
    return f"{number:,f}"
