"""Section: a heading of a summary's text and what stands below it, with the anchor that Markdown
gives the heading on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify_unicode, unique

from ..excerpt import excerpt, plain
from ..reading.markdown import without_code
from .summary import Summary

# within a quotation or a list as well; Python-Markdown asks for no space behind the marks
_MARKED = re.compile(r"(?:[ ]{0,3}+(?:>[ ]?+|[-*+][ ]++|[0-9]{1,9}+\.[ ]++))*+(#{1,6})")
_CLOSING = re.compile(r"(?<![\\#])#+$")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_LONG = 1000  # characters; nobody writes a longer heading, and looking for marks in one takes long


@dataclass(frozen=True)
class Section:
    """`level` counts from 1; `anchor` is the heading's id; `below` the lines up to the next heading of
    the same or a higher level, those of other headings empty."""

    level: int
    title: str
    anchor: str
    below: tuple[str, ...]

    @property
    def opening(self) -> str:
        """The first hundred characters, without Markdown's marks."""
        return excerpt("\n".join(self.below))


def sections(summary: Summary) -> list[Section]:
    """Every headed section of a summary in the order of the text."""
    lines = summary.body_of_words.split("\n")
    found = list(_headings(lines))
    for place in found:  # the opening of the section around them is running text
        lines[place.first : place.after] = [""] * (place.after - place.first)
    made = []
    for index, (place, (title, anchor)) in enumerate(zip(found, _named(found), strict=True)):
        later = (one.first for one in found[index + 1 :] if one.level <= place.level)
        if title:
            below = tuple(lines[place.after : next(later, len(lines))])
            made.append(Section(place.level, title, anchor, below))
    return made


def anchors_of(text: str) -> set[str]:
    """The anchor of every heading of a text."""
    return {anchor for _, anchor in _named(list(_headings(text.split("\n"))))}


def _named(found: list[_Place]) -> Iterator[tuple[str, str]]:
    """The title and the anchor of each heading."""
    taken = set[str]()
    for place in found:
        title = plain(place.words) if len(place.words) <= _LONG else place.words
        yield title, on_page(unique(slugify_unicode(title, "-"), taken))


def outline(summary: Summary) -> list[tuple[int, str]]:
    """Level and words of every heading, the words as they were written."""
    lines = summary.body_of_words.split("\n")
    return [(place.level, place.words) for place in _headings(lines) if place.words]


@dataclass(frozen=True)
class _Place:
    """A heading as written: its level, its words, its first line and that after its last."""

    level: int
    words: str
    first: int
    after: int


def _headings(lines: list[str]) -> Iterator[_Place]:
    """The headings that Python-Markdown sees: marked with #, or underlined at the beginning of a
    paragraph."""
    bare = without_code("\n".join(lines)).split("\n")
    beginning, number = True, 0
    while number < len(lines):
        line, below = bare[number], bare[number + 1] if number + 1 < len(lines) else ""
        after = number + 1
        if marked := _MARKED.match(line):
            words = _CLOSING.sub("", lines[number][marked.end() :])
            yield _Place(len(marked[1]), words.strip(), number, after)
            beginning = True
        elif beginning and _heads(line) and _UNDERLINE.fullmatch(below):
            after += 1
            yield _Place(1 if below[0] == "=" else 2, lines[number].strip(), number, after)
        else:
            beginning = not line.strip()
        number = after


def _heads(line: str) -> bool:
    """Whether a line may be an underlined heading: it is no code."""
    return bool(line.strip()) and not line.startswith(("    ", "\t"))


def on_page(anchor: str) -> str:
    """An author's anchor on the page, which keeps ids that begin with gh- for itself, and those with two
    underscores for its theme: a heading `## __config` would stop the theme's script on that page."""
    return f"h-{anchor}" if anchor.startswith(("gh-", "__")) else anchor


def outermost(found: list[Section], wanted: Iterator[bool]) -> list[int]:
    """Of the sections wanted, the numbers of those that do not stand within another one wanted."""
    kept: list[int] = []
    inside = 0
    for number, (section, want) in enumerate(zip(found, wanted, strict=True)):
        if inside and section.level > inside:
            continue
        inside = section.level if want else 0
        kept += [number] if want else []
    return kept
