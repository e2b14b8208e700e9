"""Tidying: a manuscript's blocks with clean text, one paragraph, item or heading a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .manuscript import Block, BlockKind, Manuscript
from .outline import run_in, taken_apart
from .pagination import bare_page_numbers, is_page_number, is_rule
from .spacing import clean, joined
from .wrapping import BULLET, full_width, goes_on, paragraphs

_ITEM = "- "
LINES = 8  # more than the longest title or heading fills: the end of a paragraph of any length


def tidied(made: Manuscript) -> list[Block]:
    """The blocks of a manuscript, cleaned; what was left out is told in its remarks."""
    blocks = list(_rejoined(_lines(made.blocks, made.soft)))
    dropped: list[str] = []
    kept: list[Block] = []
    bare = bare_page_numbers([block.text if _is_text(block) else "x" for block in blocks])
    for index, block in enumerate(blocks):
        if _is_text(block) and not block.number and (index in bare or is_page_number(block.text)):
            dropped.append(block.text)
        elif not (_is_text(block) and is_rule(block.text)):
            kept.append(block)
    if dropped:
        shown = "、".join(f"“{text}”" for text in dropped[:5])
        made.note(f"去掉了{len(dropped)}处页码：{shown}{'等' if len(dropped) > 5 else ''}。")
    return list(_parted(kept))


def _is_text(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)


def _lines(blocks: Iterable[Block], soft: bool) -> Iterator[Block]:
    """Each block by its lines, the bullets of lists taken off."""
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            rows = tuple(tuple(_cell(cell) for cell in row) for row in block.rows)
            yield replace(block, rows=rows)
        elif not _is_text(block):
            yield replace(block, text=clean(block.text.replace("\n", " ")))
        else:
            number = clean(block.number)
            for index, line in enumerate(paragraphs(block.text, soft=soft)):
                shown = "" if index else number
                bullet = (
                    None if shown or is_page_number(line) or is_rule(line) else BULLET.match(line)
                )
                if bullet and block.kind is not BlockKind.HEADING:
                    yield replace(block, kind=BlockKind.ITEM, text=line[bullet.end() :], number="")
                else:
                    yield replace(block, text=line, number=_number(shown, line))


def _number(number: str, line: str) -> str:
    """An automatic number, with a blank where the text goes on with a digit."""
    return f"{number} " if number and number[-1] in ".．" and line[:1].isdigit() else number


def _cell(text: str) -> str:
    """A cell's lines in one: a short label that was wrapped is one word again."""
    lines = [line for line in (clean(line) for line in text.split("\n")) if line]
    if sum(map(len, lines)) <= 12 and not any(char.isdigit() for line in lines for char in line):
        return joined(lines)
    return " ".join(lines)


def _rejoined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The paragraphs whole again that were cut at the end of each line, as text from a PDF is."""
    found = list(blocks)
    full = full_width([block.text for block in found if _is_plain(block)])
    together: list[Block] = []  # of one paragraph
    for block in found:
        if together and not _goes_on(together, block, full):
            yield _whole(together)
            together = []
        together.append(block)
    if together:
        yield _whole(together)


def _goes_on(together: list[Block], block: Block, full: int) -> bool:
    if not _is_plain(together[0]) or not _is_plain(block):
        return False
    end = joined(one.text for one in together[-LINES:])
    return goes_on(end, len(together[-1].text), block.text, full)


def _whole(together: list[Block]) -> Block:
    first = together[0]
    if len(together) == 1:
        return first
    return replace(first, text=clean(joined(block.text for block in together)))


def _is_plain(block: Block) -> bool:
    marked = block.bold or block.centred or block.titled or block.number
    return block.kind is BlockKind.PARAGRAPH and not marked


def _parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Headings glued to the sentence before them, or to the text after them, stand by themselves."""
    last: dict[int, int] = {}
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            if block.kind is BlockKind.HEADING:
                list(taken_apart(block.whole, last))
            yield block
            continue
        pieces = list(taken_apart(block.whole, last))
        for index, piece in enumerate(pieces):
            own = piece.strip()
            if not own:
                continue
            parts = run_in(own)
            bold = block.bold and len(pieces) == 1
            one = replace(block, text=own, number="", bold=bold)
            if len(pieces) == 1 and parts is None:
                yield block
            elif parts is None:
                yield one if index == 0 else replace(one, kind=BlockKind.PARAGRAPH)
            else:
                yield replace(one, kind=BlockKind.HEADING, text=parts[0])
                yield replace(one, text=parts[1], bold=False)
