"""Mention: the sentence of a summary's text in which a figure of its front matter stands.

Only what is certain is linked: the number as written, with its unit of measure, standing once in
the text, or once in a sentence that names the metric.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from .figure import Figure
from .registry import Metric
from .spelling import fold
from .summary import Summary
from .summary.entry import Entry

# nh3 writes attributes in double quotes, so that a > within one does not end the tag
_TAG = re.compile(r"<(/?)([a-z0-9]+)(?:\"[^\"]*\"|[^\">])*>")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_NOT_TEXT = {"code", "pre", "a", "h1", "h2", "h3", "h4", "h5", "h6"}
_DIGIT = re.compile(r"[0-9.,%]")


@dataclass
class _Sentence:
    """A piece of text between two tags, or between two full stops: where it stands in the HTML, and
    what it says, folded and without thousands separators."""

    start: int
    end: int
    said: str
    anchor: str = ""


def with_mentions(html: str, summary: Summary) -> tuple[str, dict[tuple[int, int], str]]:
    """The HTML of the text with an id on every sentence that a figure was found in, and the anchors
    (`#gh-s1`) by the figure's position in the file."""
    said = list(_sentences(html))
    found: dict[tuple[int, int], _Sentence] = {}
    for entry in (*summary.metrics, *summary.local):
        sentence = _sentence_of(entry, said)
        if sentence is not None:
            found[entry.position] = sentence
    marked = sorted({s.start: s for s in found.values()}.values(), key=lambda s: s.start)
    pieces, position = [], 0
    for number, sentence in enumerate(marked, start=1):
        sentence.anchor = f"gh-s{number}"
        words = html[sentence.start : sentence.end]
        pieces += [
            html[position : sentence.start],
            f'<span class="gh-said" id="{sentence.anchor}">{words}</span>',
        ]
        position = sentence.end
    anchors = {place: f"#{sentence.anchor}" for place, sentence in found.items()}
    return "".join([*pieces, html[position:]]), anchors


def _sentences(html: str) -> Iterable[_Sentence]:
    """The sentences of running text, outside headings, links and code."""
    position, closed = 0, 0
    for tag in [*_TAG.finditer(html), None]:
        end = tag.start() if tag else len(html)
        if not closed:
            for match in _SENTENCE.finditer(html, position, end):
                text = fold(unescape(match[0])).replace(",", "")
                if text:
                    yield _Sentence(match.start(), match.end(), text)
        if tag is None:
            return
        if tag[2] in _NOT_TEXT:
            closed += -1 if tag[1] else 1
        position = tag.end()


def _sentence_of(entry: Entry, said: list[_Sentence]) -> _Sentence | None:
    for written in _spellings(entry.figure, entry.metric):
        places = [s for s in said for _ in range(_occurrences(written, s.said))]
        if len(places) == 1:
            return places[0]
        names = _names(entry)
        named = [s for s in places if any(name in s.said for name in names)]
        if len(named) == 1:
            return named[0]
    return None


def _spellings(figure: Figure, metric: Metric | None) -> Iterable[str]:
    """How a text may write the figure, the surest first: as written, then its number with each word
    for its unit of measure. A bare short number could be anything."""
    written = fold(figure.as_written).replace(",", "")
    if figure.state or not any(c.isdigit() or c in "一二三四五六七八九十百千万" for c in written):
        return
    if figure.unit or len(written) > 3 or not written.isdigit():
        yield written
    if figure.exact and figure.value is not None and metric is not None:
        number = written.removesuffix(figure.unit) if figure.unit else written
        yield from (f"{number}{word}" for word in metric.words if f"{number}{word}" != written)


def _names(entry: Entry) -> list[str]:
    if entry.metric is None:
        return [fold(entry.name)]
    return [fold(name) for name in (entry.metric.name, *entry.metric.aliases)]


def _occurrences(written: str, said: str) -> int:
    """How often the number stands in the sentence, not as a part of a longer one."""
    count, at = 0, said.find(written)
    while at >= 0:
        after = said[at + len(written) : at + len(written) + 1]
        longer = (at > 0 and _DIGIT.match(said[at - 1])) or (
            written[-1:].isdigit() and _DIGIT.match(after)
        )
        count += 0 if longer else 1
        at = said.find(written, at + 1)
    return count
