"""Site: all files of a built site looked through, each read once."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..privacy import masked
from ..quotation import one_line
from .contents import Unreadable, texts_in
from .leaks import Leaks
from .links import Links
from .page import Page

START = "index.html"  # without it there is no site
MOST = 30  # lines told; who mends these sees the rest


def inspect(site: Path, home: str = "") -> list[str]:
    """What is wrong with a built site, in lines `file: what and what to do`; none where it may be
    published. `home` is its own address (site_url), "" where it has none."""
    told = [f"{masked(one_line(file))}: {what}" for file, what in _faults(site, home)]
    if len(told) > MOST:
        told[MOST:] = [f"还有{len(told) - MOST}处，没有一一列出。"]
    return told


def _faults(site: Path, home: str) -> Iterator[tuple[str, str]]:
    paths = sorted(path for path in site.rglob("*") if path.is_symlink() or not path.is_dir())
    files = {path.relative_to(site).as_posix(): path for path in paths}
    if START not in files:
        yield START, "没有首页。请看 docs/index.md 还在不在。"
    links, leaks = Links(set(files), home), Leaks()
    for file, path in files.items():
        if path.is_symlink() or not path.is_file():
            yield file, "不是普通文件。请把链接换成真正的文件。"
            continue
        raw = path.read_bytes()
        leaks.take(file, [os.path.splitext(file)[0].replace("/", "\n")])
        if file.endswith(".html"):
            page = Page(raw)
            links.take_page(file, page)
            leaks.take(file, page.lines)
            continue
        links.take_file(file, raw)
        try:
            if file.endswith(".gz") and file.removesuffix(".gz") in files:
                if gzip.decompress(raw) != files[file.removesuffix(".gz")].read_bytes():
                    yield file, "和没有压缩的那一份不一样。请重新生成。"
            else:
                leaks.take(file, texts_in(file, raw))
        except Unreadable as error:
            yield file, f"{error}，没法查看里面有没有个人信息。请换一份打得开的，或撤下它。"
        except (OSError, EOFError, zlib.error):
            yield file, "压缩的文件坏了。请重新生成。"
    yield from links.faults()
    yield from leaks.faults()
