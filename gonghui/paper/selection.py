"""Selection: which summary or period is meant by what somebody typed; drafts are found as well."""

from __future__ import annotations

from collections.abc import Iterable

from ..corpus import Corpus
from ..notation.period import PeriodError, read_period
from ..period import Kind, Period
from ..registry import Unit
from ..registry.unit import Scope
from ..spelling import did_you_mean
from ..summary import Summary, SummaryClass

LISTED = 12  # names or periods


class SelectionError(ValueError):
    """What was typed means nothing that is there; the message says in Chinese what there is."""


def summary_meant(corpus: Corpus, unit: str, period: str, campaign: str = "") -> Summary:
    """The summary of a unit (any name or id) for a period; the plainest where there are several. With
    a campaign its year is enough. Raises SelectionError."""
    when = _period(corpus, period)
    one = _unit(corpus, unit, when)
    campaign_id = _campaign(corpus, campaign) if campaign else None
    own = [s for s in corpus.all if s.unit is one]
    if campaign_id:
        own = [s for s in own if s.campaign == campaign_id]
    found = [s for s in own if s.period == when]
    if campaign_id and not found and when.kind is Kind.YEAR:
        found = [s for s in own if s.period.last_year == when.year]
    if not found:
        of = f"专题“{corpus.registry.campaigns[campaign_id]}”的" if campaign_id else ""
        there = _periods(own)
        offer = did_you_mean(when.name, there) if there else ""
        listed = f"已有：{_list(there)}。" if there else f"这个单位还没有{of}总结。"
        raise SelectionError(f"“{one.name}”没有{when.name}{of or '的'}总结。{offer}{listed}")
    order = list(SummaryClass)
    return min(found, key=lambda s: (order.index(s.class_), s.scope is not Scope.OWN, s.path))


def summary_in(corpus: Corpus, path: str) -> Summary:
    """The summary of a file, by its path in the project. Raises SelectionError."""
    if path not in corpus.by_path:
        offer = did_you_mean(path, corpus.by_path)
        raise SelectionError(f"“{path}”不是一篇总结的文件。{offer}例：docs/summaries/2023/x.md")
    return corpus.by_path[path]


def period_meant(corpus: Corpus, period: str) -> Period:
    """A period that has issued summaries. Raises SelectionError."""
    when = _period(corpus, period)
    if when not in corpus.by_period:
        there = [one.name for one in corpus.by_period]
        listed = f"已有：{_list(there)}。" if there else "还没有总结。"
        raise SelectionError(
            f"{when.name}没有已签发的总结。{did_you_mean(when.name, there)}{listed}"
        )
    return when


def _unit(corpus: Corpus, name: str, period: Period) -> Unit:
    unit = corpus.registry.unit(name, period.last)
    if unit is None:
        known = corpus.registry.names_of_units()
        registered = [one.name for one in corpus.registry.units.values()]
        raise SelectionError(
            f"没有登记单位“{name}”。{did_you_mean(name, known)}已登记：{_list(registered)}。"
        )
    return unit


def _period(corpus: Corpus, text: str) -> Period:
    try:
        return read_period(text, corpus.registry.settings.calendar)
    except PeriodError as error:
        raise SelectionError(str(error)) from None


def _campaign(corpus: Corpus, name: str) -> str:
    id_ = corpus.registry.campaign(name)
    if id_ is None:
        known = list(corpus.registry.campaigns.values())
        raise SelectionError(
            f"没有登记专题活动“{name}”。{did_you_mean(name, known)}已登记：{_list(known)}。"
        )
    return id_


def _periods(summaries: Iterable[Summary]) -> list[str]:
    """The periods of summaries by name, latest first."""
    found = sorted((s.period for s in summaries), key=lambda p: p.sort_key, reverse=True)
    return list(dict.fromkeys(period.name for period in found))


def _list(names: list[str]) -> str:
    more = f"等{len(names)}个" if len(names) > LISTED else ""
    return f"{'、'.join(names[:LISTED])}{more}"
