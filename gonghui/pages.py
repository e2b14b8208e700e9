"""Pages that nobody writes by hand: the index of periods, and a page for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from .corpus import Corpus
from .period import KIND_NAMES, Period
from .place import Place
from .summary import CLASS_NAMES, Summary
from .tables import Cell, Column, Row, Table

INDEX = "summaries/"


@dataclass(frozen=True)
class Page:
    """A page to be made: its address, its title, and the period it lists (None for the index).
    `source` is the name under which other pages link to it; no file of docs/ has it."""

    address: str
    title: str
    source: str
    period: Period | None = None


def all_pages(corpus: Corpus) -> Iterator[Page]:
    """The index, and one page a period that has summaries."""
    yield Page(INDEX, "全部总结", "summaries.md")
    for period in corpus.by_period:
        source = f"periods/{period.id}.md"
        yield Page(period_address(period), f"{period.name}工作总结", source, period)


def period_address(period: Period) -> str:
    """Where a period's list stands: summaries/2023-H1/"""
    return f"{INDEX}{period.id}/"


def render(page: Page, place: Place) -> str:
    """The HTML of one page, below its title."""
    return catalogue(place) if page.period is None else of_period(place, page.period)


def catalogue(place: Place) -> str:
    """All periods with the number of their summaries, latest year first."""
    years: dict[str, list[Row]] = {}
    for period, summaries in place.corpus.by_period.items():
        year = f"{period.last_year}年" if period.last_year else "年份隐去"
        cells = (
            Cell(period.name, link=period_address(period)),
            Cell(KIND_NAMES[period.kind]),
            Cell(f"{len(summaries)}"),
        )
        years.setdefault(year, []).append(Row(cells))
    columns = [Column("期间"), Column("期间类别"), Column("篇数", True)]
    return Table("periods", "各期总结", columns, list(years.items())).html(place)


def of_period(place: Place, period: Period) -> str:
    """The summaries of one period, by unit type."""
    registry = place.corpus.registry
    groups: dict[str, list[Row]] = {t.name: [] for t in registry.unit_types.values()}
    for summary in place.corpus.by_period.get(period, []):
        unit_type = registry.unit_types[summary.unit.type_id].name
        groups[unit_type].append(_listed(summary))
    columns = [Column("总结"), Column("单位"), Column("类别"), Column("指标数", True)]
    filled = [(title, rows) for title, rows in groups.items() if rows]
    table = Table("summaries", f"{period.name}的总结", columns, filled)
    index = escape(place.link(INDEX))
    return f'<p><a href="{index}">全部期间</a></p>' + table.html(place)


def _listed(summary: Summary) -> Row:
    class_ = next(name for name, c in CLASS_NAMES.items() if c is summary.class_)
    return Row(
        (
            Cell(summary.title, link=summary.address),
            Cell(summary.unit_name),
            Cell(class_),
            Cell(f"{len(summary.observations)}"),
        )
    )
