"""data/comparisons.csv: one row a figure and basis, those without a base included.

Rates and points are half-up to ten decimals. Source: contract.md §7.
"""

from __future__ import annotations

from decimal import Decimal

from ..change import RATE_PLACES, Outcome
from ..compare import Comparison, all_comparisons
from ..corpus import Corpus
from ..figure import Figure
from ..wording import sentence
from .csvfile import Value, csv_bytes, places

COLUMNS = (
    "unit_id", "period", "class", "campaign", "scope", "metric_id", "basis", "base_period",
    "value", "base_value", "difference", "difference_low", "difference_high", "rate", "rate_low",
    "rate_high", "points", "outcome", "reason", "derived", "sentence",
)  # fmt: skip


def comparisons_csv(corpus: Corpus) -> bytes:
    """The whole file, sorted by unit, period, class, campaign, scope, metric and basis."""
    rows = [_row(comparison, corpus) for comparison in all_comparisons(corpus)]
    rows.sort(key=lambda row: tuple(str(value or "") for value in row[:7]))
    return csv_bytes(COLUMNS, rows)


def _row(comparison: Comparison, corpus: Corpus) -> tuple[Value, ...]:
    observation = comparison.observation
    unit_id, class_, campaign, scope, metric_id = observation.key

    def exported(number: Decimal | None) -> Decimal | None:
        return places(number, RATE_PLACES)

    def value(figure: Figure | None) -> Decimal | None:
        return exported(figure.value) if figure else None

    reason = comparison.reason
    if comparison.restated and comparison.outcome is not Outcome.NO_VALUE:
        reason = "按可比口径计算"
    return (
        unit_id,
        observation.period.id,
        class_,
        campaign,
        scope,
        metric_id,
        str(comparison.basis),
        comparison.base_period.id if comparison.base_period else None,
        value(observation.figure),
        value(comparison.base),
        exported(comparison.difference),
        exported(comparison.difference_low),
        exported(comparison.difference_high),
        exported(comparison.rate),
        exported(comparison.rate_low),
        exported(comparison.rate_high),
        exported(comparison.points),
        str(comparison.outcome),
        reason or None,
        comparison.derived,
        sentence(comparison, corpus.registry.settings),
    )
