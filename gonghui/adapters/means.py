"""Means: what every page of a site depends on besides its own text: the program, the theme, the
registries, the settings, the navigation, and the versions of all libraries."""

from __future__ import annotations

from importlib.metadata import distributions
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from ..digest import content_of, digest, files_below, program
from ..registry import Registry

# What other plugins, hooks and extensions do to a page, nobody here knows.
KNOWN = {"gonghui", "macros"}
READING = {"pymdownx.snippets"}  # extensions that read other files


def are_known(config: MkDocsConfig) -> bool:
    """Whether all that makes a page is known, so that one made before may be used again."""
    plain = not config.hooks and KNOWN.issuperset(config.plugins)
    return plain and READING.isdisjoint(config.markdown_extensions)


def means_of(config: MkDocsConfig, nav: Navigation, registry: Registry) -> str:
    """The fingerprint of all that."""
    root = Path(config.config_file_path).parent
    theme = Path(config.theme.custom_dir or root / "overrides")
    contents = [program(), registry.fingerprint, files_below(theme)]
    settings = (path for path in root.iterdir() if path.suffix in (".py", ".yml", ".yaml"))
    contents += [content_of(path) for path in sorted(settings)]
    libraries = sorted(f"{one.name} {one.version}" for one in distributions())
    named = [f"{page.url} {page.title}" for page in nav.pages]
    named.append(f"{config.site_url} {config.repo_url} {config.edit_uri} {config.site_name}")
    return digest(*contents, *libraries, *named)


def files_of(files: Files) -> str:
    """The fingerprint of all files that a text may lead to: where they stand, and of pictures and
    attachments their content."""
    said = []
    for file in files:
        said.append(f"{file.src_uri} {file.dest_uri}")
        if not file.is_documentation_page() and file.abs_src_path:
            said.append(content_of(Path(file.abs_src_path)))
    return digest(*sorted(said))
