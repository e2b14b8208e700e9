"""Links: every link and picture of a page leads to something that is published with it."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ..corpus import DOCS, Corpus
from ..pages import all_pages
from ..problem import Problems
from ..reading.markdown import Lines, links, without_code
from ..reading.source import MAX_BYTES, read_source
from .pages import other_pages

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//|#|$")


@dataclass(frozen=True)
class _Text:
    """A page's text, which begins on line `first_line` of its file."""

    path: str
    text: str
    first_line: int


def check_links(corpus: Corpus, problems: Problems) -> None:
    """Every link of every page; those to other sites are none of ours."""
    issued = {summary.path for summary in corpus.summaries}
    unpublished = {s.path for s in corpus.drafts if s.path not in issued}
    made = {f"{DOCS}/{page.source}" for page in all_pages(corpus)}
    for page in _texts(corpus):
        lines = Lines(page.text)
        for link in links(without_code(page.text)):
            fault = _fault(corpus, page.path, link.target, made, unpublished)
            if fault:
                line, column = lines.place(link.position)
                at = (page.path, page.first_line + line - 1, column)
                problems.report(*at, "dead-link", fault)


def _texts(corpus: Corpus) -> Iterator[_Text]:
    for summary in corpus.all:
        if "](" in summary.body or "]:" in summary.body:
            yield _Text(summary.path, summary.body_without_calls, summary.body_line)
    for path in other_pages(corpus.root):
        text = read_source(corpus.root, path, Problems(), MAX_BYTES * 5)
        yield _Text(path.relative_to(corpus.root).as_posix(), text or "", 1)


def _fault(
    corpus: Corpus, path: str, target: str, made: set[str], unpublished: set[str]
) -> str | None:
    if _ELSEWHERE.match(target):
        return None
    name = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    if not name:
        return None
    example = "例：[上年总结](../2022/furong.md)"
    if name.startswith("/"):
        return f"链接“{target}”以/开头。请写从本文件出发的相对地址。{example}"
    aim = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if not aim.startswith(f"{DOCS}/"):
        return f"链接“{target}”指到了 docs/ 以外。请只链接 docs/ 里的文件。{example}"
    if aim in unpublished:
        return f"链接“{target}”指向还没有签发的总结，公布后打不开。请等签发后再加，或删去。"
    if aim in made or os.path.isfile(corpus.root / aim):
        return None
    return f"链接“{target}”指向的文件不存在（{aim}）。请核对文件名，大小写也要一致。{example}"
