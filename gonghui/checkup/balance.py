"""Balance: a stock at the end is that at the beginning, plus what came, less what went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..figure import Figure, Interval, plain
from ..summary import Summary
from ..summary.observation import Observation
from .arithmetic import add, overlap, shown
from .timeline import Timeline


def balances(timeline: Timeline, summary: Summary) -> Iterator[tuple[Observation, str]]:
    """Each stock of a summary whose parts are all there, and what is wrong with it, "" for nothing. A
    part that nobody reported is not taken as 0."""
    for observation in summary.observations:
        if observation.metric.opening_plus and timeline.speaks(observation):
            openings = _openings(timeline, observation)
            flows = _flows(timeline, observation)
            if openings and flows:
                yield observation, _fault(observation, openings, flows)


def _openings(timeline: Timeline, closing: Observation) -> list[Observation]:
    """The same stock on the day before the period begins, that of the longest period first."""
    first = closing.period.first
    if first is None:
        return []
    eve = first - timedelta(1)
    found = [
        other
        for other in timeline.of(closing.summary, closing.key).values()
        if other.period.last == eve
        and other.figure.interval is not None
        and timeline.comparable(other, closing)
    ]
    return sorted(found, key=lambda other: other.period.sort_key, reverse=True)


def _flows(timeline: Timeline, closing: Observation) -> list[Observation]:
    """What came and, where the dictionary knows it, what went; [] unless all of it is there."""
    metric, found = closing.metric, []
    for id_ in (metric.opening_plus, metric.minus):
        if id_ is None:
            continue
        flow = timeline.of(closing.summary, (*closing.key[:4], id_)).get(closing.period.id)
        if flow is None or flow.foreign or flow.figure.interval is None:
            return []
        found.append(flow)
    return found


def _fault(closing: Observation, openings: list[Observation], flows: list[Observation]) -> str:
    """Wrong only where no report of the beginning agrees, whatever the true values may be."""
    end = _interval(closing)
    expected = [_expected(opening, flows) for opening in openings]
    if any(overlap(end, one) for one in expected):
        return ""
    opening, metric = openings[0], closing.metric
    went = f"减去{_said(flows[1])}" if len(flows) > 1 else ""
    return (
        f"{metric.name}期末{closing.figure.as_written}，与期初（{opening.period.name}末）"
        f"{opening.figure.as_written}加上{_said(flows[0])}{went}对不上，算出来是{_range(expected[0])}{metric.unit}。"
        "请核对这几个数；另有划入、划出等增减的，在 accept 里写明。"
        f"例：accept: [{{code: stock-flow, metric: {metric.name}, reason: 写明原因}}]"
    )


def _expected(opening: Observation, flows: list[Observation]) -> Interval:
    signed = [_interval(opening), _interval(flows[0]), *map(_negative, map(_interval, flows[1:]))]
    return add(signed)


def _interval(observation: Observation) -> Interval:
    interval = observation.figure.interval
    assert interval is not None  # the observation was chosen for it
    return interval


def _negative(one: Interval) -> Interval:
    lower = None if one.upper is None else plain(-one.upper)
    upper = None if one.lower is None else plain(-one.lower)
    return Interval(lower, upper, one.upper_open, one.lower_open)


def _said(flow: Observation) -> str:
    figure: Figure = flow.figure
    return f"{flow.metric.name}{figure.as_written}"


def _range(one: Interval) -> str:
    if one.lower is None or one.upper is None:
        return f"至少{shown(one.lower)}" if one.upper is None else f"至多{shown(one.upper)}"
    return shown(one.lower) if one.lower == one.upper else f"{shown(one.lower)}至{shown(one.upper)}"
