"""Trend: the chart of one metric over time, with what its marks mean."""

from __future__ import annotations

from html import escape

from ..corpus import Corpus
from ..figure import Interval
from ..period import KIND_NAMES, Kind
from ..place import Place
from ..registry import Metric, Unit
from ..summary.observation import Observation
from ..totals import Group, Total
from ..trend import Trend, caveats, chart_svg, spark_svg, trend_of, trend_of_totals

COURSE = 3  # numbers that show a course
_ID = "\0"  # in the place of an id, in no text


def trend_figure(place: Place, unit: Unit, metric: Metric, found: list[Observation]) -> str:
    """The chart with its caption and a legend of the marks that occur in it; "" where there are
    fewer than two numbers to draw. `found` as for `trend_of`."""
    trend = trend_of(place.corpus, unit, metric, found)
    return _figure(place, trend, unit.id, found[-1].period.kind if found else Kind.YEAR)


def total_trend_figure(place: Place, group: Group, metric: Metric, found: list[Total]) -> str:
    """The same of a group's totals. `found` as for `trend_of_totals`."""
    trend = trend_of_totals(place.corpus, group, metric, found)
    id_ = "-".join(filter(None, ("total", str(group.kind), group.id)))
    return _figure(place, trend, id_, found[-1].period.kind if found else Kind.YEAR)


def _figure(place: Place, trend: Trend, whose: str, kind: Kind) -> str:
    if not trend.is_drawable:
        return ""
    metric = trend.metric
    id_ = place.unique("-".join(("trend", whose, metric.id, str(kind))).replace("_", "-"))
    legend = "".join(f"{escape(item)}。" for item in _legend(trend))
    return (
        f'<figure class="gh-trend"><figcaption>{escape(trend.title)}'
        f"（{KIND_NAMES[kind]}，计量单位：{escape(metric.unit)}）</figcaption>"
        f"{chart_svg(trend, id_)}" + (f"<p>{legend}</p>" if legend else "") + "</figure>"
    )


def trend_spark(place: Place, unit: Unit, metric: Metric, found: list[Observation]) -> str:
    """The small trend that stands in a row or a card; "" where a course cannot be seen: fewer than
    three numbers."""
    return put_down(place, spark_of(place.corpus, unit, metric, found), unit, metric)


def spark_of(corpus: Corpus, unit: Unit, metric: Metric, found: list[Observation]) -> str:
    """The same, to be put down somewhere."""
    trend = trend_of(corpus, unit, metric, found)
    if not trend.is_drawable or len(trend.known) < COURSE:
        return ""
    return spark_svg(trend, _ID)


def put_down(place: Place, spark: str, unit: Unit, metric: Metric) -> str:
    """A small trend with an id of its own on the page."""
    if not spark:
        return ""
    return spark.replace(_ID, place.unique(f"spark-{unit.id}-{metric.id}".replace("_", "-")))


def _legend(trend: Trend) -> list[str]:
    """What the marks mean that are in the chart, and no others."""
    known, items = trend.known, []
    intervals = [point.interval for point in known if point.interval]
    if any(point.partial for point in known):
        items.append("空心中有点的、不连线的：有单位没有报，不是减少")
    if any(not point.exact and not point.partial for point in known):
        items.append("空心点：约数")
    if any(map(_bounded, intervals)):
        items.append("竖的实线：约数的范围")
    if any(interval.upper is None for interval in intervals):
        items.append("向上的箭头：上限不详")
    if any(interval.lower is None for interval in intervals):
        items.append("向下的箭头：下限不详")
    labels = [found.label for point in trend.points for found in point.breaks]
    if labels:
        items.append(f"竖的虚线：{'；'.join(caveats(labels, trend.of_total))}")
    if any(known[0].place < point.place < known[-1].place for point in trend.points if point.gap):
        items.append("断开处：没有数，不作零，也不连线")
    return items


def _bounded(interval: Interval) -> bool:
    return interval.lower is not None and interval.upper is not None
