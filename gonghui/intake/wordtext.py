"""Word's paragraphs as text: what a reader of the document sees, in its order, and what else it holds.

Deleted and hidden words, instructions of fields and the second copy of a text box (kept for old
programs) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from .wordformula import RAISED, M, formula_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{_MC}AlternateContent"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_THROUGH = {
    *(f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent")),
    *(f"{W}{name}" for name in ("fldSimple", "customXml", "dir", "bdo", "ruby", "rubyBase")),
}
_GONE = {f"{W}del", f"{W}moveFrom"}
_BREAKS = {f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_STRIKES = ("strike", "dstrike")
PAGE = "\f"


@dataclass(frozen=True)
class Shown:
    """A picture: the id of the relation to its file ("" where it is not in the document), its words."""

    relation: str
    words: str


@dataclass
class WordText:
    """One paragraph: its text (\\n for a line break, \\f for a page break), pictures, text boxes, the
    ids of its footnotes, how many words were deleted or hidden, and whether all of it is bold."""

    text: str = ""
    pictures: list[Shown] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote", "2")
    deleted: str = ""
    hidden: str = ""
    struck: str = ""  # crossed out
    unfilled: str = ""  # what a form's empty field shows
    embedded: int = 0
    bold: list[bool] = field(default_factory=list)

    @property
    def all_bold(self) -> bool:
        return bool(self.bold) and all(self.bold)


def read_paragraph(paragraph: Any, bold_style: bool = False) -> WordText:
    """What a `w:p` holds."""
    found = WordText()
    _walk(paragraph, found, bold_style)
    return found


def _walk(parent: Any, found: WordText, bold: bool) -> None:
    for child in parent:
        tag = child.tag
        if tag == f"{W}r":
            _run(child, found, bold)
        elif tag == f"{W}sdt" and is_unfilled(child):
            found.unfilled += "".join(_plain(child, f"{W}t"))
        elif tag in _THROUGH:
            _walk(child, found, bold)
        elif tag in _GONE:
            found.deleted += "".join(_plain(child, f"{W}delText")) + "".join(_plain(child, f"{W}t"))
        elif tag == ALTERNATE:
            _alternative(child, found, bold)
        elif isinstance(tag, str) and tag.startswith(M):
            found.text += formula_text(child)


def is_unfilled(control: Any) -> bool:
    """Whether a form's field (`w:sdt`) shows only the words that ask to fill it."""
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _run(run: Any, found: WordText, bold: bool) -> None:
    properties = run.find(f"{W}rPr")
    if properties is not None and _on(properties.find(f"{W}vanish")):
        found.hidden += "".join(_plain(run, f"{W}t"))
        return
    if properties is not None and any(_on(properties.find(f"{W}{name}")) for name in _STRIKES):
        found.struck += "".join(_plain(run, f"{W}t"))
        return
    before = len(found.text)
    _pieces(run, found, bold, _is_raised(properties))
    if found.text[before:].strip():
        found.bold.append(bold if properties is None else _bold(properties, bold))


def _pieces(run: Any, found: WordText, bold: bool, raised: bool = False) -> None:
    """What a run holds, or one branch of it."""
    for child in run:
        tag = child.tag
        if tag == f"{W}t":
            text = child.text or ""
            found.text += text.translate(RAISED) if raised and text.isdecimal() else text
        elif tag == f"{W}br":
            found.text += PAGE if child.get(f"{W}type") == "page" else "\n"
        elif tag in _BREAKS:
            found.text += _BREAKS[tag]
        elif tag == f"{W}sym":
            found.text += _symbol(child.get(f"{W}char") or "")
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "footnote" if tag.endswith("footnoteReference") else "endnote"
            found.footnotes.append((kind, child.get(f"{W}id") or ""))
        elif tag == f"{W}ruby":
            base = child.find(f"{W}rubyBase")
            if base is not None:
                _walk(base, found, bold)
        elif tag in (f"{W}drawing", f"{W}pict"):
            _drawing(child, found)
        elif tag == f"{W}object":
            found.embedded += 1
        elif tag == ALTERNATE:
            _alternative(child, found, bold)


def _is_raised(properties: Any) -> bool:
    mark = properties.find(f"{W}vertAlign") if properties is not None else None
    return mark is not None and mark.get(f"{W}val") == "superscript"


def _bold(properties: Any, otherwise: bool) -> bool:
    mark = properties.find(f"{W}b")
    return otherwise if mark is None else _on(mark)


def _on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off", "none")


def _alternative(element: Any, found: WordText, bold: bool) -> None:
    """What new programs show, or what old ones do where there is nothing else; never both."""
    for name in ("Choice", "Fallback"):
        branch = element.find(f"{_MC}{name}")
        if branch is not None:
            _pieces(branch, found, bold)
            _walk(branch, found, bold)
            return


def _drawing(element: Any, found: WordText) -> None:
    """Its text boxes, and the pictures that do not stand within them."""
    described = next(element.iter(f"{_WP}docPr"), None)
    words = (described.get("descr") or "") if described is not None else ""
    for box in element.iter(f"{W}txbxContent"):
        if not _within_box(box, element):
            found.boxes.append(box)
    for tag, id_ in ((f"{_A}blip", f"{_R}embed"), (f"{_V}imagedata", f"{_R}id")):
        for picture in element.iter(tag):
            if not _within_box(picture, element):
                found.pictures.append(Shown(picture.get(id_) or "", words))


def _within_box(element: Any, drawing: Any) -> bool:
    above = element.getparent()
    while above is not None and above is not drawing:
        if above.tag in (f"{W}txbxContent", f"{_MC}Fallback"):
            return True
        above = above.getparent()
    return False


def _symbol(code: str) -> str:
    """A sign of a font of signs: the ticks that forms have, otherwise the sign that a bullet is."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    ticks = {0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xA8: "□", 0xA3: "□", 0x52: "☑"}
    return ticks.get(number & 0xFF, chr(0xF000 | (number & 0xFF)))


def _plain(element: Any, tag: str) -> Iterator[str]:
    return (one.text or "" for one in element.iter(tag))


def paragraph_text(element: Any) -> str:
    """The bare words of any part of a document: of a header, a footnote, a cell."""
    texts = (read_paragraph(paragraph).text for paragraph in element.iter(qn("w:p")))
    return "\n".join(text for text in texts if text.strip())
