"""Comparison: one observation against its base, and what may honestly be said of the change.

Source: contract.md §5. 不可比 and 增减不能判定 are answers; a missing figure is never taken as 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from .bases import Basis, bases_of, break_between, find_base, other_scope
from .corpus import Corpus
from .figure import STATE_NAMES, Figure, Interval, Qualifier, percent, plain, rounded
from .period import Period
from .registry.unit import scope_name
from .summary.observation import Observation


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


@dataclass(frozen=True)
class Comparison:
    """One result. `difference` and its bounds are in the metric's unit of measure (for a ratio the
    bounds are in 百分点); `rate` and its bounds in percent, `points` in 百分点, all unrounded.
    `base` is the figure computed on: the restated one where `restated`, a derived one (year − H1)
    where `derived`. `reason` says in Chinese why there is no plain answer."""

    observation: Observation
    basis: Basis
    base_period: Period | None
    base: Figure | None
    outcome: Outcome
    reason: str = ""
    difference: Decimal | None = None
    difference_low: Decimal | None = None
    difference_high: Decimal | None = None
    rate: Decimal | None = None
    rate_low: Decimal | None = None
    rate_high: Decimal | None = None
    points: Decimal | None = None
    derived: bool = False
    restated: bool = False
    published_base: Figure | None = None
    published_derived: bool = False
    rising: bool | None = None  # an approximate change whose direction is known all the same,
    level: bool = False  # unless there was none (至少300 beside 300)

    @property
    def base_phrase(self) -> str:
        """What the base is called in a sentence, without 比: 上年同期, 2022年下半年, 上年末."""
        match self.basis:
            case Basis.YOY:
                return self.observation.period.year_before_phrase
            case Basis.SINCE_YEAR_END:
                return "上年末"
        return self.base_period.name if self.base_period else ""


def comparisons_of(corpus: Corpus, observation: Observation) -> list[Comparison]:
    """One result for each basis that the observation's period and metric define."""
    return [compare(corpus, observation, basis) for basis in bases_of(observation)]


def all_comparisons(corpus: Corpus) -> Iterator[Comparison]:
    """Every comparison of every issued summary of the compared classes, by unit and metric."""
    for by_period in corpus.series.values():
        for observation in by_period.values():
            yield from comparisons_of(corpus, observation)


def compare(corpus: Corpus, observation: Observation, basis: Basis) -> Comparison:
    """One observation against its base of the given kind, worked out once."""
    what = (observation.key, observation.period.id, observation.definition)
    asked = (observation.summary.path, what, basis)
    if asked not in corpus.answers:
        corpus.answers[asked] = _compare(corpus, observation, basis)
    answer: Comparison = corpus.answers[asked]
    return answer


def _compare(corpus: Corpus, observation: Observation, basis: Basis) -> Comparison:
    found = find_base(corpus, observation, basis)
    base = found.observation
    shown = base.figure if base and not base.foreign else None
    blank = Comparison(
        observation, basis, found.period, shown, Outcome.NO_VALUE, derived=found.derived
    )
    figure = observation.figure
    if not figure.is_number:
        return replace(blank, reason=why_no_number(observation))
    restated = observation.restated if basis is Basis.YOY else None
    if restated is not None and restated.base is not None and restated.base.is_number:
        computed = replace(blank, base=restated.base, restated=True, derived=False)
        measured = _measure(computed)
        return replace(measured, published_base=shown, published_derived=found.derived)
    if base is None:
        return _without_base(blank, other_scope(corpus, observation, basis))
    if not base.figure.is_number:
        why = f"{blank.base_phrase}{why_no_number(base)}"
        return replace(blank, outcome=Outcome.NO_BASE, reason=why)
    break_ = break_between(base, observation)
    if break_:
        return replace(blank, outcome=Outcome.NOT_COMPARABLE, reason=break_)
    return _measure(blank)


def _without_base(blank: Comparison, other: Observation | None) -> Comparison:
    """No figure of the same scope: perhaps there is one of the other, which does not compare."""
    if other is None:
        reason = f"没有{blank.base_phrase}的数据"
        return replace(blank, outcome=Outcome.NO_BASE, reason=reason)
    own, theirs = scope_name(blank.observation.scope), scope_name(other.scope)
    reason = f"统计范围不同（本期为{own}，{blank.base_phrase}为{theirs}）"
    return replace(blank, outcome=Outcome.NOT_COMPARABLE, reason=reason, base_period=other.period)


def why_no_number(observation: Observation) -> str:
    """Why an observation has no number to compare: its state, a frequency, or a list that holds
    something that cannot be summed."""
    figure = observation.figure
    if figure.state:
        return STATE_NAMES[figure.state]
    if figure.qualifier is Qualifier.FREQUENCY:
        return f"写作“{figure.as_written}”，不是数量"
    if observation.foreign:
        return "几笔的计量单位不同，不能合计"
    states = [STATE_NAMES[e.figure.state] for e in observation.entries if e.figure.state]
    often = [e for e in observation.entries if e.figure.qualifier is Qualifier.FREQUENCY]
    kind = states[0] if states else "频次" if often else "约数"
    return f"几笔中有{kind}，不能合计"


def _measure(blank: Comparison) -> Comparison:
    figure, base = blank.observation.figure, blank.base
    assert base is not None
    if figure.exact and base.exact and figure.value is not None and base.value is not None:
        return _exact(blank, figure.value, base.value)
    now, then = figure.interval, base.interval
    if now is None or then is None:
        return _approximate(blank)
    low, high = _minus(now.lower, then.upper), _minus(now.upper, then.lower)
    if (low is None or low < 0) and (high is None or high > 0):
        return _bounded(blank, Outcome.UNDETERMINED, low, high, now, then)
    if low is None or high is None:
        end, open_ = (low, now.lower_open or then.upper_open)
        if high is not None:
            end, open_ = (high, now.upper_open or then.lower_open)
        level = end == 0 and not open_
        return replace(_approximate(blank), rising=high is None, level=level)
    return _bounded(blank, Outcome.RANGE, low, high, now, then)


def _exact(blank: Comparison, value: Decimal, base: Decimal) -> Comparison:
    metric = blank.observation.metric
    difference = plain(value - base)
    small = rounded(difference, metric.decimals) == 0
    grown = Outcome.INCREASED if difference > 0 else Outcome.DECREASED
    if metric.is_ratio:
        outcome = Outcome.BASE_ZERO if base == 0 and value > 0 else grown
        return replace(blank, outcome=Outcome.UNCHANGED if small else outcome, points=difference)
    result = replace(blank, difference=difference)
    if base > 0 and value >= 0:
        result = replace(result, rate=percent(difference, base))
    if small:
        return replace(result, outcome=Outcome.UNCHANGED)
    if base == 0 and value > 0:
        return replace(result, outcome=Outcome.BASE_ZERO)
    if base < 0 or value < 0:
        return replace(result, outcome=Outcome.SIGN_CHANGE)
    return replace(result, outcome=grown)


def _approximate(blank: Comparison) -> Comparison:
    base, now = _nominal(blank.base), _nominal(blank.observation.figure)
    difference = plain(now - base)
    result = replace(blank, outcome=Outcome.APPROXIMATE)
    if blank.observation.metric.is_ratio:
        return replace(result, points=difference)
    rate = percent(difference, base) if base > 0 and now >= 0 else None
    return replace(result, difference=difference, rate=rate)


def _nominal(figure: Figure | None) -> Decimal:
    """The number itself; of a range its middle."""
    assert figure is not None
    if figure.value is not None:
        return figure.value
    return plain(((figure.lower or Decimal(0)) + (figure.upper or Decimal(0))) / 2)


def _bounded(
    blank: Comparison,
    outcome: Outcome,
    low: Decimal | None,
    high: Decimal | None,
    now: Interval,
    then: Interval,
) -> Comparison:
    result = replace(blank, outcome=outcome, difference_low=low, difference_high=high)
    if blank.observation.metric.is_ratio:
        return result
    if now.lower is None or now.lower < 0 or then.lower is None or then.lower < 0:
        return result
    return replace(
        result,
        rate_low=_growth(now.lower, then.upper),
        rate_high=_growth(now.upper, then.lower),
    )


def _growth(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    if value is None or base is None or base == 0:
        return None
    return percent(value - base, base)


def _minus(one: Decimal | None, two: Decimal | None) -> Decimal | None:
    return None if one is None or two is None else plain(one - two)
