"""Division: the title of a text, and the several summaries that one file may hold."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..facts import is_plan
from ..spelling import fold
from .manuscript import Block, BlockKind
from .outline import heading_words, mark_of, rank_of

_TITLE = re.compile(
    r".{0,50}(?:总结|小结|汇报|述职报告|工作报告|总结报告|情况的?报告|工作的报告|工作情况|工作要点|工作计划|工作思路|工作打算|工作安排|活动情况|开展情况)"
    r"(?:[（(][^（）()]{1,20}[）)])?(?:范文|[一二三四五六七八九十0-9])?"
)
_PIECE = re.compile(
    r"(?:第?[一二三四五六七八九十0-9]{1,3}篇|篇[一二三四五六七八九十0-9]{1,3}|范文[一二三四五六七八九十0-9]{1,3})[:：、\s]*"
)
SUMMARY = re.compile(r"总结|小结|述职|汇报")
_DATED = re.compile(r"20\d\d|二[〇○零]|上半年|下半年|年度|学年|学期|季度|工会|月")
_BY_A_UNIT = re.compile(
    r".{0,12}[一-鿿]{2}(?:总工会|工会委员会|工会联合会|女职工委员会|(?:小学|中学|学校|学院|公司|集团|厂|局|医院|社区|村)工会)"
    r".{0,16}(?:总结|小结|汇报)"
)
_WORDS = re.compile(r"(?:工会)?(?:工作|活动)?(?:总结|小结|述职|汇报|报告|情况)(?:[（(].*[）)])?")
_SENTENCE = re.compile(r"[。！？；;!?][”’）)]*$")
STOP = re.compile(r"[。！？；，,;]|[：:]$")
LONGEST = 60  # characters of a title
_HEAD = 6  # blocks among which the title stands


@dataclass(frozen=True)
class Text:
    """One summary of a file: its title ("" for none) and its blocks without it; `cover` says that the
    title stood there twice, `piece` is what stood before it to part
    it from others, 篇一 or （一）."""

    title: str
    blocks: tuple[Block, ...]
    cover: bool = False
    piece: str = ""


def texts_of(blocks: list[Block], names: Iterable[str] = ()) -> list[Text]:
    """The summaries that stand one after the other in a file's blocks. `names` are those of the
    registered units: a line that tells of one's work is a title, though it is numbered."""
    known = [fold(name) for name in names]
    numbered = [index for index, block in enumerate(blocks) if _is_numbered_title(block, known)]
    pieces = {index: mark_of(blocks[index].whole) for index in numbered if len(numbered) > 1}
    blocks = [
        replace(block, text=block.whole.removeprefix(pieces[index]).strip(), number="")
        if index in pieces
        else block
        for index, block in enumerate(blocks)
    ]
    starts = _starts(blocks, known, pieces)
    texts = []
    for first, end in itertools.pairwise([*starts, len(blocks)]):
        if any(block.kind is not BlockKind.PAGE_BREAK for block in blocks[first:end]):
            piece = next((pieces[index] for index in pieces if first <= index < end), "")
            head = blocks[: starts[0]] if first == starts[0] else []  # 工作总结三篇
            text = _text(blocks[first:end])
            said = [*(block.whole for block in head), text.piece or piece]
            texts.append(replace(text, piece=" ".join(filter(None, said))))
    return texts


def _starts(blocks: list[Block], names: list[str], pieces: dict[int, str]) -> list[int]:
    """Where the summaries begin: at a title after the first one."""
    starts, titles = [0], [""]
    for index, block in enumerate(blocks):
        if index not in pieces and not _may_begin(blocks, index, names):
            continue
        first = _first_line(blocks, index)
        words = _bare("".join(b.whole for b in blocks[_above(blocks, index) : index + 1]))
        before = blocks[starts[-1] : index]
        piece = index in pieces or _PIECE.match(block.whole) is not None
        if piece and len(starts) == 1 and not _has_text(before):
            starts, titles = [first], [words]
        elif not _has_text(before) or (len(starts) == 1 and not titles[0] and _is_head(before)):
            titles[-1] = words
        elif piece or _is_own(block, words, titles[-1]):
            starts.append(first)
            titles.append(words)
    return starts


def _is_head(before: list[Block]) -> bool:
    return len(before) < _HEAD and not any(len(block.whole) > LONGEST for block in before)


def _has_text(before: list[Block]) -> bool:
    """Whether there is more than a cover or a list of contents."""
    return any(b.rows or len(b.whole) > LONGEST or _SENTENCE.search(b.whole) for b in before)


def _is_own(block: Block, words: str, title: str) -> bool:
    """Whether a title is not that of a section: 2023年工作总结 in 芙蓉镇总工会2023年工作总结和计划."""
    own = _WORDS.sub("", words)
    if not own:
        return words != title and (block.titled or block.centred)
    return own not in title


def _first_line(blocks: list[Block], index: int) -> int:
    """Where a title begins: a name above it belongs to it, and so does one on the same page."""
    for back in (1, 2):
        if index - back >= 0 and blocks[index - back].kind is BlockKind.PAGE_BREAK:
            return index - back + 1
    return _above(blocks, index)


def _is_numbered_title(block: Block, names: list[str]) -> bool:
    """（一）柳湾镇总工会2023年工作总结."""
    words = block.whole
    if rank_of(words) is None or len(words) > LONGEST or STOP.search(words):
        return False
    bare = heading_words(words)
    named = _BY_A_UNIT.fullmatch(bare) or any(name in fold(bare) for name in names)
    return bool(named and SUMMARY.search(bare)) and _is_title(bare)


def _may_begin(blocks: list[Block], index: int, names: list[str]) -> bool:
    block = blocks[index]
    words = block.whole
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(words) > LONGEST:
        return False
    if _PIECE.match(words):
        return True
    if rank_of(words) is not None or STOP.search(words):
        return False
    if block.titled and (SUMMARY.search(words) or _DATED.search(words)):
        return True
    if not _is_title(words):
        return False
    apart = any(
        index - back >= 0 and blocks[index - back].kind is BlockKind.PAGE_BREAK for back in (1, 2)
    )
    summary = SUMMARY.search(words) or any(name in fold(words) for name in names)
    if is_plan(words) and not summary:
        return index == 0 or apart
    marked = apart or block.titled or block.centred
    return bool(summary) and (marked or _DATED.search(words) is not None)


def _is_title(words: str) -> bool:
    return _TITLE.fullmatch(words) is not None


def _bare(words: str) -> str:
    """A title without the 篇一 before it."""
    return _PIECE.sub("", words, count=1).strip() or words


def _text(blocks: list[Block]) -> Text:
    first_line = next((b for b in blocks if b.kind is not BlockKind.PAGE_BREAK), None)
    piece = _PIECE.match(first_line.whole) if first_line is not None else None
    if piece and first_line is not None and piece.end() == len(first_line.whole):
        rest_of = _text([block for block in blocks if block is not first_line])
        return replace(rest_of, piece=piece[0])
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
    return Text(title, kept, len(rest) < whole, piece[0] if piece and first == 0 else "")


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
        if rank_of(words) is not None or len(words) > LONGEST or STOP.search(words):
            if len(words) > LONGEST or STOP.search(words):
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
        index - 1 if named and not whole and len(above) <= 40 and not STOP.search(above) else index
    )
