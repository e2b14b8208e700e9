"""Totals on the pages of periods, groups of units and metrics: a section each, "" where there is
nothing to add up."""

from __future__ import annotations

from collections.abc import Iterable

from .. import address
from ..bases import Basis
from ..period import Period
from ..place import Place
from ..registry import Metric
from ..totals import ALL, Group, group_of_type
from ..views.panel import slot_id, slot_name, slots_of
from ..views.series import totals_table
from ..views.totals import total_lines, total_sentences, total_table
from .page import heading


def period_totals(place: Place, period: Period) -> str:
    """All units' totals of every metric that two of them or more reported."""
    registry = place.corpus.registry
    lines = total_lines(place.corpus, ALL, period, registry.metrics.values())
    lines = [line for line in lines if line.total and len(line.total.counted) > 1]
    if not lines:
        return ""
    table = total_table(ALL, period, Basis.YOY, lines, registry)
    return heading("totals", "合计") + table.html(place) + total_sentences(lines, registry)


def group_totals(place: Place, group: Group, metrics: Iterable[Metric]) -> str:
    """A group's totals of some metrics, one table a kind of period; "" where there is nothing to add."""
    html = ""
    metrics = list(metrics)
    shown = {metric.id for metric in metrics}
    rows = [(f"{m.label(shown)}（{m.unit}）", address.of_metric(m.id), group, m) for m in metrics]
    for slot in slots_of(place.corpus):
        name = slot_name((*slot, ""), place.corpus)
        id_ = slot_id((*slot, ""))
        caption = f"{group.name}合计（{name}）"
        table = totals_table(place, f"totals-{id_}", caption, rows, slot, "指标")
        html += table.html(place) if table else ""
    return heading("totals", f"{group.name}合计") + html if html else ""


def metric_totals(place: Place, metric: Metric) -> str:
    """The totals of all units and of each type, one table a kind of period."""
    registry, html = place.corpus.registry, ""
    rows = [("全部单位", address.UNITS, ALL, metric)]
    for unit_type in registry.unit_types.values():
        group = group_of_type(unit_type)
        rows.append((unit_type.name, address.of_type(unit_type.id), group, metric))
    for slot in slots_of(place.corpus):
        name, id_ = slot_name((*slot, ""), place.corpus), slot_id((*slot, ""))
        caption = f"{metric.name}合计（{name}，计量单位：{metric.unit}）"
        table = totals_table(place, f"totals-{id_}", caption, rows, slot, "单位")
        html += table.html(place) if table else ""
    return heading("totals", "合计") + html if html else ""
