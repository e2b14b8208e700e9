"""Bundle: the index of the pages of some years, as files for a browser to read in parts.

`facts` says what each page is and which part of the others holds what; a part of `pairs` is read for
the characters looked for, a part of `texts` for the pages that are shown.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .document import Block, BlockKind, Document, Packed
from .normal import normal
from .postings import parts_of

MOST = 2000  # pages of a bundle: more take too much memory to lay out
ENOUGH = 300_000  # characters of a bundle: fewer are put together with the next year's
GUIDE = "指南"  # the kind whose headings tell of the program, not of the unions
TEXTS = 60_000  # characters after which a new part of texts begins


@dataclass(frozen=True)
class Bundle:
    """Pages that are indexed together, newest first; `id` is part of the files' addresses."""

    id: str
    pages: tuple[Packed, ...]

    @property
    def years(self) -> list[str]:
        """The years of its pages, newest first; "" of those without one."""
        return list(dict.fromkeys(page.year for page in self.pages))

    def files(self) -> dict[str, bytes]:
        """The contents of its files by their names: facts, pairs-0 and on, texts-0 and on."""
        documents = [page.document for page in self.pages]
        laid = [_laid(document) for document in documents]
        normals = [[normal(block.text) for block in blocks] for blocks in laid]
        parts = parts_of([text for texts in normals for text in texts])
        texts = list(_texts(documents, laid, normals))
        facts = _facts(documents, laid, normals)
        facts |= {"pairs": [part.first for part in parts], "texts": [start for start, _ in texts]}
        return {
            "facts": packed(facts),
            **{f"pairs-{n}": part.content for n, part in enumerate(parts)},
            **{f"texts-{n}": content for n, (_, content) in enumerate(texts)},
        }


def _facts(
    documents: Sequence[Document], laid: list[list[Block]], normals: list[list[str]]
) -> dict[str, Any]:
    """Columns, a value a page. `places` is how many places a page takes, `heads` how many of them
    its headings, which come first; of a page of the guide its title alone. The other values are numbers of entries in `values`."""
    columns: dict[str, Any] = {
        "address": [document.address for document in documents],
        "places": [sum(len(text) + 1 for text in texts) for texts in normals],
        "heads": [
            sum(len(text) + 1 for text in texts[: _heads(document, blocks)])
            for document, blocks, texts in zip(documents, laid, normals, strict=True)
        ],
    }
    values: dict[str, list[str]] = {}
    for name in ("kind", "unit", "period", "year", "status"):
        every = [str(getattr(document, name)) for document in documents]
        known = list(dict.fromkeys(every))
        numbers = {value: number for number, value in enumerate(known)}
        columns[name], values[name] = [numbers[value] for value in every], known
    known = list(dict.fromkeys(id_ for d in documents for id_ in d.categories))
    columns["categories"] = [[known.index(i) for i in d.categories] for d in documents]
    return {"columns": columns, "values": values | {"categories": known}}


def _heads(document: Document, blocks: list[Block]) -> int:
    """How many headings a hit in which brings a page forward."""
    heads = sum(map(_is_head, blocks))
    return min(heads, 1) if document.kind == GUIDE else heads


def _laid(document: Document) -> list[Block]:
    """The blocks as they are laid out: headings first, so that a place tells one."""
    heads = [block for block in document.blocks if _is_head(block)]
    return heads + [block for block in document.blocks if not _is_head(block)]


def _is_head(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _texts(
    documents: Sequence[Document], laid: list[list[Block]], normals: list[list[str]]
) -> Iterator[tuple[int, bytes]]:
    """Parts, each with the number of its first page. A page is [title, anchors, blocks], a block [kind,
    number of its anchor, text, places it takes]."""
    start, size, pages = 0, 0, []
    for number, document in enumerate(documents):
        anchors = list(dict.fromkeys(block.anchor for block in laid[number]))
        blocks = [
            [int(block.kind), anchors.index(block.anchor), block.text, len(text) + 1]
            for block, text in zip(laid[number], normals[number], strict=True)
        ]
        pages.append([document.title, anchors, blocks])
        size += sum(len(block.text) for block in laid[number])
        if size >= TEXTS or number + 1 == len(documents):
            yield start, packed(pages)
            start, size, pages = number + 1, 0, []


def packed(content: object) -> bytes:
    """JSON, as zlib packs it: what a browser's DecompressionStream calls deflate."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)
