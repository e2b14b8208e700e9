"""Series: one metric of several units or totals over many periods, with the average growth a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .. import address
from ..bases import Basis, break_between
from ..compare import Comparison, compare_with
from ..corpus import Corpus
from ..figure import Figure
from ..growth import Growth, average_growth, years_between
from ..period import Kind, Period
from ..place import Place
from ..registry import Metric, Settings, Unit
from ..summary.observation import Observation
from ..tables import Cell, Column, Row, Table
from ..totals import DoubleCount, Group, Total, TotalChange, plain, same_units, scope_used, total_of
from ..totals.roll import observed
from ..wording import (
    average,
    coverage_line,
    coverage_note,
    footnote,
    said_of,
    same_note,
    subject_of,
    total_subject,
)
from .comparisons import change_cells
from .figures import figure_cell, legend
from .panel import observed_cell, scope_mark
from .ready import ready
from .trend import total_trend_figure, trend_figure

LATEST = 10  # periods in a table of totals: more do not fit on a sheet
Slot = tuple[Kind, int]


@dataclass
class Line:
    """A row: whose it is, the figures by period id, and what came of the first and the last of them."""

    id: str
    name: str
    link: str
    subject: str = ""
    note: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    last: Period | None = None
    change: Comparison | TotalChange | None = None
    growth: Growth | None = None
    chart: str = ""
    refusal: str = ""  # the last period in which a unit would be counted twice


def series_lines(
    place: Place,
    metric: Metric,
    subjects: Sequence[Unit | Group],
    slot: Slot,
    since: int | None = None,
    until: int | None = None,
) -> list[Line]:
    """A line with its chart for each unit or group, in the order given; those without a figure keep an
    empty one."""

    def within(period: Period) -> bool:
        year = period.last_year or 0
        alike = period.kind is slot[0] and period.slot == slot[1]
        return alike and (since or year) <= year <= (until or year)

    found = []
    for subject in subjects:
        if isinstance(subject, Group):
            line, totals = _total_line(place, metric, subject, within)
            line.chart = total_trend_figure(place, subject, metric, totals)
            found.append(line)
        else:
            found.append(_unit_line(place, metric, subject, slot, within))
    return found


def _unit_line(
    place: Place, metric: Metric, unit: Unit, slot: Slot, within: Callable[[Period], bool]
) -> Line:
    corpus = place.corpus
    every = corpus.observations(unit, metric, *slot)
    found = [o for o in every if within(o.period)]
    line = Line(unit.id, unit.name, address.of_unit(unit.id))
    if not found:
        return line
    line.name += scope_mark(str(found[-1].scope))
    line.subject = f"{unit.name}{subject_of(found[-1], scope=True)}"
    line.cells = {o.period.id: observed_cell(o) for o in found}
    line.periods = [o.period for o in found]
    line.figures = [o.figure for o in found]
    line.remarks = list(_unit_remarks(unit, found))
    line.chart = trend_figure(place, unit, metric, found)
    known = [o for o in found if o.figure.is_number and not o.foreign]
    if len(known) > 1:
        first, last = known[0].period, known[-1]
        line.last = last.period
        line.change = compare_with(corpus, last, first)
        line.growth = average_growth(line.change, years_between(first, last.period))
        line.note = footnote(line.change)
    return line


def _unit_remarks(unit: Unit, found: list[Observation]) -> Iterator[str]:
    for before, after in pairwise(found):
        reason = break_between(before, after) if not after.foreign else ""
        if reason:
            yield f"{after.period.name}起：{reason}"
    former = dict.fromkeys(o.summary.unit_name for o in found)
    former.pop(unit.name, None)
    if former:
        yield f"曾用名：{'、'.join(former)}"


def _total_line(
    place: Place, metric: Metric, group: Group, within: Callable[[Period], bool]
) -> tuple[Line, list[Total]]:
    corpus = place.corpus
    line = Line(f"{group.kind}{group.id}", f"{group.name}合计", _address(group))
    every = (p for p in reversed(corpus.by_period) if within(p))
    periods = [p for p in every if observed(corpus, p, metric)]
    if not periods:
        return line, []
    found: list[Total] = []
    scope = next(
        (
            scope_used(corpus, group, metric, p)
            for p in reversed(periods)
            if total_or_none(corpus, group, metric, p)
        ),
        None,
    )
    for period in periods:
        try:
            total = total_of(corpus, group, metric, period, scope)
        except DoubleCount as twice:
            line.refusal = f"{period.name}{twice}"
            line.remarks.append(line.refusal)
            continue
        if total.counted:
            found.append(total)
    if not found:
        return line, []
    line.name += scope_mark(str(found[-1].scope))
    line.subject = total_subject(found[-1])
    for total in found:
        cell = figure_cell(total.figure, metric, parts=False) if total.figure else Cell("—")
        line.cells[total.period.id] = cell
        if total.left_out:
            line.remarks.append(f"{total.period.name}{coverage_line(total)}")
        if total.reason:
            line.remarks.append(f"{total.period.name}{total.reason}")
    line.periods = [t.period for t in found]
    line.figures = [t.figure for t in found if t.figure]
    known = [t for t in found if t.figure]
    if len(known) > 1:
        _compare_totals(corpus, line, known[0], known[-1])
    return line, found


def total_or_none(corpus: Corpus, group: Group, metric: Metric, period: Period) -> Total | None:
    """The total where anybody is in it."""
    try:
        total = total_of(corpus, group, metric, period)
    except DoubleCount:
        return None
    return total if total.counted else None


def _compare_totals(corpus: Corpus, line: Line, first: Total, last: Total) -> None:
    """The plain change where the same units stand in both, else that of the units in both."""
    change = plain(corpus, last, Basis.GIVEN, first.period)
    line.note = f"（{coverage_note(change)}）"
    if change.computed and not change.like_with_like:
        change = same_units(corpus, last, Basis.GIVEN, first.period)
        line.remarks.append(
            f"首末增减和年均按{first.period.name}、{last.period.name}都可比的{len(change.of)}个单位计算"
        )
        line.subject = f"{last.group.name}中两期可比的{len(change.of)}个单位{last.metric.name}合计"
        line.note = same_note(change)
    line.last, line.change = last.period, change
    line.growth = average_growth(change, years_between(first.period, last.period))


def totals_table(
    place: Place,
    name: str,
    caption: str,
    rows: Sequence[tuple[str, str, Group, Metric]],
    slot: Slot,
    first: str,
) -> Table | None:
    """Totals over the latest periods of one kind: rows of heading, link, group and metric; `first` is
    what stands over the headings. Left out is what never had two units to add up; None where nothing
    is left."""
    every = [p for p in place.corpus.by_period if (p.kind, p.slot) == slot]
    latest = {p.id for p in every[:LATEST]}

    def within(period: Period) -> bool:
        return period.id in latest

    lines = []
    for head, link, group, metric in rows:
        line, found = _total_line(place, metric, group, within)
        if any(len(total.counted) > 1 for total in found):
            line.name, line.link = f"{head}{scope_mark(str(found[-1].scope))}", link
            lines.append(line)
    if not lines:
        return None
    table = _table(place, caption, lines)
    table.name = name
    table.columns[0] = Column(first)
    if len(every) > LATEST:
        table.notes.append(f"只列最近{LATEST}期，更早的在“数据下载”的 totals.csv 里。")
    return table


def _address(group: Group) -> str:
    match group.kind:
        case "type":
            return address.of_type(group.id)
        case "children":
            return address.of_unit(group.id)
    return address.UNITS


def series_table(place: Place, metric: Metric, lines: list[Line]) -> Table:
    """Units and totals in rows, periods in columns, then the change from the first to the last figure
    and its average a year."""
    table = _table(place, f"{metric.name}（计量单位：{metric.unit}）", lines)
    ids = (metric.id.replace("_", "-"), *(line.id for line in lines[:3]))
    table.name = "-".join(("series", *ids))
    return table


def _table(place: Place, caption: str, lines: list[Line]) -> Table:
    settings = place.corpus.registry.settings
    periods = sorted(
        {p.id: p for line in lines for p in line.periods}.values(), key=lambda p: p.sort_key
    )
    rows = []
    for line in lines:
        cells = [line.cells.get(period.id, Cell("")) for period in periods]
        cells += [*_change(line, settings), Cell("；".join(_remarks(line)))]
        rows.append(Row((Cell(line.name, link=line.link), *cells)))
    columns = [Column("单位")]
    columns += [Column(p.name, True, place.page_of(p)) for p in periods]
    columns += [
        Column("首末增减", True), Column("首末增长", True), Column("年均增长", True), Column("说明", note_on=0),
    ]  # fmt: skip
    when = f"，{periods[0].name}至{periods[-1].name}" if len(periods) > 1 else ""
    notes = legend(f for line in lines for f in line.figures)
    notes.append(
        "空格是那一期没有这个数，不是零。首末增减、增长是本行最后一个数和第一个数相比；年均按几何平均计算。"
    )
    if any(isinstance(line.change, TotalChange) for line in lines):
        notes.append("合计只加已报的单位，缺谁写在上面；有单位缺报的期，不能据合计看增减。")
    return Table("series", f"{caption}{when}", columns, [("", rows)], notes)


def _change(line: Line, settings: Settings) -> tuple[Cell, Cell, Cell]:
    if line.change is None:
        return Cell(""), Cell(""), Cell("")
    said = ""
    if line.growth is not None and not line.growth.reason:
        said = average(line.growth, settings).removeprefix("两年平均").removeprefix("年均")
    return *change_cells(line.change, settings), Cell(said)


def _remarks(line: Line) -> Iterator[str]:
    yield from line.remarks
    change = line.change
    if change is not None and change.reason:
        yield f"首末两期：{change.reason}"
    if line.note:
        yield line.note.strip("（）")


def series_sentences(lines: Iterable[Line], settings: Settings) -> str:
    """镇总工会会员人数合计2598人，比2019年增加273人，增长11.74%，年均增长2.25%。"""
    texts = []
    for line in lines:
        if line.change is None or not line.change.computed:
            continue
        said = said_of(line.subject, line.change, settings).removesuffix("。")
        more = average(line.growth, settings) if line.growth and not line.growth.reason else ""
        when = line.last.name if line.last else ""
        texts.append(f"{when}{said}{'，' if more else ''}{more}{line.note}。")
    return ready(texts)
