"""Faults: what a clerk did to a YAML text that a parser cannot read, told in words."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ..problem import Problems
from ..quotation import clip

# What YAML forbids, and what it takes for a line break where a person's editor shows none.
_CONTROL = re.compile(r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
QUOTE = "如果是正文里的符号，请用英文引号把整段文字括起来。"
CONTINUED = (
    "这一行没有半角冒号，下一行被当成了它的续行。请写成“项目名: 内容”；"
    "长文字请用引号括起来，写在一行。"
)
CONTINUES = (
    "这一行被当成了上一行的续行。请检查：项目名后面要有半角冒号和空格；"
    "长文字请用引号括起来，写在一行。"
)


def explain_controls(text: str, path: str, first_line: int, problems: Problems) -> bool:
    """Report the first control character of each line that has one; whether any."""
    if not _CONTROL.search(text):
        return False
    for number, line in enumerate(text.split("\n"), start=first_line):
        match = _CONTROL.search(line)
        if match:
            fault = "这里有不能用的控制字符，请删去重新输入。"
            problems.report(path, number, match.start() + 1, "yaml", fault)
    return True


def explain(
    error: yaml.YAMLError, text: str, path: str, first_line: int, problems: Problems
) -> None:
    """Say what a clerk did, where the parser says only what it expected."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context", None)
    start = getattr(error, "context_mark", None)
    feature = _FEATURES.get(str(context))
    if feature is not None and start is not None:
        at = (path, first_line + start.line, start.column + 1)
        problems.report(*at, "yaml-feature", f"不能用{feature}。{QUOTE}")
        return
    if start is not None and (mark is None or (context in _BEGUN and mark.line > start.line)):
        mark = start  # where the thing without an end begins, not where the file ends
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1) if mark is not None else 0
    odd = [char for char in lines[number] if char in "，｛｝［］“”‘’；"]
    hint = f"这一行有全角符号“{odd[0]}”，请改成半角。" if odd else ""
    reason = _REASONS.get(str(getattr(error, "problem", "")), "")
    problems.report(
        path,
        first_line + number,
        min(mark.column, len(lines[number])) + 1 if mark is not None else 1,
        "yaml",
        f"这里的写法读不懂。{reason}{hint}请对照：每项一行，“项目名: 内容”，下一层缩进两个空格。",
    )


def refused_feature(event: Any) -> str | None:
    """How a message names the alias, anchor or tag of a parser's event; None where it has none."""
    if event.anchor is not None:
        mark, fault = (
            ("*", "引用别处的内容") if isinstance(event, yaml.AliasEvent) else ("&", "做记号")
        )
        return f"“{mark}{clip(event.anchor)}”{fault}"
    if getattr(event, "tag", None) is not None:
        written = re.sub(r"^tag:yaml\.org,2002:", "!!", event.tag)
        return f"“{clip(written)}”这样的标签"
    return None


_FEATURES = {
    "while scanning an alias": "“*”引用别处的内容",
    "while scanning an anchor": "“&”做记号",
    "while scanning a tag": "“!”这样的标签",
    "while parsing a tag": "“!”这样的标签",
    "while parsing a node": "“!”这样的标签",
}
_BEGUN = (
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while parsing a flow mapping",
    "while parsing a flow sequence",
)
_REASONS = {
    "found unexpected end of stream": "引号只有一半，没有配对。",
    "found unexpected document indicator": "引号只有一半，没有配对。",
    "found unknown escape character": "双引号里不能写“\\”，请改用单引号。",
    "did not find expected ',' or '}'": "花括号里的各项要用半角逗号隔开，并以 } 结束。",
    "did not find expected ',' or ']'": "方括号里的各项要用半角逗号隔开，并以 ] 结束。",
    "did not find expected key": "缩进与上面的项目没有对齐，或上一行没有写完。",
    "did not find expected '-' indicator": "一列里的每一项都要以“- ”开头，并且对齐。",
    "mapping values are not allowed in this context": "一行里有两个“: ”，后面的内容请用引号括起来。",
    "could not find expected ':'": "项目名后面没有半角冒号。",
    "found character that cannot start any token": "内容不能以 @、` 或 % 开头，请用引号括起来。",
}
