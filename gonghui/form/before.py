"""Before: what a unit said a year before each period that it may report next: its figures and headings,
as `gonghui new` writes them beside its blanks (gonghui/precedent.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..corpus import Corpus
from ..coverage import missing_reports
from ..notation.period import LAST_YEAR
from ..period import Kind, Period, regular
from ..precedent import Precedent, Wanted, asked, headings_before, models, of_last_year, precedent
from ..registry import EventType, Metric, Unit
from ..registry.unit import Scope
from ..summary import Summary, SummaryClass

YEARS = 6  # how far back figures are offered, for each kind of period and place in the year
REPORTS = 40  # the newest reports, so that one who writes a second time is told
OWED = 3
MOST, LONGEST = 60, 80  # headings of a text, and characters of one


def unit_of(corpus: Corpus, unit: Unit) -> dict[str, Any]:
    """{before: {target: [name of the year before, {metric: {scope: [figure, exact value or "", remark]}},
    [[level, heading] …], {metric: scope that was written beside it}]}, reports: [address …], owed: [[kind, year, slot] …]}. A target is the id of the
    period reported next, after its campaign or .plan or .personal and a colon where it is no 工作总结; of a
    campaign's own days only the year in which they end counts: winter-warmth:2025. The metrics are those
    that are asked for."""
    before: dict[str, list[Any]] = {}
    for wanted in _next(corpus, unit):
        after = models(corpus, wanted)
        after = after if after and of_last_year(wanted, after[0]) else []
        figures: dict[str, dict[str, list[str]]] = {}
        scopes: dict[str, str] = {}
        for id_, written in asked(corpus, wanted, after).items():
            metric = corpus.registry.metrics[id_]
            said = _by_scope(corpus, wanted, after, metric, written)
            figures |= {id_: said} if said else {}
            if written and written is not corpus.registry.scope_of(unit, metric):
                scopes[id_] = str(written)
        headings = headings_before(wanted, after)[:MOST]
        if figures or headings:
            base = after[0].period if after else wanted.period.year_before()
            assert base is not None
            titles = [[level, title[:LONGEST]] for level, title in headings]
            before[_name(wanted)] = [base.name, figures, titles, scopes]
    reports = corpus.by_unit.get(unit.id, [])[-REPORTS:]
    return {
        "before": dict(sorted(before.items())),
        "reports": [summary.address for summary in reports],
        "owed": [[str(p.kind), p.year, p.slot] for p in _owed(corpus, unit)],
    }


def _by_scope(
    corpus: Corpus, wanted: Wanted, after: list[Summary], metric: Metric, written: Scope | None
) -> dict[str, list[str]]:
    """What is said beside a blank of each scope; of one that the unit's type does not use, only its own."""
    usual, found = corpus.registry.scope_of(wanted.unit, metric), {}
    for scope in Scope:
        one = precedent(corpus, wanted, after, metric, scope)
        if one.words and (scope in (usual, written) or one.value is not None):
            found[str(scope)] = _written(one)
    return found


def _written(one: Precedent) -> list[str]:
    return [one.said, "" if one.value is None else f"{one.value:f}", one.note]


def _next(corpus: Corpus, unit: Unit) -> Iterator[Wanted]:
    """The pages that the unit may write next: a year after those that it, or one merged into it, has; the
    last few of each place in the year."""
    found: dict[tuple[object, ...], dict[str, Wanted]] = defaultdict(dict)
    for summary in (s for id_ in _lineage(corpus, unit) for s in corpus.by_unit.get(id_, [])):
        for target in _targets(summary.period):
            if unit.existed_in(target):
                wanted = Wanted(unit, target, summary.class_, summary.campaign)
                slot = (summary.class_, summary.campaign, target.kind, target.slot)
                found[slot][_name(wanted)] = wanted
    for pages in found.values():
        yield from sorted(pages.values(), key=lambda page: page.period.sort_key)[-YEARS:]


def _targets(base: Period) -> Iterator[Period]:
    """The periods that may have this one as the year before; of a campaign, its own days a year on."""
    if base.kind in (Kind.SPAN, Kind.MASKED) or base.year is None or base.last is None:
        return
    if base.year >= LAST_YEAR:
        return
    if base.kind is Kind.CAMPAIGN:
        last = base.last.replace(year=base.last.year + 1, day=min(base.last.day, 28))
        yield replace(base, id="", first=last, last=last)
        return
    yield regular(base.kind, base.year + 1, base.slot, base.calendar)
    if base.kind is Kind.YEAR:  # a second half-year may follow from the year and the first
        yield regular(Kind.HALF, base.year + 1, 2, base.calendar)


def _name(wanted: Wanted) -> str:
    period = wanted.period
    own = f"{period.last_year}" if period.kind is Kind.CAMPAIGN else period.id
    other = wanted.class_ not in (SummaryClass.SUMMARY, SummaryClass.SPECIAL)
    before = f".{wanted.class_}" if other else wanted.campaign or ""
    return f"{before}:{own}" if before else own


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


def _owed(corpus: Corpus, unit: Unit) -> list[Period]:
    """The newest periods that the unit was to report and has not, newest first."""
    if "form owed" not in corpus.answers:
        found: dict[str, list[Period]] = {}
        for one in missing_reports(corpus):
            found.setdefault(one.unit.id, []).append(one.period)
        corpus.answers["form owed"] = found
    owed: list[Period] = corpus.answers["form owed"].get(unit.id, [])
    return sorted(owed, key=lambda period: period.sort_key, reverse=True)[:OWED]
