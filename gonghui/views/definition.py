"""Definition: the card that says what a metric counts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .. import address
from ..period import say_day
from ..place import Place
from ..registry import Metric
from ..registry.metric import TYPE_NAMES, Aggregation

ACROSS_UNITS = {
    Aggregation.SUM: "各单位可以相加",
    Aggregation.RECOMPUTE: "各单位的分子、分母相加后重算",
    Aggregation.NONE: "各单位不得相加",
}
# the letters of `src` in data/metrics.yml
SOURCES = {"Y": "统计年鉴", "N": "统计通知或报表", "K": "通行做法", "S": "总结用语"}


def definition_card(place: Place, metric: Metric) -> str:
    """What a metric counts: definition versions, unit of measure, how it adds up, its source."""
    items = "".join(f"<dt>{escape(key)}</dt><dd>{html}</dd>" for key, html in _lines(place, metric))
    own = place.address == address.of_metric(metric.id)  # its page bears the name already
    name = "" if own else f'<p class="gh-card-title">{_to(place, metric)}</p>'
    return f'<div class="gh-card">{name}<dl>{items}</dl></div>'


def _lines(place: Place, metric: Metric) -> Iterator[tuple[str, str]]:
    registry = place.corpus.registry
    yield "计量单位", escape(metric.unit)
    category = registry.categories.get(metric.category or "")
    if category:
        to = place.link(address.of_category(category.id))
        yield "类别", f'<a href="{escape(to)}">{escape(category.name)}</a>'
    else:
        yield "类别", "分子分母"
    yield "性质", escape(TYPE_NAMES[metric.type])
    if metric.across_units in ACROSS_UNITS:
        yield "汇总", ACROSS_UNITS[metric.across_units]
    if metric.aliases:
        yield "别名", escape("、".join(metric.aliases))
    if metric.parent:
        yield "其中项", f"属于“{_to(place, registry.metrics[metric.parent])}”"
    inset = [_to(place, m) for m in registry.metrics.values() if m.parent == metric.id]
    if inset:
        yield "下面又分", "、".join(inset)
    if metric.is_ratio and metric.numerator and metric.denominator:
        parts = (registry.metrics[i] for i in (metric.numerator, metric.denominator))
        yield "算法", " ÷ ".join(_to(place, part) for part in parts)
    rates = [m for m in registry.metrics.values() if metric.id in (m.numerator, m.denominator)]
    if rates:
        yield "用于计算", "、".join(_to(place, rate) for rate in rates)
    for definition in metric.definitions:
        change = f"（{definition.change}，前后不直接比较）" if definition.change else ""
        said = f"{say_day(definition.valid_from)}起：{definition.text}{change}"
        yield f"口径第{definition.version}版", escape(said)
    if metric.note:
        yield "注意", escape(metric.note)
    if metric.sources:
        yield "来源", escape("、".join(SOURCES.get(letter, letter) for letter in metric.sources))


def _to(place: Place, metric: Metric) -> str:
    here = address.of_metric(metric.id)
    if place.address == here:
        return escape(metric.name)
    return f'<a href="{escape(place.link(here))}">{escape(metric.name)}</a>'
