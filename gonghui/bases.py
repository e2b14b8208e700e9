"""Bases: what an observation is compared with, and what stands between the two.

Source: contract.md §2 and §5.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .corpus import Corpus
from .figure import Figure, Qualifier
from .period import Kind, Period, say_day
from .registry import EventType, MetricType
from .registry.metric import Aggregation
from .registry.unit import Scope
from .summary.observation import Observation


class Basis(StrEnum):
    """What a figure is compared with: 同比, 环比, 较年初."""

    YOY = "yoy"
    PRECEDING = "preceding"
    SINCE_YEAR_END = "since_year_end"


BASIS_NAMES = {
    "同比": Basis.YOY,
    "环比": Basis.PRECEDING,
    "较年初": Basis.SINCE_YEAR_END,
}


def bases_of(observation: Observation) -> list[Basis]:
    """The bases that the period's kind and the metric's type define."""
    if observation.foreign:
        return []
    period, found = observation.period, []
    if period.kind is Kind.CAMPAIGN:
        return [Basis.YOY] if observation.summary.campaign else []
    if period.year_before():
        found.append(Basis.YOY)
    if period.preceding():
        found.append(Basis.PRECEDING)
    if observation.metric.type is MetricType.STOCK and period.year_end_before():
        found.append(Basis.SINCE_YEAR_END)
    return found


@dataclass(frozen=True)
class Base:
    """The period that is compared with, what was observed there (None where nothing was), and
    whether that was derived from others."""

    period: Period | None
    observation: Observation | None
    derived: bool = False


def find_base(corpus: Corpus, observation: Observation, basis: Basis) -> Base:
    """The base of an observation, of its own unit, class, campaign and scope."""
    period, found = observation.period, corpus.series.get(observation.key, {})
    if basis is Basis.YOY and period.kind is Kind.CAMPAIGN:
        before = _campaign_before(period, found)
        return Base(before.period if before else None, before)
    target = {
        Basis.YOY: period.year_before,
        Basis.PRECEDING: period.preceding,
        Basis.SINCE_YEAR_END: period.year_end_before,
    }[basis]()
    base = found.get(target.id) if target else None
    if base is not None or target is None:
        return Base(target, base)
    derived = _second_half(observation, target, found)
    return Base(target, derived, derived is not None)


def _campaign_before(period: Period, found: dict[str, Observation]) -> Observation | None:
    """The same campaign that ended in the calendar year before, whatever its days."""
    for other in found.values():
        same = other.period.kind is Kind.CAMPAIGN
        if same and other.period.last_year == (period.last_year or 0) - 1:
            return other
    return None


def other_scope(corpus: Corpus, observation: Observation, basis: Basis) -> Observation | None:
    """What the base period holds in the other scope, which does not compare."""
    for scope in Scope:
        key = (*observation.key[:3], str(scope), observation.key[4])
        found = corpus.series.get(key, {})
        if scope is not observation.scope and found:
            twin = replace(observation, scope=scope)
            base = find_base(corpus, twin, basis)
            if base.observation is not None and not base.derived:
                return base.observation
    return None


def _second_half(
    observation: Observation, target: Period, found: dict[str, Observation]
) -> Observation | None:
    """A flow's second half-year as the year less the first half, where both are exact and
    the metric adds up over time."""
    metric = observation.metric
    adds_up = metric.type is MetricType.FLOW and metric.across_time is Aggregation.SUM
    if not adds_up or target.kind is not Kind.HALF or target.slot != 2:
        return None
    year, first = found.get(f"{target.year}"), found.get(f"{target.year}-H1")
    if year is None or first is None or year.foreign or first.foreign:
        return None
    if not (year.figure.exact and first.figure.exact) or year.definition != first.definition:
        return None
    assert year.figure.value is not None
    assert first.figure.value is not None
    value = year.figure.value - first.figure.value
    if value < 0:  # the two reports contradict each other; nothing can be derived from them
        return None
    figure = Figure(f"{value:f}", value, Qualifier.EXACT, unit=year.figure.unit)
    return replace(year, period=target, figure=figure)


@dataclass(frozen=True)
class Break:
    """Something that keeps two observations from being compared: its name in a few characters, the
    day from which it holds (None where none is known), and the whole reason."""

    label: str
    day: date | None
    reason: str


def breaks_between(base: Observation, observation: Observation) -> list[Break]:
    """Everything that stands between the two: the unit of measure, 口径, the unit itself."""
    if base.foreign:
        reason = f"计量单位不同（{base.period.name}按“{base.figure.unit}”统计）"
        return [Break("单位不同", None, reason)]
    found = []
    one, two = base.definition, observation.definition
    if one != two:
        later = max((d for d in (one, two) if d), key=lambda d: d.valid_from)
        change = f"（{later.change}）" if later.change else ""
        reason = f"口径自{say_day(later.valid_from)}起有变{change}"
        found.append(Break("口径变更", later.valid_from, reason))
    for event in observation.summary.unit.broken_between(base.period, observation.period):
        what = "合并" if event.type is EventType.MERGED else "分设"
        found.append(Break(what, event.day, f"单位于{say_day(event.day)}{what}"))
    return found


def break_between(base: Observation, observation: Observation) -> str:
    """Why the two do not compare, the first reason of several; "" if they do."""
    return next((found.reason for found in breaks_between(base, observation)), "")
