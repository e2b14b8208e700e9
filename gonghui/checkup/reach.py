"""Reach: the summaries on which one summary's page leans, found without reading all of them.

What comes out on the page, and in its 体检, is what the whole corpus gives: the figures of its unit and of
the units that hang together with it, those that its macros name, the texts that it links to, and for each
period that it may link to one summary of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..address import is_reserved
from ..corpus import DOCS, SUMMARIES, Corpus, summary_paths
from ..heads import Head, heads
from ..macros.arguments import MacroError, group_of
from ..notation.period import PeriodError, read_period
from ..period import Period
from ..problem import Problem, Problems
from ..reading.source import read_source
from ..registry import Registry
from ..succession import related
from ..summary import Summary
from ..summary.reader import read_summary
from ..totals import Group, GroupKind, parents
from .findings import FOLLOW_UPS
from .links import aims_of

_GROUPS = ("total", "series")  # macros that put the figures of several units together
_ALWAYS = ("units", "metrics", "types", "categories", "periods")  # whose pages the registries name


@dataclass(frozen=True)
class Reach:
    """`page` and `about` are paths below the project: the summary, and with it the files of which it has to
    be told that they are broken; `files` are those to be read."""

    page: str
    files: list[str]
    about: frozenset[str]

    def concerns(self, problem: Problem) -> bool:
        """Whether a problem is one of this page, or of the registries and settings. What leans on files
        that were not read is known of the page itself alone."""
        path = problem.path
        if path == self.page or not path.startswith(f"{DOCS}/"):
            return True
        return path in self.about and problem.code not in FOLLOW_UPS


def reach_of(root: Path, page: str, registry: Registry) -> Reach:
    """The reach of a summary, `page` being its path below `root`."""
    return _Search(root, page, registry).reach()


class _Search:
    def __init__(self, root: Path, page: str, registry: Registry) -> None:
        self.root, self.page, self.registry = root, page, registry
        self.paths = summary_paths(root)

    def reach(self) -> Reach:
        summary = self._read(self.page)
        if summary is None:
            return Reach(self.page, [self.page], frozenset([self.page]))
        found, aims = list(heads(self.root, self.paths)), aims_of(summary)
        units, everything = self._units(summary)
        kin = self._of(related(self.registry, units), found)
        about = frozenset([self.page, *aims, *(head.path for head in kin if head.unit)])
        if everything or any(map(self._is_counted, aims)):
            return Reach(self.page, self.paths, about)
        wanted = {self.page, *(head.path for head in kin), *aims}
        wanted.update(self._witnesses(summary, aims, found))
        return Reach(self.page, [path for path in self.paths if path in wanted], about)

    def _read(self, path: str) -> Summary | None:
        """A summary as far as it can be understood; what is wrong with it is told by the check-up."""
        text = read_source(self.root, path, Problems())
        if text is None:
            return None
        return read_summary(text, path, self.registry, Problems())

    def _units(self, summary: Summary) -> tuple[set[str], bool]:
        """The ids of the units that a summary speaks of, and whether it speaks of all."""
        units, registry = {summary.unit.id}, self.registry
        for call in summary.calls:
            for given in (*call.args, *call.kwargs.values()):
                for text in given if isinstance(given, list) else [str(given)]:
                    units |= registry.bearers(text)
                    group = self._group(text) if call.name in _GROUPS else None
                    if group is None:
                        continue
                    if group.kind is GroupKind.ALL or call.name == "series":
                        return units, True  # which periods are shown depends on all of them
                    units.update(self._members(group))
        return units, False

    def _group(self, text: str) -> Group | None:
        """The group that a macro would find by a name, None where a unit or nothing is named."""
        try:
            return group_of(Corpus(self.root, self.registry), text)
        except MacroError:
            return None

    def _members(self, group: Group) -> Iterator[str]:
        if group.kind is GroupKind.CHILDREN:
            yield from (u.id for u in parents(Corpus(self.root, self.registry))[group.id])
        else:
            yield from (u.id for u in self.registry.units.values() if u.type_id == group.id)

    def _of(self, units: set[str], found: list[Head]) -> list[Head]:
        """What may be of these units. Where the head does not tell, the whole file will."""
        known: dict[str | None, bool] = {None: True}
        for head in found:
            if head.unit is not None and head.unit not in known:
                known[head.unit] = bool(self.registry.bearers(head.unit) & units)
        return [head for head in found if known[head.unit]]

    def _is_counted(self, aim: str) -> bool:
        """Whether a path is that of a page which is there or not according to how many summaries there
        are: a share of a long one."""
        page = aim.removeprefix(f"{DOCS}/")
        if aim.startswith(f"{SUMMARIES}/") or not page.endswith(".md") or not is_reserved(page):
            return False
        first, *rest = page.removesuffix(".md").split("/")
        return bool(rest) and (first not in _ALWAYS or len(rest) > 1)

    def _witnesses(self, summary: Summary, aims: set[str], found: list[Head]) -> Iterator[str]:
        """An issued summary of the page's period, which may be a draft's, and of each that it links to;
        where a macro stands, of every period."""
        folder = f"{DOCS}/periods/"
        ids = {aim.removeprefix(folder).removesuffix(".md") for aim in aims}
        ids.add(summary.period.id)
        told: dict[str | None, Period | None] = {None: None}
        done: set[str] = set()
        for head in found:
            if head.period not in told:
                told[head.period] = self._period(head.period)
            period = told[head.period]
            if period is None or period.id in done or not (summary.calls or period.id in ids):
                continue
            other = self._read(head.path)
            if other is not None and other.is_issued and other.period == period:
                done.add(period.id)
                yield head.path

    def _period(self, text: str | None) -> Period | None:
        try:
            return read_period(text or "", self.registry.settings.calendar)
        except PeriodError:
            return None
