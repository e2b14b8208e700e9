"""Findings: what the checks of a family say, those that agree included."""

from __future__ import annotations

from collections import Counter

from ..problem import Problems

# What may only follow from a fault of data/: a unit, a metric or a page is not there to be found.
FOLLOW_UPS = ("macro-argument", "accept-unused", "dead-link")


class Findings(Problems):
    """Problems that an author may accept, and in `agreed` how many checks of each code found nothing,
    by path and code: so that an author sees what was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.agreed: Counter[tuple[str, str]] = Counter()

    def tell(self, path: str, place: tuple[int, int], code: str, message: str) -> None:
        """The outcome of one check at a line and column: what is wrong, or "" where it agrees."""
        if message:
            self.report(path, *place, code, message)
        else:
            self.agreed[path, code] += 1
