"""The parts that a text gives of a figure, against those of the front matter: 企业23家、事业单位2家."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...facts import Fact, FactRole
from ...facts.prose import Sentence
from ...figure import Figure
from ...registry.metric import Metric
from ...spelling import fold
from ...summary import Summary
from ...summary.entry import Entry
from .said import Finding, Said, line_of, measured, same_in

_LEAD = re.compile(r"^[，,、；;：:（(]?(?:和|及)?(?P<among>其中)?[，,：:]?(?:有|为|是)?")
_MORE = r"(?:单位|基层工会|工会|职工|会员|值班|一线|人员|类|级)*"
_ENDS = re.compile(r"$|[，,、。；;）)和及]")


def shares(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """A part of a figure that the text tells otherwise than the front matter. Only behind the very
    figure of the front matter; without 其中 only a list of two and more."""
    for entry in summary.metrics:
        known = dict((*entry.parts, *entry.levels))
        if not known or entry.metric is None or entry.foreign:
            continue
        for sentence, facts in said:
            for index, whole in enumerate(facts):
                own = whole.metric is entry.metric and whole.role is FactRole.ACTUAL
                if own and same_in(entry.metric, whole, entry.figure):
                    for label, fact in _told(sentence, whole, facts[index + 1 :], known):
                        yield from _fault(summary, entry, entry.metric, label, known[label], fact)
                    break


def _told(
    sentence: Sentence, whole: Fact, behind: list[Fact], known: dict[str, Figure]
) -> list[tuple[str, Fact]]:
    """The parts that directly follow a figure, each with its name in the front matter."""
    found: list[tuple[str, Fact]] = []
    last, among = whole, False
    for fact in behind:
        if not found and fact.role is not FactRole.ACTUAL:
            last = fact  # 超过目标28家，其中…
            continue
        lead = _LEAD.match(sentence.said[last.end : fact.start])
        assert lead is not None
        name = lead.string[lead.end() :]
        label = next((one for one in known if re.fullmatch(re.escape(fold(one)) + _MORE, name)), "")
        alone = fact.figure.unit == whole.figure.unit and _ENDS.match(sentence.said, fact.end)
        if not label or not alone or fact.role is not FactRole.ACTUAL:
            break
        among = among or bool(lead["among"])
        found.append((label, fact))
        last = fact
    return found if among or len(found) > 1 else []


def _fault(
    summary: Summary, entry: Entry, metric: Metric, label: str, figure: Figure, fact: Fact
) -> Iterator[Finding]:
    if not same_in(metric, fact, figure):
        yield (
            *entry.position,
            "text-differs",
            f"{metric.name}里的“{label}”，题头写的是{measured(figure, entry)}，正文第{line_of(summary, fact)}行写的是{fact.text}。"
            "请核对，改正写错的一处；两处本来就不是一个数的，写进 accept。"
            f"例：accept: [{{code: text-differs, metric: {metric.name}, reason: 写明原因}}]",
        )
