"""Standing: where a file of MkDocs stands on the site, and which are left out of it."""

from __future__ import annotations

import logging
from pathlib import PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import CountHandler


def address_of(url: str) -> str:
    """A page's address: MkDocs' own url of home is a dot, and with use_directory_urls: false that of a
    folder's page is its file."""
    at = "" if url in (".", "./") else url
    return at.removesuffix("index.html") if f"/{at}".endswith("/index.html") else at


def file_at(config: MkDocsConfig, src_uri: str, address: str) -> File:
    """A file of docs/ that is published at another address; links to it follow."""
    return File(
        src_uri,
        config.docs_dir,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=f"{address}index.html",
        inclusion=InclusionLevel.NOT_IN_NAV,
    )


def forgive_warnings() -> None:
    """MkDocs counts warnings from before this plugin is asked; take its counter away."""
    logger = logging.getLogger("mkdocs")
    for handler in [h for h in logger.handlers if isinstance(h, CountHandler)]:
        logger.removeHandler(handler)


def is_of(path: str, left_out: set[str]) -> bool:
    """Whether a file is left out, or a folder that it is in: MkDocs follows links of folders."""
    return not left_out.isdisjoint([path, *map(str, PurePosixPath(path).parents)])


def without(nav: Any, left_out: set[str]) -> Any:
    """The navigation without the pages that are left out."""
    if isinstance(nav, list):
        items = [without(item, left_out) for item in nav]
        return [item for item in items if item not in (None, [], {})]
    if isinstance(nav, dict):
        pairs = {key: without(value, left_out) for key, value in nav.items()}
        return {key: value for key, value in pairs.items() if value not in (None, [], {})}
    return None if f"docs/{nav}" in left_out else nav
