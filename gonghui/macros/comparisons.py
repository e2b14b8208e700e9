"""Macros that compare: one summary, several units or periods, totals, many years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..bases import target_of
from ..change import Outcome
from ..corpus import Corpus
from ..coverage import coverage_of
from ..period import Kind, Period
from ..place import Place
from ..registry import Metric, Unit
from ..spelling import fold
from ..summary import Summary
from ..totals import DoubleCount, Group, total_of
from ..views import front
from ..views.comparisons import comparison_table, sentences, summary_comparisons
from ..views.coverage import coverage_lines, coverage_table
from ..views.growths import two_year_growth, two_year_sentences, two_year_table
from ..views.line import Slot
from ..views.panel import slot_name
from ..views.ready import ready
from ..views.series import series_lines, series_sentences, series_table
from ..views.several import several_table
from ..views.totals import total_lines, total_sentences, total_table
from ..wording import sentence
from .arguments import (
    MacroError,
    basis_of,
    group_of,
    listed,
    metric_of,
    metrics_of,
    period_of,
    scope_of,
    slot_of,
    slug,
    subject_of,
    summary_of,
    unit_of,
    year_of,
)

TWO_YEARS = "两年平均"
MOST_ROWS = 400  # of one table: units × periods × metrics


def compare_(
    place: Place,
    unit: str | Sequence[str],
    period: str | Sequence[str],
    metrics: str | Sequence[str] = (),
    basis: str = "同比",
    campaign: str = "",
) -> str:
    """One summary's figures with their base; of several units or periods metric by metric."""
    corpus, wanted = place.corpus, metrics_of(place.corpus, metrics)
    if len(listed(unit)) > 1 or len(listed(period)) > 1:
        if campaign:
            raise MacroError(
                "几个单位或者几期一起对比时，只比工作总结，不能写 campaign。请一次只写一个单位的一期。"
            )
        return _several(place, listed(unit), listed(period), wanted, basis)
    if not listed(unit) or not listed(period):
        raise MacroError("没有写单位或者期间。")
    summary = summary_of(corpus, listed(unit)[0], listed(period)[0], campaign)
    if fold(basis) == TWO_YEARS:
        return _two_years(place, summary, wanted)
    chosen = basis_of(basis, TWO_YEARS)
    found = summary_comparisons(place, summary, chosen, wanted or None)
    if not found:
        raise MacroError(
            f"“{summary.unit.name}”{summary.period.name}没有可以作{basis}的指标（计划、个人总结和跨年、隐去的期间都不比较）。请换一个期间、指标或基期。"
        )
    table = comparison_table(place, summary, chosen, found)
    table.name = f"{table.name}-{slug(summary)}"
    return table.html(place) + sentences(found, corpus.registry)


def _two_years(place: Place, summary: Summary, wanted: list[Metric]) -> str:
    found = two_year_growth(place, summary, wanted or None)
    if not found:
        raise MacroError(
            f"“{summary.unit.name}”{summary.period.name}没有可以算两年平均的指标。请换一个期间或指标。"
        )
    table = two_year_table(place, summary, found)
    table.name = f"{table.name}-{slug(summary)}"
    return table.html(place) + ready(two_year_sentences(found))


def _several(
    place: Place, units: list[str], periods: list[str], wanted: list[Metric], basis: str
) -> str:
    corpus = place.corpus
    when = [period_of(corpus, text) for text in periods]
    who = [_one_unit(corpus, name, when) for name in units]
    if fold(basis) == TWO_YEARS:
        raise MacroError("两年平均一次只看一个单位的一期。多年的请用 series。")
    if len(who) * len(when) * max(1, len(wanted)) > MOST_ROWS:
        raise MacroError(f"一张表不超过{MOST_ROWS}行。请少写几个单位、期间或指标。")
    table, found = several_table(place, who, when, wanted, basis_of(basis))
    if not table.rows:
        raise MacroError("这些单位和期间的总结里都没有指标。请换一个。")
    silent = (Outcome.NO_VALUE, Outcome.NO_BASE)
    said = [
        f"{c.observation.summary.unit_name}{c.observation.period.name}"
        f"{sentence(c, corpus.registry.settings, scope=True)}"
        for c in found
        if c.outcome not in silent
    ]
    return table.html(place) + ready(said)


def _one_unit(corpus: Corpus, name: str, periods: list[Period]) -> Unit:
    """The unit of a name in all of these periods; a name may have passed from one to another."""
    if not periods:
        return unit_of(corpus, name)
    found = {unit_of(corpus, name, period).id: period for period in periods}
    if len(found) > 1:
        first, second = list(found.values())[:2]
        raise MacroError(
            f"“{name}”在{first.name}和{second.name}不是同一个单位。请写单位现在的名称，或者写 id。"
        )
    return unit_of(corpus, name, periods[0])


def total(
    place: Place,
    of: str,
    period: str,
    metrics: str | Sequence[str] = (),
    basis: str = "同比",
    scope: str = "",
) -> str:
    """The totals of a group for a period; without metrics all that can be added up."""
    corpus = place.corpus
    group, when = group_of(corpus, of), period_of(corpus, period)
    if fold(basis) == TWO_YEARS:
        raise MacroError("合计不算两年平均。多年的请用 series。")
    wanted, chosen, within = metrics_of(corpus, metrics), basis_of(basis), scope_of(scope)
    if not target_of(when, chosen):
        raise MacroError(f"{when.name}没有{basis}的基期。请换一种对比，或者换一个期间。")
    for metric in wanted:
        try:
            total_of(corpus, group, metric, when, within)
        except DoubleCount as error:
            raise MacroError(str(error)) from None
    every = wanted or list(corpus.registry.metrics.values())
    lines = total_lines(corpus, group, when, every, chosen, within)
    twice = next((line.refusal for line in lines if line.refusal), "")
    if not wanted:
        lines = [line for line in lines if line.total and line.total.figure]
    if not lines and twice:
        raise MacroError(twice)
    if not lines:
        raise MacroError(f"{group.name}{when.name}没有可以合计的数。请换一个期间、指标或范围。")
    table = total_table(group, when, chosen, lines, corpus.registry)
    return table.html(place) + total_sentences(lines, corpus.registry)


def coverage(place: Place, period: str = "", of: str = "") -> str:
    """Who reported for a period; without one, the newest of the kinds that most units owe."""
    if not period:
        if of:
            raise MacroError("写了单位类型，也要写期间。例：{{ coverage('2023年', '镇总工会') }}")
        return front.newest_coverage(place)
    corpus = place.corpus
    when, group = period_of(corpus, period), group_of(corpus, of or "全部")
    members = {unit.id for unit in group.members(corpus, when)}
    found = coverage_of(corpus, when, within=members)
    if not found.due and not found.beyond:
        raise MacroError(f"{group.name}没有应报{when.name}总结的，也没有报来的。请换一个期间。")
    return coverage_lines(place, found) + coverage_table(place, found, group.name).html(place)


def series(
    place: Place,
    metric: str,
    of: str | Sequence[str],
    kind: str = "",
    since: str = "",
    until: str = "",
) -> str:
    """One metric over many periods, of units and of totals, with charts and average growth."""
    corpus, what = place.corpus, metric_of(place.corpus, metric)
    subjects = [subject_of(corpus, name) for name in listed(of)]
    first, last = year_of(since), year_of(until)
    if first and last and first > last:
        raise MacroError(f"since（{first}年）在 until（{last}年）以后。请对调。")
    slot = slot_of(corpus, kind) or _fullest(place, what, subjects)
    lines = series_lines(place, what, subjects, slot, first, last)
    if not any(line.periods for line in lines):
        twice = next((line.refusal for line in lines if line.refusal), "")
        if twice:
            raise MacroError(twice)
        span = "" if not (first or last) else "在这些年里"
        named = slot_name((*slot, ""), corpus)
        has = _kinds_of(place, what, subjects)
        offer = f"有的是：{'、'.join(has)}。" if has and named not in has else ""
        raise MacroError(
            f"所写的单位{span}没有“{what.name}”的{named}数。{offer}请换单位、指标、期间种类或者年份。"
        )
    charts = "".join(line.chart for line in lines)
    said = series_sentences(lines, corpus.registry.settings)
    return charts + series_table(place, what, lines).html(place) + said


def _kinds_of(place: Place, metric: Metric, subjects: Sequence[Unit | Group]) -> list[str]:
    """The kinds of period of which there are figures of the metric."""
    found = _slots(place, metric, subjects)
    return [slot_name((*slot, ""), place.corpus) for slot in sorted(found, key=_usual)]


def _fullest(place: Place, metric: Metric, subjects: Sequence[Unit | Group]) -> Slot:
    """The kind and slot of period that has the most figures of the metric."""
    found = _slots(place, metric, subjects)
    return min(found, key=lambda slot: (-found[slot], _usual(slot)), default=(Kind.YEAR, 0))


def _slots(place: Place, metric: Metric, subjects: Sequence[Unit | Group]) -> Counter[Slot]:
    """How many figures of the metric there are by kind and slot of period: of the units named, else of
    all."""
    corpus, named = place.corpus, {s.id for s in subjects if isinstance(s, Unit)}
    return Counter(
        (o.period.kind, o.period.slot)
        for key in corpus.keys_of_metric.get(metric.id, [])
        if not named or key[0] in named
        for o in corpus.series[key].values()
        if o.period.kind not in (Kind.CAMPAIGN, Kind.SPAN, Kind.MASKED)
    )


def _usual(slot: Slot) -> tuple[int, int]:
    """Where a kind of period stands in the usual order."""
    return list(Kind).index(slot[0]), slot[1]
