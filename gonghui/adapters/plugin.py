"""The MkDocs plugin: nothing is rendered before the check-up has passed, then each summary gets its
address, its text without front matter, its tables, and the site its data files."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext
from pathspec.gitignore import GitIgnoreSpec

from .. import pages
from ..archive import FEW
from ..article import article
from ..checkup import Examination, examine
from ..checkup.links import files_of_drafts
from ..checkup.report import report_of
from ..checkup.section import checkup_section
from ..corpus import DOCS, SUMMARIES, Corpus
from ..crew import cores
from ..expansion import Result, expanded
from ..fingerprint import ledger_of
from ..macros import MACROS, MacroError, call
from ..mention import with_mentions
from ..problem import Problem, as_text
from ..shelf import Shelf
from ..sitemap import sitemap
from ..summary import Summary
from ..views.figures import Mentions
from .contents import anchors, contents
from .edition import Edition
from .illustration import illustrated
from .options import Options
from .origin import Origins
from .outputs import cache, write
from .prose import made_harmless, sanitised, scrollable, with_results
from .shell import lay_out_once, squeezed
from .standing import address_of, forgive_warnings, is_of, without
from .title import print_plainly, printed, take_head, title_of

log = logging.getLogger("mkdocs.plugins.gonghui")


class ProblemsFound(PluginError):
    """The check-up found errors; the text lists all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"检查没有通过，网站没有生成：\n{as_text(problems)}")
        self.problems = problems


_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")  # the theme's own search
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
        self.origins = Origins()
        self.when_read: Callable[[Corpus], object] = lambda corpus: None  # and before it is checked
        self.at_work = ""  # the page that is being rendered, for the word about a fault
        self.results: list[Result] = []  # of its macros

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        # a plain `mkdocs serve` must not stop answering for one broken page
        self.options.preview = self.options.keep_going = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The gate: read and check everything before anything of the old site is touched."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        today, kept = get_build_datetime().date(), cache(config, "check")
        options = self.options
        examination = examine(
            root, today, options.only, options.jobs or cores(), kept, options.shard, self.when_read
        )
        self.examination = examination
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
        config.nav = without(config.nav, examination.left_out)
        if examination.left_out:  # links to them lead nowhere; strictness must not end it all
            forgive_warnings()
        # MkDocs must not sort or compare the summaries' files itself: their names mean nothing
        ours = GitIgnoreSpec.from_lines([f"/{SUMMARIES.removeprefix('docs/')}/**/*.md"])
        config.exclude_docs = config.exclude_docs + ours if config.exclude_docs else ours
        self.origins = Origins.of(root, config, self.options.only or DOCS)
        for note in self.origins.notes:
            log.info("%s", note)
        assert self.corpus is not None
        if kept and len(self.corpus.summaries) > FEW and not self.corpus.ledger.prints:
            self.corpus.ledger = ledger_of(self.corpus, Shelf(kept.with_name("rows")))
        self.edition = Edition(self.corpus)
        config.extra["gonghui"] = {
            "sample": self.corpus.registry.settings.sample,
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
        left_out = self.options.left_out
        if not self.options.preview:
            left_out = left_out | files_of_drafts(self.edition.corpus)
        kept = [
            f
            for f in files
            if not self._is_summary(f)
            and not is_of(f"docs/{f.src_uri}", left_out)
            and not f.src_uri.startswith(_UNUSED)
        ]
        return Files(kept + self.edition.files(config, drafts=self.options.preview))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """The navigation may name a page that nobody writes, and stands on pages rendered before it."""
        for page in nav.pages:
            made = self.edition.pages.get(page.file.src_uri)
            if made is not None:
                page.meta = {"title": printed(made.title)}
        if not self.options.apart and not self.options.only:
            write(self.edition.outputs(config), config)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """MkDocs' own sitemap is invalid without addresses and fails without dates: ours is written with
        the files that are no pages."""
        config.theme.static_templates.discard("sitemap.xml")
        lay_out_once(env)
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        return squeezed(output)

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        summary = self.edition.summaries.get(page.file.src_uri)
        # a blank first line: a text that begins with --- is a rule, not a second front matter
        return f"\n{summary.body}" if summary else None

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Before mkdocs-macros, whose renderer is told to leave every page and its title alone."""
        self.at_work = f"docs/{page.file.src_uri}"
        source = self.edition.source(page.file)
        if source is not None:
            page.meta = _MADE | {"title": printed(source.title)}
        if isinstance(source, pages.Page):
            page.meta["gh_style"] = source.style
        page.meta["render_macros"] = False
        if source is not None:
            return markdown
        take_head(page)
        try:
            text, self.results = expanded(markdown, self.edition.place(page.url))
        except MacroError as error:
            raise PluginError(f"{page.file.src_uri}: macro-argument: {error}") from None
        return text

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        source, place = self.edition.source(page.file), self.edition.place(page.url)
        if isinstance(source, pages.Page):
            html = source.html(place)
            page.toc.items[:] = anchors(html)
            if len(page.toc.items) < 2:
                page.meta["hide"] = ["navigation", "toc"]
            return html
        docs = Path(config.docs_dir)
        if source is None:
            print_plainly(page)
            shown = illustrated(scrollable(made_harmless(html)), page.url, docs)
            return with_results(shown, self.results)
        results = [
            (c.token, call(place, c.name, c.args, c.kwargs), not MACROS[c.name].inline)
            for c in source.calls
        ]
        shown = illustrated(scrollable(sanitised(html)), page.url, docs)
        prose, mentions = with_mentions(shown, source)
        report = self._report(source, mentions) if self.options.preview else ""
        whole = article(source, with_results(prose, results), place, mentions, report)
        page.toc.items[:] = contents(whole, page.toc.items)
        return whole

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        source = self.edition.source(page.file)
        self.origins.sign(page, made=isinstance(source, pages.Page))
        title = source.title if source else title_of(page)
        self.edition.indexer.take(page.content or "", address_of(page.url), title, source)
        self.edition.leave(page.url)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.options.apart:
            return
        edition = self.edition
        for unit in edition.corpus.registry.units.values():
            write(edition.of_unit(unit), config)
        index = edition.search_index(config)
        listed = []
        for number in range(len(index.bundles)):
            known, files = index.bundle(number)
            listed.append(known)
            write(files, config)
        write(index.index(listed) | sitemap(self.origins.published), config)
        write(edition.downloads.take(), config)

    def _report(self, summary: Summary, mentions: Mentions) -> str:
        """What the check-up says of a summary, for its author."""
        assert self.examination is not None  # on_config has run
        text = self.edition.corpus.texts.get(summary.path, "")
        return checkup_section(report_of(self.examination, summary), text, mentions)

    @staticmethod
    def _is_summary(file: File) -> bool:
        return f"docs/{file.src_uri}".startswith(f"{SUMMARIES}/") and file.is_documentation_page()
