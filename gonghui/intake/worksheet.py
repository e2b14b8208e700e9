"""Worksheet: the sheets of an .xlsx as grids of text, merged cells filled, formulas by their values."""

from __future__ import annotations

import io
import math
import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from ..figure import plain
from .container import open_container, part
from .refusal import IntakeError
from .spacing import clean

MAX_ROWS, MAX_COLUMNS = 3_000, 120
MAX_MERGED = 100_000  # cells
MAX_SHEETS = 40
MAX_CELLS = 400_000  # of all sheets, from the first to the last that is filled
_MERGED = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\s*")
_EACH = 10  # cells that each merging counts for beside its own
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
        merged = sum(_merged(part(archive, name)) for name in archive.namelist())
    if merged > MAX_MERGED:
        raise IntakeError(
            "表里合并的单元格大得不正常，没有打开。请取消合并，只留有数的部分，再导入。"
        )
    try:
        values, formulas = _workbook(raw, True), _workbook(raw, False)
        shown = [one for one in values.worksheets[:MAX_SHEETS] if one.sheet_state == "visible"]
        if sum(math.prod(_extent(one)) for one in shown) > MAX_CELLS:
            raise IntakeError("表太大，装不下。请只留有数的行和列，或拆成几个文件再导入。")
        sheets = [_sheet(one, formulas[one.title]) for one in shown]
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


def _merged(content: bytes) -> int:
    """The cells that the merging in a part takes in."""
    if b"mergeCell" not in content.replace(b"\0", b""):
        return 0
    area = 0
    try:
        for _, element in etree.iterparse(io.BytesIO(content), resolve_entities=False):
            name = element.tag if isinstance(element.tag, str) else ""
            match = (
                _MERGED.fullmatch(element.get("ref", "")) if name.endswith("mergeCell") else None
            )
            if match:
                left, top, right, bottom = match.groups()
                width = abs(_column(right) - _column(left)) + 1
                area += _EACH + width * (abs(int(bottom) - int(top)) + 1)
            element.clear()
    except etree.XMLSyntaxError:
        return area  # nobody will read it either
    return area


def _extent(sheet: Any) -> tuple[int, int]:
    """The rows and the columns that are read."""
    return min(sheet.max_row, MAX_ROWS), min(sheet.max_column, MAX_COLUMNS)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _sheet(values: Any, formulas: Any) -> Sheet:
    height, width = _extent(values)
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
