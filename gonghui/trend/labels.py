"""Labels: short names of periods, how wide a text is, and which labels have room beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from ..period import Kind, Period

SIZE = 19  # the greatest size at which a chart's text is set, in units of its viewBox (trend.css)
GAP = 8  # between two labels
_LATIN, _LAST_LATIN = 0.6, 0x2E7F  # an em of digits and letters; what is beyond is a full em wide
_QUARTERS = "零一二三四"


def width(text: str) -> float:
    """How wide a text is at most, in units of the viewBox; fonts differ by a little."""
    return SIZE * sum(_LATIN if ord(char) <= _LAST_LATIN else 1 for char in text)


def short_name(period: Period) -> str:
    """A period as an axis names it: 2019, 2019上, 2019一季, 2019-05, 2019前9月, 22-23上."""
    name = _NAMES.get(period.kind)
    return name(period) if name else f"{period.last_year}"


def thinned(names: Sequence[str], step: float, cycle: int = 1) -> list[int]:
    """Which of so many labels, a step apart, are shown so that none touches another: the last one,
    every nth before it, and the first where there is room. `cycle` is how many make a year: the
    labels fall on the same months of each."""
    if not names:
        return []
    room = max(map(width, names)) + GAP
    every = next(n for n in _strides(cycle) if n * step >= room)
    shown = list(range(len(names) - 1, -1, -every))[::-1]
    if shown[0] != 0 and shown[0] * step >= room:
        shown.insert(0, 0)
    return shown


def _strides(cycle: int) -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 … years, and before them what divides a year."""
    yield from (n for n in range(1, cycle) if cycle % n == 0)
    for exponent in count():
        yield from (cycle * digit * 10**exponent for digit in (1, 2, 5))


def _school_year(period: Period) -> str:
    year = period.year or 0
    return f"{year % 100:02}-{(year + 1) % 100:02}"


_NAMES: dict[Kind, Callable[[Period], str]] = {
    Kind.HALF: lambda p: f"{p.year}{'上' if p.slot == 1 else '下'}",
    Kind.QUARTER: lambda p: f"{p.year}{_QUARTERS[p.slot]}季",
    Kind.MONTH: lambda p: f"{p.year}-{p.slot:02}",
    Kind.YTD: lambda p: f"{p.year}前{p.slot}月",
    Kind.TERM: lambda p: f"{_school_year(p)}{'上' if p.slot == 1 else '下'}",
    Kind.SCHOOL_YEAR: lambda p: f"{p.year}-{((p.year or 0) + 1) % 100:02}",
}
