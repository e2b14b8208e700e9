"""Markup: the HTML that Markdown and our own views make, as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "col", "input", "wbr"}
# what stands on a page for a screen, a pointer or a listener, and is no text
_OFF_PAPER_TAGS = {"svg", "button", "script", "style", "template", "input", "select", "textarea"}
_OFF_PAPER_CLASSES = {"gh-sr", "gh-download", "gh-sentences", "gh-spark"}


@dataclass
class Node:
    """An element; `children` are elements and texts in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def is_off_paper(self) -> bool:
        """Whether it belongs to the screen alone."""
        return self.tag in _OFF_PAPER_TAGS or bool(self.classes & _OFF_PAPER_CLASSES)

    @property
    def elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> Iterator[Node]:
        """Every element within that is for paper, in the order of the text; itself not."""
        for child in self.elements:
            if not child.is_off_paper:
                yield child
                yield from child.walk()

    def text(self) -> str:
        """The text within that is for paper."""
        if self.is_off_paper:
            return ""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


def parse(html: str) -> Node:
    """The tree below a node without a tag. Never raises for what the HTML holds: what is not closed
    is closed at the end, what closes nothing is passed over."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
