"""Template: what of a template a page of the site's own may hold: calls of known macros, nothing else.

Whoever may commit a page may not thereby run code. No template engine ever sees it (gonghui/expansion.py);
what would be code to one is told here, so that nobody waits for it to run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expansion import MARK
from ..problem import Problems
from ..quotation import clip
from ..reading.markdown import Lines
from ..reading.record import Record
from ..reading.strictyaml import read_mapping
from ..summary.call import Call, take_calls

_HEAD = re.compile(r"---[ \t]*\n(?P<head>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LOOSE = re.compile(r"\A\s*[A-Za-z0-9_-]+:")  # MkDocs takes such a first line for a head too
KEYS = ("title", "description", "hide")
HIDDEN = ("navigation", "toc", "path", "footer", "feedback", "tags")  # what the theme can hide


def written_calls(text: str, path: str, problems: Problems) -> Iterator[Call]:
    """The macro calls of a page of the site's own, raw blocks and comments left out; every other mark of
    a template is a problem."""
    if "{{" not in text and "{%" not in text and "{#" not in text:
        return
    lines = Lines(text)
    for match in MARK.finditer(text):
        if match["comment"] is not None or match["raw"] is not None:
            continue
        line, column = lines.place(match.start())
        written = f"{{{{{match['call']}}}}}" if match["call"] is not None else match[0][:2]
        found = Problems()
        for one in take_calls(written, line, path, found)[1]:
            yield Call(one.name, one.args, one.kwargs, line, column, True, one.token)
        for problem in found:
            problems.report(path, line, column, problem.code, problem.message)
        if (
            match["call"] is None
        ):  # an engine would read no further; each looks for its end to the last line
            return


def check_head(text: str, path: str, problems: Problems) -> None:
    """The front matter of a page of the site's own: a few keys that are text and nothing that names
    another file or template, or asks a plugin for more."""
    head = _HEAD.match(text)
    if head is None:
        if _LOOSE.match(text):
            message = (
                "第一行像是题头，却没有写在两行 --- 之间。请补上，或在前面空出标题。例：# 怎样报"
            )
            problems.report(path, 1, 1, "front-matter", message)
        return
    node = read_mapping(head["head"], path, problems, 2, example="title: 怎样报", may_be_empty=True)
    if node is None:
        return
    for key, (name, _) in node.items.items():
        if key not in KEYS:
            problems.report(
                path,
                name.line,
                name.column,
                "unknown-key",
                f"自己写的页面的题头里不能写“{key}”。可用的有：{'、'.join(KEYS)}。请删去这一行。",
            )
    record = Record(node, path, problems)
    record.text("title", example="怎样报")
    record.text("description", example="报送的步骤")
    for part in record.texts("hide", "[toc]"):
        if part.text not in HIDDEN:
            fault = f"“hide”里不能写“{clip(part.text)}”。可用的有：{'、'.join(HIDDEN)}。"
            record.report(part, "bad-value", fault)
