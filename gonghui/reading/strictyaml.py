"""YAML as far as a clerk needs it, read strictly and with the position of everything.

Plain YAML guesses: 010 is 8, 12:30 is 750, `no` is False, the last of two equal keys wins, and
400 bytes of aliases fill the memory. Here every scalar stays the text it was written as, a second
equal key is an error, anchors, aliases and tags are refused, and depth and number of nodes are
capped.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import yaml

from ..problem import Problems
from ..quotation import clip
from .colon import explain_lines, pair_in
from .faults import CONTINUED, CONTINUES, QUOTE, explain, explain_controls, refused_feature
from .node import Mapping, Node, Scalar, Sequence

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster

_BEFORE_COMMA = re.compile(r"(?<![0-9])[0-9]{1,3},$")
_THREE_DIGITS = re.compile(r"[0-9]{3}(?![0-9])")

MAX_DEPTH = 8
MAX_NODES = 20_000  # of a summary's front matter


class _Stop(Exception):
    """Reading cannot go on; the problem has been reported."""


@dataclass
class _Reader:
    """`lines` are the text's; `several` the keys below which one name may have several figures;
    `most` is how many nodes
    there may be; `continued` the last line that a scalar ran on into, -1 for none."""

    path: str
    first_line: int
    problems: Problems
    lines: list[str]
    several: Collection[str]
    most: int = MAX_NODES
    nodes: int = 0
    continued: int = -1

    def report(self, mark: Any, code: str, message: str) -> None:
        line = self.first_line + (mark.line if mark else 0)
        self.problems.report(self.path, line, (mark.column if mark else 0) + 1, code, message)

    def build(self, events: Any, event: Any, depth: int, key: str = "") -> Node:
        self.nodes += 1
        mark, end = event.start_mark, event.end_mark
        feature = refused_feature(event)
        if feature is not None:
            self.stop(mark, "yaml-feature", f"不能用{feature}。{QUOTE}")
        if depth > MAX_DEPTH or self.nodes > self.most:
            self.stop(
                mark, "too-deep", f"层次超过{MAX_DEPTH}层或项目超过{self.most}个。请拆开或删减。"
            )
        line, column = self.first_line + mark.line, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            if not event.style and event.value and end.line != mark.line:
                return self.run_on(event, line, column)
            return Scalar(event.value, line, column, bool(event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                cut = self.cuts_a_number(event)
                item = self.build(events, event, depth + 1)
                if cut and items and isinstance(items[-1], Scalar):
                    items[-1] = replace(items[-1], told=True)
                else:
                    items.append(item)
            return Sequence(items, line, column)
        return self.mapping(events, event, depth, key)

    def cuts_a_number(self, event: Any) -> bool:
        """Whether an item inside brackets is the rest of a number with a thousands separator, which
        YAML takes for two items: [1,200人次]."""
        mark = event.start_mark
        if not isinstance(event, yaml.ScalarEvent) or event.style or event.anchor or event.tag:
            return False
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        before = _BEFORE_COMMA.search(line, 0, mark.column)
        if before is None or not _THREE_DIGITS.match(event.value):
            return False
        if not line[: before.start()].endswith(","):  # 1,234,567 is told once
            at = (self.path, self.first_line + mark.line, before.start() + 1)
            self.problems.report(
                *at,
                "yaml",
                f"“{before[0]}{clip(event.value)}”在括号里会被逗号拆成两个数。"
                "数里的逗号请去掉，或给整个数加引号；本来是两个数的，逗号后面请加一个空格。",
            )
        return True

    def run_on(self, event: Any, line: int, column: int) -> Node:
        """A plain scalar over several lines: a colon is missing, or has no space, or is full-width."""
        first, last = event.start_mark.line, event.end_mark.line
        self.continued = last
        if self.lines[first][: column - 1].strip(" -"):
            self.problems.report(self.path, line + 1, 1, "yaml", CONTINUES)
            return Scalar(event.value, line, column, told=True)
        items: dict[str, tuple[Scalar, Node]] = {}
        for number in range(first, last + 1):
            raw = self.lines[number][: event.end_mark.column if number == last else None]
            word = raw.strip()
            at = self.first_line + number, raw.find(word) + 1
            items |= pair_in(Scalar(word, *at), self.path, self.problems)
        if items:
            return Mapping(items, line, column)
        self.problems.report(self.path, line, column, "yaml", CONTINUED)
        return Scalar(event.value, line, column, told=True)

    def mapping(self, events: Any, start: Any, depth: int, above: str) -> Mapping:
        mark = start.start_mark
        items: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            cut, known = self.cuts_a_number(event), len(self.problems)
            key, told = self.build(events, event, depth + 1), len(self.problems) > known
            name = key.text if isinstance(key, Scalar) else ""
            value = self.build(events, next(events), depth + 1, name)
            if cut and items:
                last, (first, number) = items.popitem()
                told_of = replace(number, told=True) if isinstance(number, Scalar) else number
                items[last] = (first, told_of)
                continue
            if not isinstance(key, Scalar):
                fault = "项目名应是一个词。例：会员人数: 7402人"
                if not told:
                    self.problems.report(self.path, key.line, key.column, "yaml", fault)
                continue
            pairs: dict[str, tuple[Scalar, Node]] = {}
            if start.flow_style and value == Scalar("", value.line, value.column):
                pairs = pair_in(key, self.path, self.problems)
            for word, pair in (pairs or {name: (key, value)}).items():
                self.put(items, word, pair, above)
        return Mapping(items, self.first_line + mark.line, mark.column + 1)

    def put(
        self,
        items: dict[str, tuple[Scalar, Node]],
        name: str,
        pair: tuple[Scalar, Node],
        above: str,
    ) -> None:
        if name not in items:
            items[name] = pair
            return
        advice = "请删去一处，或合成一项。"
        if above in self.several:
            advice = (
                "请合成一项；一个指标有几笔时写成列表。"
                "例：个人荣誉: [{value: 1, note: 一等奖}, {value: 2, note: 二等奖}]"
            )
        key, first = pair[0], items[name][0].line
        fault = f"“{clip(name)}”在第{first}行已经写过。{advice}"
        self.problems.report(self.path, key.line, key.column, "duplicate-key", fault)

    def covers(self, error: yaml.YAMLError) -> bool:
        """Whether a parser's complaint is only about the line that a scalar ran on into."""
        mark: Any = getattr(error, "problem_mark", None)
        return bool(mark is not None and mark.line <= self.continued)

    def stop(self, mark: Any, code: str, message: str) -> None:
        self.report(mark, code, message)
        raise _Stop


def read_yaml(
    text: str,
    path: str,
    problems: Problems,
    first_line: int = 1,
    several: Collection[str] = (),
    most: int = MAX_NODES,
) -> Node | None:
    """The tree of one YAML document; None where it is empty or broken (then problems say why), or has
    more than `most` nodes.

    `first_line` is the line of the file on which `text` begins; `several` are the keys below which
    a name may have several figures, which a message about a name written twice then says.
    """
    if explain_controls(text, path, first_line, problems):
        return None
    reader = _Reader(path, first_line, problems, text.split("\n"), several, most)
    before = len(problems)
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
        if explain_lines(text, path, first_line, problems):
            del problems[before:guesses]  # they follow from what the lines show for sure
        elif not reader.covers(error):
            explain(error, text, path, first_line, problems)
        return None
    except RecursionError:
        reader.report(None, "too-deep", f"层次超过{MAX_DEPTH}层。请拆开或删减。")
        return None


def read_mapping(
    text: str,
    path: str,
    problems: Problems,
    first_line: int = 1,
    several: Collection[str] = (),
    *,
    example: str,
    may_be_empty: bool = False,
) -> Mapping | None:
    """The tree of a document that must be `项目名: 内容` lines; None, and a problem, where it is not.

    `example` is such a line, for the message.
    """
    before = len(problems)
    root = read_yaml(text, path, problems, first_line, several)
    if isinstance(root, Mapping):
        return root
    if root is None and (may_be_empty or len(problems) > before):
        return None
    found = Problems()
    if explain_lines(text, path, first_line, found):
        del problems[before:]
        problems.extend(found)
    elif len(problems) == before:
        fault = f"这里应是一行一项的“项目名: 内容”。例：{example}"
        problems.report(path, first_line, 1, "yaml", fault)
    return None


def _first(events: Any) -> Any:
    event = next(events)
    if isinstance(event, yaml.DocumentEndEvent | yaml.StreamEndEvent):
        raise StopIteration
    return event
