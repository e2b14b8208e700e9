"""Markdown as far as a check needs it: code left out, links and pictures with where they stand."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

_RAW = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?:(?P<whole>.*?\{%-?\s*endraw\s*-?%\})|.*\Z)", re.S
)  # one that is never closed is none, and nothing after it
_FENCE = re.compile(r"[ \t]*(?P<marks>`{3,}|~{3,})[^`\n]*$")
_TICKS = re.compile(r"(?<![`\\])`+(?!`)")
_BRACKET = re.compile(r"[\[\]]")
_WORD = r"[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"
# Python-Markdown takes spaces into an address, as in 图 (1).png; a quotation mark begins the title.
_ADDRESS = re.compile(
    rf"""\(\s*(?:<(?P<wrapped>[^>\n]*)>|(?P<to>(?!["']){_WORD}(?:[ ]+(?![)\s"']){_WORD})*))"""
)
MAX_LABEL = 1000  # characters; nobody writes a longer one
_LABEL = re.compile(r"[ ]?\[(?P<label>[^\[\]\n]*)\]")
_REFERENCE = re.compile(r"^ {0,3}\[(?P<label>[^\]\n]+)\]:\s*<?(?P<to>[^\s>]+)", re.M)


@dataclass(frozen=True)
class Link:
    """A link or picture: where its address stands in the text (for a picture by reference: where the
    whole begins), where the whole begins, and from where to where its words stand in brackets."""

    target: str
    position: int
    start: int
    picture: bool = False
    words: tuple[int, int] = (0, 0)


class Lines:
    """Positions in a text as line and column, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, position: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


def without_code(text: str) -> str:
    """The text with blanks in the place of code and of raw template blocks; positions stay. Each
    line is looked at once, whatever is left unclosed."""
    if "{%" in text:
        text = _RAW.sub(lambda m: re.sub(r"[^\n]", " ", m[0]) if m["whole"] else m[0], text)
    if "`" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    fence, opened = "", 0
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            if match and match["marks"].startswith(fence) and line.strip() == match["marks"]:
                lines[opened : number + 1] = [" " * len(one) for one in lines[opened : number + 1]]
                fence = ""
        elif match:
            fence, opened = match["marks"], number
    return "\n".join(_without_ticks(line) if "`" in line else line for line in lines)


def _without_ticks(line: str) -> str:
    """A line with blanks in the place of `code`: a run of ticks closes with one as long."""
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(line)]
    ahead: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        ahead.setdefault(runs[index][1] - runs[index][0], []).append(index)
    pieces, position, index = [], 0, 0
    while index < len(runs):
        first, end = runs[index]
        later = ahead[end - first]
        while later and later[-1] <= index:
            later.pop()
        if not later:
            index += 1
            continue
        last = runs[later[-1]][1]
        pieces += [line[position:first], " " * (last - first)]
        position, index = last, later[-1] + 1
    return "".join([*pieces, line[position:]])


def links(text: str) -> Iterator[Link]:
    """Every link, picture and reference of a text whose code is left out."""
    references = {_label(match["label"]): match["to"] for match in _REFERENCE.finditer(text)}
    for first, last in _pairs(text):
        picture = text[first - 1 : first] == "!"
        start = first - 1 if picture else first
        inline = _ADDRESS.match(text, last + 1)
        if inline:
            group = "wrapped" if inline["wrapped"] is not None else "to"
            yield Link(inline[group], inline.start(group), start, picture, (first + 1, last))
        elif picture and references:
            label = _LABEL.match(text, last + 1)
            # cut short: within brackets within brackets, all of it each time would be a square
            name = (label and label["label"]) or text[first + 1 : min(last, first + MAX_LABEL)]
            yield Link(references.get(_label(name), ""), start, start, True, (first + 1, last))
    for match in _REFERENCE.finditer(text):
        yield Link(match["to"], match.start("to"), match.start())


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """The brackets that belong together, inner pairs first: a picture may stand within a link."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()


def unpaired(text: str) -> list[int]:
    """Where the opening brackets stand that nothing closes."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened


def _label(text: str) -> str:
    return " ".join(text.split()).lower()
