"""How people spell names: the folding under which two spellings are one, and the nearest name."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_SPACE = re.compile(r"\s+")
_DASHES = str.maketrans({"–": "-", "—": "-", "―": "-", "−": "-", "－": "-", "～": "~", "〜": "~"})


def fold(text: str) -> str:
    """The text after NFKC, without white space, with one kind of dash and of tilde.

    Two names with one fold are the same name: full-width letters, digits and brackets, and
    spaces that a word processor put between Chinese characters, make no difference.
    """
    if text.isascii() and " " not in text and "\t" not in text and "\n" not in text:
        return text
    return _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_DASHES))).translate(_DASHES)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, or None where none is like it at all."""
    names = list(dict.fromkeys(known))
    folded = fold(word).lower()
    contained = [name for name in names if folded and (folded in name or name in folded)]
    close = difflib.get_close_matches(folded, names, n=1, cutoff=0.5)
    if close:
        return close[0]
    return min(contained, key=lambda name: abs(len(name) - len(folded))) if contained else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or nothing."""
    name = nearest(word, known)
    return f"是不是“{name}”？" if name else ""
