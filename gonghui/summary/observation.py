"""Observation: what one summary says of one metric, for one scope, period and definition.

The unit of comparison. A list of entries counts as one observation: its sum where all are exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from ..figure import Figure, Qualifier, percent, summed
from ..period import Period
from ..registry import Definition, Metric
from ..registry.unit import Scope
from .entry import Entry

if TYPE_CHECKING:
    from .summary import Summary

Key = tuple[str, str, str, str, str]  # unit, class, campaign, scope, metric


@dataclass(frozen=True)
class Observation:
    """`figure` is held in the metric's unit of measure; `entries` are what it was made of."""

    summary: Summary
    metric: Metric
    period: Period
    scope: Scope
    definition: Definition | None
    figure: Figure
    entries: tuple[Entry, ...]

    @cached_property
    def key(self) -> Key:
        """What a series shares over its periods."""
        summary = self.summary
        return (
            summary.unit.id,
            str(summary.class_),
            summary.campaign or "",
            str(self.scope),
            self.metric.id,
        )

    @cached_property
    def foreign(self) -> bool:
        """Given in another unit of measure: shown, never compared."""
        entries = self.entries
        return entries[0].foreign if len(entries) == 1 else any(one.foreign for one in entries)

    @cached_property
    def in_force(self) -> bool:
        """Counted by the definition in force on the period's last day."""
        return self.definition == self.metric.definition_in(self.period)

    @property
    def restated(self) -> Entry | None:
        """The entry that restates the base, where there is exactly one figure to restate."""
        entry = self.entries[0]
        return entry if len(self.entries) == 1 and entry.base is not None else None


def observe(summary: Summary) -> Iterator[Observation]:
    """The observations of a summary, in the order of its front matter."""
    groups: dict[tuple[str, Scope, str, int | None], list[Entry]] = {}
    for entry in summary.metrics:
        if entry.metric is None:
            continue
        scope = scope_of(summary, entry)
        period = entry.period or summary.period
        groups.setdefault((entry.metric.id, scope, period.id, entry.definition), []).append(entry)
    made: list[Observation] = []
    for (_, scope, _, version), entries in groups.items():
        metric, period = entries[0].metric, entries[0].period or summary.period
        assert metric is not None
        definition = metric.definition(version) if version else metric.definition_in(period)
        observation = Observation(
            summary, metric, period, scope, definition, _together(entries), tuple(entries)
        )
        made.append(observation)
    if any(_is_plain_rate(observation) for observation in made):
        found = {(o.metric.id, o.scope, o.period.id): o for o in made if o.in_force}
        made = [_with_components(o, found, o.scope, o.period.id) for o in made]
    yield from made


def _is_plain_rate(observation: Observation) -> bool:
    """Whether a rate is written as a percentage, without what it was worked out from."""
    figure = observation.figure
    return observation.metric.is_ratio and figure.exact and figure.numerator is None


def scope_of(summary: Summary, entry: Entry) -> Scope:
    """The entry's own scope, else the page's where written, else the unit type's for the metric."""
    if entry.scope is not None:
        return entry.scope
    if summary.scope_written or entry.metric is None:
        return summary.scope
    return summary.registry.scope_of(summary.unit, entry.metric)


def _together(entries: list[Entry]) -> Figure:
    """One entry's figure; of several, the sum where all are exact, else a figure without value."""
    if len(entries) == 1:
        return entries[0].figure
    written = "；".join(entry.figure.as_written for entry in entries)
    if any(entry.foreign or not entry.figure.exact for entry in entries):
        return Figure(written)
    total = summed(entry.figure.value or Decimal(0) for entry in entries)
    return Figure(written, total, Qualifier.EXACT, unit=entries[0].figure.unit)


def _with_components(
    observation: Observation,
    made: dict[tuple[str, Scope, str], Observation],
    scope: Scope,
    period_id: str,
) -> Observation:
    """A rate written as a plain percentage takes numerator and denominator from the same page's
    counts where they say the same rate; a written 11/14 keeps its own."""
    metric, figure = observation.metric, observation.figure
    if not _is_plain_rate(observation):
        return observation
    parts = components(metric, made, scope, period_id)
    if parts is None or not agrees(percent(*parts), figure):
        return observation
    exact = replace(figure, value=percent(*parts), numerator=parts[0], denominator=parts[1])
    return replace(observation, figure=exact)


def components(
    metric: Metric, made: dict[tuple[str, Scope, str], Observation], scope: Scope, period_id: str
) -> tuple[Decimal, Decimal] | None:
    """The exact numerator and denominator that a page gives as metrics of their own."""
    found = [
        made.get((id_ or "", scope, period_id)) for id_ in (metric.numerator, metric.denominator)
    ]
    numerator, denominator = (o.figure.value if o and o.figure.exact else None for o in found)
    if numerator is None or not denominator or any(o and o.foreign for o in found):
        return None
    return numerator, denominator


def agrees(exact: Decimal, stated: Figure) -> bool:
    """Whether a rate is what somebody states: equal at the places stated, or within the bounds."""
    if stated.exact and stated.value is not None:
        exponent = stated.value.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        from_text = _places_written(stated.as_written)
        return abs(exact - stated.value) <= Decimal("0.5").scaleb(-max(places, from_text))
    interval = stated.interval
    if interval is None:
        return True
    low_ok = interval.lower is None or (
        exact > interval.lower if interval.lower_open else exact >= interval.lower
    )
    high_ok = interval.upper is None or (
        exact < interval.upper if interval.upper_open else exact <= interval.upper
    )
    return low_ok and high_ok


def _places_written(text: str) -> int:
    """How many decimals stand in a text: 78.60% has two."""
    _, _, tail = text.partition(".")
    return len(tail) - len(tail.lstrip("0123456789"))
