"""Slices: what the totals and the pages of a period follow from: the summaries that speak of it and of the
periods that it is compared with.

Three things reach further: which units ever reported a metric, since they are to go on with it; which
reports are due by now; and the registries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .corpus import Corpus
from .coverage import is_over
from .digest import digest
from .period import Kind, Period, regular


def slices_of(corpus: Corpus, means: str) -> dict[str, str]:
    """By period id a fingerprint that stays as long as all that follows from its slice does; `means` is that
    of all else."""
    periods: dict[str, Period] = {}
    said: dict[str, list[str]] = defaultdict(list)
    reporters: dict[str, set[str]] = defaultdict(set)
    for summary in corpus.summaries:
        # of entries, not of observations: whoever asks for this first would have to make them all
        spoken = {summary.period.id: summary.period}
        for entry in (*summary.metrics, *summary.local):
            if entry.period:
                spoken[entry.period.id] = entry.period
            if entry.metric and summary.is_compared:
                reporters[entry.metric.id].add(summary.unit.id)
        periods |= spoken
        line = f"{summary.path} {corpus.prints[summary.path]}"
        for id_ in spoken:
            said[id_].append(line)
    ever = digest(*sorted(f"{id_} {sorted(units)}" for id_, units in reporters.items()))
    campaigns = [id_ for id_, period in periods.items() if period.kind is Kind.CAMPAIGN]
    found = {}
    for period in periods.values():
        behind = _behind(period)
        ids = {one.id for one in behind}.union(campaigns if period.kind is Kind.CAMPAIGN else ())
        over = (f"{one.id} {is_over(corpus, one)}" for one in behind)
        lines = (line for id_ in sorted(ids) for line in (id_, *sorted(said.get(id_, ()))))
        found[period.id] = digest(means, ever, period.id, *over, *lines)
    return found


def _behind(period: Period) -> list[Period]:
    """The period and those that it is compared with; of a second half-year what it may be derived from."""
    bases = (period.year_before(), period.preceding(), period.year_end_before())
    found = [period, *(base for base in bases if base)]
    return [*found, *_derived(found)]


def _derived(periods: Iterable[Period]) -> list[Period]:
    halves = [one for one in periods if one.kind is Kind.HALF and one.slot == 2 and one.year]
    return [
        regular(kind, one.year or 0, slot, one.calendar)
        for one in halves
        for kind, slot in ((Kind.YEAR, 0), (Kind.HALF, 1))
    ]
