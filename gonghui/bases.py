"""Bases: what an observation is compared with, and what stands between the two.

Source: contract.md §2 and §5.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .addition import added
from .corpus import Corpus
from .figure import STATE_NAMES, Figure, Qualifier, summed
from .period import Kind, Period, say_day
from .registry import EventType, Metric, MetricType, Unit
from .registry.metric import Aggregation
from .registry.unit import Scope
from .succession import lineage
from .summary.observation import Observation


class Basis(StrEnum):
    """What a figure is compared with: 同比, 环比, 较年初."""

    YOY = "yoy"
    PRECEDING = "preceding"
    SINCE_YEAR_END = "since_year_end"
    GIVEN = "given"  # any earlier period of the same kind, asked for by name; not exported


BASIS_NAMES = {
    "同比": Basis.YOY,
    "环比": Basis.PRECEDING,
    "较年初": Basis.SINCE_YEAR_END,
}


def bases_of(observation: Observation) -> list[Basis]:
    """The bases that the period's kind and the metric's type define."""
    if observation.foreign:
        return []
    if observation.period.kind is Kind.CAMPAIGN:
        return [Basis.YOY] if observation.summary.campaign else []
    return regular_bases(observation.period, observation.metric)


def regular_bases(period: Period, metric: Metric) -> list[Basis]:
    """The same of a period that is no campaign, whoever was observed: a unit or a group of units."""
    found = []
    if period.year_before():
        found.append(Basis.YOY)
    if period.preceding():
        found.append(Basis.PRECEDING)
    if metric.type is MetricType.STOCK and period.year_end_before():
        found.append(Basis.SINCE_YEAR_END)
    return found


@dataclass(frozen=True)
class Base:
    """The period that is compared with, what was observed there (None where nothing was), and
    whether that was derived from others. Of units merged since, `observation` holds the figure of
    all, `merged` theirs; `lack` says why these make no base: because they do not compare (`apart`), or
    because there is nothing to compare with."""

    period: Period | None
    observation: Observation | None = None
    derived: bool = False
    merged: tuple[Observation, ...] = ()
    lack: str = ""
    apart: bool = False


def find_base(
    corpus: Corpus, observation: Observation, basis: Basis, given: Period | None = None
) -> Base:
    """The base of an observation, of its own unit or those merged into it since, and of its class,
    campaign and scope. `given` is the period of Basis.GIVEN."""
    period, own = observation.period, corpus.series.get(observation.key, {})
    if basis is Basis.YOY and period.kind is Kind.CAMPAIGN:
        before = _campaign_before(period, own)
        return Base(before.period if before else None, before)
    target = given if basis is Basis.GIVEN else target_of(period, basis)
    if target is None:
        return Base(None)
    unit = observation.summary.unit
    line = lineage(corpus.registry, unit, target, period)
    units = [one for one in line if one.existed_in(target)]
    if units and units != [unit]:
        return _divided(observation, target, line) or _merged(corpus, observation, target, units)
    return _at(observation, target, own)


def target_of(period: Period, basis: Basis) -> Period | None:
    """The period that a regular one is compared with; None where the basis defines none."""
    match basis:
        case Basis.YOY:
            return period.year_before()
        case Basis.PRECEDING:
            return period.preceding()
    return period.year_end_before()


def _at(observation: Observation, target: Period, found: dict[str, Observation]) -> Base:
    """What a series holds of a period, or what follows from it."""
    base = found.get(target.id)
    if base is not None:
        return Base(target, base)
    derived = _second_half(observation, target, found)
    return Base(target, derived, derived is not None)


def _divided(observation: Observation, target: Period, line: list[Unit]) -> Base | None:
    """No base, where a unit merged into this one since had been divided before."""
    for unit in line[1:]:
        for event in unit.broken_between(target, observation.period):
            if event.type is EventType.SPLIT:
                lack = f"{unit.name_in(target)}于{say_day(event.day)}分设，后来并入"
                return Base(target, lack=lack, apart=True)
    return None


def _merged(corpus: Corpus, observation: Observation, target: Period, units: list[Unit]) -> Base:
    """The figures of all that became one unit, put together; all of them or none."""
    metric, found, lacks, written = observation.metric, [], [], False
    for unit in units:
        series = corpus.series.get((unit.id, *observation.key[1:]), {})
        base = _at(observation, target, series)
        name = unit.name_in(target)
        if base.observation is None:
            lacks.append(f"{name}没有{target.name}的数据")
        elif base.observation.foreign or not base.observation.figure.is_number:
            lacks.append(f"{name}{target.name}{why_no_number(base.observation)}")
            written = True
        else:
            found.append(base)
    whole = [base.observation for base in found if base.observation is not None]
    if not whole:
        return Base(target, lack="、".join(lacks) if written else "")
    total = None if lacks else added([one.figure for one in whole], metric)
    if total is None:
        events = observation.summary.unit.broken_between(target, observation.period)
        day = next((say_day(e.day) for e in events if e.type is EventType.MERGED), "")
        if not lacks:
            how = "只有比率，没有分子、分母，不能合算" if metric.is_ratio else "的这项数不能相加"
            lacks = [f"合并前各单位{how}"]
        return Base(
            target,
            None,
            merged=tuple(whole),
            lack=f"单位于{day}合并，{'、'.join(lacks)}",
            apart=True,
        )
    together = replace(whole[0], figure=total)
    return Base(target, together, any(base.derived for base in found), tuple(whole))


def _campaign_before(period: Period, found: dict[str, Observation]) -> Observation | None:
    """The same campaign that ended in the calendar year before, whatever its days."""
    for other in found.values():
        same = other.period.kind is Kind.CAMPAIGN
        if same and other.period.last_year == (period.last_year or 0) - 1:
            return other
    return None


def other_scope(corpus: Corpus, observation: Observation, base: Base) -> Observation | None:
    """What the unit itself reported of the base period in the other scope, which does not compare."""
    for scope in Scope:
        key = (*observation.key[:3], str(scope), observation.key[4])
        found = corpus.series.get(key, {})
        if scope is observation.scope:
            continue
        if base.period is None and observation.period.kind is Kind.CAMPAIGN:
            return _campaign_before(observation.period, found)
        if base.period is not None and base.period.id in found:
            return found[base.period.id]
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
    if year.summary.unit.broken_between(first.period, year.period):
        return (
            None  # the year holds what others did in its first half, or the half what others took
        )
    assert year.figure.value is not None
    assert first.figure.value is not None
    value = summed((year.figure.value, first.figure.value.copy_negate()))
    if value < 0:  # the two reports contradict each other; nothing can be derived from them
        return None
    figure = Figure(f"{value:f}", value, Qualifier.EXACT, unit=year.figure.unit)
    return replace(year, period=target, figure=figure)


MERGER, REDEFINED = "合并", "口径变更"


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
        found.append(Break(REDEFINED, later.valid_from, reason))
    for event in observation.summary.unit.broken_between(base.period, observation.period):
        what = MERGER if event.type is EventType.MERGED else "分设"
        found.append(Break(what, event.day, f"单位于{say_day(event.day)}{what}"))
    return found


def break_between(base: Observation, observation: Observation) -> str:
    """What stands between the two, the first of several; "" for nothing."""
    return next((found.reason for found in breaks_between(base, observation)), "")


def obstacle(base: Base, observation: Observation) -> str:
    """Why a base does not compare; "" if it does. A merger is none where the units' figures were put
    together, or where those merged in were not there yet."""
    if base.observation is None:
        return ""
    if base.observation.period.kind is Kind.CAMPAIGN:
        return break_between(base.observation, observation)
    for one in base.merged or (base.observation,):
        for found in breaks_between(one, observation):
            if found.label != MERGER:
                return found.reason
    return ""


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
