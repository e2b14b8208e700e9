"""Lookalike: what is not what it looks like: characters that nobody sees, that turn the order of others,
or that stand for a letter or digit of another script.

Sources: Unicode's bidirectional algorithm (UAX 9) and security mechanisms (UTS 39); of the latter's
confusables those that a Chinese name may hold.
"""

from __future__ import annotations

import re
import unicodedata

# They turn the order of what follows, or say words that no page shows (tags).
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\U000e0000-\U000e007f]")
# What a name may not hold either: no width, or an empty shape.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_FOREIGN = dict(zip("АВСЕНІЈКМОРЅТХУасеіјорѕхуԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονɑɡⅼ", "ABCEHIJKMOPSTXYaceijopsxydhABEZHIKMNOPTYXovagl", strict=True))  # fmt: skip
FOREIGN = re.compile(f"[{''.join(_FOREIGN)}]")
# One shape in most fonts, or told apart only side by side.
_SHAPES = str.maketrans(
    {
        **_FOREIGN,
        **dict(
            zip("曰囗巳已夂亼丨丶㇐ー一-〇○OolI|", "日口己己夊亽1、一一一一0000111", strict=True)
        ),
        **dict.fromkeys("·・•‧∙⋅․｡。.", "·"),
    }
)


def foreign_as(char: str) -> str:
    """The Latin letter that a letter of another script looks like."""
    return _FOREIGN[char]


def skeleton(name: str) -> str:
    """The same for two names that a reader takes for one another."""
    shown = unicodedata.normalize("NFKC", UNSEEN.sub("", name)).translate(_SHAPES)
    letters = (c for c in unicodedata.normalize("NFD", shown) if unicodedata.category(c) != "Mn")
    return "".join(c for c in letters if not c.isspace()).casefold()
