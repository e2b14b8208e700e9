"""Roundup (汇总表): a period's figures unit by unit as a Word file, a table for each unit type, with
who reported and who is missing."""

from __future__ import annotations

from collections.abc import Iterable

from ..corpus import Corpus
from ..coverage import Coverage, coverage_of
from ..period import Period, say_day
from ..registry import Unit, UnitType
from ..views.roundup import roundup_table
from .grid import grid_of
from .layout import Paper
from .sheet import Orientation
from .summary import add_title
from .table import add_grid

_MEASURED = "计量单位见各栏"


def roundup_title(period: Period) -> str:
    """What the sheet is called: 2023年上半年工会工作汇总表."""
    return f"{period.name}工会工作汇总表"


def roundup_docx(period: Period, corpus: Corpus) -> bytes:
    """The bytes of a .docx on sheets that lie on their side; issued summaries alone count. A unit
    type of which nobody reported is named with those who are missing."""
    paper = Paper(Orientation.LANDSCAPE)
    title = roundup_title(period)
    add_title(paper, [title])
    whole = coverage_said(coverage_of(corpus, period))
    if whole:
        until = f"报送情况截至{say_day(corpus.reporting_day)}。"
        paper.paragraph("BodyText", f"{whole}{until}")
    for unit_type in _types(corpus, period):
        _add_type(paper, period, unit_type, corpus)
    return paper.bytes(title, "", corpus.reporting_day)


def _add_type(paper: Paper, period: Period, unit_type: UnitType, corpus: Corpus) -> None:
    said = coverage_said(coverage_of(corpus, period, unit_type.id))
    table = roundup_table(corpus, period, unit_type, corpus.by_period.get(period, []))
    if table is None:
        paper.paragraph("Caption", f"{unit_type.name}{period.name}主要指标")
        nothing = "已报的总结里没有要汇总的指标。" if _reported(corpus, period, unit_type) else ""
        paper.paragraph("UnderCaption", f"{said}{nothing}")
        return
    grid = grid_of(table)
    grid.under = [*([said] if said else []), *grid.under, _MEASURED]
    add_grid(paper, grid)


def coverage_said(coverage: Coverage) -> str:
    """应报5个单位，已报4个，缺报1个：甲。 All who are missing are named; "" where nobody was to
    report."""
    period, missing, beyond = coverage.period, coverage.missing, coverage.beyond
    if not coverage.due:
        return ""
    said = f"应报{len(coverage.due)}个单位，已报{len(coverage.reported)}个，"
    said += f"缺报{len(missing)}个：{_names(missing, period)}。" if missing else "没有缺报。"
    if beyond:
        said += f"另有{len(beyond)}个单位报了，不在应报之列：{_names(beyond, period)}。"
    return said


def _names(units: Iterable[Unit], period: Period) -> str:
    return "、".join(unit.name_in(period) for unit in units)


def _types(corpus: Corpus, period: Period) -> list[UnitType]:
    """The unit types of which somebody reported or was to report, in the registry's order."""
    coverage = coverage_of(corpus, period)
    there = {unit.type_id for unit in coverage.due}
    there |= {summary.unit.type_id for summary in corpus.by_period.get(period, [])}
    return [t for t in corpus.registry.unit_types.values() if t.id in there]


def _reported(corpus: Corpus, period: Period, unit_type: UnitType) -> bool:
    return any(s.unit.type_id == unit_type.id for s in corpus.by_period.get(period, []))
