"""YAML as far as a clerk needs it, read strictly and with the position of everything.

Plain YAML guesses: 010 is 8, 12:30 is 750, `no` is False, the last of two equal keys wins, and
400 bytes of aliases fill the memory. Here every scalar stays the text it was written as, a second
equal key is an error, anchors, aliases and tags are refused, and depth and number of nodes are
capped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from .problem import Problems

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster

MAX_DEPTH = 8
MAX_NODES = 20_000


@dataclass(frozen=True)
class Scalar:
    """A text; `quoted` tells whether quotes or a block mark stood around it."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True)
class Sequence:
    items: list[Node]
    line: int
    column: int


@dataclass(frozen=True)
class Mapping:
    """Keys and values in the order written; no key occurs twice."""

    items: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class _Stop(Exception):
    """Reading cannot go on; the problem has been reported."""


@dataclass
class _Reader:
    path: str
    first_line: int
    problems: Problems
    nodes: int = 0
    stack: list[str] = field(default_factory=list)

    def report(self, mark: Any, code: str, message: str) -> None:
        line = self.first_line + (mark.line if mark else 0)
        self.problems.report(self.path, line, (mark.column if mark else 0) + 1, code, message)

    def build(self, events: Any, event: Any, depth: int) -> Node:
        self.nodes += 1
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            self.stop(mark, "yaml-feature", f"不能用“*{event.anchor}”引用别处的内容。{_QUOTE}")
        if event.anchor is not None:
            self.stop(mark, "yaml-feature", f"不能用“&{event.anchor}”做记号。{_QUOTE}")
        if event.tag is not None:
            self.stop(mark, "yaml-feature", f"不能用“{event.tag}”这样的标签。{_QUOTE}")
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            self.stop(
                mark, "too-deep", f"层次超过{MAX_DEPTH}层或项目超过{MAX_NODES}个。请拆开或删减。"
            )
        line, column = self.first_line + mark.line, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.build(events, event, depth + 1))
            return Sequence(items, line, column)
        return self.mapping(events, depth, line, column)

    def scalar(self, event: Any, line: int, column: int) -> Scalar:
        plain = not event.style
        if plain and event.end_mark.line != event.start_mark.line and event.value:
            follow = self.first_line + event.start_mark.line + 1
            self.problems.report(
                self.path,
                follow,
                1,
                "yaml",
                "这一行被当成了上一行的续行。请检查：项目名后面要有半角冒号和空格；长文字请用引号括起来，写在一行。",
            )
        return Scalar(event.value, line, column, not plain)

    def mapping(self, events: Any, depth: int, line: int, column: int) -> Mapping:
        items: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.build(events, event, depth + 1)
            value = self.build(events, next(events), depth + 1)
            if not isinstance(key, Scalar):
                self.problems.report(
                    self.path,
                    key.line,
                    key.column,
                    "yaml",
                    "项目名应是一个词。例：会员人数: 7402人",
                )
            elif key.text in items:
                first = items[key.text][0].line
                self.problems.report(
                    self.path,
                    key.line,
                    key.column,
                    "duplicate-key",
                    f"“{key.text}”在第{first}行已经写过。请合成一项；一个指标有几笔时写成列表。"
                    "例：个人荣誉: [{value: 1, note: 一等奖}, {value: 2, note: 二等奖}]",
                )
            else:
                items[key.text] = (key, value)
        return Mapping(items, line, column)

    def stop(self, mark: Any, code: str, message: str) -> None:
        self.report(mark, code, message)
        raise _Stop


_SURE = ("fullwidth-colon", "colon-space", "tab-indent")  # then the rest follows from these
_QUOTE = "如果是正文里的符号，请用英文引号把整段文字括起来。"


def read_yaml(text: str, path: str, problems: Problems, first_line: int = 1) -> Node | None:
    """The tree of one YAML document; None where it is empty or broken (then problems say why).

    `first_line` is the line of the file on which `text` begins.
    """
    reader, before = _Reader(path, first_line, problems), len(problems)
    try:
        events = yaml.parse(text, Loader=_Loader)
        next(events), next(events)  # stream and document start
        root = reader.build(events, _first(events), 0)
        next(events)  # document end
        if not isinstance(extra := next(events), yaml.StreamEndEvent):
            reader.report(
                extra.start_mark, "yaml", "这里又写了一行 ---。一个文件只写一份内容，请删去。"
            )
        return root
    except (_Stop, StopIteration):
        return None
    except yaml.YAMLError as error:
        guesses = problems[before:]
        _explain(error, text, reader)
        if any(problem.code in _SURE for problem in problems[before + len(guesses) :]):
            del problems[before : before + len(guesses)]
        return None
    except RecursionError:
        reader.report(None, "too-deep", f"层次超过{MAX_DEPTH}层。请拆开或删减。")
        return None


def read_mapping(text: str, path: str, problems: Problems, first_line: int = 1) -> Mapping | None:
    """The tree of a document that must be `项目名: 内容` lines; None, and a problem, where it is not."""
    before = len(problems)
    root = read_yaml(text, path, problems, first_line)
    if isinstance(root, Mapping):
        return root
    if root is None and len(problems) > before:
        return None
    found = Problems()
    for number, line in enumerate(text.splitlines()):
        _explain_line(line, first_line + number, _Reader(path, first_line, found))
    if found:
        del problems[before:]
        problems.extend(found)
    elif len(problems) == before:
        problems.report(
            path, first_line, 1, "yaml", "这里应是一行一项的“项目名: 内容”。例：unit: 芙蓉镇总工会"
        )
    return None


def _first(events: Any) -> Any:
    event = next(events)
    if isinstance(event, yaml.DocumentEndEvent | yaml.StreamEndEvent):
        raise StopIteration
    return event


_KEY = re.compile(r"^[ ]*(?:- )?(?P<key>[^\s:：#'\"{\[]{1,30})(?P<colon>：|:(?=[^\s]))")


def _explain(error: yaml.YAMLError, text: str, reader: _Reader) -> None:
    """Say what a clerk did, where the parser says only what it expected."""
    lines = text.splitlines()
    before = len(reader.problems)
    for number, line in enumerate(lines):
        _explain_line(line, reader.first_line + number, reader)
    if len(reader.problems) > before:
        return
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:  # the C reader's complaint about a control character has a position only
        reader.report(None, "yaml", "题头里有不能用的控制字符，请删去重新输入。")
        return
    number = min(mark.line, len(lines) - 1) if lines else 0
    odd = [c for c in (lines[number] if lines else "") if c in "，｛｝［］“”‘’；"]
    hint = f"这一行有全角符号“{odd[0]}”，请改成半角。" if odd else ""
    reason = _REASONS.get(_reason(error), "")
    reader.report(
        mark,
        "yaml",
        f"这里的写法读不懂。{reason}{hint}请对照：每项一行，“项目名: 内容”，下一层缩进两个空格。",
    )


def _explain_line(line: str, number: int, reader: _Reader) -> None:
    tab = re.match(r"^ *\t", line)
    if tab:
        reader.problems.report(
            reader.path,
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
        reader.problems.report(reader.path, number, column, "fullwidth-colon", message)
    elif ": " not in line and not key.startswith(("http", "//")):
        message = f"“{key}:”后面少一个空格。请写成“{key}: …”。"
        reader.problems.report(reader.path, number, column, "colon-space", message)


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
