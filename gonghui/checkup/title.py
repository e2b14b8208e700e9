"""Title: a heading in the text that is as large as the page's own, which the front matter makes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..corpus import Corpus
from ..problem import Problems
from ..quotation import clip
from ..reading.markdown import without_code
from ..summary import Summary

_TITLE = re.compile(r"(?m)^ {0,3}#(?!#)[ \t]*(?P<words>\S.*)$")  # Python-Markdown wants no space
_QUOTED = 20  # characters of a heading


def check_titles(corpus: Corpus, findings: Problems, summaries: Iterable[Summary]) -> None:
    """Report the first such heading of the text of each of these pages."""
    for summary in summaries:
        if "#" not in summary.body:
            continue
        text = without_code(summary.body_of_words)
        if found := _TITLE.search(text):
            findings.report(
                summary.path,
                summary.body_line + text.count("\n", 0, found.start()),
                found.start("words") - text.rfind("\n", 0, found.start("words")),
                "text-title",
                f"“# {clip(found['words'].strip(), _QUOTED)}”与网页的题目一样大。题目由题头生成，"
                "正文里请删去；是小标题的，请写成两个#。例：## 一、组织建设",
            )
