"""Wrapping: which line breaks end a paragraph, and which only fell where a line was full."""

from __future__ import annotations

import re

from .spacing import HAN, clean, joined

_BREAK = re.compile(r"[\n\v\u2028]")
_ENDS = re.compile(r"[。！？；：!?;:…]['”’）)》」』]*$")
_GOES_ON = re.compile(r"[，、（(“‘《〈「『]$")
NUMBERED = re.compile(
    r"第?[一二三四五六七八九十]{1,3}[、，]|第[一二三四五六七八九十]{1,3}(?:部分|章|节)|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}(?:[．、]|\.(?![0-9]))|[（(][0-9]{1,2}[）)]|[①-⑳]"
)
BULLET = re.compile(
    r"[●■◆◇➢➤►▶▪◦•○□·✓✔√♦∙‣⁃※*]\s*(?=\S)|[-–](?=\s+\S)\s+|[-–](?=[一-鿿])|—(?![—])\s*(?=[一-鿿])"
)
_TITLE = re.compile(
    r"(?:.{1,6}[：:])?(?=.*(?:年|工会))[^，。；：！？]{4,50}(?:总结|小结|汇报|报告|计划|要点)$"
)
_INDENT = re.compile(r"[\t\u3000]|  ")
_DATED = re.compile(r"(?:20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年.{1,3}月.{1,3}日$")
_LONG = 26  # characters: longer than a heading or a line of an address
_SOME = 16  # longer than a name or a date: an indented line that ends so goes on in the next
_HAN_END = re.compile(rf"[{HAN}0-9%]$")


def paragraphs(text: str, *, soft: bool = False) -> list[str]:
    """The paragraphs of a piece of text, each a cleaned line. `soft` breaks are those within one
    paragraph of a word processor, where a sentence goes on unless something speaks against it."""
    raw = [line for line in _BREAK.split(text) if line.strip()]
    lines = [(clean(line), bool(_INDENT.match(line))) for line in raw]
    lines = [(line, indented) for line, indented in lines if line]
    full = full_width([line for line, _ in lines])
    made: list[list[str]] = []  # the lines of each
    before, first_indented = "", False
    for line, indented in lines:
        if made and (
            _continues(before, line, indented, full)
            or (soft and _is_cut(before, line, indented))
            or (first_indented and len(before) > _SOME and _is_cut(before, line, indented))
        ):
            made[-1].append(line)
        else:
            made.append([line])
            first_indented = indented
        before = line
    return [clean(joined(pieces)) for pieces in made]


def _is_cut(before: str, line: str, indented: bool) -> bool:
    """Whether a break within a paragraph fell into a sentence: none after a heading or a name, none
    before a number, a bullet or a date."""
    if indented or _ENDS.search(before) or NUMBERED.match(line) or BULLET.match(line):
        return False
    return not _ends_in_heading(before) and not _DATED.match(line)


def _ends_in_heading(line: str) -> bool:
    """Whether the last piece of a line is a heading, by itself or glued to a sentence, or all of it is
    a title."""
    if _TITLE.match(line):
        return True
    tail = re.split(r"[。！？]", line)[-1]
    return len(tail) <= _LONG and NUMBERED.match(tail) is not None


def goes_on(before: str, length: int, line: str, full: int) -> bool:
    """Whether a paragraph goes on in the next one: `before` is its text so far, or the end of a long
    one, `length` that of its last line, `full` where lines were cut (see `full_width`)."""
    if NUMBERED.match(line) or BULLET.match(line) or _ENDS.search(before) or _TITLE.match(line):
        return False
    if _ends_in_heading(before):
        return False
    return _GOES_ON.search(before) is not None or 0 < full <= length


def full_width(lines: list[str]) -> int:
    """How long a line is at which the breaks fall; 0 where the lines are no longer than their
    sentences."""
    if len(lines) < 3:
        return 0
    longest = max(map(len, lines))
    near = sum(longest - 2 <= len(line) <= longest for line in lines[:-1])
    return longest - 2 if 12 <= longest <= 80 and near >= 2 and near * 2 >= len(lines) - 1 else 0


def _continues(before: str, line: str, indented: bool, full: int) -> bool:
    if indented or NUMBERED.match(line) or BULLET.match(line) or _ends_in_heading(before):
        return False
    if _TITLE.match(line):
        return False
    if _GOES_ON.search(before):
        return True
    if _ENDS.search(before):
        return full > 0 and len(before) >= full and not before.endswith((":", "："))
    if full and len(before) >= full:
        return True
    return len(before) > _LONG and _HAN_END.search(before) is not None
