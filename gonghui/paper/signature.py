"""Signature: the name and the day at the end of a text, with room for a stamp over both.

Source: GB/T 9704-2012, 7.3.5.1: the day four characters from the right edge, the name centred above
it, the stamp's upper edge within a line of the text.
"""

from __future__ import annotations

from datetime import date

from ..period import say_day
from .layout import Paper
from .styles import LINE
from .words import width_of

_FROM_EDGE = 4.0  # characters
_CHARACTER = 320  # twips
BLANK_DAY = "　　　　年　　月　　日"  # to be filled in by hand
_ROOM = f'<w:keepNext/><w:spacing w:before="{2 * LINE}"/>'


def add_signature(paper: Paper, name: str, day: date | None) -> None:
    """The name of that time, "" for none, and the day, a form to fill in where there is none yet.
    Both keep together, and to what stands before them."""
    said = say_day(day) if day else BLANK_DAY
    wide, beside = width_of(said), width_of(name)
    of_day, of_name = _FROM_EDGE, _FROM_EDGE + (wide - beside) / 2
    if of_name < 0:  # a name much longer than the day stands at the edge, the day below its middle
        of_day, of_name = (beside - wide) / 2, 0.0
    if name:
        paper.paragraph("Signature", name, _ROOM + _from_right(of_name))
    paper.paragraph("Signature", said, ("" if name else _ROOM) + _from_right(of_day))


def _from_right(characters: float) -> str:
    return f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{round(characters * _CHARACTER)}"/>'
