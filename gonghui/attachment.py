"""Attachment: a file that is published beside the texts: which kinds, how large, under what name."""

from __future__ import annotations

import unicodedata

FILES = "docs/files"

# What a file's ending says that its content is; nothing that a browser would run.
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
PAPERS = (".pdf", ".docx", ".xlsx", ".pptx", ".csv", ".txt")
TEXTS = (".csv", ".txt")
KINDS = (*PICTURES, *PAPERS)
OFFICE_TEXTS = (".docx", ".doc", ".wps")  # beside the summaries: a summary that nobody imported

MB = 1024 * 1024  # as the Windows Explorer counts, so that a clerk sees the same number there
MAX_PICTURE = 2 * MB  # bytes
MAX_ATTACHMENT = 20 * MB  # bytes
MAX_SIDE = 6000  # pixels
MAX_NAME = 80  # characters; Linux holds 255 bytes, a Chinese character takes three

_TEMPLATE = "{}"
_RESERVED = f'#?%\\:*"<>|{_TEMPLATE}'  # each ends an address early or is refused by Windows


def size_text(size: int) -> str:
    """A file's size in bytes for a reader: 12 KB (rounded up), from 0.1 MB on 0.3 MB (half-up)."""
    if size < MB // 10:
        return f"{-(-size // 1024)} KB"
    tenths = (size * 10 + MB // 2) // MB
    return f"{tenths // 10}.{tenths % 10} MB"


def too_large(size: int, limit: int) -> str:
    """有2.1 MB，超过了2 MB: never 2.0 MB, which would not be more."""
    return f"有{size_text(max(size, limit + MB // 20 + 1))}，超过了{limit // MB} MB"


def to_import(path: str) -> str:
    """What to do with an office text that lies where summaries do."""
    if path.lower().endswith(".docx"):
        name = path.rsplit("/", 1)[-1]
        way_out = f"用 gonghui import 转成 .md；是附件的，在正文里写上链接：[附件的名称]({name})"
    else:
        way_out = "另存为 .docx，再用 gonghui import 转成 .md"
    return (
        f"这是Word或WPS文件，不会成为总结。请移出 docs/summaries/，{way_out}。"
        "例：gonghui import 总结.docx"
    )


def fault_of_name(name: str, published: bool = True) -> str:
    """Why a file or folder cannot be published under its name, in Chinese; "" where it can. Of a name that
    is not `published` only this: that it hides nothing and is no template."""
    plain = name.isascii() and name.isprintable()  # of ten thousand names nearly all
    if not plain and any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name
    ):
        return "里有看不见的字符"
    if found := [char for char in (_RESERVED if published else _TEMPLATE) if char in name]:
        return f"里有“{found[0]}”，网址里不能用"
    if not published:
        return ""
    if name != name.strip() or name.endswith("."):
        return "的开头或末尾有空格，或者末尾有句点"
    if len(name) > MAX_NAME:
        return f"有{len(name)}个字，超过了{MAX_NAME}个字"
    if name != unicodedata.normalize("NFC", name):
        return "是苹果电脑的拆分写法，链接找不到它"
    return ""
