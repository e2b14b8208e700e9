"""Plain: a text as a reader sees it: without what has no width, entities and full-width forms as plain
characters, traditional ones of a few words as simplified; with the way back to its places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ..lookalike import UNSEEN
from .digits import unescaped

_SIMPLE = str.maketrans("祕機絕內資參", "秘机绝内资参")
_WIDE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\uff01-\uff5e]")


def plain(text: str) -> tuple[str, Sequence[int]]:
    """The text and, for each of its places and its end, the place in the one given."""
    text = _WIDE.sub(_folded, unescaped(text).translate(_SIMPLE))
    if not UNSEEN.search(text):
        return text, range(len(text) + 1)
    places = [place for place, char in enumerate(text) if not UNSEEN.match(char)]
    return "".join(text[place] for place in places), [*places, len(text)]


def _folded(match: re.Match[str]) -> str:
    folded = unicodedata.normalize("NFKC", match[0])
    keep = len(folded) != 1 or match[0] in "，：；！？（）＊"  # sentences are parted by these
    return match[0] if keep else folded
