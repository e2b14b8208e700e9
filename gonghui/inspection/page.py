"""Page: one page of a built site: its anchors, where it leads, what a browser fetches for it, and its
words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

FETCHED = {
    "img": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "embed": ("src",),
    "object": ("data",), "video": ("src", "poster"), "audio": ("src",), "source": ("src", "srcset"),
    "track": ("src",), "input": ("src", "formaction"), "use": ("href", "xlink:href"),
    "frame": ("src",), "image": ("href", "xlink:href"), "body": ("background",),
    "html": ("manifest",), "form": ("action",), "button": ("formaction",), "a": ("ping",),
    "base": ("href",),
}  # fmt: skip
FETCHING_LINKS = {
    "stylesheet", "icon", "shortcut", "apple-touch-icon", "mask-icon", "manifest", "preload",
    "modulepreload", "prefetch", "preconnect", "dns-prefetch", "prerender",
}  # fmt: skip
# within a line: a number may be parted by them and still be read as one
INLINE = {
    "a", "abbr", "b", "bdi", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "s", "small",
    "span", "strong", "sub", "sup", "time", "tspan", "u", "wbr",
}  # fmt: skip
# the geometry of drawings and names for style sheets: numbers, but nobody's
WORDLESS = {
    "class", "d", "points", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx",
    "dy", "width", "height", "viewbox", "transform", "integrity", "stroke-dasharray",
}  # fmt: skip
_CSS = re.compile(
    r"""/\*.*?\*/|url\(\s*["']?(?P<url>[^"')]*)|@import\s+["'](?P<import>[^"']*)""", re.S | re.I
)
_PARSER = html.HTMLParser(encoding="utf-8")


def fetched_by_css(text: str) -> Iterator[str]:
    """The addresses that a style sheet fetches."""
    for match in _CSS.finditer(text):
        if address := match["url"] or match["import"]:
            yield address.strip()


_REFRESHED = re.compile(r"^[\s0-9.]*[;,]?\s*(?:url\s*=)?\s*")  # the seconds before an address


class Page:
    """A page read once. `anchors` are its ids, `links` where a reader may go from it, `fetched` what a
    browser asks for by itself, `lines` its words, those in attributes and comments too."""

    def __init__(self, raw: bytes) -> None:
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        pieces: list[str] = []
        if raw.strip():
            self._read(html.document_fromstring(raw, parser=_PARSER), pieces)
        self.lines = [line for line in "".join(pieces).split("\n") if line.strip()]

    def _read(self, top: html.HtmlElement, pieces: list[str]) -> None:
        attributes: list[str] = []
        todo: list[html.HtmlElement | str] = [top]
        while todo:
            element = todo.pop()
            if isinstance(element, str):
                pieces.append(element)
                continue
            tag = element.tag if isinstance(element.tag, str) else ""
            apart = "" if tag in INLINE else "\n"
            pieces += (apart, element.text or "")
            todo += (element.tail or "", apart)
            todo += reversed(element)
            for name, value in element.items() if tag else ():
                if name not in WORDLESS:
                    attributes.append(value)
                self._note(element, tag, name, value)
            if tag == "style":
                self.fetched += fetched_by_css(element.text or "")
        pieces += ("\n", "\n".join(attributes))

    def _note(self, element: html.HtmlElement, tag: str, name: str, value: str) -> None:
        if name in ("id", "name"):
            self.anchors.add(value)
        elif name == "href" and tag in ("a", "area"):
            self.links.append(value)
        elif name == "srcset" and name in FETCHED.get(tag, ()):
            self.fetched += (part.split()[0] for part in value.split(",") if part.split())
        elif name in FETCHED.get(tag, ()):
            self.fetched.append(value)
        elif name == "href" and tag == "link":
            if FETCHING_LINKS & set((element.get("rel") or "").lower().split()):
                self.fetched.append(value)
        elif name == "content" and (element.get("http-equiv") or "").lower().strip() == "refresh":
            self.fetched.append(_REFRESHED.sub("", value.lower()).strip(" '\""))
        elif name == "style":
            self.fetched += fetched_by_css(value)
        elif name == "srcdoc":
            inner = Page(value.encode())
            self.fetched += inner.fetched
