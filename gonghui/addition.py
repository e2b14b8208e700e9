"""Addition: several units' figures of one metric put together.

Source: contract.md §5 (totals over units, merged units). Counts are summed with their bounds, ratios
recomputed from the summed parts, never averaged. What cannot be put together honestly is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from .figure import Figure, Qualifier, fraction, plain, summed
from .registry import Metric
from .registry.metric import Aggregation

ZERO = Decimal(0)


def added(figures: Sequence[Figure], metric: Metric) -> Figure | None:
    """One figure in the metric's unit of measure. None where there is nothing to add, where the metric
    is not added up over units, and for ratios without numerator and denominator.

    The figures are numbers held in the metric's unit. Of exact ones the sum is exact; a known bound
    of every figure makes a bound of the sum; one 约 among them makes the whole 约.
    """
    if not figures or metric.across_units is Aggregation.NONE:
        return None
    if metric.is_ratio:
        return recomputed(figures)
    if all(figure.exact for figure in figures):
        total = _sum(figure.value for figure in figures)
        return Figure(f"{total:f}", total, Qualifier.EXACT, unit=metric.unit)
    if len(figures) == 1:
        return figures[0]
    return _inexact(figures, metric.unit)


def recomputed(figures: Sequence[Figure]) -> Figure | None:
    """The rate of all: summed numerators over summed denominators."""
    numerators = [figure.numerator for figure in figures if figure.exact]
    denominators = [figure.denominator for figure in figures if figure.exact]
    complete = len(numerators) == len(figures) and None not in (*numerators, *denominators)
    if not complete or _sum(denominators) == 0:
        return None
    return fraction(_sum(numerators), _sum(denominators))


def spread(figures: Sequence[Figure], metric: Metric) -> Figure | None:
    """Within which bounds the rate of all lies where only rates are known: those of the lowest and the
    highest. None where a rate has no bounds."""
    intervals = [figure.interval for figure in figures]
    lows = [i.lower for i in intervals if i and i.lower is not None]
    highs = [i.upper for i in intervals if i and i.upper is not None]
    if not figures or len(lows) < len(figures) or len(highs) < len(figures):
        return None
    low, high = min(lows), max(highs)
    if low == high:
        return Figure(f"{low:f}", low, Qualifier.EXACT, unit=metric.unit)
    return _range(low, high, metric.unit)


def _inexact(figures: Sequence[Figure], unit: str) -> Figure:
    intervals = [figure.interval for figure in figures]
    bounds = [i for i in intervals if i]
    lows, highs = [i.lower for i in bounds], [i.upper for i in bounds]
    low = _sum(lows) if len(bounds) == len(figures) and None not in lows else None
    high = _sum(highs) if len(bounds) == len(figures) and None not in highs else None
    low_open, high_open = any(i.lower_open for i in bounds), any(i.upper_open for i in bounds)
    if low is not None and high is not None:
        return _range(low, high, unit, low_open, high_open)
    if low is not None:
        kind, written = (
            (Qualifier.MORE_THAN, f"超过{low:f}")
            if low_open
            else (Qualifier.AT_LEAST, f"至少{low:f}")
        )
        return Figure(written, low, kind, lower=low, lower_open=low_open, unit=unit)
    if high is not None:
        kind, written = (
            (Qualifier.LESS_THAN, f"不足{high:f}")
            if high_open
            else (Qualifier.AT_MOST, f"不超过{high:f}")
        )
        return Figure(written, high, kind, upper=high, upper_open=high_open, unit=unit)
    total = _sum(nominal(figure) for figure in figures)
    return Figure(f"约{total:f}", total, Qualifier.APPROX, unit=unit)


def nominal(figure: Figure) -> Decimal:
    """The number itself; of a range its middle."""
    if figure.value is not None:
        return figure.value
    return plain(summed((figure.lower or ZERO, figure.upper or ZERO)) / 2)


def _range(
    low: Decimal, high: Decimal, unit: str, low_open: bool = False, high_open: bool = False
) -> Figure:
    return Figure(
        f"{low:f}~{high:f}",
        None,
        Qualifier.RANGE,
        lower=low,
        upper=high,
        lower_open=low_open,
        upper_open=high_open,
        unit=unit,
    )


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return summed(number or ZERO for number in numbers)
