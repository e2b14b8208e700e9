"""Average growth as an official text says it: 年均增长3.18%, 两年平均增长5.00%.

Source: contract.md §5.
"""

from __future__ import annotations

from ..change import Outcome
from ..figure import rounded
from ..growth import Growth
from ..registry import Settings
from .changes import growth, outward, points


def average(found: Growth, settings: Settings) -> str:
    """The average alone; the reason where there is none; "" over one year, which is the change."""
    if found.years < 2:
        return ""
    per_year = "两年平均" if found.years == 2 else "年均"
    if found.reason:
        return found.reason
    if found.points is not None:
        if found.change.outcome is Outcome.APPROXIMATE:
            return _about_points(per_year, found)
        return f"{per_year}{points(found.points, settings)}"
    if found.rate_low is not None and found.rate_high is not None:
        if found.rate_low < 0 < found.rate_high:
            return f"{per_year}增减不能判定"
        verb = "增长" if found.rate_high > 0 else "下降"
        return f"{per_year}{verb}{_about(outward(found.rate_low, found.rate_high, '%'))}"
    rate = found.rate
    assert rate is not None
    if found.change.outcome is Outcome.UNCHANGED:
        return f"{per_year}持平"  # what is too small to show grows by nothing that is worth saying
    if found.change.outcome is Outcome.APPROXIMATE:
        whole = rounded(rate, 0)
        if not whole:
            return "" if found.change.rising is not None else f"{per_year}大致持平"
        return f"{per_year}约{'增长' if whole > 0 else '下降'}{abs(whole):f}%"
    return f"{per_year}{growth(rate, settings) or '大致持平'}"


def _about_points(per_year: str, found: Growth) -> str:
    """Without decimals; "" where only the direction is known and the number would be 0."""
    assert found.points is not None
    whole = rounded(found.points, 0)
    if not whole:
        return "" if found.change.rising is not None else f"{per_year}大致持平"
    return f"{per_year}约{'提高' if whole > 0 else '下降'}{abs(whole):f}个百分点"


def _about(bounds: str) -> str:
    return bounds if bounds.startswith("不") else f"约{bounds}"
