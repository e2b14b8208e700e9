"""History: one metric of one unit over all comparable periods."""

from __future__ import annotations

from .. import address
from ..bases import Basis, bases_of
from ..compare import compare
from ..place import Place
from ..registry import Metric, Unit
from ..summary.observation import Observation
from ..tables import Cell, Column, Row, Table
from ..wording import footnote
from .comparisons import change_cells
from .figures import entry_remarks, figure_cell, legend, written_cell


def history_table(place: Place, unit: Unit, metric: Metric, found: list[Observation]) -> Table:
    """One metric over all comparable periods, oldest first, each with its 同比."""
    rows, notes = [], []
    settings = place.corpus.registry.settings
    names = {observation.summary.unit_name for observation in found}
    for observation in found:
        figure = observation.figure
        basis = [Basis.YOY] if Basis.YOY in bases_of(observation) else []
        comparison = compare(place.corpus, observation, basis[0]) if basis else None
        difference, rate = (
            change_cells(comparison, settings) if comparison else (Cell("—"), Cell(""))
        )
        remark = comparison.reason if comparison else ""
        if figure.state or observation.foreign:  # a sign says which state; it needs no note
            told = "；".join(entry_remarks(observation.entries[0], metric))
            remark = told if figure.state else told or remark
        cells = (
            Cell(observation.period.name, link=observation.summary.address),
            written_cell(figure) if observation.foreign else figure_cell(figure, metric),
            difference,
            rate,
            Cell(remark),
        )
        rows.append(Row(cells))
        said = footnote(comparison) if comparison else ""
        notes += [f"{observation.period.name}{said.strip('（）')}。"] if said else []
    former = [name.text for name in unit.names if name.text in names and name.text != unit.name]
    if former:
        notes.append(f"“{unit.name}”曾用名：{'、'.join(former)}。")
    notes += legend(observation.figure for observation in found)
    columns = [
        Column("期间"), Column(f"{metric.name}（{metric.unit}）", True, address.of_metric(metric.id)), Column("比上年增减", True),
        Column("比上年增长", True), Column("说明", note_on=2),
    ]  # fmt: skip
    caption = f"{unit.name}{metric.name}（计量单位：{metric.unit}）"
    kind = str(found[0].period.kind).replace("_", "-") if found else "none"
    name = f"history-{unit.id}-{metric.id.replace('_', '-')}-{kind}"
    return Table(name, caption, columns, [("", rows)], notes)
