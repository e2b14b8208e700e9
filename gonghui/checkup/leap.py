"""Leap: a figure that is more than half above or below that of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..addition import nominal
from ..bases import Basis, bases_of
from ..change import Outcome
from ..compare import Comparison, compare
from ..corpus import Corpus
from ..summary import Summary
from ..wording import sentence, spoken
from .arithmetic import MONEY
from .timeline import Timeline

LEAP = Decimal(50)  # percent
SMALL = 10  # a count below it is told by its difference, not by a rate


def leaps(timeline: Timeline, summary: Summary) -> Iterator[tuple[Comparison, str]]:
    """Each 同比 of a summary that has a rate, and what to look at, "" for nothing. A base that the
    author restated or that was derived is nobody's slip."""
    corpus = timeline.corpus
    for observation in summary.observations:
        if not timeline.speaks(observation) or Basis.YOY not in bases_of(observation):
            continue
        found = compare(corpus, observation, Basis.YOY)
        if found.restated or found.derived or not _has_rate(found):
            continue
        base = corpus.series.get(observation.key, {}).get(
            found.base_period.id if found.base_period else ""
        )
        if base is None or timeline.comparable(base, observation) or found.merged:
            yield found, _fault(corpus, found)


def _has_rate(found: Comparison) -> bool:
    if found.outcome is Outcome.APPROXIMATE:
        return False
    return any(rate is not None for rate in (found.rate, found.rate_low, found.rate_high))


def _fault(corpus: Corpus, found: Comparison) -> str:
    low = found.rate if found.rate is not None else found.rate_low
    high = found.rate if found.rate is not None else found.rate_high
    beyond = (low is not None and low > LEAP) or (high is not None and high < -LEAP)
    if not beyond or _is_small(found):
        return ""
    base, name = found.base, found.metric.name
    assert base is not None
    said = sentence(found, corpus.registry.settings)
    return (
        f"{said}变动超过一半，{found.base_phrase}是{spoken(base, found.metric)}。"
        "请核对两个数；确实如此的，在 accept 里写明原因。"
        f"例：accept: [{{code: big-change, metric: {name}, reason: 写明原因}}]"
    )


def _is_small(found: Comparison) -> bool:
    """Whether a count is so small that a few more or less are no leap."""
    assert found.base is not None
    if found.metric.unit in MONEY:
        return False
    now, then = nominal(found.figure), nominal(found.base)
    return min(now, then) < SMALL and abs(now - then) < SMALL
