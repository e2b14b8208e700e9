"""Contents: the words of a file that the site offers, unpacked whatever it is packed in: gzip, the
search index, office files, zip, SQLite.

Of pictures and PDF nothing is read: only a person can look at those. Programs and style sheets hold no
word of a contributor.
"""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

WORDLESS = (
    ".js", ".css", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".pdf", ".woff2",
)  # fmt: skip
OFFICE = (".docx", ".xlsx", ".pptx")
MOST = 300_000_000  # bytes that one file may unpack to
MOST_OF_PART = 20_000_000  # bytes of one part of an office file or archive
DEEPEST = 4  # how often something packed may be packed again
_LINES = ("p", "si", "is")  # paragraphs and cells of office files, whose runs make one text


class Unreadable(Exception):
    """A file cannot be unpacked; the text says why, in Chinese."""


def texts_in(name: str, raw: bytes) -> Iterator[str]:
    """The words of a file, told by its name. Raises Unreadable."""
    try:
        yield from _texts(name.lower(), raw, [MOST], DEEPEST)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Unreadable("打不开，多半不完整") from error
    except (NotImplementedError, RuntimeError) as error:  # of zipfile: another packing, a password
        raise Unreadable("加了密或用了少见的压缩方法") from error
    except sqlite3.Error as error:
        raise Unreadable("不是完好的 SQLite 文件") from error


def _texts(name: str, raw: bytes, left: list[int], depth: int) -> Iterator[str]:
    left[0] -= len(raw)
    if left[0] < 0 or depth < 0:
        raise Unreadable("展开以后太大，或压缩了很多层")
    suffix = PurePosixPath(name).suffix
    if suffix in WORDLESS:
        return
    if suffix == ".gz":
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            yield from _texts(name.removesuffix(".gz"), file.read(left[0] + 1), left, depth - 1)
    elif suffix == ".bin":
        unpacker = zlib.decompressobj()
        inner = unpacker.decompress(raw, left[0] + 1)
        if not unpacker.eof and len(inner) <= left[0]:
            raise EOFError
        if inner[:1] in (b"{", b"[", b'"'):  # else places of characters
            yield from _texts(name.removesuffix(".bin"), inner, left, depth - 1)
    elif suffix == ".zip" or suffix in OFFICE:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for entry in archive.infolist():
                yield entry.filename
                with archive.open(entry) as part:
                    inner = part.read(MOST_OF_PART + 1)
                if len(inner) > MOST_OF_PART:
                    raise Unreadable("展开以后太大，或压缩了很多层")
                yield from _texts(entry.filename.lower(), inner, left, depth - 1)
    elif suffix in (".xml", ".rels", ".svg"):
        yield from _xml(raw)
    elif suffix == ".sqlite" and depth == DEEPEST:  # the site's own, in no archive
        yield from _rows(raw)
    else:
        yield _decoded(raw)


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if b"\0" in raw or raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("里面不是文字，和文件名的结尾不符")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _xml(raw: bytes) -> Iterator[str]:
    """Every text and attribute on a line of its own, and each paragraph as a whole: programs part a
    number over several runs."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(raw, parser) if raw.strip() else None
    if parser.error_log:  # what the parser left out is read as it is
        yield _decoded(raw)
    if root is None:
        return
    pieces: list[str] = []
    for element in root.iter():
        pieces += (element.text or "", element.tail or "")
        if isinstance(element.tag, str):
            pieces += element.attrib.values()
            if etree.QName(element).localname in _LINES:
                pieces.append("".join(element.itertext()))
    yield "\n".join(pieces)


def _rows(raw: bytes) -> Iterator[str]:
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(raw)
        tables = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            quoted = table.replace('"', '""')
            for row in base.execute(f'SELECT * FROM "{quoted}"'):
                yield "\n".join(
                    _decoded(value) if isinstance(value, bytes) else str(value)
                    for value in row
                    if value is not None
                )
    finally:
        base.close()
