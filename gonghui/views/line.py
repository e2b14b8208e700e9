"""Line: one metric of one unit or group over many periods, as a row of a table, with what came of its
first and its last figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from ..registry import Metric, Unit
from ..summary.observation import Observation
from ..tables import Cell
from ..totals import DoubleCount, Group, Total, TotalChange, plain, same_units, scope_used, total_of
from ..totals.roll import observed
from ..wording import (
    coverage_line,
    coverage_note,
    footnote,
    same_note,
    subject_of,
    total_subject,
)
from .figures import figure_cell
from .panel import observed_cell, scope_mark
from .trend import trend_figure

Slot = tuple[Kind, int]  # a kind of period, and which of a year's it is


@dataclass
class Line:
    """A row: whose it is, the figures by period id, and what came of the first and the last of them."""

    id: str
    name: str
    link: str
    subject: str = ""
    note: str = ""
    coverage: str = ""  # of a total, what a sentence says that the table shows
    cells: dict[str, Cell] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    last: Period | None = None
    change: Comparison | TotalChange | None = None
    growth: Growth | None = None
    chart: str = ""
    refusal: str = ""  # the last period in which a unit would be counted twice


def unit_line(
    place: Place, metric: Metric, unit: Unit, slot: Slot, within: Callable[[Period], bool]
) -> Line:
    """The row of one unit, with its chart; one without a figure stays empty."""
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


def total_line(
    place: Place, metric: Metric, group: Group, within: Callable[[Period], bool]
) -> tuple[Line, list[Total]]:
    """The row of a group's totals, all of the scope that is used of late, and these totals."""
    corpus = place.corpus
    line = Line(f"{group.kind}{group.id}", f"{group.name}合计", _address(group))
    every = (p for p in reversed(corpus.by_period) if within(p))
    periods = [p for p in every if observed(corpus, p, metric)]
    if not periods:
        return line, []
    found: list[Total] = []
    told: dict[str, list[str]] = {}  # remarks, with the periods that they are of
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
            line.refusal = f"{period.name}：{twice}"
            told.setdefault(str(twice), []).append(period.name)
            continue
        if total.counted:
            found.append(total)
    if not found:
        line.remarks += [f"{'、'.join(periods)}：{what}" for what, periods in told.items()]
        return line, []
    line.name += scope_mark(str(found[-1].scope))
    line.subject = total_subject(found[-1])
    for total in found:
        cell = figure_cell(total.figure, metric, parts=False) if total.figure else Cell("—")
        line.cells[total.period.id] = cell
        if total.left_out:
            told.setdefault(coverage_line(total), []).append(total.period.name)
        if total.reason:
            told.setdefault(total.reason, []).append(total.period.name)
    line.remarks += [f"{'、'.join(periods)}：{what}" for what, periods in told.items()]
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
    line.coverage = f"（{coverage_note(change)}）"
    if change.computed and not change.like_with_like:
        change = same_units(corpus, last, Basis.GIVEN, first.period)
        line.remarks.append(
            f"首末增减和年均按{first.period.name}、{last.period.name}都可比的{len(change.of)}个单位计算，"
            "不是本行首末两数之差"
        )
        line.subject = f"{last.group.name}中两期可比的{len(change.of)}个单位{last.metric.name}合计"
        line.note, line.coverage = same_note(change), ""
    line.last, line.change = last.period, change
    line.growth = average_growth(change, years_between(first.period, last.period))


def _address(group: Group) -> str:
    match group.kind:
        case "type":
            return address.of_type(group.id)
        case "children":
            return address.of_unit(group.id)
    return address.UNITS
