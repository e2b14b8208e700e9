"""Macros that show the figures of one summary or one unit."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..compare import Comparison
from ..place import Place
from ..views import front
from ..views.comparisons import summary_comparisons
from ..views.definition import definition_card
from ..views.figures import metric_table as table_of
from ..views.history import history_table
from ..views.trend import trend_figure
from ..wording import sentence as say
from ..wording import spoken, spoken_as_written
from .arguments import (
    MacroError,
    basis_of,
    metric_of,
    metrics_of,
    observed,
    slug,
    summary_of,
    unit_of,
)


def metric_table(place: Place, unit: str, period: str, campaign: str = "") -> str:
    summary = summary_of(place.corpus, unit, period, campaign)
    table = table_of(summary)
    if table is None:
        raise MacroError(f"“{summary.unit.name}”{summary.period.name}的总结里没有指标。请换一篇。")
    table.name = f"metrics-{slug(summary)}"
    return table.html(place)


def history(place: Place, unit: str, metric: str, kind: str = "") -> str:
    one, what = unit_of(place.corpus, unit), metric_of(place.corpus, metric)
    found = observed(place.corpus, one, what, kind)
    return trend_figure(place, one, what, found) + history_table(place, one, what, found).html(
        place
    )


def latest(place: Place, unit: str, metric: str, kind: str = "") -> str:
    one, what = unit_of(place.corpus, unit), metric_of(place.corpus, metric)
    newest = None if kind else place.corpus.newest(one, what)
    last = newest or observed(place.corpus, one, what, kind)[-1]
    link = escape(place.link(last.summary.address))
    number = spoken_as_written(last.figure) if last.foreign else spoken(last.figure, what)
    said = escape(f"{number}（{last.period.name}）")
    return f'<a class="gh-latest" href="{link}">{said}</a>'


def sentence(
    place: Place, unit: str, metric: str, period: str, basis: str = "同比", campaign: str = ""
) -> str:
    summary = summary_of(place.corpus, unit, period, campaign)
    what, chosen = metric_of(place.corpus, metric), basis_of(basis)
    found = summary_comparisons(place, summary, chosen, [what])
    if not found:
        raise MacroError(
            f"“{summary.unit.name}”{summary.period.name}的“{what.name}”不能作{basis}。请换一个期间、指标或基期。"
        )
    registry = place.corpus.registry
    scope = summary.scope if summary.scope_written else registry.scope_of(summary.unit, what)

    def beside(comparison: Comparison) -> tuple[bool, bool, bool]:
        of = comparison.observation
        return of.period != summary.period, of.scope is not scope, not of.in_force

    return escape(say(min(found, key=beside), registry.settings))


def definition(place: Place, metric: str) -> str:
    return definition_card(place, metric_of(place.corpus, metric))


def headlines(place: Place, unit: str = "", metrics: str | Sequence[str] = ()) -> str:
    """A unit's newest figures, with change and trend."""
    wanted = metrics_of(place.corpus, metrics)
    return front.headlines(place, unit_of(place.corpus, unit) if unit else None, wanted)
