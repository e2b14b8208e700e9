"""Aggregate: totals worked out, each once.

Source: contract.md §5. Counts are summed, ratios recomputed from their summed parts; where only rates
are known there are bounds and no total. Every total says whom it counts and whom it lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from ..addition import added, spread
from ..bases import why_no_number
from ..corpus import Corpus
from ..period import Period
from ..registry import Metric, Unit
from ..registry.metric import Aggregation, MetricType
from ..registry.unit import Scope, scope_name
from ..succession import heirs_of
from ..summary.observation import Observation
from .group import ALL, Group, GroupKind, children_of, group_of_type
from .kept import Packed, book_of, known_scope, known_total, packed
from .roll import Cell, candidates, cells, due_and_reported, observed
from .total import NOT_IN_IT, NOT_REPORTED, DoubleCount, LeftOut, Total


def total_of(
    corpus: Corpus, group: Group, metric: Metric, period: Period, scope: Scope | None = None
) -> Total:
    """The total, worked out once. Without a scope, that which most of the units reported in.

    Raises DoubleCount where a unit stands beside one that includes it.
    """
    scope = scope or scope_used(corpus, group, metric, period)
    asked = ("total", group, metric.id, period.id, scope)
    if asked not in corpus.answers:
        known = known_total(corpus, group, metric, period, scope)
        corpus.answers[asked] = known or _total(corpus, group, metric, period, scope)
    answer: Total | DoubleCount = corpus.answers[asked]
    if isinstance(answer, DoubleCount):
        raise answer
    return answer


def all_totals(corpus: Corpus, of_period: str = "") -> Iterator[Total]:
    """Every total of every group, metric, period and scope in which anybody reported, or of one period;
    where a unit would be counted twice there is none."""
    for period_id, metric_id in cells(corpus):
        if of_period in ("", period_id):
            yield from _of_cell(corpus, (period_id, metric_id))


def keep_totals(corpus: Corpus) -> None:
    """Keep all totals in the corpus's ledger, for whoever asks for one of them at the next build."""
    if not corpus.ledger.prints:
        return
    periods: dict[str, list[str]] = {}
    for period_id, metric_id in cells(corpus):
        periods.setdefault(metric_id, []).append(period_id)
    for metric_id, ids in periods.items():
        with book_of(corpus, corpus.registry.metrics[metric_id]) as book:
            for id_ in sorted(ids):
                book.of(f"/{id_}", partial(_packed, corpus, (id_, metric_id)))


def _packed(corpus: Corpus, cell: Cell) -> Packed:
    groups, metric, period = _asked(corpus, cell)
    used = {group: scope_used(corpus, group, metric, period) for group in groups}
    return packed(_of_cell(corpus, cell), used)


def _asked(corpus: Corpus, cell: Cell) -> tuple[list[Group], Metric, Period]:
    """Who has figures of a period and metric, or should have."""
    by_unit, metric = cells(corpus)[cell], corpus.registry.metrics[cell[1]]
    period = next(o.period for by_scope in by_unit.values() for o in by_scope.values())
    groups = [_group(corpus, *one) for one in candidates(corpus, period, metric)]
    return groups, metric, period


def _of_cell(corpus: Corpus, cell: Cell) -> Iterator[Total]:
    """The totals of one period and metric."""
    groups, metric, period = _asked(corpus, cell)
    scopes = {scope for by_scope in cells(corpus)[cell].values() for scope in by_scope}
    said = [scope for scope in Scope if scope in scopes]
    for group in groups:
        for scope in said:
            try:
                total = total_of(corpus, group, metric, period, scope)
            except DoubleCount:
                continue
            if total.counted:
                yield total


def _group(corpus: Corpus, kind: GroupKind, id_: str) -> Group:
    match kind:
        case GroupKind.TYPE:
            return group_of_type(corpus.registry.unit_types[id_])
        case GroupKind.CHILDREN:
            return children_of(corpus.registry.units[id_])
    return ALL


def scope_used(corpus: Corpus, group: Group, metric: Metric, period: Period) -> Scope:
    """The scope in which most units of the group reported; 本级 where that is undecided."""
    known = known_scope(corpus, group, metric, period)
    if known:
        return known
    found, counts = observed(corpus, period, metric), Counter[Scope]()
    for unit in candidates(corpus, period, metric).get((group.kind, group.id), ()):
        counts.update(found.get(unit.id, {}).keys())
    return max(Scope, key=lambda scope: (counts[scope], scope is Scope.OWN))


def _total(
    corpus: Corpus, group: Group, metric: Metric, period: Period, scope: Scope
) -> Total | DoubleCount:
    counted, left_out = [], []
    units = candidates(corpus, period, metric).get((group.kind, group.id), ())
    standings = _standings(corpus, metric, period, scope) if units else {}
    for unit in units:
        found = standings[unit.id]
        if isinstance(found, str):
            left_out.append(LeftOut(unit, found))
        else:
            counted.append(found)
    if scope is Scope.CONSOLIDATED:
        twice = _counted_twice(corpus, counted, period)
        if twice:
            return DoubleCount(*twice)
    return _put_together(group, metric, period, scope, counted, left_out)


def _standings(
    corpus: Corpus, metric: Metric, period: Period, scope: Scope
) -> dict[str, Observation | str]:
    """By the id of each unit that should be in a total what it counts with, or why it is not in it. Worked out
    once for all groups."""
    asked = ("standings", metric.id, period.id, scope)
    if asked not in corpus.answers:
        found = observed(corpus, period, metric)
        standings: dict[str, Observation | str] = {}
        for unit in candidates(corpus, period, metric).get((GroupKind.ALL, ""), ()):
            by_scope = found.get(unit.id, {})
            observation = by_scope.get(scope)
            why = _why_not(corpus, unit, observation, by_scope, period)
            standings[unit.id] = why if why or observation is None else observation
        corpus.answers[asked] = standings
    answer: dict[str, Observation | str] = corpus.answers[asked]
    return answer


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
        heir = _heir(corpus, unit, period)
        if observation.metric.type is MetricType.STOCK and heir:
            return f"期末已并入{heir}"  # which counts the same people
        return "" if observation.figure.is_number else why_no_number(observation)
    if others:
        return f"按{scope_name(next(iter(others)))}统计"
    reported = unit.id in due_and_reported(corpus, period)[1]
    return NOT_IN_IT if reported else NOT_REPORTED


def _heir(corpus: Corpus, unit: Unit, period: Period) -> str:
    """The name of the unit that this one was merged into by the period's end; "" for none."""
    for event, heir in heirs_of(corpus, unit):
        if period.last is not None and event.day <= period.last:
            return heir.name_in(period)
    return ""


def _counted_twice(
    corpus: Corpus, counted: list[Observation], period: Period
) -> tuple[Observation, Observation] | None:
    """A unit among these that stands above another of them, and that other."""
    by_unit = {o.summary.unit.id: o for o in counted}
    for observation in counted:
        seen, unit = set(), observation.summary.unit
        while True:
            parent = unit.parent_in(period)
            if parent is None or parent in seen or parent not in corpus.registry.units:
                break
            if parent in by_unit:
                return by_unit[parent], observation
            seen.add(parent)
            unit = corpus.registry.units[parent]
    return None
