"""Totals as rows of the workbench: over all units, those of one type, and those right below one."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from typing import Any

from ..bases import Basis, regular_bases
from ..change import Outcome
from ..corpus import Corpus
from ..ledger import Book
from ..registry import Metric
from ..registry.unit import Scope
from ..totals import (
    ALL,
    DoubleCount,
    Group,
    Total,
    children_of,
    group_of_type,
    parents,
    plain,
    same_units,
    scope_used,
    total_of,
)
from ..totals.group import GroupKind
from ..trend import Point, trend_of_totals
from ..views.figures import NO_VALUE, figure_cell
from ..views.panel import scope_mark
from ..views.totals import Line
from ..wording import base_remarks, coverage_line, plain_sentence, same_note, same_sentence
from .cell import BenchCell, Said
from .growths import total_growths
from .row import BenchRow, breaks_of, drawn, said_of
from .slots import BenchSlot

SAME = "同上"
REFUSED = "不能合计"
PREFIX = {GroupKind.ALL: "all", GroupKind.TYPE: "type:", GroupKind.CHILDREN: "below:"}


def bench_groups(corpus: Corpus) -> list[Group]:
    """All, each type and each unit's children, where there are two at least."""
    units = corpus.registry.units.values()
    of_type = Counter(unit.type_id for unit in units)
    found = [ALL] if len(units) > 1 else []
    found += [group_of_type(t) for t in corpus.registry.unit_types.values() if of_type[t.id] > 1]
    return found + [
        children_of(unit) for unit in units if len(parents(corpus).get(unit.id, ())) > 1
    ]


def id_of(group: Group) -> str:
    """all, type:town-federation, below:qinghe-county."""
    return f"{PREFIX[group.kind]}{group.id}"


def total_row(
    corpus: Corpus, slot: BenchSlot, group: Group, metric: Metric, book: Book
) -> BenchRow | None:
    """The totals of one group in one slot, all of the scope in which most reported last; None where
    there is none. What was said of a period's changes before stands in the book."""
    if slot.slot[2]:  # a campaign is no 工作总结
        return None
    scope = _scope(corpus, slot, group, metric)
    if scope is None:
        return None
    cells: dict[str, BenchCell] = {}
    found: list[Total] = []
    for period in slot.periods:
        try:
            total = total_of(corpus, group, metric, period, scope)
        except DoubleCount as twice:
            cells[period.id] = _refused(str(twice))
            continue
        if total.counted:
            found.append(total)
    if not found:
        return None
    points = {p.period.id: p for p in trend_of_totals(corpus, group, metric, found).points}
    for total in found:
        known = book.page(f"/{total.period.id}")
        cells[total.period.id] = _cell(corpus, slot, total, points[total.period.id], known)
    growths = total_growths(corpus, found)
    return BenchRow(id_of(group), f"{group.name}合计", scope_mark(str(scope)), cells, growths)


def _scope(corpus: Corpus, slot: BenchSlot, group: Group, metric: Metric) -> Scope | None:
    for period in reversed(slot.periods):
        try:
            total = total_of(corpus, group, metric, period)
        except DoubleCount:
            return scope_used(corpus, group, metric, period)
        if total.counted:
            return total.scope
    return None


def _refused(why: str) -> BenchCell:
    return BenchCell("—", state=NO_VALUE, gap=why, mark=REFUSED, notes=(why,))


def _cell(
    corpus: Corpus, slot: BenchSlot, total: Total, point: Point, known: dict[str, Any]
) -> BenchCell:
    reported = f"{len(total.counted)}/{total.expected}"
    notes = [coverage_line(total)] if total.left_out else []
    if total.figure is None:
        why = total.reason + (f"，在{total.bounds}之间" if total.bounds is not None else "")
        return BenchCell(
            "—", state=NO_VALUE, gap=total.reason, mark=REFUSED, notes=(why, *notes), reported=reported
        )  # fmt: skip
    shown = figure_cell(total.figure, total.metric, parts=False)
    name = f"{total.metric.id} {id_of(total.group)} {total.scope}"
    if name not in known:
        made = [_pair(corpus, slot, total, basis) for basis in slot.bases]
        known[name] = [[said and astuple(said) for said in pair] for pair in made]
    pairs = [[said and Said(*said) for said in pair] for pair in known[name]]
    return BenchCell(
        shown.text,
        drawn=drawn(point),
        state=shown.state,
        breaks=breaks_of(point),
        notes=tuple(notes),
        changes=tuple(one for one, _ in pairs),
        reported=reported,
        same=tuple(two for _, two in pairs),
    )


def _pair(
    corpus: Corpus, slot: BenchSlot, total: Total, basis: Basis
) -> tuple[Said | None, Said | None]:
    """The plain change and that over the same units."""
    if basis not in regular_bases(total.period, total.metric):
        return None, None
    one, two = plain(corpus, total, basis), same_units(corpus, total, basis)
    alike = Line(total.metric, one, two).alike
    settings, phrase = corpus.registry.settings, slot.phrase(basis, total.period)
    sentence = "" if one.outcome is Outcome.NO_BASE else plain_sentence(one, settings)
    first = said_of(one, settings, phrase, (one.reason, *base_remarks(one)), sentence)
    if alike:
        return first, Said(SAME, plain=False)
    note = same_note(two).removeprefix("（").removesuffix("）")
    sentence = same_sentence(two, settings) if two.computed else ""
    return first, said_of(two, settings, phrase, (note, two.reason), sentence)
