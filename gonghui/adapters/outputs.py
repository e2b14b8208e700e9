"""Outputs: the files of a site that are no pages: exports, tables as CSV, the feed, the sitemap."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from ..beside import beside_files
from ..corpus import Corpus
from ..export.comparisons import comparisons_csv
from ..export.totals import totals_csv
from ..export.values import values_csv
from ..feed import ADDRESS as FEED
from ..feed import feed
from ..names import ADDRESS as NAMES
from ..names import names_json
from ..sitemap import sitemap
from ..workbench import workbench_files
from .origin import Origins


def outputs(
    corpus: Corpus, config: MkDocsConfig, origins: Origins, *, preview: bool = False
) -> dict[str, bytes]:
    """Contents by address, from the site's top. A `preview` lets drafts be read beside the others."""
    return {
        "data/values.csv": values_csv(corpus),
        "data/comparisons.csv": comparisons_csv(corpus),
        "data/totals.csv": totals_csv(corpus),
        NAMES: names_json(corpus),
        **beside_files(corpus, corpus.all if preview else corpus.summaries),
        FEED: feed(corpus, config.site_name, config.site_url or ""),
        **workbench_files(corpus),
        **sitemap(origins.published),
    }
