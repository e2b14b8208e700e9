"""Categories: each field of work with its metrics, and what the summaries say of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from .. import address
from ..corpus import Corpus
from ..passages import Passage, passages_of
from ..place import Place
from ..registry import Category, UnitType
from ..tables import Cell, Column, Row, Table
from .page import LONG, Page, Step, heading, linked, paragraph

INDEX: Step = ("工作类别", address.CATEGORIES)


def pages(corpus: Corpus) -> Iterator[Page]:
    """The index, one page a category, of a long one a year, of a long year a unit type."""
    yield Page(address.CATEGORIES, INDEX[0], index)
    for category in corpus.registry.categories.values():
        here = address.of_category(category.id)
        found = passages_of(corpus, category.id)
        content = partial(of_category, category=category)
        yield Page(here, category.name, content, (INDEX,))
        if len(found) <= LONG:
            continue
        for year, of_that in _years(found).items():
            above: tuple[Step, ...] = (INDEX, (category.name, here))
            title = f"{category.name}：{address.year_name(year)}"
            share = address.of_category(category.id, address.year_id(year))
            content = partial(of_year, category=category, year=year)
            yield Page(share, title, content, above)
            if len(of_that) > LONG:
                above = (*above, (address.year_name(year), share))
                for unit_type in _types(corpus, of_that):
                    part = address.of_category(category.id, address.year_id(year), unit_type.id)
                    content = partial(of_type, category=category, year=year, unit_type=unit_type)
                    yield Page(part, f"{title}，{unit_type.name}", content, above)


def index(place: Place) -> str:
    """The categories, with how many metrics and sections each has."""
    corpus, rows = place.corpus, []
    for category in corpus.registry.categories.values():
        metrics = [m for m in corpus.registry.metrics.values() if m.category == category.id]
        found = passages_of(corpus, category.id)
        units = {passage.summary.unit.id for passage in found}
        cells = (
            Cell(category.name, link=address.of_category(category.id)),
            Cell(f"{len(metrics)}"),
            Cell(f"{len(found)}"),
            Cell(f"{len(units)}"),
        )
        rows.append(Row(cells))
    columns = [
        Column("类别"), Column("指标数", True), Column("写到的段落", True), Column("涉及单位", True),
    ]  # fmt: skip
    return Table("categories", "工作类别", columns, [("", rows)]).html(place)


def of_category(place: Place, category: Category) -> str:
    """A category: its metrics, and its sections by year or, of many, the years."""
    corpus = place.corpus
    metrics = [m for m in corpus.registry.metrics.values() if m.category == category.id]
    shown = {metric.id for metric in metrics}
    links = linked(place, [(m.label(shown), address.of_metric(m.id)) for m in metrics])
    found = passages_of(corpus, category.id)
    words = "、".join(f"“{word}”" for word in category.headings)
    how = paragraph(f"按标题里的{words}找出，近的在前。标题里没有这些字的段落不在其中。")
    if not found:
        listed = paragraph("还没有总结在标题里写到这一类工作。")
    elif len(found) > LONG:
        listed = _shares(place, category, found)
    else:
        listed = "".join(
            f"<h3>{escape(address.year_name(year))}</h3>{_list(place, of_that)}"
            for year, of_that in _years(found).items()
        )
    asked = heading("metrics", "指标") + f"<p>{links}</p>" if links else ""
    return asked + heading("sections", "总结里怎样写") + how + listed


def of_year(place: Place, category: Category, year: int | None) -> str:
    """One year of a long category; of a long year, the unit types."""
    found = _years(passages_of(place.corpus, category.id))[year]
    if len(found) <= LONG:
        return _list(place, found)
    rows = []
    for unit_type in _types(place.corpus, found):
        count = sum(e.summary.unit.type_id == unit_type.id for e in found)
        link = address.of_category(category.id, address.year_id(year), unit_type.id)
        rows.append(Row((Cell(unit_type.name, link=link), Cell(f"{count}"))))
    columns = [Column("单位类型"), Column("段落", True)]
    caption = f"{category.name}（{address.year_name(year)}），按单位类型"
    return Table("types", caption, columns, [("", rows)]).html(place)


def of_type(place: Place, category: Category, year: int | None, unit_type: UnitType) -> str:
    """One unit type's share of a long year."""
    found = _years(passages_of(place.corpus, category.id))[year]
    return _list(place, [e for e in found if e.summary.unit.type_id == unit_type.id])


def _shares(place: Place, category: Category, found: list[Passage]) -> str:
    rows = []
    for year, of_that in _years(found).items():
        link = address.of_category(category.id, address.year_id(year))
        units = {passage.summary.unit.id for passage in of_that}
        cells = (
            Cell(address.year_name(year), link=link),
            Cell(f"{len(of_that)}"),
            Cell(f"{len(units)}"),
        )
        rows.append(Row(cells))
    columns = [Column("年份"), Column("段落", True), Column("涉及单位", True)]
    return Table("years", f"{category.name}，按年份", columns, [("", rows)]).html(place)


def _list(place: Place, found: list[Passage]) -> str:
    items = "".join(
        f'<li><a href="{escape(place.link(e.address))}">{escape(e.section.title)}</a>'
        f'<span class="gh-source">{escape(e.summary.unit_name)}，{escape(e.summary.period.name)}</span>'
        f"<p>{escape(e.section.opening)}</p></li>"
        for e in found
    )
    return f'<ul class="gh-excerpts">{items}</ul>'


def _years(found: list[Passage]) -> dict[int | None, list[Passage]]:
    """By year in the order found: the newest first."""
    years: dict[int | None, list[Passage]] = {}
    for passage in found:
        years.setdefault(passage.year, []).append(passage)
    return years


def _types(corpus: Corpus, found: list[Passage]) -> list[UnitType]:
    there = {passage.summary.unit.type_id for passage in found}
    return [t for t in corpus.registry.unit_types.values() if t.id in there]
