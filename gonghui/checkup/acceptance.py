"""Acceptance: the findings that an author has looked at and keeps, and those kept for nothing."""

from __future__ import annotations

from ..corpus import Corpus
from ..problem import Problem, Problems
from ..spelling import fold
from ..summary import Acceptance, Summary


def silence(corpus: Corpus, findings: Problems) -> Problems:
    """The findings that nobody accepted, and a warning for each acceptance that silences nothing."""
    left = Problems()
    used: set[tuple[str, Acceptance]] = set()
    for problem in findings:
        summary = corpus.by_path[problem.path]
        accepted = [a for a in summary.accept if covers(a, problem, summary)]
        used |= {(problem.path, a) for a in accepted}
        if not accepted:
            left.append(problem)
    for summary in corpus.all:
        for acceptance in summary.accept:
            if (summary.path, acceptance) not in used:
                left.report(
                    summary.path,
                    acceptance.line,
                    acceptance.column,
                    "accept-unused",
                    f"这里确认保留的“{acceptance.code}”现在查不出来。问题已经改好的，请删去 accept 里的这一条。",
                )
    return left


def covers(acceptance: Acceptance, problem: Problem, summary: Summary) -> bool:
    """Whether an acceptance speaks of a finding: same code, and its metric where it names one."""
    if acceptance.code != problem.code:
        return False
    if acceptance.metric is None:
        return True
    for entry in (*summary.metrics, *summary.local):
        if (entry.line, entry.column) == (problem.line, problem.column):
            name = entry.metric.id if entry.metric else fold(entry.name)
            return name == acceptance.metric
    return False
