"""Report table: where in a sheet the title, the head, the labels and the figures stand."""

from __future__ import annotations

from dataclasses import dataclass

from ..figure import FigureError, State
from ..notation.figure import read_figure
from .labels import is_measure, is_year
from .worksheet import GridCell, Sheet

BLANKS = ("", "-", "—", "——", "/", "\\", "无", "…", "*")
MOST_LABELS = 3  # columns of labels at the left
MOST_HEAD = 6  # rows of the head


@dataclass(frozen=True)
class Datum:
    """A cell with a figure: its text, the labels of its row and its column, where it stands (A1), and
    what is wrong with its formula."""

    text: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    place: str
    fault: str = ""


@dataclass(frozen=True)
class ReportTable:
    """`above` are the lines over the table, `below` those under it, `unclear` cells whose signs say
    neither 0 nor 未报, and those of formulas without a value."""

    above: tuple[str, ...]
    data: tuple[Datum, ...]
    below: tuple[str, ...] = ()
    unclear: tuple[Datum, ...] = ()


def table_of(sheet: Sheet) -> ReportTable | None:
    """The one table of a sheet; None where it has no figures under a head."""
    rows = [row for row in sheet.rows if any(cell.text for cell in row)]
    numbers = [index for index, row in enumerate(sheet.rows) if any(cell.text for cell in row)]
    first = next((i for i, row in enumerate(rows) if _is_data(row)), None)
    if first is None:
        return None
    top = 0
    while top < first and _is_line(rows[top]):
        top += 1
    head = rows[top:first][-MOST_HEAD:]
    if not head:
        return None
    above = tuple(_words(row) for row in rows[:top])
    width = len(rows[0])
    body = [(row, number) for row, number in zip(rows[first:], numbers[first:], strict=True)]
    below = []
    while body and _is_line(body[-1][0]):
        below.append(_words(body.pop()[0]))
    labels = _label_columns([row for row, _ in body], head, width)
    measures = _measure_columns([row for row, _ in body], head, labels)
    data: list[Datum] = []
    unclear: list[Datum] = []
    for row, number in body:
        row_labels = tuple(_label(row, column, measures) for column in range(labels))
        if any(label and not label.isdigit() for label in row_labels):
            row_labels = tuple(
                "" if label.isdigit() and not is_year(label) else label for label in row_labels
            )
        for column in range(labels, width):
            cell = row[column]
            if not cell.own or not any(row_labels):
                continue
            column_labels = tuple(line[column].text for line in head)
            place = place_of(column, number)
            datum = Datum(cell.text, row_labels, column_labels, place, cell.fault)
            if is_figure(cell.text):
                data.append(datum)
            elif cell.fault or (cell.text and any(column_labels)):
                unclear.append(datum)
    return ReportTable(above, tuple(data), tuple(below), tuple(unclear)) if data else None


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure or says why there is none (未报)."""
    if text in BLANKS:
        return False
    try:
        figure = read_figure(text)
    except FigureError:
        return False
    return figure.is_number or isinstance(figure.state, State)


def _is_data(row: list[GridCell]) -> bool:
    """A row with a label and a figure that is no year."""
    texts = [cell.text for cell in row if cell.own]
    figures = [
        text
        for text in texts
        if is_figure(text) and not is_year(text) and text[:1].isdigit() and not _is_dated(text)
    ]
    named = [text for text in texts if text and not is_figure(text)]
    years = [text for text in texts if is_year(text)]
    return bool(figures) and (bool(named) or (bool(years) and is_year(next(t for t in texts if t))))


def _is_dated(text: str) -> bool:
    return "年" in text or "月" in text or "季度" in text


def _is_line(row: list[GridCell]) -> bool:
    """One text across the sheet, or a few words without figures at its edge: a title, 单位：万元."""
    own = [cell.text for cell in row if cell.own and cell.text]
    spread = sum(1 for cell in row if cell.text)
    if any(is_figure(text) and not _is_dated(text) for text in own) or any(
        cell.fault for cell in row
    ):
        return False
    if len(own) == 1:
        return (
            spread == 1
            or spread >= len(row) - 1
            or own[0].startswith(("单位", "填报", "计量", "注"))
        )
    return all("：" in text or ":" in text for text in own)


def _words(row: list[GridCell]) -> str:
    return "　".join(cell.text for cell in row if cell.own and cell.text)


def _label_columns(body: list[list[GridCell]], head: list[list[GridCell]], width: int) -> int:
    """How many columns at the left are labels: words, serial numbers, years."""
    count = 0
    for column in range(min(MOST_LABELS, width - 1)):
        texts = [row[column].text for row in body if row[column].text not in BLANKS]
        title = "".join(line[column].text for line in head)
        if not texts:
            break
        words = sum(not is_figure(text) or is_year(text) or _is_dated(text) for text in texts)
        serial = any(word in title for word in ("序号", "编号", "行次"))
        if words * 2 > len(texts) or serial:
            count = column + 1
        else:
            break
    return max(count, 1)


def _measure_columns(
    body: list[list[GridCell]], head: list[list[GridCell]], labels: int
) -> set[int]:
    """The columns of labels that say the unit of measure of their row."""
    found = set()
    for column in range(labels):
        title = "".join(dict.fromkeys(line[column].text for line in head))
        texts = [row[column].text for row in body if row[column].text]
        if "单位" in title and texts and all(len(text) <= 3 and is_measure(text) for text in texts):
            found.add(column)
    return found


def _label(row: list[GridCell], column: int, measures: set[int]) -> str:
    text = row[column].text
    return f"（{text}）" if text and column in measures else text


def place_of(column: int, row: int) -> str:
    """A cell by its column and row from 0: B4."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row + 1}"
