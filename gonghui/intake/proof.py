"""Proof: what the check-up would say of a page that is only proposed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..corpus import Corpus
from ..period import Period
from ..registry import Registry, Unit
from ..summary.reader import read_summary
from .frontmatter import Head

_PATH = "page.md"


def faults_of(
    head: Head, body: str, unit: Unit | None, period: Period | None, registry: Registry
) -> dict[int, str]:
    """The errors of a page's figures by their line. Where unit or period are still to be filled in,
    any stand in for them."""
    # read when it is used: the check-up leans on nearly everything
    from ..checkup.arithmetic import check_arithmetic
    from ..checkup.findings import Findings

    unit = unit or next(iter(registry.units.values()), None)
    if unit is None or not head.entries:
        return {}
    kind = registry.unit_types.get(unit.type_id)
    known = {
        "unit": unit.name,
        "unit_type": kind.name if kind else "",
        "period": period.name if period else "2023年",
    }
    lines = [_with(line, known) for line in head.lines]
    problems = Findings()
    summary = read_summary("\n".join(lines) + "\n" + body, _PATH, registry, problems)
    if summary is not None:
        corpus = Corpus(Path(), registry, [summary], today=date(2000, 1, 1))
        check_arithmetic(corpus, problems, corpus.summaries)
    return {problem.line: problem.message for problem in problems.errors}


def _with(line: str, known: dict[str, str]) -> str:
    key = line.partition(":")[0]
    return f"{key}: {known[key]}" if key in known else line
