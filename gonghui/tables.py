"""Table: rows that are published as HTML and, beside it, as CSV with the same content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from .export.csvfile import Value, csv_lines, csv_of, written
from .place import Place


@dataclass(frozen=True)
class Cell:
    """What a cell shows; `value` is what the CSV holds where that is not the text shown; `state`
    names a class of its own for figures that have no value; `link` an address to lead to, within
    this page where it begins with #; `code` something to type as it stands; `said` is what a screen
    reader says where the text is a sign; `drawing` is a ready SVG, which a CSV has no place for;
    `exact` is the number itself where `value` is rounded as it is shown: for a spreadsheet."""

    text: str
    value: Value = None
    state: str = ""
    link: str = ""
    code: bool = False
    said: str = ""
    drawing: str = ""
    exact: Decimal | None = None

    def leading(self, to: str) -> Cell:
        """The same cell as a link."""
        return Cell(
            self.text, self.value, self.state, to, self.code, self.said, self.drawing, self.exact
        )

    @property
    def for_csv(self) -> Value:
        return (self.said or self.text) if self.value is None else self.value


@dataclass(frozen=True)
class Printed:
    """A row as it stands on one page: the markup of its head and of the cells after it, its line of CSV, and
    the `note` to which a number beside the head leads."""

    head: str
    cells: str
    csv: str
    note: str = ""


@dataclass(frozen=True)
class Row:
    """The first cell heads the row. `inset` rows are 其中项 or parts of the row above; `total` ones say
    something of all rows above: a spreadsheet must not sort or filter them with the others. What is `printed`
    already needs no cells."""

    cells: tuple[Cell, ...] = ()
    inset: bool = False
    total: bool = False
    printed: Printed | None = None


@dataclass(frozen=True)
class Column:
    """A column's heading, and the address that it leads to. A column of remarks is no column on the
    page: each remark is printed below the table under a number, which stands beside the cell of
    the column `note_on` (from 0). A `drawn` column is on the page alone: a CSV has the numbers."""

    title: str
    numeric: bool = False
    link: str = ""
    note_on: int | None = None
    drawn: bool = False


@dataclass
class Table:
    """`groups` are headed blocks of rows in their order, "" for one without a heading; `name` is the
    CSV's, ASCII; `under` stands below the caption; `notes` below the table, without a number.
    `anchors` are the ids of groups by their headings, `leads` the addresses that headings lead to;
    `order_is_free` lets readers sort (with script), where the rows' order has no meaning of its own."""

    name: str
    caption: str
    columns: list[Column]
    groups: list[tuple[str, list[Row]]]
    notes: list[str] = field(default_factory=list)
    under: str = ""
    order_is_free: bool = False
    anchors: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        return [row for _, rows in self.groups for row in rows]

    def csv(self) -> bytes:
        """Caption and general notes stand outside the CSV: it is a table and nothing else."""
        headed = any(title for title, _ in self.groups)
        kept = [index for index, column in enumerate(self.columns) if not column.drawn]
        header = (["类别"] if headed else []) + [self.columns[index].title for index in kept]
        lines = csv_lines([header])
        for title, group in self.groups:
            lead: list[Value] = [title] if headed else []
            ready = ",".join([*map(written, lead), ""])
            for row in group:
                if row.printed:
                    lines.append(f"{ready}{row.printed.csv}\n")
                else:
                    lines += csv_lines([lead + [row.cells[index].for_csv for index in kept]])
        return csv_of(lines)

    def html(self, place: Place) -> str:
        """The table with its caption, its notes and a link to its CSV."""
        return _Print(self, place).html()


class _Print:
    """One printing of a table on one page: its id, and its numbered notes in order of appearance."""

    def __init__(self, table: Table, place: Place) -> None:
        self.table, self.place = table, place
        self.id = place.unique(f"table-{table.name}")
        self.numbers: dict[str, int] = {}
        self.sortable = table.order_is_free and len(table.rows) > 1
        self.shown = [i for i, c in enumerate(table.columns) if c.note_on is None]

    def html(self) -> str:
        table = self.table
        link = self.place.offer(f"{table.name}.csv", table.csv())
        head = "".join(self._head())
        body = "".join(self._group(title, rows) for title, rows in table.groups)
        under = f'<span class="gh-under">{escape(table.under)}</span>' if table.under else ""
        sortable = " data-gh-sortable" if self.sortable else ""
        return (
            '<div class="gh-table"><div class="gh-scroll" tabindex="0" role="region" '
            f'aria-labelledby="{self.id}"><table class="gh-grid"{sortable}>'
            f'<caption id="{self.id}"><span>{escape(table.caption)}{under}</span></caption>'
            f"<thead><tr>{head}</tr></thead>{body}</table></div>{self._notes()}"
            f'<p class="gh-download"><a href="{escape(link)}" download>下载本表（CSV）'
            f'<span class="gh-sr">：{escape(table.caption)}</span></a></p></div>'
        )

    def _notes(self) -> str:
        numbered = "".join(
            f'<li id="{self.id}-{number}">{escape(note)}</li>'
            for note, number in self.numbers.items()
        )
        general = "".join(f"<li>{escape(note)}</li>" for note in self.table.notes)
        return (f'<ol class="gh-notes">{numbered}</ol>' if numbered else "") + (
            f'<ul class="gh-notes">{general}</ul>' if general else ""
        )

    def _head(self) -> Iterator[str]:
        for column in (self.table.columns[index] for index in self.shown):
            numeric = ' class="gh-num"' if column.numeric else ""
            title = escape(column.title)
            if column.link:
                title = f'<a href="{escape(self.place.link(column.link))}">{title}</a>'
            if (
                self.sortable
            ):  # a script enables it; made by the script, it would move what is below
                title = f'<button type="button" class="gh-sort" disabled>{title}</button>'
            yield f'<th scope="col"{numeric}>{title}</th>'

    def _group(self, title: str, rows: Iterable[Row]) -> str:
        anchor, lead = self.table.anchors.get(title), self.table.leads.get(title)
        shown = escape(title)
        if lead:
            shown = f'<a href="{escape(self.place.link(lead))}">{shown}</a>'
        id_ = f' id="{anchor}"' if anchor else ""
        heading = (
            f'<tr class="gh-group"{id_}><th scope="rowgroup" colspan="{len(self.shown)}">'
            f"<span>{shown}</span></th></tr>"
            if title
            else ""
        )
        return f"<tbody>{heading}{''.join(self._row(row) for row in rows)}</tbody>"

    def _row(self, row: Row) -> str:
        inset = ' class="gh-inset"' if row.inset else ""
        if row.printed:
            marks = self._marks([row.printed.note] if row.printed.note else [])
            head = f'<th scope="row">{row.printed.head}{marks}</th>'
            return f"<tr{inset}>{head}{row.printed.cells}</tr>"
        columns = self.table.columns
        notes: dict[int, list[str]] = {}
        for cell, column in zip(row.cells, columns, strict=True):
            if column.note_on is not None and cell.text:
                notes.setdefault(column.note_on, []).append(cell.text)
        printed = []
        for index in self.shown:
            cell, marks = row.cells[index], self._marks(notes.get(index, []))
            printed.append(printed_cell(cell, self.place, columns[index].numeric, marks))
        head = content_of(row.cells[0], self.place) + self._marks(notes.get(0, []))
        printed[0] = f'<th scope="row">{head}</th>'
        return f"<tr{inset}>{''.join(printed)}</tr>"

    def _marks(self, notes: list[str]) -> str:
        """The numbers of a cell's notes, parted by 、: 1 and 16 must not be taken for 116."""
        marks = "、".join(self._mark(note) for note in dict.fromkeys(notes))
        return f'<sup class="gh-mark">{marks}</sup>' if marks else ""

    def _mark(self, note: str) -> str:
        """The number of a note; equal notes share one."""
        number = self.numbers.setdefault(note, len(self.numbers) + 1)
        return f'<a href="#{self.id}-{number}" aria-label="注{number}">{number}</a>'


def printed_cell(cell: Cell, place: Place, numeric: bool = False, marks: str = "") -> str:
    """A cell that heads no row, with the marks of its notes."""
    classes = [name for name in ("gh-num" if numeric else "", cell.state) if name]
    attribute = f' class="{" ".join(classes)}"' if classes else ""
    return f"<td{attribute}>{content_of(cell, place)}{marks}</td>"


def content_of(cell: Cell, place: Place) -> str:
    """What stands in a cell, as markup."""
    if cell.drawing:
        return cell.drawing
    text = escape(cell.text)
    if cell.code and cell.text:
        text = f"<code>{text}</code>"
    if cell.said:
        sign = f'<span aria-hidden="true">{text}</span>' if text else ""
        text = f'{sign}<span class="gh-sr">{escape(cell.said)}</span>'
    if cell.link:
        target = cell.link if cell.link.startswith("#") else place.link(cell.link)
        text = f'<a href="{escape(target)}">{text}</a>'
    return text


def grouped(number: Decimal) -> str:
    """A number with thousands separators: 7,402."""
    return f"{number:,f}"
