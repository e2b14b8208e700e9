"""Chart: a trend as a line chart with its axes, ranges, gaps and breaks.

Shapes carry the meaning, not colours: hollow is inexact, a whisker is a range, a dashed upright is a
break. All room for text is measured at the size it has on a telephone; elsewhere it is smaller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from .drawing import at, circle, drawing, element, lines
from .labels import SIZE, short_name, thinned, width
from .scale import Scale, scale_of
from .series import Point, Trend, said_figure, say_gap

WIDTH = 640
PLOT_HEIGHT = 176
ROW = 25  # a line of text
_HEADER = 44
_FOOT = 30  # from the axis to the foot of the periods' names
_MARGIN = 14
_RADIUS = 5.0
_ARROW = 18
NOT_FROM_ZERO = "纵轴不从0开始"
NO_NUMBER = "–"  # where the word for a gap has no room


@dataclass
class _Layout:
    """Where everything lies; all in units of the viewBox."""

    trend: Trend
    scale: Scale = field(init=False)
    names: list[str] = field(init=False)
    left: float = field(init=False)
    step: float = field(init=False)
    top: int = field(init=False)

    def __post_init__(self) -> None:
        points, metric = self.trend.points, self.trend.metric
        ends = [end for point in points for end in _ends(point)]
        whole = not metric.is_ratio and all(end == end.to_integral_value() for end in ends)
        self.scale = scale_of(ends or [Decimal(0)], whole=whole)
        self.names = [short_name(point.period) for point in points]
        self.left = max(map(width, self.scale.labels)) + 16
        count = (points[-1].place if points else 0) + 1
        # the last label is centred below its point and must not stick out
        spare = (WIDTH - self.left - _MARGIN) / count / 2
        right = max(_MARGIN, max(map(width, self.names), default=0) / 2 + 4 - spare)
        self.step = (WIDTH - self.left - right) / count
        self.top = _HEADER + (ROW if any(point.breaks for point in points) else 0)
        if any(point.interval and point.interval.upper is None for point in points):
            self.top += _ARROW  # an arrow may stand on the highest point

    @property
    def right(self) -> float:
        return self.left + self.step * (
            (self.trend.points[-1].place if self.trend.points else 0) + 1
        )

    @property
    def bottom(self) -> int:
        return self.top + PLOT_HEIGHT

    @property
    def height(self) -> int:
        return self.bottom + _FOOT + (ROW if self.trend.gaps else 0)

    @property
    def radius(self) -> float:
        return min(_RADIUS, max(1.5, self.step * 0.35))

    def x(self, place: float) -> float:
        return self.left + self.step * (place + 0.5)

    def y(self, value: Decimal) -> Decimal:
        return self.bottom - self.scale.share(value) * PLOT_HEIGHT

    def place(self, point: Point) -> tuple[str, str]:
        return at(self.x(point.place)), at(self.y(point.level or Decimal(0)))


def chart_svg(trend: Trend, id_: str) -> str:
    """The whole chart; "" where there is no number. Ids inside begin with `id_`."""
    if not trend.known:
        return ""
    layout = _Layout(trend)
    described = trend.description
    if not layout.scale.starts_at_zero:
        described += f"{NOT_FROM_ZERO}。"
    parts = [
        *_axis(layout),
        *_periods(layout),
        *_breaks(layout),
        lines(trend, layout.place),
        *(_point(layout, point) for point in trend.known),
        *_gaps(layout),
    ]
    return drawing(trend, id_, "gh-chart", (WIDTH, layout.height), described, parts)


def _ends(point: Point) -> list[Decimal]:
    """Every finite number that the point stands for."""
    interval = point.interval
    found = [point.level, interval.lower, interval.upper] if interval else [point.level]
    return [number for number in found if number is not None]


def _text(x: float, y: float, said: str, class_: str, anchor: str = "") -> str:
    return element("text", escape(said), class_=class_, x=at(x), y=at(y), text_anchor=anchor)


def _axis(layout: _Layout) -> Iterator[str]:
    scale, left, right = layout.scale, at(layout.left), at(layout.right)
    grid = "".join(f"M{left} {at(layout.y(tick))}H{right}" for tick in scale.ticks if tick)
    yield element("path", class_="gh-grid-line", d=grid)
    if scale.starts_at_zero:
        yield element("path", class_="gh-axis", d=f"M{left} {at(layout.y(Decimal(0)))}H{right}")
    else:
        cut = f"M{left} {layout.bottom}v-4l-5 -3l10 -4l-5 -3v-4"
        yield element("path", class_="gh-axis", d=cut)
    for tick, label in zip(scale.ticks, scale.labels, strict=True):
        x, y = layout.left - 10, float(layout.y(tick))
        yield element(
            "text", label, class_="gh-tick", x=at(x), y=at(y), dy=".35em", text_anchor="end"
        )
    measure = f"单位：{scale.counted_in}{layout.trend.metric.unit}"
    if not scale.starts_at_zero:
        longer = f"{measure}（纵轴从{scale.labels[0]}起）"
        measure = longer if width(longer) < WIDTH else f"{measure}（{NOT_FROM_ZERO}）"
    yield _text(0, SIZE, measure, "gh-measure")


def _periods(layout: _Layout) -> Iterator[str]:
    points = layout.trend.points
    names = ["" for _ in range(points[-1].place + 1)]
    for point, name in zip(points, layout.names, strict=True):
        names[point.place] = name
    shown = thinned(names, layout.step, len({point.period.slot for point in points}))
    shown = [place for place in shown if names[place]]
    ticks = "".join(f"M{at(layout.x(place))} {layout.bottom}v5" for place in shown)
    yield element("path", class_="gh-axis", d=ticks)
    for place in shown:
        yield _text(layout.x(place), layout.bottom + 24, names[place], "gh-period", "middle")


def _breaks(layout: _Layout) -> Iterator[str]:
    end = 0.0  # of the label before
    for point in layout.trend.points:
        if not point.breaks:
            continue
        x, half = layout.x(point.place - 0.5), width(point.break_label) / 2
        middle = min(max(x, half + 1), WIDTH - half - 1)
        content = element("title", escape(point.break_))
        content += element("path", d=f"M{at(x)} {_HEADER + ROW - 4}V{layout.bottom}")
        if middle - half >= end:
            content += _text(middle, _HEADER + ROW - 10, point.break_label, "", "middle")
            end = middle + half + 8
        yield element("g", content, class_="gh-break")


def _point(layout: _Layout, point: Point) -> str:
    title = f"{point.period.name}：{said_figure(point, layout.trend.metric)}"
    drawn = _whisker(layout, point) + circle(point, layout.place, layout.radius)
    return element("g", element("title", escape(title)) + drawn)


def _whisker(layout: _Layout, point: Point) -> str:
    """The range of an inexact number: an end that is known has a cap, an open one an arrow."""
    interval = point.interval
    if interval is None:
        return ""
    x, y = layout.place(point)
    half = at(min(5.0, layout.step * 0.35))
    drawn = ""
    for end, up in ((interval.lower, False), (interval.upper, True)):
        if end is None:
            tip, tail = ("-", "") if up else ("", "-")
            drawn += f"M{x} {y}v{tip}{_ARROW}m-{half} {tail}6l{half} {tip}6l{half} {tail}6"
        elif end != point.level:
            drawn += f"M{x} {y}V{at(layout.y(end))}m-{half} 0h{at(Decimal(half) * 2)}"
    return element("path", class_="gh-whisker", d=drawn) if drawn else ""


def _gaps(layout: _Layout) -> Iterator[str]:
    """Below the axis, where nothing can be taken for 0: why there is no number, once a gap."""
    y = layout.bottom + _FOOT + 18
    for points in layout.trend.gaps:
        first, last = points[0].place, points[-1].place
        middle, room = layout.x((first + last) / 2), layout.step * (last - first + 1)
        mark, content = points[0].mark, element("title", escape(say_gap(points)))
        if width(mark) <= room:
            content += _text(middle, y, mark, "", "middle") + _bracket(layout, points, y - 6)
        else:
            content += _text(middle, y, NO_NUMBER, "", "middle")
        yield element("g", content, class_="gh-gap")


def _bracket(layout: _Layout, points: list[Point], y: float) -> str:
    """Two thin lines from the word to the ends of a longer gap."""
    start, end = layout.x(points[0].place), layout.x(points[-1].place)
    half = width(points[0].mark) / 2 + 6
    middle = (start + end) / 2
    if middle - half - start < 8:
        return ""
    drawn = f"M{at(start)} {at(y)}H{at(middle - half)}M{at(middle + half)} {at(y)}H{at(end)}"
    return element("path", d=drawn)
