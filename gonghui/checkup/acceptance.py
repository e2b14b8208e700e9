"""Acceptance: the findings that an author has looked at and keeps, and those kept for nothing."""

from __future__ import annotations

from dataclasses import dataclass

from ..corpus import Corpus
from ..problem import Problem, Problems
from ..quotation import clip
from ..spelling import did_you_mean, fold
from ..summary import Acceptance, Entry, Summary


@dataclass(frozen=True)
class Accepted:
    """A finding that an author keeps, and where it is said why."""

    problem: Problem
    acceptance: Acceptance


def silence(corpus: Corpus, findings: Problems) -> tuple[Problems, list[Accepted]]:
    """The findings that nobody accepted, with a warning for each acceptance that silences nothing, and
    those that somebody did."""
    left, kept = Problems(), list[Accepted]()
    used: set[tuple[str, Acceptance]] = set()
    for problem in findings:
        summary = corpus.by_path.get(problem.path)
        found = [a for a in summary.accept if covers(a, problem, summary)] if summary else []
        used |= {(problem.path, a) for a in found}
        if found:
            kept.append(Accepted(problem, found[0]))
        else:
            left.append(problem)
    for summary in corpus.all:
        for acceptance in summary.accept:
            if (summary.path, acceptance) not in used:
                left.report(
                    summary.path,
                    acceptance.line,
                    acceptance.column,
                    "accept-unused",
                    _unused(acceptance, summary),
                )
    return left, kept


def _unused(acceptance: Acceptance, summary: Summary) -> str:
    names = {_id(entry): entry.name for entry in (*summary.metrics, *summary.local)}
    if acceptance.metric is None or acceptance.metric in names:
        return (
            f"这里确认保留的“{acceptance.code}”现在查不出来。"
            "问题已经改好的，请删去 accept 里的这一条。"
        )
    known = summary.registry.metrics.get(acceptance.metric)
    name = known.name if known else acceptance.metric
    offer = did_you_mean(name, names.values())
    return f"accept 里写的指标“{clip(name)}”，这一页没有。{offer}请改正，或删去 accept 里的这一条。"


def _id(entry: Entry) -> str:
    return entry.metric.id if entry.metric else fold(entry.name)


def covers(acceptance: Acceptance, problem: Problem, summary: Summary) -> bool:
    """Whether an acceptance speaks of a finding: same code, and its metric where it names one."""
    if acceptance.code != problem.code:
        return False
    if acceptance.metric is None:
        return True
    for entry in (*summary.metrics, *summary.local):
        if (entry.line, entry.column) == (problem.line, problem.column):
            return _id(entry) == acceptance.metric
    return False
