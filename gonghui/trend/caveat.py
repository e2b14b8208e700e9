"""Caveats: what a reader is to know of the two sides of a break, in a chart's legend and description."""

from __future__ import annotations

from collections.abc import Iterable

from ..bases import MERGER
from ..totals.comparison import OTHERS

APART = "前后不直接比较"
# the site compares a merged unit with the sum of those it was made of
ADDED_UP = "不连线，增减按合并前各单位的合计算，合计不出来的不比"
ALIKE = "增减要看两期都报了的单位"
CAUSES = {
    "口径变更": "口径有变",
    "合并": "单位合并",
    "分设": "单位分设",
    "隶属变更": "单位划入、划出",
    OTHERS: "报送的单位不同",
}


def caveat(label: str, of_total: bool) -> str:
    """Of one kind of break. A merger across the border of a group changes what is summed: its totals
    are not compared."""
    if label == OTHERS:
        return ALIKE
    return ADDED_UP if label == MERGER and not of_total else APART


def caveats(labels: Iterable[str], of_total: bool) -> list[str]:
    """口径有变、单位分设，前后不直接比较: one item for the kinds of which the same is to be said."""
    found: dict[str, list[str]] = {}
    for label in dict.fromkeys(labels):
        found.setdefault(caveat(label, of_total), []).append(CAUSES.get(label, label))
    return [f"{'、'.join(causes)}，{said}" for said, causes in found.items()]
