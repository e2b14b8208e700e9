"""Fact: a figure that stands in a summary's prose, with the sentence around it.

Source: contract.md §3 for what a figure is; §1 for the difference of a result, a plan and a target.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ..figure import Figure
from ..registry import Metric


class FactRole(StrEnum):
    """What the sentence says of the figure: a result of the period, something planned, a task or a
    demand, a difference or growth, the figure of an earlier time, or another unit's."""

    ACTUAL = "actual"
    PLAN = "plan"
    TARGET = "target"
    CHANGE = "change"
    BASE = "base"
    OTHER = "other"


class Fact(NamedTuple):
    """`text` is the number as it stands, with its qualifier and unit of measure; `figure` is in the
    unit as written; `metric` the one it most likely is, `sure` whether that is certain enough to
    stand in the front matter; `quote` its sentence; `line` and `column` count from 1 in the text;
    `section` the heading it stands under, "" for none; `start` and `end` are places in the sentence's
    folded words."""

    text: str
    figure: Figure
    metric: Metric | None
    sure: bool
    role: FactRole
    quote: str
    line: int
    column: int
    section: str = ""
    start: int = 0
    end: int = 0
