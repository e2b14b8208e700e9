"""Front matter: the YAML between the two --- lines at the head of a summary, and the text below."""

from __future__ import annotations

from dataclasses import dataclass

from ..problem import Problems

MAX_FRONT_MATTER = 100_000
EXAMPLE = "例：第一行写 ---，接着写 unit、unit_type、period，再写一行 ---，下面是正文。"


@dataclass(frozen=True)
class Document:
    """`head` begins on line 2 of the file, `body` on line `body_line`."""

    head: str
    body: str
    body_line: int


def split(text: str, path: str, problems: Problems) -> Document | None:
    """The two parts of a file; None, and a problem, where there are not two."""
    if not text.strip():
        problems.report(path, 1, 1, "empty", f"文件是空的。{EXAMPLE}")
        return None
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        problems.report(path, 1, 1, "front-matter", f"第一行不是 ---，没有题头。{EXAMPLE}")
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            head = "\n".join(lines[1:number])
            if len(head) > MAX_FRONT_MATTER:
                problems.report(path, 1, 1, "too-large", "题头超过10万字。请删减，文字写到正文里。")
                return None
            _refuse_templates(lines[1:number], path, problems)
            return Document(head, "\n".join(lines[number + 1 :]), number + 2)
    problems.report(
        path,
        1,
        1,
        "front-matter",
        f"题头没有结束：找不到第二个单独一行的 ---。请在题头后面补上。{EXAMPLE}",
    )
    return None


def _refuse_templates(lines: list[str], path: str, problems: Problems) -> None:
    """A title or note with template marks would be run by a template engine."""
    for number, line in enumerate(lines, start=2):
        for mark in ("{{", "{%", "{#"):
            column = line.find(mark)
            if column >= 0:
                problems.report(
                    path,
                    number,
                    column + 1,
                    "template",
                    f"题头里不能写“{mark}”。请改成一个花括号或删去。",
                )
