"""Prose: the sentences of a Markdown text, each character with its place in the file.

Headings are kept apart: they say what a section is about, and hold no figures. Code, pictures and
addresses are no prose.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..reading.markdown import without_code

_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]*(.*?)[ \t]*#*$")
_BEGINS_ITEM = ">-*+0123456789"
_ITEM = re.compile(r"[ \t]*(?:>[ ]?|[-*+][ \t]+|[0-9]{1,3}[.)][ \t]+)")
_RULE = re.compile(r"[\s|:=*_-]*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)")
_MARKS = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)|\\(?=[!-/:-@\[-`{-~])")
_CIRCLED = re.compile("[\u2460-\u249b\u3220-\u3229\u2776-\u2793]")
_DASHES = str.maketrans("–—―−－～〜", "-----~~")
# The usual case, quickly: full-width marks, and nothing else that folding changes.
_MARKS_OF_TEXTS = tuple((mark, chr(ord(mark) - 0xFEE0)) for mark in "，；：（）％")
_CHANGED = re.compile("[^!-~\u4e00-\u9fff。、“”‘’《》]")  # perhaps; nothing else is
_NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | _DASHES
_ODD = re.compile(rf"\s|{_CIRCLED.pattern}")
_MARKED = re.compile(r"[*`_\\\[]")
# Without one of these a sentence holds no figure, and is not worth folding.
_COUNTS = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万亿xX×每]")
_COVERED = "全覆盖"
_END = re.compile(r"[。；！？!?;][。；！？!?;]*[”’」』）)]*")
_LONGEST = 600  # characters; nobody writes a longer sentence, and looking through one takes long
_SERIAL = ("序号", "编号", "行次", "项次")
HIDDEN = "\ue000"  # in the place of what is no word of the sentence


class Line(NamedTuple):
    """Words of a paragraph from `begin` on: where each of them, without marks, stands in the line, which
    itself begins after `start` characters of its line of the file."""

    begin: int
    number: int
    start: int
    kept: Sequence[int]


class Sentence(NamedTuple):
    """`said` is folded: NFKC, no white space but between two digits. `origin` gives for each of its
    characters, and for its end, the index in `words`, the text as written without marks;
    `lines` say where each character of `words` stands, from `offset` on. A table's cell knows the words at
    the `head` of its row, of the column `above` it, and the other cells `beside` it."""

    said: str
    origin: Sequence[int]
    words: str
    lines: Sequence[Line]
    offset: int
    section: str
    head: str = ""
    above: str = ""
    beside: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        """The sentence as written, on one line."""
        words = self.words
        return (re.sub(r"\s*\n\s*", "", words) if "\n" in words else words).strip()

    def written(self, start: int, end: int) -> str:
        """What stands in the file between two places of `said`."""
        return self.words[self.origin[start] : self.origin[end - 1] + 1]

    def place(self, start: int) -> tuple[int, int]:
        """The line and the column at which a character of `said` stands."""
        index = self.offset + self.origin[start]
        # a line's end belongs to the line that follows
        line = self.lines[bisect_right(self.lines, index + 1, key=_begin) - 1]
        at = index - line.begin
        return line.number, line.start + 1 + (line.kept[at] if at >= 0 else 0)


def _begin(line: Line) -> int:
    return line.begin


def sentences(body: str) -> Iterator[Sentence]:
    """Every sentence of the running text, of lists and of tables that may hold a figure."""
    text = without_code(body)
    if "<!--" in text:
        text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    section, paragraph, above = "", list[tuple[int, int, str]](), list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.lstrip()
        row = bare.startswith("|")
        heading = _HEADING.match(line) if bare.startswith("#") else None
        item = _ITEM.match(line) if bare and bare[0] in _BEGINS_ITEM else None
        if heading or row or item or not bare:
            yield from _of_block(paragraph, section)
            paragraph = []
        if not row:
            above = []
        if heading:
            section = _MARKS.sub("", heading[1])
        elif row:
            cells = _cells(line)
            if not above:
                above = [words.strip() for _, words in cells]
            elif not _RULE.match(line):
                yield from _of_row(number, cells, above, section)
        elif bare:
            start = item.end() if item else len(line) - len(bare)
            paragraph.append((number, start, line[start:]))
    yield from _of_block(paragraph, section)


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a table's row, each with the column it begins in."""
    found, start = [], line.index("|") + 1
    for match in re.finditer(r"(?<!\\)\|", line):
        if match.start() >= start:
            found.append((start, line[start : match.start()]))
            start = match.end()
    if line[start:].strip():
        found.append((start, line[start:]))
    return found


def _of_row(
    number: int, cells: list[tuple[int, str]], above: list[str], section: str
) -> Iterator[Sentence]:
    first = 1 if len(cells) > 1 and above and above[0] in _SERIAL else 0  # the column of names
    first = next((n for n, (_, words) in enumerate(cells) if n >= first and words.strip()), first)
    head = cells[first][1].strip() if cells else ""  # merging leaves a cell before it empty
    for column, (start, words) in enumerate(cells):
        title = above[column] if column < len(above) else ""
        beside = tuple(other.strip() for _, other in cells) if column else ()
        yield from _of_block(
            [(number, start, words)], section, head if column > first else "", title, beside
        )


def _of_block(
    lines: list[tuple[int, int, str]],
    section: str,
    head: str = "",
    above: str = "",
    beside: tuple[str, ...] = (),
) -> Iterator[Sentence]:
    whole, found = "", list[Line]()
    for number, start, line in lines:
        words, kept = _unmarked(line)
        whole += f"\n{words}" if whole else words
        found.append(Line(len(whole) - len(words), number, start, kept))
    begin = 0
    for match in [*_END.finditer(whole), None]:
        end = match.end() if match else len(whole)
        for start in range(begin, end, _LONGEST):
            words = whole[start : min(start + _LONGEST, end)]
            if _COUNTS.search(words) or _COVERED in words:
                said, origin = _folded(words)
                yield Sentence(said, origin, words, found, start, section, head, above, beside)
        begin = end


def _unmarked(line: str) -> tuple[str, Sequence[int]]:
    """The words of a line, and the index in it of each of their characters."""
    if not _MARKED.search(line):
        return line, range(len(line))
    gone: set[int] = set()
    for match in _PICTURE.finditer(line):
        gone.update(range(*match.span()))
    for match in _LINK.finditer(line):
        gone.add(match.start())
        gone.update(range(match.end(1), match.end()))
    for match in _MARKS.finditer(line):
        gone.update(range(*match.span()))
    kept = [index for index in range(len(line)) if index not in gone]
    return "".join(line[index] for index in kept), kept


def _folded(words: str) -> tuple[str, Sequence[int]]:
    """The words folded, and the index in them of each of its characters and of its end."""
    narrow = words
    for mark, plain in _MARKS_OF_TEXTS:
        narrow = narrow.replace(mark, plain)
    if not _CHANGED.search(narrow):
        return narrow, range(len(words) + 1)
    narrow = narrow.translate(_NARROW)
    if unicodedata.is_normalized("NFKC", narrow) and not _ODD.search(narrow):
        return narrow, range(len(words) + 1)
    said: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(words):
        if char.isspace():
            if said and said[-1].isdigit() and words[index + 1 :].lstrip()[:1].isdigit():
                said.append(" ")
                origin.append(index)
            continue
        shown = HIDDEN if _CIRCLED.match(char) else unicodedata.normalize("NFKC", char)
        for one in shown.translate(_DASHES):
            if not one.isspace():
                said.append(one)
                origin.append(index)
    origin.append(len(words))
    return "".join(said), origin
