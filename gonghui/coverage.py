"""Coverage: who was to report for a period, who did, and who is missing.

Source: contract.md §4 (`due`) and §5 (a total's coverage line). What counts as a report is an issued
工作总结 of that very period, of whatever scope; a unit owes one where it was there on the period's
last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .corpus import Corpus
from .period import Kind, Period, regular
from .registry import Unit
from .summary import SummaryClass

# How many periods of a kind a year has. 累计 is due by quarters; of the others nobody can say when.
SLOTS: dict[Kind, tuple[int, ...]] = {
    Kind.YEAR: (0,),
    Kind.HALF: (1, 2),
    Kind.QUARTER: (1, 2, 3, 4),
    Kind.MONTH: tuple(range(1, 13)),
    Kind.YTD: (3, 6, 9, 12),
    Kind.TERM: (1, 2),
    Kind.SCHOOL_YEAR: (0,),
    Kind.STAT_YEAR: (0,),
}


@dataclass(frozen=True)
class Missing:
    """A report that is due and not there; `deadline` is the last day on which it was in time."""

    unit: Unit
    period: Period
    deadline: date

    @property
    def unit_name(self) -> str:
        """The unit's name of that time."""
        return self.unit.name_in(self.period)


@dataclass(frozen=True)
class Coverage:
    """One period. Units in the registry's order: `due` were to report by now, `reported` of these
    have, `missing` have not, `beyond` reported without being asked."""

    period: Period
    due: tuple[Unit, ...]
    reported: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    beyond: tuple[Unit, ...]


def coverage_of(
    corpus: Corpus, period: Period, type_id: str = "", within: set[str] | None = None
) -> Coverage:
    """Who reported for a period, among all units, those of one type, or those whose ids are given."""
    have = _reported(corpus).get(period.id, set())
    units = [u for u in corpus.registry.units.values() if not type_id or u.type_id == type_id]
    units = [u for u in units if within is None or u.id in within]
    due = tuple(u for u in units if _owes(corpus, u, period) and is_over(corpus, period))
    owing = {u.id for u in due}
    return Coverage(
        period,
        due,
        tuple(u for u in due if u.id in have),
        tuple(u for u in due if u.id not in have),
        tuple(u for u in units if u.id in have and u.id not in owing),
    )


def missing_reports(corpus: Corpus) -> list[Missing]:
    """Everything that is due and not there: the longest overdue first, units in their order."""
    if "missing" not in corpus.answers:
        have, found = _reported(corpus), []
        for unit in corpus.registry.units.values():
            for period in due_periods(corpus, unit):
                if unit.id not in have.get(period.id, set()):
                    found.append(Missing(unit, period, deadline_of(corpus, period)))
        found.sort(key=lambda m: (m.deadline, m.period.sort_key))
        corpus.answers["missing"] = found
    missing: list[Missing] = corpus.answers["missing"]
    return missing


def periods_due(corpus: Corpus) -> list[Period]:
    """Every period for which somebody was to report by now, latest first."""
    if "periods due" not in corpus.answers:
        units = corpus.registry.units.values()
        found = {p.id: p for unit in units for p in due_periods(corpus, unit)}
        corpus.answers["periods due"] = sorted(
            found.values(), key=lambda p: p.sort_key, reverse=True
        )
    due: list[Period] = corpus.answers["periods due"]
    return due


def due_periods(corpus: Corpus, unit: Unit) -> list[Period]:
    """The periods for which a unit was to report by now, each once, in no order."""
    asked = ("due", unit.id)
    if asked not in corpus.answers:
        found: dict[str, Period] = {}
        for due in unit.due:
            for year in range(due.first_year, corpus.reporting_day.year + 1):
                for period in _of_year(corpus, due.kind, year):
                    if is_over(corpus, period) and _was_there(unit, period):
                        found[period.id] = period
        corpus.answers[asked] = list(found.values())
    periods: list[Period] = corpus.answers[asked]
    return periods


def deadline_of(corpus: Corpus, period: Period) -> date:
    """The last day on which a report of the period is in time."""
    assert period.last is not None
    return period.last + timedelta(corpus.registry.settings.days_to_report)


def _of_year(corpus: Corpus, kind: Kind, year: int) -> list[Period]:
    """A year's periods of a kind, made once for all units."""
    if (kind, year) not in corpus.answers:
        calendar = corpus.registry.settings.calendar
        made = [regular(kind, year, slot, calendar) for slot in SLOTS.get(kind, ())]
        corpus.answers[kind, year] = made
    periods: list[Period] = corpus.answers[kind, year]
    return periods


def _owes(corpus: Corpus, unit: Unit, period: Period) -> bool:
    year = period.year or 0
    asked = any(
        due.kind is period.kind
        and period.slot in SLOTS.get(due.kind, ())
        and due.first_year <= year
        for due in unit.due
    )
    return asked and _was_there(unit, period)


def _was_there(unit: Unit, period: Period) -> bool:
    assert period.last is not None
    started = unit.first_day is None or unit.first_day <= period.last
    return started and (unit.last_day is None or unit.last_day >= period.last)


def is_over(corpus: Corpus, period: Period) -> bool:
    """Whether a report should be there by now."""
    return period.last is not None and deadline_of(corpus, period) < corpus.reporting_day


def _reported(corpus: Corpus) -> dict[str, set[str]]:
    """The ids of the units that reported, by period id."""
    if "reported" not in corpus.answers:
        found: dict[str, set[str]] = {}
        for summary in corpus.summaries:
            if summary.class_ is SummaryClass.SUMMARY:
                found.setdefault(summary.period.id, set()).add(summary.unit.id)
        corpus.answers["reported"] = found
    reported: dict[str, set[str]] = corpus.answers["reported"]
    return reported
