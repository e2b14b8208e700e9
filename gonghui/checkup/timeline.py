"""Timeline: what a unit reported of one metric in other periods, as a check over time may use it."""

from __future__ import annotations

from datetime import date, timedelta

from ..bases import breaks_between
from ..corpus import Corpus
from ..period import Period
from ..registry import EventType, Unit
from ..registry.unit import Event, Scope
from ..summary import Summary
from ..summary.observation import Key, Observation

_SHIFTS = (EventType.TRANSFERRED, EventType.MERGED, EventType.SPLIT)
_HIGHEST = 20  # levels of units; a registry that goes round in a circle has its own error


class Timeline:
    """The series of a corpus; for a draft, its own figures among those that were issued."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._units = corpus.registry.units
        self._shifts: list[tuple[Unit, Event]] = [
            (unit, event)
            for unit in self._units.values()
            for event in unit.events
            if event.type in _SHIFTS
        ]

    def of(self, summary: Summary, key: Key) -> dict[str, Observation]:
        """The observations of one key by period id, as a summary sees them."""
        found = self.corpus.series.get(key, {})
        if summary.is_issued:
            return found
        own = {o.period.id: o for o in summary.observations if o.key == key}
        return found | own if own else found

    def speaks(self, observation: Observation) -> bool:
        """Whether an observation is the one that counts for its period: what another page repeats is
        not told again."""
        summary = observation.summary
        if not summary.is_compared or observation.foreign or observation.figure.interval is None:
            return False
        return self.of(summary, observation.key).get(observation.period.id) is observation

    def comparable(self, base: Observation, observation: Observation) -> bool:
        """Whether nothing stands between the two: definition, unit of measure, merger or division,
        and where units below are counted, that these are the same."""
        if base.foreign or breaks_between(base, observation):
            return False
        own = observation.scope is Scope.OWN
        unit = observation.summary.unit
        return own or not self._shifted(unit, base.period, observation.period)

    def _shifted(self, unit: Unit, base: Period, period: Period) -> bool:
        """Whether units came under a unit or left it in between."""
        if base.last is None or period.last is None:
            return False
        for one, event in self._shifts:
            if base.last < event.day <= period.last:
                together = [self._units[i] for i in (one.id, *event.others) if i in self._units]
                if event.type is EventType.TRANSFERRED:
                    together = [one]
                days = (event.day - timedelta(1), event.day)
                inside = {self._below(u, unit, day) for u in together for day in days}
                if len(inside) > 1:
                    return True
        return False

    def _below(self, unit: Unit, above: Unit, day: date) -> bool:
        """Whether a unit stood below another on a day, or is that unit."""
        found: Unit | None = unit
        for _ in range(_HIGHEST):
            if found is None or found.id == above.id:
                break
            found = self._units.get(found.parent_on(day) or "")
        return found is not None and found.id == above.id
