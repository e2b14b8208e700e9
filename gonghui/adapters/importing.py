"""Importing: gonghui import, files of an office made into pages to look at."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from ..corpus import SUMMARIES, read_corpus
from ..intake.draft import Draft
from ..intake.proposed import Wishes
from ..intake.refusal import IntakeError
from ..notation.period import PeriodError, read_period
from ..privacy import masked
from ..problem import Problems, as_text
from ..quotation import clip, one_line
from ..registry import Registry, load_registry
from ..spelling import did_you_mean
from .chinese import ChineseCommand
from .delivery import Desk, Outcome, deliver, drafts_in, table_of
from .project import project_root

EXAMPLE = "例：gonghui import 总结.docx --unit 芙蓉镇总工会 --period 2023年上半年"
_OFFICE = (
    ".docx",
    ".txt",
    ".md",
    ".xlsx",
    ".doc",
    ".wps",
    ".xls",
    ".et",
    ".csv",
    ".rtf",
    ".pdf",
    ".docm",
    ".odt",
)


@click.command("import", cls=ChineseCommand, short_help="把 Word、Excel、文本文件做成网页文件")
@click.argument("files", nargs=-1, metavar="文件或文件夹…")
@click.option("--unit", metavar="单位", help="是哪个单位的；不写时从标题和落款里找。")
@click.option("--period", metavar="期间", help="是哪一期的；不写时从文字里找。")
@click.option(
    "--json", "as_json", is_flag=True, help="不写文件，把读出的内容按JSON列出，给程序用。"
)
@click.option(
    "--out",
    metavar="文件夹",
    help="写到哪个文件夹；不写时按年份写进 docs/summaries。写到别处的，网站不用。",
)
def import_(
    files: tuple[str, ...], unit: str | None, period: str | None, as_json: bool, out: str | None
) -> None:
    """把 .docx、.txt、.md、.xlsx 做成总结的 .md 文件：整理文字，认出单位、期间、类别，找出数。
    写好的都是起草状态，要人看的地方逐条列出；已有的文件不动。可以一次写几个文件，或写一个文件夹。
    全部写好、没有要人看的，以0结束；有要人看的或没写成的，以1结束。"""
    if not files:
        _refuse(f"请写要导入的文件。{EXAMPLE}")
    root = project_root()
    registry = _registry(root)
    wishes = _wishes(registry, unit, period)
    passed: list[str] = []
    found = [file for name in files for file in _files(name, passed)]
    if not found:
        _refuse(f"文件夹里没有可以导入的文件（.docx、.txt、.md、.xlsx）。{EXAMPLE}")
    if as_json:
        sys.exit(_print_json(found, registry, wishes))
    target = _folder(root, out)
    present = {
        (s.unit.id, s.period.id, str(s.class_)): s for s in read_corpus(root, Problems()).all
    }
    desk = Desk(root, registry, wishes, target, present)
    outcomes = [deliver(file, desk) for file in _with_progress(found)]
    for outcome in outcomes:
        for line in outcome.lines:
            click.echo(masked(line))  # a terminal's words are copied into logs
    table = table_of(outcomes) if len(outcomes) > 1 else []
    for line in ["\n要人看的文件：", *table] if table else []:
        click.echo(line)
    if passed:
        click.echo(f"文件夹里这些不是总结和报表，没有看：{clip('、'.join(passed), 160)}。")
    click.echo(_verdict(outcomes, _next(root, target)), err=True)
    sys.exit(1 if any(outcome.asks or outcome.failures for outcome in outcomes) else 0)


def _next(root: Path, target: Path | None) -> str:
    """What to do with pages once they are written: those outside the summaries are on trial."""
    if target is None or target.resolve().is_relative_to((root / SUMMARIES).resolve()):
        return "看过以后运行 gonghui check。"
    return (
        f"“{one_line(str(target))}”不在项目的 {SUMMARIES}/ 里，网站不用这些文件，gonghui check 也不查。"
        f"要用的，移到 {SUMMARIES}/ 里；不用的，请删去，里面可能有真名和号码。"
    )


def _verdict(outcomes: list[Outcome], then: str) -> str:
    pages = sum(len(outcome.pages) for outcome in outcomes)
    asks = sum(outcome.asks for outcome in outcomes)
    files = sum(bool(outcome.failures and not outcome.pages) for outcome in outcomes)
    single = sum(len(outcome.failures) for outcome in outcomes if outcome.pages)
    said = f"写好了{pages}篇"
    said += f"，有{asks}处要人看" if asks else "，没有要人看的地方" if pages else ""
    said += f"，{files}个文件没有写成" if files else ""
    said += f"，另有{single}篇没有写成" if single else ""
    return f"{said}。{then}" if pages else f"{said}。"


def _registry(root: Path) -> Registry:
    problems = Problems()
    registry = load_registry(root, problems)
    if problems.errors:
        click.echo(as_text(problems.in_order()), nl=False)
        click.echo("没有导入：登记表有上面所列的问题，请先改正。", err=True)
        sys.exit(1)
    return registry


def _wishes(registry: Registry, unit: str | None, period: str | None) -> Wishes:
    wanted = None
    if period is not None:
        try:
            wanted = read_period(period, registry.settings.calendar)
        except PeriodError as error:
            _refuse(f"--period：{error}")
    whose = registry.unit(unit, wanted.last if wanted else None) if unit is not None else None
    if unit is not None and whose is None:
        offer = did_you_mean(unit, registry.names_of_units())
        _refuse(f"没有登记单位“{clip(unit)}”。{offer}新单位请先在 data/units.yml 里登记。")
    return Wishes(whose, wanted)


def _files(name: str, passed: list[str]) -> Iterator[Path]:
    """The file, or those of a folder that an office program may have written; the names of all others
    go to `passed`."""
    path = Path(name)
    try:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                hidden = any(part.startswith((".", "~$")) for part in file.relative_to(path).parts)
                if hidden or not file.is_file():
                    continue
                if file.suffix.lower() in _OFFICE:
                    yield file
                else:
                    passed.append(one_line(file.name))
            return
        there = path.exists()
    except OSError:  # a name that is too long
        there = False
    if not there:
        _refuse(f"找不到“{clip(name)}”。请核对文件名；名字里有空格的要加引号。")
    yield path


def _folder(root: Path, out: str | None) -> Path | None:
    """The folder asked for, None for that of each year. Raises nothing: it refuses."""
    if out is None:
        return None
    target = Path(out)
    if target.exists() and not target.is_dir():
        _refuse(f"“{one_line(out)}”是文件，不是文件夹。例：--out docs/summaries/2023")
    return target


def _with_progress(files: list[Path]) -> Iterator[Path]:
    """The files one after the other; for many, on a terminal, with a bar."""
    if len(files) == 1 or not sys.stderr.isatty():
        yield from files
        return
    with click.progressbar(files, label="导入", file=sys.stderr) as bar:
        yield from bar


def _print_json(files: list[Path], registry: Registry, wishes: Wishes) -> int:
    """One object for one summary, a list for several; what cannot be read is told beside it."""
    made: list[Draft] = []
    failed = 0
    for file in files:
        try:
            made += drafts_in(file, registry, wishes)
        except IntakeError as error:
            click.echo(f"{one_line(str(file))}:1: {error}", err=True)
            failed += 1
    data = [draft.as_json() for draft in made]
    if data:
        one = len(data) == 1 and len(files) == 1
        click.echo(json.dumps(data[0] if one else data, ensure_ascii=False, indent=2))
    return 1 if failed or any(draft.asks for draft in made) else 0


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
