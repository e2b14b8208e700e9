"""Before: what a unit said a year before each period that it may report next: its figures as the rules
of comparison find them (gonghui/bases.py), and its headings.

The base of a figure does not depend on the figure itself, so it is found for a report that nobody has
written yet. Where the two would not compare, the figure of the year before is told with the reason, and
without a value to reckon with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..bases import Base, Basis, find_base, obstacle
from ..corpus import Corpus
from ..coverage import missing_reports
from ..notation.period import LAST_YEAR
from ..period import Kind, Period, regular
from ..registry import EventType, Unit
from ..summary import Summary
from ..summary.observation import Key, Observation
from ..summary.section import sections
from ..wording.numbers import spoken

YEARS = 6  # how far back bases are offered, for each kind of period and place in the year
REPORTS = 40  # the newest reports, so that one who writes a second time is told
OWED = 3
MOST, LONGEST = 60, 80  # headings of a text, and characters of one

Slot = tuple[str, str, Kind, int]  # class, campaign, kind and slot of the period


def unit_of(corpus: Corpus, unit: Unit) -> dict[str, Any]:
    """{before: {target: [base's name, {metric: {scope: [figure, exact value or "", remark]}}, [[level,
    heading] …]]}, reports: [address …], owed: [[kind, year, slot] …]}. A target is the id of the period
    reported next, after the id of its campaign and a colon where it has one; of a campaign's own days
    only the year in which they end counts: winter-warmth:2025."""
    before: dict[str, list[Any]] = {}
    series = _series(corpus, unit)
    asked = [(key, target) for key in series for target in dict.fromkeys(_targets(series[key]))]
    texts = [(t, s) for s in _compared(corpus, unit) if (t := _target(s.period)) is not None]
    recent = _recent(
        [(_slot(key[1], key[2], target), target) for key, target in asked]
        + [(_slot(str(s.class_), s.campaign or "", t), t) for t, s in texts]
    )
    for key, target in asked:
        if target not in recent[_slot(key[1], key[2], target)] or not unit.existed_in(target):
            continue
        base = find_base(corpus, _unwritten(series[key][0], unit, target), Basis.YOY)
        if base.observation is not None:
            at = before.setdefault(_name(key[2], target), [_base_name(base), {}, []])
            at[1].setdefault(key[4], {})[key[3]] = _said(base, key, corpus, unit, target)
    for target, summary in texts:
        if target in recent[_slot(str(summary.class_), summary.campaign or "", target)]:
            name = _name(summary.campaign or "", target)
            at = before.setdefault(name, [summary.period.name, {}, []])
            at[2] = at[2] or [[one.level, one.title[:LONGEST]] for one in sections(summary)[:MOST]]
    reports = corpus.by_unit.get(unit.id, [])[-REPORTS:]
    return {
        "before": dict(sorted(before.items())),
        "reports": [summary.address for summary in reports],
        "owed": [[str(p.kind), p.year, p.slot] for p in _owed(corpus, unit)],
    }


def _compared(corpus: Corpus, unit: Unit) -> list[Summary]:
    """The unit's summaries that later ones compare with, own scope first."""
    found = [s for s in corpus.by_unit.get(unit.id, []) if s.is_compared]
    return sorted(found, key=lambda s: (s.period.sort_key, s.scope_written))


def _target(base: Period) -> Period | None:
    """The period that has this one as its 同比 base; of a campaign, its own days a year on."""
    if base.kind in (Kind.SPAN, Kind.MASKED) or base.year is None or base.last is None:
        return None
    if base.year >= LAST_YEAR:
        return None
    if base.kind is Kind.CAMPAIGN:
        last = base.last.replace(year=base.last.year + 1, day=min(base.last.day, 28))
        return replace(base, id="", first=last, last=last)
    return regular(base.kind, base.year + 1, base.slot, base.calendar)


def _slot(class_: str, campaign: str, target: Period) -> Slot:
    return (class_, campaign, target.kind, target.slot)


def _recent(found: list[tuple[Slot, Period]]) -> dict[Slot, set[Period]]:
    """The last few targets of each slot."""
    by_slot: dict[Slot, set[Period]] = defaultdict(set)
    for slot, target in found:
        by_slot[slot].add(target)
    return {
        slot: set(sorted(targets, key=lambda p: p.sort_key)[-YEARS:])
        for slot, targets in by_slot.items()
    }


def _name(campaign: str, target: Period) -> str:
    own = f"{target.last_year}" if target.kind is Kind.CAMPAIGN else target.id
    return f"{campaign}:{own}" if campaign else own


def _base_name(base: Base) -> str:
    assert base.period is not None
    return base.period.name


def _series(corpus: Corpus, unit: Unit) -> dict[Key, list[Observation]]:
    """What the unit, and those merged into it, have reported, by the key that it has of the unit."""
    found: dict[Key, list[Observation]] = defaultdict(list)
    for id_ in _lineage(corpus, unit):
        for key in corpus.keys_of_unit.get(id_, []):
            found[(unit.id, *key[1:])] += corpus.series[key].values()
    return found


def _targets(observed: list[Observation]) -> Iterator[Period]:
    for observation in observed:
        target = _target(observation.period)
        if target is None or (target.kind is Kind.CAMPAIGN and not observation.summary.campaign):
            continue
        yield target
        if target.kind is Kind.YEAR:  # a second half-year may follow from the year and the first
            yield regular(Kind.HALF, observation.period.year or 0, 2, target.calendar)
            yield regular(Kind.HALF, target.year or 0, 2, target.calendar)


def _lineage(corpus: Corpus, unit: Unit) -> list[str]:
    """The unit and all that were ever merged into it, they and theirs."""
    found, todo = [unit.id], [unit]
    while todo:
        for event in todo.pop().events:
            for id_ in event.sources if event.type is EventType.MERGED else ():
                if id_ not in found and id_ in corpus.registry.units:
                    found.append(id_)
                    todo.append(corpus.registry.units[id_])
    return found


def _unwritten(like: Observation, unit: Unit, target: Period) -> Observation:
    """A figure of the period that nobody has written yet, as far as its base depends on it."""
    return replace(
        like,
        summary=replace(like.summary, unit=unit, period=target),
        period=target,
        definition=like.metric.definition_in(target),
        entries=(),
    )


def _said(base: Base, key: Key, corpus: Corpus, unit: Unit, target: Period) -> list[str]:
    """[the figure in words, its exact value where the two compare, what is to be known of it]"""
    observation = base.observation
    assert observation is not None
    figure, metric = observation.figure, observation.metric
    if observation.foreign:
        return [figure.as_written, "", "计量单位不同，不能直接比较"]
    reason = obstacle(base, _unwritten(observation, unit, target))
    said = spoken(figure, metric)
    if reason:
        return [said, "", f"{reason}，不能直接比较"]
    value = f"{figure.value:f}" if figure.exact and figure.value is not None else ""
    remark = "由全年减上半年推算" if base.derived else ""
    return [said, value, "合并前各单位的合计" if base.merged else remark]


def _owed(corpus: Corpus, unit: Unit) -> list[Period]:
    """The newest periods that the unit was to report and has not, newest first."""
    if "form owed" not in corpus.answers:
        found: dict[str, list[Period]] = {}
        for one in missing_reports(corpus):
            found.setdefault(one.unit.id, []).append(one.period)
        corpus.answers["form owed"] = found
    owed: list[Period] = corpus.answers["form owed"].get(unit.id, [])
    return sorted(owed, key=lambda period: period.sort_key, reverse=True)[:OWED]
