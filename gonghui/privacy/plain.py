"""Plain: a text as a reader sees it: without what has no width, entities and full-width forms as plain
characters, traditional ones of a few words as simplified; with the way back to its places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ..lookalike import UNSEEN
from .digits import unescaped

_SIMPLE = tuple(zip("祕機絕內資參", "秘机绝内资参", strict=True))
# full-width forms but for ，：；！？（）＊, by which sentences are parted
_WIDE = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\uff02-\uff07\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e]"
)


@lru_cache(maxsize=2)  # a text is looked through for several things
def plain(text: str) -> tuple[str, Sequence[int]]:
    """The text and, for each of its places and its end, the place in the one given."""
    text = unescaped(text)
    for traditional, simple in _SIMPLE:
        text = text.replace(traditional, simple)
    text = _WIDE.sub(_folded, text)
    if not UNSEEN.search(text):
        return text, range(len(text) + 1)
    places = [place for place, char in enumerate(text) if not UNSEEN.match(char)]
    return "".join(text[place] for place in places), [*places, len(text)]


def _folded(match: re.Match[str]) -> str:
    folded = unicodedata.normalize("NFKC", match[0])
    return match[0] if len(folded) != 1 else folded
