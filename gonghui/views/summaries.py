"""Summaries in a list: one row each."""

from __future__ import annotations

from .. import address
from ..period import say_day
from ..summary import CLASS_NAMES, Summary, SummaryClass
from ..tables import Cell, Column
from .panel import scope_mark


def class_name(summary: Summary) -> str:
    """工作总结, 专题（工会宣传月）, 工作总结（含下级）…"""
    name = next(name for name, class_ in CLASS_NAMES.items() if class_ is summary.class_)
    name += scope_mark(str(summary.scope))
    if summary.class_ is SummaryClass.SPECIAL and summary.campaign:
        return f"{name}（{summary.registry.campaigns[summary.campaign]}）"
    return name


def summary_columns() -> list[Column]:
    """The columns of a list of summaries."""
    return [
        Column("总结"), Column("单位"), Column("类别"), Column("签发日期"), Column("指标数", True),
    ]  # fmt: skip


def summary_cells(summary: Summary) -> tuple[Cell, ...]:
    """Title, unit, class, day of issue, how many metrics."""
    return (
        Cell(summary.title, link=summary.address),
        Cell(_with_present(summary), link=address.of_unit(summary.unit.id)),
        Cell(class_name(summary)),
        issued_cell(summary),
        Cell(f"{len(summary.observations)}"),
    )


def _with_present(summary: Summary) -> str:
    """芙蓉乡总工会（现芙蓉镇总工会）"""
    name, now = summary.unit_name, summary.unit.name
    return name if name == now else f"{name}（现{now}）"


def issued_cell(summary: Summary) -> Cell:
    """The day of issue in Chinese, in the CSV as 2024-01-06."""
    day = summary.issued
    return Cell(say_day(day), day.isoformat()) if day else Cell("")
