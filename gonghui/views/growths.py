"""Two-year averages of one summary: its figures beside those of two years before."""

from __future__ import annotations

from .. import address
from ..compare import Comparison, compare_with
from ..growth import Growth, average_growth
from ..place import Place
from ..registry import Metric
from ..summary import Summary
from ..tables import Cell, Column, Row, Table
from ..wording import average, footnote, said_of, subject_of
from .comparisons import comparison_cells, comparison_notes

YEARS = 2


def two_year_growth(
    place: Place, summary: Summary, metrics: list[Metric] | None
) -> list[tuple[Comparison, Growth]]:
    """Each figure of the summary's own period against that of two years before."""
    before = summary.period.year_before()
    base = before.year_before() if before else None
    if base is None or not summary.is_compared:
        return []
    wanted = {metric.id for metric in metrics} if metrics is not None else None
    found = []
    for observation in sorted(summary.observations, key=lambda o: o.metric.order):
        asked = wanted is None or observation.metric.id in wanted
        if asked and observation.period == summary.period and not observation.foreign:
            comparison = compare_with(place.corpus, observation, base)
            found.append((comparison, average_growth(comparison, YEARS)))
    return found


def two_year_table(place: Place, summary: Summary, found: list[tuple[Comparison, Growth]]) -> Table:
    """The figures, those of two years before, the change of both years and the average of one."""
    registry = summary.registry
    groups: dict[str, list[Row]] = {}
    shown = {comparison.metric.id for comparison, _ in found}
    for comparison, growth in found:
        metric = comparison.metric
        head = Cell(f"{metric.label(shown)}（{metric.unit}）", link=address.of_metric(metric.id))
        *cells, remark = comparison_cells(place, comparison, head)
        said = average(growth, registry.settings) if not growth.reason else ""
        row = Row((*cells, Cell(said.removeprefix("两年平均")), remark), metric.is_part(shown))
        groups.setdefault(registry.category_of(metric), []).append(row)
    base = found[0][0].base_period
    columns = [
        Column("指标"), Column("本期", True), Column(base.name if base else "两年前", True),
        Column("两年增减", True), Column("两年增长", True), Column("两年平均", True),
        Column("说明", note_on=3),
    ]  # fmt: skip
    caption = f"{summary.unit_name}{summary.period.name}两年平均增长"
    notes = comparison_notes((c for c, _ in found), registry.settings)
    notes.append("两年平均按几何平均计算：照这个速度连增两年，正好由两年前的数增到本期的数。")
    leads = address.of_categories(registry)
    return Table("two-year-average", caption, columns, list(groups.items()), notes, leads=leads)


def two_year_sentences(found: list[tuple[Comparison, Growth]]) -> list[str]:
    """会员人数2512人，比2021年增加87人，增长3.59%，两年平均增长1.78%。"""
    texts = []
    for comparison, growth in found:
        if comparison.computed:
            settings = comparison.observation.summary.registry.settings
            said = said_of(subject_of(comparison.observation), comparison, settings)
            more = "" if growth.reason else f"，{average(growth, settings)}"
            texts.append(f"{said.removesuffix('。')}{more}{footnote(comparison)}。")
    return texts
