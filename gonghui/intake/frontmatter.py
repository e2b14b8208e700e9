"""Front matter of a page that is proposed: sure figures as lines, all others as comments to decide on.

Everything is safe as YAML: what people wrote stands in quotes where it could be anything else, on
one line, without the marks of templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..facts import Fact
from ..quotation import clip, one_line
from ..spelling import fold
from .choice import MOST_OPEN, Choice, Entry
from .sensitive import discreet
from .spacing import visible

_PLAIN = re.compile(r"[\w一-鿿“”‘’（）、。《》〇·/.+~%‰℃—-]+(?: [\w一-鿿“”（）、。《》〇]+)*")
_TEMPLATE = re.compile(r"\{(?=[{%#])")
_LINE = re.compile("\x00([0-9]+)\x00")
UNNAMED = "正文里另有"  # begins the comment above figures without any name
VAGUE = "下面的数字典里没有，名称也看不清楚"  # begins the comment above such figures
QUOTED = 60  # characters of a sentence in a comment


@dataclass(frozen=True)
class Field:
    """A key of the head: its value, "" for one that a person fills in, and a comment."""

    key: str
    value: str
    comment: str = ""


@dataclass(frozen=True)
class Head:
    """The lines of a front matter and, by the number of its line in the page, each entry."""

    lines: tuple[str, ...]
    entries: dict[int, Entry]


def head_of(fields: list[Field], choice: Choice, extra: list[str]) -> Head:
    """The front matter with both its --- lines. `extra` are more comments for a person; the numbers
    of lines in comments are those of the page."""
    lines = ["---"]
    entries: dict[int, Entry] = {}

    def add(entry: Entry) -> None:
        lines.append(f"  {_line(entry)}")
        entries[len(lines)] = entry

    for field in fields:
        value = f" {scalar(field.value)}" if field.value else ""
        comment = f"  # {comment_text(field.comment)}" if field.comment else ""
        lines.append(f"{field.key}:{value}{comment}")
    if choice.metrics:
        lines.append("metrics:")
        for entry in choice.metrics:
            add(entry)
    if choice.local:
        lines.append("local:")
        for entry in choice.local:
            add(entry)
    lines += [f"# {comment_text(text)}" for text in extra]
    lines += _open_lines(choice)
    lines.append("---")
    shift = len(lines)
    return Head(
        tuple(_LINE.sub(lambda match: str(int(match[1]) + shift), line) for line in lines), entries
    )


def _open_lines(choice: Choice) -> Iterator[str]:
    """What is to be decided: the question, the sentences, and the lines to take over."""
    if choice.open:
        yield "# 下面的数请您定：要用的，去掉行首的“#”，移到 metrics 下面；不用的，删去"
    for one in choice.open:
        places = "、".join(
            f"第\x00{entry.fact.line}\x00行“{comment_text(clip(discreet(entry.fact.quote), QUOTED))}”"
            for entry in one.entries
        )
        yield f"# {comment_text(one.question)}：{places}"
        for entry in one.entries:
            yield f"#   {_line(entry)}"
    if choice.vague:
        yield f"# {VAGUE}：要用的，去掉行首的“#”，改好名称，移到 local 下面；不用的，删去"
    for entry in choice.vague:
        yield f"#   {_line(entry)}  # 第\x00{entry.fact.line}\x00行"
    if choice.planned:
        yield f"# 计划、任务里的数有{choice.planned}个，没有填"
    if choice.unnamed:
        yield f"# {UNNAMED}{len(choice.unnamed)}个数，看不出是本单位、本期的哪个指标，没有填"
        yield from _unnamed_lines(choice.unnamed)


def _unnamed_lines(facts: tuple[Fact, ...]) -> Iterator[str]:
    """The figures that nobody could name, line by line of the page."""
    lines = [(n, [one.text for one in found]) for n, found in groupby(facts, lambda f: f.line)]
    for number, texts in lines[:MOST_OPEN]:
        shown = comment_text(clip(discreet("、".join(texts)), QUOTED))
        yield f"#   第\x00{number}\x00行：{shown}"
    if len(lines) > MOST_OPEN:
        yield f"#   还有{len(lines) - MOST_OPEN}行"


def scalar(text: str) -> str:
    """A text as one YAML scalar on one line."""
    text = _harmless(one_line(text)).strip()
    if _PLAIN.fullmatch(text) and text[0] not in "-%~." and fold(text) not in ("~", "---"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _line(entry: Entry) -> str:
    """A figure by its name; with its parts, in the long form."""
    value = scalar(entry.value)
    if entry.parts:
        parts = ", ".join(f"{scalar(name)}: {number}" for name, number in entry.parts)
        value = f"{{value: {value}, parts: {{{parts}}}}}"
    return f"{scalar(entry.name)}: {value}"


def comment_text(text: str) -> str:
    """A text within a comment: on one line, with no marks that a template engine would run."""
    return _harmless(re.sub(r"[\r\n\t\v\f]+", " ", text)).strip()


def _harmless(text: str) -> str:
    return _TEMPLATE.sub("{ ", visible(text))
