"""Signing: the name and the day at the end of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..notation.numeral import DIGITS, read_numeral
from ..spelling import fold
from .manuscript import Block, BlockKind

YEAR = r"(?:(?:19|20)[0-9]{2}|[二一][〇零○一二三四五六七八九]{3})"
NUMBER = "[0-9一二三四五六七八九十]{1,3}"
_DAY = re.compile(rf"(?P<y>{YEAR})[年./-](?P<m>{NUMBER})[月./-](?P<d>{NUMBER})日?")
_MONTH = re.compile(rf"(?P<y>{YEAR})年(?P<m>{NUMBER})月$")
_STAMP = re.compile(r"[(](?:盖章|印章|公章|章|印)[)]|\s")
_LINES = 6  # from the end
_LONGEST = 45


@dataclass(frozen=True)
class Signed:
    """The day of a signature and its line; `exact` is false where only the month is written, whose
    first day then stands for it."""

    day: date
    line: str
    exact: bool = True


def signature(lines: Iterable[str]) -> list[str]:
    """The short lines at the end of a text, the last first: name and day."""
    found: list[str] = []
    for line in reversed([line for line in lines if line.strip()][-_LINES:]):
        if len(line) > _LONGEST or line.endswith(("。", "；", "！", "：")):
            break
        found.append(line)
    return found


def signed_on(lines: list[str]) -> Signed | None:
    """The day of the signature; None where there is none."""
    for pattern, exact in ((_DAY, True), (_MONTH, False)):
        for line in signature(lines):
            match = pattern.search(fold(line))
            day = _date(match["y"], match["m"], match["d"] if exact else "1") if match else None
            if day is not None:
                return Signed(day, line, exact)
    return None


def without_signature(
    blocks: tuple[Block, ...], names: Iterable[str], day: date | None
) -> tuple[tuple[Block, ...], str]:
    """The blocks without the name and the day at their end, and the words that went; everything stays
    where it is not just one of the names, or names another day. `day` is None where the head of the
    page has none."""
    said = {fold(name) for name in names}
    kept, gone = list(blocks), list[str]()
    while len(kept) > 1 and kept[-1].kind is BlockKind.PARAGRAPH and len(gone) < 2:
        words = _STAMP.sub("", fold(kept[-1].whole))
        dated = _DAY.search(words)
        if dated and dated.end() == len(words):
            own = words[: dated.start()]
            if day is None or _date(dated["y"], dated["m"], dated["d"]) != day:
                break
            if own and own not in said:
                break
        elif words not in said:
            break
        gone.append(kept.pop().whole)
    return tuple(kept), " ".join(reversed(gone))


def _number(year: str) -> int:
    return int(year) if year.isdecimal() else int("".join(str(DIGITS.get(c, 0)) for c in year))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(_number(year), *(int(read_numeral(text) or text) for text in (month, day)))
    except (ValueError, TypeError):
        return None
