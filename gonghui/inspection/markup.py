"""Markup: the words of XML: of a part of an office file, a drawing, a feed.

It is read as it comes and never kept as a whole: ten million empty paragraphs take seconds and no memory.
"""

from __future__ import annotations

from lxml import etree

# paragraphs and cells of office files, and the words of drawings, whose runs make one text
_LINES = ("p", "si", "is", "text")


def words_in_xml(raw: bytes) -> tuple[str, bool]:
    """Every text and attribute on a line of its own, and each paragraph as a whole: programs part a
    number over several runs. And whether that is all: not where XML is damaged or declares what it
    unfolds to."""
    found = _Words()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, target=found)
    try:
        etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:  # nothing at all
        return "", not raw.strip()
    declared = b"<!D" in raw or b"<\0!\0D" in raw
    return "\n".join(found.lines), not (parser.error_log or declared)


class _Words:
    """What the parser meets, in its order. Of paragraphs within paragraphs (a box within a line) each
    has its own words."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.text: list[str] = []  # not at its end yet: the parser gives it in pieces
        self.open: list[list[str]] = []

    def _end_text(self) -> None:
        if self.text:
            whole = "".join(self.text)
            self.text.clear()
            self.lines.append(whole)
            if self.open:
                self.open[-1].append(whole)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._end_text()
        if attributes:
            self.lines += attributes.values()
        if tag[tag.rfind("}") + 1 :] in _LINES:
            self.open.append([])

    def end(self, tag: str) -> None:
        self._end_text()
        if self.open and tag[tag.rfind("}") + 1 :] in _LINES:
            pieces = self.open.pop()
            if len(pieces) > 1:
                self.lines.append("".join(pieces))

    def data(self, text: str) -> None:
        self.text.append(text)

    def comment(self, text: str) -> None:
        self._end_text()
        self.lines.append(text)

    def pi(self, target: str, text: str | None = None) -> None:
        self._end_text()
        self.lines.append(text or "")

    def close(self) -> None:
        self._end_text()
