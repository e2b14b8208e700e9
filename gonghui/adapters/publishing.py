"""Publishing: gonghui publish and gonghui rollback: build aside, inspect, let readers see it; go back."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory
from typing import NoReturn

import click

from ..disk import reason
from ..problem import as_text
from ..publication.exchange import KEPT, Place, listed, publish, roll_back
from ..publication.folder import CURRENT, Folder
from ..publication.refusal import Refusal
from ..publication.server import Server, remote
from .chinese import ChineseCommand
from .project import project_root, why_not_in

ASIDE = ".cache/gonghui/publish"
NOWHERE = (
    "网站已经生成在 {site}/，也核对过了，没有公布：没有写明公布到哪里。要公布，请写一个文件夹，"
    "例：gonghui publish /srv/www/zongjie，或写在变量 PUBLISH_TO 里；"
    "别的服务器上的写“用户@服务器:文件夹”，例：web@example.org:/srv/www/zongjie。"
)


@click.command("publish", cls=ChineseCommand, short_help="生成网站，核对，公布")
@click.argument("target", required=False, envvar="PUBLISH_TO", metavar="[文件夹]")
@click.option(
    "--keep",
    type=click.IntRange(1, 1000),
    default=KEPT,
    envvar="PUBLISH_KEEP",
    metavar="几版",
    help=f"连新的一版共留几版，供退回用，不写时是{KEPT}。",
)
@click.option(
    "--site-dir",
    default="site",
    envvar="SITE_DIR",
    metavar="文件夹",
    help="没有写公布到哪里时，网站放在哪里，不写时是 site。",
)
def publish_(target: str | None, keep: int, site_dir: str) -> None:
    """在一边生成网站，核对链接、个人信息和要从外面取的文件，都没有问题才一下子换上。有一处不对，或者中途断了，读者看到的还是原来的。

    网站服务器指向文件夹里的 current。写“用户@服务器:文件夹”时，用 rsync 和 ssh 公布到别的机器。
    """
    root, started = project_root(), time.monotonic()
    target = (target or "").strip()
    if not target:
        with _told("没有公布"):
            _build(root, (root / site_dir).resolve())
        click.echo(NOWHERE.format(site=site_dir), err=True)
        return
    with _told("没有公布"), _place(root, target, os.environ, new=True) as place:
        done = publish(place, lambda site: _build(root, site), date.today(), keep)
    seconds = time.monotonic() - started
    removed = f"删去了旧的{len(done.removed)}版，" if done.removed and not done.failed else ""
    click.echo(f"已公布到 {target}，这一版是 {done.new}，{removed}用时{seconds:.1f}秒。", err=True)
    if done.failed:
        old = "、".join(done.removed)
        click.echo(
            f"旧的版本（{old}）没有删干净。请看能不能写 {target} 里的 releases，再运行一遍或手工删去。",
            err=True,
        )
        sys.exit(1)
    if done.old:
        click.echo(f"要退回上一版：gonghui rollback {quote(target)}", err=True)


@click.command("rollback", cls=ChineseCommand, short_help="退回以前公布的一版")
@click.argument("target", envvar="PUBLISH_TO", metavar="文件夹")
@click.option(
    "--to",
    default="",
    metavar="哪一版",
    help="退回哪一版，例：2026-11-23-1。不写时是现在的前一版。",
)
@click.option("--list", "only_list", is_flag=True, help="只列出留着的各版。")
def rollback(target: str, to: str, only_list: bool) -> None:
    """把网站换回以前公布的一版。换以前先核对那一版的每个文件，和公布时不一样的不换。"""
    target = target.strip()
    with _told("没有退回"), _place(Path.cwd(), target, os.environ, new=False) as place:
        if only_list:
            with place.session():
                click.echo(listed(place.names(), place.current()))
            return
        done = roll_back(place, to)
    if done.old == done.new:
        click.echo(f"{target} 现在就是 {done.new}，没有改动。", err=True)
        return
    click.echo(f"{target} 已退回到 {done.new}。", err=True)
    if done.old:
        click.echo(f"要再换回来：gonghui rollback {quote(target)} --to {done.old}", err=True)


def _build(root: Path, site: Path) -> None:
    """Build and inspect a site. Raises Refusal."""
    from ..compression import compress
    from ..inspection import inspect
    from .building import build  # MkDocs and lxml are read when they are used
    from .options import Options

    if refusal := why_not_in(root, site):
        raise Refusal(f"网站不能放在 {site}：{refusal}。请换一个文件夹。")
    built = build(root, site, Options())
    click.echo(as_text(built.problems), nl=False)
    for line in [*(f"生成页面时出错：{text}" for text in built.complaints), *built.notes]:
        click.echo(line, err=True)
    if not built.ok:
        raise Refusal("网站没有生成。请按上面所列改正，再运行一遍。")
    compress(site)
    if faults := inspect(site, built.home):
        for fault in faults:
            click.echo(fault)
        raise Refusal("生成的网站没有通过核对。请按上面所列改正，再运行一遍。")


@contextmanager
def _place(root: Path, target: str, environ: Mapping[str, str], *, new: bool) -> Iterator[Place]:
    """Where to publish; `new` where a folder that is not there yet may be made."""
    os.umask(0o022)  # the web server is somebody else
    if remote(target):
        with TemporaryDirectory() as keys:
            yield Server(target, ssh_of(environ, Path(keys)), root / ASIDE)
        return
    if os.path.basename(target.rstrip("/")) == CURRENT and (root / target).is_symlink():
        whole = os.path.dirname(target.rstrip("/")) or "."
        raise Refusal(f"{target} 是读者看到的那一版，请少写末尾的 {CURRENT}。例：{whole}")
    path = (root / target).resolve()
    if path.is_file():
        raise Refusal(f"{target} 是一个文件，不是文件夹。请写一个文件夹，例：/srv/www/zongjie")
    if refusal := why_not_in(root, path):
        raise Refusal(f"不能公布到 {target}：{refusal}。例：gonghui publish /srv/www/zongjie")
    if not (new or path.is_dir()):
        raise Refusal(f"没有文件夹 {target}。请核对写得对不对。")
    yield Folder(path)


def ssh_of(environ: Mapping[str, str], folder: Path) -> list[str]:
    """The ssh to use: it asks nothing, and trusts no server that it does not know. Keys that stand in
    the variables PUBLISH_KEY and PUBLISH_HOST_KEY are put into a folder."""
    words = ["ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"]
    words += ["-o", "ServerAliveInterval=15"]
    for name, option in (
        ("PUBLISH_KEY", "IdentityFile"),
        ("PUBLISH_HOST_KEY", "UserKnownHostsFile"),
    ):
        text = environ.get(name, "").replace("\r\n", "\n").strip()
        if text:
            file = folder / option
            file.touch(mode=0o600)
            file.write_text(text + "\n", encoding="utf-8")
            words += ["-o", f"{option}={file}"]
            words += ["-o", "IdentitiesOnly=yes"] if option == "IdentityFile" else []
    return words


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Whatever went wrong is told, and the process ends with 1."""

    def end(text: object) -> NoReturn:
        click.echo(f"{what}：{text}", err=True)
        click.echo("读者看到的没有改动。", err=True)
        sys.exit(1)

    try:
        yield
    except Refusal as refusal:
        end(refusal)
    except (MemoryError, RecursionError):
        end("有文件太大或层次太深，内存不够。请看最近加了什么附件，删去或改小后再运行一遍。")
    except OSError as error:
        end(
            f"{error.filename or '文件'} 读写不了（{reason(error)}）。请看磁盘满了没有、这个用户能不能写那里。"
        )
