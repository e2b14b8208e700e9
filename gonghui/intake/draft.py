"""Draft: one summary taken in from a file, as a page to look at and as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..facts import Fact
from ..period import Period
from ..registry import Unit
from ..summary import SummaryClass


@dataclass(frozen=True, order=True)
class Item:
    """One thing to tell of a page: its line in it, the message, and whether a person must act."""

    line: int
    message: str
    asks: bool = False


@dataclass(frozen=True)
class Draft:
    """`type_id` is "" where unknown; `facts` have their lines in `markdown`, the whole page; `stem`
    is the name of its file without ending; `pictures` are files by name."""

    unit: Unit | None
    type_id: str
    period: Period | None
    class_: SummaryClass
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]
    markdown: str
    stem: str
    metrics: int = 0
    local: int = 0
    pictures: dict[str, bytes] = field(default_factory=dict)

    @property
    def asks(self) -> list[Item]:
        """What a person must do."""
        return [item for item in self.items if item.asks]

    def as_json(self) -> dict[str, Any]:
        """The draft as data: codes and ids as in data/values.csv, null where absent, value and bounds
        in the unit as written."""
        return {
            "unit_type": self.type_id or None,
            "period": self.period.id if self.period else None,
            "class": str(self.class_),
            "facts": [_fact(fact) for fact in self.facts],
            "warnings": list(_warnings(self.items)),
            "markdown": self.markdown,
        }


def _fact(fact: Fact) -> dict[str, Any]:
    figure = fact.figure
    return {
        "text": fact.text,
        "value": _number(figure.value),
        "qualifier": str(figure.qualifier) if figure.qualifier else None,
        "lower": _number(figure.lower),
        "upper": _number(figure.upper),
        "measure_unit": figure.unit or None,
        "metric_id": fact.metric.id if fact.metric else None,
        "quote": fact.quote,
        "line": fact.line,
        "section": fact.section,
    }


def _number(number: Decimal | None) -> int | float | None:
    """A JSON number: whole numbers as they are, others to the fifteen digits that all programs read."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _warnings(items: Iterable[Item]) -> Iterable[str]:
    return (f"第{item.line}行：{item.message}" for item in items)
