"""Spark: a trend the size of a word, without axes."""

from __future__ import annotations

from decimal import Decimal

from .drawing import at, circle, drawing, element, lines
from .series import Point, Trend

WIDTH, HEIGHT = 120, 32
_EDGE = 5  # room for half a point and its outline
_LAST, _ALONE = 3.0, 1.5  # radii


def spark_svg(trend: Trend, id_: str) -> str:
    """The line with its gaps and breaks, and the last number as a point. The lowest number is at the
    bottom and the highest at the top: it shows the course, not the size. "" where there is no number."""
    known = trend.known
    if not known:
        return ""
    levels = [point.level or Decimal(0) for point in known]
    low, high = min(levels), max(levels)
    step = Decimal(WIDTH - 2 * _EDGE) / max(trend.points[-1].place, 1)

    def x(place: Decimal) -> str:
        return at(_EDGE + step * place)

    def place(point: Point) -> tuple[str, str]:
        share = Decimal("0.5")
        if low != high:
            share = ((point.level or Decimal(0)) - low) / (high - low)
        return x(Decimal(point.place)), at(HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE))

    breaks = "".join(
        f"M{x(point.place - Decimal('0.5'))} 1V{HEIGHT - 1}"
        for point in trend.points
        if point.breaks
    )
    alone = [run[0] for run in trend.runs if len(run) == 1 and run[0] is not known[-1]]
    parts = [
        element("path", class_="gh-break", d=breaks) if breaks else "",
        lines(trend, place),
        *(circle(point, place, _ALONE) for point in alone),
        circle(known[-1], place, _LAST),
    ]
    return drawing(trend, id_, "gh-spark", (WIDTH, HEIGHT), trend.outline, parts)
