"""Assembly: a trend out of the observations that a corpus holds of one unit and metric."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ..bases import Break, breaks_between, why_no_number
from ..corpus import Corpus
from ..figure import STATE_NAMES
from ..period import Calendar, Kind, Period, regular
from ..registry import Metric, Unit
from ..summary.observation import Observation
from ..totals import Group, Total, total_breaks
from .series import NEVER_COMPARED, NO_DATA, Point, Trend

_SLOTS = {Kind.HALF: 2, Kind.QUARTER: 4, Kind.MONTH: 12, Kind.TERM: 2}


def trend_of(corpus: Corpus, unit: Unit, metric: Metric, found: list[Observation]) -> Trend:
    """The trend of observations of one unit, metric and kind of period, oldest first.

    Between the first and the last observed every regular period has its point. Of campaigns there is
    what was reported, a calendar year a step. Of 累计 only those as long as the last are taken: three
    months and nine are not two points of one line.
    """
    if not found:
        return Trend(unit, metric, ())
    last = found[-1].period
    one_slot = last.kind is Kind.YTD
    kept = [o for o in found if o.period.kind is last.kind]
    kept = [o for o in kept if not one_slot or o.period.slot == last.slot]
    points = _points([o.period for o in kept], corpus.registry.settings.calendar)
    index = {point.period.id: number for number, point in enumerate(points)}
    base: Observation | None = None
    for observation in kept:
        at = index[observation.period.id]
        points[at] = _observed(points[at], observation)
        if observation.foreign:
            continue
        if base is not None:
            for one in breaks_between(base, observation):
                where = _where(one, points[index[base.period.id] + 1 : at + 1])
                number = index[where.period.id]
                points[number] = replace(points[number], breaks=(*points[number].breaks, one))
        base = observation
    return Trend(unit, metric, tuple(points), kept[-1].scope)


def trend_of_totals(corpus: Corpus, group: Group, metric: Metric, found: list[Total]) -> Trend:
    """The trend of totals of one group, metric, scope and kind of period, oldest first. A total in
    which units are missing has its point, to which no line leads."""
    if not found:
        return Trend(group, metric, ())
    points = _points([t.period for t in found], corpus.registry.settings.calendar)
    index = {point.period.id: number for number, point in enumerate(points)}
    before: Total | None = None
    for total in found:
        at = index[total.period.id]
        if total.figure is None:
            points[at] = replace(points[at], gap=total.reason)
            continue
        partial = "" if total.is_whole else f"{len(total.counted)}/{total.expected}个单位"
        points[at] = replace(points[at], figure=total.figure, gap="", partial=partial)
        if before is not None:
            for one in total_breaks(corpus, before, total):
                where = _where(one, points[index[before.period.id] + 1 : at + 1])
                number = index[where.period.id]
                points[number] = replace(points[number], breaks=(*points[number].breaks, one))
        before = total
    return Trend(group, metric, tuple(points), found[-1].scope)


def _observed(point: Point, observation: Observation) -> Point:
    figure = observation.figure
    if observation.foreign:
        measure = f"（按“{figure.unit}”统计）" if figure.unit else ""
        return replace(point, gap=f"计量单位不同{measure}")
    if figure.state:
        return replace(point, figure=figure, gap=STATE_NAMES[figure.state])
    return replace(point, figure=figure, gap="" if figure.is_number else why_no_number(observation))


def _where(one: Break, between: list[Point]) -> Point:
    """The first period that the break touches; where no day says, the last."""
    for point in between:
        if one.day and point.period.last and one.day <= point.period.last:
            return point
    return between[-1]


def _points(observed: list[Period], calendar: Calendar) -> list[Point]:
    """A point for every period from the first to the last, as yet without figures."""
    first, last = observed[0], observed[-1]
    if first.kind is Kind.CAMPAIGN or first.kind in NEVER_COMPARED:
        place, points = 0, [Point(0, first, gap=NO_DATA)]
        for before, period in pairwise(observed):
            place += max(1, (period.last_year or 0) - (before.last_year or 0))
            points.append(Point(place, period, gap=NO_DATA))
        return points
    slots = sorted({period.slot for period in observed})
    if len(slots) > 1:  # several a year: all there are, not only those that were reported
        slots = list(range(1, _SLOTS[first.kind] + 1))
    assert first.year is not None
    assert last.year is not None
    every = [(y, s) for y in range(first.year, last.year + 1) for s in slots]
    wanted = every[every.index((first.year, first.slot)) :]
    wanted = wanted[: wanted.index((last.year, last.slot)) + 1]
    return [
        Point(place, regular(first.kind, year, slot, calendar), gap=NO_DATA)
        for place, (year, slot) in enumerate(wanted)
    ]
