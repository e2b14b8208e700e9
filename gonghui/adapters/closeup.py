"""Close-up: a preview of one summary, for its author, as quick among ten thousand as among ten.

Built in this process, which has everything loaded: a change of the package itself counts when the preview
is started anew. What the page needs is read again each time, and nothing else (gonghui/checkup/reach.py).
"""

from __future__ import annotations

import json
import os
import shlex
import threading
import time
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote
from wsgiref.util import FileWrapper

from .building import build
from .lookout import Lookout
from .notice import notice
from .options import Options
from .preview import Preview, PreviewServer, Respond, run

LOOK = 0.1  # seconds from one look at the files to the next
WATCHED = ("data", "overrides", "macros.py", "mkdocs.yml")
PAGES = (".html", ".md")  # no files of the site, as they lie in the theme and in docs/


class Closeup(Preview):
    """`files` are those whose change counts, by path; `shelves` the folders of what is no page; `places`
    the addresses that the page has had."""

    def __init__(self, root: Path, only: str) -> None:
        super().__init__(root, only)
        self.said = f"只有 {only} 这一篇，改了会自动更新"
        self.files, self.shelves, self.places = [only], list[str](), set[str]()

    def command(self, port: int) -> str:
        return f"gonghui serve --only {shlex.quote(self.only)} --port {port}"

    @property
    def own(self) -> str | None:
        """The page's address; None as long as it has none."""
        return self.state.addresses.get(self.only)

    def _run(self) -> dict[str, Any]:
        options = Options(preview=True, keep_going=True, only=self.only)
        self.folder.mkdir(parents=True, exist_ok=True)
        built = build(self.root, self.spare, options)
        self.files = [self.only, *built.leans_on]
        self.shelves = built.shelves or self.shelves
        found: dict[str, Any] = json.loads(built.record)
        self.places.update({found["addresses"].get(self.only)} - {None})
        return found


class CloseupServer(PreviewServer):
    """The page, what it needs to be seen as it is, and in the place of every other page a word about it."""

    preview: Closeup

    def __init__(self, preview: Closeup, port: int) -> None:
        self.lookout = Lookout(preview.root)
        super().__init__(preview, port)

    def follow(self) -> None:
        self.follow_all(WATCHED)
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._shutdown:
            if self.lookout.changed(self.preview.files):
                with self._rebuild_cond:
                    self._want_rebuild = True
                    self._rebuild_cond.notify_all()
            time.sleep(LOOK)

    def otherwise(self, address: str, start_response: Respond) -> Iterable[bytes] | None:
        file = self._file(address)
        if file is not None:
            kind = str(self._guess_type(str(file)))  # type: ignore[no-untyped-call]
            headers = [("Content-Type", kind), ("Content-Length", str(file.stat().st_size))]
            start_response("200 OK", headers)
            return FileWrapper(file.open("rb"))
        own = self.preview.own
        if own is None or (address == "gh-problems/" and self.preview.state.trouble):
            return super().otherwise(address, start_response)
        if address == "" or address in self.preview.places - {own}:
            start_response("302 Found", [("Location", quote(f"/{own}"))])
            return []
        return self.tell("404 Not Found", _not_here(self.preview.only, own), start_response)

    def _file(self, address: str) -> Path | None:
        """A file of docs/ or of the theme that is no page."""
        name = os.path.normpath(f"/{address}").lstrip("/")
        if name.endswith(PAGES):
            return None
        found = (Path(shelf, name) for shelf in self.preview.shelves)
        return next((path for path in found if path.is_file()), None)


def _not_here(only: str, own: str) -> str:
    words = (
        f"<p>现在只预览 {escape(only)} 一篇，别的页面和检索都没有生成。"
        f'<a href="/{escape(quote(own))}">回到这一篇</a></p>'
        "<p>要看全部页面，请结束这个预览，不带 --only 重新开始：<code>gonghui serve</code></p>"
    )
    return notice("这一页不在预览里", words)


def serve(root: Path, only: str, port: int) -> int:
    """Serve the page of one summary, given by its path below the project, until Ctrl+C; the process's
    exit code."""
    return run(Closeup(root, only), CloseupServer, port)
