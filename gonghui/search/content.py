"""Content: the blocks of text that a page shows, read from its HTML."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from .document import Block, BlockKind

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
    reader = _Reader()
    reader.read(html.fragment_fromstring(page, create_parent="div"))
    return list(reader.done())


class _Reader:
    def __init__(self) -> None:
        self.found: list[Block] = []
        self.pieces: list[str] = []
        self.pictures: list[str] = []  # what those in the block are said to show
        self.kind, self.anchor = BlockKind.TEXT, ""

    def read(self, element: html.HtmlElement) -> None:
        """An element with all that is in it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT or element.get("hidden") is not None:
            return
        classes = (element.get("class") or "").split()
        if classes and not SILENT_CLASSES.isdisjoint(classes):
            return
        block, before = tag in BLOCKS, self.kind
        if block:
            self.flush()
            self.kind = self.kind_of(element)
            if tag in HEADINGS:
                self.anchor = element.get("id") or self.anchor
            elif PROSE in classes:
                self.anchor = element.get("id") or ""
        if tag == "img":
            self.pictures.append(element.get("alt") or "")
        if tag == "br":
            self.pieces.append(" ")
        if element.text:
            self.pieces.append(element.text)
        for child in element:
            self.read(child)
            if child.tail:
                self.pieces.append(child.tail)
        if block:
            self.flush()
            self.kind = before

    def kind_of(self, element: html.HtmlElement) -> BlockKind:
        """What the text right in a block-level element is."""
        if element.tag in HEADINGS:
            return BlockKind.HEADING
        if element.tag in ("td", "th"):
            return BlockKind.CELL if element.getprevious() is not None else BlockKind.ROW
        return self.kind if self.kind in (BlockKind.ROW, BlockKind.CELL) else BlockKind.TEXT

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
