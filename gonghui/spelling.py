"""How people spell names: the folding under which two spellings are one, and the nearest name."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

CLOSE = 0.5  # how much of two names must agree, from 0 to 1
LONGEST = 60  # no name is longer, and looking for one would only take time
_SPACE = re.compile(r"\s+")
_UNEVEN = re.compile(r"[\s–—―−－～〜]")
_DASHES = str.maketrans({"–": "-", "—": "-", "―": "-", "−": "-", "－": "-", "～": "~", "〜": "~"})


def fold(text: str) -> str:
    """The text after NFKC, without white space, with one kind of dash and of tilde.

    Two names with one fold are the same name: full-width letters, digits and brackets, and
    spaces that a word processor put between Chinese characters, make no difference.
    """
    if text.isascii() and " " not in text and "\t" not in text and "\n" not in text:
        return text
    if unicodedata.is_normalized("NFKC", text) and not _UNEVEN.search(text):
        return text
    return _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_DASHES))).translate(_DASHES)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, the first of equals; None where none is like it at all."""
    names = list(dict.fromkeys(known))
    folded = fold(word).lower()
    if len(folded) > LONGEST:
        return None
    best, score = None, 0.0
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(folded)  # what a matcher prepares, it prepares for its second text
    for name in names:
        matcher.set_seq1(name)
        enough = max(CLOSE, score)
        if matcher.real_quick_ratio() < enough or matcher.quick_ratio() < enough:
            continue
        ratio = matcher.ratio()
        if ratio >= CLOSE and ratio > score and _alike(folded, name):
            best, score = name, ratio
    if best is not None:
        return best
    contained = [name for name in names if folded and (folded in name or name in folded)]
    return min(contained, key=lambda name: abs(len(name) - len(folded)), default=None)


def _alike(word: str, name: str) -> bool:
    """Whether two names are like each other in what tells them apart: 白沙镇总工会 and 芙蓉镇总工会 have
    but their ending in common."""
    start = _shared(word, name)
    end = _shared(word[start:][::-1], name[start:][::-1])
    one, two = word[start : len(word) - end], name[start : len(name) - end]
    return min(len(one), len(two)) < 2 or not set(one).isdisjoint(two)


def _shared(one: str, two: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(two)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or nothing."""
    name = nearest(word, known)
    return f"是不是“{name}”？" if name else ""
