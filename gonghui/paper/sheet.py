"""Sheet: the page of an official document: A4, its margins, 22 lines of 28 characters.

Source: GB/T 9704-2012, 5.2 and 7.2 (for sheets that lie on their side).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .styles import LINE

CHARACTER = -849  # 1/4096 pt: how much closer than 16 pt characters stand, 28 of them on 156 mm


@dataclass(frozen=True)
class Sheet:
    """A page's measures in twips; `foot` is from the lower edge to the page number's lower edge, so
    that its dashes stand 7 mm below the type area."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    foot: int

    @property
    def line_width(self) -> int:
        """The width of the type area in twips."""
        return self.width - self.left - self.right


class Orientation(Enum):
    """Upright: 37 mm above, 28 mm at the binding, 156 by 225 mm of type. On its side the same sheet
    turned: the binding is above."""

    PORTRAIT = Sheet(11906, 16838, 2098, 1474, 1984, 1587, 1389)
    LANDSCAPE = Sheet(16838, 11906, 1587, 2098, 1474, 1984, 879)

    @property
    def section_xml(self) -> str:
        """The section properties that set it up."""
        sheet, lying = self.value, self is Orientation.LANDSCAPE
        orient = ' w:orient="landscape"' if lying else ""
        kind = "lines" if lying else "linesAndChars"
        characters = "" if lying else f' w:charSpace="{CHARACTER}"'
        return (
            f'<w:sectPr><w:pgSz w:w="{sheet.width}" w:h="{sheet.height}"{orient}/>'
            f'<w:pgMar w:top="{sheet.top}" w:right="{sheet.right}" w:bottom="{sheet.bottom}" '
            f'w:left="{sheet.left}" w:header="851" w:footer="{sheet.foot}" w:gutter="0"/>'
            f'<w:docGrid w:type="{kind}" w:linePitch="{LINE}"{characters}/></w:sectPr>'
        )
