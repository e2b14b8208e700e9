"""Place: where on the site something is shown, and what it needs from there: links and downloads."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from . import address
from .corpus import Corpus
from .period import Period


@dataclass
class Downloads:
    """The files that pages offer beside their tables, by address in the site; and the sizes in bytes of
    those that stand on no page, which one page tells."""

    files: dict[str, bytes] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def take(self) -> dict[str, bytes]:
        """The files so far, which are not kept here any longer."""
        files, self.files = self.files, {}
        return files

    def add(self, address: str, content: bytes) -> str:
        """Keep a file; a second one of that name with other content gets a number."""
        stem, dot = posixpath.splitext(address)
        number, free = 1, address
        while self.files.get(free, content) != content:
            number += 1
            free = f"{stem}-{number}{dot}"
        self.files[free] = content
        return free


@dataclass
class Place:
    """One page: its address (`summaries/2023/furong-town/`, "" for home) and the corpus it shows."""

    corpus: Corpus
    address: str
    downloads: Downloads = field(default_factory=Downloads)
    _ids: set[str] = field(default_factory=set, repr=False)

    def link(self, to: str) -> str:
        """A relative link from here to another address of the site, with its anchor if it has one."""
        page, hash_, anchor = to.partition("#")
        if hash_ and page == self.address:
            return f"#{anchor}"
        return _relative(page, posixpath.dirname(self.address)) + hash_ + anchor

    def offer(self, name: str, content: bytes) -> str:
        """Put a file beside this page and return the link to it."""
        folder = posixpath.dirname(self.address)
        return self.link(self.downloads.add(posixpath.join(folder, name), content))

    def unique(self, name: str) -> str:
        """An id that no other element of this page has: gh-metrics, the next time gh-metrics-2."""
        number, free = 1, f"gh-{name}"
        while free in self._ids:
            number += 1
            free = f"gh-{name}-{number}"
        self._ids.add(free)
        return free

    def page_of(self, period: Period) -> str:
        """The address of a period's page; "" of a period without summaries, which has none."""
        return address.of_period(period) if period in self.corpus.by_period else ""


def _relative(address: str, folder: str) -> str:
    """`address` as seen from `folder`, both without . and ..; posixpath.relpath asks the disk."""
    here, there = folder.split("/") if folder else [], address.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    link = "../" * (len(here) - same) + "/".join(there[same:])
    return link or "./"
