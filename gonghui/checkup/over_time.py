"""Over time: figures of one unit that do not follow from each other. Warnings; `accept` silences them.

Each check has a module of its own. Source: contract.md §6.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..corpus import Corpus
from ..summary import Summary
from .balance import balances
from .findings import Findings
from .issue import issue_fault
from .leap import leaps
from .span import Spans
from .terms import terms
from .timeline import Timeline


def check_over_time(corpus: Corpus, findings: Findings, summaries: Iterable[Summary]) -> None:
    """Stocks against flows, wholes against parts, terms in order, changes beyond a half; of each figure
    once. Drafts are held against what was issued."""
    timeline = Timeline(corpus)
    spans = Spans(timeline)
    for summary in summaries:
        path = summary.path
        for observation, message in balances(timeline, summary):
            findings.tell(path, observation.entries[0].position, "stock-flow", message)
        for observation, message in spans.spans(summary):
            findings.tell(path, observation.entries[0].position, "whole-below-part", message)
        for key, message in terms(corpus, summary):
            findings.tell(path, summary.places.get(key, (1, 1)), "term-jump", message)
        for comparison, message in leaps(timeline, summary):
            place = comparison.observation.entries[0].position
            findings.tell(path, place, "big-change", message)


def check_issue(corpus: Corpus, findings: Findings) -> None:
    """The days of issue, which are held against today."""
    for summary in corpus.all:
        fault = issue_fault(summary, corpus.today)
        if fault is not None:
            findings.tell(summary.path, summary.places["issued"], "issue-date", fault)
