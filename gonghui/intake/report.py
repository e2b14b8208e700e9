"""Report: the figures of a workbook as pages, one for each unit and period.

Two shapes are usual: one unit by years, and one period by units. What is no unit, period or metric
in a cell's labels is told by the lines above the table, the name of the sheet, or by the person.
"""

from __future__ import annotations

import re

from ..notation.figure import read_figure
from ..period import Kind, Period
from ..quotation import clip
from ..registry import Registry, Unit
from ..spelling import did_you_mean
from ..summary import SummaryClass
from .dating import period_of
from .division import Text
from .draft import Draft
from .ground import Ground, Proposal
from .labels import Meaning, is_money, meaning_of, stated_measure
from .manuscript import Remark
from .page import finished
from .proposed import Proposed, Wishes
from .refusal import IntakeError
from .reportcontent import Leaf, content_of
from .reporttable import ReportTable, table_of
from .sender import type_of, unit_of
from .worksheet import Sheet, read_sheets

MOST = 500  # pages of one workbook
_SHEET = re.compile(r"(?i)sheet\s*\d*|工作表\s*\d*")


def report_drafts(source: str, raw: bytes, registry: Registry, wishes: Wishes) -> list[Draft]:
    """The pages of a workbook's figures. Raises IntakeError where there are none to be found."""
    sheets = read_sheets(raw)
    if not sheets:
        raise IntakeError("工作簿是空的，没有数。请核对是不是存错了文件。")
    drafts: list[Draft] = []
    stale: list[Remark] = []
    for sheet in sheets:
        table = table_of(sheet)
        stale += sheet.remarks
        if table is not None:
            drafts += _drafts(source, sheet, table, registry, wishes)
    if not drafts:
        why = (
            f"{stale[0].message}"
            if stale
            else "请把表头（指标、年份或单位的名称）和数排成一张表，一行一项。"
        )
        raise IntakeError(f"没有找到带表头的数。{why}")
    if len(drafts) > MOST:
        raise IntakeError(
            f"表里像是有{len(drafts)}篇的数，太多了。请拆成几个文件，每个不超过{MOST}篇。"
        )
    return drafts


def _drafts(
    source: str, sheet: Sheet, table: ReportTable, registry: Registry, wishes: Wishes
) -> list[Draft]:
    context = [*table.above, *([] if _SHEET.fullmatch(sheet.name) else [sheet.name]), *table.below]
    title = next(iter(table.above), "") or sheet.name
    unit = (
        Proposal(wishes.unit, (Ground(wishes.unit, "--unit"),))
        if wishes.unit
        else _unit(context, registry)
    )
    period = (
        Proposal(wishes.period, (Ground(wishes.period, "--period"),))
        if wishes.period
        else _period(context, registry)
    )
    leaves, totals, beside = _leaves(table, unit, period, stated_measure(context), registry)
    remarks = list(sheet.remarks)
    if totals:
        remarks.append(
            Remark(f"合计、小计没有收进来：{'、'.join(dict.fromkeys(totals))}。网站会自己合计。")
        )
    if beside:
        named = "、".join(dict.fromkeys(beside))
        remarks.append(
            Remark(f"这些栏没有收进来：{clip(named, 160)}。上年数、计划数和增减不是本期的数。")
        )
    if table.unclear:
        shown = "、".join(table.unclear[:8])
        remarks.append(
            Remark(
                f"这些格里不是数，没有填：{clip(shown, 160)}。真的是零请补“0”，没有数请补“未报”。",
                True,
            )
        )
    return [
        _draft(leaf, index, unit, period, remarks, title, sheet.name, source, registry)
        for index, leaf in enumerate(leaves)
    ]


def _unit(context: list[str], registry: Registry) -> Proposal[Unit]:
    for line in context:
        found = unit_of(line, [], registry)
        if found.value:
            return found
    return Proposal(question="表里看不出是哪个单位。请填 unit，例：unit: 芙蓉镇总工会")


def _period(context: list[str], registry: Registry) -> Proposal[Period]:
    for line in context:
        found = period_of(line, [], registry.settings.calendar)
        if found.value:
            return found
    return Proposal(question="表里看不出期间。请填 period，例：period: 2023年上半年")


def _leaves(
    table: ReportTable,
    unit: Proposal[Unit],
    period: Proposal[Period],
    measure: str,
    registry: Registry,
) -> tuple[list[Leaf], list[str], list[str]]:
    """The pages, the labels of totals that were left out, and those of other columns that were."""
    known: dict[tuple[str, ...], Meaning] = {}
    whole = period.value is not None and period.value.kind is Kind.YEAR
    year = period.value.year if period.value is not None and whole else None

    def meaning(parts: tuple[str, ...]) -> Meaning:
        if parts not in known:
            known[parts] = meaning_of(list(parts), registry, year)
        return known[parts]

    by_units = (
        any(meaning(d.row).unit for d in table.data),
        any(meaning(d.column).unit for d in table.data),
    )
    found: dict[tuple[str, str], Leaf] = {}
    totals: list[str] = []
    beside: list[str] = []
    for datum in table.data:
        row, column = meaning(datum.row), meaning(datum.column)
        gone = [one for one in (row, column) if one.total or one.aside or one.beside]
        if gone:
            beside += [one.name for one in gone if one.beside]
            totals += [one.name for one in gone if one.total]
            continue
        whose = next(
            (one for one, units in zip((row, column), by_units, strict=True) if units), None
        )
        name = "" if whose is None or whose.unit else whose.name
        own = whose.unit if whose is not None else unit.value
        own = None if name else own
        when = row.period or column.period or period.value
        subjects = [one for one in (row, column) if one is not whose and not _only_period(one)]
        what = next((one for one in subjects if one.metric), None) or (
            subjects[0] if subjects else None
        )
        if what is None or not what.name:
            continue
        word = (
            column.measure
            or row.measure
            or ("" if what.metric and not is_money(measure) else measure)
        )
        word = word or (measure if what.metric and is_money(what.metric.unit) else "")
        leaf = found.setdefault(
            (own.id if own else name, when.id if when else ""), Leaf(own, name, when)
        )
        leaf.cells.append((datum, _with_measure(datum.text, word, what), what))
    return list(found.values()), totals, beside


def _only_period(one: Meaning) -> bool:
    return one.period is not None and one.metric is None


def _with_measure(text: str, measure: str, what: Meaning) -> str:
    """The figure with its unit of measure: of the table, else the metric's own, but for money, where
    元 and 万元 are both usual."""
    figure = read_figure(text)
    if figure.unit or figure.state is not None or figure.numerator is not None:
        return text
    if measure:
        return f"{text}{measure}"
    metric = what.metric
    own = (
        metric.unit
        if metric is not None and not metric.is_ratio and not is_money(metric.unit)
        else ""
    )
    return f"{text}{own}"


def _draft(
    leaf: Leaf,
    index: int,
    unit: Proposal[Unit],
    period: Proposal[Period],
    remarks: list[Remark],
    title: str,
    sheet: str,
    source: str,
    registry: Registry,
) -> Draft:
    labelled = f"报表“{clip(title)}”"
    if leaf.unit is not None:
        whose = (
            unit if leaf.unit is unit.value else Proposal(leaf.unit, (Ground(leaf.unit, labelled),))
        )
    elif leaf.name:
        offer = did_you_mean(leaf.name, registry.names_of_units())
        whose = Proposal(
            question=f"没有登记单位“{clip(leaf.name)}”。{offer}请核对 unit；是新单位的，请先登记。"
        )
    else:
        whose = Proposal(question=unit.question)
    when = (
        period
        if leaf.period is period.value
        else Proposal(leaf.period, (Ground(leaf.period, labelled),) if leaf.period else ())
    )
    type_id = type_of(leaf.unit, leaf.name, [], registry)
    body, facts, choice = content_of(leaf, title, sheet, source)
    said = Proposed(whose, leaf.name, type_id, when, Proposal(SummaryClass.SUMMARY), "", "", None)
    told = remarks if index == 0 else []
    return finished(said, Text("", ()), body, facts, choice, told, registry, source, [])
