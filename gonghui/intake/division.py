"""Division: the title of a text, and the several summaries that one file may hold."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .manuscript import Block, BlockKind
from .outline import is_plan, rank_of

_TITLE = re.compile(
    r".{0,50}(?:总结|小结|汇报|述职报告|工作报告|总结报告|情况报告|工作情况|工作要点|工作计划|工作思路|工作打算|工作安排|活动情况|开展情况)"
    r"(?:[（(][^（）()]{1,12}[）)])?(?:范文|[一二三四五六七八九十0-9])?"
)
_PIECE = re.compile(
    r"(?:第?[一二三四五六七八九十0-9]{1,3}篇|篇[一二三四五六七八九十0-9]{1,3}|范文[一二三四五六七八九十0-9]{1,3})[:：、\s]*"
)
_SUMMARY = re.compile(r"总结|小结|述职|汇报")
_DATED = re.compile(r"20\d\d|二[〇○零]|上半年|下半年|年度|学年|学期|季度|工会|月")
_STOP = re.compile(r"[。！？；，,;]|[：:]$")
LONGEST = 60  # characters of a title
_HEAD = 6  # blocks among which the title stands
_SHORT = 60  # characters: less between two titles is a cover


@dataclass(frozen=True)
class Text:
    """One summary of a file: its title ("" for none) and its blocks without it; `cover` says that the
    title stood there twice, `piece` is the 篇一 that stood above it."""

    title: str
    blocks: tuple[Block, ...]
    cover: bool = False
    piece: str = ""


def texts_of(blocks: list[Block]) -> list[Text]:
    """The summaries that stand one after the other in a file's blocks."""
    starts = _starts(blocks)
    edges = [*starts, len(blocks)]
    groups = [blocks[a:b] for a, b in itertools.pairwise(edges)]
    return [
        _text(group) for group in groups if any(b.kind is not BlockKind.PAGE_BREAK for b in group)
    ]


def _starts(blocks: list[Block]) -> list[int]:
    """Where the summaries begin: at a title after the first one."""
    starts, titles = [0], [""]
    for index, block in enumerate(blocks):
        if not _may_begin(blocks, index):
            continue
        words = _bare(block.whole)
        before = blocks[starts[-1] : index]
        written = sum(len(b.whole) + sum(map(len, (c for r in b.rows for c in r))) for b in before)
        if index == 0 or written < _SHORT or (len(starts) == 1 and _only_head(before)):
            titles[-1] = words
            continue
        if words == titles[-1] and not _PIECE.match(block.whole):
            continue
        starts.append(_after_break(blocks, index))
        titles.append(words)
    return starts


def _only_head(before: list[Block]) -> bool:
    return len(before) < _HEAD and not any(len(block.whole) > LONGEST for block in before)


def _after_break(blocks: list[Block], index: int) -> int:
    """A name above the title on the same page belongs to it."""
    for back in (1, 2):
        if index - back >= 0 and blocks[index - back].kind is BlockKind.PAGE_BREAK:
            return index - back + 1
    return index


def _may_begin(blocks: list[Block], index: int) -> bool:
    block = blocks[index]
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(block.whole) > LONGEST:
        return False
    if _PIECE.match(block.whole):
        return True
    words = block.whole
    if rank_of(words) is not None or _STOP.search(words) or not _is_title(words):
        return False
    apart = any(
        index - back >= 0 and blocks[index - back].kind is BlockKind.PAGE_BREAK for back in (1, 2)
    )
    if is_plan(words) and not _SUMMARY.search(words):
        return index == 0 or apart
    return bool(_SUMMARY.search(words)) and (
        apart or block.titled or _DATED.search(words) is not None
    )


def _is_title(words: str) -> bool:
    return _TITLE.fullmatch(words) is not None


def _bare(words: str) -> str:
    """A title without 篇一 before it and without 范文 behind it."""
    return _PIECE.sub("", words, count=1).strip() or words


def _text(blocks: list[Block]) -> Text:
    first_line = next((b for b in blocks if b.kind is not BlockKind.PAGE_BREAK), None)
    if first_line is not None and _PIECE.fullmatch(first_line.whole):
        rest_of = _text([block for block in blocks if block is not first_line])
        return replace(rest_of, piece=first_line.whole)
    found = _title_at(blocks)
    if found is None:
        return Text("", tuple(b for b in blocks if b.kind is not BlockKind.PAGE_BREAK))
    first, last = found
    title = _bare("".join(block.whole for block in blocks[first : last + 1]))
    rest = [*blocks[:first], *blocks[last + 1 :]]
    whole = len(rest)
    rest = list(_without_cover(rest, title))
    if not any(block.whole or block.rows for block in rest):  # a text of one line is no title
        return Text("", tuple(b for b in blocks if b.kind is not BlockKind.PAGE_BREAK))
    kept = tuple(block for block in rest if block.kind is not BlockKind.PAGE_BREAK)
    return Text(title, kept, len(rest) < whole)


def _without_cover(rest: list[Block], title: str) -> Iterator[Block]:
    """The same title again, after a cover, is not a paragraph of the text."""
    again = False
    for index, block in enumerate(rest):
        if not again and index < _HEAD and _bare(block.whole) == title:
            again = True
            continue
        yield block


def _title_at(blocks: list[Block]) -> tuple[int, int] | None:
    """From which to which block the title stands: several lines may make it."""
    lines = [
        index
        for index, block in enumerate(blocks[: _HEAD * 2])
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    ][:_HEAD]
    for index in lines:
        block = blocks[index]
        if block.titled:
            last = index
            while last + 1 < len(blocks) and blocks[last + 1].titled:
                last += 1
            return index, last
        words = _PIECE.sub("", block.whole, count=1).strip()
        if rank_of(words) is not None or len(words) > LONGEST or _STOP.search(words):
            if len(words) > LONGEST or _STOP.search(words):
                return None
            continue
        if _is_title(words):
            return (_above(blocks, index), index)
    return None


def _above(blocks: list[Block], index: int) -> int:
    """The line above a bare 工作总结 belongs to the title: the unit's name, or unit and year."""
    if index == 0 or blocks[index - 1].kind is not BlockKind.PARAGRAPH:
        return index
    above = blocks[index - 1].whole
    part = blocks[index].whole
    named = re.search(r"(?:工会|委员会|联合会|年度?|年)$", above) is not None
    whole = re.search(r"工会|委员会", part) is not None
    return (
        index - 1 if named and not whole and len(above) <= 40 and not _STOP.search(above) else index
    )
