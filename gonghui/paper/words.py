"""Words: a stretch of text of one look, and the runs that it becomes in a Word file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape

from .markup import Node

BREAK = "\v"  # a new line within a paragraph
# Not in XML 1.0; and marks that turn the direction of what follows, so that a number would be read
# backwards on paper.
_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u009f]"
    "|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_LOOKS: dict[str, dict[str, Any]] = {
    "strong": {"bold": True}, "b": {"bold": True}, "em": {"italic": True}, "i": {"italic": True},
    "del": {"struck": True}, "sup": {"position": "superscript"}, "sub": {"position": "subscript"},
}  # fmt: skip
_ELSEWHERE = re.compile(r"(?:https?:|mailto:)", re.I)
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Words:
    """Text and its look; `position` is superscript, subscript or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    position: str = ""


def clean(text: str) -> str:
    """The text without what XML cannot hold and without marks of direction."""
    return _FORBIDDEN.sub("", text)


def words_of(nodes: Iterable[Node | str]) -> list[Words]:
    """The running text of inline HTML: white space as a browser shows it, but no space where a line
    ends between Chinese characters; a link as its words, with the address where it leads elsewhere."""
    return _joined(list(_gathered(nodes, Words(""))))


def _gathered(nodes: Iterable[Node | str], look: Words) -> Iterator[Words]:
    for node in nodes:
        if isinstance(node, str):
            yield replace(look, text=clean(node))
        elif node.is_off_paper or node.tag == "img":
            continue
        elif node.tag == "br":
            yield replace(look, text=BREAK)
        else:
            found = list(_gathered(node.children, replace(look, **_LOOKS.get(node.tag, {}))))
            yield from found
            if node.tag == "a":
                yield replace(look, text=_address(node, "".join(word.text for word in found)))


def _address(link: Node, said: str) -> str:
    """（https://…） behind the words of a link to elsewhere, unless they are the address."""
    to = clean(link.attributes.get("href", "")).strip()
    bare = to.removeprefix("mailto:")
    if not _ELSEWHERE.match(to) or said.strip() in (to, bare) or not bare:
        return ""
    return f"（{bare}）"


def _joined(found: list[Words]) -> list[Words]:
    whole = "".join(word.text for word in found)
    kept: list[Words] = []
    at, before = 0, BREAK  # nothing stands before the first word but a beginning
    for word in found:
        text = ""
        for piece in re.split(r"([ \t\r\n]+)", word.text):
            at += len(piece)
            if not piece:
                continue
            if not _SPACE.fullmatch(piece):
                text, before = text + piece, piece[-1]
            elif before not in (" ", BREAK):
                after = _SPACE.sub("", whole[at : at + 200])[:1]
                wide = "\n" in piece and (is_wide(before) or is_wide(after))
                if after and after != BREAK and not wide:
                    text, before = f"{text} ", " "
        if text:
            kept.append(replace(word, text=text))
    return kept


def is_wide(char: str) -> bool:
    """Whether a character takes the whole square of a Chinese one."""
    return bool(char) and unicodedata.east_asian_width(char) in "WFA"


def width_of(text: str) -> float:
    """How wide a text is printed, in Chinese characters (em)."""
    return sum(1.0 if is_wide(char) else 0.5 for char in text)


def runs_xml(words: Iterable[Words]) -> str:
    """The words as <w:r> elements."""
    return "".join(_run(word) for word in words if word.text)


def _run(word: Words) -> str:
    look = "".join(
        xml
        for xml, wanted in (
            ("<w:b/><w:bCs/>", word.bold),
            ("<w:i/><w:iCs/>", word.italic),
            ("<w:strike/>", word.struck),
            (f'<w:vertAlign w:val="{word.position}"/>', word.position),
        )
        if wanted
    )
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = [re.sub(r"[\t\r\n]", " ", clean(piece)) for piece in word.text.split(BREAK)]
    texts = (f'<w:t xml:space="preserve">{escape(p)}</w:t>' if p else "" for p in pieces)
    return f"<w:r>{properties}{'<w:br/>'.join(texts)}</w:r>"
