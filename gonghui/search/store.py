"""Store: bundles made before, kept beside the project: what did not change is not indexed again."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path

from ..shelf import Shelf
from .bundle import Bundle

FORMAT = "4"  # to be raised whenever the same pages give other files


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
    """The same for the same pages, whose digests cover their normal forms, and the same means of indexing
    them, whenever and wherever."""
    means = f"{FORMAT} {zlib.ZLIB_RUNTIME_VERSION}"
    what = "\n".join([means, bundle.id, *(page.digest for page in bundle.pages)])
    return hashlib.sha256(what.encode()).hexdigest()[:32]
