"""What of a Word file is left out: words deleted, hidden or crossed out, and the edges of its sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..quotation import clip
from .manuscript import Manuscript
from .wordtext import WordText, paragraph_text

_SHOWN = 5  # pieces quoted


@dataclass
class LeftOut:
    """The pieces of text that are not taken in, by why."""

    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)

    def add(self, found: WordText) -> None:
        """Keep in mind what a paragraph holds of them."""
        self.deleted += [found.deleted] if found.deleted.strip() else []
        self.hidden += [found.hidden] if found.hidden.strip() else []
        self.struck += [found.struck] if found.struck.strip() else []

    def tell(self, made: Manuscript, headers: Iterable[Any], footers: Iterable[Any]) -> None:
        """Tell all of it; what was hidden or crossed out may be meant, and is asked about."""
        if self.deleted:
            made.note(f"修订里删去的文字没有收进来：{_quoted(self.deleted)}。")
        if self.hidden:
            made.ask(f"隐藏的文字没有收进来：{_quoted(self.hidden)}。请看要不要。")
        if self.struck:
            made.ask(f"画了删除线的文字没有收进来：{_quoted(self.struck)}。请看要不要。")
        for roots, name in ((headers, "页眉"), (footers, "页脚")):
            for text in dict.fromkeys(paragraph_text(root).strip() for root in roots):
                if text:
                    made.note(f"{name}没有收进来：“{clip(text)}”。")


def _quoted(pieces: list[str]) -> str:
    words = "”“".join(clip(text, 20) for text in pieces[:_SHOWN])
    return f"“{words}”等{len(pieces)}处"
