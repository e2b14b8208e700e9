"""Prose of contributors: after Markdown has rendered it, only harmless HTML is left."""

from __future__ import annotations

import re
from collections.abc import Iterable

import nh3

from ..harmless import ATTRIBUTES, EVERYWHERE, PLAIN, SCHEMES, TAGS, is_harmless, is_value
from ..summary.section import on_page

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
    return value if is_value(tag, name, value) or name == "id" else None


def _kept_of_own(tag: str, name: str, value: str) -> str | None:
    return value if is_value(tag, name, value) else None


_HEADING = re.compile(r'(?<=<h[1-6] id=")[^"]*')
_TABLE = re.compile(r"<table>(.*?)</table>", re.S)
_CLEANER = nh3.Cleaner(
    tags=PLAIN,
    attributes=_ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    attribute_filter=_kept,
)

_OWN = nh3.Cleaner(
    tags=TAGS,
    attributes={tag: EVERYWHERE | ATTRIBUTES.get(tag, set()) for tag in TAGS}
    | {"a": EVERYWHERE | {"href", "download"}},
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    attribute_filter=_kept_of_own,
)


def made_harmless(html: str) -> str:
    """The HTML of a page of the site's own, as it is where nothing in it does any harm."""
    return html if is_harmless(html) else _OWN.clean(html)


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


_TOKEN = r"gonghui[0-9a-f]{24}n[0-9]+x"
_PIECE = re.compile(
    rf"""<p>(?P<alone>{_TOKEN})</p>|(?P<tag><[A-Za-z/](?:"[^"]*"|'[^']*'|[^"'<>])*>)|(?P<within>{_TOKEN})"""
)


def with_results(html: str, results: Iterable[tuple[str, str, bool]]) -> str:
    """The HTML with each token replaced by its result; a block's token (the last of the three says
    whether it is one) loses its paragraph. What a result holds is no token."""
    known = {token: (result, block) for token, result, block in results}

    def piece(match: re.Match[str]) -> str:
        if match["tag"]:  # within a tag a result would end an attribute
            return re.sub(_TOKEN, lambda token: "" if token[0] in known else token[0], match[0])
        found = known.get(match["alone"] or match["within"])
        if found is None:
            return match[0]
        result, block = found
        return result if block or match["within"] else f"<p>{result}</p>"

    return _PIECE.sub(piece, html) if known else html
