"""The command line: gonghui check, build, serve, publish, new, import and others. It only calls the package."""

from __future__ import annotations

import gc
import os
import re
import sys
import time
from pathlib import Path

import click

from .. import __version__
from ..checkup import examine
from ..corpus import SUMMARIES
from ..crew import Shard, cores
from ..privacy import masked
from ..problem import FORMATS, Problem, as_text
from .chinese import ChineseGroup
from .project import KEPT, project_root, why_not_in

# What a command needs takes as long to read as a small project to check.
LATER = {
    "export": ("exporting", "export"),
    "import": ("importing", "import_"),
    "merge": ("merging", "merge"),
    "new": ("starting", "new"),
    "publish": ("publishing", "publish_"),
    "rollback": ("publishing", "rollback"),
    "schema": ("describing", "schema"),
}


@click.group(
    cls=ChineseGroup,
    later=LATER,
    context_settings={"max_content_width": 100},
    help="工会工作总结：检查、生成、预览。",
)
@click.version_option(__version__, message="gonghui %(version)s", help="显示版本。")
def main() -> None:
    gc.set_threshold(50_000, 20, 100)  # a command ends soon; ten thousand summaries are no garbage


@main.command(short_help="检查总结和登记表")
@click.argument("paths", nargs=-1, metavar="[文件或文件夹]…")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="输出格式：text 给人看，json 给程序用，github、gitlab 给代码平台。",
    metavar="[text|json|github|gitlab]",
)
def check(paths: tuple[str, ...], form: str) -> None:
    """检查全部总结和登记表，把问题一次列出。写了文件或文件夹时，只列那里的问题。有必须改的问题时以1结束。"""
    root = project_root()
    wanted = [_below(root, path) for path in paths]
    if form == "text":
        for path in filter(_is_unread, wanted):
            click.echo(f"“{path}”不是总结，也不是登记表，{UNREAD}", err=True)
        if wanted and all(map(_is_unread, wanted)):
            return
    examination = examine(root, jobs=cores(), kept=root / KEPT / "check")
    problems = [p for p in examination.problems if not wanted or _within(p, wanted)]
    click.echo(FORMATS[form](problems), nl=False)
    errors = sum(1 for problem in problems if problem.severity == "error")
    if form == "text":
        click.echo(
            verdict(len(list(examination.corpus.all)), errors, len(problems) - errors), err=True
        )
    sys.exit(1 if errors else 0)


def _below(root: Path, path: str) -> str:
    full = Path(os.path.normpath(Path.cwd() / path))
    if not full.exists() and not full.is_symlink():
        click.echo(f"找不到“{path}”。请核对文件名。", err=True)
        sys.exit(2)
    for place, folder in ((full, root), (full.resolve(), root.resolve())):
        if place.is_relative_to(folder):
            return place.relative_to(folder).as_posix()
    click.echo(f"“{path}”不在项目文件夹 {root} 里。", err=True)
    sys.exit(2)


UNREAD = "这里不查它。检查查的是 docs/ 里的总结、页面和附件，以及 data/ 里的登记表。例：gonghui check docs/summaries"


def _is_unread(path: str) -> bool:
    """Whether the check-up looks at nothing there: README.md, overrides."""
    return path != "." and path.split("/")[0] not in ("docs", "data", "mkdocs.yml")


def _within(problem: Problem, wanted: list[str]) -> bool:
    return any(
        path == "." or problem.path == path or problem.path.startswith(f"{path}/")
        for path in wanted
    )


def verdict(summaries: int, errors: int, warnings: int) -> str:
    """The last line: how many were read and what was found."""
    read = f"读了{summaries}篇总结"
    tail = f"，另有{warnings}处提醒" if warnings else ""
    if errors:
        return f"检查没有通过：{read}，有{errors}处必须改{tail}。"
    return f"检查通过：{read}，没有必须改的问题{tail}。"


@main.command(short_help="生成网站")
@click.option("--keep-going", is_flag=True, help="有问题的页面不出，其余照常生成；以1结束。")
@click.option("--site-dir", default="site", metavar="文件夹", help="网站放在哪里，不写时是 site。")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="个数",
    help="同时用几个进程，不写时有几个处理器就用几个。",
)
@click.option(
    "--shard",
    metavar="第几份/共几份",
    help="几台机器分着做：只备好这一份单位的网页，不生成网站。例：--shard 2/4",
)
@click.option("--preview", is_flag=True, hidden=True)
@click.option("--record", hidden=True)
def build(
    keep_going: bool,
    site_dir: str,
    jobs: int | None,
    shard: str | None,
    preview: bool,
    record: str | None,
) -> None:
    """检查通过后生成网站。检查不通过时什么都不生成，原来的网站不动。"""
    from .building import build as run
    from .options import Options
    from .progress import progress

    root, started = project_root(), time.monotonic()
    target = (root / site_dir).resolve()
    refusal = why_not_there(root, target)
    if refusal:
        click.echo(f"网站不能放在 {site_dir}：{refusal}。例：--site-dir site", err=True)
        sys.exit(2)
    options = Options(
        preview=preview,
        keep_going=keep_going,
        jobs=jobs or 0,
        shard=_shard(shard),
        site=target,
    )
    with progress() as tell:
        built = run(root, target, options, tell)
    if record:
        Path(record).write_text(built.record, encoding="utf-8")
    click.echo(as_text(built.problems), nl=False)
    for complaint in built.complaints:
        click.echo(f"生成页面时出错：{complaint}", err=True)
    for note in built.notes:
        click.echo(note, err=True)
    if options.shard and built.ok:
        click.echo(
            f"第{options.shard.number}份（共{options.shard.of}份）备好了：{built.pages}页，在 {KEPT}/ 里。"
            "各份备好以后，运行 gonghui merge 合成网站。",
            err=True,
        )
    elif built.pages:
        seconds = time.monotonic() - started
        kept = f"，其中{built.reused}页没有变，取自上一次" if built.reused else ""
        told = f"网站已生成：{site_dir}/，{built.pages}页{kept}，用时{seconds:.1f}秒。"
        click.echo(told, err=True)
    else:
        click.echo("网站没有生成，原来的网站没有改动。请按上面所列改正后重新生成。", err=True)
    for path in built.left_out:
        click.echo(f"没有出的页面：{masked(path)}", err=True)
    sys.exit(0 if built.ok else 1)


def _shard(text: str | None) -> Shard | None:
    if text is None:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", text)
    if match and int(match[1]) <= int(match[2]):
        return Shard(int(match[1]), int(match[2]))
    click.echo(f"--shard 写作“第几份/共几份”，不能是“{text}”。例：--shard 2/4", err=True)
    sys.exit(2)


def why_not_there(root: Path, target: Path) -> str:
    """Why a site may not take the place of what stands at `target`; "" where it may."""
    if refusal := why_not_in(root, target):
        return refusal
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        return "那里有一个同名的文件"
    if target.is_dir() and any(target.iterdir()) and not (target / "data" / "values.csv").is_file():
        return "那里有别的文件，会被覆盖"
    return ""


@main.command(short_help="在本机预览，改了就更新")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    metavar="端口",
    help="端口号，不写时是8000。",
)
@click.option(
    "--only",
    metavar="文件",
    help="只预览 docs/summaries/ 里的这一篇；总结再多，打开和更新也很快。",
)
def serve(port: int, only: str | None) -> None:
    """在 http://127.0.0.1:端口 预览网站；文件一改就重新生成。按 Ctrl+C 结束。"""
    root = project_root()
    if only is None:
        from .preview import serve as whole

        sys.exit(whole(root, port))
    from .closeup import serve as one

    sys.exit(one(root, _summary(root, only), port))


def _summary(root: Path, path: str) -> str:
    """The path of one summary below the project."""
    below = _below(root, path)
    example = f"例：gonghui serve --only {SUMMARIES}/2023/furong-town.md"
    if (root / below).is_dir():
        click.echo(f"“{path}”是文件夹。--only 后面写一篇总结的文件。{example}", err=True)
        sys.exit(2)
    if not below.startswith(f"{SUMMARIES}/") or not below.endswith(".md"):
        click.echo(f"“{path}”不是总结：总结是 {SUMMARIES}/ 里的 .md 文件。{example}", err=True)
        sys.exit(2)
    return below
