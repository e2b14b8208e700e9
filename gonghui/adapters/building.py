"""Building: MkDocs run on the project, its own warnings told in our words, site/ changed only by a
build that went well."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from ..crew import Lost
from ..disk import reason
from ..problem import Problem

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # a banner about other products

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from .ground import Ground, replace
from .onepage import build_page
from .options import Options
from .plugin import GonghuiPlugin, ProblemsFound
from .project import KEPT
from .rendering import Progress, render
from .sharing import Left
from .turn import in_turn

LOST = (
    "生成网站的一个进程中途被停止（{}），多半是内存不够。"
    "请关掉别的程序再生成一次，或者少用几个进程，例：gonghui build --jobs 1"
)

TEMPLATES = ".cache/gonghui/templates"


@dataclass
class Built:
    """What a build did. `problems` are of the check-up, `complaints` MkDocs' own, as text; `notes` are
    worth knowing and stop nothing; `home` is the site's own address (site_url), "" without one; `shelves`
    are the folders whose files stand in the site as they are, the first of two of one name; `leans_on` the
    files that an only page depends on beside its own; `reused` are the pages taken from the last build."""

    ok: bool
    problems: list[Problem] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    pages: int = 0
    addresses: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    home: str = ""
    shelves: list[str] = field(default_factory=list)
    leans_on: list[str] = field(default_factory=list)
    reused: int = 0

    @property
    def record(self) -> str:
        """JSON for the preview server: what stands where, what is broken, and the lines to show."""
        errors = [p for p in self.problems if p.severity == "error"]
        said = [str(problem) for problem in errors] + self.complaints
        broken = sorted({problem.path for problem in errors})
        kept = {"addresses": self.addresses, "broken": broken, "lines": said, "pages": self.pages}
        return json.dumps(kept, ensure_ascii=False)


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def build(
    root: Path,
    site_dir: Path,
    options: Options,
    tell: Progress = lambda pages, more: None,
) -> Built:
    """Check, render aside and put the result in the place of `site_dir`, after another that is about
    it. `tell` hears how many pages there are and how many more are done. Never raises for what stands in
    the project's files."""
    with in_turn(root / KEPT / "turns", site_dir):
        return _build(root, site_dir, options, tell)


def _build(root: Path, site_dir: Path, options: Options, tell: Progress) -> Built:
    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    logger.propagate = False
    done, at_work = False, ""
    ground: Ground | None = None
    aside = site_dir.with_name(f".{site_dir.name}.new")
    date_of_commit(root)
    try:
        config = load_config(
            str(root / "mkdocs.yml"),
            site_dir=str(aside),
            strict=False if options.keep_going else None,
        )
        plugin = config.plugins.get("gonghui")
        if not isinstance(plugin, GonghuiPlugin):
            return Built(False, complaints=["mkdocs.yml 的 plugins 里没有 gonghui。请加上。"])
        plugin.options = options
        try:
            if options.only:
                build_page(config, plugin, root / TEMPLATES)
                left = Left(pages=sum(1 for _ in aside.rglob("*.html")))
            elif config.validation.links.anchors < logging.WARNING:
                left, ground = render(config, plugin, tell)
            else:  # whether an anchor is there is seen once all pages are rendered and at hand
                mkdocs_build(config)
                left = Left(pages=len(plugin.edition.summaries) + len(plugin.edition.pages))
        finally:
            at_work = plugin.at_work
        done = True
    except Abort as abort:  # MkDocs turns a plugin's error into this one
        if isinstance(abort.__context__, ProblemsFound):
            return Built(False, abort.__context__.problems)
        return Built(False, complaints=complaints.texts or [str(abort)])
    except Lost as lost:
        return Built(False, complaints=[LOST.format(lost)])
    except MkDocsException as error:
        return Built(False, complaints=[*complaints.texts, str(error)])
    except (Exception, SystemExit) as error:  # code of the project's own: macros.py, overrides/
        if os.environ.get("GONGHUI_DEBUG"):
            raise
        if isinstance(error, OSError) and str(error.filename).startswith(str(aside)):
            why = (
                f"{site_dir} 写不进去（{reason(error)}）。请看磁盘满了没有、这个用户能不能写那里。"
            )
            return Built(False, complaints=[why])
        return Built(False, complaints=[told(error, complaints.texts, at_work)])
    finally:
        logger.removeHandler(complaints)
        if not done:
            shutil.rmtree(aside, ignore_errors=True)
    if options.shard:  # what it made is kept, and published by a build of all
        shutil.rmtree(aside, ignore_errors=True)
    elif ground:
        ground.settle(aside, left.prints)
    else:
        replace(aside, site_dir)
    examination = plugin.examination
    assert examination is not None
    left_out = sorted(examination.left_out)
    notes, home = plugin.origins.notes, config.site_url or ""
    # What MkDocs warns of, where nothing is left out, would have ended a strict build.
    warned = [] if left_out else complaints.texts
    return Built(
        not left_out,
        examination.problems,
        warned,
        left.pages,
        plugin.edition.addresses(),
        left_out,
        notes,
        home,
        [config.docs_dir, *config.theme.dirs],
        sorted(examination.reach.about) if examination.reach else [],
        left.reused,
    )


def told(error: BaseException, complaints: list[str], at_work: str) -> str:
    """A fault of code, in one line: mkdocs-macros ends the process and leaves its reason in the log."""
    if isinstance(error, SyntaxError):
        return f"{Path(error.filename or '').name} 第{error.lineno}行写法不对：{error.msg}。请检查那里。"
    if isinstance(error, SystemExit):
        text = " ".join(complaints)
        page, reason = _MACRO_PAGE.search(text), _MACRO_ERROR.search(text)
        where = f"docs/{page[1]}" if page else "页面"
        return f"{where} 里的模板出错：{reason[1] if reason else error}。请检查那里的宏。"
    if isinstance(error, RecursionError):
        return f"{at_work} 的层次太深，排不出来。请减少列表、引用的层数。"
    where = f"正在排 {at_work}，" if at_work else ""
    return f"{where}{type(error).__name__}: {error}。请检查 macros.py、overrides/ 和 mkdocs.yml。"


_MACRO_PAGE = re.compile(r"_File_: `([^`]+)`")
_MACRO_ERROR = re.compile(r"\n_?(\w+_?: [^\n]+)")


def date_of_commit(root: Path) -> None:
    """Two builds of one commit are alike: dates in the site are the commit's, not today's."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return
    if done.returncode == 0 and done.stdout.strip().isdigit():
        os.environ["SOURCE_DATE_EPOCH"] = done.stdout.strip()
