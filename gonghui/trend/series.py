"""Series: the observations of one unit and metric as points in time, with their gaps and breaks.

Nothing is drawn here. A period without a number is a gap, never 0 and never bridged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Protocol

from ..bases import Break
from ..figure import Figure, Interval, Qualifier, State
from ..period import Kind, Period
from ..registry import Metric, Unit
from ..registry.unit import Scope, scope_name
from ..wording import measured, spoken
from .caveat import caveat

NO_DATA = "没有数据"
NEVER_COMPARED = (Kind.SPAN, Kind.MASKED)


class Named(Protocol):
    """Whose trend it is: a unit or a group of units."""

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Point:
    """One period. `place` counts periods from the first one; `figure` is held in the metric's unit of
    measure, None where nobody reported or another unit of measure was used; `gap` says why there is
    no number, "" where there is one; `breaks` lie between this point and the one before; `partial` says of a
    total in which units are missing how many are in it: 14/16个单位."""

    place: int
    period: Period
    figure: Figure | None = None
    gap: str = ""
    breaks: tuple[Break, ...] = ()
    partial: str = ""

    @property
    def level(self) -> Decimal | None:
        """Where the point stands: the number as said; of a range its middle; None at a gap."""
        figure = self.figure
        if self.gap or figure is None:
            return None
        if figure.value is not None:
            return figure.value
        ends = [end for end in (figure.lower, figure.upper) if end is not None]
        return sum(ends, Decimal(0)) / len(ends) if ends else None

    @property
    def interval(self) -> Interval | None:
        """The bounds of an inexact number; None of an exact one and where nothing bounds it."""
        if self.level is None or self.figure is None or self.figure.exact:
            return None
        return self.figure.interval

    @property
    def joins(self) -> bool:
        """Whether a line may lead here: not to 不足10 or 超过300, of which one end is all that is known,
        nor to a total that lacks units, which would look like a decline."""
        if self.level is None or self.figure is None or self.partial:
            return False
        below = self.figure.qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST)
        interval = self.interval
        open_ = interval is not None and (interval.lower is None or interval.upper is None)
        return not below and not open_

    @property
    def exact(self) -> bool:
        return self.figure is not None and self.figure.exact and not self.partial

    @property
    def state(self) -> State | None:
        return self.figure.state if self.figure else None

    @property
    def mark(self) -> str:
        """A gap in a few characters: 未报, 隐去, 空缺."""
        if self.state:
            return self.gap
        if self.figure is not None:
            return "无数量"
        return "空缺" if self.gap == NO_DATA else "单位不同"

    @property
    def is_partial(self) -> bool:
        """Whether the number is a total that lacks units."""
        return bool(self.partial) and self.level is not None

    @property
    def break_(self) -> str:
        """Why this point and the one before do not compare; "" if nothing stands between them."""
        return "；".join(found.reason for found in self.breaks)

    @property
    def break_label(self) -> str:
        return "、".join(found.label for found in self.breaks)


@dataclass(frozen=True)
class Trend:
    """`points` are in the order of time; what is between two of them is one step, whatever its days."""

    unit: Named
    metric: Metric
    points: tuple[Point, ...]
    scope: Scope = Scope.OWN

    @property
    def of_total(self) -> bool:
        """Whether these are totals of a group, not figures of a unit."""
        return not isinstance(self.unit, Unit)

    @property
    def is_drawable(self) -> bool:
        """Whether there are two numbers at least, of a kind of period that is compared at all."""
        kinds = {point.period.kind for point in self.points}
        return len(self.known) > 1 and not kinds.intersection(NEVER_COMPARED)

    @property
    def known(self) -> list[Point]:
        """The points that have a number."""
        return [point for point in self.points if point.level is not None]

    @property
    def runs(self) -> list[list[Point]]:
        """The known points that a line may join: neighbours with nothing between them."""
        found: list[list[Point]] = []
        for before, point in pairwise((None, *self.points)):
            if point is None or point.level is None:
                continue
            joined = before is not None and before.joins and point.joins and not point.breaks
            if before is not None and joined and point.place - before.place == 1:
                found[-1].append(point)
            else:
                found.append([point])
        return found

    @property
    def gaps(self) -> list[list[Point]]:
        """Neighbouring points without a number for one and the same reason."""
        grouped = groupby(self.points, key=lambda point: point.gap)
        return [list(points) for gap, points in grouped if gap]

    @property
    def title(self) -> str:
        """芙蓉镇总工会文体活动，2006年上半年至2010年上半年; （含下级） behind the metric's name"""
        below = f"（{scope_name(self.scope)}）" if self.scope is not Scope.OWN else ""
        name = f"{self.unit.name}{self.metric.name}{below}"
        return f"{name}，{span(self.points)}" if self.points else name

    @property
    def description(self) -> str:
        """Every point, gap and break in words: 2019年120个；2020年130余个（在130个与140个之间）；2021年未报。"""
        return "；".join(self._said()) + "。" if self.points else ""

    @property
    def outline(self) -> str:
        """The first and the last number, and what is between them, in one sentence."""
        if not self.known:
            return f"{NO_DATA}。"
        said = [say(point, self.metric) for point in dict.fromkeys((self.known[0], self.known[-1]))]
        gaps = sum(1 for point in self.points if point.gap)
        said += [f"其中{gaps}期没有数"] if gaps else []
        said += list(dict.fromkeys(point.break_ for point in self.points if point.breaks))
        return "；".join(said) + "。"

    def _said(self) -> Iterator[str]:
        # a break ends a group of gaps, so that it is told where it lies
        for _, points in groupby(self.points, key=lambda p: (p.gap, p.break_, p.gap or p.place)):
            same = list(points)
            if same[0].breaks:
                said = dict.fromkeys(caveat(b.label, self.of_total) for b in same[0].breaks)
                yield f"{same[0].break_}，{'，'.join(said)}"
            yield say_gap(same) if same[0].gap else say(same[0], self.metric)


def say(point: Point, metric: Metric) -> str:
    """2019年120个; 2020年130余个（在130个与140个之间）."""
    assert point.figure is not None
    return f"{point.period.name}{said_figure(point, metric)}"


def said_figure(point: Point, metric: Metric) -> str:
    """A point's number as a sentence says it, with the bounds that its words imply."""
    assert point.figure is not None
    said, interval = spoken(point.figure, metric), point.interval
    if point.partial:
        return f"{said}（只有{point.partial}）"
    if interval is None or interval.lower is None or interval.upper is None:
        return said
    low, high = measured(interval.lower, metric), measured(interval.upper, metric)
    match point.figure.qualifier:
        case Qualifier.MORE_THAN:
            return f"{said}（在{low}与{high}之间）"
        case Qualifier.AT_LEAST:
            return f"{said}（{low}至{high}）"
    return said


def say_gap(points: list[Point]) -> str:
    """2021年未报; 2011年至2013年没有数据."""
    return f"{span(points)}{points[0].gap}"


def span(points: list[Point] | tuple[Point, ...]) -> str:
    """The period of the first point, to that of the last."""
    first, last = points[0].period.name, points[-1].period.name
    return first if first == last else f"{first}至{last}"
