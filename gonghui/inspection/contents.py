"""Contents: the words of a file that the site offers, unpacked whatever it is packed in: gzip, the
search index, office files, zip, SQLite.

Of pictures and PDF nothing is read: only a person can look at those. What is one, its first bytes must
say as well as its name. Programs and style sheets of the site hold no word of a contributor.
"""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..reading.source import words_of
from .markup import words_in_xml

PROGRAMS = (".js", ".css", ".map")
_SIGNS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*", b"II\xbc",
    b"\0\0\1\0", b"\xd7\xcd\xc6\x9a", b"\1\0\0\0", b"wOF2", b"%PDF-",
)  # fmt: skip
WORDLESS = (
    ".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".wdp", ".ico",
    ".wmf", ".emf", ".woff2", ".pdf",
)  # fmt: skip
OFFICE = (".docx", ".xlsx", ".pptx")
# what Word and Excel put beside words: fonts made unreadable, and what the printer was told
OF_OFFICE, OF_PRINTER = (".odttf", ".fntdata"), "/printersettings/"
# what Word takes in and shows, its words spelt in ways of their own
TAKEN_IN = (".rtf", ".mht", ".mhtml", ".eml")
MOST = 300_000_000  # bytes that one file may unpack to
MOST_OF_PART = 20_000_000  # bytes of one part of an office file or archive
MOST_TAGS = 3_000_000  # tags and attributes in the XML of one file: some seconds
DEEPEST = 4  # how often something packed may be packed again
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


class Unreadable(Exception):
    """A file cannot be unpacked; the text says why, in Chinese."""


def texts_in(name: str, raw: bytes) -> Iterator[str]:
    """The words of a file, told by its name. Raises Unreadable."""
    try:
        yield from _texts(name.lower(), raw, _Room(), DEEPEST)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Unreadable("打不开，多半不完整") from error
    except (NotImplementedError, RuntimeError) as error:  # of zipfile: another packing, a password
        raise Unreadable("加了密或用了少见的压缩方法") from error
    except sqlite3.Error as error:
        raise Unreadable("不是完好的 SQLite 文件") from error


class _Room:
    """What one file may still unpack to."""

    def __init__(self) -> None:
        self.bytes, self.tags = MOST, MOST_TAGS

    def take(self, size: int, tags: int = 0) -> None:
        self.bytes -= size
        self.tags -= tags
        if self.bytes < 0 or self.tags < 0:
            raise Unreadable(_TOO_LARGE)


_TOO_LARGE = "展开以后太大，或压缩了很多层"


def _texts(name: str, raw: bytes, room: _Room, depth: int) -> Iterator[str]:
    room.take(len(raw))
    if depth < 0:
        raise Unreadable(_TOO_LARGE)
    suffix, top = PurePosixPath(name).suffix, depth == DEEPEST
    if _is_wordless(name, suffix, raw) or (suffix in PROGRAMS and top):
        return
    if suffix == ".gz":
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            inner = file.read(room.bytes + 1)
        yield from _texts(name.removesuffix(".gz"), inner, room, depth - 1)
    elif suffix == ".bin" and top:  # the search index
        unpacker = zlib.decompressobj()
        inner = unpacker.decompress(raw, room.bytes + 1)
        if not unpacker.eof and len(inner) <= room.bytes:
            raise EOFError
        if inner[:1] in (b"{", b"[", b'"'):  # else places of characters
            yield from _texts(name.removesuffix(".bin"), inner, room, depth - 1)
    elif suffix == ".zip" or suffix in OFFICE:
        yield from _in_archive(raw, room, depth)
    elif suffix == ".sqlite" and top:  # the site's own
        yield from _rows(raw)
    elif suffix in (".xml", ".rels", ".svg") or raw[:64].lstrip(_BEFORE)[:1] == b"<":
        room.take(0, raw.count(b"<") + raw.count(b"="))
        words, whole = words_in_xml(raw)
        yield words
        if not whole:  # what the parser left out is read as it is
            yield _decoded(raw)
    else:
        yield _decoded(raw)


def _in_archive(raw: bytes, room: _Room, depth: int) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        yield words_of(archive.comment) or ""
        for entry in archive.infolist():
            yield entry.filename
            if entry.filename.lower().endswith(TAKEN_IN):
                raise Unreadable("里面夹着 RTF 或 MHT 文件")
            with archive.open(entry) as part:
                inner = part.read(MOST_OF_PART + 1)
            if len(inner) > MOST_OF_PART:
                raise Unreadable(_TOO_LARGE)
            yield from _texts(entry.filename.lower(), inner, room, depth - 1)


def _is_wordless(name: str, suffix: str, raw: bytes) -> bool:
    """Whether a file is a picture, a font or PDF: text has no zero."""
    binary = b"\0" in raw[:1024]
    if suffix in OF_OFFICE or OF_PRINTER in name:
        return binary
    return suffix in WORDLESS and raw.startswith(_SIGNS) and (binary or raw.startswith(b"%PDF-"))


def _decoded(raw: bytes) -> str:
    text = words_of(raw)
    if text is None:
        raise Unreadable("里面不是文字，和文件名的结尾不符")
    return text


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
