"""Pairing: which summaries of one unit are read beside each other."""

from __future__ import annotations

from collections.abc import Iterable

from .corpus import Corpus
from .period import Kind
from .summary import Summary

NEVER = (Kind.SPAN, Kind.MASKED)  # periods that are compared with no other


def key_of(summary: Summary) -> str:
    """What a summary is called among those of its unit: its period's id, and the rest of its address
    behind a dot: 2023-H1, 2025.plan. ASCII, as it stands in an address."""
    _, period, _, *rest = summary.address.strip("/").split("/")
    return ".".join([period, *rest])


def series_of(summary: Summary) -> tuple[object, ...]:
    """What two summaries must have in common for their figures to be compared over the years: kind and
    slot of the period, class, campaign and scope. () of one that is compared with none."""
    period = summary.period
    if not summary.is_compared or period.kind in NEVER:
        return ()
    return (period.kind, period.slot, summary.class_, summary.campaign, summary.scope)


def comparable(now: Summary, then: Summary) -> bool:
    """Whether the figures of a summary are compared with those of an earlier one of its unit."""
    series, last, earlier = series_of(now), now.period.last, then.period.last
    if not series or series != series_of(then) or last is None or earlier is None:
        return False
    return earlier < last  # two campaigns may end on one day


def counterpart(corpus: Corpus, summary: Summary) -> Summary | None:
    """The summary that this one is first read beside: of the same unit, class, campaign, scope and kind
    of period the nearest before it, of the same half, quarter or month where there is one."""
    if summary.period.kind is Kind.MASKED:
        return None
    alike = [
        other for other in corpus.by_unit.get(summary.unit.id, []) if _precedes(other, summary)
    ]
    same = [other for other in alike if other.period.slot == summary.period.slot]
    return next(reversed(same or alike), None)


def _precedes(other: Summary, summary: Summary) -> bool:
    return (
        (other.class_, other.campaign, other.scope, other.period.kind)
        == (summary.class_, summary.campaign, summary.scope, summary.period.kind)
    ) and other.period.sort_key < summary.period.sort_key


def invitation(summary: Summary, other: Summary) -> str:
    """The words of the link to the two side by side: 与上年同期对照, or 与2019年对照."""
    before = summary.period.year_before()
    if summary.period.kind is Kind.CAMPAIGN:
        usual = other.period.last_year == (summary.period.last_year or 0) - 1
    else:
        usual = other.period == before
    return f"与{summary.period.year_before_phrase if usual else other.period.name}对照"


def in_order(summaries: Iterable[Summary]) -> list[Summary]:
    """A unit's summaries, oldest first; of one period in the order of their addresses."""
    return sorted(summaries, key=lambda s: (s.period.sort_key, s.address))
