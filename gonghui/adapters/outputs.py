"""Outputs: the files of a site that are no pages: exports, the feed, what scripts load, the search index."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from ..beside import beside_files
from ..corpus import Corpus
from ..export.bundle import data_files
from ..export.imprint import Imprint
from ..feed import ADDRESS as FEED
from ..feed import feed
from ..form import form_index, form_unit
from ..names import ADDRESS as NAMES
from ..names import names_json
from ..registry import Unit
from ..schema import ADDRESS as SCHEMA
from ..schema import schema_json
from ..search import Packed, Store, bundle_files, bundles_of, index_files
from ..summary import Summary
from ..totals import keep_totals
from ..workbench import workbench_files
from .origin import new_file
from .project import KEPT

Made = dict[str, bytes]  # contents by address, from the site's top


def write(files: Made, config: MkDocsConfig) -> None:
    """Write files into the site."""
    for address, content in files.items():
        target = f"{config.site_dir}/{address}"
        try:
            _put(target, content)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            _put(target, content)


def _put(target: str, content: bytes) -> None:
    with open(target, "wb") as file:
        file.write(content)


def data(corpus: Corpus, config: MkDocsConfig) -> Made:
    """All data of the site as files; made before the page that tells their sizes."""
    keep_totals(corpus)
    licence = corpus.registry.settings.data_licence
    return data_files(
        corpus, Imprint(config.site_name, config.site_url or "", licence, corpus.today)
    )


def outputs(corpus: Corpus, config: MkDocsConfig) -> list[Callable[[], Made]]:
    """What makes the files that are neither pages nor of one unit, the longest first."""
    return [
        partial(data, corpus, config),
        partial(workbench_files, corpus),
        partial(_lists, corpus, config),
    ]


def of_unit(corpus: Corpus, unit: Unit, summaries: list[Summary]) -> Made:
    """The files of one unit that are no pages; `summaries` are those of it that have a page."""
    return beside_files(corpus, summaries) | form_unit(corpus, unit)


def _lists(corpus: Corpus, config: MkDocsConfig) -> Made:
    return {
        **form_index(corpus, new_file(config.repo_url or "", config.edit_uri or "")),
        NAMES: names_json(corpus),
        SCHEMA: schema_json(corpus.registry),
        FEED: feed(corpus, config.site_name, config.site_url or ""),
    }


class SearchIndex:
    """The search index of the pages of one build: its `bundles`, which can be made apart, and then what
    they have in common."""

    def __init__(self, corpus: Corpus, config: MkDocsConfig, documents: Iterable[Packed]) -> None:
        self.corpus, self.store = corpus, Store(cache(config, "search"))
        self.bundles = bundles_of(documents)

    def bundle(self, number: int) -> tuple[list[Any], Made]:
        """How the index lists one bundle, and its files."""
        return bundle_files(self.bundles[number], self.store)

    def index(self, listed: list[list[Any]]) -> Made:
        """The files that all bundles have in common; what the store holds beyond them is deleted."""
        self.store.tidy(self.bundles)
        return index_files(self.corpus, listed)


def cache(config: MkDocsConfig, name: str) -> Path | None:
    """Where a project keeps what the next build may use again; not in git."""
    root = Path(config.config_file_path).parent if config.config_file_path else None
    return root / KEPT / name if root else None
