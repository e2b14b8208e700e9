"""The workbook of a metric: all units and periods, one sheet a kind of period."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..coverage import coverage_of
from ..period import Period
from ..place import Place
from ..registry import Metric
from ..summary.observation import Observation
from ..tables import Table
from ..views.by_unit import unit_tables
from ..views.panel import Slot, slot_name
from .book import Sheet, newest_day, workbook
from .notes import (
    Note,
    coverage_text,
    day_remarks,
    figure_notes,
    general_notes,
    metric_notes,
    remark_notes,
)
from .roundup import key_name

NAME = "figures.xlsx"


def metric_workbook(place: Place, metric: Metric) -> bytes | None:
    """The file of one metric; None where nobody has reported it."""
    corpus = place.corpus
    keys = corpus.keys_of_metric.get(metric.id, [])
    found = list(unit_tables(place, metric, keys, drawn=False))
    if not found:
        return None
    lines = ("口径、约数、空格的意思，见“说明”表。",)
    sheets = [
        Sheet(slot_name(slot, corpus), table, lines, "单位类型", metric.unit)
        for slot, table in found
    ]
    return workbook(metric.name, newest_day(corpus), sheets, _notes(corpus, metric, found))


def _notes(corpus: Corpus, metric: Metric, found: list[tuple[Slot, Table]]) -> Iterator[Note]:
    order = {id_: number for number, id_ in enumerate(corpus.registry.units)}
    keys = sorted(corpus.keys_of_metric[metric.id], key=lambda k: (order[k[0]], k))
    observed = [
        (f"{key_name(corpus, key, o.period)}，{o.period.name}", o)
        for key in keys
        for o in sorted(corpus.series[key].values(), key=lambda o: o.period.sort_key)
    ]
    yield from metric_notes([metric])
    yield from general_notes(o for _, o in observed)
    for slot, table in found:
        yield from remark_notes(f"前后不可比（{slot_name(slot, corpus)}）", table)
    yield from _coverage(corpus, [o for _, o in observed])
    yield from figure_notes(observed)
    for name, observation in observed:
        if remarks := day_remarks(observation.summary):
            yield Note("数据截至", name, "；".join(remarks) + "。")


def _coverage(corpus: Corpus, observed: list[Observation]) -> Iterator[Note]:
    """Of each period, the newest first, how many units have the figure and who is missing."""
    units: dict[Period, set[str]] = {}
    for observation in observed:
        units.setdefault(observation.period, set()).add(observation.summary.unit.id)
    for period in sorted(units, key=lambda p: p.sort_key, reverse=True):
        text = f"本表{len(units[period])}个单位有这一项。这一期总结{_said(corpus, period)}"
        yield Note("报送情况", period.name, text)


def _said(corpus: Corpus, period: Period) -> str:
    """Worked out once for all metrics."""
    asked = ("coverage in words", period.id)
    if asked not in corpus.answers:
        corpus.answers[asked] = coverage_text(coverage_of(corpus, period))
    said: str = corpus.answers[asked]
    return said
