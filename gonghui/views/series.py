"""Series: one metric of several units or totals over many periods, with the average growth a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..period import Period
from ..place import Place
from ..registry import Metric, Settings, Unit
from ..tables import Cell, Column, Row, Table
from ..totals import Group, TotalChange
from ..wording import (
    average,
    said_of,
)
from .comparisons import change_cells
from .figures import legend
from .line import Line, Slot, total_line, unit_line
from .panel import scope_mark
from .ready import ready
from .trend import total_trend_figure

LATEST = 10  # periods in a table of totals: more do not fit on a sheet


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
            line, totals = total_line(place, metric, subject, within)
            line.chart = total_trend_figure(place, subject, metric, totals)
            found.append(line)
        else:
            found.append(unit_line(place, metric, subject, slot, within))
    return found


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
        line, found = total_line(place, metric, group, within)
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
        notes.append(
            "合计只加计入的单位；前后计入的单位不同，首末增减只算两期都可比的单位，另有注明。"
        )
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
        texts.append(f"{when}{said}{'，' if more else ''}{more}{line.note or line.coverage}。")
    return ready(texts)
