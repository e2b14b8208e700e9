"""Layout: how a chart divides its room between axis, plot and words.

All room for text is measured at the size it has on a telephone; elsewhere it is smaller.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .drawing import at
from .labels import SIZE, short_name, width
from .scale import Scale, scale_of
from .series import Point, Trend

WIDTH = 640
PLOT_HEIGHT = 176
ROW = 25  # a line of text
HEADER = 44  # from the top to the plot, with one line of words
FOOT = 30  # from the axis to the foot of the periods' names
ARROW = 18  # the length of an open end
NOT_FROM_ZERO = "纵轴不从0开始"
LEVELS = 3  # rows of words over breaks, one above the other
_MARGIN = 14
_RADIUS = 5.0


@dataclass
class Layout:
    """Where everything of a chart lies, in units of its viewBox. The trend has a number at least."""

    trend: Trend
    scale: Scale = field(init=False)
    names: list[str] = field(init=False)
    left: float = field(init=False)
    step: float = field(init=False)
    label_y: int = field(init=False)  # of the lowest words over a break
    levels: dict[int, int] = field(init=False)  # of the words over a break, by its place
    top: int = field(init=False)

    def __post_init__(self) -> None:
        points, metric = self.trend.points, self.trend.metric
        ends = [end for point in points for end in _ends(point)]
        whole = not metric.is_ratio and all(end == end.to_integral_value() for end in ends)
        self.scale = scale_of(ends, whole=whole)
        self.names = [short_name(point.period) for point in points]
        self.left = max(map(width, self.scale.labels)) + 16
        count = points[-1].place + 1
        # the last label is centred below its point and must not stick out
        spare = (WIDTH - self.left - _MARGIN) / count / 2
        right = max(_MARGIN, max(map(width, self.names)) / 2 + 4 - spare)
        self.step = (WIDTH - self.left - right) / count
        self.levels = self._levels()
        highest = max(self.levels.values(), default=0)
        over = [point for point in self.broken if self.levels.get(point.place) == highest]
        starts = [self.label_at(point) - width(point.break_label) / 2 for point in over]
        crowded = min(starts, default=WIDTH) < width(self.measure) + 8
        self.label_y = SIZE + ROW * (highest + (1 if crowded else 0))
        self.top = self.label_y + HEADER - SIZE
        if any(point.interval and point.interval.upper is None for point in points):
            self.top += ARROW  # an arrow may stand on the highest point

    @property
    def broken(self) -> list[Point]:
        return [point for point in self.trend.points if point.breaks]

    def label_at(self, point: Point) -> float:
        """The middle of the words over a break, which stay within the chart."""
        half = width(point.break_label) / 2 + 1
        return min(max(self.x(point.place - 0.5), half), WIDTH - half)

    def label_height(self, point: Point) -> int | None:
        """The foot of the words over a break; None where there is no room for them."""
        level = self.levels.get(point.place)
        return None if level is None else self.label_y - ROW * level

    def upright_from(self, point: Point) -> int:
        """Where the dashed line of a break begins: below its words, unless others stand in between."""
        x, level = self.x(point.place - 0.5), self.levels.get(point.place)
        if level is None:
            return self.label_y + 6
        below = [other for other in self.broken if self.levels.get(other.place, level) < level]
        near = [abs(self.label_at(other) - x) < width(other.break_label) / 2 + 4 for other in below]
        return self.label_y + 6 if any(near) else self.label_y - ROW * level + 6

    def _levels(self) -> dict[int, int]:
        """Each break's words on the lowest row where they do not touch those before."""
        ends = [0.0] * LEVELS
        found: dict[int, int] = {}
        for point in self.broken:
            middle, half = self.label_at(point), width(point.break_label) / 2
            free = [level for level, end in enumerate(ends) if middle - half >= end]
            if free:
                found[point.place] = free[0]
                ends[free[0]] = middle + half + 8
        return found

    @property
    def measure(self) -> str:
        """The unit of measure, and where the axis starts if that is not 0."""
        scale = self.scale
        said = f"单位：{scale.counted_in}{self.trend.metric.unit}"
        if scale.starts_at_zero:
            return said
        longer = f"{said}（纵轴从{scale.labels[0]}起）"
        return longer if width(longer) < WIDTH else f"{said}（{NOT_FROM_ZERO}）"

    @property
    def right(self) -> float:
        return self.left + self.step * (self.trend.points[-1].place + 1)

    @property
    def bottom(self) -> int:
        return self.top + PLOT_HEIGHT

    @property
    def height(self) -> int:
        return self.bottom + FOOT + (ROW if self.trend.gaps else 0)

    @property
    def radius(self) -> float:
        return min(_RADIUS, max(1.5, self.step * 0.35))

    def x(self, place: float) -> float:
        return self.left + self.step * (place + 0.5)

    def y(self, value: Decimal) -> Decimal:
        return self.bottom - self.scale.share(value) * PLOT_HEIGHT

    def place(self, point: Point) -> tuple[str, str]:
        return at(self.x(point.place)), at(self.y(point.level or Decimal(0)))


def _ends(point: Point) -> list[Decimal]:
    """Every finite number that the point stands for."""
    interval = point.interval
    found = [point.level, interval.lower, interval.upper] if interval else [point.level]
    return [number for number in found if number is not None]
