"""Periods: the index of all summaries by period, and everything of one period."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import address
from ..corpus import Corpus
from ..coverage import coverage_of
from ..period import KIND_NAMES, Period
from ..place import Place
from ..registry import UnitType
from ..summary import Summary
from ..tables import Cell, Column, Row, Table
from ..views.coverage import coverage_lines
from ..views.roundup import roundup_table
from ..views.summaries import summary_cells, summary_columns
from ..workbook.roundup import NAME, roundup_workbook
from .page import LONG, Page, Step, around, download, heading, linked, turn
from .totals import period_totals

INDEX: Step = ("全部总结", address.SUMMARIES)


def pages(corpus: Corpus) -> Iterator[Page]:
    """The index, one page a period that has summaries, and a long period's unit types."""
    yield Page(address.SUMMARIES, INDEX[0], catalogue)
    for period, summaries in corpus.by_period.items():
        title = f"{period.name}工作总结"
        here = address.of_period(period)
        yield Page(here, title, partial(of_period, period=period), (INDEX,))
        if len(summaries) > LONG:
            for unit_type in _types_of(corpus, period):
                content = partial(of_type, period=period, unit_type=unit_type)
                share = address.of_type_in(unit_type.id, period)
                above = (INDEX, (period.name, here))
                yield Page(share, f"{unit_type.name}{title}", content, above)


def catalogue(place: Place) -> str:
    """All periods with the number of their summaries, latest year first."""
    if not place.corpus.by_period:
        return "<p>还没有总结。</p>"
    years: dict[str, list[Row]] = {}
    for period, summaries in place.corpus.by_period.items():
        year = address.year_name(period.last_year)
        found = coverage_of(place.corpus, period)
        cells = (
            Cell(period.name, link=address.of_period(period)),
            Cell(KIND_NAMES[period.kind]),
            Cell(f"{len(summaries)}"),
            Cell(f"{len(found.reported)}/{len(found.due)}" if found.due else ""),
        )
        years.setdefault(year, []).append(Row(cells))
    columns = [
        Column("期间"), Column("期间类别"), Column("篇数", True), Column("已报/应报", True),
    ]  # fmt: skip
    other = [("按单位", address.UNITS), ("按指标", address.METRICS), ("按类别", address.CATEGORIES)]
    other.append(("报送情况", address.REPORTING))
    ways = f"<p>也可以{linked(place, other)}查阅。</p>"
    anchors = {
        year: address.YEAR_ANCHOR.format(year.removesuffix("年"))
        for year in years
        if year[0].isdigit()
    }
    table = Table("periods", "各期总结", columns, list(years.items()), anchors=anchors)
    return ways + table.html(place)


def of_period(place: Place, period: Period) -> str:
    """A period: who reported and who did not, and its summaries by unit type."""
    corpus = place.corpus
    summaries = corpus.by_period.get(period, [])
    said = coverage_lines(place, coverage_of(corpus, period))
    listed = _by_type(place, period) if len(summaries) > LONG else _list(place, period, summaries)
    year = period.last_year
    matrix = [(f"{address.year_name(year)}各单位报送情况", address.of_year(year))]
    figures = "" if len(summaries) > LONG else _figures(place, period, _types_of(corpus, period))
    return (
        said
        + _workbook(place, period)
        + heading("summaries", "各单位的总结")
        + listed
        + figures
        + period_totals(place, period)
        + f"<p>另见{linked(place, matrix)}。</p>"
        + turn(place, "前后各期", *_neighbours(corpus, period))
    )


def of_type(place: Place, period: Period, unit_type: UnitType) -> str:
    """One unit type's share of a long period."""
    corpus = place.corpus
    summaries = [s for s in corpus.by_period[period] if s.unit.type_id == unit_type.id]
    said = coverage_lines(place, coverage_of(corpus, period, unit_type.id))
    figures = _figures(place, period, [unit_type])
    return said + heading("summaries", "各单位的总结") + _list(place, period, summaries) + figures


def _figures(place: Place, period: Period, types: list[UnitType]) -> str:
    """The usual metrics of each unit type, unit by unit."""
    summaries = place.corpus.by_period[period]
    tables = (roundup_table(place.corpus, period, unit_type, summaries) for unit_type in types)
    html = "".join(table.html(place) for table in tables if table)
    return heading("figures", "主要指标") + html if html else ""


def _workbook(place: Place, period: Period) -> str:
    """The link to the period's 汇总表; "" where there is no figure to put into one."""
    made = roundup_workbook(place.corpus, period)
    if made is None:
        return ""
    said = f"下载{period.name}汇总表（Excel）"
    return download(place.offer(NAME, made), said, "全部单位、全部指标，另附报送情况和说明")


def _types_of(corpus: Corpus, period: Period) -> list[UnitType]:
    there = {summary.unit.type_id for summary in corpus.by_period[period]}
    return [t for t in corpus.registry.unit_types.values() if t.id in there]


def _by_type(place: Place, period: Period) -> str:
    """The unit types of a long period, each with a page of its own."""
    corpus, rows = place.corpus, []
    for unit_type in _types_of(corpus, period):
        count = sum(s.unit.type_id == unit_type.id for s in corpus.by_period[period])
        found = coverage_of(corpus, period, unit_type.id)
        cells = (
            Cell(unit_type.name, link=address.of_type_in(unit_type.id, period)),
            Cell(f"{count}"),
            Cell(f"{len(found.reported)}/{len(found.due)}" if found.due else ""),
        )
        rows.append(Row(cells))
    columns = [Column("单位类型"), Column("篇数", True), Column("已报/应报", True)]
    return Table("types", f"{period.name}的总结，按单位类型", columns, [("", rows)]).html(place)


def _list(place: Place, period: Period, summaries: list[Summary]) -> str:
    """Summaries by unit type, units in the registry's order."""
    groups: dict[str, list[Row]] = {t.name: [] for t in place.corpus.registry.unit_types.values()}
    for summary in summaries:
        unit_type = place.corpus.registry.unit_types[summary.unit.type_id].name
        groups[unit_type].append(Row(summary_cells(summary)))
    filled = [(title, rows) for title, rows in groups.items() if rows]
    caption = f"{period.name}的总结"
    return Table("summaries", caption, summary_columns(), filled, order_is_free=True).html(place)


def _neighbours(corpus: Corpus, period: Period) -> tuple[Step | None, Step | None]:
    """The periods of the same kind before and after that have summaries."""
    alike = [p for p in reversed(corpus.by_period) if p.kind is period.kind]
    before, after = around(period, alike)
    return _step(before), _step(after)


def _step(period: Period | None) -> Step | None:
    return (period.name, address.of_period(period)) if period else None
