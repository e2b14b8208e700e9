"""Report: the figures of a workbook as pages, one for each unit and period.

Two shapes are usual: one unit by years, and one period by units. What is no unit, period or metric
in a cell's labels is told by the lines above the table, the name of the sheet, or by the person.
"""

from __future__ import annotations

import re

from ..period import Period
from ..quotation import clip
from ..registry import Registry, Unit
from ..spelling import did_you_mean
from ..summary import SummaryClass
from .dating import period_of
from .division import Text
from .draft import Draft
from .ground import Ground, Proposal
from .labels import stated_measure
from .page import finished
from .proposed import Proposed, Wishes
from .refusal import IntakeError
from .reportcontent import Leaf, content_of
from .reportleaves import faults_of, leaves_of
from .reporttable import ReportTable, table_of
from .roster import is_roster
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
    for sheet in sheets:
        if is_roster([[cell.text for cell in row] for row in sheet.rows]):
            raise IntakeError(
                f"这是人员名单，不是报表（工作表“{clip(sheet.name)}”）。网站不收个人的名单和每个人的数。"
                "请删去这张表，另做一张只有合计的，例：走访困难职工家庭 12户，再导入。"
            )
        table = table_of(sheet)
        if table is not None:
            drafts += _drafts(source, sheet, table, registry, wishes)
    if not drafts:
        faults = next(filter(None, map(faults_of, sheets)), "")
        why = faults or "请把表头（指标、年份或单位的名称）和数排成一张表，一行一项。"
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
    leaves = leaves_of(table, sheet, unit, period, stated_measure(context), registry)
    return [_draft(leaf, unit, period, title, sheet.name, source, registry) for leaf in leaves]


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


def _draft(
    leaf: Leaf,
    unit: Proposal[Unit],
    period: Proposal[Period],
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
    return finished(said, Text("", ()), body, facts, choice, leaf.remarks, registry, source, [])
