"""Exporting: gonghui export docx, the summary or the roundup that is printed and stamped."""

from __future__ import annotations

import os
import posixpath
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote

import click

from ..checkup import Examination, examine
from ..corpus import SUMMARIES, Corpus
from ..disk import reason
from ..paper.selection import SelectionError, period_meant, summary_in, summary_meant
from ..period import Period
from ..problem import Problem, as_text
from ..reading.markdown import links, without_code
from ..reading.source import OTHER_SUFFIXES
from ..summary import STATUS_NAMES, Summary
from .chinese import ChineseGroup
from .project import project_root

EXAMPLE = "例：gonghui export docx 芙蓉镇总工会 2023年上半年"
SUFFIX = ".docx"


@click.group(cls=ChineseGroup, short_help="导出 Word 文件，打印、盖章用")
def export() -> None:
    """把总结或汇总表导出成文件。"""


@export.command("docx", short_help="一篇总结或一期汇总表的 Word 文件")
@click.argument("unit", required=False, metavar="[单位")
@click.argument("period", required=False, metavar="期间]")
@click.option("--campaign", metavar="名称", help="专题活动的名称；期间可以只写年份。")
@click.option("--table", metavar="期间", help="不出总结，出这一期的汇总表。")
@click.option("-o", "--output", metavar="文件", help="写到哪里，不写时按标题取名，放在当前文件夹。")
@click.option("--force", is_flag=True, help="已有同名文件时替换它。")
def docx(
    unit: str | None,
    period: str | None,
    campaign: str | None,
    table: str | None,
    output: str | None,
    force: bool,
) -> None:
    """导出一篇总结的 Word 文件：标题、正文、署名和日期，附件是指标表和同比表。版式照 GB/T 9704-2012，
    没有红头。没有签发的总结也能导出，送签时打印。单位和期间也可以换成总结的文件名。写 --table
    期间，导出这一期的汇总表。"""
    if table is not None and (unit is not None or campaign is not None):
        _refuse("--table 后面只写期间，不再写单位和专题。例：gonghui export docx --table 2023年")
    of_file = unit is not None and unit.lower().endswith(".md")
    if table is None and (unit is None or (period is None and not of_file)):
        _refuse(f"请写单位和期间。{EXAMPLE}")
    if output is not None and not _is_folder(output) and not output.lower().endswith(SUFFIX):
        _refuse(f"文件名应以 {SUFFIX} 结尾。例：-o 总结{SUFFIX}")
    examination = _examined(project_root())
    if table is not None:
        _roundup(examination, table, output, force)
    else:
        _summary(examination, (unit or "", period or "", campaign or ""), output, force)


def _examined(root: Path) -> Examination:
    """The check-up as of the day that a build would take, so that sheet and site say the same."""
    from mkdocs.utils import get_build_datetime

    from .building import date_of_commit

    date_of_commit(root)
    examination = examine(root, get_build_datetime().date())
    _stop_for(examination, {path for path in examination.broken if path.startswith("data/")})
    return examination


def _summary(
    examination: Examination, meant: tuple[str, str, str], output: str | None, force: bool
) -> None:
    from ..paper.summary import file_name, summary_docx  # Word's library is read when it is used

    corpus, unread = examination.corpus, _unread(examination)
    path = "" if meant[1] else _from_root(corpus.root, meant[0])
    if path in examination.broken:
        _stop_for(examination, {path})
    try:
        summary = summary_in(corpus, path) if path else summary_meant(corpus, *meant)
    except SelectionError as error:
        if unread:
            _print(examination, unread)
            click.echo("上面所列的文件没有读进来，要找的总结可能在里面。", err=True)
        _refuse(str(error))
    _stop_for(examination, _concerned(examination, summary))
    target = _target(output, file_name(summary), force)
    _write(target, summary_docx(summary, examination.publishable()))
    if not summary.is_issued:
        status = next(name for name, s in STATUS_NAMES.items() if s is summary.status)
        click.echo(f"这一篇还没有签发（{status}）。签发后请把 status 改好，再导出一次。", err=True)
    if summary.issued is None:
        click.echo(
            "题头里没有签发日期（issued）。正文末尾也没有写的，日期处空着，可以手填。", err=True
        )
    alike = [s for s in corpus.all if s.unit is summary.unit and s.period == summary.period]
    if not path and len(alike) > 1:
        files = "、".join(s.path for s in alike if s is not summary)
        click.echo(f"同一期另有总结，要导出请写文件名：{files}", err=True)
    if unread:
        named = "、".join(sorted(unread))
        click.echo(
            f"有文件因为有必须改的问题没有读进来，上年的总结如果在里面，同比会缺数：{named}",
            err=True,
        )


def _roundup(examination: Examination, text: str, output: str | None, force: bool) -> None:
    from ..paper.roundup import roundup_docx, roundup_title

    try:
        period = period_meant(examination.corpus, text)
    except SelectionError as error:
        _refuse(str(error))
    _stop_for(examination, _unread(examination) | _broken_in(examination, period))
    target = _target(output, f"{roundup_title(period)}{SUFFIX}", force)
    _write(target, roundup_docx(period, examination.publishable()))


def _unread(examination: Examination) -> set[str]:
    """Broken files among the summaries of which nobody knows whose they are."""
    return {
        path
        for path in examination.broken
        if path.startswith(f"{SUMMARIES}/")
        and path.lower().endswith((".md", *OTHER_SUFFIXES))
        and path not in examination.corpus.by_path
    }


def _broken_in(examination: Examination, period: Period) -> set[str]:
    summaries = examination.corpus.by_period.get(period, [])
    return {s.path for s in summaries} & examination.left_out


def _concerned(examination: Examination, summary: Summary) -> set[str]:
    """The broken files that the sheet would be made of: the summary, its pictures, the other
    summaries of the unit and of those that went into it, with which it is compared."""
    corpus = examination.corpus
    family = _family(corpus, summary.unit.id)
    own = {s.path for s in corpus.summaries if s.unit.id in family}
    folder = posixpath.dirname(summary.path)
    pictures = {
        posixpath.normpath(posixpath.join(folder, unquote(link.target)))
        for link in links(without_code(summary.body))
        if link.picture
    }
    concerned = (own | pictures | {summary.path}) & examination.left_out
    if summary.path in concerned and summary.path not in examination.broken:
        concerned |= examination.broken  # its macros speak of one of them
    return concerned


def _family(corpus: Corpus, unit_id: str) -> set[str]:
    """A unit and those that were merged into it or split off, and theirs."""
    found, todo = set(), [unit_id]
    while todo:
        one = todo.pop()
        if one in found:
            continue
        found.add(one)
        unit = corpus.registry.units.get(one)
        todo += [other for event in unit.events for other in event.others] if unit else []
    return found


def _stop_for(examination: Examination, paths: set[str]) -> None:
    if paths:
        _print(examination, paths)
        click.echo("没有导出。请按上面所列改正后再导出。", err=True)
        sys.exit(1)


def _print(examination: Examination, paths: Iterable[str]) -> None:
    wanted: set[str] = set(paths)
    found: list[Problem] = [p for p in examination.errors if p.path in wanted]
    click.echo(as_text(found), nl=False)


def _from_root(root: Path, file: str) -> str:
    """The path of a summary's file as the check-up tells it."""
    return os.path.relpath(Path(file).resolve(), root.resolve()).replace(os.sep, "/")


def _is_folder(output: str) -> bool:
    return os.path.isdir(output)


def _target(output: str | None, name: str, force: bool) -> Path:
    """Where the file is written; what stands there already stays unless it is to be replaced."""
    target = Path(output or name)
    if output is not None and _is_folder(output):
        target = target / name
    if not target.parent.is_dir():
        _refuse(f"没有文件夹“{target.parent}”。请先建好，或换一个地方。")
    try:
        there = target.is_symlink() or target.exists()
    except OSError as error:  # a name that is too long
        _fail(target, error)
    if there and not force:
        _refuse(f"已经有“{target}”，没有改动。要替换请加 --force，或用 -o 写到别处。")
    return target


def _write(target: Path, content: bytes) -> None:
    """The whole file or nothing: a half one would be printed."""
    try:
        handle, aside = tempfile.mkstemp(dir=target.parent, suffix=SUFFIX)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(aside, 0o666 & ~_mask())
            os.replace(aside, target)
        except BaseException:
            os.unlink(aside)
            raise
    except OSError as error:
        _fail(target, error)
    click.echo(f"已导出：{target}", err=True)


def _fail(target: Path, error: OSError) -> NoReturn:
    click.echo(
        f"“{target}”写不进去（{reason(error)}）。文件如果正在 Word 里打开，请关掉再试；"
        "或用 -o 写到别处。",
        err=True,
    )
    sys.exit(1)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
