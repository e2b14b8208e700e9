"""Grid: a table as it is printed, whether it comes from a Table, from a page's HTML, or from the
Markdown of an author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..tables import Row, Table
from .markup import Node
from .words import Words, words_of

MARK = "[{}]"  # of a numbered note, raised: 149[1] cannot be taken for 1491


@dataclass(frozen=True)
class Line:
    """A row: the words of its cells, the first of which heads it. `inset` ones are parts of the row
    above; a `title` has one cell, over the whole width."""

    cells: list[list[Words]]
    inset: bool = False
    title: bool = False


@dataclass
class Grid:
    """`heads` are the words over the columns, `numeric` says which stand to the right; `under` are
    the lines below the caption; `notes` stand below the table, those with a number first."""

    heads: list[list[Words]]
    numeric: list[bool]
    lines: list[Line]
    caption: str = ""
    under: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def grid_of(table: Table) -> Grid:
    """A table of ours: its columns of remarks become numbered notes, as on the page; what is drawn
    has no place on paper."""
    numbers: dict[str, int] = {}
    shown = [i for i, c in enumerate(table.columns) if c.note_on is None and not c.drawn]
    lines: list[Line] = []
    for title, rows in table.groups:
        lines += [Line([[Words(title)]], title=True)] if title else []
        lines += [_line(table, row, shown, numbers) for row in rows]
    notes = [f"{MARK.format(number)}{note}" for note, number in numbers.items()]
    return Grid(
        [[Words(table.columns[index].title)] for index in shown],
        [table.columns[index].numeric for index in shown],
        lines,
        table.caption,
        [table.under] if table.under else [],
        notes + _general(table.notes),
    )


def _line(table: Table, row: Row, shown: list[int], numbers: dict[str, int]) -> Line:
    marks: dict[int, list[int]] = {}
    for cell, column in zip(row.cells, table.columns, strict=True):
        if column.note_on is not None and cell.text:
            number = numbers.setdefault(cell.text, len(numbers) + 1)
            marks.setdefault(column.note_on, []).append(number)
    cells = []
    for index in shown:
        words = [Words(row.cells[index].text)]
        words += [_mark(number) for number in dict.fromkeys(marks.get(index, []))]
        cells.append(words)
    return Line(cells, row.inset)


def _mark(number: int | str) -> Words:
    return Words(MARK.format(number), position="superscript")


def _general(notes: Iterable[str]) -> list[str]:
    """Notes without a number; 注： stands before the first."""
    return [f"{'' if index else '注：'}{note}" for index, note in enumerate(notes)]


def grid_of_html(table: Node, below: Iterable[Node] = ()) -> Grid | None:
    """A <table> of a page, with the lists of notes `below` it; None of one without columns. A row
    that is short is filled up, one that is long is cut, as a browser would show it."""
    found = list(table.walk())
    rows = [node for node in found if node.tag == "tr"]
    head = next((row for row in rows if any(c.tag == "th" for c in row.elements)), None)
    if head is None:
        return None
    columns = _cells(head)
    caption, under = _caption(found)
    lines = [_html_line(row, len(columns)) for row in rows if row is not head]
    drawn = {i for row in rows for i, cell in enumerate(_cells(row)) if _is_drawing(cell)}
    shown = [index for index in range(len(columns)) if index not in drawn]
    if not shown:
        return None
    return Grid(
        [words_of(columns[index].children) for index in shown],
        [_stands_right(columns[index]) for index in shown],
        [_only(line, shown) for line in lines if line.cells],
        caption,
        under,
        [note for node in below for note in _html_notes(node)],
    )


def _is_drawing(cell: Node) -> bool:
    return not cell.text().strip() and any(child.tag == "svg" for child in cell.elements)


def _only(line: Line, shown: list[int]) -> Line:
    return line if line.title else Line([line.cells[i] for i in shown], line.inset)


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.elements if cell.tag in ("th", "td")]


def _html_line(row: Node, columns: int) -> Line:
    cells = _cells(row)
    if "gh-group" in row.classes:
        return Line([words_of(cell.children) for cell in cells[:1]], title=True)
    words = [list(_marked(cell)) for cell in cells[:columns]]
    words += [[] for _ in range(columns - len(words))]
    return Line(words, inset="gh-inset" in row.classes)


def _marked(cell: Node) -> Iterator[Words]:
    """A cell's words, the numbers of notes written as on every sheet of ours."""
    for child in cell.children:
        if isinstance(child, Node) and "gh-mark" in child.classes:
            yield _mark(child.text())
        else:
            yield from words_of([child])


def _caption(found: list[Node]) -> tuple[str, list[str]]:
    caption = next((node for node in found if node.tag == "caption"), None)
    if caption is None:
        return "", []
    under = [node.text() for node in caption.walk() if "gh-under" in node.classes]
    whole = caption.text()
    return whole.removesuffix("".join(under)), [line for line in under if line]


def _html_notes(node: Node) -> list[str]:
    notes = [item.text() for item in node.elements if item.tag == "li"]
    if node.tag == "ol":
        return [f"{MARK.format(number)}{note}" for number, note in enumerate(notes, start=1)]
    return _general(notes)


def _stands_right(cell: Node) -> bool:
    return "gh-num" in cell.classes or cell.attributes.get("align") == "right"
