"""By unit: one metric's figures of all units, one table a kind of period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import address
from ..place import Place
from ..registry import Metric
from ..summary.observation import Key
from ..tables import Cell, Table
from .panel import Line, Slot, panel_table, periods_of, scope_mark, slot_id, slot_name, slots


def unit_tables(
    place: Place, metric: Metric, keys: Iterable[Key], *, drawn: bool = True
) -> Iterator[tuple[Slot, Table]]:
    """Units in rows by unit type, periods in columns; the kind of period that has most figures goes
    first. `drawn` adds a small trend to each row."""
    corpus = place.corpus
    registry = corpus.registry
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
        name = slot_name(slot, corpus)
        last = periods_of(lines)[0].name
        caption = f"各单位{metric.name}（{name}，计量单位：{metric.unit}，近的在前，最近{last}）"
        table_name = f"figures-{slot_id(slot)}"
        yield slot, panel_table(place, table_name, caption, "单位", lines, drawn=drawn)
