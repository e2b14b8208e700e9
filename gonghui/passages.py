"""Passages: the sections of all summaries that speak of a category, found by their headings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .corpus import Corpus
from .spelling import fold
from .summary import Summary
from .summary.section import Section, outermost, sections


@dataclass(frozen=True)
class Passage:
    """A section in a list, and the summary that it is of."""

    summary: Summary
    section: Section

    @property
    def address(self) -> str:
        return f"{self.summary.address}#{self.section.anchor}"

    @property
    def year(self) -> int | None:
        """The calendar year of its period's last day; None where masked."""
        return self.summary.period.last_year


def passages_of(corpus: Corpus, category_id: str) -> list[Passage]:
    """The sections of one category, newest period first, units in the registry's order. A section
    within another of the category is not listed again."""
    return _all(corpus).get(category_id, [])


def categories_of(corpus: Corpus, summary: Summary) -> tuple[str, ...]:
    """The ids of the categories that a summary has a section or a figure of, in the registry's order."""
    if "categories" not in corpus.answers:
        spoken: dict[str, set[str]] = defaultdict(set)
        for id_, passages in _all(corpus).items():
            for passage in passages:
                spoken[passage.summary.path].add(id_)
        corpus.answers["categories"] = spoken
    found: set[str] = set(corpus.answers["categories"].get(summary.path, ()))
    found.update(observation.metric.category or "" for observation in summary.observations)
    return tuple(id_ for id_ in corpus.registry.categories if id_ in found)


def _all(corpus: Corpus) -> dict[str, list[Passage]]:
    """By category; every summary is looked through once."""
    if "passages" not in corpus.answers:
        found: dict[str, list[Passage]] = defaultdict(list)
        categories = corpus.registry.categories.values()
        spoken: dict[str, set[str]] = {}
        for summaries in corpus.by_period.values():
            for summary in summaries:
                made = sections(summary)
                for section in made:
                    if section.title not in spoken:  # most headings are those of many texts
                        heading = fold(section.title)
                        spoken[section.title] = {c.id for c in categories if c.speaks_in(heading)}
                for id_ in {id_ for section in made for id_ in spoken[section.title]}:
                    wanted = (id_ in spoken[section.title] for section in made)
                    for section in outermost(made, wanted):
                        found[id_].append(Passage(summary, section))
        corpus.answers["passages"] = dict(found)
    passages: dict[str, list[Passage]] = corpus.answers["passages"]
    return passages
