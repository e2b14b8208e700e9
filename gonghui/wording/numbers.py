"""Numbers as an official text says them, and to how many places.

Source: contract.md §5.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from ..figure import KEPT, Figure, Qualifier, plain, rounded
from ..notation.figure import read_figure
from ..notation.numeral import CHARACTERS
from ..registry import Metric
from ..spelling import fold

MOST_PLACES = 10


def displayed(value: Decimal, metric: Metric) -> Decimal:
    """A value in the metric's places, two at least, without trailing zeros. More places where a value
    would else become 0, or a ratio below its cap the cap itself: 0.0004, 99.996."""
    return _displayed(value, max(metric.decimals, 2), metric.cap if metric.is_ratio else None)


@lru_cache(maxsize=KEPT)
def _displayed(value: Decimal, places: int, cap: Decimal | None) -> Decimal:
    for more in range(places, max(places, MOST_PLACES) + 1):
        number = rounded(value, more)
        vanishes = number == 0 and value != 0
        fills = cap is not None and value < cap <= number
        if not vanishes and not fills:
            break
    return plain(number)


def amount(value: Decimal, metric: Metric) -> str:
    """A value as it is displayed, without its unit: 5.12."""
    return f"{displayed(value, metric):f}"


def measured(value: Decimal, metric: Metric) -> str:
    """A value with its unit of measure: 149个, 78.57%."""
    return f"{amount(value, metric)}{metric.unit}"


def spoken(figure: Figure, metric: Metric) -> str:
    """A figure as a sentence says it: an exact one in the metric's unit, others as written."""
    if figure.exact and figure.value is not None:
        return measured(figure.value, metric)
    written = fold(figure.as_written)
    if not figure.is_number or metric.unit in written or any(w in written for w in metric.words):
        return written
    return _joined(written, metric.unit)


def _joined(text: str, unit: str) -> str:
    """A number and its unit of measure in one: 300左右 is 300人次左右."""
    for after in _AFTER:
        if text.endswith(after):
            return f"{text.removesuffix(after)}{unit}{after}"
    return f"{text}{unit}"


_AFTER = ("以上", "以下", "以内", "左右", "上下")
_BEFORE = re.compile(f"[^0-9{CHARACTERS}负-]*")


def inexact(figure: Figure, separators: str = "") -> str:
    """An inexact number as held in its metric's unit, without the unit: 5~8, 5余, 不足10, 80以上. The
    words are the writer's; `separators` is "," for thousands."""

    def said(number: Decimal | None) -> str:
        return f"{plain(number or Decimal(0)):{separators}f}"

    if figure.qualifier is Qualifier.RANGE:
        return f"{said(figure.lower)}~{said(figure.upper)}"
    written = fold(figure.as_written)
    if figure.qualifier is Qualifier.MORE_THAN and figure.upper_open:
        return f"{said(figure.value)}{'多' if '多' in written else '余'}"
    before = _BEFORE.match(written)
    after = next((word for word in _AFTER if written.endswith(word)), "")
    return f"{before[0] if before else ''}{said(figure.value)}{after}"


def as_written(figure: Figure) -> tuple[str, str]:
    """A figure just as it was written, and its unit of measure where that can stand apart: 34 and 个,
    80%以上 and nothing."""
    text, unit = figure.as_written, figure.unit
    if not unit or figure.numerator is not None:
        return text, ""
    if not read_figure(text).unit:  # the unit was given beside the number
        return text, unit
    if text.endswith(unit) and text != unit:
        return text.removesuffix(unit).rstrip(), unit
    return text, ""


def spoken_as_written(figure: Figure) -> str:
    """A figure just as it was written, with its unit of measure."""
    text, unit = as_written(figure)
    return _joined(text, unit) if unit else text
