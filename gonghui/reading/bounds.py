"""Bounds: how much a page may hold so that it is read and set within seconds, whatever stands in it.

Markdown's time grows with the square of the marks of one block and of the headings of one page. No summary
comes near these bounds; a page beyond them is not read at all.
"""

from __future__ import annotations

import re

from ..problem import Problems

MAX_HEADINGS = 500
MAX_LINES = 10_000
MAX_COLUMNS = 100
MAX_CELLS = 20_000  # of one table: rows times columns, for empty cells are filled up
MAX_MARKS_OF_BLOCK = 1_000  # marks in lines that follow each other, or in one row of a table
MAX_MARKS = 20_000
MAX_CALLS = 300  # of macros: each may give a long table
MAX_OPEN = (
    2_000  # signs of less-than without their greater-than: each is looked for to the text's end
)
_MARKS = "*_`[]()<&\\!{"
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_ROW = re.compile(r"[ \t>]*\|")
_HEADING = re.compile(r"[ \t>*+\-0-9.)]*(?:#|[=-]+[ \t]*$)")


def is_bounded(body: str, first_line: int, path: str, problems: Problems) -> bool:
    """Whether a text that begins on line `first_line` of its file keeps within the bounds; the first
    line beyond them is told."""
    if _is_plain(body):
        return True
    headings = marks = of_block = rows = columns = opened = calls = 0
    for number, line in enumerate(body.split("\n")):
        found = sum(1 for _ in _MARK.finditer(line)) if line else 0
        blank = not line or line.isspace()
        of_block = found if blank or _ROW.match(line) else of_block + found
        rows, columns = (0, 0) if blank else (rows + 1, max(columns, line.count("|")))
        marks += found
        opened += max(0, line.count("<") - line.count(">"))
        calls += line.count("{{")
        headings += bool(_HEADING.match(line))
        fault = ""
        if number > MAX_LINES:
            fault = f"正文超过{MAX_LINES}行。请拆成几篇，或另存为附件。"
        elif headings > MAX_HEADINGS:
            fault = f"标题和横线超过{MAX_HEADINGS}处。请删减，或拆成几篇。"
        elif calls > MAX_CALLS:
            fault = f"宏超过{MAX_CALLS}处。请删减，或拆成几篇。"
        elif rows * columns > MAX_CELLS or columns > MAX_COLUMNS:
            fault = f"这张表超过{MAX_COLUMNS}列或{MAX_CELLS}格。请拆成几张，或另存为Excel附件。"
        elif of_block > MAX_MARKS_OF_BLOCK or marks > MAX_MARKS or opened > MAX_OPEN:
            fault = (
                "这里的标记（星号、方括号、反引号等）太多，网页会排不出来。"
                f"一段不超过{MAX_MARKS_OF_BLOCK}个，一篇不超过{MAX_MARKS}个，请删减或拆成几段。"
            )
        if fault:
            problems.report(path, first_line + number, 1, "too-deep", f"{fault}例：- 要点")
            return False
    return True


def _is_plain(body: str) -> bool:
    """Whether a text keeps within the bounds however what it holds is spread over its lines."""
    if len(body) <= MAX_MARKS_OF_BLOCK:
        return True
    lines, bars = body.count("\n") + 1, body.count("|")
    return (
        lines <= MAX_HEADINGS
        and bars <= MAX_COLUMNS
        and lines * bars <= MAX_CELLS
        and body.count("{{") <= MAX_CALLS
        and sum(map(body.count, _MARKS)) <= MAX_MARKS_OF_BLOCK
    )
