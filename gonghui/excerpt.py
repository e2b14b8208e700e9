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
_PICTURE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|~~)(?=\S)(.+?)(?<=\S)\1")
_SHELTER = 0xE000  # an escaped mark waits among characters that have no meaning


def excerpt(text: str, limit: int = LIMIT) -> str:
    """The first `limit` characters of the running text, on one line, … at the end of what is cut.
    Headings, tables, pictures and code blocks are no running text; "" where nothing else stands."""
    words = ""
    for line in _running(_COMMENT.sub("", text)):
        plain = _plain(line)
        # Chinese is written without spaces; between two Latin words a line break is one
        gap = " " if words[-1:].isascii() and plain[:1].isascii() and words and plain else ""
        words += gap + plain
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


def _plain(line: str) -> str:
    line = _LEAD.sub("", line, count=1)
    line = _ESCAPE.sub(lambda match: chr(_SHELTER + ord(match[1])), line)
    line = _PICTURE.sub("", line)
    for pattern, kept in ((_LINK, r"\1"), (_TAG, ""), (_EMPHASIS, r"\2"), (_EMPHASIS, r"\2")):
        line = pattern.sub(kept, line)
    line = unescape(line.replace("`", ""))
    line = "".join(chr(ord(c) - _SHELTER) if 0 < ord(c) - _SHELTER < 0x7F else c for c in line)
    return " ".join(line.split())
