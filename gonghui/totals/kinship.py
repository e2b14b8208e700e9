"""Kinship: whether two totals are of the same units, those merged or divided in between taken together
with what they came from and what they became.

Source: contract.md §5: a missing report never looks like a decline.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..period import Period
from ..registry import Unit
from ..registry.unit import Event
from ..succession import becomings
from .group import Group
from .total import Total


def same_kin(corpus: Corpus, base: Total, total: Total) -> bool:
    """Whether each unit that one of the two counts is counted by the other, as far as it was there:
    a merged unit with all that it was made of, a divided one with all that came of it."""
    then, now = base.units.keys(), total.units.keys()
    kin = _kin(corpus, base.period, total.period)
    for id_ in (then ^ now) | (
        kin.keys() & (then | now)
    ):  # what both count and nothing touched is the same
        for one in kin.get(id_, (id_,)):
            unit = corpus.registry.units[one]
            if one not in then and unit.existed_in(base.period):
                return False
            if one not in now and _there(unit, total.period):
                return False
    return True


def turnover(
    corpus: Corpus, base: Total, total: Total
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The units counted of late that were not there before, and those counted before that are there no
    more, without having been merged or divided."""
    then, now = base.units, total.units
    kin = _kin(corpus, base.period, total.period)
    came = [u for u in now.values() if not u.existed_in(base.period) and u.id not in kin]
    went = [u for u in then.values() if not _there(u, total.period) and u.id not in kin]
    return tuple(came), tuple(went)


def crossings(
    corpus: Corpus, group: Group, base: Period, period: Period
) -> Iterator[tuple[Unit, Event]]:
    """The mergers and divisions between the two periods, and whose they are, by which figures came into
    the group from outside or left it."""
    units = corpus.registry.units
    for unit, event in _between(corpus, base, period):
        then = [units[i] for i in (*event.sources, *event.targets, unit.id) if i in units]
        inside = [group.has(one, base) for one in then if one.existed_in(base)]
        inside += [group.has(one, period) for one in then if _there(one, period)]
        if any(inside) and not all(inside):
            yield unit, event


def _kin(corpus: Corpus, base: Period, period: Period) -> dict[str, frozenset[str]]:
    """By the id of each unit merged or divided between the two: all it hangs together with."""
    asked = ("kin", base.id, period.id)
    if asked not in corpus.answers:
        found: dict[str, frozenset[str]] = {}
        for unit, event in _between(corpus, base, period):
            together = {i for i in (unit.id, *event.others) if i in corpus.registry.units}
            together = together.union(*(found.get(one, ()) for one in together))
            found |= dict.fromkeys(together, frozenset(together))
        corpus.answers[asked] = found
    answer: dict[str, frozenset[str]] = corpus.answers[asked]
    return answer


def _between(corpus: Corpus, base: Period, period: Period) -> list[tuple[Unit, Event]]:
    """The mergers and divisions after the one and up to the other's last day, gathered once."""
    first, last = base.last, period.last
    if first is None or last is None:
        return []
    asked = ("becomings", base.id, period.id)
    if asked not in corpus.answers:
        every = becomings(corpus.registry)
        corpus.answers[asked] = [one for one in every if first < one[1].day <= last]
    found: list[tuple[Unit, Event]] = corpus.answers[asked]
    return found


def _there(unit: Unit, period: Period) -> bool:
    """Whether the unit was there on the period's last day."""
    if period.last is None:
        return True
    return (unit.first_day is None or unit.first_day <= period.last) and (
        unit.last_day is None or unit.last_day >= period.last
    )
