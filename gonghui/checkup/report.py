"""Report: what the check-up says of one summary, as its author reads it: what was looked at, what
agrees, what to look at, and what was kept with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from ..codes import CODES, FAMILIES
from ..problem import Problem
from ..summary import Summary
from . import Examination
from .acceptance import Accepted


@dataclass(frozen=True)
class FamilyReport:
    """One family of checks: `agreed` says how many of each code found nothing, `found` are the
    problems that are left, `accepted` those that the author keeps."""

    name: str
    agreed: tuple[tuple[str, int], ...]
    found: tuple[Problem, ...]
    accepted: tuple[Accepted, ...]

    @property
    def well(self) -> int:
        """How many checks agree."""
        return sum(count for _, count in self.agreed)

    @property
    def checked(self) -> int:
        """How many checks were made."""
        return self.well + len(self.found) + len(self.accepted)


@dataclass(frozen=True)
class SummaryReport:
    """The families in the order of the guide. Those that only ever tell faults (form, safety …) count
    none and stand here only where they found one."""

    summary: Summary
    families: tuple[FamilyReport, ...]

    @property
    def found(self) -> list[Problem]:
        """What to look at, in the order of the file."""
        return sorted(problem for family in self.families for problem in family.found)

    @property
    def accepted(self) -> list[Accepted]:
        return [one for family in self.families for one in family.accepted]

    @property
    def well(self) -> int:
        return sum(family.well for family in self.families)

    @property
    def checked(self) -> int:
        return sum(family.checked for family in self.families)


def report_of(examination: Examination, summary: Summary) -> SummaryReport:
    """The report of one summary of an examination's corpus, drafts included."""
    here = summary.path
    found = examination.problems_of(here)
    accepted = examination.accepted_of(here)
    agreed: dict[str, list[tuple[str, int]]] = {id_: [] for id_ in FAMILIES}
    for code, entry in CODES.items():
        count = examination.agreed.get((here, code), 0)
        if count:
            agreed[entry.family].append((code, count))
    families = (
        FamilyReport(
            name,
            tuple(agreed[id_]),
            tuple(p for p in found if CODES[p.code].family == id_),
            tuple(a for a in accepted if CODES[a.problem.code].family == id_),
        )
        for id_, name in FAMILIES.items()
    )
    return SummaryReport(summary, tuple(f for f in families if f.checked))
