"""Container: an office file as the zip archive it must be, opened only where it is harmless.

A .docx or .xlsx is a zip archive of XML. What an office hands in under that ending may be an old
binary file with a new name, a file under a password, half a download, or made to fill the memory:
each is told in words before anything is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from .refusal import IntakeError

MAX_FILE = 50_000_000  # bytes of the file itself
MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000  # bytes, of everything in it
MAX_XML = 10_000_000  # bytes, of one part that is parsed; a book of five hundred pages has five
MAX_TAGS = 400_000  # in all XML; each costs memory and time
MAX_TIMES = 200  # how often larger a part may be than it is packed, from a size that matters on
_MATTERS = 5_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEFORE = b"\xef\xbb\xbf\xff\xfe \t\r\n"
# in any other, what is looked for might be spelt otherwise
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii")
_TOO_MUCH = "文件里的文字或表格太多，装不下。请拆成几个文件再导入。"
_NAMES = {"docx": "Word 文档", "xlsx": "Excel 工作簿"}
_MAIN = {"docx": "word/", "xlsx": "xl/"}


def open_container(raw: bytes, kind: str) -> zipfile.ZipFile:
    """The archive of a file whose name ends in .docx or .xlsx (`kind`). Raises IntakeError."""
    save_as = f"请用 Word 或 WPS 打开，“另存为”{_NAMES[kind]}（.{kind}），再导入。"
    if not raw:
        raise IntakeError("文件是空的，一个字节也没有。请重新复制一遍。")
    if len(raw) > MAX_FILE:
        raise IntakeError(too_big(len(raw)))
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise IntakeError(
                f"文件设了打开密码，读不出来。请打开文件，取消密码后保存成 .{kind}，再导入。"
            )
        raise IntakeError(f"扩展名是 .{kind}，里面却是旧格式（.doc、.wps 或 .xls）。{save_as}")
    if not raw.startswith(b"PK"):
        raise IntakeError(f"扩展名是 .{kind}，里面却{_what(raw)}。{save_as}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise IntakeError("文件不完整，多半没有下载完或没有复制完。请重新复制一遍。") from error
    _refuse_size(entries)
    _refuse_foreign({entry.filename for entry in entries}, kind, save_as)
    _refuse_xml(archive, entries)
    return archive


def too_big(size: int) -> str:
    """Why a file of so many bytes is not opened."""
    limit = MAX_FILE // 1_000_000
    return f"文件有{-(-size // 1_000_000)} MB，超过了{limit} MB。请先压缩里面的图片再保存。"


def _what(raw: bytes) -> str:
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return "是PDF"
    if head.startswith(b"{\\rtf"):
        return "是RTF"
    if head.startswith((b"<!doctype html", b"<html", b"mime-version", b"<?xml", b"<meta")):
        return "是网页"
    return "是别的内容"


def _refuse_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    bloated = any(
        entry.file_size > _MATTERS and entry.file_size > MAX_TIMES * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or bloated:
        raise IntakeError(
            "文件展开以后大得不正常，为了安全没有打开。请在 Word 或 WPS 里新建一个文档，把文字复制过去再保存。"
        )
    if any(entry.file_size > MAX_XML and _is_named_xml(entry) for entry in entries):
        raise IntakeError(_TOO_MUCH)
    if any(entry.flag_bits & 1 for entry in entries):
        raise IntakeError("文件加了密，读不出来。请取消密码后再导入。")


def _refuse_foreign(names: set[str], kind: str, save_as: str) -> None:
    if any(name.startswith(_MAIN[kind]) for name in names) and "[Content_Types].xml" in names:
        return
    other = "xlsx" if kind == "docx" else "docx"
    if any(name.startswith(_MAIN[other]) for name in names):
        raise IntakeError(
            f"扩展名是 .{kind}，里面却是{_NAMES[other]}。请把扩展名改成 .{other}，再导入。"
        )
    raise IntakeError(f"扩展名是 .{kind}，里面却不是{_NAMES[kind]}。{save_as}")


def _refuse_xml(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """No office program writes a DOCTYPE; whoever does wants the parser to unfold or fetch. Nor does a
    text have so many tags."""
    tags = 0
    for entry in entries:
        if not _is_xml(archive, entry):
            continue
        # without the zeros of UTF-16 and UTF-32, with a mark at the beginning or without
        content = part(archive, entry.filename).replace(b"\0", b"")
        tags += content.count(b"<")
        if tags > MAX_TAGS or len(content) > MAX_XML:
            raise IntakeError(_TOO_MUCH)
        encoding = _ENCODING.search(content, 0, 200)
        if (
            b"<!DOCTYPE" in content
            or b"<!ENTITY" in content
            or (encoding and encoding[1].lower() not in _ENCODINGS)
            or content.lstrip(_BEFORE)[:1] not in (b"<", b"")
        ):
            raise IntakeError(
                "文件里有不该有的XML声明，为了安全没有打开。请在 Word 或 WPS 里新建一个文档，把文字复制过去再保存。"
            )


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part; b"" where there is none. Raises IntakeError where it is damaged."""
    with _told():
        return archive.read(name) if name in archive.NameToInfo else b""


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise IntakeError("文件不完整，多半没有下载完或没有复制完。请重新复制一遍。") from error


def _is_named_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _is_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a part may be parsed: it says itself what it is, its name may be any."""
    if _is_named_xml(entry):
        return True
    with _told(), archive.open(entry) as file:
        return file.read(64).replace(b"\0", b"").lstrip(_BEFORE).startswith(b"<")
