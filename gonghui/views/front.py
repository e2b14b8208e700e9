"""Front: what stands on the home page: what is new, who reported, headline figures, ways in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape

from .. import address
from ..bases import Basis, bases_of
from ..compare import Outcome, compare
from ..corpus import Corpus
from ..coverage import coverage_of, periods_due
from ..names import ADDRESS as NAMES
from ..period import Period, say_day
from ..place import Place
from ..registry import Metric, Unit
from ..summary import Summary
from ..summary.observation import Observation
from ..wording import change, spoken
from .coverage import coverage_lines
from .figures import figure_cell
from .trend import trend_spark

NEW = 8  # summaries under 最新
HEADLINES = 6  # metrics
OFTEN = 15  # metrics that most units report, as ways in


def news(place: Place) -> str:
    """The summaries issued last, the newest first."""
    dated = [s for s in place.corpus.summaries if s.issued]
    dated.sort(key=lambda s: (s.issued or date.min, s.period.sort_key, s.address), reverse=True)
    if not dated:
        return "<p>还没有签发的总结。</p>"
    items = "".join(f"<li>{_new(place, summary)}</li>" for summary in dated[:NEW])
    return f'<ul class="gh-news">{items}</ul>'


def _new(place: Place, summary: Summary) -> str:
    link, day = escape(place.link(summary.address)), summary.issued
    assert day is not None
    return (
        f'<a href="{link}">{escape(summary.title)}</a>'
        f'<time datetime="{day.isoformat()}">{say_day(day)}</time>'
    )


def newest_coverage(place: Place) -> str:
    """Who reported for the latest period of each of the two kinds that most units owe."""
    owing = Counter(due.kind for unit in place.corpus.registry.units.values() for due in unit.due)
    due = periods_due(place.corpus)
    chosen: list[Period] = []
    for kind, _ in owing.most_common():
        chosen += [p for p in due if p.kind is kind][:1]
    said = []
    for period in chosen[:2]:
        name = escape(f"{period.name}总结")
        if period in place.corpus.by_period:
            name = f'<a href="{escape(place.link(address.of_period(period)))}">{name}</a>'
        lines = coverage_lines(place, coverage_of(place.corpus, period))
        said.append(f"<h3>{name}</h3>{lines}")
    more = escape(place.link(address.REPORTING))
    return "".join(said) + f'<p><a href="{more}">各期报送情况</a></p>'


def headlines(place: Place, unit: Unit | None, metrics: Sequence[Metric]) -> str:
    """Cards of a unit's newest figures, each with its change and a small trend. Without a unit that
    of the units without parent which reports most; without metrics those usual for its type."""
    corpus = place.corpus
    unit = unit or _leading(corpus)
    if unit is None:
        return "<p>还没有可以列出的指标。</p>"
    registry = corpus.registry
    unit_type = registry.unit_types.get(unit.type_id)
    usual = [registry.metrics[id_] for id_ in unit_type.metrics] if unit_type else []
    found = [(m, o) for m in metrics or usual if (o := corpus.newest(unit, m)) is not None]
    cards = "".join(_card(place, unit, m, o) for m, o in found[:HEADLINES])
    if not cards:
        return "<p>还没有可以列出的指标。</p>"
    link = escape(place.link(address.of_unit(unit.id)))
    return (
        f'<p>以下是<a href="{link}">{escape(unit.name)}</a>最近一期的数。</p>'
        f'<ul class="gh-cards">{cards}</ul>'
    )


def _leading(corpus: Corpus) -> Unit | None:
    roots = [
        u for u in corpus.registry.units.values() if not u.parent_id and u.id in corpus.by_unit
    ]
    return max(roots, key=lambda unit: len(corpus.by_unit[unit.id]), default=None)


def _card(place: Place, unit: Unit, metric: Metric, observation: Observation) -> str:
    corpus, period = place.corpus, observation.period
    said = ""
    if Basis.YOY in bases_of(observation):
        comparison = compare(corpus, observation, Basis.YOY)
        told = change(comparison, corpus.registry.settings)
        plain = comparison.outcome not in (
            Outcome.NO_VALUE,
            Outcome.NO_BASE,
            Outcome.NOT_COMPARABLE,
        )
        said = f"比{comparison.base_phrase}{told}" if plain and told[:1] in "增减提下约" else told
    found = corpus.observations(unit, metric, period.kind, period.slot)
    spark = trend_spark(place, unit, metric, found)
    page, definition = place.link(observation.summary.address), address.of_metric(metric.id)
    return (
        f'<li><p class="gh-card-title"><a href="{escape(place.link(definition))}">{escape(metric.name)}</a></p>'
        f'<p class="gh-big"><a href="{escape(page)}">{escape(_big(observation))}</a></p>'
        f"<p>{escape(period.name)}{'，' + escape(said) if said else ''}</p>{spark}</li>"
    )


def _big(observation: Observation) -> str:
    """A figure with its unit of measure and thousands separators: 33,580人"""
    figure, metric = observation.figure, observation.metric
    if observation.foreign or not figure.exact:
        return spoken(figure, metric)
    return f"{figure_cell(figure, metric, parts=False).text}{metric.unit}"


def finder(place: Place) -> str:
    """A field in which a unit, metric or period is found by its name; a script shows and serves it."""
    source, id_ = escape(place.link(NAMES)), place.unique("find")
    return (
        f'<div class="gh-find" data-gh-names="{source}"><label for="{id_}">按名称找</label>'
        f'<input id="{id_}" type="search" autocomplete="off" spellcheck="false" '
        'placeholder="单位、曾用名、指标、期间，例如：2023年上半年">'
        '<div aria-live="polite"></div></div>'
    )


def entries(place: Place) -> str:
    """The ways in: by year, unit, category and metric."""
    corpus, registry = place.corpus, place.corpus.registry
    counted = Counter({id_: len(keys) for id_, keys in corpus.keys_of_metric.items()})
    often = [registry.metrics[id_] for id_, _ in counted.most_common(OFTEN)]
    years = sorted({p.last.year for p in corpus.by_period if p.last}, reverse=True)
    groups = [
        ("按年份", [(f"{y}年", f"{address.SUMMARIES}#{address.YEAR_ANCHOR.format(y)}") for y in years], ("全部总结", address.SUMMARIES)),
        ("按单位", [(t.name, address.of_type(t.id)) for t in registry.unit_types.values()], ("全部单位", address.UNITS)),
        ("按工作类别", [(c.name, address.of_category(c.id)) for c in registry.categories.values()], ("各类段落", address.CATEGORIES)),
        ("按指标", [(m.name, address.of_metric(m.id)) for m in often], ("全部指标", address.METRICS)),
    ]  # fmt: skip
    return "".join(_entry(place, title, steps, whole) for title, steps, whole in groups)


def _entry(place: Place, title: str, steps: list[tuple[str, str]], whole: tuple[str, str]) -> str:
    items = "".join(
        f'<li><a href="{escape(place.link(to))}">{escape(name)}</a></li>'
        for name, to in [whole, *steps]
    )
    return f'<h3>{escape(title)}</h3><ul class="gh-entries">{items}</ul>'
