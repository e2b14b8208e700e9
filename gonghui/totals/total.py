"""Total: one metric over a group of units, of one period, scope and definition.

Source: contract.md §5. Counts are summed, ratios recomputed from their summed parts; where only rates
are known there are bounds and no total. Every total says whom it counts and whom it lacks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from ..addition import added, spread
from ..bases import why_no_number
from ..corpus import Corpus
from ..coverage import coverage_of
from ..figure import Figure
from ..period import Period
from ..registry import Definition, Metric, Unit
from ..registry.metric import Aggregation
from ..registry.unit import Scope, scope_name
from ..summary import SummaryClass
from ..summary.observation import Observation
from .group import Group, GroupKind

Cell = tuple[str, str]  # period and metric id
NOT_REPORTED = "缺报"


class DoubleCount(ValueError):
    """A unit would be counted with one above it that counts it already; names both rows."""

    def __init__(self, above: Observation, below: Observation) -> None:
        def row(one: Observation) -> str:
            return f"“{one.summary.unit_name}”（{one.summary.path}:{one.entries[0].line}）"

        super().__init__(
            f"{above.metric.name}重复计算：{row(above)}是含下级的数，已经包括{row(below)}。"
            "请只合计其中一级，或者改按本级合计。"
        )
        self.above, self.below = above, below


@dataclass(frozen=True)
class LeftOut:
    """A unit that should be in a total and is not, and why in a few characters."""

    unit: Unit
    why: str


@dataclass(frozen=True)
class Total:
    """`figure` is held in the metric's unit of measure, None where no total is possible, and `reason`
    says why; `bounds` is then where a ratio lies of which only rates are known. `counted` is in
    the registry's order."""

    group: Group
    metric: Metric
    period: Period
    scope: Scope
    figure: Figure | None
    reason: str
    counted: tuple[Observation, ...]
    left_out: tuple[LeftOut, ...]
    bounds: Figure | None = None

    @property
    def expected(self) -> int:
        """How many units should be in it."""
        return len(self.counted) + len(self.left_out)

    @property
    def is_whole(self) -> bool:
        return not self.left_out

    @property
    def definition(self) -> Definition | None:
        return self.metric.definition_in(self.period)


def total_of(
    corpus: Corpus, group: Group, metric: Metric, period: Period, scope: Scope | None = None
) -> Total:
    """The total, worked out once. Without a scope, that which most of the units reported in.

    Raises DoubleCount where a unit stands beside one that includes it.
    """
    scope = scope or scope_used(corpus, group, metric, period)
    asked = ("total", group, metric.id, period.id, scope)
    if asked not in corpus.answers:
        corpus.answers[asked] = _total(corpus, group, metric, period, scope)
    answer: Total | DoubleCount = corpus.answers[asked]
    if isinstance(answer, DoubleCount):
        raise answer
    return answer


def scope_used(corpus: Corpus, group: Group, metric: Metric, period: Period) -> Scope:
    """The scope in which most units of the group reported; 本级 where that is undecided."""
    found, counts = _observed(corpus, period, metric), Counter[Scope]()
    for unit in _candidates(corpus, period, metric).get((group.kind, group.id), ()):
        counts.update(found.get(unit.id, {}).keys())
    return max(Scope, key=lambda scope: (counts[scope], scope is Scope.OWN))


def _total(
    corpus: Corpus, group: Group, metric: Metric, period: Period, scope: Scope
) -> Total | DoubleCount:
    found = _observed(corpus, period, metric)
    counted, left_out = [], []
    for unit in _candidates(corpus, period, metric).get((group.kind, group.id), ()):
        observation = found.get(unit.id, {}).get(scope)
        why = _why_not(corpus, unit, observation, found.get(unit.id, {}), period)
        if why or observation is None:
            left_out.append(LeftOut(unit, why))
        else:
            counted.append(observation)
    if scope is Scope.CONSOLIDATED:
        twice = _counted_twice(corpus, counted, period)
        if twice:
            return DoubleCount(*twice)
    return _put_together(group, metric, period, scope, counted, left_out)


def _put_together(
    group: Group,
    metric: Metric,
    period: Period,
    scope: Scope,
    counted: list[Observation],
    left_out: list[LeftOut],
) -> Total:
    figures, reason, bounds = [o.figure for o in counted], "", None
    if metric.across_units not in (Aggregation.SUM, Aggregation.RECOMPUTE):
        reason = "这个指标不能跨单位相加" + (f"（{metric.note}）" if metric.note else "")
    elif not counted:
        reason = "没有可以合计的数"
    elif metric.is_ratio:
        rated = [o for o in counted if o.figure.numerator is None]
        if len(rated) == len(counted):
            reason = "各单位只有比率，没有分子、分母，不能合计"
            bounds = spread(figures, metric)
        else:
            left_out = [*left_out, *(LeftOut(o.summary.unit, "只有比率") for o in rated)]
            counted = [o for o in counted if o.figure.numerator is not None]
    figure = None if reason else added([o.figure for o in counted], metric)
    if figure is None and not reason:
        reason = "分母合计为0，算不出比率"
    return Total(
        group, metric, period, scope, figure, reason, tuple(counted), tuple(left_out), bounds
    )


def _why_not(
    corpus: Corpus,
    unit: Unit,
    observation: Observation | None,
    others: dict[Scope, Observation],
    period: Period,
) -> str:
    """Why a unit is not counted; "" where it is."""
    if observation is not None:
        if observation.foreign:
            return "计量单位不同"
        if not observation.in_force:
            return "按另一版口径统计"
        return "" if observation.figure.is_number else why_no_number(observation)
    if others:
        return f"按{scope_name(next(iter(others)))}统计"
    reported = unit.id in _coverage(corpus, period)[1]
    return "总结里没有这项数" if reported else NOT_REPORTED


def _candidates(
    corpus: Corpus, period: Period, metric: Metric
) -> dict[tuple[GroupKind, str], list[Unit]]:
    """Who has a figure or should have one, by each group they belong to, in the registry's order:
    those who reported the metric; of those who reported or were to, those whose type is asked for it
    or who ever reported it. Worked out once, so that groups do not each look through all units."""
    asked = ("candidates", period.id, metric.id)
    if asked not in corpus.answers:
        units, types = corpus.registry.units, corpus.registry.unit_types
        due, reported = _coverage(corpus, period)
        ever = _ever(corpus, metric)
        wanted = set(_observed(corpus, period, metric))
        for id_ in due | reported:
            if id_ in ever or metric.id in types[units[id_].type_id].metrics:
                wanted.add(id_)
        order = _order(corpus)
        found: dict[tuple[GroupKind, str], list[Unit]] = defaultdict(list)
        for id_ in sorted(wanted, key=order.__getitem__):
            unit = units[id_]
            parent = unit.parent_on(period.last) if period.last else unit.parent_id
            found[GroupKind.ALL, ""].append(unit)
            found[GroupKind.TYPE, unit.type_id].append(unit)
            if parent:
                found[GroupKind.CHILDREN, parent].append(unit)
        corpus.answers[asked] = dict(found)
    answer: dict[tuple[GroupKind, str], list[Unit]] = corpus.answers[asked]
    return answer


def _order(corpus: Corpus) -> dict[str, int]:
    """The place of each unit in the registry, by id."""
    if "order" not in corpus.answers:
        corpus.answers["order"] = {id_: n for n, id_ in enumerate(corpus.registry.units)}
    answer: dict[str, int] = corpus.answers["order"]
    return answer


def _counted_twice(
    corpus: Corpus, counted: list[Observation], period: Period
) -> tuple[Observation, Observation] | None:
    """A unit among these that stands above another of them, and that other."""
    by_unit = {o.summary.unit.id: o for o in counted}
    for observation in counted:
        seen, unit = set(), observation.summary.unit
        while True:
            parent = unit.parent_on(period.last) if period.last else unit.parent_id
            if parent is None or parent in seen or parent not in corpus.registry.units:
                break
            if parent in by_unit:
                return by_unit[parent], observation
            seen.add(parent)
            unit = corpus.registry.units[parent]
    return None


def _observed(
    corpus: Corpus, period: Period, metric: Metric
) -> dict[str, dict[Scope, Observation]]:
    """What 工作总结 say of a metric for a period: by unit id and scope."""
    if "cells" not in corpus.answers:
        cells: dict[Cell, dict[str, dict[Scope, Observation]]] = defaultdict(dict)
        for (unit_id, class_, _, scope, metric_id), by_period in corpus.series.items():
            if class_ == SummaryClass.SUMMARY:
                for period_id, observation in by_period.items():
                    of_unit = cells[period_id, metric_id].setdefault(unit_id, {})
                    of_unit[Scope(scope)] = observation
        corpus.answers["cells"] = dict(cells)
    found: dict[Cell, dict[str, dict[Scope, Observation]]] = corpus.answers["cells"]
    return found.get((period.id, metric.id), {})


def _coverage(corpus: Corpus, period: Period) -> tuple[set[str], set[str]]:
    """The ids of the units that were to report for a period, and of those that did."""
    asked = ("due and reported", period.id)
    if asked not in corpus.answers:
        found = coverage_of(corpus, period)
        reported = {unit.id for unit in (*found.reported, *found.beyond)}
        corpus.answers[asked] = {unit.id for unit in found.due}, reported
    answer: tuple[set[str], set[str]] = corpus.answers[asked]
    return answer


def _ever(corpus: Corpus, metric: Metric) -> set[str]:
    """The ids of the units that ever reported a metric."""
    asked = ("ever", metric.id)
    if asked not in corpus.answers:
        corpus.answers[asked] = {key[0] for key in corpus.keys_of_metric.get(metric.id, [])}
    answer: set[str] = corpus.answers[asked]
    return answer
