"""A figure of a month, or of several years, in the front matter of another period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...facts import Fact, FactRole
from ...facts.extent import days_within, speaks_of, years_beyond
from ...facts.prose import Sentence
from ...registry.metric import MetricType
from ...spelling import fold
from ...summary import Summary
from ...summary.entry import Entry
from .said import Finding, Said, line_of

_MEANWHILE = re.compile(r"^(?:其间|期间|活动期间|这期间|在此期间|[^，。]{0,6}月期间|活动中)")


def other_spans(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """A flow that the text tells of some days or of several years, entered as if of the summary\'s
    own period; not where the words between name the period itself."""
    span, section = "", ""
    for sentence, facts in said:
        if sentence.section != section:
            span, section = "", sentence.section
        found = days_within(sentence.said, summary.period)
        if found or not _MEANWHILE.search(sentence.said):
            span = found
        years = years_beyond(sentence.said, summary.period)
        if not (span or years):
            continue
        for fact in facts:
            entry = _entry(summary, fact, sentence)
            beyond = sentence.said.find(span or years)
            own = speaks_of(
                sentence.said[max(0, beyond) : fact.start].replace(span, ""), summary.period
            )
            if entry is not None and fact.role is FactRole.ACTUAL and not own:
                code = "text-period"
                yield *entry.position, code, _another_period(summary, entry, fact, span, years)


def _entry(summary: Summary, fact: Fact, sentence: Sentence) -> Entry | None:
    """The figure of the front matter that a figure of the text is, where it has no period of its
    own and is not a count at the period's end."""
    for entry in (*summary.metrics, *summary.local):
        if entry.period is not None or fold(entry.figure.as_written) != fold(fact.text):
            continue
        if entry.metric is None:
            if fold(entry.name) in sentence.said:
                return entry
        elif entry.metric.type is MetricType.FLOW and (
            fact.metric is entry.metric
            or any(fold(name) in sentence.said for name in (entry.name, *entry.metric.aliases))
        ):
            return entry
    return None


def _another_period(summary: Summary, entry: Entry, fact: Fact, span: str, years: str) -> str:
    name, written = entry.metric.name if entry.metric else entry.name, entry.figure.as_written
    where = f"{name}{written}，正文第{line_of(summary, fact)}行说的是“{span or years}”的数"
    period = f"{summary.period.last_year}年{span}" if span else f"至{summary.period.last_year}年"
    whose = "全部" if span else "一期的"
    return (
        f"{where}，不是{summary.period.name}{whose}。请核对：确实是那段时间的，给这个数写明期间，"
        f"它就不再当作{summary.period.name}的数去比较和合计；"
        f"其实是{summary.period.name}的，不加 period，写进 accept。"
        f"例：{name}: {{value: {written}, period: {period}}}，"
        f"或 accept: [{{code: text-period, metric: {name}, reason: 写明原因}}]"
    )
