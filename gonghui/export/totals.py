"""data/totals.csv: every total over all units, a type or a parent's children, with its comparisons.

One row a total and basis; a total without any has one row. Rates and points are half-up to ten
decimals. Source: contract.md §5 and §7.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..bases import Basis
from ..change import RATE_PLACES, Change
from ..corpus import Corpus
from ..figure import Figure
from ..period import Kind
from ..registry import MetricType
from ..totals import Total, all_totals, plain, same_units
from ..wording import plain_sentence, same_sentence
from .csvfile import Value, csv_bytes, places

_CHANGE = (
    "base_value", "difference", "difference_low", "difference_high", "rate", "rate_low",
    "rate_high", "points", "outcome",
)  # fmt: skip
COLUMNS = (
    "group_kind", "group_id", "group", "period", "scope", "metric_id", "metric", "value", "lower",
    "upper", "qualifier", "measure_unit", "counted", "expected", "left_out", "refusal", "basis",
    "base_period", *_CHANGE, "reason", "same_units", "same_value",
    *(f"same_{name}" for name in _CHANGE), "sentence", "same_sentence",
)  # fmt: skip
KEY = (0, 1, 3, 4, 5, 16)  # the columns that make a row's key


def totals_csv(corpus: Corpus) -> bytes:
    """The whole file, sorted by group, period, scope, metric and basis."""
    rows = [row for total in all_totals(corpus) for row in _rows(corpus, total)]
    rows.sort(key=lambda row: tuple(str(row[index] or "") for index in KEY))
    return csv_bytes(COLUMNS, rows)


def _rows(corpus: Corpus, total: Total) -> Iterator[tuple[Value, ...]]:
    bases = bases_of_total(total)
    for basis in bases:
        one, same = plain(corpus, total, basis), same_units(corpus, total, basis)
        settings = corpus.registry.settings
        yield (
            *_head(total),
            str(basis),
            one.base_period.id if one.base_period else None,
            *_change(one),
            one.reason or None,
            len(same.of),
            _exported(same.figure.value) if same.computed else None,
            *_change(same),
            plain_sentence(one, settings),
            same_sentence(same, settings) if same.computed else None,
        )
    if not bases:
        yield (*_head(total), *[None] * (len(COLUMNS) - len(_head(total))))


def bases_of_total(total: Total) -> list[Basis]:
    """The bases that the period's kind and the metric's type define."""
    period = total.period
    found: list[Basis] = []
    if period.kind in (Kind.CAMPAIGN, Kind.SPAN, Kind.MASKED):
        return found
    if period.year_before():
        found.append(Basis.YOY)
    if period.preceding():
        found.append(Basis.PRECEDING)
    if total.metric.type is MetricType.STOCK and period.year_end_before():
        found.append(Basis.SINCE_YEAR_END)
    return found


def _head(total: Total) -> tuple[Value, ...]:
    figure = total.figure or total.bounds or Figure("")
    names = "、".join(left.unit.name_in(total.period) for left in total.left_out)
    return (
        str(total.group.kind),
        total.group.id or None,
        total.group.name,
        total.period.id,
        str(total.scope),
        total.metric.id,
        total.metric.name,
        _exported(figure.value),
        _exported(figure.lower),
        _exported(figure.upper),
        str(figure.qualifier) if figure.qualifier else None,
        total.metric.unit,
        len(total.counted),
        total.expected,
        names or None,
        total.reason or None,
    )


def _change(change: Change) -> tuple[Value, ...]:
    return (
        _exported(change.base.value) if change.base else None,
        _exported(change.difference),
        _exported(change.difference_low),
        _exported(change.difference_high),
        _exported(change.rate),
        _exported(change.rate_low),
        _exported(change.rate_high),
        _exported(change.points),
        str(change.outcome),
    )


def _exported(number: Decimal | None) -> Decimal | None:
    return places(number, RATE_PLACES)
