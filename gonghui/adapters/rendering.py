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
from contextlib import ExitStack
from functools import partial
from typing import Any

from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.utils import CountHandler, clean_directory

from .. import address, crew
from ..archive import FEW
from ..corpus import Corpus
from ..crew import Shard
from ..digest import digest
from ..shelf import Shelf
from ..sitemap import sitemap
from .ground import Ground
from .means import means_of
from .merging import note
from .outputs import Made, SearchIndex, cache, outputs, write
from .plugin import GonghuiPlugin
from .portion import portions_of, shares_of
from .sharing import LEFT, Left, Pages, lay

SHARE = 10  # pages that are rendered in one task
MANY = 600  # pages; fewer are sooner made by one process than shared out
Progress = Callable[
    [int, int], object
]  # is told how many pages there are, and how many more are done
_log = logging.getLogger("mkdocs")


def render(
    config: MkDocsConfig, plugin: GonghuiPlugin, tell: Progress
) -> tuple[Left, Ground | None]:
    """Build the site into `config.site_dir`; what its pages left, and the site of the last build, where
    some of them stand already. Raises what MkDocs' own build raises, and crew.Lost."""
    counter = CountHandler()  # of warnings, which end a strict build
    counter.setLevel(logging.WARNING)
    if config.strict:
        _log.addHandler(counter)
    try:
        with ExitStack() as ahead:
            site = _Site(config, plugin, tell, ahead)
            site.build()
        if counts := counter.get_counts():
            said = ", ".join(f"{number} {level.lower()}s" for level, number in counts)
            raise Abort(f"Aborted with {said} in strict mode!")
        return site.left, site.ground
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            _log.error(str(error))
            raise Abort("Aborted with a BuildError!") from error
        raise
    finally:
        _log.removeHandler(counter)


class _Site:
    """What is begun before its turn is ended with `ahead`."""

    def __init__(
        self, config: MkDocsConfig, plugin: GonghuiPlugin, tell: Progress, ahead: ExitStack
    ) -> None:
        self.config, self.plugin, self.tell, self.ahead = config, plugin, tell, ahead
        self.process = os.getpid()
        self.left = Left()
        self.ground: Ground | None = None
        self.begun: crew.Ahead[Left] | None = None

    def build(self) -> None:
        """MkDocs' steps. The last build's site is looked through while the summaries are read, and what
        needs nothing but their figures is made while they are checked."""
        plugin = self.plugin
        plugin.options.apart = True
        clean_directory(self.config.site_dir)
        jobs = plugin.options.jobs or crew.cores()
        ground = crew.Ahead(partial(ground_of, self.config, plugin), jobs)
        plugin.when_read = partial(self._begin, self.ahead.enter_context(ground), jobs)
        self.config = config = self.config.plugins.on_config(self.config)
        config.plugins.on_pre_build(config=config)
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        nav = config.plugins.on_nav(nav, config=config, files=files)
        included = InclusionLevel.is_included
        documents = files.documentation_pages(inclusion=included)
        self.count = len(documents)
        self.jobs = plugin.options.jobs or (crew.cores() if self.count >= MANY else 1)
        shelf = Shelf(cache(config, "units"))
        stand = self.ground.kept if self.ground else ()
        self.pages = Pages(config, plugin, files, nav, documents, env, shelf, stand)
        made = plugin.edition.summaries.keys() | plugin.edition.pages.keys()
        written = [file for file in documents if file.src_uri not in made]
        for file in written:
            self.pages.populate(file)
        write(plugin.edition.downloads.take(), config)
        self.pages.env = config.plugins.on_env(env, config=config, files=files)
        files.copy_static_files(inclusion=included)
        for template in config.theme.static_templates:
            mkdocs._build_theme_template(template, self.pages.env, files, config, nav)
        for template in config.extra_templates:
            mkdocs._build_extra_template(template, files, config, nav)
        self._make(written, {file.src_uri: file for file in documents if file.src_uri in made})
        config.plugins.on_post_build(config=config)

    def _begin(self, ground: crew.Ahead[Ground | None], jobs: int, corpus: Corpus) -> None:
        many = len(corpus.summaries) > FEW
        self.ground = ground.result() if many else None
        options = self.plugin.options
        if not options.shard and not options.keep_going:  # else something may be left out yet
            task = partial(self._outputs, corpus)
            self.begun = self.ahead.enter_context(crew.Ahead(task, jobs if many else 1))

    def _make(self, written: list[File], made: dict[str, File]) -> None:
        """All pages, and all files that are none. The page of downloads tells the sizes of the data."""
        plugin, pages = self.plugin, self.pages
        last = [made.pop(address.source_of(address.DOWNLOADS))]
        portions = portions_of(self.config, plugin, pages.files, pages.nav, made)
        if plugin.options.shard:
            portions = [one for one in plugin.options.shard.part(portions) if one.fingerprint]
        shares = shares_of(portions, pages.is_kept, self.jobs)
        tasks = [partial(pages.portions, share) for share in shares]
        self.tell(self.count, 0)
        if plugin.options.shard:
            self._done(tasks)
            self._note(plugin.options.shard)
            return
        others = list(made.values())
        rest = [others[at : at + SHARE] for at in range(0, len(others), SHARE)]
        self._done([*(partial(pages.render, share) for share in (written, *rest)), *tasks])
        laid = self.begun.result() if self.begun else self._outputs(plugin.edition.corpus)
        self.left.add(laid)
        plugin.edition.downloads.sizes = laid.sizes
        plugin.edition.indexer.found = self.left.documents
        index = plugin.edition.search_index(self.config)
        bundles = [partial(self._bundle, index, number) for number in range(len(index.bundles))]
        *listed, _ = self._done([*bundles, partial(pages.render, last)])
        for _, left in listed:
            self.left.add(left)
        listed = [known for known, _ in listed]
        write(index.index(listed) | sitemap(self.left.published), self.config)
        if self.left.reused or any(portion.fingerprint for portion in portions):
            known = {portion.fingerprint for portion in portions}
            pages.shelf.tidy(known | {f"{name}{LEFT}" for name in known})

    def _note(self, shard: Shard) -> None:
        """What this machine made, for the one that puts all together."""
        folder, corpus = cache(self.config, ""), self.plugin.edition.corpus
        if folder:
            texts = digest(*(f"{path} {one}" for path, one in sorted(corpus.prints.items())))
            means = means_of(self.config, self.pages.nav, corpus.registry)
            note(folder, shard, self.left.pages, means, texts)

    def _done(self, tasks: Sequence[Callable[[], Any]]) -> list[Any]:
        """The results of tasks in their order; what they logged is logged here in that order as well."""
        found: dict[int, tuple[Any, list[logging.LogRecord]]] = {}
        for number, done in crew.run([partial(self._logged, task) for task in tasks], self.jobs):
            found[number] = done
            if isinstance(done[0], Left):
                self.left.add(done[0])
                self.tell(self.count, done[0].pages)
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

    def _outputs(self, corpus: Corpus) -> Left:
        """What follows from the figures alone, no pages among it."""
        left = Left()
        for make in outputs(corpus, self.config):
            left.add(self._lay(make()))
        return left

    def _lay(self, files: Made) -> Left:
        return lay(files, self.config, self.ground.kept if self.ground else ())

    def _bundle(self, index: SearchIndex, number: int) -> tuple[list[Any], Left]:
        listed, files = index.bundle(number)
        return listed, self._lay(files)


def ground_of(config: MkDocsConfig, plugin: GonghuiPlugin) -> Ground | None:
    """The site of the last build; None where nothing is taken from it."""
    site = None if plugin.options.shard else plugin.options.site
    return Ground(site, Shelf(cache(config, "ground"))) if site else None


class _Kept(logging.Handler):
    """Keeps what is logged, ready to be sent to another process."""

    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__()
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        self.records.append(record)
