"""Document: a page as a searcher sees it: blocks of text, and what it can be narrowed by."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class BlockKind(IntEnum):
    """What a block is; the number is the code in the files of the index."""

    HEADING = 0
    TEXT = 1
    ROW = 2  # the first cell of a table's row
    CELL = 3  # the next ones


KINDS = tuple(BlockKind)  # a call of the enumeration takes ten times as long


class Block(NamedTuple):
    """A heading, paragraph, list item or cell. `anchor` is the id of the heading it stands under, of a
    heading its own, above the first of a summary's text that of the text; "" above the first of a page."""

    kind: BlockKind
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Document:
    """A page. `sort` says where its period stands among all (later is larger), "" of one without; a
    facet without an answer is empty."""

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
        content = json.dumps(vars(self), ensure_ascii=False, separators=(",", ":")).encode()
        size = sum(len(block.text) for block in self.blocks)
        digest = hashlib.sha256(content).hexdigest()
        return Packed(self.address, self.year, size, digest, zlib.compress(content, 1))


@dataclass(frozen=True)
class Packed:
    """A document in little room: ten thousand of them as objects take half a gigabyte. `size` is in
    characters, `digest` that of all that is in it."""

    address: str
    year: str
    size: int
    digest: str
    content: bytes

    @property
    def document(self) -> Document:
        """The document again."""
        known = json.loads(zlib.decompress(self.content))
        blocks = tuple([Block(KINDS[kind], *rest) for kind, *rest in known["blocks"]])
        return Document(**known | {"blocks": blocks, "categories": tuple(known["categories"])})
