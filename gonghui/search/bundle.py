"""Bundle: the index of the pages of some years, as files for a browser to read in parts.

`facts` says what each page is and which part of the others holds what; a part of `pairs` is read for
the characters looked for, a part of `texts` for the pages that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .document import Facts, Packed
from .packing import deflated, packed

MOST = 2000  # pages of a bundle: more take too much memory to lay out
ENOUGH = 300_000  # characters of a bundle: fewer are put together with the next year's
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
        from .postings import parts_of  # loads numpy, which only a new bundle needs

        every, shown, forms = zip(*(page.unpacked() for page in self.pages), strict=True)
        parts = parts_of(b"".join(forms).decode())
        texts = list(_texts([page.size for page in self.pages], shown))
        facts = _facts(every)
        facts |= {"pairs": [part.first for part in parts], "texts": [start for start, _ in texts]}
        return {
            "facts": packed(facts),
            **{f"pairs-{n}": part.content for n, part in enumerate(parts)},
            **{f"texts-{n}": content for n, (_, content) in enumerate(texts)},
        }


def _facts(pages: Sequence[Facts]) -> dict[str, Any]:
    """Columns, a value a page. Those of addresses, places and heads are the values themselves, the others
    numbers of entries in `values`."""
    columns: dict[str, Any] = {
        name: [getattr(page, name) for page in pages] for name in ("address", "places", "heads")
    }
    values: dict[str, list[str]] = {}
    for name in ("kind", "unit", "period", "year", "status"):
        every = [getattr(page, name) for page in pages]
        values[name], numbers = _numbered(every)
        columns[name] = [numbers[value] for value in every]
    values["categories"], numbers = _numbered(id_ for page in pages for id_ in page.categories)
    columns["categories"] = [[numbers[id_] for id_ in page.categories] for page in pages]
    return {"columns": columns, "values": values}


def _numbered(every: Iterable[str]) -> tuple[list[str], dict[str, int]]:
    """The values that occur, and the number of each among them."""
    known = list(dict.fromkeys(every))
    return known, {value: number for number, value in enumerate(known)}


def _texts(sizes: Sequence[int], shown: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
    """Parts, each with the number of its first page: JSON lists of what is shown of pages."""
    start, size = 0, 0
    for end, of_page in enumerate(sizes, 1):
        size += of_page
        if size >= TEXTS or end == len(sizes):
            yield start, deflated(b"[" + b",".join(shown[start:end]) + b"]")
            start, size = end, 0
