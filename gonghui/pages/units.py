"""Units: the index of units, and each unit's profile, timeline and figures over time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from .. import address
from ..corpus import Corpus
from ..coverage import deadline_of, due_periods
from ..period import KIND_NAMES, say_day
from ..place import Place
from ..registry import Event, EventType, Unit, UnitType
from ..registry.unit import EVENT_NAMES
from ..succession import heirs_of
from ..summary import SummaryClass
from ..tables import Cell, Column, Row, Table
from ..totals import children_of, parents
from ..views.panel import Line, panel_table, scope_mark, slot_id, slot_name, slots, strip_of
from ..views.summaries import class_name, issued_cell
from ..views.trend import COURSE, trend_figure
from .page import LONG, Page, Step, facts, folded, heading, linked, paragraph
from .totals import group_totals
from .workbench import way_in

INDEX: Step = ("全部单位", address.UNITS)
MANY = 30  # units below one, after which they are folded away


def pages(corpus: Corpus) -> Iterator[Page]:
    """The index, and one page a unit, whether it reported or not."""
    yield Page(address.UNITS, INDEX[0], index)
    for unit in corpus.registry.units.values():
        unit_type = corpus.registry.unit_types.get(unit.type_id)
        if unit_type is None:  # told by the check-up, which asks for the list of pages as well
            continue
        above = (INDEX, (unit_type.name, address.of_type(unit_type.id)))
        yield Page(address.of_unit(unit.id), unit.name, partial(of_unit, unit=unit), above)


def index(place: Place) -> str:
    """All units by type; of many, the types alone."""
    registry = place.corpus.registry
    if len(registry.units) > LONG:
        return types_table(place)
    groups: dict[str, list[Row]] = {t.name: [] for t in registry.unit_types.values()}
    for unit in registry.units.values():
        groups[registry.unit_types[unit.type_id].name].append(unit_row(place, unit))
    filled = [(title, rows) for title, rows in groups.items() if rows]
    types = [(t.name, address.of_type(t.id)) for t in registry.unit_types.values()]
    by_type = f"<p>按类型看：{linked(place, types)}。</p>"
    table = Table("units", "全部单位", unit_columns(), filled, order_is_free=True)
    return by_type + table.html(place)


def types_table(place: Place) -> str:
    """The unit types with the number of their units."""
    registry, rows = place.corpus.registry, []
    for unit_type in registry.unit_types.values():
        count = sum(unit.type_id == unit_type.id for unit in registry.units.values())
        link = address.of_type(unit_type.id)
        rows.append(Row((Cell(unit_type.name, link=link), Cell(f"{count}"))))
    columns = [Column("单位类型"), Column("单位数", True)]
    return Table("types", "单位类型", columns, [("", rows)]).html(place)


def unit_columns() -> list[Column]:
    """The columns of a list of units."""
    return [
        Column("单位"), Column("曾用名"), Column("上级"), Column("总结篇数", True), Column("最近一期"),
    ]  # fmt: skip


def unit_row(place: Place, unit: Unit) -> Row:
    """A unit in a list: name, former names, parent, how many summaries and the newest."""
    corpus = place.corpus
    found = corpus.by_unit.get(unit.id, [])
    done = [s for s in found if s.is_compared] or found  # a plan is of a time to come
    known = [s for s in done if s.period.last is not None] or done
    last = known[-1] if known else None
    former = "、".join(dict.fromkeys(n.text for n in unit.names[:-1] if n.text != unit.name))
    parent = corpus.registry.units.get(unit.parent_id or "")
    return Row(
        (
            Cell(unit.name, link=address.of_unit(unit.id)),
            Cell(former),
            Cell(parent.name, link=address.of_unit(parent.id)) if parent else Cell(""),
            Cell(f"{len(found)}"),
            Cell(last.period.name, link=last.address) if last else Cell(""),
        )
    )


def of_unit(place: Place, unit: Unit) -> str:
    """A unit: who it is, what it reported when, and its figures over time."""
    return (
        facts(_profile(place, unit))
        + heading("timeline", "历年总结")
        + _beside(place, unit)
        + _timeline(place, unit)
        + _figures(place, unit)
        + _totals(place, unit)
    )


def _profile(place: Place, unit: Unit) -> Iterator[tuple[str, str]]:
    registry = place.corpus.registry
    unit_type: UnitType = registry.unit_types[unit.type_id]
    yield "单位类型", linked(place, [(unit_type.name, address.of_type(unit_type.id))])
    parent = registry.units.get(unit.parent_id or "")
    yield "上级", linked(place, [(parent.name, address.of_unit(parent.id))]) if parent else ""
    below = [u for u in parents(place.corpus).get(unit.id, ()) if u.parent_id == unit.id]
    links = linked(place, [(u.name, address.of_unit(u.id)) for u in below])
    many = len(below) > MANY
    yield "下级", folded(f"{len(below)}个单位", f"<p>{links}</p>") if many else links
    yield "曾用名", escape("；".join(_former(unit)))
    yield "成立", escape(say_day(unit.first_day)) if unit.first_day else ""
    yield "存续到", escape(say_day(unit.last_day)) if unit.last_day else ""
    heirs = [(heir.name, address.of_unit(heir.id)) for _, heir in heirs_of(place.corpus, unit)]
    yield "并入", linked(place, heirs)
    due = "、".join(f"{KIND_NAMES[d.kind]}总结（{d.first_year}年起）" for d in unit.due)
    yield "应报", escape(due)


def _former(unit: Unit) -> Iterator[str]:
    for name in unit.names[:-1]:
        until = f"（至{say_day(name.last)}）" if name.last else ""
        yield f"{name.text}{until}"


def _timeline(place: Place, unit: Unit) -> str:
    """Summaries, missing reports and events, by year, the latest first."""
    corpus = place.corpus
    found: list[tuple[tuple[object, ...], str, Row]] = []
    found_in = corpus.by_unit.get(unit.id, [])
    for summary in found_in:
        period = summary.period
        year = address.year_name(period.last_year)
        cells = (
            Cell(period.name, link=address.of_period(period)),
            Cell(summary.title, link=summary.address),
            Cell(class_name(summary)),
            issued_cell(summary),
        )
        found.append(((period.last is not None, *period.sort_key[1:]), year, Row(cells)))
    have = {s.period.id for s in found_in if s.class_ is SummaryClass.SUMMARY}
    for period in due_periods(corpus, unit):
        if period.id not in have:
            since = f"缺报，最迟应于{say_day(deadline_of(corpus, period))}报"
            cells = (Cell(period.name), Cell(since, state="gh-none gh-missing"), Cell(""), Cell(""))
            year = address.year_name(period.last_year)
            found.append(((True, *period.sort_key[1:]), year, Row(cells)))
    for event in unit.events:
        cells = (Cell(say_day(event.day)), Cell(_said(place, event)), Cell("大事"), Cell(""))
        key = (True, event.day, 0, "")
        found.append((key, f"{event.day.year}年", Row(cells)))
    if not found:
        return paragraph("还没有总结。")
    found.sort(key=lambda item: item[0], reverse=True)
    groups: dict[str, list[Row]] = {}
    for _, year, row in found:
        groups.setdefault(year, []).append(row)
    columns = [Column("期间"), Column("总结"), Column("类别"), Column("签发日期")]
    caption = f"{unit.name}历年总结和大事"
    return Table("timeline", caption, columns, list(groups.items())).html(place)


def _beside(place: Place, unit: Unit) -> str:
    """The way to any two of the unit's summaries side by side."""
    if len(place.corpus.by_unit.get(unit.id, [])) < 2:
        return ""
    to = escape(place.link(address.of_beside(unit.id)))
    return f'<p class="gh-beside"><a href="{to}">对照阅读</a>：任选两篇，并排着看。</p>'


def _said(place: Place, event: Event) -> str:
    """An event in words: 合并：河沿镇总工会并入"""
    units = place.corpus.registry.units
    name = next(name for name, type_ in EVENT_NAMES.items() if type_ is event.type)
    others = "、".join(units[id_].name for id_ in event.others if id_ in units)
    match event.type:
        case EventType.MERGED:
            return f"{name}：{others}并入" if others else name
        case EventType.SPLIT if event.sources:
            return f"{name}：从{others}分出"
        case EventType.SPLIT:
            return f"{name}：分出{others}" if others else name
        case EventType.TRANSFERRED if event.sources:
            return f"{name}：原属{units[event.sources[0]].name}"
        case EventType.ELECTED:
            return f"{name}（{event.term}）" if event.term else name
    return f"{name}：{others}" if others else name


def _figures(place: Place, unit: Unit) -> str:
    """Each metric's history, one table a kind of period."""
    corpus = place.corpus
    metrics = corpus.registry.metrics
    tables = []
    for slot, by_key in slots(corpus, corpus.keys_of_unit.get(unit.id, [])).items():
        lines = []
        shown = {key[4] for key in by_key}
        for key in sorted(by_key, key=lambda k: (metrics[k[4]].order, k[3], k[1])):
            metric = metrics[key[4]]
            label = f"{metric.label(shown)}（{metric.unit}）{scope_mark(key[3])}"
            head = Cell(label, link=address.of_metric(metric.id))
            group, inset = corpus.registry.category_of(metric), metric.is_part(shown)
            lines.append(Line(head, group, key, inset, by_key[key]))
        name = slot_name(slot, corpus)
        caption = f"{unit.name}历年指标（{name}，近的在前）"
        strips = [strip_of(place, line) for line in lines]
        table_name = f"figures-{slot_id(slot)}"
        tables.append(panel_table(place, table_name, caption, "指标", lines, strips))
    if not tables:
        return ""
    figures = "".join(table.html(place) for table in tables)
    below = [u.id for u in corpus.registry.units.values() if u.parent_id == unit.id]
    added = len(below) > 1 and any(id_ in corpus.by_unit for id_ in below)
    whom = {"of": f"{unit.id},below:{unit.id}"} if added else {"of": unit.id}
    bench = way_in(place, f"在对比台里看{unit.name}{'和所属单位合计' if added else ''}", **whom)
    return heading("figures", "历年指标") + bench + figures + _trends(place, unit)


def _totals(place: Place, unit: Unit) -> str:
    """What the units right below one add up to, over the years."""
    registry = place.corpus.registry
    if not any(u.parent_id == unit.id for u in registry.units.values()):
        return ""
    return group_totals(place, children_of(unit), registry.metrics.values())


def _trends(place: Place, unit: Unit) -> str:
    """Charts of the metrics that are usual for the unit's type; the tables above have the numbers."""
    corpus = place.corpus
    drawn = ""
    for id_ in corpus.registry.unit_types[unit.type_id].metrics:
        metric = corpus.registry.metrics[id_]
        found = corpus.observations(unit, metric)
        if len([o for o in found if o.figure.is_number]) >= COURSE:
            drawn += trend_figure(place, unit, metric, found)
    return (
        heading("trends", "主要指标走势") + f'<div class="gh-trends">{drawn}</div>' if drawn else ""
    )
