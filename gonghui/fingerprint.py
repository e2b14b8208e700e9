"""Fingerprint: what the pages of a unit are made of, so that they are made anew only when that changes.

A unit's pages show its own figures, those of the units that it goes back to or that go back to it, the
registries, and which of its reports are due. Two things reach further: a macro in a summary may show any
figure, and a link or a picture any file. What is added up of several units is never looked up here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from .corpus import Corpus
from .coverage import due_periods
from .digest import digest, program
from .ledger import Ledger
from .period import Period
from .registry import Registry, Unit
from .shelf import Shelf
from .slices import slices_of
from .summary import Summary
from .totals import parents
from .workbook.book import newest_day

_LEADS = ("](", "]:", "][", "<")  # what a text needs to lead elsewhere, in Markdown


class Fingerprints:
    """Of the units of one corpus. `means` is of all else that every page depends on: the registries, the
    theme, the program; `origins` says of a path where its file comes from; `files` is asked for the
    fingerprint of all files that a text may lead to."""

    def __init__(
        self, corpus: Corpus, means: str, origins: Mapping[str, object], files: Callable[[], str]
    ) -> None:
        self.corpus, self.origins, self._files = corpus, origins, files
        self.means = means
        self.kin = kin_of(corpus.registry)

    def of_unit(self, unit: Unit) -> str:
        """The same as long as the unit's pages are; "" of a unit that others are added up for."""
        if unit.id in parents(self.corpus):
            return ""
        own = self.corpus.by_unit.get(unit.id, [])
        said = [self.means, unit.id]
        said += [f"{s.path} {self.origins.get(s.path)} {self._text(s)}" for s in own]
        for id_ in self.kin.get(unit.id, ()):
            said += [self._text(summary) for summary in self.corpus.by_unit.get(id_, [])]
        said += [period.id for period in due_periods(self.corpus, unit)]
        said += ["of these periods there are pages", *sorted(self._listed(unit))]
        if any(summary.calls for summary in own):
            said += [self._whole]
        if any(lead in self.corpus.texts[summary.path] for summary in own for lead in _LEADS):
            said += [self.files]
        return digest(*said)

    def of_period(self, period: Period) -> str:
        """The same as long as the period's pages are; "" where nothing is kept of it."""
        corpus = self.corpus
        known = corpus.ledger.prints.get(f"/{period.id}")
        if known is None:
            return ""
        around = (one.id for one in corpus.by_period)  # the pages before and after
        return digest(self.means, known, newest_day(corpus).isoformat(), *around)

    def of_year(self, year: int | None) -> str:
        """The same as long as the texts of a year's summaries are, which pages of categories quote."""
        return digest(self.means, f"sections of {year}", *self._of_years.get(year, ()))

    @cached_property
    def _of_years(self) -> dict[int | None, list[str]]:
        found: dict[int | None, list[str]] = {}
        for summary in self.corpus.summaries:
            said = f"{summary.path} {self._text(summary)}"
            found.setdefault(summary.period.last_year, []).append(said)
        return found

    def _listed(self, unit: Unit) -> set[str]:
        """The periods that the unit has figures of, as far as they have pages."""
        corpus = self.corpus
        keys = corpus.keys_of_unit.get(unit.id, [])
        found = {o.period.id: o.period for key in keys for o in corpus.series[key].values()}
        return {id_ for id_, period in found.items() if period in corpus.by_period}

    @cached_property
    def files(self) -> str:
        """Of all files that a text may lead to."""
        return self._files()

    @cached_property
    def _whole(self) -> str:
        """Of all summaries, and of the day up to which reports are due."""
        texts = (f"{s.path} {self._text(s)}" for s in self.corpus.summaries)
        return digest(self.corpus.reporting_day.isoformat(), *texts)

    def _text(self, summary: Summary) -> str:
        return self.corpus.prints[summary.path]


def ledger_of(corpus: Corpus, shelf: Shelf) -> Ledger:
    """What is kept of a corpus's units and periods, each under what its figures follow from: of a unit its
    summaries, those of its kin, the registries, and what is due."""
    means, kin = digest(program(), corpus.registry.fingerprint), kin_of(corpus.registry)
    texts = {
        id_: [f"{s.path} {corpus.prints[s.path]}" for s in summaries]
        for id_, summaries in corpus.by_unit.items()
    }
    prints = {}
    for id_, unit in corpus.registry.units.items():
        said = [text for one in kin.get(id_, (id_,)) for text in (one, *texts.get(one, ()))]
        due = (period.id for period in due_periods(corpus, unit))
        prints[id_] = digest(means, id_, *said, "due", *due)
    periods = {f"/{id_}": print_ for id_, print_ in slices_of(corpus, means).items()}
    return Ledger(shelf, prints | periods)


def kin_of(registry: Registry) -> dict[str, tuple[str, ...]]:
    """By the id of each unit that an event names together with others: all these, and theirs."""
    groups: dict[str, set[str]] = {}
    for unit in registry.units.values():
        for event in unit.events:
            together = {unit.id, *event.others}
            if len(together) > 1:
                for id_ in tuple(together):
                    together |= groups.get(id_, set())
                for id_ in together:
                    groups[id_] = together
    return {id_: tuple(sorted(group)) for id_, group in groups.items()}
