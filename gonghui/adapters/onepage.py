"""One page: MkDocs' build of one summary's page and of nothing else, for a preview.

The page is the one that the whole build makes, the navigation included: the other pages are known by
their titles and addresses, and rendered for nobody. Files that are no pages stay where they lie.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from ..corpus import DOCS, SUMMARIES
from .outputs import write
from .plugin import GonghuiPlugin


def build_page(config: MkDocsConfig, plugin: GonghuiPlugin, templates: Path) -> None:
    """Write the page of `plugin.options.only` into `config.site_dir`, with the tables beside it; nothing
    where it is broken. `templates` is a folder in which the theme is kept ready for the next time."""
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    env = config.theme.get_env()
    templates.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    about = plugin.edition.corpus.about
    files = config.plugins.on_files(_files(config, about or ()), config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    for page in nav.pages:
        if page.file.src_uri not in plugin.edition.pages:
            page.read_source(config)  # its title stands there
    nav = config.plugins.on_nav(nav, config=config, files=files)
    file = files.get_file_from_path(plugin.options.only.removeprefix(f"{DOCS}/"))
    Path(config.site_dir).mkdir(parents=True, exist_ok=True)
    if file is None or file.src_uri not in plugin.edition.summaries:
        return
    env = config.plugins.on_env(env, config=config, files=files)
    page = file.page or Page(None, file, config)
    mkdocs._populate_page(page, config, files)
    mkdocs._build_page(page, config, [file], nav, env)
    write(plugin.edition.downloads.take(), config)


def _files(config: MkDocsConfig, linked: Iterable[str]) -> Files:
    """The files of docs/ as MkDocs finds them, of those among the summaries only what is linked."""
    docs, summaries = Path(config.docs_dir), SUMMARIES.removeprefix(f"{DOCS}/")
    found = {path.removeprefix(f"{DOCS}/") for path in linked}
    found = {name for name in found if (docs / name).is_file()}
    for folder, folders, files in os.walk(docs):
        below = Path(folder).relative_to(docs)
        if not below.parts and summaries in folders:
            folders.remove(summaries)
        found.update((below / name).as_posix() for name in files)
    place = (config.docs_dir, config.site_dir, config.use_directory_urls)
    made = Files([File(name, *place) for name in sorted(found)])
    set_exclusions(made, config)
    return made
