"""Figures of one summary: the dictionary's by category, and the local ones."""

from __future__ import annotations

from collections.abc import Iterable

from ..compare import why_no_number
from ..figure import Figure, plain, rounded
from ..registry import Metric
from ..registry.unit import scope_name
from ..spelling import fold
from ..summary import Summary
from ..summary.entry import Entry
from ..summary.observation import Observation
from ..tables import Cell, Column, Row, Table, grouped
from ..wording import spoken

LEGEND = "未报：应报而没有报；不适用：本单位没有这项工作；隐去：不公开；不足最小单位：有，但不到一个计量单位。都不是零。"
NO_VALUE = "gh-none"


def figure_cell(figure: Figure, metric: Metric | None) -> Cell:
    """A figure in a table: exact ones with separators, the rest as written."""
    if figure.exact and figure.value is not None:
        places = 2 if metric is None else max(metric.decimals, 2)
        shown = plain(rounded(figure.value, places))
        if figure.numerator is not None and figure.denominator is not None:
            text = f"{grouped(shown)}（{figure.numerator:f}/{figure.denominator:f}）"
            return Cell(text, shown)
        return Cell(grouped(shown), shown)
    if not figure.is_number:
        return Cell(figure.as_written or "—", state=NO_VALUE)
    return Cell(fold(figure.as_written).removesuffix(figure.unit if figure.unit != "%" else ""))


def metric_table(summary: Summary) -> Table | None:
    """The dictionary's figures of one summary, by category; None where it has none."""
    registry = summary.registry
    groups: dict[str, list[Row]] = {}
    for observation in sorted(summary.observations, key=lambda o: o.metric.order):
        title = registry.categories.get(observation.metric.category or "", "其他")
        groups.setdefault(title, []).extend(_metric_rows(observation))
    if not groups:
        return None
    stateless = [o for o in summary.observations if o.figure.state]
    notes = [LEGEND] if stateless else []
    if any(o.scope is not summary.scope for o in summary.observations):
        notes.append("标明“含下级”的数包括所属各单位，其余为本级。")
    columns = [Column("指标"), Column("数值", True), Column("计量单位"), Column("说明")]
    caption = f"{summary.unit_name}{summary.period.name}主要指标"
    return Table("metrics", caption, columns, list(groups.items()), notes)


def _metric_rows(observation: Observation) -> Iterable[Row]:
    metric, summary = observation.metric, observation.summary
    unit = observation.entries[0].unit or metric.unit
    remarks = []
    if observation.scope is not summary.scope:
        remarks.append(scope_name(observation.scope))
    if observation.period != summary.period:
        remarks.append(observation.period.name)
    several = len(observation.entries) > 1
    if several:
        remarks.append("以下各笔合计" if observation.figure.exact else why_no_number(observation))
        figure = figure_cell(observation.figure, metric)
        figure = figure if observation.figure.exact else Cell("—", state=NO_VALUE)
    else:
        figure = figure_cell(observation.figure, metric)
        remarks += entry_remarks(observation.entries[0], metric)
    yield _row(metric.label, figure, unit, remarks, inset=metric.parent is not None)
    for number, entry in enumerate(observation.entries, start=1):
        if several:
            cell = figure_cell(entry.figure, metric)
            yield _row(f"第{number}笔", cell, entry.unit, entry_remarks(entry, metric), inset=True)
        for name, part in (*entry.parts, *entry.levels):
            yield _row(name, figure_cell(part, metric), unit, [], inset=True)


def _row(label: str, figure: Cell, unit: str, remarks: list[str], *, inset: bool) -> Row:
    return Row((Cell(label), figure, Cell(unit), Cell("；".join(remarks))), inset)


def entry_remarks(entry: Entry, metric: Metric | None) -> list[str]:
    """What a figure's long form says beside the number."""
    remarks = []
    if entry.target is not None:
        remarks.append(f"任务{entry.target.as_written}")
    if entry.target_rate is not None:
        remarks.append(f"完成任务{entry.target_rate.as_written}")
    if entry.stated is not None:
        remarks.append(f"原文写作{entry.stated.as_written}")
    if entry.base is not None and metric is not None:
        note = f"（{entry.base_note}）" if entry.base_note else ""
        remarks.append(f"上年可比基数{spoken(entry.base, metric)}{note}")
    if entry.foreign and metric is not None:
        remarks.append(f"按“{entry.figure.unit}”统计，不参加比较")
    if entry.note:
        remarks.append(entry.note)
    return remarks


def local_table(summary: Summary) -> Table | None:
    """Figures that the dictionary does not know; None where there are none."""
    rows = []
    for entry in summary.local:
        remarks = [entry.period.name] if entry.period else []
        remarks += entry_remarks(entry, None)
        cell = figure_cell(entry.figure, None)
        rows.append(_row(entry.name, cell, entry.figure.unit, remarks, inset=False))
        for name, part in (*entry.parts, *entry.levels):
            rows.append(_row(name, figure_cell(part, None), part.unit, [], inset=True))
    if not rows:
        return None
    columns = [Column("项目"), Column("数值", True), Column("计量单位"), Column("说明")]
    caption = f"{summary.unit_name}{summary.period.name}其他数字"
    return Table(
        "local", caption, columns, [("", rows)], ["这些数不在指标字典里，只展示，不比较、不汇总。"]
    )
