"""Figures of one summary: the dictionary's by category, and the local ones."""

from __future__ import annotations

from collections.abc import Iterable

from ..compare import why_no_number
from ..figure import Figure
from ..registry import Metric
from ..registry.unit import scope_name
from ..summary import Summary
from ..summary.entry import Entry
from ..summary.observation import Observation
from ..tables import Cell, Column, Row, Table, grouped
from ..wording import as_written, definition_note, displayed, inexact, spoken, spoken_as_written

LEGEND = "未报：应报而没有报；不适用：本单位没有这项工作；隐去：不公开；不足最小单位：有，但不到一个计量单位。都不是零。"
NO_VALUE = "gh-none"


def figure_cell(figure: Figure, metric: Metric) -> Cell:
    """A figure in a table, in the metric's unit of measure: 7,402 or 85.48（571/668）, 超过300."""
    if not figure.is_number:
        return Cell(figure.as_written or "—", state=NO_VALUE)
    if not figure.exact or figure.value is None:
        return Cell(inexact(figure, ","), inexact(figure))
    shown = displayed(figure.value, metric)
    if figure.numerator is not None and figure.denominator is not None:
        text = f"{grouped(shown)}（{figure.numerator:f}/{figure.denominator:f}）"
        return Cell(text, shown)
    return Cell(grouped(shown), shown)


def written_cell(figure: Figure) -> Cell:
    """A figure that is in no metric's unit of measure: as written, with its own unit if it has one."""
    return Cell(spoken_as_written(figure), state="" if figure.is_number else NO_VALUE)


def _measured(figure: Figure, metric: Metric | None) -> tuple[Cell, str]:
    """A figure and its unit of measure; without a metric both as written."""
    if metric is not None:
        return figure_cell(figure, metric), metric.unit
    text, unit = as_written(figure)
    return Cell(text, state="" if figure.is_number else NO_VALUE), unit


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
    remarks = []
    if observation.scope is not summary.scope:
        remarks.append(scope_name(observation.scope))
    if observation.period != summary.period:
        remarks.append(observation.period.name)
    if definition_note(observation):
        remarks.append(definition_note(observation))
    first, several = observation.entries[0], len(observation.entries) > 1
    if several and observation.figure.exact:
        remarks.append("以下各笔合计")
        cell, unit = figure_cell(observation.figure, metric), metric.unit
    elif several:
        remarks.append(why_no_number(observation))
        cell, unit = Cell("—", state=NO_VALUE), "" if observation.foreign else metric.unit
    else:
        cell, unit = _measured(observation.figure, None if first.foreign else metric)
        remarks += entry_remarks(first, metric)
    yield _row(metric.label, cell, unit, remarks, inset=metric.parent is not None)
    for number, entry in enumerate(observation.entries, start=1):
        if several:
            cell, unit = _measured(entry.figure, None if entry.foreign else metric)
            yield _row(f"第{number}笔", cell, unit, entry_remarks(entry, metric), inset=True)
        for name, part in (*entry.parts, *entry.levels):
            own = entry.foreign and part.unit != metric.unit
            cell, unit = _measured(part, None if own else metric)
            yield _row(name, cell, unit, [], inset=True)


def _row(label: str, figure: Cell, unit: str, remarks: list[str], *, inset: bool) -> Row:
    return Row((Cell(label), figure, Cell(unit), Cell("；".join(remarks))), inset)


def entry_remarks(entry: Entry, metric: Metric | None) -> list[str]:
    """What a figure's long form says beside the number."""
    remarks = []
    if entry.target is not None:
        target = entry.target
        said = spoken_as_written(target) if entry.foreign else target.as_written
        remarks.append(f"任务{said}")
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
        cell, unit = _measured(entry.figure, None)
        rows.append(_row(entry.name, cell, unit, remarks, inset=False))
        for name, part in (*entry.parts, *entry.levels):
            cell, unit = _measured(part, None)
            rows.append(_row(name, cell, unit, [], inset=True))
    if not rows:
        return None
    columns = [Column("项目"), Column("数值", True), Column("计量单位"), Column("说明")]
    caption = f"{summary.unit_name}{summary.period.name}其他数字"
    return Table(
        "local", caption, columns, [("", rows)], ["这些数不在指标字典里，只展示，不比较、不汇总。"]
    )
