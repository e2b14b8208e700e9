"""Wording: figures, changes and comparisons in official Chinese.

Source: contract.md §5.
"""

from .changes import change, clause, growth, percentage, points, said_of
from .comparisons import definition_note, footnote, sentence, subject_of, two_scopes
from .growths import average
from .numbers import (
    amount,
    as_written,
    displayed,
    inexact,
    measured,
    spoken,
    spoken_as_written,
)
from .totals import (
    base_remarks,
    coverage_line,
    coverage_note,
    plain_sentence,
    same_note,
    same_sentence,
    total_subject,
)

__all__ = [
    "amount",
    "as_written",
    "average",
    "base_remarks",
    "change",
    "clause",
    "coverage_line",
    "coverage_note",
    "definition_note",
    "displayed",
    "footnote",
    "growth",
    "inexact",
    "measured",
    "percentage",
    "plain_sentence",
    "points",
    "said_of",
    "same_note",
    "same_sentence",
    "sentence",
    "spoken",
    "spoken_as_written",
    "subject_of",
    "total_subject",
    "two_scopes",
]
