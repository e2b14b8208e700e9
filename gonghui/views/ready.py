"""Sentences ready to paste, folded away; with script each has a button to copy it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def ready(texts: Iterable[str]) -> str:
    """The list; "" where there is nothing worth saying. What is said twice stands once."""
    items = "".join(f"<li>{escape(text)}</li>" for text in dict.fromkeys(texts))
    if not items:
        return ""
    return f'<details class="gh-sentences"><summary>可以直接引用的句子</summary><ul>{items}</ul></details>'
