"""Links: every link inside the site leads to a page or a file of it, and everything that a browser
fetches by itself is a file of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..quotation import clip
from .address import Target, target_of
from .page import Page, fetched_by_css

# a program's own `import "…"` and `import("…")`; what it makes up while it runs nobody can read here
_IMPORT = re.compile(
    rb"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\n]{1,300})["'](?=\s*(?:[;)]|$))""", re.M
)
_ADDRESS = re.compile(r"(?:https?:)?//|\.{0,2}/")


class Links:
    """Gathers what stands in the files of a site, and tells at the end what leads nowhere. `home` is the
    site's own address, "" where it has none."""

    def __init__(self, files: set[str], home: str) -> None:
        self.files, self.home = files, home
        self.anchors: dict[str, set[str]] = {}
        self.links: dict[tuple[Target, str], str] = {}  # told once: with the file where first seen
        self.fetched: dict[tuple[Target, str], str] = {}

    def take_page(self, at: str, page: Page) -> None:
        """A page at its file."""
        self.anchors[at] = page.anchors
        for address in page.links:
            self._take(at, address, self.links)
        for address in page.fetched:
            self._take(at, address, self.fetched)

    def take_file(self, at: str, raw: bytes) -> None:
        """A style sheet, a drawing or a program; of others nothing is fetched."""
        if at.endswith(".css"):
            for address in fetched_by_css(raw.decode("utf-8", "replace")):
                self._take(at, address, self.fetched)
        elif at.endswith(".svg"):
            for address in Page(raw).fetched:
                self._take(at, address, self.fetched)
        elif at.endswith(".js"):
            for match in _IMPORT.finditer(raw):
                address = match[1].decode("utf-8", "replace")
                if _ADDRESS.match(address):
                    self._take(at, address, self.fetched)

    def _take(self, at: str, address: str, found: dict[tuple[Target, str], str]) -> None:
        target = target_of(at, address, self.home)
        if target is not None:
            found.setdefault((target, "" if target.file else clip(address)), at)

    def faults(self) -> Iterator[tuple[str, str]]:
        """The file that has the link, and what is wrong with it."""
        for (target, address), at in self.fetched.items():
            if target.file is None:
                yield (
                    at,
                    f"打开这一页会到别处去取“{address}”，内部网站不能这样。"
                    "请删去，或把那个文件放进 docs/files/ 再引用。",
                )
            elif self._place(target.file) is None:
                yield at, f"要用的文件“{clip(target.file)}”网站里没有。请补上，或改正引用它的地方。"
        for (target, _), at in self.links.items():
            if target.file is None:  # a reader may go elsewhere
                continue
            place = self._place(target.file)
            if place is None:
                shown = clip(target.file.removesuffix("index.html"))
                yield at, f"链接指向“{shown}”，网站里没有。请改正链接。"
            elif target.anchor and target.anchor not in self.anchors.get(place, set()):
                yield (
                    at,
                    f"链接指向“{clip(place)}”的“#{clip(target.anchor)}”，那一页没有这个位置。请改正链接。",
                )

    def _place(self, file: str) -> str | None:
        """The file that a server sends for it; a folder's is its index."""
        return next((f for f in (file, f"{file}/index.html") if f in self.files), None)
