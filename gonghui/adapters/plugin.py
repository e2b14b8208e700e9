"""The MkDocs plugin: nothing is rendered before the check-up has passed, then each summary gets its
address, its text without front matter, its tables, and the site its data files."""

from __future__ import annotations

import logging
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler, get_build_datetime
from mkdocs.utils.templates import TemplateContext
from pathspec.gitignore import GitIgnoreSpec

from .. import pages
from ..article import article
from ..checkup import Examination, examine
from ..checkup.links import files_of_drafts
from ..checkup.report import report_of
from ..checkup.section import checkup_section
from ..corpus import DOCS, SUMMARIES, Corpus
from ..expansion import Result, expanded
from ..macros import MACROS, MacroError, call
from ..mention import with_mentions
from ..place import Downloads, Place
from ..problem import Problem, as_text
from ..summary import Summary
from ..views.figures import Mentions
from .contents import anchors, contents
from .illustration import illustrated
from .indexing import Indexer
from .options import Options
from .origin import Origins
from .outputs import data, outputs
from .prose import made_harmless, sanitised, scrollable, with_results

log = logging.getLogger("mkdocs.plugins.gonghui")


class ProblemsFound(PluginError):
    """The check-up found errors; the text lists all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"检查没有通过，网站没有生成：\n{as_text(problems)}")
        self.problems = problems


_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")  # the theme's own search
# Material prints a page's title as it is, here and there decoded once more: what could become
# markup is set in its full-width form, which a reader sees as the same
_TITLE = str.maketrans({"<": "＜", ">": "＞", "&": "＆", '"': "＂"})
# room for tables where the navigation would be empty
_MADE: dict[str, Any] = {"hide": ["navigation"]}


class _NoOptions(Config):  # type: ignore[no-untyped-call]
    """What the figures depend on stands in data/settings.yml, not in mkdocs.yml."""


class GonghuiPlugin(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call]
    """`examination` and `corpus` are of the current build; the corpus is read once a build."""

    def __init__(self) -> None:
        super().__init__()
        self.options = Options()
        self.examination: Examination | None = None
        self.corpus: Corpus | None = None
        self.downloads = Downloads()
        self.places: dict[str, Place] = {}
        self.origins = Origins()
        self.summaries: dict[str, Summary] = {}
        self.pages: dict[str, pages.Page] = {}
        self.at_work = ""  # the page that is being rendered, for the word about a fault
        self.results: list[Result] = []  # of its macros

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.options.preview = self.options.keep_going = command == "serve"  # and goes on answering

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The gate: read and check everything before anything of the old site is touched."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        examination = examine(root, get_build_datetime().date(), self.options.only)
        self.examination, self.downloads, self.places = examination, Downloads(), {}
        for problem in examination.problems:
            if problem.severity == "warning":
                log.info("%s", problem)
        if not examination.broken:
            self.corpus = examination.corpus
        elif not self.options.keep_going or (examination.registry_is_broken and not self.corpus):
            raise ProblemsFound(examination.problems)
        else:
            log.info("有问题的页面没有生成：\n%s", as_text(examination.errors))
            if not examination.registry_is_broken:
                self.corpus = examination.publishable()
        self.options.left_out = examination.left_out
        config.nav = _without(config.nav, examination.left_out)
        if examination.left_out:  # links to them lead nowhere; strictness must not end it all
            _forgive_warnings()
        # MkDocs must not sort or compare the summaries' files itself: their names mean nothing
        ours = GitIgnoreSpec.from_lines([f"/{SUMMARIES.removeprefix('docs/')}/**/*.md"])
        config.exclude_docs = config.exclude_docs + ours if config.exclude_docs else ours
        self.origins = Origins.of(root, config, self.options.only or DOCS)
        for note in self.origins.notes:
            log.info("%s", note)
        config.extra["gonghui"] = {
            "sample": self.corpus.registry.settings.sample if self.corpus else 0,
            "preview": self.options.preview,
        }
        return config

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> None:
        """A plain `mkdocs serve` looks at docs/ alone; the figures and the theme count too."""
        root = Path(config.config_file_path).parent
        for name in ("data", "overrides", "macros.py"):
            if (root / name).exists():
                server.watch(str(root / name))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Summaries get the address of their identity; pages that nobody writes are added."""
        corpus = self._corpus
        self.indexer = Indexer(corpus)
        left_out = self.options.left_out
        if not self.options.preview:
            left_out = left_out | files_of_drafts(corpus)
        kept = [
            f
            for f in files
            if not self._is_summary(f)
            and not is_of(f"docs/{f.src_uri}", left_out)
            and not f.src_uri.startswith(_UNUSED)
        ]
        self.summaries = {}
        for summary in corpus.all if self.options.preview else corpus.summaries:
            file = _file(config, summary.path.removeprefix("docs/"), summary.address)
            self.summaries[file.src_uri] = summary
            kept.append(file)
        self.pages = {}
        for page in pages.all_pages(corpus):
            file = _file(config, page.source, page.address)
            file.content_string = ""
            kept.append(file)
            self.pages[page.source] = page
        if not self.options.only:
            self.downloads.files.update(data(corpus, config))
        return Files(kept)

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        summary = self.summaries.get(page.file.src_uri)
        return f"\n{summary.body}" if summary else None  # a first --- is a rule, no second head

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Before mkdocs-macros, whose renderer is told to leave every page and its title alone."""
        self.at_work = f"docs/{page.file.src_uri}"
        summary, made = self.summaries.get(page.file.src_uri), self.pages.get(page.file.src_uri)
        if summary is not None:
            page.meta = _MADE | {"title": summary.title.translate(_TITLE)}
        if made is not None:
            page.meta = _MADE | {"title": made.title.translate(_TITLE), "gh_style": made.style}
        page.meta["render_macros"] = False
        if summary is not None or made is not None:
            return markdown
        try:
            text, self.results = expanded(markdown, self.place(page.url))
        except MacroError as error:
            raise PluginError(f"{page.file.src_uri}: macro-argument: {error}") from None
        return text

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        summary, made = self.summaries.get(page.file.src_uri), self.pages.get(page.file.src_uri)
        place = self.place(page.url)
        if made is not None:
            html = made.html(place)
            page.toc.items[:] = anchors(html)
            if len(page.toc.items) < 2:
                page.meta["hide"] = ["navigation", "toc"]
            return html
        if summary is None:
            shown = illustrated(scrollable(made_harmless(html)), page.url, Path(config.docs_dir))
            return with_results(shown, self.results)
        results = [
            (c.token, call(place, c.name, c.args, c.kwargs), not MACROS[c.name].inline)
            for c in summary.calls
        ]
        shown = illustrated(scrollable(sanitised(html)), page.url, Path(config.docs_dir))
        prose, mentions = with_mentions(shown, summary)
        report = self._report(summary, mentions) if self.options.preview else ""
        whole = article(summary, with_results(prose, results), place, mentions, report)
        page.toc.items[:] = contents(whole, page.toc.items)
        return whole

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """MkDocs' own sitemap is invalid without addresses and fails without dates: ours is written
        in on_post_build."""
        return "" if template_name == "sitemap.xml" else output_content

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        made = self.pages.get(page.file.src_uri)
        source = self.summaries.get(page.file.src_uri) or made
        self.origins.sign(page, made=made is not None)
        title = source.title if source else unescape(str(page.title))  # MkDocs' own is HTML
        self.indexer.take(page.content or "", _at(page.url), title, source)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        preview, found = self.options.preview, self.indexer.documents
        made = outputs(self._corpus, config, self.origins, found, preview=preview)
        self.write(self.downloads.files | made, config)

    @staticmethod
    def write(files: dict[str, bytes], config: MkDocsConfig) -> None:
        """Write files into the site, by address."""
        for address, content in files.items():
            target = Path(config.site_dir, address)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def place(self, url: str) -> Place:
        """Where a page of the site stands."""
        address = _at(url)
        if address not in self.places:
            self.places[address] = Place(self._corpus, address, self.downloads)
        return self.places[address]

    def addresses(self) -> dict[str, str]:
        """Which file of a summary became which address, for the preview."""
        return {s.path: s.address for s in self.summaries.values()}

    def _report(self, summary: Summary, mentions: Mentions) -> str:
        """What the check-up says of a summary, for its author."""
        assert self.examination is not None  # on_config has run
        text = self._corpus.texts.get(summary.path, "")
        return checkup_section(report_of(self.examination, summary), text, mentions)

    @property
    def _corpus(self) -> Corpus:
        assert self.corpus is not None  # on_config has run
        return self.corpus

    @staticmethod
    def _is_summary(file: File) -> bool:
        return f"docs/{file.src_uri}".startswith(f"{SUMMARIES}/") and file.is_documentation_page()


def _at(url: str) -> str:
    """A page's address: MkDocs' own url of home is a dot, and with use_directory_urls: false that of a
    folder's page is its file."""
    at = "" if url in (".", "./") else url
    return at.removesuffix("index.html") if f"/{at}".endswith("/index.html") else at


def is_of(path: str, left_out: set[str]) -> bool:
    """Whether a file is left out, or a folder that it is in: MkDocs follows links of folders."""
    return not left_out.isdisjoint([path, *map(str, PurePosixPath(path).parents)])


def _file(config: MkDocsConfig, src_uri: str, address: str) -> File:
    """A file of docs/ that is published at another address; links to it follow."""
    return File(
        src_uri,
        config.docs_dir,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=f"{address}index.html",
        inclusion=InclusionLevel.NOT_IN_NAV,
    )


def _forgive_warnings() -> None:
    """MkDocs counts warnings from before this plugin is asked; take its counter away."""
    logger = logging.getLogger("mkdocs")
    for handler in [h for h in logger.handlers if isinstance(h, CountHandler)]:
        logger.removeHandler(handler)


def _without(nav: Any, left_out: set[str]) -> Any:
    """The navigation without the pages that are left out."""
    if isinstance(nav, list):
        items = [_without(item, left_out) for item in nav]
        return [item for item in items if item not in (None, [], {})]
    if isinstance(nav, dict):
        pairs = {key: _without(value, left_out) for key, value in nav.items()}
        return {key: value for key, value in pairs.items() if value not in (None, [], {})}
    return None if f"docs/{nav}" in left_out else nav
