"""Edition: what one build shows: the pages of a corpus, where they stand, and the files beside them."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from .. import pages
from ..corpus import Corpus
from ..pages.page import Page
from ..place import Downloads, Place
from ..registry import Unit
from ..summary import Summary
from .indexing import Indexer
from .outputs import Made, SearchIndex, of_unit, outputs
from .standing import address_of, file_at


class Edition:
    """`summaries` and `pages`, those that nobody writes, by the names of their files in MkDocs."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.downloads = Downloads()
        self.indexer = Indexer(corpus)
        self.places: dict[str, Place] = {}
        self.summaries: dict[str, Summary] = {}
        self.by_unit: dict[str, list[Summary]] = {}
        self.pages: dict[str, Page] = {}

    def files(self, config: MkDocsConfig, *, drafts: bool) -> list[File]:
        """A file of MkDocs for each page: a summary's has the address of its identity."""
        found = []
        for summary in self.corpus.all if drafts else self.corpus.summaries:
            file = file_at(config, summary.path.removeprefix("docs/"), summary.address)
            self.summaries[file.src_uri] = summary
            self.by_unit.setdefault(summary.unit.id, []).append(summary)
            found.append(file)
        for page in pages.all_pages(self.corpus):
            file = file_at(config, page.source, page.address)
            file.content_string = ""
            self.pages[page.source] = page
            found.append(file)
        return found

    def source(self, file: File) -> Summary | Page | None:
        """What the page of a file shows; None where somebody wrote it beside the summaries."""
        return self.summaries.get(file.src_uri) or self.pages.get(file.src_uri)

    def of(self, unit: Unit) -> list[Summary]:
        """The summaries of one unit that have a page."""
        return self.by_unit.get(unit.id, [])

    def place(self, url: str) -> Place:
        """Where a page of the site stands."""
        address = address_of(url)
        if address not in self.places:
            self.places[address] = Place(self.corpus, address, self.downloads)
        return self.places[address]

    def leave(self, url: str) -> None:
        """A page is done: nobody asks for its place again."""
        self.places.pop(address_of(url), None)

    def addresses(self) -> dict[str, str]:
        """Which file of a summary became which address, for the preview."""
        return {s.path: s.address for s in self.summaries.values()}

    def outputs(self, config: MkDocsConfig) -> Made:
        """The files that are neither pages nor of one unit; one page tells the sizes of some."""
        files = {at: made for make in outputs(self.corpus, config) for at, made in make().items()}
        self.downloads.sizes = {address: len(content) for address, content in files.items()}
        return files

    def of_unit(self, unit: Unit) -> Made:
        """The files of one unit that are no pages."""
        return of_unit(self.corpus, unit, self.of(unit))

    def search_index(self, config: MkDocsConfig) -> SearchIndex:
        """Of the pages that were rendered."""
        return SearchIndex(self.corpus, config, self.indexer.documents)
