"""What a text says of the front matter's figures: where it stands, and whether two figures can be one."""

from __future__ import annotations

from ...facts import Fact
from ...facts.prose import Sentence
from ...figure import Figure, FigureError
from ...registry.metric import Metric
from ...summary import Summary
from ...summary.entry import Entry
from ...summary.observation import agrees
from ..arithmetic import overlap

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


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures can be one: equal at the places written, or within each other's bounds;
    of 约300 nobody can say."""
    if one.value is not None and one.exact and other.exact and other.value is not None:
        return agrees(other.value, one) or agrees(one.value, other)
    here, there = one.interval, other.interval
    return here is None or there is None or overlap(here, there)
