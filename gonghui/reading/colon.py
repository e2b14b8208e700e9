"""Colon: the full-width one, the one without a space, and tabs before a key: what clerks type.

YAML reads `会员人数：7402人` and `{value:6家}` as words. The fault is told at the colon, and what was
meant is read, so that nothing follows from it.
"""

from __future__ import annotations

import re

from ..problem import Problems
from ..quotation import clip
from .node import Node, Scalar

_COLON = r"(?P<key>[^\s:：#'\"{\[]{1,30})(?P<colon>：|:(?=[^\s]))"
_LINE = re.compile(rf"[ ]*(?:- )?{_COLON}")
_WORD = re.compile(_COLON)


def explain_lines(text: str, path: str, first_line: int, problems: Problems) -> bool:
    """Report the lines with a full-width colon, no space after the colon, or a tab; whether any."""
    before = len(problems)
    for number, line in enumerate(text.split("\n"), start=first_line):
        _explain_line(line, path, number, problems)
    return len(problems) > before


def _explain_line(line: str, path: str, number: int, problems: Problems) -> None:
    tab = re.match(r" *\t", line)
    if tab:
        fault = "这一行用了Tab键缩进。请删掉，改用两个空格。"
        problems.report(path, number, tab.end(), "tab-indent", fault)
        return
    match = _LINE.match(line)
    if not match or ": " in line[: match.start("colon") + 1] or line.rstrip().endswith(":"):
        return
    if match["colon"] == "：" or ": " not in line:
        _report(match, path, number, match.start("colon") + 1, problems)


def pair_in(word: Scalar, path: str, problems: Problems) -> dict[str, tuple[Scalar, Node]]:
    """The key and value that a word with a wrong colon in it was meant to be; the colon is told.
    Empty where the word has none."""
    match = None if word.quoted or word.told else _WORD.match(word.text)
    if match is None:
        return {}
    if not _report(match, path, word.line, word.column + match.start("colon"), problems):
        return {}
    value = word.text[match.end() :].lstrip()
    before = len(word.text) - len(value)
    key = Scalar(match["key"], word.line, word.column)
    return {key.text: (key, Scalar(value, word.line, word.column + before))}


def _report(match: re.Match[str], path: str, line: int, column: int, problems: Problems) -> bool:
    key = clip(match["key"])
    if match["colon"] == "：":
        message = f"“{key}”后面是全角冒号“：”。请改成半角冒号加一个空格：“{key}: ”。"
        problems.report(path, line, column, "fullwidth-colon", message)
        return True
    if key.startswith(("http", "//")):
        return False
    message = f"“{key}:”后面少一个空格。请写成“{key}: …”。"
    problems.report(path, line, column, "colon-space", message)
    return True
