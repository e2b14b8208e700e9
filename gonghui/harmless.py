"""Harmless: the HTML that a page of the site's own may hold, where more is allowed than in a summary.

What a browser makes of broken markup nobody can foresee; so a text counts as harmless only where each
tag is written out plainly, and is one of a few.
"""

from __future__ import annotations

import re
from html import unescape

# What Python-Markdown makes of plain Markdown, and nothing else.
PLAIN = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "span", "strong", "sub", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
TAGS = PLAIN | {
    "b", "caption", "details", "figcaption", "figure", "i", "ins", "kbd", "mark", "q", "s",
    "small", "summary", "tfoot", "u", "wbr",
}  # fmt: skip
VOID = {"br", "hr", "img", "wbr"}
EVERYWHERE = {"id", "class", "title", "lang"}
ATTRIBUTES = {
    "a": {"href", "download", "rel"}, "img": {"src", "alt", "width", "height"}, "details": {"open"},
    "ol": {"start"}, "td": {"align", "colspan", "rowspan"},
    "th": {"align", "scope", "colspan", "rowspan"},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
# a relative path: no scheme, no host, and none of what a browser would read as one
INSIDE = re.compile(r"(?![/\\])[^:\\\x00-\x20]*")
TAG = re.compile(
    r'</(?P<end>[a-z][a-z0-9]*)>|<(?P<name>[a-z][a-z0-9]*)(?P<all>(?:[ \n]+[a-z]+(?:="[^"<>]*"|=\'[^\'<>]*\')?)*)[ \n]*/?>'
)
_ATTRIBUTE = re.compile(r"""([a-z]+)(?:=("[^"]*"|'[^']*'))?""")
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.I)
_BLANK = re.compile(r"[\x00-\x20]+")
_TAKEN = ("__", "gh-")  # ids by which the theme and the program find their own


def is_harmless(html: str) -> bool:
    """Whether HTML holds nothing but plain tags that are allowed, with attributes that are, and ends
    each in its turn: one end too many would end what stands around the page."""
    rest = 0
    begun: list[str] = []
    for match in TAG.finditer(html):
        if "<" in html[rest : match.start()] or not is_allowed(match):
            return False
        rest = match.end()
        if match["end"]:
            if not begun or begun.pop() != match["end"]:
                return False
        elif match["name"] not in VOID:
            begun.append(match["name"])
    return not begun and "<" not in html[rest:]


def is_allowed(tag: re.Match[str]) -> bool:
    """Whether a match of TAG is a tag that may stand there."""
    if tag["end"]:
        return tag["end"] in TAGS
    name = tag["name"]
    return name in TAGS and all(
        (key in EVERYWHERE or key in ATTRIBUTES.get(name, ())) and is_value(name, key, value[1:-1])
        for key, value in _ATTRIBUTE.findall(tag["all"])
    )


def is_value(tag: str, attribute: str, value: str) -> bool:
    """Whether the value of an attribute does nothing by itself, and takes no name of the program's."""
    value = unescape(value)
    if attribute == "id":
        return not value.startswith(_TAKEN)
    if attribute == "src":
        return INSIDE.fullmatch(value) is not None
    if attribute == "href":
        scheme = _SCHEME.match(_BLANK.sub("", value))
        return scheme is None or scheme[1].lower() in SCHEMES
    return True
