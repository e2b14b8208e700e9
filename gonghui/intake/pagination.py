"""Pagination: page numbers and lines of dashes that were copied along with a text."""

from __future__ import annotations

import itertools
import re

_NUMBER = re.compile(
    r"[-—–－·.~]{1,3}\s*[0-9]{1,4}\s*[-—–－·.~]{1,3}"
    r"|第\s*[0-9一二三四五六七八九十]{1,4}\s*页(?:\s*[,，/]?\s*[（(]?\s*共\s*[0-9一二三四五六七八九十]{1,4}\s*页\s*[）)]?)?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}\s*页?"
    r"|(?i:page)\s*[0-9]{1,4}(?:\s*(?i:of)\s*[0-9]{1,4})?"
)
_RULE = re.compile(r"(?:[-_=—–─━~*·.…\s]|\*){3,}")
_BARE = re.compile(r"[0-9]{1,3}")


def is_page_number(line: str) -> bool:
    """Whether a line is a page number in the usual dress: - 3 -, 第3页 共8页, 3/8."""
    return _NUMBER.fullmatch(line.strip()) is not None


def is_rule(line: str) -> bool:
    """Whether a line only parts what is above from what is below."""
    return _RULE.fullmatch(line.strip()) is not None


def bare_page_numbers(lines: list[str]) -> set[int]:
    """Where lines stand that are nothing but a number, and go 1, 2, 3 … through the text."""
    at = [index for index, line in enumerate(lines) if _BARE.fullmatch(line.strip())]
    numbers = [int(lines[index].strip()) for index in at]
    counting = len(at) >= 2 and all(b == a + 1 for a, b in itertools.pairwise(numbers))
    return set(at) if counting and numbers[0] <= 2 else set()
