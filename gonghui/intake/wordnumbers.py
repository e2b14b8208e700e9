"""Word's automatic numbers: the 一、 or 1. that stands before a paragraph without being in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional",
    "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital", "koreanCounting",
    "japaneseDigitalTenThousand", "taiwaneseDigital",
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


def chinese_number(number: int, digits: str = _DIGITS, ten: str = "十") -> str:
    """A count below 100 in Chinese: 十二, 二十一; Arabic beyond."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else ten if tens == 1 and ten == "十" else digits[tens] + ten
    return head + (digits[ones] if ones else "")


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass
class WordNumbers:
    """Counts the numbered paragraphs of a document, one after the other."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by abstract list
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)  # by numId
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Any) -> WordNumbers:
        """The lists that word/numbering.xml defines; none for None."""
        made = cls()
        if numbering is None:
            return made
        for abstract in numbering.findall(qn("w:abstractNum")):
            id_ = abstract.get(qn("w:abstractNumId")) or ""
            made.levels[id_] = {
                _number(level.get(qn("w:ilvl"))): _Level(
                    _number(_value(level, "w:start"), 1),
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                )
                for level in abstract.findall(qn("w:lvl"))
            }
        for one in numbering.findall(qn("w:num")):
            starts = {
                _number(o.get(qn("w:ilvl"))): _number(_value(o, "w:startOverride"), 1)
                for o in one.findall(qn("w:lvlOverride"))
                if o.find(qn("w:startOverride")) is not None
            }
            id_ = one.get(qn("w:numId")) or ""
            made.lists[id_] = (_value(one, "w:abstractNumId") or "", starts)
        return made

    def next(self, list_id: str, level: int) -> tuple[str, bool]:
        """The number that the next paragraph of a list shows, and whether it is a bullet."""
        abstract, starts = self.lists.get(list_id, ("", {}))
        levels = self.levels.get(abstract, {})
        known = levels.get(level)
        if known is None or list_id == "0":
            return "", False
        if known.form == "bullet":
            return "", True
        counts = self.counts.setdefault(abstract, {})
        fresh = (list_id, level) not in self.begun and level in starts
        self.begun.add((list_id, level))
        if fresh:
            counts[level] = starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else known.start
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if known.form == "none":
            return "", False

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = levels.get(at)
            if of is None:
                return ""
            return _written(counts.get(at, of.start), of.form)

        return _PLACE.sub(shown, known.text), False


def _written(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese_number(number)
    if form == "chineseLegalSimplified":
        return chinese_number(number, _FORMAL, "拾")
    if form.startswith("decimalEnclosed") and 0 < number <= 20:
        return chr(0x245F + number) if "Circle" in form else str(number)
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((64 if form == "upperLetter" else 96) + number)
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _value(element: Any, name: str) -> str | None:
    found = element.find(qn(name))
    return None if found is None else found.get(qn("w:val"))


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else otherwise
