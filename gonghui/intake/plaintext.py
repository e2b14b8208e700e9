"""Plain text: a .txt or .md in whatever encoding an office machine wrote it."""

from __future__ import annotations

import re

from .manuscript import Block, BlockKind, Manuscript
from .refusal import IntakeError

MAX_BYTES = 5_000_000
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028]")
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
    breaks, which the reading of the text takes apart or joins."""
    made = Manuscript()
    for page, text in enumerate(_PARAGRAPH_ENDS.split(read_text(raw))):
        if page:
            made.blocks.append(Block(BlockKind.PAGE_BREAK))
        for chunk in re.split(r"\n[ \t\u3000]*\n\s*?", text):
            if chunk.strip():
                made.blocks.append(Block(BlockKind.PARAGRAPH, chunk.strip("\n")))
    return made
