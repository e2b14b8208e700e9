"""One page: MkDocs' build of one summary's page and of nothing else, for a preview.

The page is the one that the whole build makes, the navigation included: the other pages are known by
their titles and addresses, and rendered for nobody. Files that are no pages stay where they lie.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from .plugin import GonghuiPlugin


def build_page(config: MkDocsConfig, plugin: GonghuiPlugin, templates: Path) -> None:
    """Write the page of `plugin.options.only` into `config.site_dir`, with the tables beside it; nothing
    where it is broken. `templates` is a folder in which the theme is kept ready for the next time."""
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    env = config.theme.get_env()
    templates.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    files = config.plugins.on_files(get_files(config), config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    for page in nav.pages:
        if page.file.src_uri not in plugin.pages:
            page.read_source(config)  # its title stands there
    nav = config.plugins.on_nav(nav, config=config, files=files)
    file = files.get_file_from_path(plugin.options.only.removeprefix("docs/"))
    Path(config.site_dir).mkdir(parents=True, exist_ok=True)
    if file is None or file.src_uri not in plugin.summaries:
        return
    env = config.plugins.on_env(env, config=config, files=files)
    page = file.page or Page(None, file, config)
    mkdocs._populate_page(page, config, files)
    mkdocs._build_page(page, config, [file], nav, env)
    plugin.write(plugin.downloads.files, config)
