"""Manuscript: what a file of an office holds, in blocks, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    PICTURE = "picture"
    PAGE_BREAK = "page_break"


Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, item of a list, table or picture.

    `number` is what the word processor shows before the text without its being there (一、, 1.);
    `level` of a heading counts from 1, 0 where only the reading of the text will tell; `bold` means
    all of it; `words` of a picture describe it; `name` is its key in the manuscript's pictures.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    number: str = ""
    bold: bool = False
    centred: bool = False
    titled: bool = False  # has the style of a document's title
    rows: Rows = ()
    name: str = ""

    @property
    def whole(self) -> str:
        """The text with the number shown before it."""
        return self.number + self.text


@dataclass(frozen=True)
class Remark:
    """Something to tell about a file. `asks` where a person must do something; `near` are words by
    which its line is found in the page, "" for the whole."""

    message: str
    asks: bool = False
    near: str = ""


@dataclass
class Manuscript:
    """The blocks in the order of the text, the pictures by name, and what is to be told. `soft` says
    that its paragraphs are known, so that a line break within one ends nothing."""

    blocks: list[Block] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    soft: bool = False

    def note(self, message: str, near: str = "") -> None:
        """Tell something that needs nobody."""
        self.remarks.append(Remark(message, False, near))

    def ask(self, message: str, near: str = "") -> None:
        """Tell something that a person must look at."""
        self.remarks.append(Remark(message, True, near))


def words_of(blocks: list[Block]) -> Iterator[str]:
    """The texts of blocks that are lines of words: no tables, no pictures."""
    for block in blocks:
        if block.kind not in (BlockKind.TABLE, BlockKind.PICTURE, BlockKind.PAGE_BREAK):
            yield block.whole
