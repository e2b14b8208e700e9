"""The check-up (体检): every rule that a corpus must pass before anything is published.

One module a family. The form family is the reading itself (`summary`, `entry`, `strictyaml`).
Source: contract.md §6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from ..corpus import Corpus, read_corpus, summary_files
from ..crew import Shard, Task, run
from ..problem import Problem, Problems
from ..registry.files import FOLDER
from ..shelf import Shelf
from .acceptance import Accepted, silence
from .arithmetic import check_arithmetic
from .files import check_files
from .findings import Findings
from .identity import check_identity
from .links import check_links
from .over_time import check_over_time
from .pages import check_pages
from .privacy import check_privacy
from .prose import check_prose
from .reading import Reading
from .safety import check_safety

# What may only follow from a fault of data/: a unit, a metric or a page is not there to be found.
FOLLOW_UPS = ("macro-argument", "accept-unused", "dead-link")

# The families whose findings `accept` may silence, and which say too what agrees: see report_of.
Check = Callable[[Corpus, Findings], None]
CHECKS: tuple[Check, ...] = (
    check_arithmetic,
    check_over_time,
    check_prose,
    check_privacy,
)


@dataclass(frozen=True)
class Examination:
    """What a check-up found. `corpus` holds everything that could be read; `broken` are the files
    (relative paths) that have an error; `accepted` is what authors keep, `agreed` counts the checks that
    found nothing, by path and code."""

    corpus: Corpus
    problems: list[Problem]
    accepted: list[Accepted] = field(default_factory=list)
    agreed: Counter[tuple[str, str]] = field(default_factory=Counter)

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
        while True:
            problems = Problems()
            check_pages(self.corpus.without(gone), problems)
            more = {p.path for p in problems.errors} | gone
            if more == gone:
                return gone
            gone = more

    def publishable(self) -> Corpus:
        """The corpus without what is left out."""
        return self.corpus.without(self.left_out)

    @property
    def registry_is_broken(self) -> bool:
        return any(path.startswith("data/") for path in self.broken)


def examine(
    root: Path,
    today: date | None = None,
    jobs: int = 1,
    kept: Path | None = None,
    shard: Shard | None = None,
) -> Examination:
    """Read and check everything below `root` with so many processes: never raises for what it finds
    there. `today` is the day of the build, up to which reports are due; `kept` a folder for what the next
    check may use again. With a `shard` the prose of its units alone is read."""
    problems = Problems()
    corpus = read_corpus(root, problems, today)
    check_identity(corpus, problems)
    check_safety(corpus, problems)
    check_files(corpus, problems)
    registry_is_whole = not any(p.path.startswith(f"{FOLDER}/") for p in problems.errors)
    findings, leaning = _findings(corpus, jobs, Reading(corpus, Shelf(kept), shard)), Problems()
    left, accepted = silence(corpus, findings)
    if len(corpus.by_path) < len(summary_files(root)):  # a figure may agree with one not read
        left = Problems(p for p in left if p.code != "accept-unused")
    leaning.extend(left)
    check_pages(corpus, leaning)
    check_links(corpus, leaning)
    problems.extend(p for p in leaning if registry_is_whole or p.code not in FOLLOW_UPS)
    return Examination(corpus, problems.in_order(), accepted, findings.agreed)


def _findings(corpus: Corpus, jobs: int, reading: Reading) -> Findings:
    """What all checks say of all summaries. Reading the prose takes longer than all others together."""
    others = [check for check in CHECKS if check is not check_prose]
    tasks: list[Task[Findings]] = [partial(_found, check, corpus) for check in others]
    tasks += reading.tasks
    done = dict(run(tasks, jobs if reading.is_long else 1))
    found = reading.all(done[number] for number in range(len(others), len(tasks)))
    for number in range(len(others)):
        found.extend(done[number])
        found.agreed += done[number].agreed
    return found


def _found(check: Check, corpus: Corpus) -> Findings:
    found = Findings()
    check(corpus, found)
    return found
