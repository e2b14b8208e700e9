"""Safety: what a text must not hold, so that nothing is dropped in silence when it is cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..corpus import Corpus
from ..harmless import TAG, is_allowed
from ..problem import Problems
from ..quotation import clip
from ..reading.markdown import Lines, links, unpaired, without_code
from ..summary import Summary

_HTML = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,200}>|/?[A-Za-z]+\s|!--|!\[|[!?][A-Za-z])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>|<[\w.+-]+@[\w.-]+>", re.I)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]{0,60}):|[/\\]{2}")
_WIDE = re.compile(r"｛｛\s*[A-Za-z_]+\s*[（(]")
_ALLOWED = ("http", "https", "mailto")


def check_safety(corpus: Corpus, findings: Problems, summaries: Iterable[Summary]) -> None:
    """Report raw HTML, odd links and pictures from elsewhere in the text of each of these pages."""
    for summary in summaries:
        _check(summary, findings)


MOST = 100  # findings of one kind told of one file
MOST_UNPAIRED = 200  # Python-Markdown's time grows with their square
_DEEP = re.compile(r"^(?:[ \t]{61}|(?:[ \t]*>){21})", re.M)


def check_markup(text: str, path: str, problems: Problems) -> None:
    """Report HTML that a page of the site's own may not hold: it would be left out."""
    text = without_code(text)
    if "<" not in text:
        return
    lines, told = Lines(text), 0
    for match in _HTML.finditer(text):
        tag = TAG.match(text, match.start())
        if match[0].startswith("<!--") or text.endswith(
            "](", 0, match.start()
        ):  # nothing; an address
            continue
        if _AUTOLINK.match(text, match.start()) or (tag and is_allowed(tag)):
            continue
        told += 1
        if told > MOST:
            return
        problems.report(
            path,
            *lines.place(match.start()),
            "raw-html",
            f"这里的HTML标记“{clip(match[0])}”不能用，不会显示。请删去，或改用Markdown。能用的有"
            "<br>、<sub>、<sup>、<u>、<mark>、<kbd>、<figure>、<details>、<table>、<a>、<img>等，不带样式和脚本，"
            '属性小写，值写在英文引号里。例：<a href="plan.pdf" download>',
        )


def _check(summary: Summary, problems: Problems) -> None:
    body = summary.body
    deep = _DEEP.search(body)
    if not deep and not any(mark in body for mark in "<[｛"):
        return
    text = without_code(summary.body_without_calls)
    lines = Lines(text)
    told: dict[str, int] = {}

    def report(position: int, code: str, message: str) -> None:
        told[code] = told.get(code, 0) + 1
        if told[code] > MOST:
            return
        if told[code] == MOST:
            message = f"这样的问题太多，后面的不再一一列出。{message}"
        line, column = lines.place(position)
        problems.report(summary.path, summary.body_line + line - 1, column, code, message)

    if deep:
        report(
            deep.start(),
            "too-deep",
            "这里的层次太深：列表、引用最多套二十层。请减少行首的空格或“>”。例：- 要点",
        )
    wide = _WIDE.search(text)
    if wide:
        report(
            wide.start(),
            "bad-macro",
            "这里用了全角花括号“｛｛”，会原样印在页面上。宏请用半角，"
            '例：{{ history("青禾县总工会", "会员人数") }}',
        )
    loose = unpaired(text)
    if len(loose) > MOST_UNPAIRED:
        report(
            loose[0],
            "too-deep",
            f"正文里有{len(loose)}个“[”没有配对的“]”，网页会排不出来。请补上或删去。例：[通知](tongzhi.md)",
        )
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
