"""Indexing: what the search index takes of each page while the site is rendered."""

from __future__ import annotations

from .. import address
from ..corpus import Corpus
from ..pages.page import Page
from ..passages import categories_of
from ..search import Document, Packed, blocks_of
from ..summary import CLASS_NAMES, DATA_STATUS_NAMES, Summary

GUIDE = "guide/"


class Indexer:
    """Gathers the pages of one build, by address in `found`; `documents` has them newest first."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.found: dict[str, Packed] = {}

    def take(self, html: str, at: str, title: str, source: Summary | Page | None) -> None:
        """A page as it is shown, at its address. Lists and home are not searched: what they name has its
        page. What somebody wrote beside the guide is."""
        document = self._document(html, at, title, source)
        if document:
            self.found[at] = document.packed

    def _document(
        self, html: str, at: str, title: str, source: Summary | Page | None
    ) -> Document | None:
        if isinstance(source, Summary):
            return self._summary(html, source)
        if at.startswith(address.UNITS) and at != address.UNITS:
            unit = at.removeprefix(address.UNITS).strip("/")
            return Document(at, title, "单位", tuple(blocks_of(html)), unit=unit)
        if at.startswith(address.METRICS) and at != address.METRICS:
            return Document(at, title, "指标", tuple(blocks_of(html)))
        if source is None and at:
            kind = "指南" if at.startswith(GUIDE) else "其他"
            return Document(at, title, kind, tuple(blocks_of(html)))
        return None

    def _summary(self, html: str, summary: Summary) -> Document:
        return Document(
            summary.address,
            summary.title,
            next(name for name, class_ in CLASS_NAMES.items() if class_ is summary.class_),
            tuple(blocks_of(html)),
            unit=summary.unit.id,
            period=summary.period.id,
            year=address.year_id(summary.period.last_year),
            status=next(n for n, s in DATA_STATUS_NAMES.items() if s is summary.data_status),
            categories=categories_of(self.corpus, summary),
        )

    @property
    def documents(self) -> list[Packed]:
        """Summaries by period, newest first, in the registry's order; then the other pages by address."""
        order: dict[str, int] = {}
        for summaries in self.corpus.by_period.values():
            for summary in summaries:
                order[summary.address] = len(order)
        last = len(order)
        return sorted(self.found.values(), key=lambda d: (order.get(d.address, last), d.address))
