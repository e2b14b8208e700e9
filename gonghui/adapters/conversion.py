"""Conversion: the Markdown of summaries to HTML, as MkDocs does it, by one converter for all of them: to
make one for every page takes as long as half the converting."""

from __future__ import annotations

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

# Extensions that keep nothing of one text for the next; what others do, nobody here knows.
FORGETFUL = {
    "toc", "tables", "fenced_code", "sane_lists", "admonition", "pymdownx.superfences", "attr_list", "md_in_html",
}  # fmt: skip


def page_of(file: File, config: MkDocsConfig) -> Page:
    """A page whose title is known, and whose links to headings nobody checks."""
    if FORGETFUL.issuperset(config.markdown_extensions):
        return _Plain(None, file, config)
    return Page(None, file, config)


class _Plain(Page):
    def render(self, config: MkDocsConfig, files: Files) -> None:
        markdown = self.markdown or ""
        if not markdown.strip():
            self.content, self.toc = "", get_toc([])
            return
        converter = _converter(config).reset()
        _RelativePathTreeprocessor(self.file, files, config)._register(converter)
        self.content = converter.convert(markdown)
        self.toc = get_toc(getattr(converter, "toc_tokens", []))


_made: list[tuple[MkDocsConfig, Markdown]] = []


def _converter(config: MkDocsConfig) -> Markdown:
    if not _made or _made[0][0] is not config:
        extensions = config["markdown_extensions"]
        _made[:] = [
            (config, Markdown(extensions=extensions, extension_configs=config["mdx_configs"] or {}))
        ]
    return _made[0][1]
