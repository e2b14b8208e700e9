"""Book: sheets made from grids, and a sheet of notes, as the bytes of one XLSX file.

An exact figure is a real number, unrounded, shown in the places that its column needs. An inexact
one (500余) is text, never a number with a format that adds the 余: a sum over such a cell would be
printed as if it were exact, while a text is passed over by SUM and stands out as what it is. States
(未报) are text for the same reason. What is missing is an empty cell, never 0. A number of more than
15 digits is text too, since a spreadsheet would silently change it.

The same grids give the same bytes: the day in the file's properties is one of the data's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook

from ..corpus import Corpus
from .formats import FONT, Formats
from .grid import Grid
from .names import clean, sheet_name
from .notes import Note
from .sheet import write_grid, write_notes

NOTES = "说明"
_NO_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Sheet:
    """A grid to be written, and the sheet's name."""

    name: str
    grid: Grid


def workbook(title: str, day: date, sheets: Sequence[Sheet], notes: Iterable[Note]) -> bytes:
    """An XLSX file: the first sheet, the notes as the second, and the other sheets."""
    target = BytesIO()
    # without constant_memory: the largest book holds some ten thousand cells, and its strings are
    # shared, which makes the file half the size
    book = Workbook(target, {"in_memory": True, "default_format_properties": dict(FONT)})
    book.set_properties({"title": clean(title), "created": datetime(day.year, day.month, day.day)})
    formats = Formats(book)
    taken: set[str] = set()
    pages = [book.add_worksheet(sheet_name(sheets[0].name, taken))]
    about = book.add_worksheet(sheet_name(NOTES, taken))
    pages += [book.add_worksheet(sheet_name(sheet.name, taken)) for sheet in sheets[1:]]
    for page, sheet in zip(pages, sheets, strict=True):
        write_grid(book, page, sheet.grid, formats)
    rows = [(note.topic, note.subject, note.text) for note in notes]
    write_notes(about, title, rows, formats)
    book.close()
    return target.getvalue()


def newest_day(corpus: Corpus) -> date:
    """The newest day that the summaries name, of issue or of their data: what a file made from them
    is dated, so that nothing of the day of the build is in it."""
    if "newest day" not in corpus.answers:
        days = (day for s in corpus.summaries for day in (s.issued, s.as_of) if day)
        corpus.answers["newest day"] = max(days, default=_NO_DAY)
    day: date = corpus.answers["newest day"]
    return day
