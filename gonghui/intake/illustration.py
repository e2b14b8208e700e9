"""Illustration: a text's pictures as files beside its page, each with the words it still needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..attachment import MAX_PICTURE, too_large
from .manuscript import Block, BlockKind, Remark

_SIGNS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))
_CAPTION = re.compile(
    r"[（(]?图\s*[0-9一二三四五六七八九十]{0,3}\s*[：:、.]?\s*(?P<words>[^）)。]{2,60})[）)]?"
)
_MADE_UP = re.compile(
    r"(?:图片|图像|截图|picture|image|img|图表|photo)?[\s_\-0-9]*|.*(?:自动生成|automatically generated|\.(?:png|jpe?g|gif|bmp)).*",
    re.I | re.S,
)


@dataclass
class Illustrated:
    """The blocks with pictures by the names of their files, the files, and what is to be told."""

    blocks: list[Block] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, blocks: list[Block], pictures: dict[str, bytes], stem: str) -> Illustrated:
        """The pictures named after the page: furong-town-2023-1.png."""
        made = cls()
        for index, block in enumerate(blocks):
            if block.kind is BlockKind.PICTURE:
                after = blocks[index + 1] if index + 1 < len(blocks) else None
                made._add(block, pictures.get(block.name, b""), stem, after)
            else:
                made.blocks.append(block)
        return made

    def _add(self, block: Block, content: bytes, stem: str, after: Block | None) -> None:
        before = self.blocks[-1].whole[-12:] if self.blocks else ""
        ending = _ending(content)
        if not ending:
            self.remarks.append(
                Remark(
                    "这里有一幅图，格式不是PNG、JPEG、GIF、WEBP，没有取出。请在Word里右键另存为PNG，放在总结旁边。",
                    True,
                    before,
                )
            )
            return
        if len(content) > MAX_PICTURE:
            self.remarks.append(
                Remark(
                    f"这里有一幅图{too_large(len(content), MAX_PICTURE)}，没有取出。请缩小后放在总结旁边。",
                    True,
                    before,
                )
            )
            return
        name = next((n for n, known in self.files.items() if known == content), "")
        name = name or f"{stem}-{len(self.files) + 1}{ending}"
        self.files[name] = content
        words = _words(block, after)
        if not words:
            question = f"图片 {name} 还没有说明文字。请在正文 ![]({name}) 的方括号里写图上的内容"
            self.remarks.append(Remark(f"{question}。例：![职工在夜校学剪纸]({name})", True, name))
            self.questions.append(question)
        self.blocks.append(replace(block, text=words, name=name))


def _ending(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    return next((ending for sign, ending in _SIGNS if content.startswith(sign)), "")


def _words(block: Block, after: Block | None) -> str:
    """The words that the author gave a picture, or the caption below it; "" where there are none."""
    if block.text and not _MADE_UP.fullmatch(block.text):
        return block.text.strip()
    caption = (
        _CAPTION.fullmatch(after.text) if after and after.kind is BlockKind.PARAGRAPH else None
    )
    return caption["words"].strip() if caption else ""
