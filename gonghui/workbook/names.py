"""Names and texts as XLSX takes them: nothing that would be markup, an error, or a forbidden name."""

from __future__ import annotations

import re

LONGEST_SHEET, LONGEST_TEXT = 31, 32_767
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t'!]")  # ' and ! are for references to the sheet
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_WIDE = re.compile("[^\x00-\u2e7f]")
_RICH = re.compile("<(?=r>)")


def clean(text: str) -> str:
    """A text for a cell: control characters become blanks, what is too long is cut with …"""
    kept = text
    if not text.isprintable():
        kept = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    # XlsxWriter takes a text from <r> to </r> for ready markup and does not escape it
    kept = _RICH.sub("＜", kept) if kept.startswith("<r>") else kept
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that no other sheet of the book has, capitals or not; it is entered into `taken`."""
    stem = _FORBIDDEN.sub("_", clean(name)).strip() or "表"
    if stem.casefold() == "history":  # kept for Excel itself
        stem += "_"
    number, free = 1, stem[:LONGEST_SHEET]
    while free.casefold() in taken:
        number += 1
        tail = f"({number})"
        free = stem[: LONGEST_SHEET - len(tail)] + tail
    taken.add(free.casefold())
    return free


def width(text: str) -> int:
    """How many columns of a Latin letter a text takes; a Chinese character takes two."""
    if "\n" in text:
        return max(map(width, text.split("\n")))
    return len(text) + len(_WIDE.findall(text))
