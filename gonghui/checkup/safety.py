"""Safety: what a text must not hold, so that nothing is dropped in silence when it is cleaned."""

from __future__ import annotations

import re

from ..corpus import Corpus
from ..problem import Problems
from ..quotation import clip
from ..reading.markdown import Lines, links, without_code
from ..summary import Summary

_HTML = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,200}>|/?[A-Za-z]+\s|!--|!\[|[!?][A-Za-z])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>|<[\w.+-]+@[\w.-]+>", re.I)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):|[/\\]{2}")
_ALLOWED = ("http", "https", "mailto")


def check_safety(corpus: Corpus, problems: Problems) -> None:
    """Report raw HTML, odd links and pictures from elsewhere in the text of every summary."""
    for summary in corpus.all:
        _check(summary, problems)


def _check(summary: Summary, problems: Problems) -> None:
    body = summary.body
    if "<" not in body and "](" not in body and "]:" not in body:
        return
    text = without_code(summary.body_without_calls)
    lines = Lines(text)

    def report(position: int, code: str, message: str) -> None:
        line, column = lines.place(position)
        problems.report(summary.path, summary.body_line + line - 1, column, code, message)

    for match in _HTML.finditer(text):
        if not _AUTOLINK.match(text, match.start()):
            report(
                match.start(),
                "raw-html",
                f"正文里不能写HTML标记“{clip(match[0])}”。请删去，或改用Markdown（**粗体**、## 标题、- 列表）；"
                "要写小于号请写“小于”或“＜”。",
            )
    for link in links(text):
        scheme = _SCHEME.match(link.target)
        if scheme is None:
            continue
        if link.picture:
            report(
                link.start,
                "unsafe-link",
                "图片不能从别的网站取。请把图片放到 docs/ 里，写它的文件名。例：![座谈会](photo.jpg)",
            )
        elif scheme["scheme"] is None or scheme["scheme"].lower() not in _ALLOWED:
            report(
                link.position,
                "unsafe-link",
                f"链接不能用“{clip(scheme[0])}”开头。请写网址或本站的文件。例：[通知](https://www.example.cn/)",
            )
