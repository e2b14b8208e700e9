"""Corpus: all summaries of a project, read once, found by unit, period and metric.

Source: contract.md §1 and §5. Only issued summaries count; drafts are kept for preview alone.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from .archive import read_texts
from .digest import digest
from .ledger import Ledger
from .period import Kind, Period
from .problem import Problems
from .reading.source import OTHER_SUFFIXES, read_source
from .registry import Metric, Registry, Unit, load_registry
from .registry.unit import Scope
from .shelf import Shelf
from .summary import Summary, SummaryClass
from .summary.observation import Key, Observation

DOCS = "docs"
SUMMARIES = "docs/summaries"


@dataclass
class Corpus:
    """`summaries` are the issued ones in the order of their paths; `drafts` the rest; `answers` keeps
    what was worked out once, since a page, its CSV and the export ask for the same; `today` is the
    day of the build; `texts` are the files of the summaries as written, by path, those that could not be
    understood included; `ledger` keeps what is worked out of one unit. Where not all were read, `about` are the paths of which the check-up is to speak."""

    root: Path
    registry: Registry
    summaries: list[Summary] = field(default_factory=list)
    drafts: list[Summary] = field(default_factory=list)
    answers: dict[object, Any] = field(default_factory=dict, repr=False)
    today: date = field(default_factory=date.today)
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    about: frozenset[str] | None = None
    ledger: Ledger = field(default_factory=Ledger, repr=False)

    @property
    def reporting_day(self) -> date:
        """Up to which day reports are counted as due: that of the settings, else of the build."""
        return self.registry.settings.reporting_day or self.today

    @property
    def all(self) -> Iterator[Summary]:
        yield from self.summaries
        yield from self.drafts

    def without(self, paths: set[str]) -> Corpus:
        """The same corpus with some files left out."""
        return Corpus(
            self.root,
            self.registry,
            [s for s in self.summaries if s.path not in paths],
            [s for s in self.drafts if s.path not in paths],
            today=self.today,
            texts={path: text for path, text in self.texts.items() if path not in paths},
            about=self.about,
        )

    @cached_property
    def prints(self) -> dict[str, str]:
        """The digests of the texts, by path."""
        return {path: digest(text) for path, text in self.texts.items()}

    @cached_property
    def by_path(self) -> dict[str, Summary]:
        return {summary.path: summary for summary in self.all}

    @cached_property
    def series(self) -> dict[Key, dict[str, Observation]]:
        """Observations of the compared classes by key, then by period id. Where a page reports a
        period within its own, the page of that period itself goes first."""
        series: dict[Key, dict[str, Observation]] = defaultdict(dict)
        for summary in self.summaries:
            if not summary.is_compared:
                continue
            for observation in summary.observations:
                found = series[observation.key]
                other = found.get(observation.period.id)
                if other is None or _standing(observation) < _standing(other):
                    found[observation.period.id] = observation
        return dict(series)

    @cached_property
    def by_unit(self) -> dict[str, list[Summary]]:
        found: dict[str, list[Summary]] = defaultdict(list)
        for summary in sorted(self.summaries, key=lambda s: s.period.sort_key):
            found[summary.unit.id].append(summary)
        return found

    @cached_property
    def by_period(self) -> dict[Period, list[Summary]]:
        """Latest period first; units in the order of the registry."""
        order = {id_: index for index, id_ in enumerate(self.registry.units)}
        found: dict[Period, list[Summary]] = defaultdict(list)
        for summary in sorted(self.summaries, key=lambda s: order[s.unit.id]):
            found[summary.period].append(summary)
        known = [period for period in found if period.last is not None]
        known.sort(key=lambda period: period.sort_key, reverse=True)
        return {p: found[p] for p in [*known, *(p for p in found if p.last is None)]}

    def observations(
        self, unit: Unit, metric: Metric, kind: Kind | None = None, slot: int | None = None
    ) -> list[Observation]:
        """A unit's observations of one metric of one kind and slot of period, oldest first. Without
        a kind, that which the unit reports most; one scope only, that of the latest."""
        found = self._observed(unit, metric)
        if not found:
            return []
        if kind is None:
            kind, slot = _commonest((o.period.kind, o.period.slot) for o in found)
        found = [
            o for o in found if o.period.kind is kind and (slot is None or o.period.slot == slot)
        ]
        same = found[-1].key[1:4] if found else None
        return [o for o in found if o.key[1:4] == same]

    def newest(self, unit: Unit, metric: Metric) -> Observation | None:
        """A unit's newest observation of one metric, of any kind of period that is known; of several
        the plainest class, and there the one that stands first."""
        order = [str(class_) for class_ in SummaryClass]
        found = self._observed(unit, metric)
        known = [o for o in found if o.period.last is not None] or found
        last = [o for o in known if o.period == known[-1].period]
        return min(last, key=lambda o: (order.index(o.key[1]), _standing(o)), default=None)

    @cached_property
    def keys_of_unit(self) -> dict[str, list[Key]]:
        """The keys of the series by unit id, so that nobody looks through all of them."""
        return _grouped(self.series, 0)

    @cached_property
    def keys_of_metric(self) -> dict[str, list[Key]]:
        """The keys of the series by metric id."""
        return _grouped(self.series, 4)

    def _observed(self, unit: Unit, metric: Metric) -> list[Observation]:
        """All of a unit's observations of one metric, oldest first."""
        found = [
            observation
            for key in self.keys_of_unit.get(unit.id, [])
            if key[4] == metric.id
            for observation in self.series[key].values()
        ]
        return sorted(found, key=lambda observation: observation.period.sort_key)

    def summary_of(
        self,
        unit: Unit,
        period: Period,
        class_: SummaryClass | None = None,
        campaign: str | None = None,
        scope: Scope | None = None,
    ) -> Summary | None:
        """The summary of a unit for a period; the plainest where there are several."""
        order = list(SummaryClass)
        found = [
            s
            for s in self.by_unit.get(unit.id, [])
            if s.period == period
            and (class_ is None or s.class_ is class_)
            and (campaign is None or s.campaign == campaign)
            and (scope is None or s.scope is scope)
        ]
        return min(
            found, key=lambda s: (order.index(s.class_), s.scope is not Scope.OWN), default=None
        )


def _grouped(keys: Iterable[Key], place: int) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        found[key[place]].append(key)
    return dict(found)


def _standing(observation: Observation) -> tuple[bool, bool, bool, str]:
    """Which of several reports of one figure is its source: the period's own page, the scope's own,
    the definition in force, the first address (a file's name means nothing)."""
    summary = observation.summary
    return (
        observation.period != summary.period,
        observation.scope is not summary.scope,
        not observation.in_force,
        summary.address,
    )


def _commonest(kinds: Iterable[tuple[Kind, int]]) -> tuple[Kind, int]:
    counts: dict[tuple[Kind, int], int] = defaultdict(int)
    for kind, slot in kinds:
        counts[kind, slot] += 1
    repeated = {pair: n for pair, n in counts.items() if pair[0] not in (Kind.SPAN, Kind.MASKED)}
    return max((repeated or counts).items(), key=lambda item: item[1])[0]


def read_corpus(root: Path, problems: Problems, today: date | None = None) -> Corpus:
    """Every registry and every summary below `root`; what is wrong goes to `problems`. `today` is
    the day of the build."""
    return read_summaries(root, load_registry(root, problems), summary_paths(root), problems, today)


def read_summaries(
    root: Path,
    registry: Registry,
    paths: Iterable[str],
    problems: Problems,
    today: date | None = None,
    about: frozenset[str] | None = None,
    jobs: int = 1,
    kept: Shelf | None = None,
) -> Corpus:
    """A corpus of these files alone, paths below the root. Many are read by so many processes, and from the
    shelf where they are kept."""
    corpus = Corpus(root, registry, today=today or date.today(), about=about)
    for path in paths:
        text = read_source(root, path, problems)
        if text is not None:
            corpus.texts[path] = text
    for summary in read_texts(
        corpus.texts, corpus.prints, registry, problems, kept or Shelf(None), jobs
    ):
        (corpus.summaries if summary.is_issued else corpus.drafts).append(summary)
    return corpus


def summary_paths(root: Path) -> list[str]:
    """Everything below docs/summaries/ that is named like a summary, links and folders included, as paths
    below the root: docs/summaries/2023/furong-town.md. Links are not followed, the folder itself being
    one least of all. Sorted by path."""
    top = root / SUMMARIES
    if top.is_symlink():
        return [SUMMARIES]
    found: list[str] = []
    for folder, folders, files in os.walk(top, followlinks=False):
        here = Path(folder).relative_to(root).as_posix()
        linked = {name for name in folders if os.path.islink(os.path.join(folder, name))}
        for name in [*folders, *files]:
            if name.lower().endswith((".md", *OTHER_SUFFIXES)) or name in linked:
                found.append(f"{here}/{name}")
    return sorted(found, key=lambda path: path.split("/"))
