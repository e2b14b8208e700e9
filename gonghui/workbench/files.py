"""Files: the workbench's data, split so that a view loads little: an index, the units' names, and for
each metric, slot and group of units one file of rows and one of their growth over several years.

`data/workbench/index.json`, `units.json`, `<metric>/<slot>/<group>.json`, `….growth.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from ..corpus import Corpus
from ..digest import digest
from ..ledger import Book
from ..registry import Metric
from ..summary.observation import Key, Observation
from ..views.panel import slots
from .cell import compact
from .index import Groups, index_of, units_of
from .row import BenchRow, unit_row
from .slots import BenchSlot, bench_slots
from .totals import total_row

FOLDER = "data/workbench/"
Series = tuple[Metric, BenchSlot, Key, dict[str, Observation]]
Texts = tuple[str, str]  # a row as JSON, and its growths


def workbench_files(corpus: Corpus) -> dict[str, bytes]:
    """Contents by address, from the site's top. Linear in the number of figures; what a unit's rows say
    is taken from the corpus's ledger."""
    known, groups = bench_slots(corpus), Groups(corpus)
    of_units, found = _series(corpus, known), dict[str, bytes]()
    texts: dict[tuple[str, str], dict[str, list[Texts]]] = {}
    reports: dict[str, dict[str, set[str]]] = {}
    means = digest(*(f"{one.id} {[p.id for p in one.periods]}" for one in known.values()))
    with corpus.ledger.book("workbench", means) as book:
        for unit, every in of_units.items():
            said = book.of(unit, partial(_said, corpus, every))
            for (metric, slot, *_), text in zip(every, said, strict=True):
                of_group = texts.setdefault((metric.id, slot.id), {})
                of_group.setdefault(groups.of(unit), []).append(text)
                reports.setdefault(unit, {}).setdefault(slot.id, set()).add(metric.id)
    there: dict[str, dict[str, list[str]]] = {}
    totals: set[str] = set()
    with corpus.ledger.book("workbench-totals") as book:
        for metric in corpus.registry.metrics.values():
            by_slot = slots(corpus, corpus.keys_of_metric.get(metric.id, []))
            for slot in (known[one] for one in by_slot if one in known):
                rows = texts[metric.id, slot.id]
                for group, of_total in _totals(corpus, slot, metric, groups, book).items():
                    rows[group] = [_texts(row, slot, metric) for row in of_total]
                    totals.update(row.id for row in of_total)
                there.setdefault(metric.id, {})[slot.id] = sorted(rows, key=groups.order)
                for group, of_group_ in rows.items():
                    address = f"{FOLDER}{metric.id}/{slot.id}/{group}"
                    found[f"{address}.json"] = _joined(row for row, _ in of_group_)
                    found[f"{address}.growth.json"] = _joined(growths for _, growths in of_group_)
    index = index_of(corpus, list(known.values()), there, groups.totals(totals))
    found[f"{FOLDER}index.json"] = f"{_json(index)}\n".encode()
    found[f"{FOLDER}units.json"] = f"{_json(units_of(corpus, groups, reports))}\n".encode()
    return dict(sorted(found.items()))


def _series(corpus: Corpus, known: dict[Any, BenchSlot]) -> dict[str, list[Series]]:
    """All series by unit, in the order of the registry, there in one that the unit alone decides."""
    found: dict[str, list[Series]] = {unit: [] for unit in corpus.registry.units}
    for metric in corpus.registry.metrics.values():
        for slot, by_key in slots(corpus, corpus.keys_of_metric.get(metric.id, [])).items():
            for key, observed in by_key.items() if slot in known else ():
                found[key[0]].append((metric, known[slot], key, observed))
    for every in found.values():
        every.sort(key=lambda one: (one[0].id, one[1].id, one[2]))
    return {unit: every for unit, every in found.items() if every}


def _said(corpus: Corpus, every: list[Series]) -> list[Texts]:
    """What the rows of a unit say."""
    return [
        _texts(unit_row(corpus, slot, key, observed, metric), slot, metric)
        for metric, slot, key, observed in every
    ]


def _texts(row: BenchRow, slot: BenchSlot, metric: Metric) -> Texts:
    return _json(_row(row, slot, metric)), _json(_growths(row, slot, metric))


def _totals(
    corpus: Corpus, slot: BenchSlot, metric: Metric, groups: Groups, book: Book
) -> dict[str, list[BenchRow]]:
    found: dict[str, list[BenchRow]] = {}
    for group in groups.of_totals:
        row = total_row(corpus, slot, group, metric, book)
        if row is not None:
            found.setdefault(groups.of(row.id), []).append(row)
    return found


def _row(row: BenchRow, slot: BenchSlot, metric: Metric) -> list[Any]:
    """[id, name, mark, number of the first period, [cell …]]"""
    at = [number for number, period in enumerate(slot.periods) if period.id in row.cells]
    first, last = at[0], at[-1]
    cells = [
        compact(row.cells.get(period.id), metric.name, metric.unit)
        for period in slot.periods[first : last + 1]
    ]
    return [row.id, row.name, row.mark, first, cells]


def _growths(row: BenchRow, slot: BenchSlot, metric: Metric) -> list[Any]:
    """[id, mark, [growth …]]"""
    number = {period.id: at for at, period in enumerate(slot.periods)}
    return [
        row.id,
        row.mark,
        [
            g.for_json(number[g.first.id], row.cells[g.last.id], metric.name, metric.unit)
            for g in row.growths
        ],
    ]


def _json(content: Any) -> str:
    """Compact JSON, the same on every machine."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _joined(texts: Iterable[str]) -> bytes:
    return f"[{','.join(texts)}]\n".encode()
