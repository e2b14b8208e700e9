"""The check-up (体检): every rule that a corpus must pass before anything is published.

One module a family. The form family is the reading itself (`summary`, `entry`, `strictyaml`).
Source: contract.md §6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from ..archive import FEW
from ..corpus import DOCS, Corpus, read_summaries, summary_paths
from ..crew import Shard
from ..fingerprint import ledger_of
from ..problem import Problem, Problems
from ..registry import kept_registry
from ..registry.files import FOLDER
from ..shelf import Shelf
from .acceptance import Accepted, silence
from .arithmetic import check_arithmetic
from .characters import check_characters
from .files import check_files
from .findings import FOLLOW_UPS
from .identity import check_identity
from .links import check_links
from .over_time import check_issue, check_over_time
from .pages import check_pages
from .privacy import check_privacy, check_privacy_elsewhere
from .prose import check_prose
from .reach import Reach, reach_of
from .reading import Check, Reading
from .safety import check_safety
from .switches import check_switches
from .title import check_titles

# What these find of a summary follows from its unit's summaries and the registries, and is kept. `accept` may
# silence much of it; some say too what agrees: see report_of.
CHECKS: tuple[Check, ...] = (
    check_arithmetic,
    check_over_time,
    check_prose,
    check_privacy,
    check_safety,
    check_titles,
)
# The same of the day of the build and of what is no summary.
OTHERS = (check_issue, check_privacy_elsewhere)


@dataclass(frozen=True)
class Examination:
    """What a check-up found. `corpus` holds everything that could be read; `broken` are the files
    (relative paths) that have an error; `accepted` is what authors keep, `agreed` counts the checks that
    found nothing, by path and code. Of one summary alone `reach` says what was read, and the problems are
    those that concern it."""

    corpus: Corpus
    problems: list[Problem]
    accepted: list[Accepted] = field(default_factory=list)
    agreed: Counter[tuple[str, str]] = field(default_factory=Counter)
    reach: Reach | None = None

    def problems_of(self, path: str) -> list[Problem]:
        """The problems of one file."""
        return self._by_path.get(path, [])

    def accepted_of(self, path: str) -> list[Accepted]:
        """What the author of one file keeps."""
        return [one for one in self.accepted if one.problem.path == path]

    @cached_property
    def _by_path(self) -> dict[str, list[Problem]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.path, []).append(problem)
        return found

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.severity == "error"]

    @property
    def broken(self) -> set[str]:
        return {problem.path for problem in self.errors}

    @cached_property
    def left_out(self) -> set[str]:
        """What a build that keeps going leaves out: the broken files, and the pages whose macros
        speak of them."""
        gone = self.broken
        while gone:
            problems = Problems()
            check_pages(self.corpus.without(gone), problems)
            more = {p.path for p in problems.errors if _concerns(self.reach, p)} | gone
            if more == gone:
                return gone
            gone = more
        return gone

    def publishable(self) -> Corpus:
        """The corpus without what is left out."""
        return self.corpus.without(self.left_out)

    @property
    def registry_is_broken(self) -> bool:
        return any(path == DOCS or path.split("/")[0] == FOLDER for path in self.broken)


def examine(
    root: Path,
    today: date | None = None,
    only: str = "",
    jobs: int = 1,
    kept: Path | None = None,
    shard: Shard | None = None,
    when_read: Callable[[Corpus], object] = lambda corpus: None,
) -> Examination:
    """Read and check everything below `root` with so many processes: never raises for what it finds
    there. `today` is the day of the build, up to which reports are due. `only` is the path of a summary
    that alone is asked about; `kept` a folder for what the next check of all may use again. With a `shard`
    its units' summaries alone are looked through. `when_read` is told what was read before it is checked."""
    problems = Problems()
    registry = kept_registry(root, problems, Shelf(kept and kept.with_name("registry")))
    reach = reach_of(root, only, registry) if only else None
    files = reach.files if reach else summary_paths(root)
    about = reach.about if reach else None
    shelf = Shelf(None if only else kept and kept / "read")
    corpus = read_summaries(root, registry, files, problems, today, about, jobs, shelf)
    if kept and not only and len(corpus.summaries) > FEW:
        corpus.ledger = ledger_of(corpus, Shelf(kept.with_name("rows")))
    when_read(corpus)
    check_identity(corpus, problems)
    check_files(corpus, problems)
    check_characters(corpus, problems)
    check_switches(corpus, problems)
    registry_is_whole = not any(p.path.startswith(f"{FOLDER}/") for p in problems.errors)
    reading = Reading(corpus, CHECKS, Shelf(None if only else kept), shard)
    findings, leaning = reading.all(jobs), Problems()
    for check in OTHERS:
        check(corpus, findings)
    left, accepted = silence(corpus, findings)
    leaning.extend(left)
    check_pages(corpus, leaning)
    check_links(corpus, leaning)
    gone = () if registry_is_whole else FOLLOW_UPS
    if len(corpus.by_path) < len(files):  # what agrees with or names one not read
        gone = (*gone, "accept-unused", "macro-argument")
    problems.extend(p for p in leaning if p.code not in gone)
    ordered = [problem for problem in problems.in_order() if _concerns(reach, problem)]
    if any(p.path in corpus.by_path for p in problems.errors):  # causes before consequences
        ordered.sort(key=lambda p: p.code == "macro-argument" and p.path not in corpus.by_path)
    return Examination(corpus, ordered, accepted, findings.agreed, reach)


def _concerns(reach: Reach | None, problem: Problem) -> bool:
    return reach is None or reach.concerns(problem)
