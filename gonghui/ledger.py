"""Ledger: what was worked out of each unit and each period alone, kept while their summaries and the registries
stay as they are: of a thousand units one has reported anew, and its rows alone are made anew.

What is kept are texts, numbers and lists of them: of anything else in a pickle nothing is taken.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, TypeVar
from zlib import crc32

from .packing import PROTOCOL, unpacked
from .shelf import Shelf

PACKS = 16  # files of a book; of a changed one all is written again
Kept = TypeVar("Kept")


class Ledger:
    """`prints` says of each unit by its id, and of each period by /2023, what its figures follow from; what
    has none is worked out each time."""

    def __init__(self, shelf: Shelf | None = None, prints: Mapping[str, str] | None = None) -> None:
        self.shelf, self.prints = shelf or Shelf(None), prints or {}

    def book(self, name: str, means: str = "", packs: int = PACKS) -> Book:
        """What is kept under one name, and `means` what it follows from besides; few `packs` of a small one."""
        return Book(self, name, means, packs)


class Book:
    """Open in a `with`, at the end of which what was new is kept."""

    def __init__(self, ledger: Ledger, name: str, means: str, packs: int) -> None:
        self.ledger, self.name, self.means, self.number = ledger, name, means, packs
        self.packs: dict[int, Mapping[str, bytes]] = {}
        self.used: dict[int, dict[str, bytes]] = {}
        self.pages: dict[str, tuple[dict[str, Any], int]] = {}  # with their length when opened

    def of(self, id_: str, make: Callable[[], Kept]) -> Kept:
        """What is known of a unit or a period, or what is made now."""
        if id_ not in self.ledger.prints:
            return make()
        content = self._known(id_)
        if content is not None:
            found: Kept = unpacked(content, {})
            return found
        made = make()
        self._keep(id_, made)
        return made

    def page(self, id_: str) -> dict[str, Any]:
        """What is known of a unit or a period by names of its own, to be added to."""
        if id_ not in self.pages:
            found: dict[str, Any] = self.of(id_, dict)
            self.pages[id_] = found, len(found)
        return self.pages[id_][0]

    def part(self, id_: str, name: str, make: Callable[[], Kept]) -> Kept:
        """What stands on the page of a unit or a period by this name, or what is made now."""
        page = self.page(id_)
        if name not in page:
            page[name] = make()
        found: Kept = page[name]
        return found

    def _place(self, id_: str) -> tuple[int, str]:
        return crc32(id_.encode()) % self.number, f"{id_} {self.ledger.prints[id_]} {self.means}"

    def _known(self, id_: str) -> bytes | None:
        number, name = self._place(id_)
        if number not in self.packs:
            self.packs[number] = self.ledger.shelf.get(f"{self.name}-{number}") or {}
        content = self.packs[number].get(name)
        if content is not None:
            self.used.setdefault(number, {})[name] = content
        return content

    def _keep(self, id_: str, made: object) -> None:
        number, name = self._place(id_)
        self.used.setdefault(number, {})[name] = pickle.dumps(made, PROTOCOL)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if kind is not None:
            return
        for id_, (page, length) in self.pages.items():
            if len(page) > length and id_ in self.ledger.prints:
                self._keep(id_, page)
        for number, used in self.used.items():
            if used != self.packs[number]:
                self.ledger.shelf.put(f"{self.name}-{number}", used)
