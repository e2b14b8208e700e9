"""Coverage in words: 应报14个单位，已报12个，缺报：…"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .. import address
from ..coverage import Coverage
from ..period import Period, say_day
from ..place import Place
from ..registry import Unit
from ..summary import SummaryClass
from ..tables import Cell, Column, Row, Table

NAMED = 12  # so many names stand in a sentence; more are folded away


def coverage_lines(place: Place, coverage: Coverage) -> str:
    """Who reported and who is missing, named; "" where nobody was to report."""
    period, due = coverage.period, len(coverage.due)
    if not due:
        return ""
    done, missing = len(coverage.reported), coverage.missing
    said = f"应报{due}个单位，已报{done}个"
    if not missing:
        said += "，没有缺报。"
    else:
        more = "等" if len(missing) > NAMED else ""
        said += f"，缺报{len(missing)}个：{_links(place, period, missing[:NAMED])}{more}。"
    if coverage.beyond:
        said += f"另有{len(coverage.beyond)}个单位报了，不在应报之列。"
    folded = ""
    if len(missing) > NAMED:
        rest = _links(place, period, missing[NAMED:])
        title = f"其余{len(missing) - NAMED}个缺报单位"
        folded = f'<details class="gh-fold"><summary>{title}</summary><p>{rest}。</p></details>'
    return f'<p class="gh-coverage">{said}</p>{folded}'


def coverage_table(place: Place, coverage: Coverage, whose: str) -> Table:
    """Every unit that was to report or did, in the registry's order, with what came of it."""
    corpus, period = place.corpus, coverage.period
    order = {id_: number for number, id_ in enumerate(corpus.registry.units)}
    units = sorted((*coverage.due, *coverage.beyond), key=lambda unit: order[unit.id])
    rows = []
    for unit in units:
        summary = corpus.summary_of(unit, period, SummaryClass.SUMMARY)
        said = "缺报" if unit in coverage.missing else "已报"
        said += "（不在应报之列）" if unit in coverage.beyond else ""
        issued = say_day(summary.issued) if summary and summary.issued else ""
        cells = (
            Cell(unit.name_in(period), link=address.of_unit(unit.id)),
            Cell(said, link=summary.address if summary and said.startswith("已报") else ""),
            Cell(issued),
        )
        rows.append(Row(cells))
    columns = [Column("单位"), Column("报送"), Column("签发日期")]
    name = f"coverage-{period.id}-{len(units)}"
    return Table(name, f"{whose}{period.name}总结报送情况", columns, [("", rows)])


def _links(place: Place, period: Period, units: Iterable[Unit]) -> str:
    return "、".join(
        f'<a href="{escape(place.link(address.of_unit(unit.id)))}">{escape(unit.name_in(period))}</a>'
        for unit in units
    )
