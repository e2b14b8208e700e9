"""Section: a heading of a summary's text and what stands below it, with the anchor that Markdown
gives the heading on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown.extensions.toc import slugify_unicode, unique

from ..reading.markdown import without_code
from .summary import Summary

OPENING = 100  # characters of a section that a list shows

_HEADING = re.compile(r"^(#{1,6})[ \t]*(?!#)(.+?)[ \t]*#*[ \t]*$", re.M)
_PICTURE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?")
_LINK = re.compile(r"\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_RULER = re.compile(r"^[ \t|:+=-]+$", re.M)
_LEAD = re.compile(r"^[ \t]*(?:[>*+-]|[0-9]+[.)])[ \t]+", re.M)
_MARKS = re.compile(r"[*_`~|\\]+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Section:
    """`level` counts from 1; `anchor` is the heading's id; `text` all below the heading up to the next
    one of the same or a higher level, without Markdown's marks."""

    level: int
    title: str
    anchor: str
    text: str

    @property
    def opening(self) -> str:
        """The first hundred characters of the text."""
        return self.text if len(self.text) <= OPENING else f"{self.text[:OPENING]}……"


def sections(summary: Summary) -> list[Section]:
    """Every headed section of a summary in the order of the text."""
    text = summary.body_without_calls
    found = list(_HEADING.finditer(without_code(text))) if "#" in text else []
    made, anchors = [], set[str]()
    for index, match in enumerate(found):
        level = len(match[1])
        title = plain(text[match.start(2) : match.end(2)])
        anchor = unique(slugify_unicode(title, "-"), anchors)
        later = (m.start() for m in found[index + 1 :] if len(m[1]) <= level)
        below = text[match.end() : next(later, len(text))]
        made.append(Section(level, title, _on_page(anchor), plain(_HEADING.sub(" ", below))))
    return made


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text without Markdown's marks, pictures and the white space between Chinese lines."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    text = _MARKS.sub("", _LEAD.sub("", _RULER.sub("", text)))
    return re.sub(r"(?<![ -~])\s+|\s+(?![ -~])", "", _SPACE.sub(" ", text)).strip()


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
