"""Several units or several periods, compared metric by metric in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import address
from ..bases import BASIS_NAMES, Basis
from ..compare import Comparison
from ..coverage import coverage_of
from ..period import Period, say_day
from ..place import Place
from ..registry import Metric, Unit
from ..registry.unit import Scope, scope_name
from ..succession import heirs_of
from ..summary import SummaryClass
from ..tables import Cell, Column, Row, Table
from .comparisons import comparison_cells, comparison_notes, summary_comparisons
from .figures import NO_VALUE

MISSING = (*[Cell("—", state=NO_VALUE)] * 3, Cell(""))


def several_table(
    place: Place,
    units: Sequence[Unit],
    periods: Sequence[Period],
    metrics: Sequence[Metric],
    basis: Basis,
) -> tuple[Table, list[Comparison]]:
    """A block of rows a metric: the units in the order given, the periods within. A unit without a
    工作总结 keeps its row. Also every comparison that stands in it, in its order."""
    corpus, shown = place.corpus, []
    wanted = list(metrics) or _reported(place, units, periods)
    groups: list[tuple[str, list[Row]]] = []
    leads: dict[str, str] = {}
    for metric in wanted:
        rows: list[Row] = []
        scopes: dict[int, Scope] = {}  # by place in `rows`
        for unit in units:
            for period in periods:
                head = _head(unit, period, units, periods)
                summary = corpus.summary_of(unit, period, SummaryClass.SUMMARY)
                if summary is None:
                    remark = Cell(_absent(place, unit, period))
                    rows.append(Row((Cell(head, link=address.of_unit(unit.id)), *MISSING, remark)))
                    continue
                found = summary_comparisons(place, summary, basis, [metric])
                found = [c for c in found if c.observation.period == period]
                first = Cell(head, link=summary.address)
                if not found:
                    there = any(o.metric == metric for o in summary.observations)
                    remark = Cell("不能这样比较" if there else "总结里没有这项数")
                    rows.append(Row((first, *MISSING, remark)))
                for comparison in found:
                    rows.append(Row(comparison_cells(place, comparison, first)))
                    shown.append(comparison)
                    scopes[len(rows) - 1] = comparison.observation.scope
        title = f"{metric.name}（{metric.unit}）"
        if len(set(scopes.values())) > 1:  # else what is counted would look alike
            for at, scope in scopes.items():
                first, *rest = rows[at].cells
                marked = replace(first, text=f"{first.text}（{scope_name(scope)}）")
                rows[at] = Row((marked, *rest))
        groups.append((title, rows))
        leads[title] = address.of_metric(metric.id)
    what = "期间" if len(units) == 1 else "单位"
    columns = [
        Column(what), Column("本期", True), Column("基期", True), Column("增减", True),
        Column("增长", True), Column("说明", note_on=3),
    ]  # fmt: skip
    name = next(n for n, b in BASIS_NAMES.items() if b is basis)
    who = "、".join(unit.name for unit in units[:3]) + (
        f"等{len(units)}个单位" if len(units) > 3 else ""
    )
    when = periods[0].name if len(periods) == 1 else f"{periods[0].name}至{periods[-1].name}"
    notes = comparison_notes(shown, corpus.registry.settings)
    table = f"several-{'-'.join(u.id for u in units[:3])}-{periods[0].id}-{len(periods)}"
    return Table(table, f"{who}{when}对比（{name}）", columns, groups, notes, leads=leads), shown


def _absent(place: Place, unit: Unit, period: Period) -> str:
    """Why a unit has no summary of a period."""
    last = period.last
    for event, heir in heirs_of(place.corpus, unit):
        if last is not None and event.day <= last:
            return f"已于{say_day(event.day)}并入{heir.name_in(period)}"
    if unit.last_day is not None and last is not None and unit.last_day < last:
        return f"单位存在到{say_day(unit.last_day)}"
    if unit.first_day is not None and last is not None and unit.first_day > last:
        return f"单位自{say_day(unit.first_day)}起才有"
    late = coverage_of(place.corpus, period, within={unit.id}).missing
    return "缺报" if late else f"没有{period.name}的总结"


def _head(unit: Unit, period: Period, units: Sequence[Unit], periods: Sequence[Period]) -> str:
    """What tells a row from the others: the unit's name of that time, the period, or both."""
    if len(units) == 1:
        return period.name
    name = unit.name_in(period)
    return name if len(periods) == 1 else f"{name}，{period.name}"


def _reported(place: Place, units: Sequence[Unit], periods: Sequence[Period]) -> list[Metric]:
    """Every metric that one of them reports, in the dictionary's order."""
    found = {}
    for unit in units:
        for period in periods:
            summary = place.corpus.summary_of(unit, period, SummaryClass.SUMMARY)
            for observation in summary.observations if summary else ():
                found[observation.metric.id] = observation.metric
    return sorted(found.values(), key=lambda metric: metric.order)
