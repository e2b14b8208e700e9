"""Plain text: a .txt or .md in whatever encoding an office machine wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from .manuscript import Block, BlockKind, Manuscript
from .refusal import IntakeError

MAX_BYTES = 5_000_000
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028]")
_FIGURE = re.compile(r"[-+]?[0-9０-９][0-9０-９.,，]*[^\s0-9０-９年月]{0,4}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_RULE = re.compile(r"[\s|:-]+")
_PARAGRAPH_ENDS = re.compile(r"\f|\u2029")


def read_text(raw: bytes) -> str:
    """The text of a file with \\n line ends: UTF-8, UTF-16 or GB18030. Raises IntakeError."""
    if not raw.strip():
        raise IntakeError("文件是空的。请重新复制一遍。")
    if len(raw) > MAX_BYTES:
        raise IntakeError(f"文件超过了{MAX_BYTES // 1_000_000} MB，不像一篇总结。请拆成几个文件。")
    return _LINE_ENDS.sub("\n", _decoded(raw))


def _decoded(raw: bytes) -> str:
    if raw.startswith(b"\xef\xbb\xbf"):
        return _strictly(raw, "utf-8-sig")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(raw, "utf-16")
    if b"\0" in raw:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = raw.decode(encoding, "replace")
            if "\0" not in text and "\ufffd" not in text and _looks_chinese(text):
                return text
        raise IntakeError(
            "里面不是文字，多半是改了扩展名的别的文件。请用原来的程序打开，另存为 Word 文档。"
        )
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise IntakeError(
        "认不出文字的编码。请用记事本打开，看文字正常，再“另存为”，编码选“UTF-8”，再导入。"
    )


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise IntakeError("文件不完整，末尾缺了一截。请重新复制一遍。") from error


def _looks_chinese(text: str) -> bool:
    return sum("\u4e00" <= char <= "\u9fff" for char in text) * 4 >= len(text.strip())


def read_txt(raw: bytes) -> Manuscript:
    """The manuscript of a .txt: every run of lines between blank ones is one paragraph with line
    breaks, which the reading of the text takes apart or joins; rows of figures are a table."""
    made = Manuscript()
    for page, text in enumerate(_PARAGRAPH_ENDS.split(read_text(raw))):
        if page:
            made.blocks.append(Block(BlockKind.PAGE_BREAK))
        for chunk in re.split(r"\n[ \t\u3000]*\n\s*?", text):
            if chunk.strip():
                made.blocks += _blocks(chunk.strip("\n").split("\n"))
    return made


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Lines as paragraphs, and as tables where tabs (as copied from a table) or bars part them into rows of
    one width, below a head without figures most of them with one."""
    text: list[str] = []
    for width, run in groupby(lines, lambda line: len(_cells(line))):
        there = list(run)
        rows = tuple(_cells(line) for line in there if width == 1 or not _RULE.fullmatch(line))
        head = (
            any(_is_figure(cell) and not _YEAR.fullmatch(cell) for cell in rows[0])
            if rows
            else True
        )
        below = [any(map(_is_figure, row[1:])) for row in rows[1:]]
        if width > 1 and not head and below and sum(below) * 2 > len(below):
            if text:
                yield Block(BlockKind.PARAGRAPH, "\n".join(text))
            text = []
            yield Block(BlockKind.TABLE, rows=rows)
        else:
            text += there
    if text:
        yield Block(BlockKind.PARAGRAPH, "\n".join(text))


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell) is not None


def _cells(line: str) -> tuple[str, ...]:
    row = line.strip()
    barred = len(row) > 1 and row[0] == row[-1] == "|"
    return tuple(cell.strip() for cell in (row[1:-1].split("|") if barred else line.split("\t")))
