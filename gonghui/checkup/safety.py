"""Safety: what a text must not hold, so that nothing is dropped in silence when it is cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..problem import Problems
from ..quotation import clip
from ..summary import Summary

_CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^[ \t]*(?P=fence)[ \t]*$"
    r"|(?P<tick>`+)[^\n]*?(?P=tick)",
    re.S | re.M,
)
_HTML = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,200}>|/?[A-Za-z]+\s|!--|!\[|[!?][A-Za-z])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>|<[\w.+-]+@[\w.-]+>", re.I)
_BRACKET = re.compile(r"[\[\]]")
_ADDRESS = re.compile(r"\(\s*<?\s*(?P<to>[^)\s>]*)")
_LABEL = re.compile(r"[ ]?\[(?P<label>[^\[\]\n]*)\]")
_REFERENCE = re.compile(r"^ {0,3}\[(?P<label>[^\]\n]+)\]:\s*<?(?P<to>[^\s>]+)", re.M)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):|//")
_ALLOWED = ("http", "https", "mailto")


def check_safety(corpus: Corpus, problems: Problems) -> None:
    """Report raw HTML, odd links and pictures from elsewhere in the text of every summary."""
    for summary in corpus.all:
        _check(summary, problems)


def _check(summary: Summary, problems: Problems) -> None:
    body = summary.body
    if "<" not in body and "](" not in body and "]:" not in body:
        return
    text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), summary.body_without_calls)

    def report(position: int, code: str, message: str) -> None:
        line = text.count("\n", 0, position)
        column = position - text.rfind("\n", 0, position)
        problems.report(summary.path, summary.body_line + line, column, code, message)

    for match in _HTML.finditer(text):
        if not _AUTOLINK.match(text, match.start()):
            report(
                match.start(),
                "raw-html",
                f"正文里不能写HTML标记“{clip(match[0])}”。请删去，或改用Markdown（**粗体**、## 标题、- 列表）；"
                "要写小于号请写“小于”或“＜”。",
            )
    for picture, position, address in _addresses(text):
        scheme = _SCHEME.match(address)
        if scheme is None:
            continue
        if picture:
            report(
                position,
                "unsafe-link",
                "图片不能从别的网站取。请把图片放到 docs/ 里，写它的文件名。例：![座谈会](photo.jpg)",
            )
        elif scheme["scheme"] is None or scheme["scheme"].lower() not in _ALLOWED:
            report(
                position,
                "unsafe-link",
                f"链接不能用“{clip(scheme[0])}”开头。请写网址或本站的文件。例：[通知](https://www.example.cn/)",
            )


def _addresses(text: str) -> Iterator[tuple[bool, int, str]]:
    """Each link or picture: whether it is a picture, where to point, and the address it leads to."""
    references = {_label(match["label"]): match["to"] for match in _REFERENCE.finditer(text)}
    for first, last in _pairs(text):
        picture = text[first - 1 : first] == "!"
        inline = _ADDRESS.match(text, last + 1)
        if inline:
            yield picture, first - 1 if picture else inline.start("to"), inline["to"]
        elif picture and references:
            label = _LABEL.match(text, last + 1)
            name = (label and label["label"]) or text[first + 1 : last]
            yield True, first - 1, references.get(_label(name), "")
    for match in _REFERENCE.finditer(text):
        yield False, match.start("to"), match["to"]


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """The brackets that belong together, inner pairs first: a picture may stand within a link."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()


def _label(text: str) -> str:
    return " ".join(text.split()).lower()
