"""Signing: the name and the day at the end of a text."""

from __future__ import annotations

import itertools
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
_BELOW = 3  # lines below a title that may name unit and day


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
    """The day of the signature, or of one below the title; None where there is none."""
    below = [line for line in lines[:_BELOW] if _DAY.fullmatch(_bare(line))]
    for pattern, exact in ((_DAY, True), (_MONTH, False)):
        for line in [*signature(lines), *(below if exact else [])]:
            match = pattern.search(fold(line))
            day = _date(match["y"], match["m"], match["d"] if exact else "1") if match else None
            if day is not None:
                return Signed(day, line, exact)
    return None


def without_signature(
    blocks: tuple[Block, ...], names: Iterable[str], day: date | None
) -> tuple[tuple[Block, ...], str]:
    """The blocks without the name and the day at their end or below the title, and the words that
    went; what is not just one of the names, or names another day, stays, and so does the day below
    somebody else's name. `day` is None where the head of the page has none."""
    said = {fold(name) for name in names}
    said |= {f"{name}委员会" for name in said if name.endswith("工会")}

    def is_held(block: Block) -> bool:
        return block.kind is BlockKind.PARAGRAPH and _is_held(_bare(block.whole), said, day)

    lines = itertools.takewhile(lambda block: signature([block.whole]), blocks[:_BELOW])
    above = [block for block in lines if is_held(block)]
    kept = [block for block in blocks if not any(block is one for one in above)]
    below: list[Block] = []
    while len(kept) > 1 and is_held(kept[-1]) and len(below) < 2:
        below.append(kept.pop())
    if len(below) == 1 and kept and signature([kept[-1].whole]):  # of another
        kept += [below.pop()]
    gone = dict.fromkeys(block.whole for block in (*above, *reversed(below)))
    return tuple(kept), " ".join(gone)


def _is_held(words: str, names: set[str], day: date | None) -> bool:
    """Whether a line is one of the names, the day or its month, or a name and the day."""
    dated = _DAY.search(words)
    if dated and dated.end() == len(words):
        own = words[: dated.start()]
        said = _date(dated["y"], dated["m"], dated["d"])
        return day is not None and said == day and (not own or own in names)
    month = _MONTH.fullmatch(words)
    if month:
        return day is not None and _date(month["y"], month["m"], "1") == day.replace(day=1)
    return words in names


def _bare(line: str) -> str:
    """A line of a signature without stamp, blanks and brackets."""
    return _STAMP.sub("", fold(line)).strip("()[]【】")


def _number(year: str) -> int:
    return int(year) if year.isdecimal() else int("".join(str(DIGITS.get(c, 0)) for c in year))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(_number(year), *(int(read_numeral(text) or text) for text in (month, day)))
    except (ValueError, TypeError):
        return None
