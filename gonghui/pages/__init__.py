"""Pages that nobody writes by hand: of every period, unit, unit type, metric and category, of who
reported and who did not, two texts side by side, the workbench, search, the form, and all downloads. One module a
kind; each is reached from an index.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from . import (
    beside,
    categories,
    downloads,
    form,
    metrics,
    periods,
    reporting,
    search,
    types,
    units,
    workbench,
)
from .page import Page


def all_pages(corpus: Corpus) -> Iterator[Page]:
    """Every page to be made, indexes first within their kind. Making the list renders nothing."""
    yield from periods.pages(corpus)
    yield from units.pages(corpus)
    yield from types.pages(corpus)
    yield from metrics.pages(corpus)
    yield from categories.pages(corpus)
    yield from reporting.pages(corpus)
    yield from beside.pages(corpus)
    yield from workbench.pages(corpus)
    yield from search.pages(corpus)
    yield from form.pages(corpus)
    yield from downloads.pages(corpus)


__all__ = ["Page", "all_pages"]
