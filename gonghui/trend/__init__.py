"""Trend: one unit's observations of one metric over time, and its drawings as SVG."""

from .assembly import trend_of
from .chart import chart_svg
from .series import Point, Trend
from .spark import spark_svg

__all__ = ["Point", "Trend", "chart_svg", "spark_svg", "trend_of"]
