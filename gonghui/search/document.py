"""Document: a page as a searcher sees it: blocks of text, and what it can be narrowed by."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from .normal import normal_forms
from .packing import as_json

GUIDE = "指南"  # the kind whose headings tell of the program, not of the unions


class BlockKind(IntEnum):
    """What a block is; the number is the code in the files of the index."""

    HEADING = 0
    TEXT = 1
    ROW = 2  # the first cell of a table's row
    CELL = 3  # the next ones


class Block(NamedTuple):
    """A heading, paragraph, list item or cell. `anchor` is the id of the heading it stands under, of a
    heading its own, above the first of a summary's text that of the text; "" above the first of a page."""

    kind: BlockKind
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Document:
    """A page; a facet without an answer is empty."""

    address: str
    title: str
    kind: str  # 总结, 单位, 指标, 指南, 其他
    blocks: tuple[Block, ...]
    unit: str = ""  # id
    period: str = ""  # id
    year: str = ""
    status: str = ""
    categories: tuple[str, ...] = ()  # ids

    @property
    def packed(self) -> Packed:
        """The document as it is kept until its bundle is made."""
        # headings first, so that a place tells one
        blocks = sorted(self.blocks, key=lambda block: block.kind is not BlockKind.HEADING)
        forms = normal_forms([block.text for block in blocks])
        places = [len(form) + 1 for form in forms]
        heads = sum(block.kind is BlockKind.HEADING for block in blocks)
        anchors: dict[str, int] = {}
        shown = [
            [int(kind), anchors.setdefault(anchor, len(anchors)), text, taken]
            for (kind, text, anchor), taken in zip(blocks, places, strict=True)
        ]
        facts = Facts(
            self.address, self.kind, self.unit, self.period, self.year, self.status, self.categories,
            sum(places), sum(places[: min(heads, 1) if self.kind == GUIDE else heads]),
        )  # fmt: skip
        parts = (
            as_json(facts),
            as_json([self.title, list(anchors), shown]),
            "\0".join([*forms, ""]),
        )
        content = "\n".join(parts).encode()
        size = sum(len(block.text) for block in blocks)
        digest = hashlib.sha256(content).hexdigest()
        return Packed(self.address, self.year, size, digest, zlib.compress(content, 1))


class Facts(NamedTuple):
    """What a bundle's `facts` say of a page. `places` is how many places it takes, `heads` how many of
    them the headings that bring it forward, which come first; of a page of the guide its title alone."""

    address: str
    kind: str
    unit: str
    period: str
    year: str
    status: str
    categories: tuple[str, ...]
    places: int
    heads: int


@dataclass(frozen=True)
class Packed:
    """A document in little room, as its bundle is put together of: ten thousand of them as objects take
    half a gigabyte. `size` is in characters, `digest` that of all that is in it."""

    address: str
    year: str
    size: int
    digest: str
    content: bytes

    def unpacked(self) -> tuple[Facts, bytes, bytes]:
        """Its facts; what is shown of it, as JSON: [title, anchors, blocks], a block [kind, number of its
        anchor, text, places it takes]; the normal forms of its blocks, each followed by "\\0"."""
        facts, shown, forms = zlib.decompress(self.content).split(
            b"\n"
        )  # none of them has a line feed
        return Facts(*json.loads(facts)), shown, forms
