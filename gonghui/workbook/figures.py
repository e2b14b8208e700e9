"""The workbook of a metric: all units and periods, one sheet a kind of period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from ..corpus import Corpus
from ..coverage import coverage_of
from ..ledger import Book
from ..period import Period
from ..registry import Metric
from ..summary.observation import Key
from ..views.by_unit import PACKS, caption_of, name_of, unit_lines
from ..views.panel import Line, Slot, observed_cell, periods_of, remarks_of, slot_name
from .book import Sheet, newest_day, workbook
from .grid import Entry, Grid, Number, entry
from .notes import (
    Note,
    coverage_text,
    day_remarks,
    figure_notes,
    is_inexact,
    metric_notes,
    sign_notes,
)
from .roundup import key_name

NAME = "figures.xlsx"
LINES = ("口径、约数、空格的意思，见“说明”表。",)


class Strip(NamedTuple):
    """What a line holds, whatever lines stand beside it: by period id what stands in its cells, and its
    remarks."""

    cells: dict[str, Any]  # as Entry, a number as a plain tuple
    remarks: str


class Told(NamedTuple):
    """What is to be told of a unit's figures: the states among them, whether any is inexact, and notes
    of single figures and of their days."""

    states: list[str]
    inexact: bool
    figures: list[tuple[str, str, str]]
    days: list[tuple[str, str, str]]


def metric_workbook(corpus: Corpus, metric: Metric) -> bytes | None:
    """The file of one metric; None where nobody has reported it. What units say that said nothing new is
    taken from the corpus's ledger."""
    order = {id_: number for number, id_ in enumerate(corpus.registry.units)}
    every = corpus.keys_of_metric.get(metric.id, [])
    if not every:
        return None
    by_unit: dict[str, list[Key]] = {}
    for key in sorted(every, key=lambda k: (order[k[0]], k)):
        by_unit.setdefault(key[0], []).append(key)
    sheets, remarks = [], []
    with corpus.ledger.book(f"{metric.id}.workbook", packs=PACKS) as book:
        for slot, lines in unit_lines(corpus, every).items():
            name, strips = slot_name(slot, corpus), [_strip(book, slot, line) for line in lines]
            sheets.append(Sheet(name, _grid(corpus, metric, slot, lines, strips)))
            topic = f"前后不可比（{name}）"
            for line, strip in zip(lines, strips, strict=True):
                if strip.remarks:
                    remarks.append(Note(topic, line.head.text, f"{strip.remarks}。"))
        told = [
            Told(*book.part(id_, "told", partial(_told, corpus, keys)))
            for id_, keys in by_unit.items()
        ]
    notes = [
        *metric_notes([metric]),
        *sign_notes(
            {state for one in told for state in one.states},
            any(one.inexact for one in told),
            metric.is_ratio,
        ),
        *remarks,
        *_coverage(corpus, (key for keys in by_unit.values() for key in keys)),
        *(Note(*note) for one in told for note in one.figures),
        *(Note(*note) for one in told for note in one.days),
    ]
    return workbook(metric.name, newest_day(corpus), sheets, notes)


def _strip(book: Book, slot: Slot, line: Line) -> Strip:
    return Strip(*book.part(line.key[0], name_of(line, slot), partial(_made, line)))


def _made(line: Line) -> tuple[dict[str, Any], str]:
    cells: dict[str, Any] = {}
    for id_, observation in line.found.items():
        held = entry(observed_cell(observation))
        cells[id_] = tuple(held) if isinstance(held, Number) else held
    return cells, "；".join(remarks_of(line))


def _grid(
    corpus: Corpus, metric: Metric, slot: Slot, lines: list[Line], strips: list[Strip]
) -> Grid:
    """Units in rows, their types in the first column, periods in the others; remarks where there are any."""
    periods, remarked = periods_of(lines), any(strip.remarks for strip in strips)
    ids, by_type = [period.id for period in periods], dict[str, list[list[Entry]]]()
    for line, (cells, remarks) in zip(lines, strips, strict=True):
        held = [cells.get(id_) for id_ in ids]
        row: list[Entry] = [line.group, line.head.text]
        row += [Number(*one) if type(one) is tuple else one for one in held]
        row += [remarks or None] if remarked else []
        by_type.setdefault(line.group, []).append(row)
    header = ["单位类型", "单位", *(f"{period.name}（{metric.unit}）" for period in periods)]
    numeric = [False, False, *(True for _ in periods)]
    return Grid(
        caption_of(corpus, metric, slot, periods),
        LINES,
        header + (["说明"] if remarked else []),
        numeric + ([False] if remarked else []),
        [row for rows in by_type.values() for row in rows],
        [False] * len(lines),
        heads=2,
        totals=0,
    )


def _told(corpus: Corpus, keys: list[Key]) -> tuple[Any, ...]:
    observed = [
        (f"{key_name(corpus, key, o.period)}，{o.period.name}", o)
        for key in keys
        for o in sorted(corpus.series[key].values(), key=lambda o: o.period.sort_key)
    ]
    figures = [(note.topic, note.subject, note.text) for note in figure_notes(observed)]
    days = [
        ("数据截至", name, "；".join(remarks) + "。")
        for name, observation in observed
        if (remarks := day_remarks(observation.summary))
    ]
    states = sorted({o.figure.state.value for _, o in observed if o.figure.state})
    return states, any(is_inexact(o.figure) for _, o in observed), figures, days


def _coverage(corpus: Corpus, keys: Iterable[Key]) -> Iterator[Note]:
    """Of each period, the newest first, how many units have the figure and who is missing."""
    units: dict[str, set[str]] = {}
    periods: dict[str, Period] = {}
    for key in keys:
        for id_, observation in corpus.series[key].items():
            units.setdefault(id_, set()).add(key[0])
            periods.setdefault(id_, observation.period)
    for period in sorted(periods.values(), key=lambda p: p.sort_key, reverse=True):
        text = f"本表{len(units[period.id])}个单位有这一项。这一期总结{_said(corpus, period)}"
        yield Note("报送情况", period.name, text)


def _said(corpus: Corpus, period: Period) -> str:
    """Worked out once for all metrics."""
    asked = ("coverage in words", period.id)
    if asked not in corpus.answers:
        corpus.answers[asked] = coverage_text(coverage_of(corpus, period))
    said: str = corpus.answers[asked]
    return said
