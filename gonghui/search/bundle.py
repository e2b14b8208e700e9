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
from .normal import laid_out
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
        codes, lengths = laid_out([block.text for blocks in laid for block in blocks])
        parts, places = parts_of(codes), iter(lengths)
        taken = [[next(places) + 1 for _ in blocks] for blocks in laid]
        texts = list(_texts(documents, laid, taken))
        facts = _facts(documents, laid, taken)
        facts |= {"pairs": [part.first for part in parts], "texts": [start for start, _ in texts]}
        return {
            "facts": packed(facts),
            **{f"pairs-{n}": part.content for n, part in enumerate(parts)},
            **{f"texts-{n}": content for n, (_, content) in enumerate(texts)},
        }


def _facts(
    documents: Sequence[Document], laid: list[list[Block]], taken: list[list[int]]
) -> dict[str, Any]:
    """Columns, a value a page. `places` is how many places a page takes, `heads` how many of them
    its headings, which come first; of a page of the guide its title alone. The other values are numbers of entries in `values`."""
    columns: dict[str, Any] = {
        "address": [document.address for document in documents],
        "places": [sum(places) for places in taken],
        "heads": [
            sum(places[: _heads(document, blocks)])
            for document, blocks, places in zip(documents, laid, taken, strict=True)
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
    heads = next((number for number, block in enumerate(blocks) if _is_no_head(block)), len(blocks))
    return min(heads, 1) if document.kind == GUIDE else heads


def _laid(document: Document) -> list[Block]:
    """The blocks as they are laid out: headings first, so that a place tells one."""
    return sorted(document.blocks, key=_is_no_head)


def _is_no_head(block: Block) -> bool:
    return block.kind is not BlockKind.HEADING


def _texts(
    documents: Sequence[Document], laid: list[list[Block]], taken: list[list[int]]
) -> Iterator[tuple[int, bytes]]:
    """Parts, each with the number of its first page. A page is [title, anchors, blocks], a block [kind,
    number of its anchor, text, places it takes]."""
    start, size, pages = 0, 0, list[Any]()
    for number, document in enumerate(documents):
        anchors: dict[str, int] = {}
        blocks = [
            [kind, anchors.setdefault(anchor, len(anchors)), text, places]
            for (kind, text, anchor), places in zip(laid[number], taken[number], strict=True)
        ]
        pages.append([document.title, list(anchors), blocks])
        size += sum(len(block.text) for block in laid[number])
        if size >= TEXTS or number + 1 == len(documents):
            yield start, packed(pages)
            start, size, pages = number + 1, 0, []


def packed(content: object) -> bytes:
    """JSON, as zlib packs it: what a browser's DecompressionStream calls deflate."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)
