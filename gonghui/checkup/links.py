"""Links: every link and picture of a page leads to something that is published with it, and every
picture says in words what it shows."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from ..attachment import KINDS, OFFICE_TEXTS, PICTURES, to_import
from ..corpus import DOCS, SUMMARIES, Corpus, summary_paths
from ..harmless import is_value
from ..pages import all_pages
from ..problem import Problems
from ..quotation import clip
from ..reading.markdown import Lines, Link, links, without_code
from ..reading.source import MAX_BYTES, read_source
from ..spelling import nearest
from ..summary import Summary
from .anchors import Anchors
from .files import is_contributed, published
from .pages import other_pages

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{0,60}:|//|#|$")
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{0,60}:|[/\\]{2}")
_BLANK = re.compile(r"(?:\s|&nbsp;)*")
# the site's own pages may hold HTML
_ATTRIBUTE = re.compile(r"""\b(?:src|href)=["']([^"']+)["']""")
_PICTURE = "例：![座谈会](photo.jpg)"


@dataclass(frozen=True)
class _Text:
    """A page's text, which begins on line `first_line` of its file; `own` are the site's pages."""

    path: str
    text: str
    first_line: int
    own: bool


@dataclass
class _Targets:
    """What links may lead to. `used` gathers where they do lead."""

    corpus: Corpus
    files: set[str]
    unpublished: set[str]
    anchors: Anchors
    used: set[str] = field(default_factory=set)

    @cached_property
    def made(self) -> set[str]:
        """The pages that nobody writes."""
        return {f"{DOCS}/{page.source}" for page in all_pages(self.corpus)}

    @cached_property
    def spellings(self) -> dict[str, str]:
        """The files by their names without regard to capitals: Windows has none."""
        return {_folded(path): path for path in sorted(self.files)}


def check_links(corpus: Corpus, problems: Problems) -> None:
    """Every link and picture of every page; links to other sites are none of ours. A file that no
    page leads to is told, unless a page is missing whose links nobody knows."""
    issued = {summary.path for summary in corpus.summaries}
    targets = _Targets(
        corpus,
        published(corpus),
        {s.path for s in corpus.drafts if s.path not in issued},
        Anchors(corpus),
    )
    for page in _texts(corpus):
        lines = Lines(page.text)
        for link in links(without_code(page.text)):
            for code, position, message in _faults(page, link, targets):
                line, column = lines.place(position)
                problems.report(page.path, page.first_line + line - 1, column, code, message)
        targets.used.update(_aim(page.path, name) for name in _in_html(page))
    if corpus.about is None and len(corpus.by_path) == len(summary_paths(corpus.root)):
        _check_unlinked(corpus.root, targets, problems)


def files_of_drafts(corpus: Corpus) -> set[str]:
    """The pictures and attachments that only drafts lead to: published with them, not before."""
    if not corpus.drafts:
        return set()
    drafts = {summary.path for summary in corpus.drafts}
    of_drafts: set[str] = set()
    of_others: set[str] = set()
    for page in _texts(corpus):
        targets = [_name(link.target) for link in links(without_code(page.text))]
        targets += _in_html(page)
        found = of_drafts if page.path in drafts else of_others
        found.update(_aim(page.path, name) for name in targets if name)
    only = of_drafts - of_others
    return {path for path in only if os.path.splitext(path)[1].lower() in KINDS}


def aims_of(summary: Summary) -> set[str]:
    """Where a summary's links and pictures lead within the site: paths below the project."""
    names = (_name(link.target) for link in links(without_code(summary.body_without_calls)))
    return {_aim(summary.path, name) for name in names if name}


def _texts(corpus: Corpus) -> Iterator[_Text]:
    for summary in corpus.all:
        if "](" in summary.body or "]:" in summary.body:
            yield _Text(summary.path, summary.body_without_calls, summary.body_line, False)
    for path in other_pages(corpus):
        shown = path.relative_to(corpus.root).as_posix()
        text = read_source(corpus.root, shown, Problems(), MAX_BYTES * 5)
        yield _Text(shown, text or "", 1, True)


def _faults(page: _Text, link: Link, targets: _Targets) -> Iterator[tuple[str, int, str]]:
    """Code, position and message of what is wrong with one link or picture."""
    by_reference = link.picture and link.position == link.start
    if by_reference and not link.target:  # ![like this], which leads nowhere, is but words
        return
    if link.picture:
        blank = _BLANK.match(page.text, *link.words)
        if blank and blank.end() == link.words[1]:
            name = "photo.jpg" if _ELSEWHERE.match(link.target) else clip(link.target)
            yield (
                "picture-alt",
                link.start,
                "图片没有说明文字，看不见图的人不知道图上是什么。请在方括号里写一句图上的内容。"
                f"例：![职工在夜校学剪纸]({name})",
            )
        if page.own and _OUTSIDE.match(link.target):  # those of summaries: see safety
            yield (
                "unsafe-link",
                link.start,
                f"图片不能从别的网站取。请把图片放到 docs/ 里，写它的文件名。{_PICTURE}",
            )
            return
    elif page.own and not is_value("a", "href", link.target):
        yield (
            "unsafe-link",
            link.position,
            f"链接不能用“{clip(link.target.split(':')[0])}:”开头。请写网址或本站的文件。"
            "例：[通知](https://www.example.cn/)",
        )
        return
    if not by_reference:  # where the reference's address stands, it is told
        fault = _fault(page, link, targets)
        if fault:
            yield "dead-link", link.position, fault


def _fault(page: _Text, link: Link, targets: _Targets) -> str | None:
    target, path = clip(link.target, 120), page.path
    what, example = ("图片", _PICTURE) if link.picture else ("链接", _example(page))
    if link.picture and not link.target:
        return f"图片没有写文件名。请在圆括号里写。{example}"
    name = _name(link.target)
    if not name:
        return targets.anchors.fault(path, link.target) if link.target.startswith("#") else None
    if name.startswith("/"):
        return f"{what}“{target}”以/开头。请写从本文件出发的相对地址。{example}"
    aim = _aim(path, name)
    if not aim.startswith(f"{DOCS}/"):
        return f"{what}“{target}”指到了 docs/ 以外。请只链接 docs/ 里的文件。{example}"
    targets.used.add(aim)
    if aim in targets.unpublished:
        return f"{what}“{target}”指向还没有签发的总结，公布后打不开。请等签发后再加，或删去。"
    suffix = os.path.splitext(aim)[1].lower()
    if link.picture and suffix not in PICTURES and not (page.own and suffix == ".svg"):
        kinds = "、".join(kind[1:] for kind in PICTURES)
        return (
            f"图片“{target}”不是图片文件，图片只能是{kinds}。附件请写成链接，前面不加“!”。"
            f"例：[活动方案](plan.pdf)"
        )
    if aim in targets.files or aim in targets.made:
        return None if link.picture else targets.anchors.fault(aim, link.target)
    if "\\" in name:
        return f"{what}“{target}”里用了“\\”。网址里请用“/”。例：../../files/plan.pdf"
    found = targets.spellings.get(_folded(aim))
    if found:
        targets.used.add(found)
        right = posixpath.relpath(found, posixpath.dirname(path))
        return (
            f"{what}“{target}”的大小写与文件名不一致，在Windows上打得开，公布以后打不开。"
            f"请写成“{right}”。"
        )
    beside = posixpath.dirname(aim)
    names = {
        os.path.splitext(f)[0]: f for f in sorted(targets.files) if posixpath.dirname(f) == beside
    }
    near = nearest(os.path.splitext(posixpath.basename(aim))[0], map(posixpath.basename, names))
    found = names.get(posixpath.join(beside, near)) if near else None
    advice = f"是不是“{posixpath.basename(found)}”？" if found else "请核对文件名，大小写也要一致。"
    return f"{what}“{target}”指向的文件不存在（{clip(aim, 120)}）。{advice}{example}"


def _example(page: _Text) -> str:
    if not page.own:
        return "例：[上年总结](../2022/furong.md)"
    here = posixpath.dirname(page.path)
    return f"例：[怎样写总结]({posixpath.relpath(f'{DOCS}/guide/writing.md', here)})"


def _name(target: str) -> str:
    """The file that an address names, "" for one of another site or within the page."""
    if _ELSEWHERE.match(target):
        return ""
    return unquote(re.split(r"[?#]", target, maxsplit=1)[0])


def _in_html(page: _Text) -> list[str]:
    return [unquote(match[1]) for match in _ATTRIBUTE.finditer(page.text)] if page.own else []


def _aim(path: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _check_unlinked(root: Path, targets: _Targets, problems: Problems) -> None:
    for path in sorted(targets.files - targets.used):
        if (root / path).is_symlink():  # an error already
            continue
        suffix = os.path.splitext(path)[1].lower()
        if suffix in OFFICE_TEXTS and path.startswith(f"{SUMMARIES}/"):
            problems.report(path, 1, 1, "file-kind", to_import(path))
        elif suffix in KINDS and is_contributed(path) and not path.lower().endswith(".md.txt"):
            what = "图片" if suffix in PICTURES else "附件"
            name = posixpath.basename(path)
            example = f"![图上的内容]({name})" if suffix in PICTURES else f"[附件的名称]({name})"
            problems.report(
                path,
                1,
                1,
                "unlinked-file",
                f"没有一篇用到这个{what}，它照样会公布，却没有人找得到。请在正文里加上，或删去。"
                f"例：{example}",
            )
