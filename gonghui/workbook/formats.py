"""Formats: how the cells of a workbook look, each format made once a book."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}


class Formats:
    """The cell formats of one book, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._numbers: dict[tuple[int, bool], Format] = {}

    def get(self, **properties: object) -> Format:
        """The format of these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(FONT | properties)
        return self._made[key]

    def number(self, places: int, bold: bool) -> Format:
        """Numbers in a frame, with thousands separators to so many places."""
        if (places, bold) not in self._numbers:
            shown = "#,##0" + ("." + "0" * places if places else "")
            made = self.get(num_format=shown, align="right", border=1, bold=bold)
            self._numbers[places, bold] = made
        return self._numbers[places, bold]
