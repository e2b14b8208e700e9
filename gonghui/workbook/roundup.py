"""The workbook of a period (汇总表): all units and metrics, who reported, and the usual metrics of
each unit type as the page shows them."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..coverage import coverage_of
from ..period import Period, say_day
from ..registry import Unit
from ..registry.unit import Scope, scope_name
from ..summary import Summary, SummaryClass
from ..summary.observation import Key, Observation
from ..tables import Cell, Column, Row, Table
from ..views.panel import observed_cell
from ..views.roundup import roundup_table
from .book import Sheet, newest_day, workbook
from .grid import Grid
from .notes import (
    Note,
    coverage_text,
    day_remarks,
    figure_notes,
    general_notes,
    metric_notes,
    status_of,
)

NAME = "roundup.xlsx"
Found = dict[Key, dict[str, Observation]]  # by unit, class, campaign, scope and nothing; by metric


def roundup_workbook(corpus: Corpus, period: Period) -> bytes | None:
    """The file of one period; None where no figure of a compared class is known for it."""
    if not has_roundup(corpus, period):
        return None
    found = _by_row(corpus, period)
    said = coverage_text(coverage_of(corpus, period))
    lines = (said, "计量单位在表头的括号里。口径、约数、空格的意思，见“说明”表。")
    sheets = [Sheet("汇总表", Grid.of(_whole(corpus, period, found), lines, "单位类型"))]
    sheets.append(Sheet("报送情况", Grid.of(_reports(corpus, period), (said,), "单位类型")))
    summaries = corpus.by_period.get(period, [])
    for unit_type in corpus.registry.unit_types.values():
        table = roundup_table(corpus, period, unit_type, summaries)
        if table:
            sheets.append(Sheet(unit_type.name, Grid.of(table, tuple(table.notes))))
    title = f"{period.name}汇总表"
    return workbook(title, newest_day(corpus), sheets, _notes(corpus, period, found))


def has_roundup(corpus: Corpus, period: Period) -> bool:
    """Whether a figure of a compared class is known for the period."""
    return period.id in _rows_of_periods(corpus)


def _rows_of_periods(corpus: Corpus) -> dict[str, Found]:
    """By period id the figures: one row a unit, class, campaign and scope, so that 本级 and 含下级 never
    stand in one."""
    if "rows of periods" not in corpus.answers:
        rows: dict[str, Found] = {}
        for key, series in corpus.series.items():
            for id_, observation in series.items():
                row = rows.setdefault(id_, {}).setdefault((*key[:4], ""), {})
                row[key[4]] = observation
        corpus.answers["rows of periods"] = rows
    found: dict[str, Found] = corpus.answers["rows of periods"]
    return found


def _by_row(corpus: Corpus, period: Period) -> Found:
    """The rows of a period in the registry's order."""
    found = _rows_of_periods(corpus)[period.id]
    registry = corpus.registry
    units = {id_: number for number, id_ in enumerate(registry.units)}
    types = {id_: number for number, id_ in enumerate(registry.unit_types)}
    classes = [str(class_) for class_ in SummaryClass]

    def order(key: Key) -> tuple[int, int, int, str, bool]:
        type_ = types[registry.units[key[0]].type_id]
        return type_, units[key[0]], classes.index(key[1]), key[2], key[3] != Scope.OWN

    return {key: found[key] for key in sorted(found, key=order)}


def _whole(corpus: Corpus, period: Period, found: Found) -> Table:
    """Every figure of the period: units in rows, metrics in columns, in the dictionary's order."""
    registry = corpus.registry
    known = {id_ for row in found.values() for id_ in row}
    metrics = [metric for id_, metric in registry.metrics.items() if id_ in known]
    special = any(key[2] for key in found)
    groups: dict[str, list[Row]] = {}
    for (unit_id, _, campaign, scope, _), row in found.items():
        unit = registry.units[unit_id]
        cells = [Cell(unit.name_in(period)), Cell(scope_name(Scope(scope)))]
        cells += [Cell(registry.campaigns.get(campaign, ""))] if special else []
        cells += [observed_cell(row.get(metric.id)) for metric in metrics]
        groups.setdefault(registry.unit_types[unit.type_id].name, []).append(Row(tuple(cells)))
    columns = [Column("单位"), Column("范围")] + ([Column("专题")] if special else [])
    columns += [Column(f"{metric.label(known)}（{metric.unit}）", True) for metric in metrics]
    return Table("all", f"{period.name}各单位全部指标", columns, list(groups.items()))


def _reports(corpus: Corpus, period: Period) -> Table:
    """Who was to report, who did, and how the figures stand."""
    registry, coverage = corpus.registry, coverage_of(corpus, period)
    by_unit: dict[str, list[Summary]] = {}
    for summary in corpus.by_period.get(period, []):
        by_unit.setdefault(summary.unit.id, []).append(summary)
    due = {unit.id for unit in coverage.due}
    groups: dict[str, list[Row]] = {t.name: [] for t in registry.unit_types.values()}
    for unit in registry.units.values():
        if unit.id in due or unit.id in by_unit:
            rows = groups[registry.unit_types[unit.type_id].name]
            rows += _report_rows(unit, period, by_unit.get(unit.id, []), unit.id in due)
    columns = [
        Column(title) for title in ("单位", "报送", "标题", "数据状态", "数据截至", "签发日期")
    ]
    filled = [(title, rows) for title, rows in groups.items() if rows]
    return Table("reports", f"{period.name}报送情况", columns, filled)


def _report_rows(unit: Unit, period: Period, there: list[Summary], due: bool) -> Iterator[Row]:
    name = unit.name_in(period)
    counted = [s for s in there if s.class_ is SummaryClass.SUMMARY]
    if due and not counted:
        yield Row((Cell(name), Cell("缺报"), *(Cell("") for _ in range(4))))
    for summary in sorted(there, key=lambda s: s.address):  # names of files mean nothing
        said = "已报" if due else "已报（不在应报之列）"
        said = said if summary in counted else "另有（不计入应报）"
        days = (summary.as_of, summary.issued)
        cells = (summary.title, status_of(summary), *(f"{day}" if day else "" for day in days))
        yield Row((Cell(name), Cell(said), *map(Cell, cells)))


def _notes(corpus: Corpus, period: Period, found: Found) -> Iterator[Note]:
    observed = [
        (f"{key_name(corpus, key, period)}：{o.metric.name}", o)
        for key, row in found.items()
        for o in sorted(row.values(), key=lambda o: o.metric.order)
    ]
    if period.first and period.last:
        yield Note("期间", period.name, f"{say_day(period.first)}至{say_day(period.last)}。")
    yield Note("报送情况", period.name, coverage_text(coverage_of(corpus, period)))
    if period.last:
        text = f"各单位的数截至{say_day(period.last)}，另有说明的除外。各单位的数据状态见“报送情况”表。"
        yield Note("数据截至", "", text)
    for summary in corpus.by_period.get(period, []):
        if remarks := day_remarks(summary):
            yield Note("数据截至", summary.title, "；".join(remarks) + "。")
    text = "“本级”是单位自己的数，“含下级”包括所属各单位。两种数分开列，求合计时只取其中一种，以免重复。"
    yield Note("范围", "", text)
    text = "“汇总表”列出这一期的全部指标，后面各表按单位类型列出通常要报的指标。字典里没有的数、个人总结和计划里的数不列，见“数据下载”里的全部数值。"
    yield Note("收了哪些数", "", text)
    yield from general_notes(o for _, o in observed)
    known = {o.metric.id for _, o in observed}
    yield from metric_notes((m for m in corpus.registry.metrics.values() if m.id in known), period)
    yield from figure_notes(observed)


def key_name(corpus: Corpus, key: Key, period: Period) -> str:
    """A row's unit with what sets it apart: 青禾县总工会（含下级，送温暖活动）."""
    unit = corpus.registry.units[key[0]].name_in(period)
    apart = [scope_name(Scope.CONSOLIDATED)] if key[3] == Scope.CONSOLIDATED else []
    apart += [corpus.registry.campaigns[key[2]]] if key[2] else []
    return f"{unit}（{'，'.join(apart)}）" if apart else unit
