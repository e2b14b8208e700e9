"""Slots: the kinds of period that can be chosen, and the periods of each from the first to the last."""

from __future__ import annotations

from dataclasses import dataclass

from ..bases import Basis
from ..corpus import Corpus
from ..coverage import due_periods
from ..period import Kind, Period, regular
from ..trend.labels import short_name
from ..trend.series import NEVER_COMPARED
from ..views.panel import Slot, slot_id, slot_name, slot_of

NAMES = {Basis.YOY: "同比", Basis.PRECEDING: "环比", Basis.SINCE_YEAR_END: "较年初"}


@dataclass(frozen=True)
class BenchSlot:
    """Periods of one kind and place in the year: 年度, 上半年, 1-9月, a campaign. `periods` oldest first;
    a repeating kind has all of them from the first to the last, reported or not."""

    slot: Slot
    id: str
    name: str
    periods: tuple[Period, ...]

    @property
    def bases(self) -> list[Basis]:
        """The bases that periods of this kind may have."""
        period, found = self.periods[-1], [Basis.YOY]
        found += [Basis.PRECEDING] if period.preceding() else []
        return found + ([Basis.SINCE_YEAR_END] if period.year_end_before() else [])

    def phrase(self, basis: Basis, period: Period) -> str:
        """What a base is called in a sentence: 上年同期, 2022年下半年, 上年末."""
        if basis is Basis.YOY:
            return period.year_before_phrase
        before = period.preceding() if basis is Basis.PRECEDING else None
        return before.name if before else "上年末"

    def for_json(self) -> list[object]:
        """[id, name, [[period id, name, short name] …], [[basis, name, phrase or phrases] …], whether
        there is an average a year]: a phrase for each period where they differ."""
        periods = [[p.id, p.name, short_name(p)] for p in self.periods]
        bases: list[object] = []
        for basis in self.bases:
            phrases = [self.phrase(basis, period) for period in self.periods]
            same = len(set(phrases)) == 1
            bases.append([str(basis), NAMES[basis], phrases[0] if same else phrases])
        return [self.id, self.name, periods, bases, int(self.slot[0] is not Kind.CAMPAIGN)]


def bench_slots(corpus: Corpus) -> dict[Slot, BenchSlot]:
    """Every slot in which something comparable was reported; the fullest first."""
    found: dict[Slot, dict[str, Period]] = {}
    count: dict[Slot, int] = {}
    for (_, _, campaign, _, _), by_period in corpus.series.items():
        for observation in by_period.values():
            period = observation.period
            if period.kind in NEVER_COMPARED:
                continue
            slot = slot_of(period, campaign)
            found.setdefault(slot, {})[period.id] = period
            count[slot] = count.get(slot, 0) + 1
    for unit in corpus.registry.units.values():  # what is due and missing has its column too
        for period in due_periods(corpus, unit):
            if slot_of(period) in found:
                found[slot_of(period)][period.id] = period
    order = sorted(found, key=lambda slot: (-count[slot], list(Kind).index(slot[0]), *slot[1:]))
    return {
        slot: BenchSlot(slot, slot_id(slot), slot_name(slot, corpus), _whole(corpus, found[slot]))
        for slot in order
    }


def _whole(corpus: Corpus, found: dict[str, Period]) -> tuple[Period, ...]:
    known = sorted(found.values(), key=lambda period: period.sort_key)
    first, last = known[0], known[-1]
    if first.kind is Kind.CAMPAIGN or first.year is None or last.year is None:
        return tuple(known)
    years = range(first.year, last.year + 1)
    calendar = corpus.registry.settings.calendar
    return tuple(regular(first.kind, year, first.slot, calendar) for year in years)
