"""Front: what stands on the home page: what is new, who reported, headline figures, ways in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape

from .. import address
from ..bases import Basis, bases_of
from ..compare import compare
from ..corpus import Corpus
from ..coverage import coverage_of, periods_due
from ..period import Kind, Period, say_day
from ..place import Place
from ..registry import Metric, Unit
from ..summary import Summary, SummaryClass
from ..summary.observation import Observation
from ..wording import clause, spoken
from .coverage import coverage_lines
from .figures import figure_cell
from .panel import scope_mark
from .summaries import class_name
from .trend import trend_spark

NEW = 8  # summaries under 最新
HEADLINES = 6  # metrics
OFTEN = 15  # metrics that most units report, as ways in


def news(place: Place) -> str:
    """The summaries issued last, the newest first."""
    dated = [s for s in place.corpus.summaries if s.issued]
    dated.sort(key=lambda s: (s.issued or date.min, s.period.sort_key, s.address), reverse=True)
    if not dated:
        return "<p>还没有写明签发日期的总结。</p>"
    items = "".join(f"<li>{_new(place, summary)}</li>" for summary in dated[:NEW])
    return f'<ul class="gh-news">{items}</ul>'


def _new(place: Place, summary: Summary) -> str:
    link, day = escape(place.link(summary.address)), summary.issued
    assert day is not None
    class_ = _class_beside(summary)
    return (
        f'<span><a href="{link}">{escape(summary.title)}</a>{escape(class_)}</span>'
        f'<time datetime="{day.isoformat()}">{say_day(day)}</time>'
    )


def _class_beside(summary: Summary) -> str:
    """（工会宣传月）, （个人）: what a title does not say already."""
    if summary.campaign:
        said = summary.registry.campaigns[summary.campaign]
    else:
        said = "" if summary.class_ is SummaryClass.SUMMARY else class_name(summary)
    return f"（{said}）" if said and said not in summary.title else ""


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
        if page := place.page_of(period):
            name = f'<a href="{escape(place.link(page))}">{name}</a>'
        lines = coverage_lines(place, coverage_of(place.corpus, period))
        said.append(f"<h3>{name}</h3>{lines}")
    more = escape(place.link(address.REPORTING))
    return "".join(said) + f'<p><a href="{more}">各期报送情况</a></p>'


def headlines(place: Place, unit: Unit | None, metrics: Sequence[Metric]) -> str:
    """Cards of a unit's newest figures, each with its change and a small trend. Without a unit that
    of the units without parent which reports most; without metrics those usual for its type. A
    metric that has no number yet has no card."""
    corpus = place.corpus
    unit = unit or _leading(corpus)
    if unit is None:
        return "<p>还没有可以列出的指标。</p>"
    registry = corpus.registry
    unit_type = registry.unit_types.get(unit.type_id)
    usual = [registry.metrics[id_] for id_ in unit_type.metrics] if unit_type else []
    courses = [found for metric in metrics or usual if (found := _course(corpus, unit, metric))]
    latest = max((found[-1].period.sort_key for found in courses), default=None)
    # what the newest report does not say goes behind what it says
    courses.sort(key=lambda found: found[-1].period.sort_key != latest)
    cards = "".join(_card(place, unit, found) for found in courses[:HEADLINES])
    if not cards:
        return "<p>还没有可以列出的指标。</p>"
    link = escape(place.link(address.of_unit(unit.id)))
    return (
        f'<p>以下是<a href="{link}">{escape(unit.name)}</a>各指标最近的数。</p>'
        f'<ul class="gh-cards">{cards}</ul>'
    )


def _course(corpus: Corpus, unit: Unit, metric: Metric) -> list[Observation]:
    """A metric in the unit's own 工作总结, of the scope that is usual for it, in the kind and slot of
    period that has most of them, up to the newest that has a number; oldest first."""
    scope = corpus.registry.scope_of(unit, metric)
    key = (unit.id, str(SummaryClass.SUMMARY), "", str(scope), metric.id)
    by_slot: dict[tuple[Kind, int], list[Observation]] = {}
    for observation in corpus.series.get(key, {}).values():
        if observation.period.last is not None:
            slot = (observation.period.kind, observation.period.slot)
            by_slot.setdefault(slot, []).append(observation)
    found = max(
        by_slot.values(), key=lambda found: (len(found), found[-1].period.sort_key), default=[]
    )
    found = sorted(found, key=lambda o: o.period.sort_key)
    while found and (found[-1].foreign or not found[-1].figure.is_number):
        found.pop()
    return found


def _leading(corpus: Corpus) -> Unit | None:
    roots = [
        u for u in corpus.registry.units.values() if not u.parent_id and u.id in corpus.by_unit
    ]
    return max(roots, key=lambda unit: len(corpus.by_unit[unit.id]), default=None)


def _card(place: Place, unit: Unit, found: list[Observation]) -> str:
    corpus, observation = place.corpus, found[-1]
    metric, said = observation.metric, observation.period.name
    if Basis.YOY in bases_of(observation):
        comparison = compare(corpus, observation, Basis.YOY)
        said += f"，{clause(comparison, corpus.registry.settings)}"
    page, definition = place.link(observation.summary.address), address.of_metric(metric.id)
    name = f"{metric.name}{scope_mark(str(observation.scope))}"
    return (
        f'<li><p class="gh-card-title"><a href="{escape(place.link(definition))}">{escape(name)}</a></p>'
        f'<p class="gh-big"><a href="{escape(page)}">{escape(_big(observation))}</a></p>'
        f"<p>{escape(said)}</p>{trend_spark(place, unit, metric, found)}</li>"
    )


def _big(observation: Observation) -> str:
    """A figure with its unit of measure and thousands separators: 33,580人"""
    figure, metric = observation.figure, observation.metric
    if not figure.exact:
        return spoken(figure, metric)
    return f"{figure_cell(figure, metric, parts=False).text}{metric.unit}"


def finder(place: Place) -> str:
    """A field that leads to the search page; what is typed is in its address."""
    page, id_ = escape(place.link(address.SEARCH)), place.unique("find")
    return (
        f'<form class="gh-find" role="search" method="get" action="{page}"><label for="{id_}">检索</label>'
        f'<input id="{id_}" name="q" type="search" autocomplete="off" spellcheck="false" '
        'placeholder="词句、数字、单位、指标"> <button class="gh-button">检索</button></form>'
        "<noscript><p>浏览器没有开脚本：检索、排序、复制和换深浅色用不了，其余照常。</p></noscript>"
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
