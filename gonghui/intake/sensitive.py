"""Sensitive: what a page must not show of a person, told without repeating it."""

from __future__ import annotations

from collections.abc import Iterator

from ..privacy import KIND_NAMES, leaks_in, marks_in, masked, names_in, surname_of, veiled_name
from ..reading.markdown import Lines
from .draft import Item


def sensitive_items(markdown: str) -> Iterator[Item]:
    """Numbers of persons, names beside a hardship and marks of secrecy, each at its line of the page."""
    lines = Lines(markdown)
    for leak in leaks_in(markdown):
        message = f"这里像是{KIND_NAMES[leak.kind]}，不能公布。请删去。"
        yield Item(lines.place(leak.start)[0], message, True)
    for start, end in names_in(markdown):
        line, column = lines.place(start)
        yield Item(
            line,
            f"第{column}个字起，“{veiled_name(markdown[start:end])}”像是真名，写在困难、疾病、单亲或残疾的旁边。请写成姓加“某某”，例：王某某；"
            "本人同意公布的，提交前在 accept 里写明。",
            True,
        )
    for start, _ in marks_in(markdown):
        yield Item(
            lines.place(start)[0],
            "这里有密级或内部资料的标志。涉密和内部的内容不能上网，请先交保密审查。",
            True,
        )


def discreet(text: str) -> str:
    """A sentence as a comment may repeat it: without numbers of persons and names beside a hardship."""
    for start, end in reversed(list(names_in(text))):
        text = f"{text[:start]}{_veiled(text[start:end])}{text[end:]}"
    return masked(text)


def _veiled(name: str) -> str:
    surname = surname_of(name)
    return surname + "某" * (len(name) - len(surname))
