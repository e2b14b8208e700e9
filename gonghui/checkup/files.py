"""Files: what may lie in docs/ beside the pages. Everything there is published as it is."""

from __future__ import annotations

import os
from pathlib import Path

from ..corpus import DOCS, SUMMARIES, Corpus
from ..problem import Problems

# pictures and papers; nothing that a browser would run
KINDS = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".docx", ".xlsx", ".pptx", ".csv", ".txt",
)  # fmt: skip
_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # told by the reading itself


def check_files(corpus: Corpus, problems: Problems) -> None:
    """No links anywhere below docs/ (they would publish any file of the machine), and beside the
    summaries only kinds of file that nothing runs."""
    for folder, folders, files in os.walk(corpus.root / DOCS, followlinks=False):
        here = Path(folder)
        within = (here / "x").is_relative_to(corpus.root / SUMMARIES)
        for name in sorted([*folders, *files]):
            shown = (here / name).relative_to(corpus.root).as_posix()
            if (here / name).is_symlink():
                message = "这是符号链接，不是文件。请把文件本身放到这里。"
                problems.report(shown, 1, 1, "symlink", message)
            elif name in files and within and not name.startswith("."):
                _check_kind(shown, problems)


def _check_kind(shown: str, problems: Problems) -> None:
    suffix = os.path.splitext(shown)[1].lower()
    if shown.lower().endswith(".md.txt"):
        message = "文件名以“.md.txt”结尾，不会公布。请把末尾的“.txt”去掉（先在“查看”里打开“文件扩展名”）。"
        problems.report(shown, 1, 1, "file-kind", message)
        return
    if suffix in KINDS or suffix in _PAGES:
        return
    problems.report(
        shown,
        1,
        1,
        "file-kind",
        f"总结旁边不能放“{suffix or '没有扩展名的'}”文件：网站会照样公布。请移走或换成允许的种类："
        f"{'、'.join(kind[1:] for kind in KINDS)}。",
    )
