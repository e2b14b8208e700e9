"""Definition: the card that says what a metric counts."""

from __future__ import annotations

from html import escape

from ..period import say_day
from ..registry import Metric, Registry
from ..registry.metric import TYPE_NAMES


def definition_card(metric: Metric, registry: Registry) -> str:
    """What a metric counts: definition versions, unit of measure, how it adds up."""
    lines: list[tuple[str, str]] = [
        ("计量单位", metric.unit),
        ("类别", registry.categories.get(metric.category or "", "分子分母")),
        ("性质", TYPE_NAMES[metric.type]),
    ]
    if metric.aliases:
        lines.append(("别名", "、".join(metric.aliases)))
    if metric.parent:
        lines.append(("其中项", f"属于“{registry.metrics[metric.parent].name}”"))
    if metric.is_ratio and metric.numerator and metric.denominator:
        top, bottom = (registry.metrics[i].name for i in (metric.numerator, metric.denominator))
        lines.append(("算法", f"{top} ÷ {bottom}"))
    for definition in metric.definitions:
        change_ = f"（{definition.change}，前后不直接比较）" if definition.change else ""
        since = f"{say_day(definition.valid_from)}起"
        lines.append((f"口径第{definition.version}版", f"{since}：{definition.text}{change_}"))
    if metric.note:
        lines.append(("注意", metric.note))
    items = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in lines)
    return (
        f'<div class="gh-card"><p class="gh-card-title">{escape(metric.name)}</p>'
        f"<dl>{items}</dl></div>"
    )
