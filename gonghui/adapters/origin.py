"""Origin: where a page comes from: the day its file last changed, and the two addresses in the
repository where it can be changed and where its history stands.

Source of the days: git's own log, read once a build, whatever the number of pages.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from ..corpus import DOCS
from ..period import say_day

SHALLOW = (
    "项目是浅克隆，历史不全，所以页脚没有写“最后修改”的日期。"
    "要写出来，请先运行 git fetch --unshallow，再生成一次。"
)


@dataclass(frozen=True)
class Log:
    """The day of the last change of each file, by path below the project (`docs/index.md`), as the
    committer's calendar had it. Empty where git cannot tell; `shallow` says that it knows too little."""

    days: dict[str, date] = field(default_factory=dict)
    shallow: bool = False


def read_log(root: Path, below: str = DOCS) -> Log:
    """What git knows of docs/, or of one file there. No git, no repository, no commit: nothing, and no word about it."""
    about = _git(root, "rev-parse", "--is-shallow-repository", "--show-prefix")
    if about is None:
        return Log()
    shallow, _, prefix = about.partition(b"\n")
    if shallow == b"true":  # the oldest commit at hand would seem to have changed every file
        return Log(shallow=True)
    # A merge counts only where a file came out of it unlike either side (-c). --relative is not
    # used: git forgets it for merges. What a person has configured must not change the answer.
    log = _git(
        root, "-c", "core.quotepath=off", "-c", "log.follow=false", "log", "-z", "-c",
        "--no-renames", "--name-status", "--no-color", "--no-show-signature", "--format=/%cs",
        "--", below,
    )  # fmt: skip
    return Log(_last_days(log or b"", prefix.rstrip(b"\n")))


def _git(root: Path, *args: str) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", *args], cwd=root, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _last_days(log: bytes, prefix: bytes) -> dict[str, date]:
    """Newest first: what names a file first changed it last. Fields end with NUL; a commit's begins
    with /, which no status does, and no path stands where a status is due."""
    days: dict[str, date | None] = {}
    day = date.min
    fields = iter(log.split(b"\0"))
    for one in fields:
        status = one.strip(b"\n")
        if status.startswith(b"/"):
            day = date.fromisoformat(status[1:].decode("ascii"))
        elif status:
            path = next(fields, b"").removeprefix(prefix).decode("utf-8", "surrogateescape")
            # deleted, and there again all the same: that file is not committed
            days.setdefault(path, None if set(status) == {ord("D")} else day)
    return {path: day for path, day in days.items() if day is not None}


def scoped(repo_url: str, edit_uri: str) -> str:
    """An `edit_uri` as GitLab has it now: `-/edit/…`. MkDocs' default for it, `edit/…`, is an address
    that GitLab has given up."""
    is_gitlab = "gitlab" in (urlsplit(repo_url).hostname or "")
    return f"-/{edit_uri}" if is_gitlab and re.match("(edit|blob)/", edit_uri) else edit_uri


def history_uri(edit_uri: str) -> str:
    """Where a forge keeps the history of what can be changed at `edit_uri`: GitHub, Gitee and GitLab
    by `edit/` (or `blob/`), Gitea and Forgejo by `_edit/`; "" where it cannot be known."""
    if match := re.match("_edit/(.+)", edit_uri):
        return f"commits/branch/{match[1]}"
    if match := re.match("(-/)?(?:edit|blob)/(.+)", edit_uri):
        return f"{match[1] or ''}commits/{match[2]}"
    return ""


def new_file(repo_url: str, edit_uri: str) -> list[str]:
    """How a forge's page for a new file is addressed: the address to which a folder below docs/ is added,
    the name of the parameter for the file's name, that for its content ("" where there is none). Empty
    where it cannot be known. GitHub and Gitea (with Forgejo) fill in both, GitLab the name."""
    match = re.match("(-/|_)?(?:edit|blob)/(.+)", edit_uri)
    if not match or not urlsplit(repo_url).netloc:
        return []
    before = match[1] or ""
    url = _encoded(urljoin(f"{repo_url.rstrip('/')}/", f"{before}new/{match[2].rstrip('/')}/"))
    if before == "-/":
        return [url, "file_name", ""]
    fills = before == "_" or "github" in (urlsplit(repo_url).hostname or "")
    return [url, "filename", "value" if fills else ""]


@dataclass
class Origins:
    """The origins of one build's pages. `published` fills while they are written: the full address of
    each page and the day of its last change, for the sitemap."""

    log: Log = field(default_factory=Log)
    history: str = ""
    published: dict[str, date | None] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, config: MkDocsConfig, below: str = DOCS) -> Origins:
        """Read the log of what is below a path, and the settings; `config.edit_uri` is mended where its forge needs it."""
        repo_url = config.repo_url or ""
        config.edit_uri = scoped(repo_url, config.edit_uri or "")
        given = config.extra.get("history_uri")
        tail = history_uri(config.edit_uri) if given is None else str(given or "")
        if config.edit_uri_template and given is None:  # edit_uri does not count then
            tail = ""
        address = urljoin(f"{repo_url.rstrip('/')}/", tail) if tail else ""
        history = f"{address.rstrip('/')}/" if urlsplit(address).netloc else ""
        return cls(read_log(root, below), history)

    @property
    def notes(self) -> list[str]:
        """What whoever builds should know."""
        return [SHALLOW] if self.log.shallow else []

    def sign(self, page: Page, made: bool) -> None:
        """Put the origin at the foot of a page that has a source file; others (`made`) have none and
        no address for changing it."""
        source = page.file.src_uri
        day = None if made else self.log.days.get(f"{DOCS}/{source}")
        if page.canonical_url:
            self.published[page.canonical_url] = day
        page.update_date = day.isoformat() if day else ""  # MkDocs says: the day of the build
        if made or page.file.edit_uri is None:
            page.edit_url = None
            return
        page.edit_url = _edit_url(page)
        history = _encoded(f"{self.history}{quote(source)}") if self.history else ""
        page.content = (page.content or "") + foot(day, page.edit_url or "", history)


def _edit_url(page: Page) -> str | None:
    """MkDocs' own, with the file's name encoded: there it stands as it is, whatever it holds."""
    url, source = page.edit_url, page.file.src_uri
    if url and url.endswith(source):
        url = url.removesuffix(source) + quote(source)
    return url and _encoded(url)


def _encoded(url: str) -> str:
    """Percent-encode what no address may hold, and leave alone what has a meaning there."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~")


def foot(day: date | None, edit_url: str, history_url: str) -> str:
    """The line at the foot of a page; "" where nothing is known."""
    parts = []
    if day:
        parts.append(f'最后修改：<time datetime="{day.isoformat()}">{say_day(day)}</time>')
    for url, words in ((edit_url, "修改这一页"), (history_url, "修改记录")):
        if url:
            parts.append(f'<a href="{escape(url)}">{words}</a>')
    return f'<p class="gh-origin">{" ".join(parts)}</p>' if parts else ""
