"""By unit: one metric's figures of all units, one table a kind of period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from .. import address
from ..corpus import Corpus
from ..ledger import Book
from ..period import Period
from ..place import Place
from ..registry import Metric
from ..summary.observation import Key
from ..tables import Cell, Table
from .panel import (
    Line,
    Slot,
    Strip,
    panel_table,
    periods_of,
    scope_mark,
    slot_id,
    slot_name,
    slots,
    strip_of,
)

PACKS = 4  # files in which the rows of one page are kept


def unit_tables(place: Place, metric: Metric, keys: Iterable[Key]) -> Iterator[Table]:
    """Units in rows by unit type, periods in columns; the kind of period that has most figures goes
    first. The rows of units that said nothing new are taken from the corpus's ledger."""
    corpus = place.corpus
    with corpus.ledger.book(place.address.replace("/", "."), place.address, PACKS) as book:
        for slot, lines in unit_lines(corpus, keys).items():
            strips = [_strip(place, book, slot, line) for line in lines]
            caption = caption_of(corpus, metric, slot, periods_of(lines))
            yield panel_table(place, f"figures-{slot_id(slot)}", caption, "单位", lines, strips)


def unit_lines(corpus: Corpus, keys: Iterable[Key]) -> dict[Slot, list[Line]]:
    """By kind of period the rows in the order of unit types and units."""
    registry, found = corpus.registry, {}
    units = {id_: number for number, id_ in enumerate(registry.units)}
    types = {id_: number for number, id_ in enumerate(registry.unit_types)}
    for slot, by_key in slots(corpus, keys).items():
        lines = []
        for key in sorted(
            by_key, key=lambda k: (types[registry.units[k[0]].type_id], units[k[0]], k[3])
        ):
            unit = registry.units[key[0]]
            head = Cell(f"{unit.name}{scope_mark(key[3])}", link=address.of_unit(unit.id))
            group = registry.unit_types[unit.type_id].name
            lines.append(Line(head, group, key, False, by_key[key]))
        found[slot] = lines
    return found


def caption_of(corpus: Corpus, metric: Metric, slot: Slot, periods: list[Period]) -> str:
    """What stands over the table of one kind of period, of which there are these, the newest first."""
    name, last = slot_name(slot, corpus), periods[0].name
    return f"各单位{metric.name}（{name}，计量单位：{metric.unit}，近的在前，最近{last}）"


def name_of(line: Line, slot: Slot) -> str:
    """What tells the rows of a unit apart."""
    return " ".join((slot_id(slot), *line.key[1:4]))


def _strip(place: Place, book: Book, slot: Slot, line: Line) -> Strip:
    made = partial(_made, place, line)
    return Strip(*book.part(line.key[0], name_of(line, slot), made))


def _made(place: Place, line: Line) -> tuple[Any, ...]:
    return tuple(strip_of(place, line))
