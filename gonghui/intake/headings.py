"""Headings: the structure that the text of a new summary begins with."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..precedent import Wanted, headings_before
from ..summary import Summary, SummaryClass

_ENDS = ("存在的不足", "下一步打算")
_USUAL = {
    SummaryClass.SPECIAL: ("活动开展情况", "活动成效", "存在的不足"),
    SummaryClass.PERSONAL: ("履行职责情况", "学习情况", "存在的不足"),
}
_NUMBERS = "一二三四五六七八九十"


def headings(corpus: Corpus, wanted: Wanted, after: list[Summary]) -> Iterator[str]:
    """The lines of the text: the headings of the page before, each with room below; else those that its class usually has."""
    found = headings_before(wanted, after)
    if not found:
        found = [(2, title) for title in _usual(corpus, wanted)]
    for number, (level, title) in enumerate(found):
        yield from [""] if number else []
        yield f"{'#' * level} {title}"
        yield ""


def _usual(corpus: Corpus, wanted: Wanted) -> list[str]:
    """Headings for a unit that has no page yet: the categories of its type's metrics."""
    titles = _USUAL.get(wanted.class_)
    if titles is None:
        registry = corpus.registry
        ids = registry.unit_types[wanted.unit.type_id].metrics
        found = dict.fromkeys(registry.category_of(registry.metrics[id_]) for id_ in ids)
        ends = _ENDS if wanted.class_ is SummaryClass.SUMMARY else ()
        titles = (*found, *ends)
    return [f"{_numeral(number)}、{title}" for number, title in enumerate(titles, start=1)]


def _numeral(number: int) -> str:
    """一 … 十九."""
    return _NUMBERS[number - 1] if number <= 10 else f"十{_NUMBERS[number - 11]}"
