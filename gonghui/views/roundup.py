"""Roundup (汇总表): the usual metrics of one unit type in one period, unit by unit. Nothing is summed."""

from __future__ import annotations

from .. import address
from ..period import Period
from ..registry import Metric, UnitType
from ..summary import Summary, SummaryClass
from ..summary.observation import Observation
from ..tables import Cell, Column, Row, Table
from .figures import legend
from .panel import observed_cell, scope_mark


def roundup_table(period: Period, unit_type: UnitType, summaries: list[Summary]) -> Table | None:
    """Units in rows, in the registry's order; None where none of them has a usual metric."""
    found = [
        (summary, {o.metric.id: o for o in _usual(summary, unit_type)})
        for summary in summaries
        if summary.class_ is SummaryClass.SUMMARY and summary.unit.type_id == unit_type.id
    ]
    found = [(summary, by_metric) for summary, by_metric in found if by_metric]
    if not found:
        return None
    registry = found[0][0].registry
    reported = {id_ for _, by_metric in found for id_ in by_metric}
    metrics = [registry.metrics[id_] for id_ in unit_type.metrics if id_ in reported]
    rows = [
        Row(
            (
                Cell(summary.unit_name, link=summary.address),
                *(observed_cell(of.get(m.id)) for m in metrics),
            )
        )
        for summary, of in found
    ]
    columns = [Column("单位"), *(_column(metric, unit_type) for metric in metrics)]
    notes = legend(o.figure for _, of in found for o in of.values())
    notes.append("空格是没有这个数，不是零。各单位不相加。")
    caption = f"{unit_type.name}{period.name}主要指标"
    return Table(f"roundup-{unit_type.id}", caption, columns, [("", rows)], notes)


def _usual(summary: Summary, unit_type: UnitType) -> list[Observation]:
    """The figures of the whole period, of the scope that is usual for each metric."""
    registry = summary.registry
    return [
        o
        for o in reversed(summary.observations)
        if o.metric.id in unit_type.metrics
        and o.period == summary.period
        and o.in_force
        and o.scope is registry.scope_of(summary.unit, o.metric)
    ]


def _column(metric: Metric, unit_type: UnitType) -> Column:
    scope = scope_mark(str(unit_type.scopes.get(metric.id, "")))
    return Column(f"{metric.name}（{metric.unit}）{scope}", True, address.of_metric(metric.id))
