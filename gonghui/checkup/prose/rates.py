"""How far a task is done, as the text says it, against the figure and the target of the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...facts import Fact
from ...figure import percent
from ...summary import Summary
from ...summary.entry import Entry
from ...summary.observation import agrees
from ..arithmetic import shown
from .said import Finding, Said, held, line_of, measured, same

_DONE = re.compile(
    r"^[，,（(]?(?:已|共|超额)?(?:完成(?:了)?|占|达到?)?(?:了)?(?:全年|年度|年初|本年|县总|上级|下达|目标|计划)*"
    r"(?:的)?(?:(?:任务数?|目标|计划)(?:任务|数)?的|(?:任务|目标|计划)?完成率(?:为|达到?|是)?)$"
)


def rates(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """新建工会6家，完成率90%, where the front matter has a target of 7."""
    for sentence, facts in said:
        for told, rate in pairwise(facts):
            between = sentence.said[told.end : rate.start]
            yield from _target(summary, told, rate, between)
            if rate.figure.unit != "%" or not _DONE.match(between):
                continue
            entry = _entry(summary, told)
            if entry is None or entry.target is None:
                continue
            figure, target = entry.figure, entry.target
            if figure.value is None or not target.value or not (figure.exact and target.exact):
                continue
            yield *entry.position, "text-differs", _fault(summary, entry, rate)


_TARGET = re.compile(
    r"[，,（(]?(?:恰好|正好|已|超额|圆满)*(?:完成(?:了)?|超过(?:了)?|达到(?:了)?|高于|超)(?:全年|年度|年初|本年|今年|确定|的)*"
    r"(?:目标|任务|计划)(?:任务|数|值|的|为|是)*"
)


def _target(summary: Summary, told: Fact, task: Fact, between: str) -> Iterator[Finding]:
    """新建工会30家，超过年度目标26家, where the front matter has a target of 28."""
    entry = _entry(summary, told) if _TARGET.fullmatch(between) else None
    if entry is None or entry.target is None or entry.metric is None:
        return
    there = held(entry.metric, task.figure)
    if there is None or same(there, entry.target):
        return
    name = entry.metric.name
    yield (
        *entry.position,
        "text-differs",
        f"{name}的目标，题头写的是{measured(entry.target, entry)}，正文第{line_of(summary, task)}行写的是{task.text}。"
        "请核对，改正写错的一处；目标调整过、两处说的不是一个的，写进 accept。"
        f"例：accept: [{{code: text-differs, metric: {name}, reason: 写明原因}}]",
    )


def _entry(summary: Summary, fact: Fact) -> Entry | None:
    """The figure of the front matter that a figure of the text is."""
    there = held(fact.metric, fact.figure) if fact.metric else None
    for entry in summary.metrics:
        own = entry.metric is fact.metric and not entry.foreign
        if own and there is not None and same(there, entry.figure):
            return entry
    return None


def _fault(summary: Summary, entry: Entry, rate: Fact) -> str:
    figure, target = entry.figure, entry.target
    assert entry.metric
    assert target
    assert target.value
    assert figure.value is not None
    done, name = percent(figure.value, target.value), entry.metric.name
    stated = entry.target_rate
    if agrees(done, rate.figure) or (stated is not None and same(rate.figure, stated)):
        return ""
    return (
        f"正文第{line_of(summary, rate)}行说{name}完成任务的{rate.text}，按题头的{measured(figure, entry)}"
        f"和任务{measured(target, entry)}算，是{shown(done)}%。请核对后改正；任务不是同一个的，写进 accept。"
        f"例：accept: [{{code: text-differs, metric: {name}, reason: 写明原因}}]"
    )
