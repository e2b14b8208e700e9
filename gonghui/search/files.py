"""Files: the whole index of a site: its bundles, and what they have in common."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from .. import address
from ..corpus import Corpus
from ..period import KIND_NAMES
from .bundle import ENOUGH, MOST, Bundle
from .document import Document, Packed
from .normal import simplified
from .packing import packed
from .store import Store

PAGES = "pages"  # the bundle of all that is of no year


Listed = list[Any]  # a bundle in the index: [id, years, pages, stamp]


def search_files(
    corpus: Corpus, documents: Iterable[Document], store: Store | None = None
) -> dict[str, bytes]:
    """Contents by address: the index, and a folder for each bundle, as far as possible from the store."""
    store = store or Store(None)
    bundles = bundles_of(document.packed for document in documents)
    made = [bundle_files(bundle, store) for bundle in bundles]
    store.tidy(bundles)
    files = index_files(corpus, [listed for listed, _ in made])
    for _, content in made:
        files |= content
    return files


def bundle_files(bundle: Bundle, store: Store) -> tuple[Listed, dict[str, bytes]]:
    """How the index lists a bundle, and its files by address. A bundle that changed has another address,
    so that a page that is open while the site is published anew never reads the old and the new together."""
    made = store.files(bundle)
    stamp = hashlib.sha256(b"".join(made[name] for name in sorted(made))).hexdigest()[:12]
    files = {address.of_search_file(bundle.id, stamp, name): made[name] for name in made}
    return [bundle.id, bundle.years, len(bundle.pages), stamp], files


def index_files(corpus: Corpus, bundles: list[Listed]) -> dict[str, bytes]:
    """What all bundles have in common: search/index, and the table of simplified characters."""
    known = {"bundles": bundles, **_names(corpus), "words": _words(corpus)}
    return {
        address.SEARCH_INDEX: packed(known),
        address.SEARCH_SIMPLIFIED: packed(
            "".join(chr(one) + chr(other) for one, other in sorted(simplified().items()))
        ),
    }


def bundles_of(pages: Iterable[Packed]) -> list[Bundle]:
    """By year, newest first, those of no year last. Years with few pages are together from the oldest
    on, so that what is old stays as it is; a year with very many pages is in several."""
    by_year: dict[str, list[Packed]] = defaultdict(list)
    for page in pages:
        by_year[page.year].append(page)
    found: list[Bundle] = []
    for years in reversed(list(_together(by_year))):
        every = [page for year in years for page in by_year[year]]
        for number, start in enumerate(range(0, len(every), MOST)):
            id_ = (years[-1] or PAGES) + (f"-{number + 1}" if number else "")
            found.append(Bundle(id_, tuple(every[start : start + MOST])))
    return found


def _together(by_year: dict[str, list[Packed]]) -> Iterator[list[str]]:
    """Years, newest first, that make a bundle; the oldest bundle first. A bundle bears the name of its
    oldest year."""
    size, years = 0, list[str]()
    for year in sorted(by_year, key=lambda year: (year.isdigit(), year)):
        years.insert(0, year)
        size += sum(page.size for page in by_year[year])
        if size >= ENOUGH or year == "":  # what is of no year changes with every build
            yield years
            size, years = 0, []
    if years:
        yield years


def _names(corpus: Corpus) -> dict[str, Any]:
    """What facets are called: units with the number of their type, periods with that of their kind."""
    registry = corpus.registry
    types, kinds = list(registry.unit_types), list(KIND_NAMES)
    return {
        "types": [registry.unit_types[id_].name for id_ in types],
        "kinds": [KIND_NAMES[kind] for kind in kinds],
        "units": {
            unit.id: [unit.name, types.index(unit.type_id)] for unit in registry.units.values()
        },
        "periods": {
            period.id: [period.name, kinds.index(period.kind)] for period in corpus.by_period
        },
        "categories": {c.id: c.name for c in registry.categories.values()},
    }


def _words(corpus: Corpus) -> list[list[str]]:
    """Groups of words that find each other: the kind of group, then the words: synonyms, and the names
    that one unit has borne."""
    groups = [["同义词", *words] for words in corpus.registry.synonyms]
    for unit in corpus.registry.units.values():
        names = list(dict.fromkeys(name.text for name in unit.names))
        if len(names) > 1:
            groups.append(["曾用名", *names])
    return groups
