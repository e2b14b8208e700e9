"""Pages: every macro call of every page names a macro, unit, metric and period that exist."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from ..address import is_reserved, of_own
from ..admonition import misread
from ..corpus import DOCS, SUMMARIES, Corpus
from ..macros import MACROS, MacroError, call
from ..place import Place
from ..problem import Problems
from ..quotation import one_line
from ..reading.bounds import is_bounded
from ..reading.markdown import Lines, without_code
from ..reading.source import MAX_BYTES, OTHER_SUFFIXES, read_source
from ..spelling import did_you_mean
from ..summary import Summary
from ..summary.call import Call
from .files import below, published
from .safety import MOST, check_markup
from .template import check_head, written_calls

_MISPLACED = re.compile(r"---[ \t]*\n(?=(?:.*\n)*?unit:)(?=(?:.*\n)*?period:)")


def check_pages(corpus: Corpus, problems: Problems) -> None:
    """Every call on every page, those in drafts included."""
    for summary in corpus.all:
        for one in summary.calls:
            check_call(corpus, one, summary, problems)
        _check_boxes(summary.body, summary.body_line, summary.path, problems)
    pages = other_pages(corpus)
    _check_addresses(corpus, pages, problems)
    for path in pages:
        shown = path.relative_to(corpus.root).as_posix()
        text = read_source(corpus.root, shown, problems, MAX_BYTES * 5)
        if _MISPLACED.match(text or ""):
            message = (
                "这是一篇总结，放错了地方，不会进指标和对比。请移到 docs/summaries/<年份>/ 里。"
            )
            problems.report(shown, 1, 1, "front-matter", message)
        elif is_reserved(path.relative_to(corpus.root / DOCS).as_posix()):
            free = f"docs/guide/{path.name}"
            message = (
                "这个地址留给网站自动生成的页面，自己写的页面放在这里会与它相撞。"
                f"请改名，或移到别的文件夹。例：{free if free != shown else 'docs/guide/my-form.md'}"
            )
            problems.report(shown, 1, 1, "reserved-address", message)
        else:
            check_head(text or "", shown, problems)
        check_markup(text or "", shown, problems)
        _check_boxes(text or "", 1, shown, problems)
        if is_bounded(text or "", 1, shown, problems):
            rows = (text or "").split("\n")
            for one in written_calls(text or "", shown, problems):
                before, after = rows[one.line - 1][: one.column - 1], rows[one.line : one.line + 1]
                if _within_markup(before, *after):
                    _tell_within_markup(one, shown, problems)
                elif one.name in MACROS and not MACROS[one.name].inline and not one.alone:
                    _tell_block(one, shown, problems)
                _run(corpus, one, shown, problems)


def _check_boxes(text: str, first_line: int, path: str, problems: Problems) -> None:
    if "!!!" not in text and "???" not in text:
        return
    lines = Lines(text)
    for position, mark in islice(misread(without_code(text)), MOST):
        line, column = lines.place(position)
        message = (
            "网站没有折叠的提醒框，“???”会照字面印出来。请改用“!!!”，"
            if mark == "???"
            else "提醒框的第一行写得不对，会照字面印出来，或者丢字。请在“!!!”后面空一格写类型"
            "（note、tip、warning等），标题写在英文引号里，"
        )
        problems.report(
            path,
            first_line + line - 1,
            column,
            "admonition",
            f'{message}正文另起一行、行首空四格。例：!!! note "报送时间"',
        )


def _check_addresses(corpus: Corpus, pages: list[Path], problems: Problems) -> None:
    """Two pages at one address: one would take the other's place. A page stands in a folder of its name,
    where no file may stand."""
    taken = (
        {shown.removeprefix(f"{DOCS}/").lower(): shown for shown in published(corpus)}
        if pages
        else {}
    )
    for path in sorted(pages, key=lambda path: (path.stem == "README", path)):
        shown = path.relative_to(corpus.root).as_posix()
        address = of_own(shown.removeprefix(f"{DOCS}/")).lower()
        other = taken.setdefault(address, shown)
        if other != shown:
            stem = path.parent.name if path.stem in ("index", "README") else path.stem
            message = (
                f"这一页和 {one_line(other)} 在网站上是同一个地址，只能留一个。请改名。"
                f"例：{DOCS}/guide/my-{stem}.md"
            )
            problems.report(shown, 1, 1, "reserved-address", message)


def check_call(corpus: Corpus, one: Call, summary: Summary, problems: Problems) -> None:
    """A call in a summary: an allowed macro, in its place, with arguments that exist."""
    macro = MACROS.get(one.name)
    allowed = [name for name, m in MACROS.items() if m.in_summaries]
    path = summary.path
    at = (path, one.line, one.column)
    if macro is None or not macro.in_summaries:
        offer = did_you_mean(one.name, allowed)
        problems.report(
            *at,
            "unknown-macro",
            f"总结里不能用宏“{one.name}”。{offer}可用的有：{'、'.join(allowed)}。",
        )
        return
    if not macro.inline and not one.alone:
        _tell_block(one, path, problems)
    else:
        head, _, rest = summary.body.partition(one.token)
        if _within_markup(head[head.rfind("\n") + 1 :], *rest.split("\n", 2)[1:2]):
            _tell_within_markup(one, path, problems)
    _run(corpus, one, path, problems)


def _tell_block(one: Call, path: str, problems: Problems) -> None:
    message = f"宏“{one.name}”出的是一张表，要单独占一行，上下各空一行。例：{{{{ {MACROS[one.name].example} }}}}"
    problems.report(path, one.line, one.column, "bad-macro", message)


def _tell_within_markup(one: Call, path: str, problems: Problems) -> None:
    example = MACROS[one.name if one.name in MACROS else "latest"].example
    message = (
        f"宏“{one.name}”不能写在标题、链接或图片里。请写到正文的句子里，或单独占一行。"
        f"例：{{{{ {example} }}}}"
    )
    problems.report(path, one.line, one.column, "bad-macro", message)


def _within_markup(before: str, next_line: str = "") -> bool:
    """Whether a call stands in a heading, in the words or the address of a link or picture: told by
    what stands before it in its line, and by the line below."""
    underlined = re.fullmatch(r" {0,3}(=+|-+)[ \t]*", next_line) is not None
    in_brackets = before.count("[") > before.count("]")
    in_address = re.search(r"\]\([^)]*$|^ {0,3}\[[^\]]*\]:", before) is not None
    heading = re.match(r"[ \t>*+\-0-9.)]*#", before) is not None  # in a list or a quotation too
    return heading or underlined or in_brackets or in_address


def _run(corpus: Corpus, one: Call, path: str, problems: Problems) -> None:
    if one.name not in MACROS:
        offer = did_you_mean(one.name, MACROS)
        problems.report(
            path,
            one.line,
            one.column,
            "unknown-macro",
            f"没有“{one.name}”这个宏。{offer}可用的有：{'、'.join(MACROS)}。",
        )
        return
    try:
        call(Place(corpus, ""), one.name, one.args, one.kwargs)
    except MacroError as error:
        problems.report(path, one.line, one.column, "macro-argument", str(error))


def other_pages(corpus: Corpus) -> list[Path]:
    """The Markdown pages of docs/ that are no summaries; none where one summary alone is asked about."""
    if corpus.about is not None:
        return []
    suffixes = (".md", *OTHER_SUFFIXES)  # MkDocs renders those too; the reading refuses them
    shown = (one for one, is_file in below(corpus) if is_file and one.endswith(suffixes))
    paths = (corpus.root / one for one in shown if not one.startswith(f"{SUMMARIES}/"))
    return sorted(path for path in paths if path.is_file())
