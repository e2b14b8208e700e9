"""Markup: blocks as the Markdown of a page, in which an author's signs stay signs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .manuscript import Block, BlockKind, Rows

_SIGNS = re.compile(r"([\\`*_{}\[\]])")
_LINK = re.compile(r"\\\]\(")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_START = re.compile(r"#{1,6}|>|[-+](?=\s|$)|!!!|~{3,}")
_ORDERED = re.compile(r"(?P<number>[0-9]{1,9})(?P<mark>[.)])(?=\s|$)")


def escaped(text: str) -> str:
    """A line of plain text as Markdown that shows just that text. A < before a letter becomes ＜: no
    escape of it is known to Markdown, and a page may hold no HTML."""
    text = text.replace("｛｛", "{{").replace("｝｝", "}}")
    text = _SIGNS.sub(r"\\\1", text)
    text = _LINK.sub(r"\\]\\(", text)
    text = _TAG.sub("＜", text)
    text = _ENTITY.sub("&amp;", text)
    start = _AT_START.match(text)
    if start is None:
        return text
    return ("～～～" if text[0] == "~" else f"\\{start[0]}") + text[start.end() :]


def markdown_of(blocks: Iterable[Block]) -> str:
    """The body of a page: blocks apart by blank lines, the items of one list together; ends with a
    line break, "" for no blocks."""
    made: list[str] = []
    before: BlockKind | None = None
    for block in blocks:
        text = _block(block)
        if not text:
            continue
        close = before is BlockKind.ITEM and block.kind is BlockKind.ITEM
        made.append(text if not made else f"\n{text}" if close else f"\n\n{text}")
        before = block.kind
    return "".join(made) + "\n" if made else ""


def _block(block: Block) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * block.level} {escaped(block.text).lstrip()}"
        case BlockKind.ITEM:
            return f"- {_paragraph(block.whole)}"
        case BlockKind.TABLE:
            return _table(block.rows)
        case BlockKind.PICTURE:
            words = re.sub(r"[\[\]\\]", "", block.text)
            return f"![{words}]({block.name})" if block.name else ""
        case BlockKind.PARAGRAPH:
            return _paragraph(block.whole)
    return ""


def _paragraph(text: str) -> str:
    text = escaped(text)
    ordered = _ORDERED.match(text)
    if ordered and ordered["mark"] == ")":
        text = f"{ordered['number']}）{text[ordered.end() :].lstrip()}"
    return text


def _table(rows: Rows) -> str:
    """The first row is the head; a cell that merging left empty stays empty."""
    shown = [[escaped(cell).replace("|", r"\|").replace("\n", " ") for cell in row] for row in rows]
    width = len(shown[0])
    lines = [_row(shown[0]), _row(["---"] * width), *(_row(row) for row in shown[1:])]
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
