"""Signature: the name and the day at the end of a text, with room for a stamp over both.

Source: GB/T 9704-2012, 7.3.5.1: the day four characters from the right edge, the name centred above
it, the stamp's upper edge within a line of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ..notation.numeral import read_numeral
from ..period import say_day
from ..spelling import fold
from .layout import Paper
from .markup import Node
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


_DAY = re.compile(r"(?P<year>\w{4})年(?P<month>\w{1,3})月(?P<day>\w{1,3})日")


def take_signature(text: Node, names: Iterable[str], issued: date | None) -> date | None:
    """Take the signature that an author wrote at the end of a text, a name, a day or both, out of
    it: the sheet has one of its own. Gives the day, None where none stood there. What names another
    day than that of issue stays."""
    last = [node for node in text.elements if node.text().strip()][-2:]
    said = {fold(name) for name in names}
    for tail in (last, last[-1:]):
        if not tail or any(node.tag != "p" for node in tail):
            continue
        words = fold("".join(node.text() for node in tail))
        name = next((one for one in said if words.startswith(one)), "")
        rest = words.removeprefix(name)
        day = _day(rest)
        known = day is not None if rest else bool(name)
        if known and (day is None or issued in (None, day)):
            for node in tail:
                text.children.remove(node)
            return day
    return None


def _day(text: str) -> date | None:
    """A day in Arabic or Chinese numerals: 2023年7月10日, 二〇二三年七月十日."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    numbers = [int(n) if n.isdecimal() else read_numeral(n) for n in match.groups()]
    try:
        year, month, day = (int(number or 0) for number in numbers)
        return date(year, month, day)
    except ValueError:
        return None


def _from_right(characters: float) -> str:
    return f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{round(characters * _CHARACTER)}"/>'
