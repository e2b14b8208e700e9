"""Building: MkDocs run on the project, its own warnings told in our words, site/ changed only by a
build that went well."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from ..problem import Problem

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # a banner about other products

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from .plugin import GonghuiPlugin, Options, ProblemsFound


@dataclass
class Built:
    """What a build did. `problems` are of the check-up, `complaints` MkDocs' own, as text."""

    ok: bool
    problems: list[Problem] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    pages: int = 0
    addresses: str = "{}"
    left_out: list[str] = field(default_factory=list)


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def build(root: Path, site_dir: Path, options: Options) -> Built:
    """Check, render aside and put the result in the place of `site_dir`. Never raises for what
    stands in the project's files."""
    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    logger.propagate = False
    aside = site_dir.with_name(f".{site_dir.name}.new")
    _date_of_commit(root)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(aside))
        plugin = config.plugins["gonghui"]
        if not isinstance(plugin, GonghuiPlugin):
            return Built(False, complaints=["mkdocs.yml 的 plugins 里没有 gonghui。请加上。"])
        plugin.options = options
        mkdocs_build(config)
    except Abort as abort:  # MkDocs turns a plugin's error into this one
        if isinstance(abort.__context__, ProblemsFound):
            return Built(False, abort.__context__.examination.problems)
        return Built(False, complaints=complaints.texts or [str(abort)])
    except MkDocsException as error:
        return Built(False, complaints=[*complaints.texts, str(error)])
    finally:
        logger.removeHandler(complaints)
    _replace(aside, site_dir)
    examination = plugin.examination
    assert examination is not None
    pages = sum(1 for _ in site_dir.rglob("*.html"))
    left_out = sorted(examination.left_out)
    return Built(not left_out, examination.problems, [], pages, plugin.addresses(), left_out)


def _replace(new: Path, old: Path) -> None:
    gone = old.with_name(f".{old.name}.old")
    shutil.rmtree(gone, ignore_errors=True)
    if old.exists():
        old.rename(gone)
    new.rename(old)
    shutil.rmtree(gone, ignore_errors=True)


def _date_of_commit(root: Path) -> None:
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
