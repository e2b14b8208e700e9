"""Text: an author's Markdown as paragraphs, headings, lists, tables and pictures of a Word file.

Headings keep the numbers that their authors wrote (一、（一）1.（1）), which also say their level;
none is added. What a macro shows stands as a table or within its sentence.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import markdown

from ..admonition import with_titles
from ..corpus import DOCS, Corpus
from ..macros import MACROS, call
from ..place import Place
from ..spelling import fold
from ..summary import Summary
from .grid import grid_of_html
from .image import add_picture
from .layout import Paper
from .markup import Node, parse
from .signature import take_signature
from .table import add_grid
from .words import BREAK, Words, words_of

_EXTENSIONS = ["tables", "sane_lists", "admonition", "fenced_code"]
_ORDINAL = "[一二三四五六七八九十百]+"
# how authors number headings, from the highest level; half-width brackets are often typed
_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ORDINAL}、", rf"[（(]{_ORDINAL}[）)]", r"[0-9]+[.．、](?![0-9])", r"[（(][0-9]+[）)]"
    )
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_INLINE = {"a", "abbr", "b", "br", "code", "del", "em", "i", "img", "span", "strong", "sub", "sup"}


def add_text(paper: Paper, summary: Summary, corpus: Corpus) -> date | None:
    """The whole text of a summary at the end of a file, without a signature that its author wrote,
    whose day is given."""
    place = Place(corpus, summary.address)
    writer = _Writer(paper, corpus.root, posixpath.dirname(summary.path))
    root = parse(_html(summary, place))
    first = root.elements[0] if root.elements else None
    headed = first is not None and _HEADING.fullmatch(first.tag)
    if first is not None and headed and fold(first.text()) == fold(summary.title):
        root.children.remove(first)  # it stands above already
    names = [name.text for name in summary.unit.names]
    day = take_signature(root, names, summary.issued)
    writer.blocks(root, _Ground())
    return day


def _html(summary: Summary, place: Place) -> str:
    """The text as the site renders it; HTML in it is shown as it was typed."""
    tables = {"tables": {"use_align_attribute": True}}
    reader = markdown.Markdown(extensions=_EXTENSIONS, extension_configs=tables)
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    html = with_titles(reader.convert(summary.body))
    for one in summary.calls:
        result = call(place, one.name, one.args, one.kwargs)
        if not MACROS[one.name].inline:
            html = html.replace(f"<p>{one.token}</p>", one.token)
        html = html.replace(one.token, result)
    return html


@dataclass(frozen=True)
class _Ground:
    """Where a block stands: how many characters further in, and what goes before its first words."""

    indent: int = 0
    lead: str = ""


class _Writer:
    def __init__(self, paper: Paper, root: Path, folder: str) -> None:
        self.paper, self.root, self.folder = paper, root, folder

    def blocks(self, parent: Node, ground: _Ground) -> None:
        """What stands within an element: blocks, and loose words between them as paragraphs."""
        loose: list[Node | str] = []
        for child in parent.children:
            if isinstance(child, str) or child.tag in _INLINE:
                loose.append(child)
                continue
            ground = self._loose(loose, ground)
            loose = []
            if not child.is_off_paper:
                self._block(child, ground, parent)
                ground = _Ground(ground.indent)
        self._loose(loose, ground)

    def _loose(self, nodes: list[Node | str], ground: _Ground) -> _Ground:
        if any(not isinstance(node, str) or node.strip() for node in nodes):
            self._paragraph(Node("p", children=nodes), ground)
            return _Ground(ground.indent)
        return ground

    def _block(self, node: Node, ground: _Ground, parent: Node) -> None:
        heading = _HEADING.fullmatch(node.tag)
        if heading:
            self._heading(node, int(heading[1]))
        elif node.tag == "p":
            self._paragraph(node, ground)
        elif node.tag in ("ul", "ol"):
            if not _belongs_to_table(node, parent):
                within = _Ground(ground.indent + 2 * (parent.tag == "li"), ground.lead)
                self._list(node, within)
        elif node.tag == "table":
            below = [other for other in parent.elements if _belongs_to_table(other, parent)]
            grid = grid_of_html(node, below)
            if grid is not None:
                add_grid(self.paper, grid)
        elif node.tag == "pre":
            self._lines(node)
        elif node.tag == "figure" and any(inner.tag == "svg" for inner in _all(node)):
            return  # a drawing of ours: its numbers stand in the table below it
        elif node.tag == "div" and "gh-table" in node.classes:
            self.blocks(_unboxed(node), ground)
        elif node.tag == "blockquote":
            self.blocks(node, _Ground(ground.indent + 2, ground.lead))
        elif node.tag == "dl":
            self._pairs(node, ground)
        elif node.tag != "hr":
            self.blocks(node, ground)

    def _heading(self, node: Node, marked: int) -> None:
        words = _from_edge(words_of(node.children))
        text = "".join(word.text for word in words)
        if not text:
            return
        numbered = (n for n, form in enumerate(_NUMBERS, start=1) if form.match(text))
        level = next(numbered, min(max(marked - 1, 1), 4))
        self.paper.paragraph(f"Heading{level}", [_upright(word) for word in words])

    def _paragraph(self, node: Node, ground: _Ground) -> None:
        words = _from_edge(words_of(node.children))
        if words:
            lead = [Words(ground.lead)] if ground.lead else []
            bold = "admonition-title" in node.classes or "gh-card-title" in node.classes
            if bold:
                words = [Words(w.text, True, w.italic, w.struck, w.position) for w in words]
            self.paper.paragraph("BodyText", lead + words, _indented(ground.indent))
        for image in node.walk():
            if image.tag == "img":
                self._picture(image)

    def _picture(self, image: Node) -> None:
        said, title = (image.attributes.get(name, "").strip() for name in ("alt", "title"))
        aim = posixpath.join(self.folder, unquote(image.attributes.get("src", "")))
        path = posixpath.normpath(aim)
        there = path.startswith(f"{DOCS}/") and "\0" not in path
        if not (there and add_picture(self.paper, self.root / path, said)):
            self.paper.paragraph("PictureCaption", f"（图片：{said or path}）")
        if title:
            self.paper.paragraph("PictureCaption", title)

    def _list(self, node: Node, ground: _Ground) -> None:
        start = node.attributes.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 10 else 1
        for item in node.elements:
            if item.tag == "li":
                lead = f"{number}." if node.tag == "ol" else "·"
                self.blocks(item, _Ground(ground.indent, lead))
                number += 1
            elif item.tag in ("ul", "ol"):
                self._list(item, ground)

    def _pairs(self, node: Node, ground: _Ground) -> None:
        """Terms with what is said of them, each on a line: 计量单位：人."""
        term: list[Words] = []
        for child in node.walk():
            if child.tag == "dt":
                term = [*words_of(child.children), Words("：")]
            elif child.tag == "dd":
                said = term + _from_edge(words_of(child.children))
                self.paper.paragraph("BodyText", said, _indented(ground.indent))

    def _lines(self, node: Node) -> None:
        lines = node.text().strip("\n").split("\n")
        self.paper.paragraph("BodyText", BREAK.join(lines), _indented(2, first=0))


def _unboxed(table: Node) -> Node:
    """A table of ours out of the box in which it can be scrolled, beside its notes."""
    children: list[Node | str] = []
    for child in table.elements:
        children += child.children if "gh-scroll" in child.classes else [child]
    return Node("div", {"class": "gh-unboxed"}, children)


def _belongs_to_table(node: Node, parent: Node) -> bool:
    return "gh-unboxed" in parent.classes and "gh-notes" in node.classes


def _all(node: Node) -> Iterator[Node]:
    for child in node.elements:
        yield child
        yield from _all(child)


def _from_edge(words: list[Words]) -> list[Words]:
    """Without the blanks that an author typed as an indent: the style has one."""
    while words and not words[0].text.strip():
        words = words[1:]
    if words:
        first = words[0]
        text = first.text.lstrip()
        words = [Words(text, first.bold, first.italic, first.struck, first.position), *words[1:]]
    return words


def _upright(word: Words) -> Words:
    """A heading has the look of its style; a raised figure stays raised."""
    return Words(word.text, position=word.position)


def _indented(characters: int, first: int = 2) -> str:
    """The indent of what stands further in; "" where the style's own will do."""
    if not characters:
        return ""
    return (
        f'<w:ind w:leftChars="{characters * 100}" w:left="{characters * 320}" '
        f'w:firstLineChars="{first * 100}" w:firstLine="{first * 320}"/>'
    )
