"""Comparisons of one summary with its bases: tables, and sentences ready to paste."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from .. import address
from ..bases import BASIS_NAMES, Basis, bases_of, target_of
from ..change import Change, Outcome
from ..compare import Comparison, compare
from ..figure import rounded
from ..period import Period
from ..place import Place
from ..registry import Metric, Registry, Settings
from ..registry.unit import Scope, scope_name
from ..summary import Summary
from ..tables import Cell, Column, Row, Table, grouped
from ..wording import (
    change,
    definition_note,
    displayed,
    footnote,
    percentage,
    points,
    sentence,
    two_scopes,
)
from .figures import NO_VALUE, figure_cell, legend, status_line
from .ready import ready


def basis_title(basis: Basis, period: Period) -> str:
    """What a comparison's base is called over a column: 上年同期, 2022年下半年, 上年末."""
    if basis is Basis.SINCE_YEAR_END:
        return "上年末"
    if basis is Basis.PRECEDING:
        before = period.preceding()
        return before.name if before else "上期"
    return period.year_before_phrase


def summary_comparisons(
    place: Place, summary: Summary, basis: Basis, metrics: list[Metric] | None = None
) -> list[Comparison]:
    """The comparisons of one basis of a summary's own figures, in the dictionary's order."""
    wanted = {metric.id for metric in metrics} if metrics is not None else None
    found = []
    for observation in sorted(summary.observations, key=lambda o: o.metric.order):
        if wanted is not None and observation.metric.id not in wanted:
            continue
        if summary.is_compared and basis in bases_of(observation):
            found.append(compare(place.corpus, observation, basis))
    return found


def _base_address(place: Place, comparison: Comparison) -> str:
    """The page that a base was taken from; "" for one that stands on none, or on several."""
    if comparison.derived or comparison.restated or comparison.merged:
        return ""
    if comparison.base_period is None:
        return ""
    found = place.corpus.series.get(comparison.observation.key, {})
    base = found.get(comparison.base_period.id)
    return base.summary.address if base else ""


def comparison_table(
    place: Place, summary: Summary, basis: Basis, found: list[Comparison]
) -> Table:
    """Figures beside their base: difference, rate or 百分点, and the reason where there is none."""
    settings, registry = summary.registry.settings, summary.registry
    title = basis_title(basis, summary.period)
    name = next(n for n, b in BASIS_NAMES.items() if b is basis)
    groups: dict[str, list[Row]] = {}
    shown = {comparison.metric.id for comparison in found}
    for comparison in found:
        observation, metric = comparison.observation, comparison.metric
        label = f"{metric.label(shown)}（{metric.unit}）"
        if observation.period != summary.period:
            label += f"（{observation.period.name}）"
        if two_scopes(observation) or observation.scope is Scope.CONSOLIDATED:
            label += f"（{scope_name(observation.scope)}）"
        if definition_note(observation):
            label += f"（{definition_note(observation)}）"
        head = Cell(label, link=address.of_metric(metric.id))
        cells = comparison_cells(place, comparison, head, _base_note(comparison, summary))
        row = Row(cells, metric.is_part(shown))
        groups.setdefault(registry.category_of(metric), []).append(row)
    columns = [
        Column("指标"), Column("本期", True), Column(title, True), Column("增减", True),
        Column("增长", True), Column("说明", note_on=3),
    ]  # fmt: skip
    caption = f"{summary.unit_name}{summary.period.name}与{title}对比（{name}）"
    notes = comparison_notes(found, settings)
    table_name = f"compare-{str(basis).replace('_', '-')}"
    under = status_line(summary)
    leads = address.of_categories(registry)
    return Table(table_name, caption, columns, list(groups.items()), notes, under, leads=leads)


def comparison_cells(
    place: Place, comparison: Comparison, head: Cell, note: str = ""
) -> tuple[Cell, ...]:
    """A figure beside its base, with the difference, the rate and what is to be remarked."""
    metric, settings = comparison.metric, comparison.observation.summary.registry.settings
    base = Cell("—", state=NO_VALUE)
    if comparison.base:
        base = figure_cell(comparison.base, metric, parts=False)
    remarks = [footnote(comparison).strip("（）"), note]
    remarks += [comparison.reason] if comparison.outcome is not Outcome.NO_VALUE else []
    return (
        head,
        figure_cell(comparison.figure, metric, parts=False),
        base.leading(_base_address(place, comparison)),
        *change_cells(comparison, settings),
        Cell("；".join(filter(None, remarks))),
    )


def comparison_notes(found: Iterable[Comparison], settings: Settings) -> list[str]:
    """What stands below a table of comparisons: the signs, and how ratios are compared."""
    listed = list(found)
    notes = legend(f for c in listed for f in (c.figure, c.base) if f)
    if any(comparison.points is not None for comparison in listed):
        notes.append(f"比率的增减用百分点表示，保留{settings.rate_decimals}位小数。")
    return notes


def _base_note(comparison: Comparison, summary: Summary) -> str:
    """与2023年4月比, where a row's base is of another period than its column says and no reason names it."""
    period = comparison.observation.period
    if period == summary.period or comparison.base_period is None:
        return ""
    name, usual = comparison.base_period.name, target_of(summary.period, comparison.basis)
    if comparison.base_period == usual or name in comparison.reason:
        return ""
    return f"与{name}比"


def change_cells(comparison: Change, settings: Settings) -> tuple[Cell, Cell]:
    """The difference and the rate, or the words that stand in their place."""
    said = change(comparison, settings)
    exact = (Outcome.INCREASED, Outcome.DECREASED, Outcome.BASE_ZERO, Outcome.SIGN_CHANGE)
    if comparison.outcome in exact and comparison.points is not None:
        return Cell(points(comparison.points, settings), comparison.points), Cell("")
    if comparison.outcome in exact:
        difference = comparison.difference or Decimal(0)
        verb = "增加" if difference > 0 else "减少"
        shown = displayed(difference, comparison.metric)
        cell = Cell(f"{verb}{grouped(abs(shown))}", shown)
        rate = comparison.rate
        if rate is None or rounded(rate, settings.rate_decimals) == 0:
            return cell, Cell("")
        if comparison.outcome not in (Outcome.INCREASED, Outcome.DECREASED):
            return cell, Cell("")
        word = "增长" if rate > 0 else "下降"
        number = rounded(rate, settings.rate_decimals)
        return cell, Cell(f"{word}{percentage(rate, settings)}", number)
    if comparison.outcome in (Outcome.RANGE, Outcome.APPROXIMATE):
        first, _, second = said.partition("，")
        return Cell(first), Cell(second)
    state = "" if comparison.outcome is Outcome.UNCHANGED else NO_VALUE
    return Cell(said if comparison.outcome is not Outcome.NO_VALUE else "—", state=state), Cell("")


def sentences(found: Iterable[Comparison], registry: Registry) -> str:
    """Sentences ready to paste, folded away; "" where there are none worth saying."""
    silent = (Outcome.NO_VALUE, Outcome.NO_BASE)
    return ready(sentence(c, registry.settings) for c in found if c.outcome not in silent)
