"""YAML as far as a clerk needs it, read strictly and with the position of everything.

Plain YAML guesses: 010 is 8, 12:30 is 750, `no` is False, the last of two equal keys wins, and
400 bytes of aliases fill the memory. Here every scalar stays the text it was written as, a second
equal key is an error, anchors, aliases and tags are refused, and depth and number of nodes are
capped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from ..problem import Problems
from .faults import explain, explain_lines

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
        guesses = len(problems)
        if explain(error, text, path, first_line, problems):
            del problems[before:guesses]
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
    if explain_lines(text, path, first_line, found):
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
