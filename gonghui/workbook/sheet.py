"""Sheet: a grid laid out for the eye and for paper: title, head that stays, widths, A4 across."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from .formats import Formats
from .grid import Entry, Grid, Number
from .names import clean, width

A4 = 9
ON_ONE_SHEET = 190  # widths of a letter that can be read when shrunk to one A4 sheet across
HEAD, NARROW, WIDE = 14, 8, 40
NOTES = (16, 36, 84)
LINE = 16  # points


def write_grid(book: Workbook, page: Worksheet, grid: Grid, formats: Formats) -> None:
    """The grid under its title: head frozen and repeated on paper, filters, sensible widths. The
    name 数据 stands for head and rows. Totals stand below, outside of both, in bold."""
    page.write_string(0, 0, clean(grid.title), formats.get(bold=True, font_size=14))
    for number, line in enumerate(grid.lines, start=1):
        page.write_string(number, 0, clean(line), formats.get(font_color="#444444"))
    top, last = len(grid.lines) + 1, len(grid.header) - 1
    bottom = top + len(grid.rows) - grid.totals
    widths = [_column_width(grid, column) for column in range(len(grid.header))]
    _write_head(page, grid, formats, top, widths)
    places = [grid.places(column) if grid.numeric[column] else 0 for column in range(last + 1)]
    for number, row in enumerate(grid.rows):
        at, bold = top + 1 + number, number >= len(grid.rows) - grid.totals
        for column, value in enumerate(row):
            if isinstance(value, Number):
                shown = formats.number(max(places[column], value.places), bold)
                page.write_number(at, column, value.held, shown)
            elif value is None:
                page.write_blank(at, column, None, formats.get(border=1, bold=bold))
            elif grid.numeric[column]:
                right = formats.get(border=1, bold=bold, align="right")
                page.write_string(at, column, clean(value), right)
            else:
                inner = 1 if grid.inset[number] and column == grid.heads - 1 else 0
                wrapped = column >= grid.heads
                kept = formats.get(border=1, bold=bold, indent=inner, text_wrap=wrapped)
                page.write_string(at, column, clean(value), kept)
    page.freeze_panes(top + 1, grid.heads)
    page.autofilter(top, 0, bottom, last)
    name = page.name
    whole = f"'{name}'!$A${top + 1}:${_letters(last)}${bottom + 1}"
    book.define_name(f"'{name}'!数据", f"={whole}")
    _for_paper(page, sum(widths), top)
    if sum(widths) > ON_ONE_SHEET:
        page.repeat_columns(0, grid.heads - 1)


def write_notes(
    page: Worksheet, title: str, rows: Sequence[tuple[str, str, str]], formats: Formats
) -> None:
    """The notes: topic, subject and text, wrapped."""
    page.write_string(0, 0, clean(f"{title}：说明"), formats.get(bold=True, font_size=14))
    head = formats.get(bold=True, border=1, bg_color="#E8ECF0")
    wrapped = formats.get(text_wrap=True, border=1)
    for column, text in enumerate(("事项", "对象", "说明")):
        page.set_column(column, column, NOTES[column])
        page.write_string(1, column, text, head)
    for number, row in enumerate(rows, start=2):
        lines = 1
        for column, text in enumerate(row):
            if text:
                page.write_string(number, column, clean(text), wrapped)
            else:
                page.write_blank(number, column, None, wrapped)
            lines = max(lines, -(-width(text) // (NOTES[column] - 1)))
        if lines > 1:
            page.set_row(number, min(LINE * lines, 400))
    page.freeze_panes(2, 0)
    _for_paper(page, sum(NOTES), 1)


def _write_head(
    page: Worksheet, grid: Grid, formats: Formats, top: int, widths: Sequence[int]
) -> None:
    head = formats.get(bold=True, text_wrap=True, align="center", border=1, bg_color="#E8ECF0")
    lines = 1
    for column, title in enumerate(grid.header):
        page.set_column(column, column, widths[column])
        page.write_string(top, column, clean(title), head)
        lines = max(lines, -(-(width(title) + 2) // (widths[column] - 1)))
    page.set_row(top, LINE * lines + 4)


def _for_paper(page: Worksheet, wide: int, head: int) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&C第&P页，共&N页")
    page.repeat_rows(head)
    if wide <= ON_ONE_SHEET:
        page.fit_to_pages(1, 0)


def _column_width(grid: Grid, column: int) -> int:
    """Wide enough for what stands in the column; a figure's heading is wrapped, its numbers not."""
    most = max(map(_width, {row[column] for row in grid.rows}), default=0) + 2
    head = width(grid.header[column]) + 4
    least = min(head, HEAD) if grid.numeric[column] else max(head, NARROW)
    return min(max(most, least), WIDE)


def _width(value: Entry) -> int:
    return value.width if isinstance(value, Number) else width(value or "")


def _letters(column: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    text = ""
    while column >= 0:
        text, column = chr(65 + column % 26) + text, column // 26 - 1
    return text
