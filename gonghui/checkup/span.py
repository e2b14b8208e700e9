"""Span: a flow of a whole period is not less than that of its parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..figure import summed
from ..registry import MetricType
from ..registry.metric import Aggregation
from ..summary import Summary
from ..summary.observation import Key, Observation
from .arithmetic import shown
from .timeline import Timeline

ZERO = Decimal(0)


class Spans:
    """Finds for each flow the parts of its period; each series is put in order once."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._ordered: dict[Key, tuple[list[date], list[Observation]]] = {}

    def spans(self, summary: Summary) -> Iterator[tuple[Observation, str]]:
        """Each flow of a summary of whose period there are parts, and what is wrong, "" for nothing."""
        for observation in summary.observations:
            flow = observation.metric.type is MetricType.FLOW
            if flow and self._timeline.speaks(observation):
                parts = self._parts(observation)
                if parts:
                    yield observation, _fault(observation, parts)

    def _parts(self, whole: Observation) -> list[_Part]:
        """The figures of the stretches within a period, up to the day to which it was counted; in the
        order of their last days. Below zero nothing can be said."""
        first, last = whole.period.first, whole.period.last
        if first is None or last is None or _low(whole) < 0:
            return []
        counted = min(last, whole.summary.as_of or last)
        found = [
            _Part(other.period.first, other.period.last, _low(other), other)
            for other in self._within(whole, first, counted)
            if other.period.first and other.period.last and other.period.first >= first
        ]
        return [] if any(part.low < 0 for part in found) else [p for p in found if p.low > 0]

    def _within(self, whole: Observation, first: date, last: date) -> list[Observation]:
        days, found = self._in_order(whole)
        return [
            other
            for other in found[bisect_left(days, first) : bisect_right(days, last)]
            if other.period.id != whole.period.id
            and other.figure.interval is not None
            and self._timeline.comparable(other, whole)
        ]

    def _in_order(self, whole: Observation) -> tuple[list[date], list[Observation]]:
        key, issued = whole.key, whole.summary.is_issued
        if issued and key in self._ordered:
            return self._ordered[key]
        found = [o for o in self._timeline.of(whole.summary, key).values() if o.period.last]
        found.sort(key=lambda o: o.period.sort_key)
        ordered = ([o.period.last or date.max for o in found], found)
        if issued:
            self._ordered[key] = ordered
        return ordered


@dataclass(frozen=True)
class _Part:
    """A stretch from `first` to `last` with at least `low`."""

    first: date
    last: date
    low: Decimal
    observation: Observation


def _low(observation: Observation) -> Decimal:
    interval = observation.figure.interval
    return ZERO if interval is None or interval.lower is None else interval.lower


def _fault(whole: Observation, parts: list[_Part]) -> str:
    """Wrong where one part, or parts that follow each other, hold more than the whole can."""
    interval, metric = whole.figure.interval, whole.metric
    high = interval.upper if interval else None
    if high is None:
        return ""
    most = [max(parts, key=lambda part: part.low)]
    if most[0].low <= high and metric.across_time is Aggregation.SUM:
        most = _heaviest(parts)
    total = summed(part.low for part in most)
    if total <= high:
        return ""
    listed = "、".join(
        f"{p.observation.period.name}{p.observation.figure.as_written}" for p in most
    )
    more = f"合计{shown(total)}{metric.unit}" if len(most) > 1 else ""
    return (
        f"{metric.name}{whole.period.name}是{whole.figure.as_written}，比其中的{listed}{more}还少。"
        "请核对这几个数；有核减的，在 accept 里写明。"
        f"例：accept: [{{code: whole-below-part, metric: {metric.name}, reason: 写明原因}}]"
    )


def _heaviest(parts: list[_Part]) -> list[_Part]:
    """The parts that do not overlap and hold most together."""
    days = [part.last for part in parts]
    best: list[tuple[Decimal, list[_Part]]] = [(ZERO, [])]
    for index, part in enumerate(parts):
        low, before = best[bisect_left(days, part.first, 0, index)]
        best.append(max(best[-1], (low + part.low, [*before, part]), key=lambda one: one[0]))
    return best[-1][1]
