"""Illustration: the pictures and attachments in a page's HTML get what their files say of them.

A picture: width and height, so that the page does not jump while it loads; its title as a caption.
An attachment: kind and size behind its words, so that nobody on a telephone is surprised.
"""

from __future__ import annotations

import os
import posixpath
import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..attachment import KINDS, PICTURES, size_text
from ..picture import PictureError, read_picture

_ATTRIBUTES = r'(?:\s+[\w:-]+="[^"]*")*'
_IMG = rf"<img{_ATTRIBUTES}\s*/?>"
_ONE = rf"(?:<a{_ATTRIBUTES}>\s*)?{_IMG}(?:\s*</a>)?"
_PICTURE = re.compile(rf"<img(?P<all>{_ATTRIBUTES})\s*/?>")
_PICTURES_ALONE = re.compile(rf"<p>\s*(?P<all>{_ONE}(?:\s*(?:<br\s*/?>\s*)?{_ONE})*)\s*</p>")
_EACH = re.compile(_ONE)
_LINK = re.compile(rf"<a(?P<all>{_ATTRIBUTES})>(?P<words>(?:(?!<a[\s>]).)*?)</a>", re.S)
_ATTRIBUTE = re.compile(r'(?<![\w:-])([\w:-]++)="([^"]*)"')


def illustrated(html: str, url: str, docs: Path) -> str:
    """The HTML of the page at `url` of the site with its pictures and attachments, which lie below
    the folder `docs`, completed. What is not found there stays as it is."""
    if "<img" in html:
        html = _PICTURES_ALONE.sub(_figures, html)
        html = _PICTURE.sub(lambda match: _measured(match, url, docs), html)
    if "<a" in html:
        html = _LINK.sub(lambda match: _labelled(match, url, docs), html)
    return html


def _figures(match: re.Match[str]) -> str:
    """A picture that stands alone is a figure, not a paragraph: no indent, and room for words."""
    return "\n".join(_figure(one[0]) for one in _EACH.finditer(match["all"]))


def _figure(html: str) -> str:
    title = re.search(r'(?<=\s)title="([^"]*)"', (_PICTURE.search(html) or [""])[0])
    words = escape(unescape(title[1]).strip(), quote=False) if title else ""
    if not title or not words:
        return f'<figure class="gh-picture">{html}</figure>'
    html = html.replace(f" {title[0]}", "", 1)
    return f'<figure class="gh-picture">{html}<figcaption>{words}</figcaption></figure>'


def _measured(match: re.Match[str], url: str, docs: Path) -> str:
    given = dict(_ATTRIBUTE.findall(match["all"]))
    more = {"loading": "lazy", "decoding": "async"}
    path = _file(given.get("src", ""), url, docs)
    if path is not None and not given.keys() & {"width", "height"}:
        try:
            picture = read_picture(path)
            more |= {"width": str(picture.width), "height": str(picture.height)}
        except (OSError, PictureError):
            pass  # told by the check-up; a page of the site's own may hold an SVG
    attributes = "".join(f' {name}="{value}"' for name, value in (given | more).items())
    return f"<img{attributes}>"


def _labelled(match: re.Match[str], url: str, docs: Path) -> str:
    path = _file(dict(_ATTRIBUTE.findall(match["all"])).get("href", ""), url, docs)
    suffix = path.suffix.lower() if path else ""
    if path is None or suffix not in KINDS or "<img" in match["words"]:
        return match[0]
    kind = PICTURES.get(suffix, suffix[1:].upper())
    said = f'<span class="gh-size">（{kind}，{size_text(path.stat().st_size)}）</span>'
    return f"<a{match['all']}>{match['words']}{said}</a>"


def _file(address: str, url: str, docs: Path) -> Path | None:
    """The file of docs/ that a relative address on a page leads to; the site copies it to the same
    place below its own root."""
    try:
        parts = urlsplit(unescape(address))
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    here = posixpath.dirname(unquote(url))
    aim = posixpath.normpath(posixpath.join(here, unquote(parts.path)))
    if aim.startswith("..") or "\0" in aim:
        return None
    path = docs / aim
    return path if os.path.isfile(path) else None
