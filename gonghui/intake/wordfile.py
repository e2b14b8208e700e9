"""Word file: a .docx as a manuscript."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ..quotation import clip
from .container import open_container
from .manuscript import Block, BlockKind, Manuscript, Rows
from .refusal import IntakeError
from .wordnumbers import WordNumbers
from .wordstyles import WordStyle, list_of, outline_level, read_styles
from .wordtext import ALTERNATE, PAGE, WordText, is_unfilled, paragraph_text, read_paragraph

_WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo"))
_CONTENTS = "Table of Contents"
MAX_CELLS = 20_000
MAX_DEPTH = 20  # tables within tables


def read_docx(raw: bytes) -> Manuscript:
    """The manuscript in the bytes of a .docx. Raises IntakeError."""
    open_container(raw, "docx").close()
    try:
        document = docx.Document(io.BytesIO(raw))
        return _Reader(document).read()
    except IntakeError:
        raise
    except Exception as error:  # a damaged file: the libraries raise what they like
        raise IntakeError(
            "文件损坏了，读不出来。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"
        ) from error


class _Reader:
    def __init__(self, document: Any) -> None:
        self.part = document.part
        self.body = document.element.body
        self.styles = read_styles(document.styles.element)
        self.numbers = WordNumbers.of(self._related("numbering"))
        self.notes = {kind: self._notes_of(kind) for kind in ("footnote", "endnote")}
        self.made = Manuscript(soft=True)
        self.deleted: list[str] = []
        self.hidden: list[str] = []
        self.struck: list[str] = []
        self.cells = 0
        self.tables = 0
        self.kept = ""  # of a paragraph whose end was deleted: it goes on in the next

    def read(self) -> Manuscript:
        self.made.blocks.extend(self.blocks(self.body))
        self._tell()
        return self.made

    def _related(self, kind: str) -> Any:
        """The root of the part of a kind; None where there is none."""
        for relation in self.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                return parse_xml(relation.target_part.blob)
        return None

    def _notes_of(self, kind: str) -> dict[str, str]:
        root = self._related(f"{kind}s")
        if root is None:
            return {}
        notes = root.findall(qn(f"w:{kind}"))
        return {note.get(qn("w:id")) or "": paragraph_text(note) for note in notes}

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self.table(child)
            elif child.tag == qn("w:altChunk"):
                self.made.ask(
                    "文件里插着另一个文件，没有收进来。请用 Word 打开，另存一次，再导入。"
                )
            elif child.tag == ALTERNATE:
                branch = next((one for one in child if isinstance(one.tag, str)), None)
                yield from self.blocks(branch) if branch is not None else ()
            elif child.tag in _WRAPPERS:
                gallery = child.find(f"{qn('w:sdtPr')}//{qn('w:docPartGallery')}")
                if gallery is not None and gallery.get(qn("w:val")) == _CONTENTS:
                    self.made.note("文件里的目录没有收进来，网站会自己排目录。")
                    continue
                if is_unfilled(child):
                    self._ask_for("".join(child.itertext()), "")
                else:
                    yield from self.blocks(child)

    def _ask_for(self, shown: str, near: str) -> None:
        """Tell of a form's field that nobody has filled."""
        if shown.strip():
            self.made.ask(f"这里有一处没有填（“{clip(shown.strip(), 20)}”），空着。请补上。", near)

    def paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(qn("w:pPr"))
        style = self._style(properties)
        if style.contents:
            if not any("目录" in remark.message for remark in self.made.remarks):
                self.made.note("文件里的目录没有收进来，网站会自己排目录。")
            return
        found = read_paragraph(element, style.bold)
        self._remember(found)
        text, self.kept = self.kept + found.text, ""
        if properties is not None and properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is not None:
            self.kept = text
            text = ""
        number, bullet = self._number(properties, style, text)
        level = self._level(properties, style)
        centred = _centred(properties)
        if properties is not None and properties.find(qn("w:pageBreakBefore")) is not None:
            yield Block(BlockKind.PAGE_BREAK)
        for index, piece in enumerate(text.split(PAGE)):
            if index:
                yield Block(BlockKind.PAGE_BREAK)
            if piece.strip():
                kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
                kind = BlockKind.ITEM if bullet and not level else kind
                yield Block(
                    kind,
                    piece,
                    level,
                    "" if index else number,
                    found.all_bold,
                    centred,
                    style.title,
                )
        yield from self._beside(found, text)
        if properties is not None and properties.find(qn("w:sectPr")) is not None:
            yield Block(BlockKind.PAGE_BREAK)

    def _style(self, properties: Any) -> WordStyle:
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        id_ = (named.get(qn("w:val")) or "") if named is not None else ""
        return self.styles.get(id_, WordStyle())

    def _level(self, properties: Any, style: WordStyle) -> int:
        outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
        return outline_level(outline) if outline is not None else style.level

    def _number(self, properties: Any, style: WordStyle, text: str) -> tuple[str, bool]:
        own, level = list_of(properties) if properties is not None else ("", 0)
        list_id, level = (own, level) if own else (style.list_id, style.list_level)
        return self.numbers.next(list_id, level) if list_id and text.strip() else ("", False)

    def _remember(self, found: WordText) -> None:
        self.deleted += [found.deleted] if found.deleted.strip() else []
        self.hidden += [found.hidden] if found.hidden.strip() else []
        self.struck += [found.struck] if found.struck.strip() else []
        self._ask_for(found.unfilled, found.text.strip()[:12])

    def _beside(self, found: WordText, text: str) -> Iterator[Block]:
        """What a paragraph holds beside its words: footnotes, text boxes, pictures."""
        near = text.strip()[:12]
        for kind, id_ in found.footnotes:
            note = self.notes[kind].get(id_, "").replace("\n", "").strip()
            if note:
                self.made.note(f"脚注“{clip(note)}”排在了所注的那一段下面。", note[:12])
                yield Block(BlockKind.PARAGRAPH, f"（注：{note}）")
        for box in found.boxes:
            inside = list(self.blocks(box))
            if inside:
                words = "".join(block.text for block in inside)
                self.made.ask(
                    f"文本框里的文字“{clip(words)}”排在了这里。请看位置对不对。", words[:12]
                )
                yield from inside
        for shown in found.pictures:
            yield from self._picture(shown.relation, shown.words, near)
        if found.embedded:
            self.made.ask(
                "这里嵌着一个对象（例如Excel表格），没有收进来。请改成表格，或另存为附件。", near
            )

    def _picture(self, relation: str, words: str, near: str) -> Iterator[Block]:
        known = self.part.rels.get(relation)
        if known is None or known.is_external:
            self.made.ask("有一幅图片只有链接，不在文件里，没有取出。请找到原图另存。", near)
            return
        name = str(known.target_part.partname).rsplit("/", 1)[-1]
        self.made.pictures[name] = known.target_part.blob
        yield Block(BlockKind.PICTURE, words, name=name)

    def table(self, element: Any) -> Iterator[Block]:
        self.tables += 1
        if self.tables > MAX_DEPTH * 50:
            raise IntakeError("文件里的表格太多，装不下。请拆成几个文件再导入。")
        own = [row for row in element.iter(qn("w:tr")) if _owner(row) is element]
        gone = [row for row in own if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None]
        self.deleted += [text for row in gone if (text := paragraph_text(row).replace("\n", ""))]
        rows = [self._row(row) for row in own if row not in gone]
        width = max((len(row) for row in rows), default=0)
        self.cells += width * len(rows)
        if self.cells > MAX_CELLS:
            raise IntakeError("文件里的表格太大，装不下。请把大表另存为Excel文件，作附件。")
        if width <= 1:  # a frame around text, not a table
            for cell in (c for c in element.iter(qn("w:tc")) if _owner(c) is element):
                yield from self.blocks(cell)
            return
        nested = any(_owner(inner) is not None for inner in element.iterdescendants(qn("w:tbl")))
        if nested:
            self.made.ask("表格里套着表格，已经排成一张。请看内容对不对。", "".join(rows[0])[:12])
        filled: Rows = tuple((*row, *[""] * (width - len(row))) for row in rows if any(row))
        if filled:
            yield Block(BlockKind.TABLE, rows=filled)

    def _row(self, row: Any) -> tuple[str, ...]:
        """The words of each column: of merged cells the first has them, the others are empty."""
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [""] * _count(before, 0)
        for cell in (c for c in row.iter(qn("w:tc")) if _owner(c) is _owner(row)):
            if _row_of(cell) is not row:
                continue
            properties = cell.find(qn("w:tcPr"))
            span, going_on = 1, False
            if properties is not None:
                wide, merged = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
                span = _count(wide, 1)
                going_on = merged is not None and merged.get(qn("w:val")) != "restart"
            words = "" if going_on else self._words_in(cell)
            cells += [words, *[""] * (max(span, 1) - 1)]
        return tuple(cells)

    def _words_in(self, cell: Any) -> str:
        texts = []
        for paragraph in cell.iter(qn("w:p")):
            found = read_paragraph(paragraph)
            self._remember(found)
            properties = paragraph.find(qn("w:pPr"))
            number, _ = self._number(properties, self._style(properties), found.text)
            texts.append(f"{number}{found.text}".replace(PAGE, "\n").strip())
            if found.pictures or found.embedded:
                self.made.ask(
                    "表格里有图片或对象，没有取出。请另存，放在表格外面。", found.text[:12]
                )
        return "\n".join(text for text in texts if text)

    def _tell(self) -> None:
        if self.deleted:
            words = "”“".join(clip(text, 20) for text in self.deleted[:5])
            self.made.note(f"修订里删去的文字没有收进来：“{words}”等{len(self.deleted)}处。")
        if self.hidden:
            words = "”“".join(clip(text, 20) for text in self.hidden[:5])
            self.made.ask(f"隐藏的文字没有收进来：“{words}”等{len(self.hidden)}处。请看要不要。")
        if self.struck:
            words = "”“".join(clip(text, 20) for text in self.struck[:5])
            self.made.ask(
                f"画了删除线的文字没有收进来：“{words}”等{len(self.struck)}处。请看要不要。"
            )
        for kind, name in (("header", "页眉"), ("footer", "页脚")):
            said: dict[str, None] = {}
            for relation in self.part.rels.values():
                if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                    text = paragraph_text(parse_xml(relation.target_part.blob)).strip()
                    said |= {text: None} if text else {}
            for text in said:
                self.made.note(f"{name}没有收进来：“{clip(text)}”。")
        comments = self._related("comments")
        if comments is not None and len(comments):
            self.made.ask(f"有{len(comments)}条批注没有收进来。请看有没有还没处理的意见。")


def _count(element: Any, otherwise: int) -> int:
    """How many columns an element speaks of."""
    value = (element.get(qn("w:val")) or "") if element is not None else ""
    return min(int(value), 100) if value.isascii() and value.isdigit() else otherwise


def _centred(properties: Any) -> bool:
    found = properties.find(qn("w:jc")) if properties is not None else None
    return found is not None and found.get(qn("w:val")) == "center"


def _owner(element: Any) -> Any:
    """The table that an element stands in; None for none."""
    above = element.getparent()
    while above is not None and above.tag != qn("w:tbl"):
        above = above.getparent()
    return above


def _row_of(cell: Any) -> Any:
    above = cell.getparent()
    while above is not None and above.tag != qn("w:tr"):
        above = above.getparent()
    return above
