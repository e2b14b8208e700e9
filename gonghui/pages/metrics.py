"""Metrics: the dictionary, and each metric's definition and figures of all units and periods."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import address
from ..corpus import Corpus
from ..manual import metrics as dictionary
from ..place import Place
from ..registry import Metric, UnitType
from ..summary.observation import Key
from ..tables import Cell, Column, Row, Table
from ..views.by_unit import unit_tables
from ..views.definition import definition_card
from ..views.trend import COURSE, trend_figure
from ..workbook.figures import NAME, metric_workbook
from .page import LONG, Page, Step, download, heading, paragraph
from .totals import metric_totals
from .workbench import way_in

INDEX: Step = ("全部指标", address.METRICS)


def pages(corpus: Corpus) -> Iterator[Page]:
    """The index, one page a metric, and of a metric that many units report one a unit type."""
    yield Page(address.METRICS, INDEX[0], dictionary)
    for metric in corpus.registry.metrics.values():
        category = corpus.registry.categories.get(metric.category or "")
        above = (INDEX,) + (
            ((category.name, address.of_category(category.id)),) if category else ()
        )
        here = address.of_metric(metric.id)
        yield Page(here, metric.name, partial(of_metric, metric=metric), above)
        for unit_type in _split(corpus, metric):
            content = partial(of_type, metric=metric, unit_type=unit_type)
            share = address.of_metric(metric.id, unit_type.id)
            title = f"{metric.name}：{unit_type.name}"
            yield Page(share, title, content, (*above, (metric.name, here)))


def of_metric(place: Place, metric: Metric) -> str:
    """A metric: what it counts, who reports it, and all figures."""
    corpus = place.corpus
    keys = corpus.keys_of_metric.get(metric.id, [])
    card = definition_card(place, metric)
    if not keys:
        return card + paragraph("还没有总结报过这个指标。")
    parts = _split(corpus, metric)
    figures = _shares(place, metric, parts) if parts else _panels(place, metric, keys)
    return (
        card
        + _coverage(place, keys)
        + _workbook(place, metric)
        + _leading(place, metric, keys)
        + heading("figures", "各单位历年数")
        + way_in(place, f"在对比台里看{metric.name}", metric=metric.id)
        + figures
        + metric_totals(place, metric)
    )


def _workbook(place: Place, metric: Metric) -> str:
    """The link to the metric's workbook."""
    made = metric_workbook(place, metric)
    assert made is not None  # there are figures
    said = f"下载{metric.name}各单位历年数（Excel）"
    return download(place.offer(NAME, made), said, "全部单位、全部期间，另附口径和说明")


def of_type(place: Place, metric: Metric, unit_type: UnitType) -> str:
    """The figures of the units of one type."""
    units = place.corpus.registry.units
    keys = place.corpus.keys_of_metric.get(metric.id, [])
    return _panels(place, metric, [k for k in keys if units[k[0]].type_id == unit_type.id])


def _split(corpus: Corpus, metric: Metric) -> list[UnitType]:
    """The unit types among which a long metric's figures are shared out; none for a short one."""
    keys = corpus.keys_of_metric.get(metric.id, [])
    if len({key[0] for key in keys}) <= LONG:
        return []
    there = {corpus.registry.units[key[0]].type_id for key in keys}
    return [t for t in corpus.registry.unit_types.values() if t.id in there]


def _shares(place: Place, metric: Metric, parts: list[UnitType]) -> str:
    corpus, rows = place.corpus, []
    keys = corpus.keys_of_metric[metric.id]
    for unit_type in parts:
        units = {k[0] for k in keys if corpus.registry.units[k[0]].type_id == unit_type.id}
        link = address.of_metric(metric.id, unit_type.id)
        rows.append(Row((Cell(unit_type.name, link=link), Cell(f"{len(units)}"))))
    columns = [Column("单位类型"), Column("报过的单位", True)]
    return Table("types", f"{metric.name}，按单位类型", columns, [("", rows)]).html(place)


def _coverage(place: Place, keys: list[Key]) -> str:
    """How many units reported the metric, for how many periods, and which period is the newest."""
    corpus = place.corpus
    units = {key[0] for key in keys}
    found = [o.period for key in keys for o in corpus.series[key].values()]
    known = [period for period in found if period.last is not None]
    last = max(known, key=lambda p: p.sort_key).name if known else ""
    said = f"{len(units)}个单位报过，涉及{len({p.id for p in found})}个期间"
    said += f"，最近的是{last}。" if last else "。"
    return paragraph(said)


def _leading(place: Place, metric: Metric, keys: list[Key]) -> str:
    """The chart of the unit above all others, where it reports the metric; of the rest each row of
    the table has a small one."""
    corpus = place.corpus
    units = [corpus.registry.units[id_] for id_ in dict.fromkeys(key[0] for key in keys)]
    for unit in (unit for unit in units if not unit.parent_id):
        found = corpus.observations(unit, metric)
        if len([o for o in found if o.figure.is_number]) >= COURSE:
            return trend_figure(place, unit, metric, found)
    return ""


def _panels(place: Place, metric: Metric, keys: list[Key]) -> str:
    return "".join(table.html(place) for _, table in unit_tables(place, metric, keys))
