"""The figures that stand in a summary's prose: for the import of office texts and for the check of a
text against its front matter.

Source: contract.md §3 (notations), §6 (prose).
"""

from __future__ import annotations

from collections.abc import Iterable

from ..registry import Registry
from .decoys import hide
from .dictionary import Names
from .fact import Fact, FactRole
from .naming import Subjects
from .plan import is_plan
from .prose import HIDDEN, Sentence, sentences
from .quantities import measure_of, quantities
from .role import Roles

__all__ = ["Fact", "FactRole", "Names", "facts_in", "facts_of", "is_plan"]


def facts_in(body: str, registry: Registry) -> list[Fact]:
    """Every figure of a summary's Markdown text, in the order in which they stand."""
    names = Names(registry)
    return [fact for sentence in sentences(body) for fact in facts_of(sentence, names)]


def facts_of(sentence: Sentence, names: Names, own: Iterable[str] = ()) -> list[Fact]:
    """The figures of one sentence. Each metric is sure once at most: of two that a sentence names in
    one way, nobody knows which is meant. `own` are the names, folded, of the unit that writes."""
    said = sentence.said
    for name in own:
        said = said.replace(name, HIDDEN * len(name)) if name in said else said
    hidden = hide(said)
    measure = measure_of(sentence, names.words) if sentence.head else ""
    there = list(quantities(hidden, names.measured, bare=bool(sentence.head)))
    if not there:
        return []
    quote = sentence.quote
    subjects = Subjects(names, sentence, said, hidden)
    roles = Roles(
        sentence.said,
        is_plan(sentence.section),
        sentence.above if sentence.head else "",
    )
    found: list[Fact] = []
    for found_one in there:
        quantity = found_one.measured(measure) if found_one.bare else found_one
        metric, sure = subjects.of(quantity)
        role = roles.of(quantity.start, quantity.end, quantity.figure.unit)
        line, column = sentence.place(quantity.start)
        found.append(
            Fact(
                sentence.written(quantity.start, quantity.end).replace("\n", ""),
                quantity.figure,
                metric,
                sure and metric is not None and role is FactRole.ACTUAL,
                role,
                quote,
                line,
                column,
                sentence.section,
                quantity.start,
                quantity.end,
            )
        )
    return found
