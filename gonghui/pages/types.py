"""Unit types: what a kind of unit is asked, its units, and who of them reported."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from .. import address
from ..corpus import Corpus
from ..coverage import coverage_of, periods_due
from ..place import Place
from ..registry import UnitType
from ..registry.unit import Scope
from ..tables import Cell, Column, Row, Table
from ..totals import group_of_type
from .page import Page, Step, facts, heading, linked, paragraph
from .totals import group_totals
from .units import types_table, unit_columns, unit_row

INDEX: Step = ("单位类型", address.TYPES)


def pages(corpus: Corpus) -> Iterator[Page]:
    """The index, and one page a type."""
    yield Page(address.TYPES, INDEX[0], types_table)
    for unit_type in corpus.registry.unit_types.values():
        content = partial(of_type, unit_type=unit_type)
        yield Page(address.of_type(unit_type.id), unit_type.name, content, (INDEX,))


def of_type(place: Place, unit_type: UnitType) -> str:
    """A unit type: its usual metrics, its units, and how they reported."""
    registry = place.corpus.registry
    units = [unit for unit in registry.units.values() if unit.type_id == unit_type.id]
    metrics = [registry.metrics[id_] for id_ in unit_type.metrics if id_ in registry.metrics]
    asked = linked(place, [(m.name, address.of_metric(m.id)) for m in metrics])
    below = [
        registry.metrics[i].name for i, s in unit_type.scopes.items() if s is Scope.CONSOLIDATED
    ]
    what = [("单位数", f"{len(units)}"), ("通常要报", asked)]
    what.append(("按含下级统计", escape("、".join(below))))
    rows = [unit_row(place, unit) for unit in units]
    table = Table("units", unit_type.name, unit_columns(), [("", rows)], order_is_free=True)
    listed = table.html(place) if rows else paragraph("还没有登记这类单位。")
    return (
        facts(what)
        + heading("units", "各单位")
        + listed
        + _reporting(place, unit_type)
        + group_totals(place, group_of_type(unit_type), metrics)
    )


def _reporting(place: Place, unit_type: UnitType) -> str:
    """How many of the type reported, period by period."""
    rows = []
    for period in periods_due(place.corpus):
        found = coverage_of(place.corpus, period, unit_type.id)
        if not found.due:
            continue
        cells = (
            Cell(period.name, link=place.page_of(period)),
            Cell(f"{len(found.due)}"),
            Cell(f"{len(found.reported)}"),
            Cell("、".join(unit.name_in(period) for unit in found.missing[:5])
                 + (f"等{len(found.missing)}个" if len(found.missing) > 5 else "")),
        )  # fmt: skip
        rows.append(Row(cells))
    if not rows:
        return ""
    columns = [Column("期间"), Column("应报", True), Column("已报", True), Column("缺报单位")]
    table = Table("reporting", f"{unit_type.name}各期报送情况", columns, [("", rows)])
    return heading("reporting", "报送情况") + table.html(place)
