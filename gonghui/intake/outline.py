"""Outline: which lines of a text are its headings, and of which level.

Source: how office texts are numbered (GB/T 9704-2012, 7.3.3): 一、（一）1.（1）. In a page the highest
level in use becomes ##.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..facts import is_plan
from ..notation.numeral import read_numeral
from .manuscript import Block, BlockKind

_ORDINAL = "[一二三四五六七八九十]{1,3}"
_RANKS = (
    re.compile(rf"第{_ORDINAL}(?:部分|章|篇)[、：:]?"),
    re.compile(rf"{_ORDINAL}、"),
    re.compile(rf"[（(]{_ORDINAL}[）)]、?"),
    re.compile(r"[0-9]{1,2}(?:[．、]|\.(?![0-9]))"),
    re.compile(r"[（(][0-9]{1,2}[）)]|[①-⑳]"),
)
_PART = re.compile(rf"^第{_ORDINAL}(?:部分|章|篇)(?![、：: ])")
SECTION, SUBSECTION = 1, 2  # the ranks of 一、 and （一）
LOWEST = 4  # #### is the deepest heading of a page
_END = re.compile(r"[。！？；，、.;,!?…]$")
_STOP = re.compile(r"[：:。]$")  # what a heading does not end in
_LONGEST = 40  # characters of a heading
_RUN_IN = re.compile(r"(?P<head>[^。！？；：\d０-９]{2,30})(?P<mark>[。：])(?P<rest>.{12,})", re.S)
_GLUED = re.compile(
    rf"(?<=[。！？])(?:[”’）])?(?=(?P<mark>{_ORDINAL}、|[（(]{_ORDINAL}[）)])(?P<head>[^。！？；，]{{2,30}})(?:[。：]|$))"
)
_SIGN = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日|二〇|年.{1,3}月.{1,3}日")


def heading_words(line: str) -> str:
    """A heading without its number and its colon."""
    return line.removeprefix(mark_of(line)).rstrip("：:").strip()


def mark_of(line: str) -> str:
    """The number before a heading, （一）; "" for none."""
    return next((match[0] for number in _RANKS if (match := number.match(line))), "")


def rank_of(line: str) -> int | None:
    """0 for 第一部分, 1 for 一、, 2 for （一）, 3 for 1., 4 for (1); None for no number."""
    return next((rank for rank, number in enumerate(_RANKS) if number.match(line)), None)


def taken_apart(line: str, last: dict[int, int]) -> Iterator[str]:
    """The line cut where a heading was glued to the sentence before it (…58.16%。二、加强宣传). A
    number that does not follow the one before is part of the sentence; `last` keeps count."""
    start = 0
    _count(line, last)
    for match in _GLUED.finditer(line):
        rank = rank_of(match["mark"])
        number = _ordinal(match["mark"])
        if rank is None or number != last.get(rank, 0) + 1:
            continue
        yield line[start : match.end()]
        start = match.end()
        _count(line[start:], last)
    yield line[start:]


def _count(line: str, last: dict[int, int]) -> None:
    rank = rank_of(line)
    if rank in (SECTION, SUBSECTION):
        assert rank is not None
        last[rank] = _ordinal(line)
        if rank == SECTION:
            last.pop(SUBSECTION, None)


def _ordinal(line: str) -> int:
    digits = re.search(rf"{_ORDINAL}|[0-9]+", line)
    if digits and digits[0].isdecimal():
        return int(digits[0])
    value = read_numeral(digits[0]) if digits else None
    return int(value) if value is not None else 0


def run_in(line: str) -> tuple[str, str] | None:
    """A heading and the text that goes on after it in one paragraph (一、加强宣传。全年…); None where
    the first sentence tells a figure, or is one among others."""
    rank = rank_of(line)
    if rank not in (SECTION, SUBSECTION):
        return None
    assert rank is not None
    number = _RANKS[rank].match(line)
    assert number is not None
    match = _RUN_IN.match(line, number.end())
    if match is None or (match["mark"] == "：" and len(match["head"]) > 15):
        return None
    if rank == SUBSECTION and len(match["head"]) > 22:
        return None
    return number[0] + match["head"], match["rest"]


@dataclass(frozen=True)
class _Line:
    block: Block
    rank: int | None


def with_headings(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with the headings found and their levels as a page has them, 2 to 4."""
    lines = [_Line(block, rank_of(block.whole) if _is_line(block) else None) for block in blocks]
    heads = [index for index in range(len(lines)) if _is_heading(lines, index)]
    ranks = dict(zip(heads, _ranks([lines[index] for index in heads]), strict=True))
    made: list[Block] = []
    above: list[float] = []
    for index, line in enumerate(lines):
        block = line.block
        if index not in ranks:
            plain = block.kind is BlockKind.HEADING
            made.append(replace(block, kind=BlockKind.PARAGRAPH) if plain else block)
            continue
        while above and above[-1] >= ranks[index]:
            above.pop()
        above.append(ranks[index])
        level = min(len(above) + 1, LOWEST)
        text = _PART.sub(r"\g<0> ", _STOP.sub("", block.whole).strip())
        made.append(replace(block, kind=BlockKind.HEADING, text=text, number="", level=level))
    return made


def _ranks(heads: list[_Line]) -> list[float]:
    """How high each heading stands, the smaller the higher: numbered ones as in official documents,
    those with a style alone above them in the style's order, and a bare one above the numbers that
    begin anew under it, or else one step below the heading before."""
    styled = {
        line.block.level: line.rank for line in heads if line.block.level and line.rank is not None
    }
    begun = [_begins_anew(heads, place) for place in range(len(heads))]
    top = min((rank - 0.5 for rank in begun if rank is not None), default=None)
    found: list[float] = []
    current: float | None = None  # of the heading that a bare one may stand below
    for line, under in zip(heads, begun, strict=True):
        if line.rank is not None:
            current = float(line.rank)
        elif line.block.level:
            own = styled.get(line.block.level)
            current = own if own is not None else line.block.level / 10 - 1
        elif under is not None:
            current = under - 0.5
        elif is_plan(line.block.text) or current is None:
            found.append(min([*found, float(SECTION), *([top] if top is not None else [])]))
            continue
        elif top is not None:
            found.append(top)
            continue
        else:
            found.append(current + 0.5)
            continue
        found.append(current)
    return found


def _begins_anew(heads: list[_Line], place: int) -> int | None:
    """The rank of the numbers that begin with 一 below a bare heading; None where they go on from
    before it, or there are none."""
    if heads[place].rank is not None or heads[place].block.level:
        return None
    after = next(iter(heads[place + 1 :]), None)
    if after is None or after.rank is None or _ordinal(after.block.whole) != 1:
        return None
    return after.rank


def _is_line(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)


def _is_heading(lines: list[_Line], index: int) -> bool:
    block, rank = lines[index].block, lines[index].rank
    if not _is_line(block):
        return False
    text = block.whole
    short = len(text) <= _LONGEST and not _END.search(text)
    if block.kind is BlockKind.HEADING:
        return len(text) <= 2 * _LONGEST and (rank is None or rank <= 3 or short)
    if rank is None:
        bold = block.bold and len(text) <= 30 and not _SIGN.search(text)
        return short and (bold or (len(text) <= 20 and is_plan(text)))
    after = next(
        (line for line in lines[index + 1 :] if line.block.kind is not BlockKind.PAGE_BREAK), None
    )
    if rank <= SECTION and not short:
        return after is not None and after.rank != rank and _is_sentence_as_heading(text)
    if not short or rank == 4:
        return False
    if rank <= SECTION:
        return True
    if after is None or after.rank == rank:
        return False
    if rank == 3:
        return block.bold or (
            len(text) <= 25
            and not re.search(r"[，。；、：]", text[2:])
            and not re.search(r"\d", text[2:])
        )
    return after.rank is None or after.rank > rank


def _is_sentence_as_heading(text: str) -> bool:
    """一、抓基层，打基础，组建工作扎实推进。: one sentence that tells no figure."""
    return len(text) <= _LONGEST and re.fullmatch(r"[^。！？；：\d]+。", text) is not None
