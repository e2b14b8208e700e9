"""Roundup (汇总表): the usual metrics of one unit type in one period, unit by unit, and their totals."""

from __future__ import annotations

from .. import address
from ..corpus import Corpus
from ..period import Period
from ..registry import Metric, UnitType
from ..registry.unit import Scope
from ..summary import Summary, SummaryClass
from ..summary.observation import Observation
from ..tables import Cell, Column, Row, Table
from ..totals import DoubleCount, Total, group_of_type, total_of
from ..wording import coverage_line
from .figures import NO_VALUE, figure_cell, legend
from .panel import observed_cell, scope_mark


def roundup_table(
    corpus: Corpus, period: Period, unit_type: UnitType, summaries: list[Summary]
) -> Table | None:
    """Units in rows, in the registry's order, at the end their totals and how many units these are of;
    None where none of them has a usual metric."""
    found = [
        (summary, {o.metric.id: o for o in _usual(summary, unit_type)})
        for summary in summaries
        if summary.class_ is SummaryClass.SUMMARY and summary.unit.type_id == unit_type.id
    ]
    found = [(summary, by_metric) for summary, by_metric in found if by_metric]
    if not found:
        return None
    registry = corpus.registry
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
    totals = [_total(corpus, period, unit_type, metric) for metric in metrics]
    missing: dict[str, str] = {}
    if len(found) > 1:
        summed = (Cell("合计"), *(_total_cell(total) for total in totals))
        counted = (Cell("已报单位"), *(_counted_cell(total) for total in totals))
        rows += [Row(summed, total=True), Row(counted, total=True)]
        missing = {
            t.metric.name: coverage_line(t).partition("，")[2] for t in totals if t and t.left_out
        }
    columns = [Column("单位"), *(_column(metric, unit_type) for metric in metrics)]
    notes = legend(o.figure for _, of in found for o in of.values())
    notes.append("空格是没有这个数，不是零。")
    if len(found) > 1:
        notes.append("合计只加已报的单位；比率用分子、分母合计后重新计算；“—”是不能合计。")
    by_reason: dict[str, list[str]] = {}
    for name, said in missing.items():
        by_reason.setdefault(said, []).append(name)
    notes += [f"没有计入合计的：{'、'.join(names)}，{said}。" for said, names in by_reason.items()]
    caption = f"{unit_type.name}{period.name}主要指标"
    return Table(f"roundup-{unit_type.id}", caption, columns, [("", rows)], notes)


def _total(corpus: Corpus, period: Period, unit_type: UnitType, metric: Metric) -> Total | None:
    """The type's total in the scope that is usual for the metric; None of a double count."""
    scope = unit_type.scopes.get(metric.id, Scope.OWN)
    try:
        return total_of(corpus, group_of_type(unit_type), metric, period, scope)
    except DoubleCount:
        return None


def _total_cell(total: Total | None) -> Cell:
    if total is None or total.figure is None:
        return Cell("—", state=NO_VALUE)
    return figure_cell(total.figure, total.metric, parts=False)


def _counted_cell(total: Total | None) -> Cell:
    return Cell(f"{len(total.counted)}/{total.expected}" if total and total.figure else "")


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
