"""Project: the folder that a command works on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

KEPT = ".cache/gonghui"  # below it stands what the next build or check may use again; not in git
OWN = ("docs", "data", "overrides", "gonghui", "tests", "tools", ".git")


def project_root() -> Path:
    """The nearest folder upward that holds mkdocs.yml and data/."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "data").is_dir():
            return folder
    click.echo(
        f"这里（{here}）不是工会总结项目：找不到 mkdocs.yml 和 data/。请先进入项目的文件夹。",
        err=True,
    )
    sys.exit(2)


def why_not_in(root: Path, target: Path) -> str:
    """Why nothing made may be put at a folder: it is the project's own; "" where it may."""
    if root == target:
        return "那里是项目自己的文件夹"
    if root.is_relative_to(target):
        return "项目自己的文件夹就在那里面"
    if any(target.is_relative_to(root / name) for name in OWN):
        return "那里放着项目自己的文件"
    return ""
