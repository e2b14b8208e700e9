"""Trend: one metric of a unit or a group over time, and its drawings as SVG."""

from .assembly import trend_of, trend_of_totals
from .caveat import CAUSES, caveat, caveats
from .chart import chart_svg
from .series import Point, Trend
from .spark import spark_svg

__all__ = [
    "CAUSES",
    "Point",
    "Trend",
    "caveat",
    "caveats",
    "chart_svg",
    "spark_svg",
    "trend_of",
    "trend_of_totals",
]
