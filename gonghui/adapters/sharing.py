"""Sharing: one process's share of the pages, rendered and written, or taken from the last build.

What a unit's pages were made of is fingerprinted (gonghui/fingerprint.py): while that stays, its files
and what they leave for search and the sitemap come from a shelf, the same bytes as before.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import jinja2
from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..digest import of_bytes
from ..search import Packed
from ..shelf import Shelf
from .conversion import page_of
from .outputs import Made, write
from .plugin import GonghuiPlugin
from .portion import Portion

LEFT = "-left"  # after the name on the shelf under which a portion's files stand
KNOWN = ""  # there, beside the documents by address


@dataclass
class Left:
    """What some pages leave beside their files: what is searched, and what the sitemap lists; in `prints` the
    addresses of the files that were made for a fingerprint; `sizes` of files by address. `reused` are those of the `pages` that were
    taken from the last build."""

    documents: dict[str, Packed] = field(default_factory=dict)
    published: dict[str, date | None] = field(default_factory=dict)
    prints: dict[str, list[str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    reused: int = 0

    def add(self, other: Left) -> None:
        """Put another's beside this one's."""
        self.documents |= other.documents
        self.published |= other.published
        self.prints |= other.prints
        self.sizes |= other.sizes
        self.pages += other.pages
        self.reused += other.reused


@dataclass
class Pages:
    """Renders pages as MkDocs does, and writes them; of the fingerprints that `stand` the files are where
    they belong."""

    config: MkDocsConfig
    plugin: GonghuiPlugin
    files: Files
    nav: Navigation
    documents: Sequence[File]
    env: jinja2.Environment
    shelf: Shelf
    stand: Collection[str] = ()

    def populate(self, file: File) -> Page:
        """A page with its content, which the theme has not been put around."""
        page = file.page or Page(None, file, self.config)
        if self.plugin.edition.source(file) is not None and page not in self.nav.pages:
            page = page_of(file, self.config)
        mkdocs._populate_page(page, self.config, self.files)
        return page

    def render(self, files: Sequence[File]) -> Left:
        """Some pages, rendered and written."""
        plugin = self.plugin
        plugin.edition.indexer.found, plugin.origins.published = {}, {}
        for file in files:
            page = file.page if file.page and file.page.content else self.populate(file)
            mkdocs._build_page(page, self.config, self.documents, self.nav, self.env)
            if page not in self.nav.pages:  # nobody asks for it again
                file.page = None
        self.offered = plugin.edition.downloads.take()
        write(self.offered, self.config)
        return Left(plugin.edition.indexer.found, plugin.origins.published, pages=len(files))

    def is_kept(self, portion: Portion) -> bool:
        """Whether a portion need not be made, as far as one sees from outside."""
        return bool(portion.fingerprint) and self.shelf.has(f"{portion.fingerprint}{LEFT}")

    def portions(self, portions: Sequence[Portion]) -> Left:
        """The pages and the other files of some portions."""
        left = Left()
        for portion in portions:
            left.add(self._kept(portion) or self._made(portion))
        return left

    def _kept(self, portion: Portion) -> Left | None:
        name = portion.fingerprint
        found = self.shelf.get(f"{name}{LEFT}") if name else None
        if found is None:
            return None
        if name not in self.stand:
            files = self.shelf.get(name)
            if files is None:
                return None
            write(files, self.config)
        known = json.loads(found[KNOWN])
        documents = {
            at: Packed(at, year, size, digest, found[at])
            for at, year, size, digest in known["documents"]
        }
        days = {url: date.fromisoformat(day) if day else None for url, day in known["published"]}
        count = len(portion.files)
        return Left(documents, days, {name: known["files"]}, pages=count, reused=count)

    def _made(self, portion: Portion) -> Left:
        with _warnings() as told:
            left = self.render(portion.files)
            others = self.plugin.edition.of_unit(portion.unit) if portion.unit else {}
        write(others, self.config)
        if portion.fingerprint and not told:  # what was told must be told again
            pages = {file.dest_uri: Path(file.abs_dest_path).read_bytes() for file in portion.files}
            files = pages | self.offered | others
            self.shelf.put(portion.fingerprint, files)
            self.shelf.put(f"{portion.fingerprint}{LEFT}", _packed(left, files))
            left.prints[portion.fingerprint] = list(files)
        return left


def lay(files: Made, config: MkDocsConfig, stand: Collection[str]) -> Left:
    """Files that are no pages, written unless they `stand` as they are to be."""
    prints = {f"{address} {of_bytes(content)}": address for address, content in files.items()}
    new = {address for name, address in prints.items() if name not in stand}
    write({address: files[address] for address in new}, config)
    sizes = {address: len(content) for address, content in files.items()}
    return Left(prints={name: [address] for name, address in prints.items()}, sizes=sizes)


def _packed(left: Left, files: Made) -> Made:
    documents = left.documents.values()
    days = [(url, day.isoformat() if day else None) for url, day in left.published.items()]
    known = {"documents": [(d.address, d.year, d.size, d.digest) for d in documents]}
    said = json.dumps(known | {"published": days, "files": list(files)}).encode()
    return {KNOWN: said} | {d.address: d.content for d in documents}


@contextmanager
def _warnings() -> Iterator[list[logging.LogRecord]]:
    """The warnings that MkDocs and its plugins log meanwhile; they go their usual way as well."""
    found: list[logging.LogRecord] = []
    handler, logger = logging.Handler(logging.WARNING), logging.getLogger("mkdocs")
    handler.emit = found.append  # type: ignore[assignment, method-assign]
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
