"""Wording: figures, changes and comparisons in official Chinese.

Source: contract.md §5.
"""

from .changes import change, clause, growth, percentage, points, said_of
from .comparisons import definition_note, footnote, sentence, subject_of
from .numbers import (
    amount,
    as_written,
    displayed,
    inexact,
    measured,
    spoken,
    spoken_as_written,
)

__all__ = [
    "amount",
    "as_written",
    "change",
    "clause",
    "definition_note",
    "displayed",
    "footnote",
    "growth",
    "inexact",
    "measured",
    "percentage",
    "points",
    "said_of",
    "sentence",
    "spoken",
    "spoken_as_written",
    "subject_of",
]
