"""Chart: a trend as a line chart with its axes, ranges, gaps and breaks.

Shapes carry the meaning, not colours: hollow is inexact, hollow with a dot lacks units, a whisker is a
range, a dashed upright is a break.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape

from .drawing import at, circle, drawing, element, lines
from .labels import SIZE, thinned, width
from .layout import ARROW, FOOT, NOT_FROM_ZERO, WIDTH, Layout
from .series import Point, Trend, said_figure, say_gap

NO_NUMBER = "–"  # where the word for a gap has no room


def chart_svg(trend: Trend, id_: str) -> str:
    """The whole chart; "" where there is no number. Ids inside begin with `id_`."""
    if not trend.known:
        return ""
    layout = Layout(trend)
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


def _text(x: float, y: float, said: str, class_: str, anchor: str = "") -> str:
    return element("text", escape(said), class_=class_, x=at(x), y=at(y), text_anchor=anchor)


def _axis(layout: Layout) -> Iterator[str]:
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
    yield _text(0, SIZE, layout.measure, "gh-measure")


def _periods(layout: Layout) -> Iterator[str]:
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


def _breaks(layout: Layout) -> Iterator[str]:
    for point in layout.broken:
        x, y = layout.x(point.place - 0.5), layout.label_height(point)
        content = element("title", escape(point.break_))
        content += element("path", d=f"M{at(x)} {layout.upright_from(point)}V{layout.bottom}")
        if y is not None:
            content += _text(layout.label_at(point), y, point.break_label, "", "middle")
        yield element("g", content, class_="gh-break")


def _point(layout: Layout, point: Point) -> str:
    title = f"{point.period.name}：{said_figure(point, layout.trend.metric)}"
    drawn = _whisker(layout, point) + circle(point, layout.place, layout.radius)
    return element("g", element("title", escape(title)) + drawn)


def _whisker(layout: Layout, point: Point) -> str:
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
            drawn += f"M{x} {y}v{tip}{ARROW}m-{half} {tail}6l{half} {tip}6l{half} {tail}6"
        elif end != point.level:
            drawn += f"M{x} {y}V{at(layout.y(end))}m-{half} 0h{at(Decimal(half) * 2)}"
    return element("path", class_="gh-whisker", d=drawn) if drawn else ""


def _gaps(layout: Layout) -> Iterator[str]:
    """Below the axis, where nothing can be taken for 0: why there is no number, once a gap."""
    y = layout.bottom + FOOT + 18
    for points in layout.trend.gaps:
        first, last = points[0].place, points[-1].place
        middle, room = layout.x((first + last) / 2), layout.step * (last - first + 1)
        mark, content = points[0].mark, element("title", escape(say_gap(points)))
        if width(mark) <= room:
            content += _text(middle, y, mark, "", "middle") + _bracket(layout, points, y - 6)
        else:
            content += _text(middle, y, NO_NUMBER, "", "middle")
        yield element("g", content, class_="gh-gap")


def _bracket(layout: Layout, points: list[Point], y: float) -> str:
    """Two thin lines from the word to the ends of a longer gap."""
    start, end = layout.x(points[0].place), layout.x(points[-1].place)
    half = width(points[0].mark) / 2 + 6
    middle = (start + end) / 2
    if middle - half - start < 8:
        return ""
    drawn = f"M{at(start)} {at(y)}H{at(middle - half)}M{at(middle + half)} {at(y)}H{at(end)}"
    return element("path", d=drawn)
