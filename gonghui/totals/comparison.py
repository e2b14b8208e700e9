"""Comparison of totals: as published, and over the units that reported both times.

Source: contract.md §5: a missing report never looks like a decline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from ..addition import added
from ..bases import REDEFINED, Basis, Break, breaks_between, target_of
from ..change import Change, Outcome, measure
from ..compare import compare, compare_with
from ..corpus import Corpus
from ..figure import Figure
from ..period import Period, say_day
from ..registry import EventType, Unit
from ..registry.unit import Event
from ..summary.observation import Observation
from .aggregate import total_of
from .group import GroupKind
from .kinship import crossings, same_kin, turnover
from .total import DoubleCount, Total

NOTHING = Figure("")
OTHERS = "报送不同"


class Pair(NamedTuple):
    """One unit's figure with the base that it compares with, and what that base is, where it is not simply
    what the unit published."""

    observation: Observation
    base: Figure
    restated: bool = False
    merged: bool = False
    derived: bool = False


@dataclass(frozen=True, kw_only=True)
class TotalChange(Change):
    """A total against that of the base period. `of` are the units that a comparison over
    the same units was made of, none for the plain one. `like_with_like` says of the plain one that both
    totals are of the same units, those `founded` or `dissolved` since apart."""

    total: Total
    basis: Basis
    base_period: Period | None
    base_total: Total | None = None
    of: tuple[Pair, ...] = ()
    like_with_like: bool = False
    founded: tuple[Unit, ...] = ()
    dissolved: tuple[Unit, ...] = ()


def plain(corpus: Corpus, total: Total, basis: Basis, given: Period | None = None) -> TotalChange:
    """Everybody's total then and now, whoever that was."""
    blank = _blank(total, basis, given)
    if total.figure is None:
        return replace(blank, reason=total.reason)
    if blank.base_period is None:
        return replace(blank, outcome=Outcome.NO_BASE, reason="没有可比的期间")
    try:
        before = total_of(corpus, total.group, total.metric, blank.base_period, total.scope)
    except DoubleCount as twice:
        return replace(blank, outcome=Outcome.NO_BASE, reason=str(twice))
    founded, dissolved = turnover(corpus, before, total)
    blank = replace(
        blank,
        base=before.figure,
        base_total=before,
        like_with_like=same_kin(corpus, before, total),
        founded=founded,
        dissolved=dissolved,
    )
    if before.figure is None:
        why = f"没有{blank.base_phrase}的数据" if not before.counted else before.reason
        return replace(blank, outcome=Outcome.NO_BASE, reason=why)
    # totals of other units are compared, and said to be: see the same units beside them
    broken = [one for one in total_breaks(corpus, before, total) if one.label != OTHERS]
    if broken:
        return replace(blank, outcome=Outcome.NOT_COMPARABLE, reason=broken[0].reason)
    return measure(blank)


def same_units(
    corpus: Corpus, total: Total, basis: Basis, given: Period | None = None
) -> TotalChange:
    """The units alone that have comparable figures both times, merged ones with those they were made
    of, restated bases in the place of published ones."""
    blank = _blank(total, basis, given)
    if total.figure is None:
        return replace(blank, reason=total.reason)
    if blank.base_period is None:
        return replace(blank, outcome=Outcome.NO_BASE, reason="没有可比的期间")
    found = [_pair(corpus, o, blank.base_period, basis, given) for o in total.counted]
    alike = tuple([pair for pair in found if pair is not None])
    if total.metric.is_ratio:
        alike = tuple([pair for pair in alike if pair.base.numerator is not None])
    figure = added([pair.observation.figure for pair in alike], total.metric)
    base = added([pair.base for pair in alike], total.metric)
    if figure is None or base is None:
        reason = "没有两期可比的单位"
        return replace(blank, figure=NOTHING, outcome=Outcome.NO_BASE, reason=reason, of=alike)
    return measure(replace(blank, figure=figure, base=base, of=alike))


def _pair(
    corpus: Corpus, observation: Observation, target: Period, basis: Basis, given: Period | None
) -> Pair | None:
    """A figure with its base; None where the two do not compare."""
    base = _plain_base(corpus, observation, target)
    if base is not None:
        return Pair(observation, base)
    found = (
        compare(corpus, observation, basis)
        if given is None
        else compare_with(corpus, observation, given)
    )
    if not found.computed or found.base is None:
        return None
    return Pair(observation, found.base, found.restated, bool(found.merged), found.derived)


def _plain_base(corpus: Corpus, observation: Observation, target: Period) -> Figure | None:
    """What the unit published for the base period, where a look is enough to see that it compares: of nearly
    every unit nothing is restated, merged, divided or redefined."""
    base = corpus.series[observation.key].get(target.id)
    if base is None or base.foreign or not base.figure.is_number or observation.restated:
        return None
    one, two = base.definition, observation.definition
    same = one is two or one == two
    broken = observation.summary.unit.broken_between(target, observation.period)
    return base.figure if same and not broken else None


def _blank(total: Total, basis: Basis, given: Period | None) -> TotalChange:
    target = given if basis is Basis.GIVEN else target_of(total.period, basis)
    phrases = {Basis.YOY: total.period.year_before_phrase, Basis.SINCE_YEAR_END: "上年末"}
    named = target.name if target else ""
    return TotalChange(
        metric=total.metric,
        figure=total.figure or NOTHING,
        base=None,
        base_phrase=phrases.get(basis, named),
        outcome=Outcome.NO_VALUE,
        total=total,
        basis=basis,
        base_period=target,
    )


def total_breaks(corpus: Corpus, base: Total, total: Total) -> list[Break]:
    """What stands between two totals of one group: another definition, other units than before, and
    units that came into the group or left it, by 隶属变更 or by a merger or division across its border.
    Mergers within it do not: the sum is of the same."""
    found = []
    if base.counted and total.counted:
        every = breaks_between(base.counted[0], total.counted[0])
        found += [one for one in every if one.label == REDEFINED]
    if not same_kin(corpus, base, total):
        found.append(Break(OTHERS, None, "前后报送的单位不同"))
    for unit, event in crossings(corpus, total.group, base.period, total.period):
        what = "合并" if event.type is EventType.MERGED else "分设"
        reason = f"{unit.name_in(total.period)}于{say_day(event.day)}{what}，前后范围不同"
        found.append(Break(what, event.day, reason))
    first, last = base.period.last, total.period.last
    if total.group.kind is not GroupKind.CHILDREN or first is None or last is None:
        return found
    for unit, event in _transfers(corpus):
        if not first < event.day <= last:
            continue
        day, name, id_ = say_day(event.day), unit.name_in(total.period), total.group.id
        for there, how in (
            (id_ in event.sources, "划出"),
            (unit.parent_on(event.day) == id_, "划入"),
        ):
            if there:
                reason = f"{name}于{day}{how}，前后范围不同"
                found.append(Break("隶属变更", event.day, reason))
    return found


def _transfers(corpus: Corpus) -> list[tuple[Unit, Event]]:
    """Every 隶属变更 of the registry, gathered once."""
    if "transfers" not in corpus.answers:
        corpus.answers["transfers"] = [
            (unit, event)
            for unit in corpus.registry.units.values()
            for event in unit.events
            if event.type is EventType.TRANSFERRED
        ]
    found: list[tuple[Unit, Event]] = corpus.answers["transfers"]
    return found
