"""Safety: what a text must not hold, so that nothing is dropped in silence when it is cleaned."""

from __future__ import annotations

import re

from ..corpus import Corpus
from ..problem import Problems
from ..summary import Summary

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|(?P<tick>`+)[^\n]*?(?P=tick)",
    re.S | re.M,
)
_HTML = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,200}>|/?[A-Za-z]+\s|!--|!\[|[!?][A-Za-z])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>|<[\w.+-]+@[\w.-]+>", re.I)
_LINK = re.compile(r"(?P<picture>!?)\[[^\]\n]*\]\(\s*<?\s*(?P<to>[^)\s>]*)")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(?P<to>\S+)", re.M)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):|//")
_ALLOWED = ("http", "https", "mailto")


def check_safety(corpus: Corpus, problems: Problems) -> None:
    for summary in corpus.all:
        _check(summary, problems)


def _check(summary: Summary, problems: Problems) -> None:
    body = summary.body
    if "<" not in body and "](" not in body and "]:" not in body:
        return
    text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)

    def report(position: int, code: str, message: str) -> None:
        line = text.count("\n", 0, position)
        column = position - text.rfind("\n", 0, position)
        problems.report(summary.path, summary.body_line + line, column, code, message)

    for match in _HTML.finditer(text):
        if not _AUTOLINK.match(text, match.start()):
            mark = match[0][:30].strip()
            report(
                match.start(),
                "raw-html",
                f"正文里不能写HTML标记“{mark}”。请删去，或改用Markdown（**粗体**、## 标题、- 列表）；"
                "要写小于号请写“小于”或“＜”。",
            )
    for match in (*_LINK.finditer(text), *_REFERENCE.finditer(text)):
        picture = "picture" in match.groupdict() and match["picture"] == "!"
        scheme = _SCHEME.match(match["to"])
        if scheme is None:
            continue
        if picture:
            report(
                match.start(),
                "unsafe-link",
                "图片不能从别的网站取。请把图片放到 docs/ 里，写它的文件名。例：![座谈会](photo.jpg)",
            )
        elif scheme["scheme"] is None or scheme["scheme"].lower() not in _ALLOWED:
            report(
                match.start("to"),
                "unsafe-link",
                f"链接不能用“{scheme[0]}”开头。请写网址或本站的文件。例：[通知](https://www.example.cn/)",
            )
