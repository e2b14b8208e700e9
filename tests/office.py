"""Office files for the tests, with the mess that people and programs leave in them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'

NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def png(width: int = 4, height: int = 3) -> bytes:
    """A whole little picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\x33" * width * 3 for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Messy:
    """A Word file under construction. Nothing in it has a style."""

    def __init__(self) -> None:
        self.document = docx.Document()
        numbering = self.document.part.numbering_part
        numbering._element = parse_xml(NUMBERING)

    def add(self, text: str, *, bold: bool = False, centred: bool = False):
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = bold or None
        if centred:
            paragraph.alignment = 1
        return paragraph

    def numbered(self, text: str, level: int = 0, *, bold: bool = False):
        paragraph = self.add(text, bold=bold)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
            )
        )
        return paragraph

    def xml(self, inner: str):
        """A paragraph of raw XML."""
        names = nsdecls("w", "wp", "a", "r")
        element = parse_xml(f"<w:p {names} {WPS} {MC} {V}>{inner}</w:p>")
        self.document.element.body.insert(len(self.document.element.body) - 1, element)
        return element

    def text_box(self, words: str) -> None:
        """As Word writes one: for itself, and once more for old programs."""
        box = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
        self.xml(
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
            f"<a:graphicData uri='x'><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData>"
            "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    def tracked(self, before: str, deleted: str, inserted: str, after: str) -> None:
        def run(words: str, tag: str = "t") -> str:
            return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'

        self.xml(
            f"{run(before)}<w:del w:id='1' w:author='x'>{run(deleted, 'delText')}</w:del>"
            f"<w:ins w:id='2' w:author='x'>{run(inserted)}</w:ins>{run(after)}"
        )

    def picture(self, content: bytes | None = None) -> None:
        self.document.add_picture(io.BytesIO(content or png()))

    def table(self, rows: list[list[str]]):
        table = self.document.add_table(len(rows), len(rows[0]))
        for line, cells in zip(rows, table.rows, strict=True):
            for words, cell in zip(line, cells.cells, strict=True):
                cell.text = words
        return table

    def break_page(self) -> None:
        self.document.add_page_break()

    def header(self, words: str) -> None:
        self.document.sections[0].header.paragraphs[0].text = words

    @property
    def bytes(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def messy_summary() -> Messy:
    """A half-year of 芙蓉镇总工会, written as people write, without unit and period in its title."""
    made = Messy()
    made.header("内部资料 注意保存")
    made.add("上半年 工 作 总 结", bold=True, centred=True)
    made.add("　　上半年，在上级的领导下，全镇 干部\n职工 共同努力，各项工作 取得了 新的 进展。")
    made.numbered("组织建设", bold=True)
    made.add(
        "　　上半年新建基层工会 ６ 家。到6月末，基层工会组织数３４个，会员人数 1520 人，其中女会员610人。二、宣传工作"
    )
    made.add("出黑板报40余期，悬挂横幅标语20多条。为全县 名工会主席送去慰问。")
    made.add("● 开展知识竞赛一次；")
    made.add("\uf0b7 文体活动8场次。")
    made.add("各项指标", bold=True)
    made.table([["指标", "数"], ["走访困难职工家庭", "25户"], ["职工参与率", "85%以上"]])
    made.text_box("工会之家是职工的家")
    made.tracked("走访慰问", "三百", "一百二十", "人次，发放慰问资金五万余元。")
    made.picture()
    made.add("存在的不足", bold=True)
    made.add("制度<script>还不完善，*有的*工作{{抓得}}不紧 [见附件](x)。")
    made.add("三、下半年打算")
    made.add("计划新建基层工会10家，发展会员300人。")
    made.add("- 3 -")
    return made


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part replaced or added."""
    source, stream = zipfile.ZipFile(io.BytesIO(raw)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry, source.read(entry.filename))
        target.writestr(name, content)
    return stream.getvalue()


__all__ = ["Messy", "messy_summary", "png", "qn", "with_part"]
