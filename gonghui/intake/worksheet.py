"""Worksheet: the sheets of an .xlsx as grids of text, merged cells filled, formulas by their values."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..figure import plain
from .container import open_container, part
from .refusal import IntakeError
from .spacing import clean

MAX_ROWS, MAX_COLUMNS = 3_000, 120
MAX_MERGED = 100_000  # cells
MAX_SHEETS = 40
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
_LITERAL = re.compile(r'"([^"]+)"\s*(?:$|;)')
_EXACT = 10**15
_TOTAL = re.compile(r"(?:合|总|小)\s*计")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)")


@dataclass(frozen=True)
class GridCell:
    """A cell's text; `own` is false where merging spreads it from another cell. `fault` is what is
    wrong with its formula: #REF!, or = where the file does not hold its value."""

    text: str = ""
    own: bool = True
    fault: str = ""


@dataclass
class Sheet:
    """One sheet: its name, its rows of equal length, and which rows and columns are hidden (第4行, C列)."""

    name: str
    rows: list[list[GridCell]]
    hidden: tuple[str, ...] = ()


def read_sheets(raw: bytes) -> list[Sheet]:
    """The sheets that hold anything. Raises IntakeError."""
    with open_container(raw, "xlsx") as archive:
        merged = sum(
            _area(match.groups())
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
            for match in _MERGED.finditer(part(archive, name))
        )
    if merged > MAX_MERGED:
        raise IntakeError(
            "表里合并的单元格大得不正常，没有打开。请取消合并，只留有数的部分，再导入。"
        )
    try:
        values, formulas = _workbook(raw, True), _workbook(raw, False)
        sheets = [
            _sheet(one, formulas[one.title])
            for one in values.worksheets[:MAX_SHEETS]
            if one.sheet_state == "visible"
        ]
    except IntakeError:
        raise
    except Exception as error:  # a damaged file: the library raises what it likes
        raise IntakeError(
            "文件损坏了，读不出来。请用 Excel 或 WPS 打开，“另存为”Excel 工作簿（.xlsx），再导入。"
        ) from error
    return [sheet for sheet in sheets if any(cell.text for row in sheet.rows for cell in row)]


def _workbook(raw: bytes, data_only: bool) -> Any:
    import openpyxl  # read when it is used

    with warnings.catch_warnings():  # of what it does not know and leaves out
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(raw), data_only=data_only, keep_links=False)


def _area(edges: tuple[bytes, ...]) -> int:
    left, top, right, bottom = edges
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(values: Any, formulas: Any) -> Sheet:
    height, width = min(values.max_row, MAX_ROWS), min(values.max_column, MAX_COLUMNS)
    sheet = Sheet(clean(values.title), [], tuple(_hidden(values, height, width)))
    for row in values.iter_rows(max_row=height, max_col=width):
        totals = any(_TOTAL.match(_text(cell)) for cell in row[:3])  # the site adds up by itself
        sheet.rows.append([_cell(cell, formulas, totals) for cell in row])
    for area in values.merged_cells.ranges:
        _fill(sheet.rows, area)
    return sheet


def _cell(cell: Any, formulas: Any, totals: bool) -> GridCell:
    text = _text(cell)
    if _ERROR.fullmatch(text):
        return GridCell(fault=text)
    said = formulas.cell(cell.row, cell.column).value if text == "" and not totals else None
    return GridCell(text, fault="=" if isinstance(said, str) and said.startswith("=") else "")


def _hidden(values: Any, height: int, width: int) -> list[str]:
    """The hidden rows and columns that hold anything."""
    rows = [
        f"第{number}行"
        for number, row in sorted(values.row_dimensions.items())
        if row.hidden
        and number <= height
        and any(cell.value is not None for cell in values[number])
    ]
    columns = [
        f"{name}列"
        for name, column in sorted(values.column_dimensions.items())
        if column.hidden and (column.min or 0) <= width
    ]
    return rows + columns


def _fill(rows: list[list[GridCell]], area: Any) -> None:
    if area.min_row > len(rows) or area.min_col > len(rows[0] if rows else []):
        return
    text = rows[area.min_row - 1][area.min_col - 1].text
    for row in range(area.min_row - 1, min(area.max_row, len(rows))):
        for column in range(area.min_col - 1, min(area.max_col, len(rows[row]))):
            if (row, column) != (area.min_row - 1, area.min_col - 1):
                rows[row][column] = GridCell(text, own=False)


def _text(cell: Any) -> str:
    """What the cell shows: a share with its %, a day in Chinese, a number with the unit of measure
    that its format adds."""
    value, form = cell.value, str(cell.number_format or "")
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime | date):
        shown = f"{value.year}年"
        if "m" in form.lower():
            shown += f"{value.month}月"
        return f"{shown}{value.day}日" if "d" in form.lower() else shown
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        number = plain(round(number, 10) if abs(number) < _EXACT else number)
        if "%" in form:
            return f"{plain(number * 100):f}%"
        literal = _LITERAL.search(form)
        return f"{number:f}{literal[1].strip() if literal else ''}"
    return clean(str(value).replace("\n", " "))
