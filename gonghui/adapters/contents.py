"""Contents: the table of contents beside a page that the program wrote, in whole or in part."""

from __future__ import annotations

import re
from html import unescape

from mkdocs.structure.toc import AnchorLink

from ..article import TEXT
from ..summary.section import on_page

_HEADING = re.compile(r'<h2 id="(gh-[^"]*)">([^<]*)</h2>')


def anchors(html: str) -> list[AnchorLink]:
    """The table of contents of what the program wrote."""
    return [AnchorLink(unescape(title), id_, 2) for id_, title in _HEADING.findall(html)]


def contents(html: str, of_text: list[AnchorLink]) -> list[AnchorLink]:
    """The table of contents of a summary: the author's headings stand between the program's."""
    before, _, after = html.partition(f' id="{TEXT}"')
    for link in of_text:
        _set_apart(link)
    return [*anchors(before), *of_text, *anchors(after)]


def _set_apart(link: AnchorLink) -> None:
    """The contents follow where an author's heading was given another id."""
    link.id = on_page(link.id)
    for inner in link.children:
        _set_apart(inner)
