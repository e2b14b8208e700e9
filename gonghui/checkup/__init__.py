"""The check-up (体检): every rule that a corpus must pass before anything is published.

One module a family. The form family is the reading itself (`summary`, `entry`, `strictyaml`).
Source: contract.md §6.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ..corpus import Corpus, read_corpus
from ..problem import Problem, Problems
from ..registry.files import FOLDER
from .acceptance import silence
from .arithmetic import check_arithmetic
from .files import check_files
from .identity import check_identity
from .links import check_links
from .pages import check_pages
from .prose import check_prose
from .safety import check_safety

# What may only follow from a fault of data/: a unit, a metric or a page is not there to be found.
FOLLOW_UPS = ("macro-argument", "accept-unused", "dead-link")


@dataclass(frozen=True)
class Examination:
    """What a check-up found. `corpus` holds everything that could be read; `broken` are the files
    (relative paths) that have an error."""

    corpus: Corpus
    problems: list[Problem]

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


def examine(root: Path, today: date | None = None) -> Examination:
    """Read and check everything below `root`: never raises for what it finds there. `today` is the
    day of the build, up to which reports are due."""
    problems = Problems()
    corpus = read_corpus(root, problems, today)
    check_identity(corpus, problems)
    check_safety(corpus, problems)
    check_files(corpus, problems)
    registry_is_whole = not any(p.path.startswith(f"{FOLDER}/") for p in problems.errors)
    findings, leaning = Problems(), Problems()
    check_arithmetic(corpus, findings)
    check_prose(corpus, findings)
    leaning.extend(silence(corpus, findings))
    check_pages(corpus, leaning)
    check_links(corpus, leaning)
    problems.extend(p for p in leaning if registry_is_whole or p.code not in FOLLOW_UPS)
    return Examination(corpus, problems.in_order())
