"""Growth: the average change a year between two periods, a year or several apart.

Geometric, as 两年平均 and 年均增长 are: the yearly rate that leads from the first figure to the last.
Source: contract.md §5; the statistical bureau's rule of 2021 for the two-year average.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from .change import Change, Outcome
from .figure import PRECISION, plain
from .period import Period

SURE = 40  # digits of a root that are right whatever its last ones are
HUNDRED = Decimal(100)
_COMPUTED = (
    Outcome.INCREASED,
    Outcome.DECREASED,
    Outcome.UNCHANGED,
    Outcome.RANGE,
    Outcome.UNDETERMINED,
    Outcome.APPROXIMATE,
)


@dataclass(frozen=True)
class Growth:
    """`rate` and its bounds are percent a year, `points` 百分点 a year, all unrounded; of a change with
    bounds only these are known, of an approximate one `rate` is about. `reason` says in Chinese why
    there is none."""

    change: Change
    years: int
    rate: Decimal | None = None
    rate_low: Decimal | None = None
    rate_high: Decimal | None = None
    points: Decimal | None = None
    reason: str = ""


def years_between(base: Period, period: Period) -> int:
    """How many years lie between two periods of one kind and slot."""
    return (period.last_year or 0) - (base.last_year or 0)


def average_growth(change: Change, years: int) -> Growth:
    """The average growth a year of a change over so many years, at least one."""
    if change.outcome not in _COMPUTED:
        return Growth(change, years, reason=change.reason or "基数为零或者正负有变，不计算年均增长")
    if change.metric.is_ratio:
        if change.points is None:
            return Growth(change, years, reason="只知范围，不计算年均")
        with localcontext(Context(prec=PRECISION)):
            return Growth(change, years, points=plain(change.points / years))
    rate = _yearly(change.rate, years)
    low, high = _yearly(change.rate_low, years), _yearly(change.rate_high, years)
    if rate is None and (low is None or high is None):
        return Growth(change, years, reason="基数为零或者没有界限，不计算年均增长")
    return Growth(change, years, rate, low, high)


def _yearly(rate: Decimal | None, years: int) -> Decimal | None:
    """The yearly rate, in percent, of a whole one; None where there is none."""
    if rate is None or rate < -HUNDRED:
        return None
    with localcontext(Context(prec=PRECISION)):
        times = 1 + rate / HUNDRED
        root = times ** (Decimal(1) / years) if times else Decimal(0)
    with localcontext(Context(prec=SURE)):
        return plain((+root - 1) * HUNDRED)
