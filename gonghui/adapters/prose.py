"""Prose of contributors: after Markdown has rendered it, only harmless HTML is left."""

from __future__ import annotations

import re
from collections.abc import Iterable

import nh3

from ..summary.section import on_page

# What Python-Markdown makes of plain Markdown, and nothing else.
_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "span", "strong", "sub", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "th": {"align", "scope"},
    "td": {"align"},
    "ol": {"start"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}


def _kept(tag: str, name: str, value: str) -> str | None:
    """A picture comes from this site alone: nothing is requested from elsewhere."""
    if tag == "img" and name == "src" and not _INSIDE.fullmatch(value):
        return None
    return value


# a relative path: no scheme, no host, and none of what a browser would read as one
_INSIDE = re.compile(r"(?![/\\])[^:\\\x00-\x20]*")
_HEADING = re.compile(r'(?<=<h[1-6] id=")[^"]*')
_TABLE = re.compile(r"<table>(.*?)</table>", re.S)
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
    attribute_filter=_kept,
)


def sanitised(html: str) -> str:
    """The HTML without script, style, event handlers, foreign pictures and odd link schemes."""
    clean = _CLEANER.clean(html)
    # an author's heading takes the place neither of the page's title nor of its own anchors
    clean = clean.replace("<h1", "<h2").replace("</h1>", "</h2>")
    return _HEADING.sub(lambda match: on_page(match[0]), clean)


def scrollable(html: str) -> str:
    """The HTML with each table that Markdown made in a box of its own, which a keyboard can scroll."""
    return _TABLE.sub(
        r'<div class="gh-scroll" tabindex="0" role="region" aria-label="表格"><table class="gh-words">\1</table></div>',
        html,
    )


def with_results(html: str, results: Iterable[tuple[str, str, bool]]) -> str:
    """The HTML with each token replaced by its result; a block's token (the last of the three says
    whether it is one) loses its paragraph."""
    for token, result, block in results:
        html = html.replace(f"<p>{token}</p>", token) if block else html
        html = html.replace(token, result)
    return html
