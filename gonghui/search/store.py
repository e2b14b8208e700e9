"""Store: bundles made before, kept beside the project: what did not change is not indexed again."""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from collections.abc import Iterable
from pathlib import Path

from ..shelf import Shelf
from .bundle import Bundle
from .normal import simplified

FORMAT = "3"  # to be raised whenever the same pages give other files


class Store:
    """Bundles on a shelf; without a folder nothing is kept. `reused` counts those that were there."""

    def __init__(self, folder: Path | None) -> None:
        self.shelf = Shelf(folder, level=0)
        self.reused = 0

    def files(self, bundle: Bundle) -> dict[str, bytes]:
        """The bundle's files, from the store where it has them."""
        name = _name(bundle)
        found = self.shelf.get(name)
        if found is not None:
            self.reused += 1
            return found
        found = bundle.files()
        self.shelf.put(name, found)
        return found

    def tidy(self, bundles: Iterable[Bundle]) -> None:
        """Delete all but these."""
        self.shelf.tidy({_name(bundle) for bundle in bundles})


def _name(bundle: Bundle) -> str:
    """The same for the same pages and the same means of indexing them, whenever and wherever."""
    what = "\n".join([_means(), bundle.id, *(page.digest for page in bundle.pages)])
    return hashlib.sha256(what.encode()).hexdigest()[:32]


def _means() -> str:
    """What else than a page its files depend on: a newer Python or OpenCC may fold it otherwise."""
    tables = hashlib.sha256(repr(sorted(simplified().items())).encode()).hexdigest()
    return f"{FORMAT} {unicodedata.unidata_version} {tables} {zlib.ZLIB_RUNTIME_VERSION}"
