"""Metrics: the dictionary, and each metric's definition and figures of all units and periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from .. import address
from ..bases import Basis, bases_of
from ..compare import compare
from ..corpus import Corpus
from ..manual import metrics as dictionary
from ..period import say_day
from ..place import Place
from ..registry import Metric, UnitType
from ..summary.observation import Key, Observation
from ..tables import Cell, Column, Row, Table
from ..views.by_unit import unit_tables
from ..views.definition import definition_card
from ..views.panel import scope_mark
from ..views.trend import COURSE, trend_figure
from ..wording import sentence
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
    card = heading("definition", "口径和来源") + definition_card(place, metric)
    if not keys:
        return paragraph("还没有总结报过这个指标。") + card
    parts = _split(corpus, metric)
    figures = _shares(place, metric, parts) if parts else _panels(place, metric, keys)
    return (
        _leading(place, metric, keys)
        + _coverage(place, keys)
        + _workbook(place, metric)
        + card
        + heading("figures", "各单位历年数")
        + way_in(place, f"在对比台里看{metric.name}", metric=metric.id)
        + figures
        + metric_totals(place, metric)
    )


def _workbook(place: Place, metric: Metric) -> str:
    """The link to the metric's workbook."""
    made = metric_workbook(place.corpus, metric)
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
    """How many units reported the metric, for how many periods, which period is the newest, and
    when the last summary that holds it was issued."""
    corpus, found = place.corpus, dict[str, Observation]()
    issued: set[date] = set()
    for key in keys:
        found |= corpus.series[key]
        days = (o.summary.issued for o in corpus.series[key].values())
        issued.update(day for day in days if day)
    units = {key[0] for key in keys}
    known = [o.period for o in found.values() if o.period.last is not None]
    said = f"{len(units)}个单位报过，涉及{len(found)}个期间"
    said += f"，最近的是{max(known, key=lambda p: p.sort_key).name}" if known else ""
    said += f"；最后一篇签发于{say_day(max(issued))}" if issued else ""
    return paragraph(f"{said}。")


def _leading(place: Place, metric: Metric, keys: list[Key]) -> str:
    """The newest figure of the unit above all others, in words, and its chart, where it reports the
    metric; of the rest each row of the table has a small one."""
    corpus = place.corpus
    units = [corpus.registry.units[id_] for id_ in dict.fromkeys(key[0] for key in keys)]
    for unit in (unit for unit in units if not unit.parent_id):
        found = corpus.observations(unit, metric)
        if len([o for o in found if o.figure.is_number]) >= COURSE:
            return _newest(corpus, found) + trend_figure(place, unit, metric, found)
    return ""


def _newest(corpus: Corpus, found: list[Observation]) -> str:
    """The newest number beside that of the year before; "" where it has none to stand beside."""
    newest = [o for o in found if o.figure.is_number][-1]
    if Basis.YOY not in bases_of(newest):
        return ""
    whose = f"{newest.period.name}{newest.summary.unit.name}{scope_mark(str(newest.scope))}"
    said = sentence(compare(corpus, newest, Basis.YOY), corpus.registry.settings)
    return paragraph(f"{whose}{said}")


def _panels(place: Place, metric: Metric, keys: list[Key]) -> str:
    return "".join(table.html(place) for table in unit_tables(place, metric, keys))
