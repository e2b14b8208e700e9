"""Figure: a number as a report writes it, with its qualifier, bounds, unit of measure and parts.

Source: contract.md §3. A figure is never just a number: 500多名 is more than 500 and fewer than
600, 80%以上 includes 80, 未报 is not 0. Values and bounds are exact decimals in the unit as written,
with 万 and 亿 multiplied out (五万余元 is 50000 元).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from .spelling import fold

KEPT = 2**15  # numbers that a site shows again and again: on a page, in its CSV, in the exports
PRECISION = 50  # significant digits of a quotient: far beyond any rounding that is shown
_EXACT = Context(prec=PRECISION)


class Qualifier(StrEnum):
    """How exactly a figure is meant; the value is the code in exports."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    APPROX = "approx"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    RANGE = "range"
    FREQUENCY = "frequency"


class State(StrEnum):
    """Why a figure has no value. Four different things; none of them is 0."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    MASKED = "masked"
    BELOW_UNIT = "below_unit"


STATE_NAMES = {
    State.NOT_REPORTED: "未报",
    State.NOT_APPLICABLE: "不适用",
    State.MASKED: "隐去",
    State.BELOW_UNIT: "不足最小单位",
}


class FigureError(ValueError):
    """A text that is no figure; the message says in Chinese what is wrong and what to write."""


class Interval(NamedTuple):
    """Where the true value lies; None is no bound. An exact value is an interval of one point."""

    lower: Decimal | None
    upper: Decimal | None
    lower_open: bool = False
    upper_open: bool = False


@dataclass(frozen=True)
class Figure:
    """One figure.

    `value` is the number itself, None for a range, a frequency or a state; `lower` and `upper` are the
    bounds that the qualifier implies, None where there is none; a fraction keeps `numerator` and
    `denominator` and its value is percent. `unit` is the word of measure as written ("" for none).
    """

    as_written: str
    value: Decimal | None = None
    qualifier: Qualifier | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_open: bool = False
    upper_open: bool = False
    state: State | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unit: str = ""
    scaled: bool = False  # 万 or 亿 was written

    @property
    def exact(self) -> bool:
        return self.qualifier is Qualifier.EXACT

    @property
    def is_number(self) -> bool:
        """Whether a quantity is written at all: not a state, not a frequency."""
        return self.value is not None or self.qualifier is Qualifier.RANGE

    @property
    def interval(self) -> Interval | None:
        """Where the true value lies; None where nothing bounds it (约, a frequency, a state)."""
        if self.exact:
            return Interval(self.value, self.value)
        if not self.is_number or self.qualifier is Qualifier.APPROX:
            return None
        return Interval(self.lower, self.upper, self.lower_open, self.upper_open)

    def times(self, factor: Decimal) -> Figure:
        """The same figure in another unit of measure: value and bounds multiplied."""

        def scale(number: Decimal | None) -> Decimal | None:
            return None if number is None else plain(number * factor)

        return replace(
            self, value=scale(self.value), lower=scale(self.lower), upper=scale(self.upper)
        )

    def capped(self, cap: Decimal | None) -> Figure:
        """The same figure with an open upper end closed at the metric's cap (80%以上: [80, 100])."""
        open_end = self.upper is None and self.qualifier in (
            Qualifier.AT_LEAST,
            Qualifier.MORE_THAN,
        )
        return replace(self, upper=cap) if open_end and cap is not None else self

    def __str__(self) -> str:
        """The figure in one plain notation; reading it again gives the same figure."""
        if self.state:
            return STATE_NAMES[self.state]
        if self.qualifier is Qualifier.FREQUENCY:
            return fold(self.as_written)
        if self.numerator is not None and self.denominator is not None:
            return f"{self.numerator:f}/{self.denominator:f}"
        if self.qualifier is Qualifier.RANGE:
            return f"{self.lower:f}~{self.upper:f}{self.unit}"
        number = f"{self.value:f}"
        if self.qualifier is Qualifier.MORE_THAN and self.upper_open:
            return f"{number}余{self.unit}"
        return f"{_PREFIXES.get(self.qualifier, '')}{number}{self.unit}"


_PREFIXES: dict[Qualifier | None, str] = {
    Qualifier.MORE_THAN: "超过",
    Qualifier.AT_LEAST: "至少",
    Qualifier.APPROX: "约",
    Qualifier.LESS_THAN: "不足",
    Qualifier.AT_MOST: "不超过",
}


def fraction(numerator: Decimal, denominator: Decimal, written: str = "") -> Figure:
    """The exact percentage that a numerator and a denominator make; both are kept.

    Raises FigureError where the denominator is 0.
    """
    if denominator == 0:
        raise FigureError(f"“{written}”的分母是0，算不出比率。不适用请写“不适用”。")
    return Figure(
        written or f"{numerator:f}/{denominator:f}",
        percent(numerator, denominator),
        Qualifier.EXACT,
        numerator=numerator,
        denominator=denominator,
        unit="%",
    )


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """part ÷ whole in percent, to 50 significant digits."""
    return plain(_EXACT.divide(_EXACT.multiply(part, 100), whole))


@lru_cache(maxsize=KEPT)
def plain(number: Decimal) -> Decimal:
    """The number without trailing zeros and without an exponent: 5.20E+4 → 52000."""
    normal = number.normalize(_EXACT)
    exponent = normal.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return normal.quantize(Decimal(1), context=Context(prec=PRECISION + exponent))
    return normal or Decimal(0)


def summed(numbers: Iterable[Decimal]) -> Decimal:
    """The exact sum: figures of twenty digits and 亿 are longer than Python's usual 28."""
    total = Decimal(0)
    for number in numbers:
        total = _EXACT.add(total, number)
    return plain(total)


@lru_cache(maxsize=KEPT)
def rounded(number: Decimal, places: int) -> Decimal:
    """The number to so many places, half-up: the only rounding, done where a number is shown."""
    with localcontext(Context(prec=PRECISION * 2)):
        result = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return result if result else abs(result)
