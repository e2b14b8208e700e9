"""Source: a file as text, or the reason why it is none.

Office machines write GBK, UTF-16 and byte-order marks; drives hold directories named like files,
links, and files of any size. Each is told in words; nothing here raises.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol

from ..disk import reason
from ..problem import Problems

MAX_BYTES = 1_000_000
MAX_LINE = 10_000  # characters; a long paragraph has a thousand
# What MkDocs takes for a page as well: a summary named so would be missing without a word.
OTHER_SUFFIXES = (".markdown", ".mdown", ".mkdn", ".mkd")
_OFFICE = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
)  # a zip archive (.docx), a compound file (.doc, .wps)
_SAVE_AS = "请用记事本打开，“另存为”时编码选“UTF-8”。"


class _Report(Protocol):
    """The shape of the callback that takes a code, a message and a position."""

    def __call__(self, code: str, message: str, line: int = 1, column: int = 1) -> None: ...


def read_source(
    root: Path, shown: str, problems: Problems, max_bytes: int = MAX_BYTES
) -> str | None:
    """The text of a file with \\n line ends, by its path below `root` as problems show it; None, and a
    problem, where it has none."""

    def report(code: str, message: str, line: int = 1, column: int = 1) -> None:
        problems.report(shown, line, column, code, message)

    try:
        path = f"{root}/{shown}"
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            report("symlink", "这是符号链接，不是文件。请把文件本身放到这里。")
            return None
        if not stat.S_ISREG(status.st_mode):
            kind = "文件夹" if stat.S_ISDIR(status.st_mode) else "特殊文件"
            report("unreadable", f"这是{kind}，不是文件，却用了文件的名字。请改名或移走。")
            return None
        if (suffix := os.path.splitext(shown)[1]).lower() in OTHER_SUFFIXES:
            report("unreadable", f"文件的扩展名是“{suffix}”，网站只认 .md。请把扩展名改成 .md。")
            return None
        if status.st_size > max_bytes:
            size, limit = status.st_size / 1_000_000, max_bytes / 1_000_000
            report(
                "too-large",
                f"文件有{size:.1f} MB，超过了{limit:g} MB。请删减；图片不要贴在正文里。",
            )
            return None
        raw = _bytes_of(path)
    except OSError as error:
        report("unreadable", f"文件打不开（{reason(error)}）。请检查文件是否还在、能不能读。")
        return None
    return _decode(raw, report)


def _bytes_of(path: str) -> bytes:
    """The same as of Path.read_bytes, in half the time: of ten thousand files it counts."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        pieces = [os.read(file, os.fstat(file).st_size + 1)]
        while pieces[-1]:
            pieces.append(os.read(file, MAX_BYTES))
        return b"".join(pieces)
    finally:
        os.close(file)


def words_of(raw: bytes) -> str | None:
    """The text of a file in whatever code offices write, with what cannot be read as a sign; None where
    it is none: a packed file under another name, or UTF-16 that does not say so."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if b"\0" in raw or raw.startswith(_OFFICE):
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _decode(raw: bytes, report: _Report) -> str | None:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        report("encoding", f"文件是UTF-16编码，网站只认UTF-8。{_SAVE_AS}")
        return None
    if raw[:3] == b"\xef\xbb\xbf":
        report(
            "bom",
            f"文件开头有看不见的BOM标记。{_SAVE_AS.replace('。', '，不选“带有BOM的UTF-8”。')}",
        )
        return None
    if raw.startswith(_OFFICE):
        report(
            "nul-byte",
            "这是Word、WPS或Excel文件，只是扩展名改成了 .md。请改回原来的扩展名（老格式另存为 .docx），"
            "用 gonghui import 转成 .md。例：gonghui import 总结.docx",
        )
        return None
    if b"\0" in raw:
        report(
            "nul-byte",
            "文件里有空字符，多半不是文本文件。请把文字复制到新的 .md 文件。",
            *_end_of(raw[: raw.index(b"\0")]),
        )
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            raw.decode("gb18030")
            guess = "像是GBK（ANSI）编码"
        except UnicodeDecodeError:
            guess = "不是UTF-8编码"
        before = _end_of(raw[: error.start])
        report("encoding", f"文件{guess}，网站只认UTF-8。{_SAVE_AS}", *before)
        return None
    text = _with_line_ends(text)
    if len(text) > MAX_LINE and (number := _longer(text)):
        report(
            "long-line",
            f"这一行超过了{MAX_LINE}个字。请分成几段，中间空一行；登记表里请一项一行。",
            number,
            MAX_LINE + 1,
        )
        return None
    return text


def _longer(text: str) -> int:
    """The first line that is too long; 0 for none."""
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if len(line) > MAX_LINE), 0)


def _with_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _end_of(before: bytes) -> tuple[int, int]:
    """Line and column of what stands after these bytes, counted in characters."""
    lines = _with_line_ends(before.decode("utf-8", "replace")).split("\n")
    return len(lines), len(lines[-1]) + 1
