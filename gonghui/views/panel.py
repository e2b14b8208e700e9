"""Panel: figures over several periods of one kind, the newest first: metrics of a unit, or units of
a metric, in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from .. import address
from ..bases import MERGER, breaks_between
from ..corpus import Corpus
from ..export.csvfile import written
from ..period import Kind, Period
from ..place import Place
from ..registry.unit import Scope, scope_name
from ..summary.observation import Key, Observation
from ..tables import Cell, Column, Printed, Row, Table, content_of, printed_cell
from .figures import entry_remarks, figure_cell, signs_of, written_cell
from .trend import put_down, spark_of

Slot = tuple[Kind, int, str]  # kind, slot and campaign: periods that stand in one panel


@dataclass
class Line:
    """A row: what heads it, its group, and the series that it shows, by period id."""

    head: Cell
    group: str
    key: Key
    inset: bool = False
    found: dict[str, Observation] = field(default_factory=dict)

    @property
    def in_order(self) -> list[Observation]:
        return sorted(self.found.values(), key=lambda o: o.period.sort_key)


def slots(corpus: Corpus, keys: Iterable[Key]) -> dict[Slot, dict[Key, dict[str, Observation]]]:
    """The series of these keys, parted by kind and slot of period; the fullest part first."""
    found: dict[Slot, dict[Key, dict[str, Observation]]] = {}
    places: dict[tuple[str, str], dict[Key, dict[str, Observation]]] = {}  # by period and campaign
    for key in keys:
        for id_, observation in corpus.series[key].items():
            place = id_, key[2]
            if place not in places:
                places[place] = found.setdefault(slot_of(observation.period, key[2]), {})
            places[place].setdefault(key, {})[id_] = observation

    def fullness(item: tuple[Slot, dict[Key, dict[str, Observation]]]) -> tuple[int, int, int]:
        (kind, slot_, _), by_key = item
        return -sum(map(len, by_key.values())), list(Kind).index(kind), slot_

    return dict(sorted(found.items(), key=fullness))


def slot_of(period: Period, campaign: str = "") -> Slot:
    """The slot that a period belongs to."""
    return (period.kind, 0 if period.kind is Kind.CAMPAIGN else period.slot, campaign)


def slots_of(corpus: Corpus) -> list[tuple[Kind, int]]:
    """The kinds and slots of all periods that have summaries and regular neighbours."""
    never = (Kind.CAMPAIGN, Kind.SPAN, Kind.MASKED)
    found = {(p.kind, p.slot) for p in corpus.by_period if p.kind not in never}
    order = list(Kind)
    return sorted(found, key=lambda slot: (order.index(slot[0]), slot[1]))


def slot_name(slot: Slot, corpus: Corpus) -> str:
    """What the periods of a panel are called: 年度, 上半年, 第一季度, 1-9月, 工会宣传月."""
    kind, number, campaign = slot
    ordinal = "零一二三四"
    named = {
        Kind.HALF: f"{'上' if number == 1 else '下'}半年",
        Kind.QUARTER: f"第{ordinal[min(number, 4)]}季度",
        Kind.MONTH: f"{number}月",
        Kind.YTD: f"1-{number}月",
        Kind.TERM: f"第{ordinal[min(number, 4)]}学期",
        Kind.YEAR: "年度",
        Kind.SCHOOL_YEAR: "学年",
        Kind.STAT_YEAR: "统计年度",
        Kind.SPAN: "跨年",
        Kind.MASKED: "隐去年份",
    }.get(kind, "专题")
    return corpus.registry.campaigns[campaign] if campaign else named


def slot_id(slot: Slot) -> str:
    """The same for ids and file names: year, half-1, campaign-winter-warmth."""
    kind, number, campaign = slot
    parts = [str(kind).replace("_", "-")] + ([f"{number}"] if number else [])
    return "-".join([*parts, campaign] if campaign else parts)


def periods_of(lines: Iterable[Line]) -> list[Period]:
    """Every period that a line has, newest first."""
    found: dict[str, Observation] = {}
    for line in lines:
        found |= line.found
    return sorted((o.period for o in found.values()), key=lambda p: p.sort_key, reverse=True)


class Strip(NamedTuple):
    """What a line prints on one page, whatever lines stand beside it: its head as markup and as CSV; by period
    id its figures as both; a small trend to be put down; its remarks; the states of its figures."""

    head: str
    csv: str
    cells: dict[str, tuple[str, str]]
    spark: str
    remarks: str
    states: list[str]


def strip_of(place: Place, line: Line) -> Strip:
    """It follows from the unit's summaries, the registries and the page's address alone."""
    corpus, found = place.corpus, line.in_order
    cells = {}
    for id_, observation in line.found.items():
        cell = observed_cell(observation)
        cells[id_] = printed_cell(cell, place, numeric=True), written(cell.for_csv)
    return Strip(
        content_of(line.head, place),
        written(line.head.for_csv),
        cells,
        spark_of(corpus, found[0].summary.unit, found[0].metric, found),
        "；".join(remarks_of(line)),
        sorted({o.figure.state.value for o in found if o.figure.state}),
    )


def panel_table(
    place: Place, name: str, caption: str, first: str, lines: list[Line], strips: list[Strip]
) -> Table:
    """Rows of lines with their strips, columns of periods, at the end a small trend. Each figure leads to
    the summary that it stands in."""
    periods, nothing = periods_of(lines), (printed_cell(Cell(""), place, numeric=True), "")
    ids, drawn = [period.id for period in periods], any(strip.spark for strip in strips)
    units, metrics = place.corpus.registry.units, place.corpus.registry.metrics
    groups: dict[str, list[Row]] = {}
    for line, strip in zip(lines, strips, strict=True):
        cells = [strip.cells.get(id_, nothing) for id_ in ids]
        shown = "".join([cell for cell, _ in cells])
        if drawn:
            spark = put_down(place, strip.spark, units[line.key[0]], metrics[line.key[4]])
            shown += printed_cell(Cell("", drawing=spark), place)
        csv = ",".join([strip.csv, *(text for _, text in cells), written(strip.remarks)])
        printed = Printed(strip.head, shown, csv, strip.remarks)
        groups.setdefault(line.group, []).append(Row(inset=line.inset, printed=printed))
    columns = [Column(first), *(_column(place, period) for period in periods)]
    columns += [Column("走势", drawn=True)] if drawn else []
    columns.append(Column("说明", note_on=0))
    notes = signs_of({state for strip in strips for state in strip.states})
    notes.append("空格是那一期没有这个数，不是零。")
    notes += ["走势从左到右，由早到近。"] if drawn else []
    return Table(name, caption, columns, list(groups.items()), notes)


def _column(place: Place, period: Period) -> Column:
    """A figure may be of a period of its own, of which there is no summary and so no page."""
    there = period in place.corpus.by_period
    return Column(period.name, True, address.of_period(period) if there else "")


def observed_cell(observation: Observation | None) -> Cell:
    """A figure that leads to the summary it stands in; an empty cell where there is none."""
    if observation is None:
        return Cell("")
    figure, metric = observation.figure, observation.metric
    cell = written_cell(figure) if observation.foreign else figure_cell(figure, metric, parts=False)
    return cell.leading(observation.summary.address)


def remarks_of(line: Line) -> Iterator[str]:
    """Breaks between neighbours, and figures that are in no comparable unit of measure."""
    found = line.in_order
    for before, after in pairwise(found):
        broken = breaks_between(before, after) if not after.foreign else []
        for one in broken[:1]:
            if one.label == MERGER:
                yield f"{one.reason}，以前各期的数不含并入的单位"
                continue
            told = "，该期总结另有按可比口径的比较" if after.restated else ""
            yield f"{after.period.name}与以前不可比：{one.reason}{told}"
    for observation in found:
        if observation.foreign:
            said = "；".join(entry_remarks(observation.entries[0], observation.metric))
            yield f"{observation.period.name}：{said}"


def scope_mark(scope: str) -> str:
    """（含下级） after a label where a figure counts the units below as well."""
    return f"（{scope_name(Scope.CONSOLIDATED)}）" if scope == Scope.CONSOLIDATED else ""
