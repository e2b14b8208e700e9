"""Admonition: the boxes that `!!! note` makes in a text, and lines that look like one but make none."""

from __future__ import annotations

import re
from collections.abc import Iterator

# what a box without a title is headed with; Markdown would put the English name of its type
TITLES = {
    "note": "注意", "warning": "提醒", "tip": "提示", "info": "说明", "important": "重要", "example": "例子",
    "question": "问题", "success": "完成", "failure": "未完成", "danger": "危险", "error": "错误", "bug": "故障",
    "abstract": "摘要", "summary": "摘要", "quote": "引文", "hint": "提示", "attention": "注意", "caution": "当心",
    "seealso": "另见",
}  # fmt: skip
_TITLE = re.compile(
    r'(<div class="admonition ([a-z]+)[^"]*">\s*<p class="admonition-title">)([A-Z][a-z]+)(?=</p>)'
)
_BEGUN = re.compile(r'^[ \t]*(?P<mark>!!!(?=[ \t]*[\w"“])|\?\?\?(?=\+?[ \t]*[A-Za-z])).*', re.M)
_WELL = re.compile(rf'!!! (?:{"|".join(TITLES)})(?: inline| end)*(?: +"[^"]*")?[ \t]*')


def with_titles(html: str) -> str:
    """The HTML that Markdown made, each box without a title of its own headed in Chinese."""
    return _TITLE.sub(
        lambda m: m[1] + (TITLES.get(m[2], m[3]) if m[3].lower() == m[2] else m[3]), html
    )


def misread(text: str) -> Iterator[tuple[int, str]]:
    """Where lines stand that are meant to begin a box, but are printed as they are or lose their words,
    and the marks with which they begin. `text` is Markdown whose code is left out."""
    if "!!!" in text or "???" in text:
        for match in _BEGUN.finditer(text):
            if not _WELL.fullmatch(match[0].lstrip()):
                yield match.start("mark"), match["mark"]
