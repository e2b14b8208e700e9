"""Ground: the site as the last build left it. What still stands there as it was written is not written again.

Of every file that was made for a fingerprint its size, its inode and the moment of its last change are known, as git
knows those of its working tree: a file that anybody has touched since is made anew. Files that nobody
made are deleted, as by a build from nothing.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ..digest import digest
from ..shelf import Shelf

Mark = list[int]  # size, inode, moment of the last change in ns; of a folder nothing


class Ground:
    """A site's folder and, on the shelf, what was put there for which fingerprint."""

    def __init__(self, site: Path, shelf: Shelf) -> None:
        self.site, self.shelf = site, shelf
        self.name = digest(str(site))
        self.kept: dict[str, list[str]] = {}  # addresses by the fingerprint that they were made for
        self.there: dict[str, Mark] = {}
        known = shelf.get(self.name)
        if known is None:
            return
        marks: dict[str, Mark] = json.loads(known["marks"])
        self.there = dict(_marks(site))
        for print_, addresses in json.loads(known["addresses"]).items():
            if all(self.there.get(address) == marks[address] for address in addresses):
                self.kept[print_] = addresses

    def settle(self, new: Path, prints: Mapping[str, list[str]]) -> None:
        """Make the site what `new` holds together with what stays; `prints` are the fingerprints of its
        parts, with the addresses of their files."""
        self.shelf.tidy(())  # whatever happens from here on, nothing is known until it is done
        made = {address: mark for address, mark in _marks(new) if mark}
        stays = {
            address
            for print_ in prints.keys() & self.kept.keys()
            for address in self.kept[print_]
            if address not in made
        }
        if stays:
            self._mend(new, made, stays)
        else:
            replace(new, self.site)
        marks = {
            address: made.get(address) or self.there[address]
            for addresses in prints.values()
            for address in addresses
        }
        content = {"marks": json.dumps(marks).encode(), "addresses": json.dumps(prints).encode()}
        self.shelf.put(self.name, content)

    def _mend(self, new: Path, made: Mapping[str, Mark], stays: set[str]) -> None:
        """What is new comes first, then what takes the place of something, pages last; in the end what is
        there no more goes. Each file changes at once, so that a reader finds none half written."""
        for address in sorted(made, key=lambda one: (one in self.there, one.endswith(".html"))):
            target = self.site / address
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            try:
                os.replace(new / address, target)
            except (FileNotFoundError, NotADirectoryError):
                _clear(self.site, address)
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(new / address, target)
        files = stays.union(made)
        for address in sorted(self.there.keys() - files - _folders(files), reverse=True):
            gone = self.site / address
            with suppress(FileNotFoundError, NotADirectoryError):  # it went with what is above it
                if self.there[address]:
                    gone.unlink()
                else:
                    gone.rmdir()
        shutil.rmtree(new)


def _marks(folder: Path) -> Iterator[tuple[str, Mark]]:
    """The files below a folder by address, of a link that of the link itself; folders without a mark."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            entries = list(os.scandir(folder / below))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{below}{entry.name}/")
                yield f"{below}{entry.name}", []
                continue
            found = entry.stat(follow_symlinks=False)
            yield f"{below}{entry.name}", [found.st_size, found.st_ino, found.st_mtime_ns]


def _clear(site: Path, address: str) -> None:
    """Take away a file that stands where a folder is to be."""
    for parent in reversed((site / address).parents):
        if parent.is_relative_to(site) and (parent.is_symlink() or parent.is_file()):
            parent.unlink()


def _folders(files: Iterable[str]) -> set[str]:
    """All folders that these files stand in."""
    found = set[str]()
    for address in files:
        while (address := address.rpartition("/")[0]) and address not in found:
            found.add(address)
    return found


def replace(new: Path, old: Path) -> None:
    """Put a folder in the place of another."""
    gone = old.with_name(f".{old.name}.old")
    shutil.rmtree(gone, ignore_errors=True)
    if old.exists():
        old.rename(gone)
    new.rename(old)
    shutil.rmtree(gone, ignore_errors=True)
