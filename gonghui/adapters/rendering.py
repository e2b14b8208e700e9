"""Rendering: MkDocs' build of the whole site, its pages shared out among processes.

The steps and events are those of mkdocs.commands.build.build in MkDocs 1.6, in the same order, but for
one thing: a page is written as soon as it is rendered, since no page needs another's text. The pages that
somebody wrote come first, in this process: their titles stand in the navigation, and their macros may
fail in ways of their own. All others and the files that are no pages are tasks of a crew.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, clean_directory

from .. import address, crew
from ..search import Packed
from ..sitemap import sitemap
from .outputs import Made, SearchIndex
from .plugin import GonghuiPlugin

SHARE = 50  # pages that are rendered in one task
Progress = Callable[
    [int, int], object
]  # is told how many pages there are, and how many more are done
_log = logging.getLogger("mkdocs")


def render(config: MkDocsConfig, plugin: GonghuiPlugin, tell: Progress) -> int:
    """Build the site into `config.site_dir`; the number of its pages.
    Raises what MkDocs' own build raises, and crew.Lost."""
    counter = CountHandler()  # of warnings, which end a strict build
    counter.setLevel(logging.WARNING)
    if config.strict:
        _log.addHandler(counter)
    try:
        site = _Site(config, plugin, tell)
        site.build()
        if counts := counter.get_counts():
            said = ", ".join(f"{number} {level.lower()}s" for level, number in counts)
            raise Abort(f"Aborted with {said} in strict mode!")
        return len(site.documents)
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            _log.error(str(error))
            raise Abort("Aborted with a BuildError!") from error
        raise
    finally:
        _log.removeHandler(counter)


@dataclass
class _Left:
    """What some pages leave beside their files: what is searched, and what the sitemap lists."""

    documents: dict[str, Packed]
    published: dict[str, date | None]
    pages: int


class _Site:
    def __init__(self, config: MkDocsConfig, plugin: GonghuiPlugin, tell: Progress) -> None:
        self.config, self.plugin, self.tell = config, plugin, tell
        self.process = os.getpid()
        self.documents: Sequence[File] = []

    def build(self) -> None:
        """MkDocs' steps."""
        self.plugin.options.apart = True
        self.config = config = self.config.plugins.on_config(self.config)
        config.plugins.on_pre_build(config=config)
        clean_directory(config.site_dir)
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        self.files = files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        self.nav = config.plugins.on_nav(nav, config=config, files=files)
        included = InclusionLevel.is_included
        self.documents = files.documentation_pages(inclusion=included)
        made = self.plugin.summaries.keys() | self.plugin.pages.keys()
        written = [file for file in self.documents if file.src_uri not in made]
        for file in written:
            self._populate(file)
        self.plugin.write(self.plugin.downloads.take(), config)
        self.env = config.plugins.on_env(env, config=config, files=files)
        files.copy_static_files(inclusion=included)
        for template in config.theme.static_templates:
            mkdocs._build_theme_template(template, self.env, files, config, self.nav)
        for template in config.extra_templates:
            mkdocs._build_extra_template(template, files, config, self.nav)
        self._make(written, [file for file in self.documents if file.src_uri in made])
        config.plugins.on_post_build(config=config)

    def _make(self, written: list[File], made: list[File]) -> None:
        """All pages, and all files that are none. The page of downloads tells the sizes of the data."""
        plugin, config = self.plugin, self.config
        telling = address.source_of(address.DOWNLOADS)
        last = [file for file in made if file.src_uri == telling]
        made = [file for file in made if file.src_uri != telling]
        shares = [written, *(made[at : at + SHARE] for at in range(0, len(made), SHARE))]
        outputs = plugin.outputs(config)
        self.tell(len(self.documents), 0)
        plugin.downloads.sizes, *others = self._done(
            [
                self._data,
                *(partial(self._write, make) for make in outputs),
                *(partial(self._share, share) for share in shares),
            ]
        )
        plugin.indexer.found, plugin.origins.published = {}, {}
        for left in others[len(outputs) :]:
            plugin.indexer.found |= left.documents
            plugin.origins.published |= left.published
        index = plugin.search_index(config)
        bundles = [partial(self._bundle, index, number) for number in range(len(index.bundles))]
        *listed, left = self._done([*bundles, partial(self._share, last)])
        plugin.origins.published |= left.published
        plugin.write(index.index(listed) | sitemap(plugin.origins.published), config)

    def _done(self, tasks: list[Callable[[], Any]]) -> list[Any]:
        """The results of tasks in their order; what they logged is logged here in that order as well."""
        found: dict[int, tuple[Any, list[logging.LogRecord]]] = {}
        for number, done in crew.run(
            [partial(self._logged, task) for task in tasks], self.plugin.options.jobs
        ):
            found[number] = done
            if isinstance(done[0], _Left):
                self.tell(len(self.documents), done[0].pages)
        for number in range(len(tasks)):
            for record in found[number][1]:
                logging.getLogger(record.name).handle(record)
        return [found[number][0] for number in range(len(tasks))]

    def _logged(self, task: Callable[[], Any]) -> tuple[Any, list[logging.LogRecord]]:
        """The result of a task and, in a process of its own, what it logged."""
        records: list[logging.LogRecord] = []
        if os.getpid() != self.process:
            _log.handlers[:] = [_Kept(records)]
        return task(), records

    def _data(self) -> dict[str, int]:
        """The sizes of the data's files."""
        self.plugin.write(self.plugin.data(self.config), self.config)
        return self.plugin.downloads.sizes

    def _write(self, make: Callable[[], Made]) -> None:
        self.plugin.write(make(), self.config)

    def _bundle(self, index: SearchIndex, number: int) -> list[Any]:
        listed, files = index.bundle(number)
        self.plugin.write(files, self.config)
        return listed

    def _share(self, files: Sequence[File]) -> _Left:
        """Some pages, each rendered and written."""
        plugin, config = self.plugin, self.config
        plugin.indexer.found, plugin.origins.published = {}, {}
        for file in files:
            page = file.page if file.page and file.page.content else self._populate(file)
            mkdocs._build_page(page, config, self.documents, self.nav, self.env)
            if page not in self.nav.pages:  # nobody asks for it again
                file.page = None
        plugin.write(plugin.downloads.take(), config)
        return _Left(plugin.indexer.found, plugin.origins.published, len(files))

    def _populate(self, file: File) -> Page:
        page = file.page or Page(None, file, self.config)
        mkdocs._populate_page(page, self.config, self.files)
        return page


class _Kept(logging.Handler):
    """Keeps what is logged, ready to be sent to another process."""

    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__()
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        self.records.append(record)
