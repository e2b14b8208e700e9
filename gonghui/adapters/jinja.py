"""mkdocs-macros: the product's macros under their names, for the pages of the site's own."""

from __future__ import annotations

from typing import Any

from jinja2 import TemplateSyntaxError, meta, nodes
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from ..macros import MACROS, MacroError, call
from ..problem import Problem
from ..spelling import did_you_mean


def register(env: Any) -> None:
    """Make every macro of `gonghui.macros` known to the templates of `env` (a macros plugin)."""
    for name in MACROS:
        env.macro(_bound(env, name), name)


def _bound(env: Any, name: str) -> Any:
    def macro(*args: Any, **kwargs: Any) -> str:
        try:
            html = call(env.conf.plugins["gonghui"].place(env.page.url), name, args, kwargs)
        except MacroError as error:
            raise PluginError(f"{env.page.file.src_uri}: macro-argument: {error}") from None
        # inline results stay in their sentence; blocks become raw HTML blocks of their own
        return html if MACROS[name].inline else f"\n\n{html}\n\n"

    return macro


def template_problems(env: Any, markdown: str, page: Page) -> list[Problem]:
    """What is wrong with the template of a page, before mkdocs-macros renders it: its own way of
    failing ends the process without a line number. `env` is the macros plugin, or None."""
    if env is None or not any(mark in markdown for mark in ("{{", "{%", "{#")):
        return []
    source = page.file.content_string
    before = source[: len(source) - len(markdown.rstrip())] if markdown.strip() else ""
    start = source.rstrip().rfind(markdown.rstrip())
    offset = (source[:start] if start >= 0 else before).count("\n")

    def problem(line: int, column: int, code: str, message: str) -> Problem:
        return Problem(f"docs/{page.file.src_uri}", offset + line, column, code, message)

    try:
        tree = env.env.parse(markdown)
    except TemplateSyntaxError as error:
        message = f"这里的模板写法不对（{error.message}）。要原样写出花括号，请放在 raw 里。"
        return [problem(error.lineno, 1, "bad-macro", message)]
    known = {*env.variables, *env.env.globals, "page", *page.meta}
    unknown = meta.find_undeclared_variables(tree) - known
    found = []
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            offer = did_you_mean(node.name, MACROS)
            message = f"没有“{node.name}”这个宏或变量。{offer}可用的有：{'、'.join(MACROS)}。"
            line = markdown.split("\n")[node.lineno - 1]
            column = max(line.find("{{"), 0) + 1
            found.append(problem(node.lineno, column, "unknown-macro", message))
    return found
