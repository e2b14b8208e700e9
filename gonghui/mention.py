"""Mention: the sentence of a summary's text in which a figure of its front matter stands.

Only what is certain is linked: the number as written, with its unit of measure, standing once in
the text, in a sentence that speaks of the metric, or once in a sentence that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from .notation.numeral import CHARACTERS
from .spelling import fold
from .summary import Summary
from .summary.entry import Entry

# nh3 writes attributes in double quotes, so that a > within one does not end the tag
_TAG = re.compile(r"<(/?)([a-z0-9]+)(?:\"[^\"]*\"|[^\"<>])*>")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_NOT_TEXT = {"code", "pre", "a", "h1", "h2", "h3", "h4", "h5", "h6"}
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
# what any sentence of a union may say
_GENERAL = {"职工", "工会", "人数", "单位", "组织", "工作"}
_NUMERAL = f"0-9{CHARACTERS}"
_DIGITS = re.compile(f"[{_NUMERAL}]")
# 30人 is no part of 130人, 二十30人, 第30人, 3.30人, 20-30人 or 20至30人
_NOT_WITHIN = rf"(?<![{_NUMERAL}第])(?<![{_NUMERAL}][.点~/至到-])"
# nor of 30人次, 3个月 or 3个百分点
_NOT_GOING_ON = "(?!次)(?<!个(?=月|百分点|小时|班))"
_LONG = 4  # characters; a shorter number without a unit of measure could be anything


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
    whole = "\n".join(sentence.said for sentence in said)
    found: dict[tuple[int, int], _Sentence] = {}
    for entry in (*summary.metrics, *summary.local):
        sentence = _sentence_of(entry, said, whole)
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
                text = _plain(unescape(match[0]) if "&" in match[0] else match[0])
                if text:
                    yield _Sentence(match.start(), match.end(), text)
        if tag is None:
            return
        if tag[2] in _NOT_TEXT:
            closed += -1 if tag[1] else 1
        position = tag.end()


def _sentence_of(entry: Entry, said: list[_Sentence], whole: str) -> _Sentence | None:
    for written in _spellings(entry):
        if written not in whole:
            continue
        places = [s for s in said for _ in range(_occurrences(written, s.said))]
        names = _names(entry)
        if len(places) == 1 and _speaks_of(places[0].said, names):
            return places[0]
        named = [s for s in places if any(name in s.said for name in names)]
        if len(named) == 1:
            return named[0]
    return None


def _speaks_of(said: str, names: list[str]) -> bool:
    """Whether a sentence has two characters together of a name: 已有11家达标 of 规范化达标工会. A number
    alone, though it stands once, may count something else."""
    for name in names:
        for at in range(max(len(name) - 1, 1)):
            piece = name[at : at + 2]
            telling = piece not in _GENERAL or (at == 0 and piece != "工会")
            if telling and piece in said:
                return True
    return False


def _spellings(entry: Entry) -> Iterator[str]:
    """How a text may write the figure, the surest first: as written, then its number with each other
    word for the same unit of measure. A bare short number could be anything."""
    written = _plain(entry.figure.as_written)
    if entry.figure.state or not _DIGITS.search(written):
        return
    words = {fold(entry.figure.unit): Decimal(1)} if entry.figure.unit else {}
    if entry.metric is not None and not entry.foreign:
        words = entry.metric.words
    unit = max((word for word in words if word and written.endswith(word)), key=len, default="")
    if unit or len(written) >= _LONG or not _DIGITS.match(written[-1]):
        yield written
    number, factor = written.removesuffix(unit), words.get(unit, Decimal(1))
    yield from (f"{number}{word}" for word in words if word != unit and words[word] == factor)


def _plain(text: str) -> str:
    """The text folded, without thousands separators."""
    return _THOUSANDS.sub("", fold(text))


def _names(entry: Entry) -> list[str]:
    if entry.metric is None:
        return [fold(entry.name)]
    return [fold(name) for name in (entry.metric.name, *entry.metric.aliases)]


def _occurrences(written: str, said: str) -> int:
    """How often the number stands in the sentence, not as a part of a longer one, nor before a
    longer unit of measure; without any, before the next word."""
    if written not in said:
        return 0
    before = _NOT_WITHIN if _DIGITS.match(written) else ""
    after = r"(?![\w%‰]|\.[0-9])" if _DIGITS.match(written[-1]) else _NOT_GOING_ON
    return len(re.findall(f"{before}{re.escape(written)}{after}", said))
