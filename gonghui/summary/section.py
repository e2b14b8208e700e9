"""Section: a heading of a summary's text and what stands below it, with the anchor that Markdown
gives the heading on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify_unicode, unique

from ..excerpt import excerpt
from ..reading.markdown import without_code
from .summary import Summary

_HEADING = re.compile(r"^(#{1,6})[ \t]*(?!#)(.+?)[ \t]*#*[ \t]*$", re.M)
_PICTURE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?")
_LINK = re.compile(r"\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_MARKS = re.compile(r"[*_`~|\\]+")


@dataclass(frozen=True)
class Section:
    """`level` counts from 1; `anchor` is the heading's id; `opening` the first hundred characters up
    to the next heading of the same or a higher level, without Markdown's marks."""

    level: int
    title: str
    anchor: str
    opening: str


def sections(summary: Summary) -> list[Section]:
    """Every headed section of a summary in the order of the text."""
    if "#" not in summary.body:
        return []
    text = summary.body_of_words
    found = list(_HEADING.finditer(without_code(text)))
    made, anchors = [], set[str]()
    for index, match in enumerate(found):
        level = len(match[1])
        title = _plain(text[match.start(2) : match.end(2)])
        anchor = unique(slugify_unicode(title, "-"), anchors)
        later = (m.start() for m in found[index + 1 :] if len(m[1]) <= level)
        below = text[match.end() : next(later, len(text))]
        made.append(Section(level, title, _on_page(anchor), excerpt(below)))
    return made


def _plain(heading: str) -> str:
    """A heading as Markdown names it: without pictures, the addresses of links and marks."""
    return _MARKS.sub("", _LINK.sub(r"\1", _PICTURE.sub("", heading))).strip()


def _on_page(anchor: str) -> str:
    """The page keeps ids that begin with gh- for itself."""
    return f"h-{anchor}" if anchor.startswith("gh-") else anchor


def outermost(found: list[Section], wanted: Iterator[bool]) -> list[Section]:
    """Of the sections wanted, those that do not stand within another one wanted."""
    kept: list[Section] = []
    inside = 0
    for section, want in zip(found, wanted, strict=True):
        if inside and section.level > inside:
            continue
        inside = section.level if want else 0
        kept += [section] if want else []
    return kept
