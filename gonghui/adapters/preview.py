"""Preview: a server that keeps answering whatever stands in the files.

Each build runs in a process of its own, so that a change of the package itself counts. A good build
takes the place of the last one. While a page is broken, it shows the list of problems, and all others
are built without it, with a bar that says so; where nothing can be built, they are those of the last
good build.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from mkdocs.livereload import LiveReloadServer

from .notice import bar, notice, problem_notice
from .policy import with_policy

HOST = "127.0.0.1"
Respond = Callable[..., Any]  # as WSGI has it
WATCHED = ("docs", "data", "overrides", "gonghui", "macros.py", "mkdocs.yml")


@dataclass
class State:
    """What the last builds gave: the folder of the last one that could be made, which file stands at
    which address, and what is wrong now: the files and the lines that tell it. `stale` is set where
    the folder is older than that; `only` is the path of the summary that alone is shown, "" for all."""

    site: Path | None = None
    addresses: dict[str, str] = field(default_factory=dict)
    broken_files: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    stale: bool = False
    only: str = ""

    @property
    def broken(self) -> set[str]:
        """The addresses of the pages whose files have a problem."""
        known = {self.addresses[path] for path in self.broken_files if path in self.addresses}
        own = {_address_of_page(p) for p in self.broken_files if p.startswith("docs/")}
        unplaced = [p for p in self.broken_files if not p.startswith("docs/")]
        # the registries have no page of their own: what is wrong there is shown on the home page
        return known | own | ({""} if unplaced else set())

    @property
    def others(self) -> str:
        """What the pages are that have no problem, a sentence; "" where there are none."""
        if self.only in self.broken_files:
            return ""
        rest = "这一篇" if self.only else "其余页面"
        return f"{rest}是上一次成功的版本。" if self.stale else f"{rest}照常更新，暂不与它们对比。"


def _address_of_page(path: str) -> str:
    """Where a page of the site's own stands: docs/guide/macros.md → guide/macros/."""
    stem = path.removeprefix("docs/").removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


class Preview:
    """Builds into two folders in turn; `state` is replaced as a whole, never half changed. `said` is
    what a person should know of it."""

    said = "改了文件会自动更新"

    def __init__(self, root: Path, only: str = "") -> None:
        self.root, self.only, self.folder = root, only, root / ".cache" / "preview"
        self.state = State(only=only)

    def command(self, port: int) -> str:
        """How the same is started at another port."""
        return f"make serve PORT={port}"

    @property
    def spare(self) -> Path:
        """The folder that is not being served."""
        one, two = self.folder / "site-a", self.folder / "site-b"
        return two if self.state.site == one else one

    def build(self) -> None:
        """One build; what is wrong is kept and printed, nothing is raised."""
        click.echo("正在生成……", err=True)
        old, found = self.state, self._run()
        trouble, broken = found["lines"], found["broken"]
        if found["pages"]:
            addresses = old.addresses | found["addresses"]  # of the broken as well
            self.state = State(self.spare, addresses, broken, trouble, only=self.only)
        else:
            self.state = State(old.site, old.addresses, broken, trouble, True, self.only)
        if trouble:
            click.echo("\n".join(trouble), err=True)
            others = self.state.others
            click.echo(f"有问题：上面所列的页面显示问题。{others}改好后自动更新。", err=True)
        else:
            click.echo("已更新。", err=True)

    def _run(self) -> dict[str, Any]:
        """A build in a process of its own: its record, or what it said where it left none."""
        record = self.folder / "record.json"
        self.folder.mkdir(parents=True, exist_ok=True)
        record.unlink(missing_ok=True)
        command = [sys.executable, "-m", "gonghui", "build", "--preview", "--keep-going"]
        command += ["--site-dir", str(self.spare), "--record", str(record)]
        done = subprocess.run(
            command,
            cwd=self.root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        if record.exists():
            kept: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
            return kept
        last = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        told = f"程序出错：{last}。如果刚改过 gonghui/ 或 macros.py，请检查那里。"
        return {"addresses": {}, "broken": [], "lines": [told], "pages": 0}


class PreviewServer(LiveReloadServer):
    """MkDocs' reloading server, with the list of problems where a page is broken."""

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__(self.rebuild, HOST, port, str(preview.root))

    def rebuild(self) -> None:
        self.preview.build()
        self.point()

    def follow(self) -> None:
        """Notice changes from now on."""
        self.follow_all(WATCHED)

    def follow_all(self, names: Iterable[str]) -> None:
        for name in names:
            if (self.preview.root / name).exists():
                self.watch(str(self.preview.root / name))

    def point(self) -> None:
        if self.preview.state.site:
            self.root = str(self.preview.state.site)

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/"):
            return super()._serve_request(environ, start_response)
        with self._epoch_cond:  # a build under way is waited for
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
        state = self.preview.state
        address = path.lstrip("/").removesuffix("index.html")
        if state.trouble and (state.site is None or address in state.broken):
            return self._problems(start_response)
        answer = super()._serve_request(environ, start_response)
        return answer if answer is not None else self.otherwise(address, start_response)

    def otherwise(self, address: str, start_response: Respond) -> Iterable[bytes] | None:
        """What is answered where the site has nothing (any more)."""
        if self.preview.state.trouble:
            return self._problems(start_response)
        words = '<p>可能改了期间或删了文件。<a href="/">回首页</a></p>'
        return self.tell("404 Not Found", notice("找不到这一页", words), start_response)

    def _problems(self, start_response: Respond) -> Iterable[bytes]:
        state = self.preview.state
        page = problem_page(state)
        return self.tell("503 Service Unavailable", page, start_response)

    def tell(self, status: str, page: str, start_response: Respond) -> Iterable[bytes]:
        """A page of the preview's own: it reloads when there is another."""
        content = self._inject_js_into_html(page.encode(), self._visible_epoch)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(content))),
        ]
        start_response(status, headers)
        return [content]

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        state = self.preview.state
        if state.trouble and b'class="gh-problems"' not in content:
            content = content.replace(
                b"</body>", bar(len(state.trouble), state.stale).encode() + b"</body>"
            )
        return with_policy(super()._inject_js_into_html(content, epoch))  # type: ignore[no-untyped-call]


def problem_page(state: State) -> str:
    """The problems in the place of a page."""
    # where the home page is broken itself, or there is none yet, the way home would lead back here
    has_home = not state.only and state.site is not None and "" not in state.broken
    return problem_notice(state.trouble, state.others, has_home)


def port_is_free(port: int) -> bool:
    """Whether nobody answers at that port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(root: Path, port: int) -> int:
    """Serve the whole site until Ctrl+C; the process's exit code."""
    return run(Preview(root), PreviewServer, port)


def run(preview: Preview, kind: type[PreviewServer], port: int) -> int:
    """Build and serve until Ctrl+C; the process's exit code."""
    if not port_is_free(port):
        other = preview.command(port + 1 if port < 65535 else 8000)
        click.echo(
            f"端口 {port} 已被别的程序占用。请关掉那个程序，或换一个端口：{other}",
            err=True,
        )
        return 1
    logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)
    preview.build()
    server = kind(preview, port)
    server.point()
    server.follow()
    click.echo(f"预览：http://{HOST}:{port}/ （{preview.said}；按 Ctrl+C 结束）", err=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve()  # type: ignore[no-untyped-call]
    click.echo("预览结束。", err=True)
    return 0
