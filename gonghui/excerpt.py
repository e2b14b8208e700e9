"""Excerpt: the first words of a text, without the marks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

LIMIT = 100
_LINE = 1000  # a line's beginning is enough, and keeps every pattern below cheap

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_FENCE = re.compile(r"(`{3,}|~{3,})")
# headings, tables, admonitions, definitions of links; then rules and underlines of headings
_NO_TEXT = re.compile(r"(?:#{1,6}(?:\s|$)|\||!!!|\[[^\]]*\]:|[-=*_:|\s]*$)")
_LEAD = re.compile(r"(?:(?:>|[-*+]\s|\d{1,9}[.)]\s)\s*)*")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_PICTURE = re.compile(r"!\[[^\[\]]*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])")
_ADDRESS = re.compile(r"<((?:https?|mailto|ftp):[^<>\s]+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STARS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1")
_LINES = re.compile(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ANY = re.compile(
    "[\\[\\\\`<&*_\ue000-\ue002]"
)  # without one of these a line is plain as it stands
_EDGE = "\ue002"  # of what had marks around it: no word goes on over it
# what is shown as it stands waits under its number between two characters that have no meaning
_SHELTERED = re.compile("\ue000([0-9]+)\ue001")


def excerpt(text: str, limit: int = LIMIT) -> str:
    """The first `limit` characters of the running text, on one line, … at the end of what is cut.
    Headings, tables, pictures and code blocks are no running text; "" where nothing else stands."""
    words = ""
    for line in _running(_COMMENT.sub("", text)):
        shown = plain(_LEAD.sub("", line, count=1)).replace("~~", "")
        # Chinese is written without spaces; between two Latin words a line break is one
        gap = " " if words[-1:].isascii() and shown[:1].isascii() and words and shown else ""
        words += gap + shown
        if len(words) > limit:
            return f"{words[: limit - 1].rstrip()}…"
    return words


def _running(text: str) -> Iterator[str]:
    fence = ""
    for whole in text.split("\n"):
        line = whole.strip()[:_LINE]
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and line == mark[1]:
                fence = ""
        elif mark:
            fence = mark[1]
        elif not _NO_TEXT.match(line):
            yield line


def plain(text: str) -> str:
    """A line without Markdown's marks, as the page shows it: links and emphasis as their words, code
    and escaped marks as they stand, pictures not at all."""
    if not _ANY.search(text):
        return " ".join(text.split())
    kept: list[str] = []

    def shelter(shown: str) -> str:
        kept.append(shown)
        return f"\ue000{len(kept) - 1}\ue001"

    text = re.sub("[\ue000-\ue002]", "", text)
    text = _CODE.sub(lambda match: shelter(match[2].strip()), text)
    text = _ESCAPE.sub(lambda match: shelter(match[1]), text)
    text = _PICTURE.sub(_EDGE, text)
    text = _ADDRESS.sub(lambda match: shelter(match[1]), text)
    text = _TAG.sub("", _LINK.sub(rf"{_EDGE}\1{_EDGE}", text))
    for pattern in (_STARS, _STARS, _LINES, _LINES):
        text = pattern.sub(rf"{_EDGE}\2{_EDGE}", text)
    text = unescape(text.replace(_EDGE, ""))
    return " ".join(_SHELTERED.sub(lambda match: kept[int(match[1])], text).split())
