"""Roll: who reported a metric for a period, and who should have. Each answer is worked out once, so
that groups, pages and exports do not each look through all units.
"""

from __future__ import annotations

from collections import defaultdict

from ..corpus import Corpus
from ..coverage import coverage_of
from ..period import Period
from ..registry import EventType, Metric, Unit
from ..registry.unit import Scope
from ..succession import becomings
from ..summary import SummaryClass
from ..summary.observation import Observation
from .group import GroupKind

Cell = tuple[str, str]  # period and metric id


def candidates(
    corpus: Corpus, period: Period, metric: Metric
) -> dict[tuple[GroupKind, str], list[Unit]]:
    """Who has a figure or should have one, by each group they belong to, in the registry's order:
    those who reported the metric; of those who reported or were to, those whose type is asked for it
    or who ever reported it. Worked out once, so that groups do not each look through all units."""
    asked = ("candidates", period.id, metric.id)
    if asked not in corpus.answers:
        units, types = corpus.registry.units, corpus.registry.unit_types
        due, reported = due_and_reported(corpus, period)
        ever = _ever(corpus, metric)
        wanted = set(observed(corpus, period, metric))
        for id_ in due | reported:
            if id_ in ever or metric.id in types[units[id_].type_id].metrics:
                wanted.add(id_)
        found: dict[tuple[GroupKind, str], list[Unit]] = defaultdict(list)
        for unit, parent in _parents(corpus, period):
            if unit.id not in wanted:
                continue
            found[GroupKind.ALL, ""].append(unit)
            found[GroupKind.TYPE, unit.type_id].append(unit)
            if parent:
                found[GroupKind.CHILDREN, parent].append(unit)
        corpus.answers[asked] = dict(found)
    answer: dict[tuple[GroupKind, str], list[Unit]] = corpus.answers[asked]
    return answer


def observed(corpus: Corpus, period: Period, metric: Metric) -> dict[str, dict[Scope, Observation]]:
    """What 工作总结 say of a metric for a period: by unit id and scope."""
    return cells(corpus).get((period.id, metric.id), {})


def cells(corpus: Corpus) -> dict[Cell, dict[str, dict[Scope, Observation]]]:
    """The observations of all 工作总结 by period and metric, then by unit and scope."""
    if "cells" not in corpus.answers:
        filled: dict[Cell, dict[str, dict[Scope, Observation]]] = defaultdict(dict)
        for (unit_id, class_, _, _, metric_id), by_period in corpus.series.items():
            if class_ == SummaryClass.SUMMARY:
                for period_id, observation in by_period.items():
                    of_unit = filled[period_id, metric_id].setdefault(unit_id, {})
                    of_unit[observation.scope] = observation
        corpus.answers["cells"] = dict(filled)
    found: dict[Cell, dict[str, dict[Scope, Observation]]] = corpus.answers["cells"]
    return found


def due_and_reported(corpus: Corpus, period: Period) -> tuple[set[str], set[str]]:
    """The ids of the units that were to report for a period, and of those that did."""
    asked = ("due and reported", period.id)
    if asked not in corpus.answers:
        found = coverage_of(corpus, period)
        reported = {unit.id for unit in (*found.reported, *found.beyond)}
        corpus.answers[asked] = {unit.id for unit in found.due}, reported
    answer: tuple[set[str], set[str]] = corpus.answers[asked]
    return answer


def _ever(corpus: Corpus, metric: Metric) -> set[str]:
    """The ids of the units that ever reported a metric, and of those they were merged into or divided
    into: they are to go on with it."""
    asked = ("ever", metric.id)
    if asked not in corpus.answers:
        found = {key[0] for key in corpus.keys_of_metric.get(metric.id, [])}
        before = 0
        while len(found) > before:  # heirs have heirs
            before = len(found)
            for unit, event in becomings(corpus.registry):
                if event.type is EventType.MERGED and found.intersection(event.sources):
                    found.add(unit.id)
                elif event.type is EventType.SPLIT and unit.id in found:
                    found.update(event.targets)
                elif event.type is EventType.SPLIT and found.intersection(event.sources):
                    found.add(unit.id)
        corpus.answers[asked] = found
    answer: set[str] = corpus.answers[asked]
    return answer


def _parents(corpus: Corpus, period: Period) -> list[tuple[Unit, str | None]]:
    """All units in the registry's order, each with the id of the unit above it in a period."""
    asked = ("parents in", period.id)
    if asked not in corpus.answers:
        corpus.answers[asked] = [(u, u.parent_in(period)) for u in corpus.registry.units.values()]
    answer: list[tuple[Unit, str | None]] = corpus.answers[asked]
    return answer
