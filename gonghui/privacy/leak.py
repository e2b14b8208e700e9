"""Leak: a number of a person in a text, and the text without it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .bank_card import bank_cards_in
from .digits import unescaped
from .identity_card import identity_cards_in
from .mobile import mobiles_in


class Kind(StrEnum):
    """What was found; the value is the code of the check-up."""

    IDENTITY_CARD = "id-card"
    BANK_CARD = "bank-card"
    MOBILE = "mobile"


KIND_NAMES = {
    Kind.IDENTITY_CARD: "身份证号",
    Kind.BANK_CARD: "银行卡号",
    Kind.MOBILE: "手机号",
}
_WINDOW, _AROUND = (
    200_000,
    1_000,
)  # characters; the longest number, spelt out, and what says what it is
# in this order: what is one number is not told as another
_SEARCHES: dict[Kind, Callable[[str], Iterator[tuple[int, int]]]] = {
    Kind.IDENTITY_CARD: identity_cards_in,
    Kind.BANK_CARD: bank_cards_in,
    Kind.MOBILE: mobiles_in,
}


@dataclass(frozen=True)
class Leak:
    """A number from `start` to `end` of a text. `veiled` shows its first three and last two places, so
    that logs do not keep the rest."""

    kind: Kind
    start: int
    end: int
    veiled: str


def leaks_in(text: str) -> list[Leak]:
    """Every number of a person in a text, in its order; none overlaps another. A long text is looked
    through in windows, each with what stands around it: one line of it may be of any length."""
    found: list[Leak] = []
    for start in range(0, len(text), _WINDOW):
        low, high = max(0, start - _AROUND), start + _WINDOW
        for leak in _leaks(text[low : high + _AROUND]):
            if start <= low + leak.start < high and (
                not found or found[-1].end <= low + leak.start
            ):
                found.append(replace(leak, start=low + leak.start, end=low + leak.end))
    return found


def _leaks(text: str) -> list[Leak]:
    found: list[Leak] = []
    text = unescaped(text)
    taken: list[tuple[int, int]] = []
    for kind, search in _SEARCHES.items():
        for start, end in search(text):
            at = bisect_left(taken, (start, end))
            after_last = at == 0 or taken[at - 1][1] <= start
            if after_last and (at == len(taken) or end <= taken[at][0]):
                taken.insert(at, (start, end))
                found.append(Leak(kind, start, end, _veil(kind, text[start:end])))
    return sorted(found, key=lambda leak: leak.start)


def masked(text: str) -> str:
    """The text with every such number veiled."""
    for leak in reversed(leaks_in(text)):
        text = f"{text[: leak.start]}{leak.veiled}{text[leak.end :]}"
    return text


def _veil(kind: Kind, written: str) -> str:
    shown = [char for char in written if char.isalnum()]
    if kind is Kind.MOBILE:
        shown = shown[-11:]  # without the country's prefix
    return f"{''.join(shown[:3])}{'*' * max(6, len(shown) - 5)}{''.join(shown[-2:])}"
