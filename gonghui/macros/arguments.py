"""Arguments: what a call names, found in the corpus; what is not found gets the nearest offered."""

from __future__ import annotations

from collections.abc import Sequence

from ..bases import BASIS_NAMES, Basis
from ..corpus import Corpus
from ..notation.period import PeriodError, read_period
from ..period import KIND_NAMES, Kind, Period
from ..registry import Metric, Unit
from ..registry.unit import SCOPE_NAMES, Scope
from ..spelling import did_you_mean, fold
from ..summary import Summary
from ..summary.observation import Observation
from ..totals import ALL, Group, children_of, group_of_type, parents
from ..views.line import Slot
from ..views.panel import slot_name


class MacroError(ValueError):
    """A call that names something unknown; the message says in Chinese what and what to write."""


def unit_of(corpus: Corpus, name: str, period: Period | None = None) -> Unit:
    """The unit of a name, present or former, or an id; of a name two units bore, that of the period."""
    unit = corpus.registry.unit(name, period.last if period else None)
    if unit is None:
        offer = did_you_mean(name, corpus.registry.names_of_units())
        raise MacroError(f"没有登记单位“{name}”。{offer}请照 data/units.yml 写。")
    return unit


def metric_of(corpus: Corpus, name: str) -> Metric:
    """The metric of a name, an alias or an id."""
    metric = corpus.registry.metric(name)
    if metric is None:
        offer = did_you_mean(name, (m.name for m in corpus.registry.metrics.values()))
        raise MacroError(f"指标字典里没有“{name}”。{offer}请照 data/metrics.yml 写。")
    return metric


def period_of(corpus: Corpus, text: str) -> Period:
    """The period of a text as people type it."""
    try:
        return read_period(text, corpus.registry.settings.calendar)
    except PeriodError as error:
        raise MacroError(str(error)) from None


def summary_of(corpus: Corpus, unit: str, period: str, campaign: str = "") -> Summary:
    """The issued summary of a unit for a period; the plainest where there are several."""
    when = period_of(corpus, period)
    one = unit_of(corpus, unit, when)
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


def observed(corpus: Corpus, unit: Unit, metric: Metric, kind: str) -> list[Observation]:
    """A unit's observations of a metric, oldest first; at least one."""
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


def basis_of(name: str, *others: str) -> Basis:
    """同比, 环比 or 较年初; `others` are words that the caller knows besides."""
    basis = BASIS_NAMES.get(fold(name))
    if basis is None:
        raise MacroError(f"没有“{name}”这种对比。可用的有：{'、'.join([*BASIS_NAMES, *others])}。")
    return basis


def metrics_of(corpus: Corpus, names: str | Sequence[str]) -> list[Metric]:
    """One name or several."""
    return [metric_of(corpus, name) for name in listed(names)]


def listed(names: str | Sequence[str]) -> list[str]:
    """One name or several, as several."""
    return [names] if isinstance(names, str) else list(names)


BELOW = ("所属单位", "所属", "下属单位", "下属")


def group_of(corpus: Corpus, name: str) -> Group:
    """全部, the name of a unit type, or that of a unit, whose children are meant."""
    if fold(name) in ("全部", "全部单位", "所有单位"):
        return ALL
    unit_type = corpus.registry.unit_type(name)
    if unit_type is not None:
        return group_of_type(unit_type)
    for ending in BELOW:
        if name.endswith(ending) and corpus.registry.unit(name.removesuffix(ending)):
            name = name.removesuffix(ending)
    unit = corpus.registry.unit(name)
    if unit is None:
        types = [t.name for t in corpus.registry.unit_types.values()]
        offer = did_you_mean(name, [*types, *corpus.registry.names_of_units(), ALL.name])
        raise MacroError(
            f"没有“{name}”这类单位，也没有这个单位。{offer}可以写“全部”、单位类型，或者上级单位的名称。"
        )
    group = children_of(unit)
    if unit.id not in parents(corpus):
        raise MacroError(f"“{unit.name}”没有所属单位，不能合计。请写上级单位、单位类型或者“全部”。")
    return group


def subject_of(corpus: Corpus, name: str) -> Unit | Group:
    """A unit by its name; 全部, a unit type or 某单位所属 for the total of a group."""
    named = corpus.registry.unit(name)
    return named if named is not None else group_of(corpus, name)


def scope_of(name: str) -> Scope | None:
    """本级 or 含下级; None for that which most units use."""
    if not name:
        return None
    scope = SCOPE_NAMES.get(fold(name))
    if scope is None:
        raise MacroError(f"没有“{name}”这种范围。可用的有：{'、'.join(SCOPE_NAMES)}。")
    return scope


def slot_of(corpus: Corpus, name: str) -> Slot | None:
    """年度, 上半年, 第一季度, 5月, 1-9月; None for that which has the most figures."""
    if not name:
        return None
    found = {(p.kind, p.slot): slot_name((p.kind, p.slot, ""), corpus) for p in corpus.by_period}
    found = {s: n for s, n in found.items() if s[0] not in (Kind.CAMPAIGN, Kind.SPAN, Kind.MASKED)}
    for slot, said in found.items():
        if fold(said) == fold(name):
            return slot
    known = list(dict.fromkeys(found.values()))
    raise MacroError(
        f"没有“{name}”这种期间的总结。{did_you_mean(name, known)}可用的有：{'、'.join(known)}。"
    )


def year_of(text: str) -> int | None:
    """2019 or 2019年; None where nothing is written."""
    digits = fold(text).removesuffix("年")
    if not digits:
        return None
    if not (digits.isdecimal() and len(digits) == 4):
        raise MacroError(f"“{text}”不是年份。例：2019年")
    return int(digits)


def slug(summary: Summary) -> str:
    """A summary's address as part of a file's name."""
    return summary.address.removeprefix("summaries/").strip("/").replace("/", "-")
