"""Row: one unit's figures of one metric, scope and slot, period by period, with what is said of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .. import address
from ..bases import Basis, bases_of
from ..change import Change, Outcome
from ..compare import compare
from ..corpus import Corpus
from ..coverage import missing_reports
from ..figure import plain, rounded
from ..period import Period
from ..registry import Metric, Settings
from ..summary import SummaryClass
from ..summary.observation import Key, Observation
from ..trend import Point, trend_of
from ..views.comparisons import change_cells
from ..views.figures import entry_remarks
from ..views.panel import observed_cell, scope_mark, slot_of
from ..wording import definition_note, footnote, sentence
from .cell import BenchCell, Drawn, Said
from .growths import Growth, unit_growths
from .slots import BenchSlot

SILENT = (Outcome.NO_VALUE, Outcome.NO_BASE)
MISSING = "缺报"
PLACES = 10  # decimals of a drawn number


@dataclass(frozen=True)
class BenchRow:
    """`id` and `name` of the unit, or of a total; `mark` tells rows of one unit apart: （含下级）; `cells`
    by period id; `growths` from each of its figures to the newest."""

    id: str
    name: str
    mark: str
    cells: dict[str, BenchCell]
    growths: list[Growth]


def unit_row(
    corpus: Corpus, slot: BenchSlot, key: Key, found: dict[str, Observation], metric: Metric
) -> BenchRow:
    """The row of a series in one slot, with what is due and was not reported."""
    unit = corpus.registry.units[key[0]]
    in_order = sorted(found.values(), key=lambda o: o.period.sort_key)
    points = {p.period.id: p for p in trend_of(corpus, unit, metric, in_order).points}
    missing = _missing(corpus, unit.id, slot) if key[1] == SummaryClass.SUMMARY else set()
    cells = {}
    for period in slot.periods:
        point, observation = points.get(period.id), found.get(period.id)
        if observation is not None and point is not None:
            cells[period.id] = _observed(corpus, slot, observation, point)
        elif period.id in missing:
            cells[period.id] = _unreported(point)
        elif point is not None and point.breaks:
            cells[period.id] = BenchCell("", breaks=breaks_of(point))
    return BenchRow(unit.id, unit.name, scope_mark(key[3]), cells, unit_growths(corpus, in_order))


def _missing(corpus: Corpus, unit_id: str, slot: BenchSlot) -> set[str]:
    """The periods of the slot that the unit owes, by id."""
    if "workbench missing" not in corpus.answers:
        owed: dict[str, list[Period]] = {}
        for one in missing_reports(corpus):
            owed.setdefault(one.unit.id, []).append(one.period)
        corpus.answers["workbench missing"] = owed
    owed = corpus.answers["workbench missing"]
    return {period.id for period in owed.get(unit_id, []) if slot_of(period) == slot.slot}


def _unreported(point: Point | None) -> BenchCell:
    return BenchCell(
        MISSING,
        state="gh-none gh-missing",
        gap="应报而没有报",
        mark=MISSING,
        breaks=breaks_of(point) if point else (),
    )


def _observed(corpus: Corpus, slot: BenchSlot, observation: Observation, point: Point) -> BenchCell:
    shown, unit = observed_cell(observation), observation.summary.unit
    then = unit.name_in(observation.period)
    where = observation.summary.address
    usual = f"{address.of_period(observation.period)}{unit.id}/"
    return BenchCell(
        shown.text,
        drawn=drawn(point),
        said=shown.said,
        state=shown.state,
        gap=point.gap,
        mark=point.mark if point.gap else "",
        breaks=breaks_of(point),
        name=then if then != unit.name else "",
        address=where if where != usual else "",
        notes=tuple(_notes(observation)),
        changes=tuple(_said(corpus, slot, observation, basis) for basis in slot.bases),
    )


def _notes(observation: Observation) -> Iterable[str]:
    if observation.foreign:
        yield from entry_remarks(observation.entries[0], observation.metric)
    if definition_note(observation):
        yield definition_note(observation)


def breaks_of(point: Point) -> tuple[tuple[str, str], ...]:
    """Label and reason of everything that lies before a point."""
    return tuple((found.label, found.reason) for found in point.breaks)


def drawn(point: Point) -> Drawn | None:
    """Where a point of a trend stands; None at a gap."""
    if point.level is None or point.figure is None:
        return None
    if point.exact:
        return Drawn(number(point.level))
    interval = point.interval
    lower, upper = (interval.lower, interval.upper) if interval else (None, None)
    bounded = interval is not None
    return Drawn(
        number(point.level),
        exact=False,
        lower=number(lower) if lower is not None else "-" if bounded else "",
        upper=number(upper) if upper is not None else "-" if bounded else "",
        joined=point.joins,
        partial=bool(point.partial),
    )


def number(value: Decimal) -> str:
    """A plain decimal for drawing."""
    return f"{plain(rounded(value, PLACES)):f}"


def _said(corpus: Corpus, slot: BenchSlot, observation: Observation, basis: Basis) -> Said | None:
    if basis not in bases_of(observation):
        return None
    comparison, settings = compare(corpus, observation, basis), corpus.registry.settings
    reason = comparison.reason if comparison.outcome is not Outcome.NO_VALUE else ""
    note = footnote(comparison).removeprefix("（").removesuffix("）")
    said = "" if comparison.outcome in SILENT else sentence(comparison, settings)
    phrase = slot.phrase(basis, observation.period)
    return said_of(comparison, settings, phrase, (note, reason), said)


def said_of(
    change: Change, settings: Settings, phrase: str, remarks: Iterable[str], sentence_: str
) -> Said:
    """A change in the words of the site's tables, with a sentence of its own."""
    difference, rate = change_cells(change, settings)
    remark = "；".join(filter(None, remarks))
    return Said(
        difference.text, rate.text, remark, sentence_, plain=not difference.state, phrase=phrase
    )
