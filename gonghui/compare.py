"""Comparison: one observation against its base.

Source: contract.md §5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .bases import Base, Basis, bases_of, find_base, obstacle, other_scope, why_no_number
from .change import Change, Outcome, measurement
from .corpus import Corpus
from .figure import Figure
from .period import Period, say_day
from .registry import Unit
from .registry.unit import scope_name
from .succession import divided
from .summary.observation import Observation


@dataclass(frozen=True, kw_only=True)
class Comparison(Change):
    """One result. `base` is the restated one where `restated`, a derived one (year − H1) where
    `derived`, the sum of the units merged since where `merged`: their observations."""

    observation: Observation
    basis: Basis
    base_period: Period | None
    derived: bool = False
    restated: bool = False
    published_base: Figure | None = None
    published_derived: bool = False
    merged: tuple[Observation, ...] = ()


def comparisons_of(corpus: Corpus, observation: Observation) -> list[Comparison]:
    """One result for each basis that the observation's period and metric define."""
    return [compare(corpus, observation, basis) for basis in bases_of(observation)]


def all_comparisons(corpus: Corpus, unit: str = "") -> Iterator[Comparison]:
    """Every comparison of every issued summary of the compared classes, or of those of one unit."""
    for key in corpus.keys_of_unit.get(unit, []) if unit else corpus.series:
        for observation in corpus.series[key].values():
            yield from comparisons_of(corpus, observation)


def compare(corpus: Corpus, observation: Observation, basis: Basis) -> Comparison:
    """One observation against its base of the given kind, worked out once."""
    what = (observation.key, observation.period.id, observation.definition)
    asked = (observation.summary.path, what, basis)
    if asked not in corpus.answers:
        corpus.answers[asked] = _compare(corpus, observation, basis)
    answer: Comparison = corpus.answers[asked]
    return answer


def compare_with(corpus: Corpus, observation: Observation, period: Period) -> Comparison:
    """One observation against any earlier period of the same kind and slot, asked for by name.

    Raises ValueError for a period of another kind or slot, or one that is not earlier.
    """
    now = observation.period
    alike = (now.kind, now.slot) == (period.kind, period.slot)
    if not alike or now.last is None or period.last is None or period.last >= now.last:
        raise ValueError(f"{period.name} is no base of {now.name}")
    return _compare(corpus, observation, Basis.GIVEN, period)


def _compare(
    corpus: Corpus, observation: Observation, basis: Basis, given: Period | None = None
) -> Comparison:
    found = find_base(corpus, observation, basis, given)
    base = found.observation
    shown = base.figure if base and not base.foreign else None
    phrase = _phrase(observation.period, basis, found.period)

    def made(**more: Any) -> Comparison:
        known = {
            "base": shown,
            "base_period": found.period,
            "derived": found.derived,
            "outcome": Outcome.NO_VALUE,
        }
        return Comparison(
            metric=observation.metric,
            figure=observation.figure,
            base_phrase=phrase,
            observation=observation,
            basis=basis,
            merged=found.merged,
            **(known | more),
        )

    if not observation.figure.is_number:
        return made(reason=why_no_number(observation))
    year_before = observation.period.year_before()
    usual = basis is Basis.YOY or (given is not None and given == year_before)
    restated = observation.restated if usual else None
    if restated is not None and restated.base is not None and restated.base.is_number:
        return made(
            base=restated.base,
            restated=True,
            derived=False,
            published_base=shown,
            published_derived=found.derived,
            **measurement(observation.metric, observation.figure, restated.base),
        )
    if found.lack:
        outcome = Outcome.NOT_COMPARABLE if found.apart else Outcome.NO_BASE
        return made(outcome=outcome, reason=found.lack)
    if base is None:
        return made(**_without_base(corpus, observation, found, phrase))
    if not base.figure.is_number:
        return made(outcome=Outcome.NO_BASE, reason=f"{phrase}{why_no_number(base)}")
    reason = obstacle(found, observation)
    if reason:
        return made(outcome=Outcome.NOT_COMPARABLE, reason=reason)
    assert shown is not None  # a base in another unit of measure is an obstacle
    return made(**measurement(observation.metric, observation.figure, shown))


def _phrase(period: Period, basis: Basis, base_period: Period | None) -> str:
    """What the base is called in a sentence, without 比: 上年同期, 2022年下半年, 上年末."""
    match basis:
        case Basis.YOY:
            return period.year_before_phrase
        case Basis.SINCE_YEAR_END:
            return "上年末"
    return base_period.name if base_period else ""


def _without_base(
    corpus: Corpus, observation: Observation, found: Base, phrase: str
) -> dict[str, Any]:
    """No figure of the same scope: perhaps there is one of the other, which does not compare; or the
    unit was not there yet."""
    other = other_scope(corpus, observation, found)
    if other is None:
        reason = _not_yet(corpus, observation.summary.unit, found.period, phrase)
        return {"outcome": Outcome.NO_BASE, "reason": reason or f"没有{phrase}的数据"}
    own, theirs = scope_name(observation.scope), scope_name(other.scope)
    reason = f"统计范围不同（本期为{own}，{phrase}为{theirs}）"
    return {"outcome": Outcome.NOT_COMPARABLE, "reason": reason, "base_period": other.period}


def _not_yet(corpus: Corpus, unit: Unit, base: Period | None, phrase: str) -> str:
    """Where a new unit came from; "" for one that was there already, or of which nobody knows."""
    if base is None or unit.existed_in(base) or unit.first_day is None:
        return ""
    if "divided" not in corpus.answers:
        corpus.answers["divided"] = divided(corpus.registry)
    event, parent = corpus.answers["divided"].get(unit.id, (None, None))
    if event is None:
        return f"单位自{say_day(unit.first_day)}起才有，没有{phrase}的数据"
    return f"单位于{say_day(event.day)}从{parent.name_in(base)}分设，没有分设前的数据"
