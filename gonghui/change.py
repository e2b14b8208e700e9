"""Change: what became of a number, and what may honestly be said of it.

Source: contract.md §5. 不可比 and 增减不能判定 are answers; a missing figure is never taken as 0. Two
numbers make a change alike whether one unit reported them or many were added up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from .addition import nominal
from .figure import Figure, Interval, percent, rounded, summed
from .registry import Metric


class Outcome(StrEnum):
    """What came of a comparison; the value is the code in exports."""

    INCREASED = "increased"
    DECREASED = "decreased"
    UNCHANGED = "unchanged"
    BASE_ZERO = "base_zero"
    SIGN_CHANGE = "sign_change"
    NO_BASE = "no_base"
    NO_VALUE = "no_value"
    NOT_COMPARABLE = "not_comparable"
    RANGE = "range"
    UNDETERMINED = "undetermined"
    APPROXIMATE = "approximate"


OUTCOME_NAMES = {
    Outcome.INCREASED: "增加",
    Outcome.DECREASED: "减少",
    Outcome.UNCHANGED: "持平",
    Outcome.BASE_ZERO: "基数为零",
    Outcome.SIGN_CHANGE: "正负有变",
    Outcome.NO_BASE: "无可比基数",
    Outcome.NO_VALUE: "本期无数",
    Outcome.NOT_COMPARABLE: "不可比",
    Outcome.RANGE: "只知范围",
    Outcome.UNDETERMINED: "增减不能判定",
    Outcome.APPROXIMATE: "约数",
}

RATE_PLACES = 10  # decimals of exported rates and points, half-up
UNCOMPARED = (Outcome.NO_BASE, Outcome.NO_VALUE, Outcome.NOT_COMPARABLE)


@dataclass(frozen=True, kw_only=True)
class Change:
    """`difference` and its bounds are in the metric's unit of measure (for a ratio the bounds are in
    百分点); `rate` and its bounds in percent, `points` in 百分点, all unrounded. `base` is the figure
    computed on; `base_phrase` what it is called in a sentence, without 比: 上年同期, 2022年下半年.
    `reason` says in Chinese why there is no plain answer."""

    metric: Metric
    figure: Figure
    base: Figure | None
    base_phrase: str
    outcome: Outcome
    reason: str = ""
    difference: Decimal | None = None
    difference_low: Decimal | None = None
    difference_high: Decimal | None = None
    rate: Decimal | None = None
    rate_low: Decimal | None = None
    rate_high: Decimal | None = None
    points: Decimal | None = None
    rising: bool | None = None  # an approximate change whose direction is known all the same,
    level: bool = False  # unless there was none (至少300 beside 300)

    @property
    def computed(self) -> bool:
        """Whether two numbers were compared at all."""
        return self.outcome not in UNCOMPARED


C = TypeVar("C", bound=Change)


def measure(blank: C) -> C:
    """The change from `base` to `figure`, both numbers: outcome, difference, rate or points."""
    assert blank.base is not None
    return replace(blank, **measurement(blank.metric, blank.figure, blank.base))


def measurement(metric: Metric, figure: Figure, base: Figure) -> dict[str, Any]:
    """The same as what is to be filled in."""
    if figure.exact and base.exact and figure.value is not None and base.value is not None:
        return _exact(metric, figure.value, base.value)
    now, then = figure.interval, base.interval
    if now is None or then is None:
        return _approximate(metric, figure, base)
    low, high = _minus(now.lower, then.upper), _minus(now.upper, then.lower)
    if (low is None or low < 0) and (high is None or high > 0):
        return _bounded(metric, Outcome.UNDETERMINED, low, high, now, then)
    if low is None or high is None:
        end, open_ = (low, now.lower_open or then.upper_open)
        if high is not None:
            end, open_ = (high, now.upper_open or then.lower_open)
        level = end == 0 and not open_
        found = _approximate(metric, figure, base)
        return found | {"rising": high is None, "level": level}
    return _bounded(metric, Outcome.RANGE, low, high, now, then)


def _exact(metric: Metric, value: Decimal, base: Decimal) -> dict[str, Any]:
    difference = summed((value, base.copy_negate()))
    small = rounded(difference, metric.decimals) == 0
    grown = Outcome.INCREASED if difference > 0 else Outcome.DECREASED
    if metric.is_ratio:
        outcome = Outcome.BASE_ZERO if base == 0 and value > 0 else grown
        return {"outcome": Outcome.UNCHANGED if small else outcome, "points": difference}
    if small:
        outcome = Outcome.UNCHANGED
    elif base == 0 and value > 0:
        outcome = Outcome.BASE_ZERO
    else:
        outcome = Outcome.SIGN_CHANGE if base < 0 or value < 0 else grown
    rate = percent(difference, base) if base > 0 and value >= 0 else None
    return {"outcome": outcome, "difference": difference, "rate": rate}


def _approximate(metric: Metric, figure: Figure, base_: Figure) -> dict[str, Any]:
    base, now = nominal(base_), nominal(figure)
    difference = summed((now, base.copy_negate()))
    if metric.is_ratio:
        return {"outcome": Outcome.APPROXIMATE, "points": difference}
    rate = percent(difference, base) if base > 0 and now >= 0 else None
    return {"outcome": Outcome.APPROXIMATE, "difference": difference, "rate": rate}


def _bounded(
    metric: Metric,
    outcome: Outcome,
    low: Decimal | None,
    high: Decimal | None,
    now: Interval,
    then: Interval,
) -> dict[str, Any]:
    result = {"outcome": outcome, "difference_low": low, "difference_high": high}
    if metric.is_ratio:
        return result
    if now.lower is None or now.lower < 0 or then.lower is None or then.lower < 0:
        return result
    rates = (_growth(now.lower, then.upper), _growth(now.upper, then.lower))
    return result | {"rate_low": rates[0], "rate_high": rates[1]}


def _growth(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    if value is None or base is None or base == 0:
        return None
    return percent(summed((value, base.copy_negate())), base)


def _minus(one: Decimal | None, two: Decimal | None) -> Decimal | None:
    return None if one is None or two is None else summed((one, two.copy_negate()))
