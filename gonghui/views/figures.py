"""Figures of one summary: the dictionary's by category, and the local ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import address
from ..bases import why_no_number
from ..figure import Figure, State
from ..period import Kind, say_day
from ..registry import Metric
from ..registry.unit import scope_name
from ..summary import DATA_STATUS_NAMES, Summary
from ..summary.entry import Entry
from ..summary.observation import Observation
from ..tables import Cell, Column, Row, Table, grouped
from ..wording import as_written, definition_note, displayed, inexact, spoken, spoken_as_written

NO_VALUE = "gh-none"

REMARKS = Column("说明", note_on=1)
LOCAL_NOTE = "这些数不在指标字典里，只展示，不比较、不汇总。"
Mentions = Mapping[tuple[int, int], str]  # an entry's position to the anchor of its sentence


@dataclass(frozen=True)
class Sign:
    """How a figure without value is printed: `text` as tables print it, `said` to those who listen,
    where that differs, and what it means."""

    text: str
    meaning: str
    said: str = ""


SIGNS = {
    State.NOT_REPORTED: Sign("未报", "应报而没有报"),
    State.NOT_APPLICABLE: Sign("／", "不适用，本单位没有这项工作", "不适用"),
    State.MASKED: Sign("***", "隐去，有数而不公开", "隐去"),
    State.BELOW_UNIT: Sign("…", "不足最小单位，有而不到一个计量单位", "不足最小单位"),
}


def legend(figures: Iterable[Figure]) -> list[str]:
    """What the signs of these figures mean; nothing where none has one."""
    return signs_of({figure.state for figure in figures if figure.state})


def signs_of(states: Collection[str]) -> list[str]:
    """The same of their states."""
    shown = [f"{sign.text}：{sign.meaning}" for state, sign in SIGNS.items() if state in states]
    return [f"{'；'.join(shown)}。{'都' if len(shown) > 1 else ''}不是零。"] if shown else []


def state_cell(state: State) -> Cell:
    """The cell of a figure that has no value."""
    sign = SIGNS[state]
    return Cell(sign.text, state=f"{NO_VALUE} gh-{str(state).replace('_', '-')}", said=sign.said)


def figure_cell(figure: Figure, metric: Metric, *, parts: bool = True) -> Cell:
    """A figure in a table, in the metric's unit of measure: 7,402 or 85.48（571/668）, 超过300; with
    no `parts` 85.48 alone."""
    if figure.state:
        return state_cell(figure.state)
    if not figure.is_number:
        return Cell(figure.as_written or "—", state=NO_VALUE)
    if not figure.exact or figure.value is None:
        return Cell(inexact(figure, ","), inexact(figure))
    shown = displayed(figure.value, metric)
    if parts and figure.numerator is not None and figure.denominator is not None:
        text = f"{grouped(shown)}（{figure.numerator:f}/{figure.denominator:f}）"
        return Cell(text, shown, exact=figure.value)
    return Cell(grouped(shown), shown, exact=figure.value)


def written_cell(figure: Figure) -> Cell:
    """A figure that is in no metric's unit of measure: as written, with its own unit if it has one."""
    if figure.state:
        return state_cell(figure.state)
    return Cell(spoken_as_written(figure), state="" if figure.is_number else NO_VALUE)


def _measured(figure: Figure, metric: Metric | None) -> tuple[Cell, str]:
    """A figure and its unit of measure; without a metric both as written."""
    if metric is not None:
        return figure_cell(figure, metric), metric.unit
    if figure.state:
        return state_cell(figure.state), ""
    text, unit = as_written(figure)
    return Cell(text, state="" if figure.is_number else NO_VALUE), unit


def status_line(summary: Summary) -> str:
    """What stands below the caption of a summary's figures: 数据状态：核定　数据截至：2024年12月31日"""
    status = next(name for name, s in DATA_STATUS_NAMES.items() if s is summary.data_status)
    known = summary.as_of and summary.period.kind is not Kind.MASKED
    until = f"　数据截至：{say_day(summary.as_of)}" if summary.as_of and known else ""
    return f"数据状态：{status}{until}"


def by_category(summary: Summary) -> dict[str, list[Observation]]:
    """A summary's observations in the order of its table: by category, there as the dictionary has
    them."""
    groups: dict[str, list[Observation]] = {}
    for observation in sorted(summary.observations, key=lambda o: o.metric.order):
        title = summary.registry.category_of(observation.metric)
        groups.setdefault(title, []).append(observation)
    return groups


def metric_table(summary: Summary, mentions: Mentions | None = None) -> Table | None:
    """The dictionary's figures of one summary, by category; None where it has none. `mentions` are
    the anchors of the sentences in which the figures stand, where the text is on the same page."""
    registry = summary.registry
    shown = {observation.metric.id for observation in summary.observations}
    groups = {
        title: [row for one in found for row in _metric_rows(one, shown, mentions or {})]
        for title, found in by_category(summary).items()
    }
    if not groups:
        return None
    notes = legend(_all_figures(summary.metrics))
    if any(o.scope is not summary.scope for o in summary.observations):
        notes.append("标明“含下级”的数包括所属各单位，其余为本级。")
    columns = [Column("指标"), Column("数值", True), Column("计量单位"), REMARKS]
    caption = f"{summary.unit_name}{summary.period.name}主要指标"
    leads = address.of_categories(registry)
    found, under = list(groups.items()), status_line(summary)
    return Table("metrics", caption, columns, found, notes, under, leads=leads)


def _all_figures(entries: Iterable[Entry]) -> Iterator[Figure]:
    for entry in entries:
        yield entry.figure
        yield from (figure for _, figure in (*entry.parts, *entry.levels))


def _metric_rows(observation: Observation, shown: set[str], mentions: Mentions) -> Iterable[Row]:
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
    remarks += corrections(observation)
    if not several:
        cell = cell.leading(mentions.get(first.position, ""))
    definition = address.of_metric(metric.id)
    inset = metric.is_part(shown)
    yield _row(metric.label(shown), cell, unit, remarks, inset=inset, link=definition)
    for number, entry in enumerate(observation.entries, start=1):
        if several:
            cell, unit = _measured(entry.figure, None if entry.foreign else metric)
            cell = cell.leading(mentions.get(entry.position, ""))
            yield _row(f"第{number}笔", cell, unit, entry_remarks(entry, metric), inset=True)
        for name, part in (*entry.parts, *entry.levels):
            own = entry.foreign and part.unit != metric.unit
            cell, unit = _measured(part, None if own else metric)
            yield _row(name, cell, unit, [], inset=True)


def _row(
    label: str, figure: Cell, unit: str, remarks: list[str], *, inset: bool, link: str = ""
) -> Row:
    return Row((Cell(label, link=link), figure, Cell(unit), Cell("；".join(remarks))), inset)


def corrections(observation: Observation) -> list[str]:
    """What was corrected after issue in this metric."""
    registry = observation.summary.registry
    return [
        f"{say_day(c.day)}由{c.before}更正为{c.after}"
        for c in observation.summary.corrections
        if registry.metric(c.metric) is observation.metric
    ]


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


def local_table(summary: Summary, mentions: Mentions | None = None) -> Table | None:
    """Figures that the dictionary does not know; None where there are none."""
    rows = []
    for entry in summary.local:
        remarks = [entry.period.name] if entry.period else []
        remarks += entry_remarks(entry, None)
        cell, unit = _measured(entry.figure, None)
        cell = cell.leading((mentions or {}).get(entry.position, ""))
        rows.append(_row(entry.name, cell, unit, remarks, inset=False))
        for name, part in (*entry.parts, *entry.levels):
            cell, unit = _measured(part, None)
            rows.append(_row(name, cell, unit, [], inset=True))
    if not rows:
        return None
    columns = [Column("项目"), Column("数值", True), Column("计量单位"), REMARKS]
    caption = f"{summary.unit_name}{summary.period.name}其他数字"
    notes = [LOCAL_NOTE, *legend(_all_figures(summary.local))]
    return Table("local", caption, columns, [("", rows)], notes)
