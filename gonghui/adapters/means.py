"""Means: what every page of a site depends on besides its own text: the program, the theme, the
registries, the settings, the navigation, and the versions of all libraries."""

from __future__ import annotations

import sys
from importlib.metadata import distributions
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from ..fingerprint import digest
from ..registry.files import FOLDER

PACKAGE = Path(__file__).parent.parent
# What other plugins, hooks and extensions do to a page, nobody here knows.
KNOWN = {"gonghui", "macros"}
READING = {"pymdownx.snippets"}  # extensions that read other files


def are_known(config: MkDocsConfig) -> bool:
    """Whether all that makes a page is known, so that one made before may be used again."""
    plain = not config.hooks and KNOWN.issuperset(config.plugins)
    return plain and READING.isdisjoint(config.markdown_extensions)


def means_of(config: MkDocsConfig, nav: Navigation) -> str:
    """The fingerprint of all that."""
    root = Path(config.config_file_path).parent
    folders = (PACKAGE, root / FOLDER, Path(config.theme.custom_dir or root / "overrides"))
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc"]
    paths += [path for path in root.iterdir() if path.suffix in (".py", ".yml", ".yaml")]
    contents = [f"{path} {_content(path)}" for path in sorted(paths) if path.is_file()]
    libraries = sorted(f"{one.name} {one.version}" for one in distributions())
    named = [f"{page.url} {page.title}" for page in nav.pages]
    settings = [f"{config.site_url} {config.repo_url} {config.edit_uri} {config.site_name}"]
    return digest(sys.version, *contents, *libraries, *named, *settings)


def files_of(files: Files) -> str:
    """The fingerprint of all files that a text may lead to: where they stand, and of pictures and
    attachments their content."""
    said = []
    for file in files:
        said.append(f"{file.src_uri} {file.dest_uri}")
        if not file.is_documentation_page() and file.abs_src_path:
            said.append(_content(Path(file.abs_src_path)))
    return digest(*sorted(said))


def _content(path: Path) -> str:
    return digest(path.read_bytes().decode("latin-1"))
