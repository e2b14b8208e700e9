"""Faults: what a clerk did to a YAML text that a parser cannot read, told in words."""

from __future__ import annotations

import re

import yaml

from ..problem import Problems

_KEY = re.compile(r"^[ ]*(?:- )?(?P<key>[^\s:：#'\"{\[]{1,30})(?P<colon>：|:(?=[^\s]))")


def explain(
    error: yaml.YAMLError, text: str, path: str, first_line: int, problems: Problems
) -> bool:
    """Say what a clerk did, where the parser says only what it expected. Whether the cause is sure:
    then what else was noticed follows from it."""
    if explain_lines(text, path, first_line, problems):
        return True
    lines = text.splitlines()
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:  # the C reader's complaint about a control character has a position only
        problems.report(path, first_line, 1, "yaml", "这里有不能用的控制字符，请删去重新输入。")
        return False
    number = min(mark.line, len(lines) - 1) if lines else 0
    odd = [c for c in (lines[number] if lines else "") if c in "，｛｝［］“”‘’；"]
    hint = f"这一行有全角符号“{odd[0]}”，请改成半角。" if odd else ""
    reason = _REASONS.get(_reason(error), "")
    problems.report(
        path,
        first_line + mark.line,
        mark.column + 1,
        "yaml",
        f"这里的写法读不懂。{reason}{hint}请对照：每项一行，“项目名: 内容”，下一层缩进两个空格。",
    )
    return False


def explain_lines(text: str, path: str, first_line: int, problems: Problems) -> bool:
    """Report the lines with a full-width colon, no space after the colon, or a tab; whether any."""
    before = len(problems)
    for number, line in enumerate(text.splitlines()):
        _explain_line(line, path, first_line + number, problems)
    return len(problems) > before


def _explain_line(line: str, path: str, number: int, problems: Problems) -> None:
    tab = re.match(r"^ *\t", line)
    if tab:
        problems.report(
            path,
            number,
            tab.end(),
            "tab-indent",
            "这一行用了Tab键缩进。请删掉，改用两个空格。",
        )
        return
    match = _KEY.match(line)
    if not match or ": " in line[: match.start("colon") + 1] or line.rstrip().endswith(":"):
        return
    column, key = match.start("colon") + 1, match["key"]
    if match["colon"] == "：":
        message = f"“{key}”后面是全角冒号“：”。请改成半角冒号加一个空格：“{key}: ”。"
        problems.report(path, number, column, "fullwidth-colon", message)
    elif ": " not in line and not key.startswith(("http", "//")):
        message = f"“{key}:”后面少一个空格。请写成“{key}: …”。"
        problems.report(path, number, column, "colon-space", message)


def _reason(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", "") or "")


_REASONS = {
    "found unexpected end of stream": "引号只有一半，没有配对。",
    "did not find expected ',' or '}'": "花括号里的各项要用半角逗号隔开，并以 } 结束。",
    "did not find expected ',' or ']'": "方括号里的各项要用半角逗号隔开，并以 ] 结束。",
    "did not find expected key": "缩进与上面的项目没有对齐，或上一行没有写完。",
    "mapping values are not allowed in this context": "一行里有两个“: ”，后面的内容请用引号括起来。",
    "could not find expected ':'": "项目名后面没有半角冒号。",
    "found character that cannot start any token": "内容不能以 @、` 或 % 开头，请用引号括起来。",
}
