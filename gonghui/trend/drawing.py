"""Drawing: coordinates as text, SVG elements, and the lines that both charts share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from html import escape

from ..figure import plain, rounded
from .series import Point, Trend

DOT = 0.35  # of a point's radius: what stands in one of a total that lacks units
Place = Callable[[Point], tuple[str, str]]


@lru_cache(maxsize=2**14)
def at(number: Decimal | float) -> str:
    """A coordinate with one decimal at most: 12, 12.5. The same bytes on every machine."""
    return f"{plain(rounded(Decimal(number), 1)):f}"


def element(tag: str, content: str = "", **attributes: str) -> str:
    """One element. A trailing _ is left out of an attribute's name, another _ is a hyphen; `content` is
    markup, attributes are texts."""
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{said}>{content}</{tag}>" if content else f"<{tag}{said}/>"


def drawing(
    trend: Trend, id_: str, class_: str, size: tuple[int, int], described: str, parts: Iterable[str]
) -> str:
    """The svg element with its title and description; it fits the width that the style gives it."""
    width, height = size
    content = [
        element("title", escape(trend.title), id=f"{id_}-title"),
        element("desc", escape(described), id=f"{id_}-desc"),
        *parts,
    ]
    return element(
        "svg",
        "".join(content),
        class_=class_,
        viewBox=f"0 0 {width} {height}",
        width=f"{width}",
        height=f"{height}",
        role="img",
        aria_labelledby=f"{id_}-title {id_}-desc",
    )


def lines(trend: Trend, place: Place) -> str:
    """The line as one path, interrupted at every gap and every break."""
    runs = [[place(point) for point in run] for run in trend.runs if len(run) > 1]
    drawn = "".join("M" + "L".join(f"{x} {y}" for x, y in run) for run in runs)
    return element("path", class_="gh-line", d=drawn) if drawn else ""


def circle(point: Point, place: Place, radius: float, content: str = "") -> str:
    """A point: filled where exact, hollow where not; hollow with a dot in it where a total lacks units."""
    x, y = place(point)
    class_ = "gh-point" if point.exact else "gh-point gh-hollow"
    drawn = element("circle", content, class_=class_, cx=x, cy=y, r=at(radius))
    if point.is_partial:
        drawn += element("circle", class_="gh-partial", cx=x, cy=y, r=at(radius * DOT))
    return drawn
