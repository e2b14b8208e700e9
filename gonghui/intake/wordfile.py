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
from .wordleft import LeftOut
from .wordnumbers import WordNumbers
from .wordstyles import WordStyle, list_of, outline_level, read_styles
from .wordtable import cells_of, columns_of, holds_a_table, is_deleted, rows_of
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
        self.left = LeftOut()
        self.cells = 0
        self.tables = 0
        self.kept = ""  # of a paragraph whose end was deleted: it goes on in the next

    def read(self) -> Manuscript:
        self.made.blocks.extend(self.blocks(self.body))
        self.left.tell(self.made, self._parts("header"), self._parts("footer"))
        comments = self._related("comments")
        if comments is not None and len(comments):
            self.made.ask(f"有{len(comments)}条批注没有收进来。请看有没有还没处理的意见。")
        return self.made

    def _parts(self, kind: str) -> Iterator[Any]:
        """The roots of the parts of a kind: header, comments."""
        for relation in self.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                yield parse_xml(relation.target_part.blob)

    def _related(self, kind: str) -> Any:
        """The root of the part of a kind; None where there is none."""
        return next(self._parts(kind), None)

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
        self.left.add(found)
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
        name = str(known.target_part.partname)
        self.made.pictures[name] = known.target_part.blob
        yield Block(BlockKind.PICTURE, words, name=name)

    def table(self, element: Any) -> Iterator[Block]:
        self.tables += 1
        if self.tables > MAX_DEPTH * 50:
            raise IntakeError("文件里的表格太多，装不下。请拆成几个文件再导入。")
        own = rows_of(element)
        gone = [row for row in own if is_deleted(row)]
        self.left.deleted += [
            text for row in gone if (text := paragraph_text(row).replace("\n", ""))
        ]
        rows = [
            tuple(self._words_in(cell) if cell is not None else "" for cell in columns_of(row))
            for row in own
            if row not in gone
        ]
        width = max((len(row) for row in rows), default=0)
        self.cells += width * len(rows)
        if self.cells > MAX_CELLS:
            raise IntakeError("文件里的表格太大，装不下。请把大表另存为Excel文件，作附件。")
        if width <= 1:  # a frame around text, not a table
            for cell in cells_of(element):
                yield from self.blocks(cell)
            return
        if holds_a_table(element):
            self.made.ask("表格里套着表格，已经排成一张。请看内容对不对。", "".join(rows[0])[:12])
        filled: Rows = tuple((*row, *[""] * (width - len(row))) for row in rows if any(row))
        if filled:
            yield Block(BlockKind.TABLE, rows=filled)

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


def _centred(properties: Any) -> bool:
    found = properties.find(qn("w:jc")) if properties is not None else None
    return found is not None and found.get(qn("w:val")) == "center"
