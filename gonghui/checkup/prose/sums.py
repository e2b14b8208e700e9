"""A whole and its parts within one sentence of the text: 新建工会4家，其中企业3家、村社区2家."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...facts import Fact, FactRole
from ...facts.prose import Sentence
from ...figure import Interval
from ...quotation import clip
from ...summary import Summary
from ..arithmetic import add, certainly_above
from .said import Finding, Said, line_of

_AMONG = re.compile("其中")
_JOINED = re.compile("[、和及与]")
# What is no part of the whole before it, though 其中 stands there.
_OTHER = re.compile(
    "覆盖|涵盖|涉及|带动|惠及|参加|参与|每|均|最|不含|累计|历年|[比较同]|原有|上年|去年|前年"
)
_APART = ("个", "家", "所", "场", "场次", "期", "次", "件", "份")  # of persons a part may overlap


def sums(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """A part that is more than its whole, or parts of which each counts once that are more together."""
    for sentence, facts in said:
        for index, whole in enumerate(facts[:-1]):
            before = sentence.said[facts[index - 1].end : whole.start] if index else ""
            parts = (
                []
                if sentence.head or _JOINED.match(before)
                else _parts(sentence, whole, facts[index + 1 :])
            )
            if not parts:
                continue
            place = line_of(summary, whole), whole.column
            yield *place, "text-sum", _fault(summary, whole, parts)


def _parts(sentence: Sentence, whole: Fact, behind: list[Fact]) -> list[Fact]:
    """The figures that 其中 divides a figure into, joined by 、 or 和."""
    parts: list[Fact] = []
    last = whole
    for fact in behind:
        between = sentence.said[last.end : fact.start]
        begins = _JOINED.match(between) if parts else _AMONG.search(between)
        if not begins or _OTHER.search(between) or not _alike(whole, fact):
            break
        parts.append(fact)
        last = fact
    return parts


def _alike(whole: Fact, part: Fact) -> bool:
    """Whether both are results in one unit of measure; a rate may be higher of a part."""
    one, two = whole.figure, part.figure
    words = whole.metric.words if whole.metric else {}
    unit = one.unit == two.unit or (one.unit in words and words[one.unit] == words.get(two.unit))
    results = whole.role is part.role is FactRole.ACTUAL
    known = one.interval is not None and two.interval is not None
    return results and known and unit and one.unit not in ("", "%", "‰", "倍")


def _fault(summary: Summary, whole: Fact, parts: list[Fact]) -> str:
    total = whole.figure.interval
    each = [part.figure.interval for part in parts]
    intervals: list[Interval] = [interval for interval in each if interval is not None]
    assert total is not None
    apart = len(parts) > 1 and all(part.figure.unit in _APART for part in parts)
    over = any(certainly_above(interval, total) for interval in intervals)
    if not over and not (apart and certainly_above(add(intervals), total)):
        return ""
    listed = "、".join(part.text for part in parts)
    return (
        f"正文第{line_of(summary, whole)}行写的是{whole.text}，其中{listed}，"
        f"{'有一项' if over else '加起来'}比总数还多：“{clip(whole.quote)}”请核对后改正；"
        "各项有重复计算的，写进 accept。例：accept: [{code: text-sum, reason: 写明原因}]"
    )
