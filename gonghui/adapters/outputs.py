"""Outputs: the files of a site that are no pages: exports, tables as CSV, the feed, the sitemap."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..beside import beside_files
from ..corpus import Corpus
from ..export.bundle import data_files
from ..export.imprint import Imprint
from ..feed import ADDRESS as FEED
from ..feed import feed
from ..form import form_files
from ..names import ADDRESS as NAMES
from ..names import names_json
from ..schema import ADDRESS as SCHEMA
from ..schema import schema_json
from ..search import Document, Store, search_files
from ..sitemap import sitemap
from ..workbench import workbench_files
from .origin import Origins, new_file

CACHE = ".cache/gonghui/search"


def data(corpus: Corpus, config: MkDocsConfig) -> dict[str, bytes]:
    """All data of the site as files, by address; made before the pages, which tell their sizes."""
    licence = corpus.registry.settings.data_licence
    return data_files(
        corpus, Imprint(config.site_name, config.site_url or "", licence, corpus.today)
    )


def outputs(
    corpus: Corpus,
    config: MkDocsConfig,
    origins: Origins,
    documents: list[Document],
    *,
    preview: bool = False,
) -> dict[str, bytes]:
    """Contents by address, from the site's top. A `preview` lets drafts be read beside the others."""
    return {
        NAMES: names_json(corpus),
        SCHEMA: schema_json(corpus.registry),
        **beside_files(corpus, corpus.all if preview else corpus.summaries),
        FEED: feed(corpus, config.site_name, config.site_url or ""),
        **workbench_files(corpus),
        **form_files(corpus, new_file(config.repo_url or "", config.edit_uri or "")),
        **search_files(corpus, documents, Store(_cache(config))),
        **sitemap(origins.published),
    }


def _cache(config: MkDocsConfig) -> Path | None:
    """Where a project keeps what the next build may use again; not in git."""
    return Path(config.config_file_path).parent / CACHE if config.config_file_path else None
