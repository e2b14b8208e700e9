"""Reporting: who reported for which period, year by year, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from .. import address
from ..corpus import Corpus
from ..coverage import Missing, coverage_of, due_periods, missing_reports, periods_due
from ..period import Period, say_day
from ..place import Place
from ..registry import Unit, UnitType
from ..summary import Summary, SummaryClass
from ..tables import Cell, Column, Row, Table
from .page import LONG, Page, Step, heading, linked, paragraph, turn

INDEX: Step = ("报送情况", address.REPORTING)
REPORTED, ABSENT = Cell("●", said="已报"), Cell("缺", state="gh-none gh-missing", said="缺报")
LEGEND = "●：已报，点开看总结。缺：应报而没有报。空格：不要求报，也没有报。"


def pages(corpus: Corpus) -> Iterator[Page]:
    """The index, what is missing, and a matrix of each year; of many units one a unit type."""
    yield Page(address.REPORTING, INDEX[0], index)
    yield Page(address.MISSING, "缺报", missing, (INDEX,))
    types = _types(corpus)
    if len(missing_reports(corpus)) > LONG:
        for unit_type in types:
            here, title = address.of_missing(unit_type.id), f"缺报：{unit_type.name}"
            above: tuple[Step, ...] = (INDEX, ("缺报", address.MISSING))
            yield Page(here, title, partial(missing_of_type, unit_type=unit_type), above)
            found = _of(missing_reports(corpus), unit_type)
            for ending in _years_of(found) if len(found) > LONG else ():
                content = partial(missing_of_year, unit_type=unit_type, year=ending)
                share = address.of_missing(unit_type.id, ending)
                yield Page(share, f"{title}，{ending}年", content, (*above, (unit_type.name, here)))
    for year in _years(corpus):
        here, name = address.of_year(year), f"{address.year_name(year)}报送情况"
        yield Page(here, name, partial(of_year, year=year), (INDEX,))
        if len(corpus.registry.units) > LONG:
            for unit_type in types:
                content = partial(of_type, year=year, unit_type=unit_type)
                above = (INDEX, (address.year_name(year), here))
                share = address.of_year(year, unit_type.id)
                yield Page(share, f"{name}：{unit_type.name}", content, above)


def index(place: Place) -> str:
    """How many reported, period by period, and the years."""
    corpus, rows = place.corpus, []
    for period in periods_due(corpus):
        found = coverage_of(corpus, period)
        cells = (
            Cell(period.name, link=place.page_of(period)),
            Cell(f"{len(found.due)}"),
            Cell(f"{len(found.reported)}"),
            Cell(f"{len(found.missing)}"),
        )
        rows.append(Row(cells))
    columns = [Column("期间"), Column("应报", True), Column("已报", True), Column("缺报", True)]
    years = linked(
        place, [(address.year_name(year), address.of_year(year)) for year in _years(corpus)]
    )
    table = Table("coverage", f"各期报送情况（{_as_of(corpus)}）", columns, [("", rows)])
    listed = table.html(place) if rows else paragraph("还没有单位登记应报的期间。")
    absent = linked(place, [("缺报", address.MISSING)])
    matrices = f"<p>按年份看各单位：{years}。</p>" if years else ""
    return f"<p>缺报的单位和期间见{absent}，可以复制。</p>" + matrices + listed


def of_year(place: Place, year: int | None) -> str:
    """The matrix of a year: units in rows, its periods in columns; of many units, the types."""
    corpus = place.corpus
    before, after = _neighbours(corpus, year)
    around = turn(place, "前后各年", before, after)
    if len(corpus.registry.units) <= LONG:
        units = list(corpus.registry.units.values())
        found = [m for m in missing_reports(corpus) if m.period.last_year == year]
        absent = heading("missing", "缺报") + _to_copy(place, found) if found else ""
        return _matrix(place, year, units) + absent + around
    rows = []
    for unit_type in _types(corpus):
        link = address.of_year(year, unit_type.id)
        rows.append(Row((Cell(unit_type.name, link=link), *_sums(corpus, year, unit_type))))
    columns = [Column("单位类型"), Column("应报", True), Column("已报", True), Column("缺报", True)]
    caption = f"{address.year_name(year)}报送情况，按单位类型"
    return Table("types", caption, columns, [("", rows)]).html(place) + around


def of_type(place: Place, year: int | None, unit_type: UnitType) -> str:
    """The share of one unit type."""
    units = [u for u in place.corpus.registry.units.values() if u.type_id == unit_type.id]
    return _matrix(place, year, units)


def _sums(corpus: Corpus, year: int | None, unit_type: UnitType) -> tuple[Cell, ...]:
    due = reported = 0
    for period in _periods(corpus, year):
        found = coverage_of(corpus, period, unit_type.id) if period.last else None
        due += len(found.due) if found else 0
        reported += len(found.reported) if found else 0
    return Cell(f"{due}"), Cell(f"{reported}"), Cell(f"{due - reported}")


def _matrix(place: Place, year: int | None, units: list[Unit]) -> str:
    corpus = place.corpus
    registry, periods = corpus.registry, _periods(corpus, year)
    have = {
        (s.unit.id, s.period.id): s
        for period in periods
        for s in corpus.by_period.get(period, [])
        if _counts(s)
    }
    groups: dict[str, list[Row]] = {t.name: [] for t in registry.unit_types.values()}
    for unit in units:
        owed = {p.id for p in due_periods(corpus, unit)}
        cells = [_cell(have.get((unit.id, p.id)), p.id in owed) for p in periods]
        if any(cell.text for cell in cells):
            head = Cell(unit.name, link=address.of_unit(unit.id))
            groups[registry.unit_types[unit.type_id].name].append(Row((head, *cells)))
    filled = [(title, rows) for title, rows in groups.items() if rows]
    if not filled:
        return paragraph("这一年没有应报的，也没有报的。")
    columns = [Column("单位"), *(Column(p.name, link=place.page_of(p)) for p in periods)]
    caption = f"{address.year_name(year)}各单位报送情况（{_as_of(corpus)}）"
    table = Table("matrix", caption, columns, filled, [LEGEND])
    return table.html(place)


def _cell(summary: Summary | None, owed: bool) -> Cell:
    if summary is not None:
        said = f"{summary.period.name}{REPORTED.said}"
        return Cell(REPORTED.text, said=said, link=summary.address)
    return ABSENT if owed else Cell("")


def _counts(summary: Summary) -> bool:
    return summary.class_ is SummaryClass.SUMMARY


def missing(place: Place) -> str:
    """What is due and not there: since when, from whom; of very many, the unit types."""
    found = missing_reports(place.corpus)
    if len(found) <= LONG:
        return _missing(place, found)
    rows = []
    for unit_type in _types(place.corpus):
        count = sum(m.unit.type_id == unit_type.id for m in found)
        link = address.of_missing(unit_type.id)
        rows.append(Row((Cell(unit_type.name, link=link), Cell(f"{count}"))))
    columns = [Column("单位类型"), Column("缺报", True)]
    caption = f"缺报篇数（{_as_of(place.corpus)}）"
    return Table("types", caption, columns, [("", rows)]).html(place)


def missing_of_type(place: Place, unit_type: UnitType) -> str:
    """The share of one unit type; of very many, the years."""
    found = _of(missing_reports(place.corpus), unit_type)
    if len(found) <= LONG:
        return _missing(place, found)
    rows = []
    for year in _years_of(found):
        count = sum(m.period.last_year == year for m in found)
        link = address.of_missing(unit_type.id, year)
        rows.append(Row((Cell(f"{year}年", link=link), Cell(f"{count}"))))
    columns = [Column("期间结束的年份"), Column("缺报", True)]
    caption = f"{unit_type.name}缺报篇数（{_as_of(place.corpus)}）"
    return Table("years", caption, columns, [("", rows)]).html(place)


def missing_of_year(place: Place, unit_type: UnitType, year: int) -> str:
    """One year's share of a unit type."""
    found = _of(missing_reports(place.corpus), unit_type)
    return _missing(place, [m for m in found if m.period.last_year == year])


def _of(found: list[Missing], unit_type: UnitType) -> list[Missing]:
    return [m for m in found if m.unit.type_id == unit_type.id]


def _years_of(found: list[Missing]) -> list[int]:
    """The years in which the periods end, latest first."""
    return sorted({m.period.last_year for m in found if m.period.last_year}, reverse=True)


def _missing(place: Place, found: list[Missing]) -> str:
    if not found:
        return paragraph(f"没有缺报（{_as_of(place.corpus)}）。")
    rows = [
        Row(
            (
                Cell(one.unit_name, link=address.of_unit(one.unit.id)),
                Cell(one.period.name),
                Cell(say_day(one.deadline), one.deadline.isoformat()),
                Cell(f"{(place.corpus.reporting_day - one.deadline).days}"),
            )
        )
        for one in found
    ]
    columns = [Column("单位"), Column("期间"), Column("最迟应报日"), Column("已过天数", True)]
    caption = f"缺报一览（{_as_of(place.corpus)}，过得最久的在前）"
    table = Table("missing", caption, columns, [("", rows)], order_is_free=True)
    return table.html(place) + heading("copy", "可以复制的文字") + _to_copy(place, found)


def _to_copy(place: Place, found: list[Missing]) -> str:
    """Who lacks what, a line a unit under its present name, as a text to paste into a notice."""
    by_unit: dict[str, list[str]] = {}
    for one in found:
        by_unit.setdefault(one.unit.name, []).append(one.period.name)
    lines = [f"缺报情况（{_as_of(place.corpus)}）"]
    lines += [f"{name}：{'、'.join(periods)}" for name, periods in by_unit.items()]
    text = escape("\n".join(lines))
    label = "可以复制的文字"
    return f'<pre class="gh-copy" tabindex="0" role="region" aria-label="{label}">{text}</pre>'


def _as_of(corpus: Corpus) -> str:
    return f"算到{say_day(corpus.reporting_day)}"


def _years(corpus: Corpus) -> list[int | None]:
    """The years of which there is anything to tell, latest first, masked ones last."""
    periods = [
        *periods_due(corpus),
        *(p for p, found in corpus.by_period.items() if any(map(_counts, found))),
    ]
    known = sorted({p.last.year for p in periods if p.last}, reverse=True)
    return [*known, None] if any(p.last is None for p in periods) else [*known]


def _periods(corpus: Corpus, year: int | None) -> list[Period]:
    """The periods that end in a year and are due or were reported, the latest first."""
    there = {p.id: p for p in periods_due(corpus)}
    there |= {p.id: p for p, found in corpus.by_period.items() if any(map(_counts, found))}
    found = (p for p in there.values() if p.last_year == year)
    return sorted(found, key=lambda p: p.sort_key, reverse=True)


def _neighbours(corpus: Corpus, year: int | None) -> tuple[Step | None, Step | None]:
    years = list(reversed(_years(corpus)))
    at = years.index(year)
    around = [years[at - 1] if at else 0, years[at + 1] if at + 1 < len(years) else 0]
    steps = [None if y == 0 else (address.year_name(y), address.of_year(y)) for y in around]
    return steps[0], steps[1]


def _types(corpus: Corpus) -> list[UnitType]:
    there = {unit.type_id for unit in corpus.registry.units.values()}
    return [t for t in corpus.registry.unit_types.values() if t.id in there]
