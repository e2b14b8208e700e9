"""Quantity: the number at the start of a text, Arabic or Chinese, with 万 and 亿 multiplied out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..figure import plain
from .numeral import CHARACTERS, read_numeral

SCALE_WORDS = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
SCALE = "|".join(SCALE_WORDS)
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_HAN = rf"(?:(?!百分[点之])[{CHARACTERS}])+"  # 百分点 is a unit of measure
_NUMBER = re.compile(
    rf"(?P<arabic>{ARABIC})(?P<scales>(?:(?!百分[点之])(?:{SCALE}))?)"
    rf"(?P<tail>(?:{ARABIC}(?:{SCALE}))*)(?P<ones>(?:[0-9]{{2,4}}(?:\.[0-9]+)?(?![0-9,.]))?)"
    rf"|(?P<han>{_HAN}(?:点{_HAN})?)"
)
_TAIL = re.compile(rf"({ARABIC})({SCALE})")


@dataclass(frozen=True)
class Quantity:
    """`scale` is what 万, 亿 multiplied an Arabic number by, 1 for none; `end` how many characters
    were read; `scaled` whether 万 or 亿 was written."""

    value: Decimal
    scale: int
    end: int
    scaled: bool


def arabic(text: str) -> Decimal:
    """The value of a text that matches ARABIC."""
    return Decimal(text.replace(",", ""))


def read_quantity(text: str) -> Quantity | None:
    """The number at the start of the text; None where there is none."""
    match = _NUMBER.match(text)
    if not match:
        return None
    if match["han"]:
        han = read_numeral(match["han"])
        scaled = any(c in "万亿" for c in match["han"])
        return None if han is None else Quantity(han, 1, match.end(), scaled)
    value = arabic(match["arabic"])
    end = match.end("scales")
    if not match["scales"]:
        return Quantity(value, 1, end, False)
    scale = last = SCALE_WORDS[match["scales"]]
    value *= scale
    for amount, word in _TAIL.findall(match["tail"]):  # 1亿2000万
        part = arabic(amount) * SCALE_WORDS[word]
        if SCALE_WORDS[word] >= last or part >= last:
            return None
        value, last, scale = value + part, SCALE_WORDS[word], 1
        end = match.end("tail")
    if match["ones"]:  # 12万3456; 1万5 says 15000 to one and 10005 to another
        if arabic(match["ones"]) >= last:
            return None
        value, scale, end = value + arabic(match["ones"]), 1, match.end("ones")
    return Quantity(plain(value), scale, end, True)
