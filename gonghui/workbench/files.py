"""Files: the workbench's data, split so that a view loads little: an index, the units' names, and for
each metric, slot and group of units one file of rows and one of their growth over several years.

`data/workbench/index.json`, `units.json`, `<metric>/<slot>/<group>.json`, `….growth.json`.
"""

from __future__ import annotations

import json
from typing import Any

from ..corpus import Corpus
from ..registry import Metric
from ..views.panel import slots
from .cell import compact
from .index import Groups, index_of, units_of
from .row import BenchRow, unit_row
from .slots import BenchSlot, bench_slots
from .totals import total_row

FOLDER = "data/workbench/"


def workbench_files(corpus: Corpus) -> dict[str, bytes]:
    """Contents by address, from the site's top. Linear in the number of figures."""
    known, groups = bench_slots(corpus), Groups(corpus)
    order = {id_: number for number, id_ in enumerate(corpus.registry.units)}
    found: dict[str, Any] = {}
    there: dict[str, dict[str, list[str]]] = {}
    reports: dict[str, dict[str, set[str]]] = {}
    totals: set[str] = set()
    for metric in corpus.registry.metrics.values():
        keys = corpus.keys_of_metric.get(metric.id, [])
        by_slot = slots(corpus, sorted(keys, key=lambda key: (order[key[0]], key[1:4])))
        for slot, by_key in ((known[s], by_key) for s, by_key in by_slot.items() if s in known):
            rows: dict[str, list[BenchRow]] = {}
            for key, observed in by_key.items():
                row = unit_row(corpus, slot, key, observed, metric)
                rows.setdefault(groups.of(row.id), []).append(row)
                reports.setdefault(row.id, {}).setdefault(slot.id, set()).add(metric.id)
            for group, of_group in _totals(corpus, slot, metric, groups).items():
                rows[group] = of_group
                totals.update(row.id for row in of_group)
            there.setdefault(metric.id, {})[slot.id] = sorted(rows, key=groups.order)
            for group, of_group in rows.items():
                address = f"{FOLDER}{metric.id}/{slot.id}/{group}.json"
                found[address] = [_row(row, slot, metric) for row in of_group]
                address = f"{FOLDER}{metric.id}/{slot.id}/{group}.growth.json"
                found[address] = [_growths(row, slot, metric) for row in of_group]
    found[f"{FOLDER}index.json"] = index_of(
        corpus, list(known.values()), there, groups.totals(totals)
    )
    found[f"{FOLDER}units.json"] = units_of(corpus, groups, reports)
    return {address: written(content) for address, content in sorted(found.items())}


def _totals(
    corpus: Corpus, slot: BenchSlot, metric: Metric, groups: Groups
) -> dict[str, list[BenchRow]]:
    found: dict[str, list[BenchRow]] = {}
    for group in groups.of_totals:
        row = total_row(corpus, slot, group, metric)
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


def written(content: Any) -> bytes:
    """Compact JSON, the same bytes on every machine."""
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
