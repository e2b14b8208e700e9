"""Content: the blocks of text that a page shows, read from its HTML."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .document import Block, BlockKind

CELLS, IN_ROWS = frozenset(("td", "th")), (BlockKind.ROW, BlockKind.CELL)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | {
    "p", "li", "td", "th", "tr", "table", "caption", "dt", "dd", "div", "ul", "ol", "dl",
    "blockquote", "pre", "figure", "figcaption", "details", "summary", "section", "nav", "hr",
}  # fmt: skip
PROSE = "gh-prose"  # the author's own text: what stands before its first heading stands under none of ours
# what nobody reads as text: scripts, drawings, controls
SILENT = frozenset(
    ("script", "style", "svg", "template", "noscript", "button", "input", "select", "textarea")
)
# the ways to elsewhere, which name other pages, what only a screen reader says, what
# only an author sees
SILENT_CLASSES = {
    "gh-trail", "gh-turn", "gh-beside", "gh-way-in", "gh-download", "gh-origin", "gh-mark", "gh-sr",
    "gh-checkup", "headerlink",
}  # fmt: skip


def blocks_of(page: str) -> list[Block]:
    """The blocks in the order of the page; neighbouring white space is one space."""
    if not page.strip():
        return []
    body = etree.fromstring(f"<html><body>{page}</body></html>", _PARSER).find("body")
    reader = _Reader()
    reader.inside(body)
    return list(reader.done())


# lxml.html's own finds a class for every element, which takes as long as reading them
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


class _Reader:
    def __init__(self) -> None:
        self.found: list[Block] = []
        self.pieces: list[str] = []
        self.pictures: list[str] = []  # what those in the block are said to show
        self.kind, self.anchor = BlockKind.TEXT, ""

    def inside(self, element: etree._Element) -> None:
        """What stands in an element."""
        if element.text:
            self.pieces.append(element.text)
        for child in element:
            self.read(child)
            if child.tail:
                self.pieces.append(child.tail)

    def read(self, element: etree._Element) -> None:
        """An element with all that is in it."""
        tag, get = element.tag, element.get
        if tag in SILENT or get("hidden") is not None:
            return
        classes = get("class")
        if classes and not SILENT_CLASSES.isdisjoint(classes.split()):
            return
        if tag in BLOCKS:
            self.flush()
            before, self.kind = self.kind, self.kind_of(element, tag)
            if tag in HEADINGS:
                self.anchor = get("id") or self.anchor
            elif classes and PROSE in classes.split():
                self.anchor = get("id") or ""
            self.inside(element)
            self.flush()
            self.kind = before
            return
        if tag == "img":
            self.pictures.append(get("alt") or "")
        elif tag == "br":
            self.pieces.append(" ")
        self.inside(element)

    def kind_of(self, element: etree._Element, tag: str) -> BlockKind:
        """What the text right in a block-level element is."""
        if tag in CELLS:
            return BlockKind.CELL if element.getprevious() is not None else BlockKind.ROW
        if tag in HEADINGS:
            return BlockKind.HEADING
        return self.kind if self.kind in IN_ROWS else BlockKind.TEXT

    def flush(self) -> None:
        if not self.pieces and not self.pictures:
            return
        for piece in ("".join(self.pieces), *self.pictures):
            text = " ".join(piece.split())
            if text:
                self.found.append(Block(self.kind, text, self.anchor))
        self.pieces.clear()
        self.pictures.clear()

    def done(self) -> Iterator[Block]:
        self.flush()
        yield from self.found
