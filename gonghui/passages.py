"""Passages: the sections of all summaries that speak of a category, found by their headings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from .corpus import Corpus
from .spelling import fold
from .summary import Summary
from .summary.section import Section, outermost, sections


@dataclass(frozen=True)
class Passage:
    """A section in a list, and the summary that it is of, whose `number`-th it is."""

    corpus: Corpus = field(repr=False)
    summary: Summary
    number: int

    @property
    def section(self) -> Section:
        return _sections(self.corpus, self.summary)[self.number]

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
    """By category; every summary is looked through once, unless it is known what it speaks of."""
    if "passages" not in corpus.answers:
        found: dict[str, list[Passage]] = defaultdict(list)
        with corpus.ledger.book("passages") as book:
            spoken: dict[str, list[tuple[str, int]]] = {}
            for id_, summaries in corpus.by_unit.items():
                spoken |= book.of(id_, partial(_spoken, corpus, summaries))
        for summaries in corpus.by_period.values():
            for summary in summaries:
                for category, number in spoken[summary.path]:
                    found[category].append(Passage(corpus, summary, number))
        corpus.answers["passages"] = dict(found)
    passages: dict[str, list[Passage]] = corpus.answers["passages"]
    return passages


def _spoken(corpus: Corpus, summaries: list[Summary]) -> dict[str, list[tuple[str, int]]]:
    """By path of a summary, the category and the number of each section that speaks of one."""
    categories = corpus.registry.categories.values()
    known: dict[str, set[str]] = corpus.answers.setdefault("headings", {})
    found: dict[str, list[tuple[str, int]]] = {}
    for summary in summaries:
        made = _sections(corpus, summary)
        for title in {section.title for section in made} - known.keys():  # most stand in many texts
            known[title] = {c.id for c in categories if c.speaks_in(fold(title))}
        found[summary.path] = [
            (category.id, number)
            for category in categories
            for number in outermost(made, (category.id in known[one.title] for one in made))
        ]
    return found


def _sections(corpus: Corpus, summary: Summary) -> list[Section]:
    """A summary's sections, found once."""
    known: dict[str, list[Section]] = corpus.answers.setdefault("sections", {})
    if summary.path not in known:
        known[summary.path] = sections(summary)
    return known[summary.path]
