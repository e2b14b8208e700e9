"""Files: what may lie in docs/ beside the pages. Everything there is published as it is."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from ..address import MADE, is_reserved
from ..attachment import (
    FILES,
    KINDS,
    MAX_ATTACHMENT,
    MAX_NAME,
    MAX_PICTURE,
    OFFICE_TEXTS,
    PICTURES,
    TEXTS,
    fault_of_name,
    to_import,
    too_large,
)
from ..corpus import DOCS, SUMMARIES, Corpus
from ..disk import reason
from ..problem import Problems
from ..quotation import clip
from ..reading.source import words_of
from ..registry.files import FOLDER
from .pictures import check_picture

# what runs, asks for something or hides in an SVG: entities, scripts, event handlers, links, styles
_RUNS = re.compile(
    rb"<!|<\?(?!xml[ \t])|<[\w:]*(?:script|foreignobject|iframe|style|image|use|animate|set\b|handler|a[\s>])"
    rb"|\bon\w+\s*=|href|style\s*=|url\s*\(|javascript|&#",
    re.I,
)
_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # told by the reading itself


def check_files(corpus: Corpus, problems: Problems) -> None:
    """No links anywhere below docs/ (they would publish any file of the machine); beside the
    summaries and in docs/files/ only kinds of file that nothing runs, under names that can be
    published; pictures and attachments of a reasonable size."""
    for folder in (DOCS, FOLDER):
        if (corpus.root / folder).is_symlink():
            message = f"{folder} 是符号链接，不是文件夹。请把文件夹本身放到这里。"
            problems.report(folder, 1, 1, "symlink", message)
    for shown in _registries(corpus):
        _check_name(shown, os.path.basename(shown), problems)
    for shown, is_file in looked_at(corpus):
        name = os.path.basename(shown)
        if os.path.islink(f"{corpus.root}/{shown}"):
            message = "这是符号链接，不是文件。请把文件本身放到这里。"
            problems.report(shown, 1, 1, "symlink", message)
            continue
        if name.startswith("."):  # never published
            continue
        # where a summary stands follows from what it is of, not from its name
        is_summary = shown.startswith(f"{SUMMARIES}/") and shown.lower().endswith(_PAGES)
        _check_name(shown, name, problems, published=not is_summary)
        if is_contributed(shown) and not shown.lower().endswith(_PAGES):
            if is_file:
                _check_kind(shown, problems)
        elif is_file and not name.lower().endswith(_PAGES) and _is_taken(shown):
            message = (
                "这个地址留给网站自动生成的文件，放在这里会与它相撞。"
                f"请改名，或移到 {FILES}/ 里。例：{FILES}/{name}"
            )
            problems.report(shown, 1, 1, "reserved-address", message)
        elif is_file and not name.lower().endswith((*_PAGES, *KINDS)):
            _check_own(corpus.root / shown, shown, problems)
        if is_file and name.lower().endswith(".md") and not name.endswith(".md"):
            _check_capitals(shown, problems)
        if is_file and os.path.splitext(name)[1].lower() in KINDS:
            _check_content(corpus.root / shown, shown, problems)


def is_contributed(shown: str) -> bool:
    """Whether a path is one where contributors put files: beside summaries, or in docs/files/."""
    return shown.startswith((f"{SUMMARIES}/", f"{FILES}/"))


def _is_taken(shown: str) -> bool:
    """Whether the program publishes something of its own at or beside a file's address."""
    address = shown.removeprefix(f"{DOCS}/")
    return address.lower() in MADE or ("/" in address and is_reserved(address))


def published(corpus: Corpus) -> set[str]:
    """The files of docs/ that the site will have, spelt as they are on the disk."""
    files = (shown for shown, is_file in below(corpus) if is_file)
    return {shown for shown in files if not any(p.startswith(".") for p in shown.split("/"))}


def looked_at(corpus: Corpus) -> Iterator[tuple[str, bool]]:
    """The paths below docs/ of which the check-up is to speak, and whether each is a file."""
    if corpus.about is None:
        yield from below(corpus)
        return
    for shown in sorted(corpus.about):
        if os.path.lexists(corpus.root / shown):
            yield shown, not (corpus.root / shown).is_dir()


def _registries(corpus: Corpus) -> Iterator[str]:
    """The paths in data/, where all is looked at."""
    try:
        names = os.listdir(corpus.root / FOLDER) if corpus.about is None else []
    except OSError:  # told by the registries
        return
    yield from (f"{FOLDER}/{name}" for name in sorted(names) if not name.startswith("."))


def below(corpus: Corpus) -> list[tuple[str, bool]]:
    """Every path below docs/, relative to the root, and whether it is a file; links not followed. Looked up
    once."""
    if "below docs" not in corpus.answers:
        corpus.answers["below docs"] = list(_below(corpus.root))
    found: list[tuple[str, bool]] = corpus.answers["below docs"]
    return found


def _below(root: Path) -> Iterator[tuple[str, bool]]:
    for folder, folders, files in os.walk(root / DOCS, followlinks=False):
        here = Path(folder).relative_to(root).as_posix()
        apart = set(folders)
        for name in sorted([*folders, *files]):
            yield f"{here}/{name}", name not in apart


def _check_kind(shown: str, problems: Problems) -> None:
    suffix = os.path.splitext(shown)[1].lower()
    if shown.lower().endswith(".md.txt"):
        message = "文件名以“.md.txt”结尾，不会公布。请把末尾的“.txt”去掉（先在“查看”里打开“文件扩展名”）。"
        problems.report(shown, 1, 1, "file-kind", message)
        return
    if suffix in KINDS:
        return
    if suffix in OFFICE_TEXTS and shown.startswith(f"{SUMMARIES}/"):
        problems.report(shown, 1, 1, "file-kind", to_import(shown))
        return
    where = "总结旁边" if shown.startswith(f"{SUMMARIES}/") else f" {FILES}/ 里"
    problems.report(
        shown,
        1,
        1,
        "file-kind",
        f"{where.lstrip()}不能放“{clip(suffix) or '没有扩展名的'}”文件：网站会照样公布。请移走或换成允许的种类："
        f"{'、'.join(kind[1:] for kind in KINDS)}。",
    )


def _check_own(path: Path, shown: str, problems: Problems) -> None:
    """A file beside the site's own pages: a browser runs what stands in a web page or a drawing that is
    opened by itself, and no policy of the site's pages holds there."""
    suffix = os.path.splitext(shown)[1].lower()
    if suffix in (".css", ".ico"):  # nothing runs in them, and the policy lets them fetch nothing
        return
    if suffix == ".svg":
        if _is_drawing(path):
            return
        fault = "这幅SVG里有脚本、链接或别的网站的地址，打开时会运行。请另存为PNG，例：tu.png"
    else:
        fault = (
            f"docs/ 里不能放“{clip(suffix) or '没有扩展名的'}”文件：网站会照样公布，打开时可能运行。"
            f"请移走；网页请写成 .md，样式和脚本放在 overrides/ 里。例：{DOCS}/guide/x.md"
        )
    problems.report(shown, 1, 1, "file-kind", fault)


def _check_capitals(shown: str, problems: Problems) -> None:
    """A page named X.MD is none to MkDocs, which would publish its source."""
    if not shown.startswith(f"{SUMMARIES}/"):
        fault = "扩展名要用小写字母，不然网站不把它当作页面。"
        problems.report(shown, 1, 1, "file-kind", f"{fault}请改名。例：{shown[:-3]}.md")


def _is_drawing(path: Path) -> bool:
    """Whether an SVG holds nothing but shapes and words."""
    try:
        content = path.read_bytes()[: MAX_PICTURE + 1]
    except OSError:
        return True  # told elsewhere
    return len(content) <= MAX_PICTURE and b"\0" not in content and not _RUNS.search(content)


def _is_text(path: Path, size: int) -> bool:
    try:
        return size > MAX_ATTACHMENT or words_of(path.read_bytes()) is not None
    except OSError:
        return True  # told elsewhere


def _check_name(shown: str, name: str, problems: Problems, published: bool = True) -> None:
    fault = fault_of_name(name, published)
    if fault:
        problems.report(
            shown,
            1,
            1,
            "file-name",
            f"名字{fault}。请改名：用汉字、字母、数字、横线，不超过{MAX_NAME}个字。例：夜校海报.png",
        )


def _check_content(path: Path, shown: str, problems: Problems) -> None:
    try:
        status = os.lstat(path)
    except OSError as error:
        message = f"文件打不开（{reason(error)}）。请检查文件是否还在、能不能读。"
        problems.report(shown, 1, 1, "unreadable", message)
        return
    if not stat.S_ISREG(status.st_mode):
        message = "这是特殊文件，不是普通文件，却用了文件的名字。请改名或移走。"
        problems.report(shown, 1, 1, "unreadable", message)
    elif os.path.splitext(shown)[1].lower() in PICTURES:
        check_picture(path, shown, status.st_size, problems)
    elif shown.lower().endswith(TEXTS) and not _is_text(path, status.st_size):
        problems.report(
            shown,
            1,
            1,
            "file-kind",
            "扩展名说是文字，里面却不是：是压缩的文件、Word 或 Excel 文件，或没有标明编码的UTF-16。"
            "请改回原来的扩展名，或用记事本打开，“另存为”时编码选“UTF-8”。例：附表.csv",
        )
    elif status.st_size > MAX_ATTACHMENT:
        problems.report(
            shown,
            1,
            1,
            "too-large",
            f"附件{too_large(status.st_size, MAX_ATTACHMENT)}。"
            "请先压缩里面的图片（Word、WPS里选中图片，点“压缩图片”）再保存，或拆成几个文件。",
        )
