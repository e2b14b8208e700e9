"""A figure of the text against that of the front matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from ...facts import Fact, FactRole
from ...facts.extent import is_of_whole
from ...facts.prose import Sentence
from ...figure import Figure, Qualifier
from ...quotation import clip
from ...summary import Summary
from ...summary.entry import Entry
from .said import Finding, Said, held, line_of, measured, same, same_in


def differing(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """A figure that the text says of a metric, where the front matter has another. Where the text
    says it right anywhere, the other is of something else."""
    facts = [(f, sentence) for sentence, found in said for f in found if f.sure]
    for metric_id, told in groupby(sorted(facts, key=_metric_id), _metric_id):
        entries, known = _known(summary, metric_id)
        if not entries or entries[0].foreign or not known:
            continue
        wrong = []
        for fact, sentence in told:
            there = held(fact.metric, fact.figure) if fact.metric else None
            if there is None:
                break
            if any(same(there, figure) for figure in known):
                yield *entries[0].position, "text-differs", ""
                break
            if _of_whole(summary, sentence, fact):
                wrong.append(fact)
        else:
            for fact in wrong:
                yield *entries[0].position, "text-differs", _difference(summary, entries, fact)


def wrong_measures(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """The front matter's number with another measure word: 新建基层工会30人. Only where the two count
    different kinds of things, and where the text says it right nowhere."""
    found: dict[str, list[tuple[Fact, Sentence]]] = defaultdict(list)
    for sentence, facts in said:
        for fact in facts:
            if fact.metric is not None:
                found[fact.metric.id].append((fact, sentence))
    for entry in summary.metrics:
        metric, figure = entry.metric, entry.figure
        if metric is None or entry.foreign or figure.value is None:
            continue
        mine = found.get(metric.id, [])
        if not mine or any(
            fact.figure.unit in metric.words and same_in(metric, fact, figure) for fact, _ in mine
        ):
            continue
        kinds = {_KIND[word] for word in metric.words if word in _KIND}
        for fact, sentence in mine:
            other = _KIND.get(fact.figure.unit, "")
            alike = fact.figure.value == figure.value and fact.role is FactRole.ACTUAL
            another = other and kinds and other not in kinds
            if alike and another and _of_whole(summary, sentence, fact):
                yield *entry.position, "text-differs", _difference(summary, [entry], fact)


_KINDS = {"persons": "人 名 位 人次", "households": "户", "unions": "家 所", "cases": "件"}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()} | {"个": "unions"}


def _known(summary: Summary, metric_id: str) -> tuple[list[Entry], list[Figure]]:
    """The entries of a metric with all figures that they say of it; where it has none, those of the
    ratios that are written with it: 10/28."""
    entries = [e for e in summary.metrics if e.metric is not None and e.metric.id == metric_id]
    if entries:
        return entries, [figure for entry in entries for figure in _figures(entry)]
    entries, known = [], []
    for entry in summary.metrics:
        figure, metric = entry.figure, entry.metric
        if metric is None or figure.numerator is None or figure.denominator is None:
            continue
        for id_, value in (
            (metric.numerator, figure.numerator),
            (metric.denominator, figure.denominator),
        ):
            if id_ == metric_id:
                entries.append(entry)
                known.append(Figure(f"{value}", value, Qualifier.EXACT))
    return entries, known


def _of_whole(summary: Summary, sentence: Sentence, fact: Fact) -> bool:
    """Whether a figure is certainly of the front matter's own extent; a table's row bears the name alone."""
    if fact.metric is None or sentence.head:
        return fact.metric is not None
    around = sentence.said, fact.start, fact.end
    return is_of_whole(*around, fact.metric, summary.unit, summary.period)


def _metric_id(told: tuple[Fact, Sentence]) -> str:
    metric = told[0].metric
    return metric.id if metric else ""


def _figures(entry: Entry) -> list[Figure]:
    """All that a front matter says of one figure: itself, its parts, its target, what it was stated
    to be, its restated base."""
    parts = [figure for _, figure in (*entry.parts, *entry.levels)]
    more = [entry.target, entry.target_rate, entry.stated, entry.base]
    found = [entry.figure, *parts, *(figure for figure in more if figure is not None)]
    return [figure for figure in found if figure.is_number]


def _difference(summary: Summary, entries: list[Entry], fact: Fact) -> str:
    written = "、".join(measured(entry.figure, entry) for entry in entries)
    metric = entries[0].metric
    name = metric.name if metric else entries[0].name  # without the # of a part
    return (
        f"{name}，题头写的是{clip(written)}，正文第{line_of(summary, fact)}行写的是{fact.text}："
        f"“{clip(fact.quote)}”请核对，改正写错的一处；两处本来就不是一个数的，写进 accept。"
        f"例：accept: [{{code: text-differs, metric: {name}, reason: 写明原因}}]"
    )
