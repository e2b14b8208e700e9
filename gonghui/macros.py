"""The macros of pages: short calls that show figures. Each is a plain function of a place.

They are called from guide pages through mkdocs-macros, and from summaries through `gonghui.summary.call`,
where the arguments are constants and no template engine is involved.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from . import manual
from .bases import BASIS_NAMES, Basis
from .compare import Comparison
from .corpus import Corpus
from .notation.period import PeriodError, read_period
from .pages.periods import catalogue as all_periods
from .period import KIND_NAMES, Kind, Period
from .place import Place
from .registry import Metric, Unit
from .spelling import did_you_mean, fold
from .summary import Summary
from .summary.call import Constant
from .summary.observation import Observation
from .views import front
from .views.comparisons import comparison_table, sentences, summary_comparisons
from .views.definition import definition_card
from .views.figures import metric_table as table_of
from .views.history import history_table
from .views.trend import trend_figure
from .wording import sentence as say
from .wording import spoken, spoken_as_written


class MacroError(ValueError):
    """A call that names something unknown; the message says in Chinese what and what to write."""


@dataclass(frozen=True)
class Macro:
    """`inline` macros stand within a sentence, the others alone on a line; `in_summaries` ones may
    be placed by the author of a summary."""

    function: Callable[..., str]
    meaning: str
    example: str
    inline: bool = False
    in_summaries: bool = True


def metric_table(place: Place, unit: str, period: str, campaign: str = "") -> str:
    summary = _summary(place.corpus, unit, period, campaign)
    table = table_of(summary)
    if table is None:
        raise MacroError(f"“{summary.unit.name}”{summary.period.name}的总结里没有指标。请换一篇。")
    table.name = f"metrics-{_slug(summary)}"
    return table.html(place)


def compare_(
    place: Place,
    unit: str,
    period: str,
    metrics: str | Sequence[str] = (),
    basis: str = "同比",
    campaign: str = "",
) -> str:
    summary = _summary(place.corpus, unit, period, campaign)
    named = [metrics] if isinstance(metrics, str) else list(metrics)
    wanted = [_metric(place.corpus, name) for name in named]
    chosen = _basis(basis)
    found = summary_comparisons(place, summary, chosen, wanted or None)
    if not found:
        raise MacroError(
            f"“{summary.unit.name}”{summary.period.name}没有可以作{basis}的指标（计划、个人总结和跨年、隐去的期间都不比较）。请换一个期间、指标或基期。"
        )
    table = comparison_table(place, summary, chosen, found)
    table.name = f"{table.name}-{_slug(summary)}"
    return table.html(place) + sentences(found, place.corpus.registry)


def history(place: Place, unit: str, metric: str, kind: str = "") -> str:
    one, what = _unit(place.corpus, unit), _metric(place.corpus, metric)
    found = _observed(place.corpus, one, what, kind)
    return trend_figure(place, one, what, found) + history_table(place, one, what, found).html(
        place
    )


def latest(place: Place, unit: str, metric: str, kind: str = "") -> str:
    one, what = _unit(place.corpus, unit), _metric(place.corpus, metric)
    newest = None if kind else place.corpus.newest(one, what)
    last = newest or _observed(place.corpus, one, what, kind)[-1]
    link = escape(place.link(last.summary.address))
    number = spoken_as_written(last.figure) if last.foreign else spoken(last.figure, what)
    said = escape(f"{number}（{last.period.name}）")
    return f'<a class="gh-latest" href="{link}">{said}</a>'


def sentence(
    place: Place, unit: str, metric: str, period: str, basis: str = "同比", campaign: str = ""
) -> str:
    summary = _summary(place.corpus, unit, period, campaign)
    what, chosen = _metric(place.corpus, metric), _basis(basis)
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
    return definition_card(place, _metric(place.corpus, metric))


def headlines(place: Place, unit: str = "", metrics: str | Sequence[str] = ()) -> str:
    """A unit's newest figures, with change and trend."""
    named = [metrics] if isinstance(metrics, str) else list(metrics)
    wanted = [_metric(place.corpus, name) for name in named]
    return front.headlines(place, _unit(place.corpus, unit) if unit else None, wanted)


MACROS: dict[str, Macro] = {
    "metric_table": Macro(
        metric_table, "一篇总结的指标表", 'metric_table("青禾县总工会", "2024年")'
    ),
    "compare": Macro(
        compare_,
        "一篇总结的指标与上年同期（或上期、上年末）对比，附可以直接引用的句子",
        'compare("青禾地区乡镇企业工会", "2002年", ["基层工会组织数", "会员人数"])',
    ),
    "history": Macro(
        history, "一个指标历年的图和表，每期附同比", 'history("青禾地区乡镇企业工会", "会员人数")'
    ),
    "latest": Macro(
        latest,
        "一个指标最近一期的数，写在句子里",
        'latest("青禾县总工会", "会员人数")',
        inline=True,
    ),
    "sentence": Macro(
        sentence,
        "一个指标的对比，写成一句话",
        'sentence("青禾地区乡镇企业工会", "会员人数", "2002年")',
        inline=True,
    ),
    "definition": Macro(definition, "一个指标的口径卡片", 'definition("建会率")'),
    "news": Macro(front.news, "最近签发的总结", "news()", in_summaries=False),
    "coverage": Macro(
        front.newest_coverage, "最近一期和最近一年的报送情况", "coverage()", in_summaries=False
    ),
    "headlines": Macro(
        headlines,
        "一个单位的几个主要指标：最近的数、增减和走势；单位和指标都可以不写",
        'headlines("青禾县总工会", ["会员人数", "建会率"])',
        in_summaries=False,
    ),
    "finder": Macro(
        front.finder, "按名称找单位、指标、期间的输入框", "finder()", in_summaries=False
    ),
    "entries": Macro(
        front.entries, "查阅入口：年份、单位、工作类别、指标", "entries()", in_summaries=False
    ),
    "catalogue": Macro(all_periods, "全部期间和篇数", "catalogue()", in_summaries=False),
    "fields": Macro(manual.fields, "题头各项的说明，取自程序", "fields()", in_summaries=False),
    "long_form": Macro(
        manual.long_form, "数的长式各项的说明，取自程序", "long_form()", in_summaries=False
    ),
    "metrics": Macro(manual.metrics, "指标字典一览", "metrics()", in_summaries=False),
    "codes": Macro(manual.codes, "检查代码一览，取自程序", "codes()", in_summaries=False),
}


def call(place: Place, name: str, args: Sequence[Constant], kwargs: Mapping[str, Constant]) -> str:
    """The HTML of one call. Raises MacroError for an unknown macro, argument, unit, metric or period."""
    macro = MACROS.get(name)
    if macro is None:
        raise MacroError(
            f"没有“{name}”这个宏。{did_you_mean(name, MACROS)}可用的有：{'、'.join(MACROS)}。"
        )
    usage = f"例：{{{{ {macro.example} }}}}"
    try:
        bound = inspect.signature(macro.function).bind(place, *args, **kwargs)
    except TypeError:
        raise MacroError(f"宏“{name}”的参数不对。{usage}") from None
    for key, value in bound.arguments.items():
        texts = value if key == "metrics" and isinstance(value, list | tuple) else [value]
        good = all(isinstance(text, str) for text in texts)
        if key != "place" and not good:
            raise MacroError(f"宏“{name}”的参数“{key}”应是引号里的文字。{usage}")
    return macro.function(*bound.args, **bound.kwargs)


def _unit(corpus: Corpus, name: str, period: Period | None = None) -> Unit:
    unit = corpus.registry.unit(name, period.last if period else None)
    if unit is None:
        offer = did_you_mean(name, corpus.registry.names_of_units())
        raise MacroError(f"没有登记单位“{name}”。{offer}请照 data/units.yml 写。")
    return unit


def _metric(corpus: Corpus, name: str) -> Metric:
    metric = corpus.registry.metric(name)
    if metric is None:
        offer = did_you_mean(name, (m.name for m in corpus.registry.metrics.values()))
        raise MacroError(f"指标字典里没有“{name}”。{offer}请照 data/metrics.yml 写。")
    return metric


def _period(corpus: Corpus, text: str) -> Period:
    try:
        return read_period(text, corpus.registry.settings.calendar)
    except PeriodError as error:
        raise MacroError(str(error)) from None


def _summary(corpus: Corpus, unit: str, period: str, campaign: str = "") -> Summary:
    when = _period(corpus, period)
    one = _unit(corpus, unit, when)
    campaign_id = corpus.registry.campaign(campaign) if campaign else None
    if campaign and campaign_id is None:
        offer = did_you_mean(campaign, corpus.registry.campaigns.values())
        raise MacroError(f"没有登记专题活动“{campaign}”。{offer}请照 data/campaigns.yml 写。")
    summary = corpus.summary_of(one, when, campaign=campaign_id)
    if summary is None:
        has = [s.period.name for s in corpus.by_unit.get(one.id, [])]
        listed = f"已有：{'、'.join(has[-8:])}。" if has else "这个单位还没有总结。"
        raise MacroError(f"“{one.name}”没有{when.name}的总结。{listed}")
    return summary


def _observed(corpus: Corpus, unit: Unit, metric: Metric, kind: str) -> list[Observation]:
    kinds: dict[str, Kind] = {name: kind_ for kind_, name in KIND_NAMES.items()}
    if kind and fold(kind) not in kinds:
        raise MacroError(
            f"没有“{kind}”这种期间。{did_you_mean(kind, kinds)}可用的有：{'、'.join(kinds)}。"
        )
    found = corpus.observations(unit, metric, kinds[fold(kind)] if kind else None)
    if not found:
        raise MacroError(
            f"“{unit.name}”的总结里没有“{metric.name}”{f'（{kind}）' if kind else ''}。请换一个。"
        )
    return found


def _basis(name: str) -> Basis:
    basis = BASIS_NAMES.get(fold(name))
    if basis is None:
        raise MacroError(f"没有“{name}”这种对比。可用的有：{'、'.join(BASIS_NAMES)}。")
    return basis


def _slug(summary: Summary) -> str:
    return summary.address.removeprefix("summaries/").strip("/").replace("/", "-")


__all__ = ["MACROS", "Macro", "MacroError", "call"]
