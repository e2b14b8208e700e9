"""What a text says of the front matter's figures: where it stands, and whether two figures can be one."""

from __future__ import annotations

from decimal import Decimal

from ...facts import Fact
from ...facts.prose import Sentence
from ...figure import Figure, FigureError, Qualifier
from ...registry.metric import Metric
from ...summary import Summary
from ...summary.entry import Entry
from ...summary.observation import agrees
from ..arithmetic import overlap

_LOOSE = Decimal("0.15")  # how far apart two ways of saying about the same may be
Finding = tuple[int, int, str, str]  # line, column, code, message ("" where it agrees)
Said = tuple[Sentence, list[Fact]]


def line_of(summary: Summary, fact: Fact) -> int:
    """The line of the file on which a figure of the text stands."""
    return summary.body_line + fact.line - 1


def held(metric: Metric, figure: Figure) -> Figure | None:
    """The figure in the metric's unit of measure; None where it cannot be told in it."""
    try:
        return metric.hold(figure)
    except FigureError:
        return None


def measured(figure: Figure, entry: Entry) -> str:
    """A figure of an entry as written, a bare number with the unit of measure that it is read in."""
    text = figure.as_written
    bare = text[-1:].isdigit() and figure.numerator is None
    return f"{text}{entry.unit}" if bare else text


def same_in(metric: Metric, fact: Fact, figure: Figure) -> bool:
    """Whether a figure of the text can be one of the front matter's, in the metric's unit of measure."""
    there = held(metric, fact.figure)
    return there is not None and same(there, figure)


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures can be one: equal at the places written, within each other's bounds, or
    the one rounded to the other's places: 约300 of 312."""
    if one.value is not None and one.exact and other.exact and other.value is not None:
        return agrees(other.value, one) or agrees(one.value, other)
    here, there = one.interval, other.interval
    if here is not None and there is not None and not overlap(here, there):
        return False
    open_ended = here is None or there is None or (here.upper is None and there.upper is None)
    if not open_ended or one.value is None or other.value is None:
        return True
    both = one.qualifier is other.qualifier
    return _rounds(one, other) or (not both and _near(one.value, other.value))


def _rounds(one: Figure, other: Figure) -> bool:
    """Whether the rounder of two figures is the other at its own places: to the nearest, cut off where
    it says that it is more."""
    rough, fine = sorted((one, other), key=lambda figure: len(_digits(figure)))
    assert rough.value is not None
    assert fine.value is not None
    if not rough.value or not fine.value:
        return rough.value == fine.value
    step = Decimal(1).scaleb(fine.value.adjusted() - len(_digits(rough)) + 1)
    more = fine.value - rough.value
    above = rough.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
    return abs(more) <= step / 2 or (above and 0 <= more < step)


def _digits(figure: Figure) -> tuple[int, ...]:
    return figure.value.normalize().as_tuple().digits if figure.value is not None else ()


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= max(abs(one), abs(other)) * _LOOSE
