"""Merging: gonghui merge: what several machines have made of one site, put together and published by one."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

import click

from ..crew import Shard
from ..shelf import SUFFIX
from .chinese import ChineseCommand
from .project import KEPT, project_root

FOLDER = "shards"  # below the folder of what is kept
EXAMPLE = "例：gonghui merge 第一台 第二台"


@dataclass(frozen=True)
class Made:
    """What one machine made: which part of how many, how many pages, and what they were made of: the program
    with its libraries and settings, and the texts."""

    number: int
    of: int
    pages: int
    means: str
    texts: str


def note(folder: Path, shard: Shard, pages: int, means: str, texts: str) -> None:
    """Write down what was made, in a folder of what is kept; what does not go with it is deleted there."""
    made = Made(shard.number, shard.of, pages, means, texts)
    path = folder / FOLDER / f"{shard.number}-{shard.of}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    for other in path.parent.glob("*.json"):
        known = other.read_text(encoding="utf-8")
        if not other.name.endswith(f"-{shard.of}.json") or means not in known or texts not in known:
            other.unlink()
    path.write_text(json.dumps(asdict(made)), encoding="utf-8")


@click.command("merge", cls=ChineseCommand, short_help="几台机器做的合成一个网站")
@click.argument("folders", nargs=-1, metavar="[文件夹]…")
@click.option("--site-dir", default="site", metavar="文件夹", help="网站放在哪里，不写时是 site。")
@click.option(
    "--no-build", is_flag=True, help="只合各份，不生成网站；接着运行 gonghui publish 的用。"
)
@click.pass_context
def merge(context: click.Context, folders: tuple[str, ...], site_dir: str, no_build: bool) -> None:
    """把几台机器用 gonghui build --shard 备好的各份合起来，生成网站。

    文件夹是各台的项目文件夹，或从那里取来的 .cache/gonghui；不写时，看这里的 .cache/gonghui。
    缺了一份、各份的资料或程序不一样时，不生成。
    """
    root = project_root()
    kept = [_kept(Path(name)) for name in folders] or [root / KEPT]
    found = {made.number: made for folder in kept for made in _made(folder)}
    if not found:
        _refuse(
            "没有找到备好的份。请先在各台机器上运行 gonghui build --shard，例：gonghui build --shard 1/2"
        )
    _agree(list(found.values()))
    for folder in kept:
        if folder.resolve() != (root / KEPT).resolve():
            shutil.copytree(folder, root / KEPT, ignore=_only_kept, dirs_exist_ok=True)
    if no_build:
        pages = sum(made.pages for made in found.values())
        click.echo(f"{len(found)}份合好了，共{pages}页，在 {KEPT}/ 里。", err=True)
        return
    group = context.parent.command if context.parent else None
    assert isinstance(group, click.Group)
    context.invoke(group.commands["build"], site_dir=site_dir)


def _only_kept(folder: str, names: list[str]) -> list[str]:
    """What of a folder is not taken over."""
    files = [name for name in names if not os.path.isdir(os.path.join(folder, name))]
    return [name for name in files if not name.endswith((SUFFIX, ".json"))]


def _kept(folder: Path) -> Path:
    """The folder of what is kept, of a project or by itself."""
    found = [place for place in (folder / KEPT, folder) if (place / FOLDER).is_dir()]
    if not found:
        _refuse(
            f"{folder} 里没有备好的份。请写各台机器的项目文件夹，或从那里取来的 {KEPT}。{EXAMPLE}"
        )
    return found[0]


def _made(folder: Path) -> list[Made]:
    found = []
    for path in sorted((folder / FOLDER).glob("*.json")):
        try:
            made = Made(**json.loads(path.read_text(encoding="utf-8")))
            assert isinstance(made.number, int)
            assert isinstance(made.of, int)
        except (ValueError, TypeError, AssertionError, OSError):
            _refuse(f"{path} 坏了，看不出是哪一份。请在那台机器上重新备一次。")
        found.append(made)
    return found


def _agree(every: list[Made]) -> None:
    """All parts of one whole, made of the same."""
    first = every[0]
    counts = sorted({made.of for made in every})
    if len(counts) > 1:
        said = "、".join(f"共{count}份" for count in counts)
        _refuse(f"各份不是一次分的，有的{said}。请删去旧的 {KEPT}/{FOLDER}，按同一个份数重新备好。")
    missing = sorted(set(range(1, first.of + 1)) - {made.number for made in every})
    if missing:
        said = "、".join(f"{number}" for number in missing)
        example = f"gonghui build --shard {missing[0]}/{first.of}"
        _refuse(f"缺第{said}份（共{first.of}份）。请备好再合。例：{example}")
    for made in every:
        for one, other, what in (
            (made.texts, first.texts, "总结"),
            (made.means, first.means, "程序、登记表或设置"),
        ):
            if one != other:
                _refuse(
                    f"第{made.number}份和第{first.number}份的{what}不一样，合不到一起。"
                    "请在各台机器上取同一个提交，装同样的程序，重新备好。"
                )


def _refuse(text: str) -> NoReturn:
    click.echo(f"没有合成：{text}", err=True)
    sys.exit(1)
