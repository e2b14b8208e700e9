"""Table: a grid as a table of a Word file: ruled in full, its caption above, its notes below; one
that is wider than the sheet becomes several, each with the first column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .grid import Grid, Line
from .layout import Paper, paragraph_xml
from .words import Words, width_of

EM = 210  # twips: a character of 10.5 pt
_MARGINS = 120 + 30  # left and right in a cell, and the rules
_WIDEST, _LEAST_TEXT, _HEAD = 18.0, 6.0, 4.0  # em: a column, one of text, a head over numbers
_ROW = "<w:trPr><w:cantSplit/>{}</w:trPr>"
_AGAIN = "<w:tblHeader/>"  # on each page
_INSET = '<w:ind w:left="210"/>'


def add_grid(paper: Paper, grid: Grid) -> None:
    """The grid at the end of a file, with everything that belongs to it."""
    available, widths = paper.sheet.line_width, _measured(grid)
    parts = list(_parts(widths, available))
    for number, columns in enumerate(parts):
        again = f"（续表{number if len(parts) > 2 else ''}）" if number else ""
        if grid.caption or again:
            paper.paragraph("Caption", f"{grid.caption}{again}")
        for line in grid.under if number == 0 else []:
            long = width_of(line) * EM > available  # several lines stand better to the left
            paper.paragraph("UnderCaption", line, '<w:jc w:val="left"/>' if long else "")
        shared = _shared([widths[index] for index in columns], available)
        paper.add(_table_xml(grid, columns, shared))
        if number < len(parts) - 1:
            paper.paragraph("TableNote", "")  # two tables without anything between them are one
    for note in grid.notes or [""]:  # a file must not end with a table
        paper.paragraph("TableNote", note)


@dataclass(frozen=True)
class _Width:
    """What a column would take, and what it can do with, in twips."""

    natural: int
    least: int


def _measured(grid: Grid) -> list[_Width]:
    found = []
    for index, numeric in enumerate(grid.numeric):
        head = width_of(_text(grid.heads[index]))
        inner = [
            width_of(_text(line.cells[index])) + line.inset * (index == 0)
            for line in grid.lines
            if not line.title
        ]
        content = max(inner, default=0.0)
        if numeric:  # a number is never broken, what stands over it may be
            wide = least = min(max(content, min(head, max(_HEAD, head / 3))), _WIDEST)
        else:
            wide = min(max(content, head), _WIDEST)
            least = min(wide, _LEAST_TEXT)
        found.append(_Width(round(wide * EM) + _MARGINS, round(least * EM) + _MARGINS))
    return found


def _parts(widths: list[_Width], available: int) -> Iterator[list[int]]:
    """The columns, by their place, that stand beside each other: all where they fit."""
    columns, used = [0], widths[0].least
    for index in range(1, len(widths)):
        if used + widths[index].least > available and len(columns) > 1:
            yield columns
            columns, used = [0], widths[0].least
        columns.append(index)
        used += widths[index].least
    yield columns


def _shared(widths: list[_Width], available: int) -> list[int]:
    """The widths of columns that stand beside each other, which fill the line: what is left when
    each has its least goes to those that would take more, then to all alike."""
    least = [width.least for width in widths]
    wished = [width.natural - width.least for width in widths]
    left = available - sum(least)
    if left < 0 or sum(wished) <= left:
        natural = [width.natural for width in widths]
        chosen = [width * available // sum(natural) for width in natural]
    else:
        chosen = [
            base + left * wish // sum(wished) for base, wish in zip(least, wished, strict=True)
        ]
    chosen[0] += available - sum(chosen)
    return chosen


def _table_xml(grid: Grid, columns: list[int], widths: list[int]) -> str:
    columns_xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(width, paragraph_xml("TableHead", grid.heads[index]), "center")
        for index, width in zip(columns, widths, strict=True)
    )
    rows = (_row(grid, line, columns, widths) for line in grid.lines)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{columns_xml}</w:tblGrid>'
        f"<w:tr>{_ROW.format(_AGAIN)}{head}</w:tr>{''.join(rows)}</w:tbl>"
    )


def _row(grid: Grid, line: Line, columns: list[int], widths: list[int]) -> str:
    if line.title:  # keeps to the row below: no heading at the foot of a page
        text = paragraph_xml("TableHead", line.cells[0], '<w:keepNext/><w:jc w:val="left"/>')
        cells = _cell(sum(widths), text, "center", len(columns))
        return f"<w:tr>{_ROW.format('')}{cells}</w:tr>"
    cells = ""
    for index, width in zip(columns, widths, strict=True):
        indent = _INSET if line.inset and index == 0 else ""
        side = '<w:jc w:val="right"/>' if grid.numeric[index] else '<w:jc w:val="left"/>'
        cells += _cell(width, paragraph_xml("TableText", line.cells[index], indent + side))
    return f"<w:tr>{_ROW.format('')}{cells}</w:tr>"


def _cell(width: int, content: str, align: str = "center", span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="{align}"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def _text(words: Iterable[Words]) -> str:
    return "".join(word.text for word in words)
