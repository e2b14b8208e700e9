"""Macro calls in a summary: found, parsed as data, and put aside before anything renders the text.

A summary never reaches a template engine. Only `{{ name("text", number, ["a", "b"], key="text") }}`
passes; any other template syntax is refused. Each call leaves a token that no author can forge,
which the site replaces with the call's result after the prose is rendered and sanitised.
"""

from __future__ import annotations

import ast
import hashlib
import re
import warnings
from dataclasses import dataclass

from ..problem import Problems
from ..quotation import clip

Constant = str | int | list[str]

_OPEN = re.compile(r"\{\{|\{%|\{#")
_CALL = re.compile(r"\{\{(?P<code>[^{}\n]{0,1000})\}\}")
WIDE = "“”‘’（），：＂＇"
EXAMPLE = '例：{{ history("青禾县总工会", "会员人数") }}'


@dataclass(frozen=True)
class Call:
    """One macro call: its name and constant arguments, where it stands, whether it is alone on its
    line between blank lines, the token that holds its place in the text, and what stood there."""

    name: str
    args: tuple[Constant, ...]
    kwargs: dict[str, Constant]
    line: int
    column: int
    alone: bool
    token: str
    written: str = ""


def take_calls(
    body: str, first_line: int, path: str, problems: Problems
) -> tuple[str, tuple[Call, ...]]:
    """The text with a token in the place of each call, and the calls in their order."""
    if "{{" not in body and "{%" not in body and "{#" not in body:
        return body, ()
    seed = hashlib.sha256(body.encode()).hexdigest()[:24]
    lines = body.split("\n")
    calls: list[Call] = []
    for index, line in enumerate(lines):
        done, position = "", 0
        while match := _OPEN.search(line, position):
            at = (path, first_line + index, match.start() + 1)
            call = _CALL.match(line, match.start())
            parsed = _parse(call["code"]) if call else None
            if call is None or parsed is None:
                problems.report(*at, "template", _refusal(match[0], call))
                done += line[position : match.end()]
                position = match.end()
                continue
            before = lines[index - 1] if index else ""
            after = lines[index + 1] if index + 1 < len(lines) else ""
            alone = line.strip() == call[0] and not before.strip() and not after.strip()
            token = f"gonghui{seed}n{len(calls)}x"
            calls.append(Call(*parsed, at[1], at[2], alone, token, call[0]))
            done += line[position : call.start()] + token
            position = call.end()
        lines[index] = done + line[position:]
    return "\n".join(lines), tuple(calls)


def _refusal(mark: str, call: re.Match[str] | None) -> str:
    if call is not None:
        wide = any(char in call[0] for char in WIDE)
        hint = "引号、括号、逗号要用英文输入法的。" if wide else ""
        return f"“{clip(call[0], 60)}”不是可用的宏：只能写宏名、括号和引号里的文字或整数。{hint}{EXAMPLE}"
    return f"正文里不能写“{mark}”：这是模板语法。要写花括号请只写一个，或用全角“｛”。宏的写法，{EXAMPLE}"


def _parse(code: str) -> tuple[str, tuple[Constant, ...], dict[str, Constant]] | None:
    try:
        with warnings.catch_warnings():  # Python would print a warning of "\d"
            warnings.simplefilter("ignore")
            tree = ast.parse(code.strip(), mode="eval").body
        if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
            return None
        args = tuple(_constant(arg) for arg in tree.args)
        kwargs = {k.arg: _constant(k.value) for k in tree.keywords if k.arg is not None}
        if len(kwargs) != len(tree.keywords):
            return None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return tree.func.id, args, kwargs


def _constant(node: ast.expr) -> Constant:
    if isinstance(node, ast.Constant) and type(node.value) in (str, int):
        value: str | int = node.value  # type: ignore[assignment]
        return value
    if isinstance(node, ast.List):
        items = [_constant(item) for item in node.elts]
        if all(isinstance(item, str) for item in items):
            return [str(item) for item in items]
    raise ValueError(node)
