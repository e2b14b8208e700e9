"""Scale: the numbers on a vertical axis, and how high a value lies between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext

from ..figure import plain

MOST_TICKS, LEAST_TICKS = 5, 3
_STEPS = tuple(map(Decimal, ("1", "2", "2.5", "5")))
_FLAT = Decimal("0.8")  # data within their upper fifth would be a flat line above 0
_ARITHMETIC = Context(prec=100)  # a figure has 30 digits at most
_LONGEST = 14  # characters of a tick's number; beyond, it is counted in 亿
_EIGHT = 8  # 亿 is ten to the eighth


@dataclass(frozen=True)
class Scale:
    """`ticks` from the lowest to the highest, evenly spaced, round numbers; every value lies between."""

    ticks: tuple[Decimal, ...]

    @property
    def starts_at_zero(self) -> bool:
        """Whether 0 is on the axis, so that heights may be compared with one another."""
        return Decimal(0) in self.ticks

    def share(self, value: Decimal) -> Decimal:
        """How far up the axis a value lies: 0 at the lowest tick, 1 at the highest."""
        with localcontext(_ARITHMETIC):
            low, high = self.ticks[0], self.ticks[-1]
            return (value - low) / (high - low)

    @property
    def labels(self) -> tuple[str, ...]:
        """The ticks' numbers with thousands separators and equal decimals: 0, 2.5, 5.0."""
        return self._labels[1]

    @property
    def counted_in(self) -> str:
        """亿 for each eight places that the labels leave out; "" as a rule."""
        return "亿" * self._labels[0]

    @property
    def _labels(self) -> tuple[int, tuple[str, ...]]:
        choices = [(power, self._labelled(power)) for power in range(4)]
        for power, labels in choices:
            if max(map(len, labels)) <= _LONGEST:
                return power, labels
        return min(choices, key=lambda choice: max(map(len, choice[1])))

    def _labelled(self, power: int) -> tuple[str, ...]:
        with localcontext(_ARITHMETIC):
            numbers = [plain(tick.scaleb(-_EIGHT * power)) for tick in self.ticks]
            places = max(_places(number) for number in numbers)
            return tuple("0" if n == 0 else f"{n:,.{places}f}" for n in numbers)


def scale_of(values: Iterable[Decimal], *, whole: bool = False) -> Scale:
    """The scale that covers all values with three to five ticks. It begins at 0 unless the values
    would be a flat line far from it; `whole` allows no tick between whole numbers."""
    with localcontext(_ARITHMETIC):
        found = list(values)
        low, high = min(found), max(found)
        if low == high or not _far(low, high):
            low, high = min(low, Decimal(0)), max(high, Decimal(0))
        step = _step(low, high, whole)
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        last = max(last, first + LEAST_TICKS - 1)
        ticks = tuple(plain(step * n) for n in range(int(first), int(last) + 1))
    return Scale(ticks)


def _far(low: Decimal, high: Decimal) -> bool:
    """Whether all values lie on one side of 0 and differ by less than a fifth of the greatest."""
    return low > _FLAT * high if low > 0 else high < _FLAT * low if high < 0 else False


def _step(low: Decimal, high: Decimal, whole: bool) -> Decimal:
    """The smallest round step that needs no more ticks than there may be."""
    if low == high:
        return Decimal(1)
    exponent = ((high - low) / MOST_TICKS).adjusted()
    while True:
        for digit in _STEPS:
            step = digit.scaleb(exponent)
            if whole and step != step.to_integral_value():
                continue
            first = (low / step).to_integral_value(ROUND_FLOOR)
            last = (high / step).to_integral_value(ROUND_CEILING)
            if last - first < MOST_TICKS:
                return step
        exponent += 1


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
