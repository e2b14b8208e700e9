"""Word's styles: which of them make a heading, a title, a list or a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

_HEADING = re.compile(r"(?:heading|标题|級?标题)\s*([1-9])|([一二三四])级标题")
_TITLES = {"title", "标题", "文档标题", "大标题", "公文标题"}
_CONTENTS = re.compile(r"toc\s*[0-9]+|目录\s*[0-9]+|toc heading|目录标题")
MAX_CHAIN = 12


@dataclass(frozen=True)
class WordStyle:
    """What a style says of its paragraphs: `level` of a heading, 0 for none; `list_id` and
    `list_level` of a list."""

    level: int = 0
    title: bool = False
    contents: bool = False
    bold: bool = False
    list_id: str = ""
    list_level: int = 0


def read_styles(styles: Any) -> dict[str, WordStyle]:
    """The styles of a document by their ids."""
    elements = {style.get(qn("w:styleId")) or "": style for style in styles.findall(qn("w:style"))}
    return {id_: _style(id_, elements, 0) for id_ in elements}


def _style(id_: str, elements: dict[str, Any], depth: int) -> WordStyle:
    element = elements.get(id_)
    if element is None or depth > MAX_CHAIN:
        return WordStyle()
    base = element.find(qn("w:basedOn"))
    parent = _style(base.get(qn("w:val")) or "", elements, depth + 1) if base is not None else None
    name_of = element.find(qn("w:name"))
    name = ((name_of.get(qn("w:val")) if name_of is not None else "") or "").strip().lower()
    style = replace(parent or WordStyle(), title=False, contents=False)
    heading = _HEADING.fullmatch(name)
    if heading:
        level = int(heading[1]) if heading[1] else "一二三四".index(heading[2]) + 1
        style = replace(style, level=level)
    if name in _TITLES:
        style = replace(style, title=True, level=0)
    if _CONTENTS.fullmatch(name):
        style = replace(style, contents=True, level=0)
    bold = element.find(f"{qn('w:rPr')}/{qn('w:b')}")
    if bold is not None:
        style = replace(style, bold=bold.get(qn("w:val")) not in ("0", "false"))
    properties = element.find(qn("w:pPr"))
    if properties is None:
        return style
    outline = properties.find(qn("w:outlineLvl"))
    if outline is not None and not style.title and not style.contents:
        style = replace(style, level=outline_level(outline) or style.level)
    list_id, list_level = list_of(properties)
    return replace(style, list_id=list_id, list_level=list_level) if list_id else style


def outline_level(outline: Any) -> int:
    """1 to 9 for a heading, 0 for running text."""
    value = outline.get(qn("w:val")) or ""
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def list_of(properties: Any) -> tuple[str, int]:
    """The list and the level of a paragraph's own properties; "" for none."""
    numbered = properties.find(qn("w:numPr"))
    if numbered is None:
        return "", 0
    id_, level = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
    shown = level.get(qn("w:val")) if level is not None else "0"
    return (
        (id_.get(qn("w:val")) or "") if id_ is not None else "",
        int(shown) if shown and shown.isdigit() else 0,
    )
