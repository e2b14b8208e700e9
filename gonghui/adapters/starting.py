"""Starting: gonghui new, the page of a new summary with its front matter ready."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from ..corpus import SUMMARIES, Corpus, read_corpus
from ..disk import reason
from ..intake.advice import absence, advice, half_year_advice
from ..intake.enrolment import (
    UNITS,
    Enrolment,
    EnrolmentError,
    enrolment,
    registry_with,
    with_entry,
)
from ..intake.filing import FilingError, file_page, file_units
from ..intake.starter import Start, alike, class_name, start
from ..notation.period import PeriodError, read_period
from ..period import Period
from ..precedent import Wanted
from ..problem import Problems, as_text
from ..spelling import did_you_mean, fold, nearest
from ..summary import CLASS_NAMES, SummaryClass
from .chinese import ChineseCommand
from .project import project_root

EXAMPLE = "例：gonghui new 芙蓉镇总工会 2023年上半年"


@click.command("new", cls=ChineseCommand, short_help="新建一篇总结，题头已经备好")
@click.argument("unit", required=False, metavar="单位")
@click.argument("period", nargs=-1, metavar="期间")
@click.option("--class", "class_", metavar="类别", help="专题、个人或计划，不写是工作总结。")
@click.option("--campaign", metavar="名称", help="专题活动的名称；写了它，类别就是专题。")
@click.option("--out", metavar="文件", help=f"写到 {SUMMARIES}/ 里的哪个文件，不写时自动取名。")
@click.option("--print", "show", is_flag=True, help="只显示内容，不写文件。")
@click.option("--add-unit", is_flag=True, help=f"单位还没有登记时，登记到 {UNITS}。")
@click.option("--really-new", is_flag=True, help="名称与已登记的单位相像，确实是另一个单位时写。")
@click.option("--type", "type_", metavar="类型", help="新单位的类型，例如 镇总工会。")
@click.option("--parent", metavar="上级", help="新单位的上级，写名称或 id。")
@click.option("--id", "id_", metavar="id", help="新单位的 id，例如 furong-town；不写时自动取。")
def new(
    unit: str | None,
    period: tuple[str, ...],
    class_: str | None,
    campaign: str | None,
    out: str | None,
    show: bool,
    add_unit: bool,
    really_new: bool,
    type_: str | None,
    parent: str | None,
    id_: str | None,
) -> None:
    """新建一篇总结：单位、期间、指标都已写好，每个空后面注着上年的数，正文照上一篇列好小标题。
    单位写现用名、曾用名或 id，期间的写法与题头相同。已有的文件从不改动。"""
    written = "".join(period).strip()  # 2023年 上半年 came as two
    if not unit or not unit.strip() or not written:
        _refuse(f"请写单位和期间。{EXAMPLE}")
    if not add_unit and (really_new or type_ or parent or id_):
        _refuse("--really-new、--type、--parent、--id 是登记新单位用的，要和 --add-unit 一起写。")
    root, problems = project_root(), Problems()
    corpus = read_corpus(root, problems)
    broken = Problems(p for p in problems.in_order() if p.path.startswith("data/"))
    if broken.errors:
        click.echo(as_text(broken), nl=False)
        _refuse("没有新建。登记表有必须改的问题，请先改好上面所列的。", 1)
    when = _period(corpus, unit, written)
    kind, campaign_id = _class(corpus, class_, campaign)
    entry = _entry(corpus, unit, when, add_unit, (type_ or "", parent or "", id_ or ""))
    units = None
    if entry is not None:
        if not really_new:
            _must_be_unlike(corpus, entry, written)
        corpus, units = _enrolled(corpus, entry)
    found = corpus.registry.unit(entry.id if entry else unit.strip(), when.last)
    assert found is not None
    if not found.existed_in(when):
        _refuse(absence(corpus, found, when))
    wanted = Wanted(found, when, kind, campaign_id)
    made = start(corpus, wanted)
    _must_be_new(corpus, wanted, made)
    notes = advice(corpus, wanted, made, unit)
    if show:
        click.echo(made.text, nl=False)
        if entry is not None:
            click.echo(f"“{entry.name}”没有登记：--print 只显示，不写文件。", err=True)
    else:
        place = Path(os.path.normpath(Path.cwd() / out)) if out else root / made.path
        shown = _write(root, place, made.text, entry, units)
        click.echo(f"已新建：{shown}", err=True)
        notes += entry.advice(shown) if entry is not None else []
    for note in notes:
        click.echo(note, err=True)
    if not show:
        blanks = f"有{made.blanks}个数要填。" if made.blanks else ""
        here = os.path.relpath(root / shown).replace(os.sep, "/")
        click.echo(f"{blanks}填好以后检查：gonghui check {here}", err=True)


def _period(corpus: Corpus, unit: str, text: str) -> Period:
    calendar = corpus.registry.settings.calendar
    try:
        return read_period(text, calendar)
    except PeriodError as error:
        try:
            read_period(unit, calendar)
        except PeriodError:
            _refuse(half_year_advice(text, corpus.today.year) or str(error))
        _refuse(f"单位写在前面，期间写在后面。{EXAMPLE}")


def _class(
    corpus: Corpus, class_: str | None, campaign: str | None
) -> tuple[SummaryClass, str | None]:
    """The class and the id of the campaign."""
    codes = {str(value): value for value in SummaryClass}
    asked = fold(class_ or ("专题" if campaign else "工作总结"))
    kind = CLASS_NAMES.get(asked) or codes.get(asked)
    if kind is None:
        _refuse(f"没有类别“{class_}”。请从{'、'.join(CLASS_NAMES)}中选一个。")
    if kind is not SummaryClass.SPECIAL:
        if campaign:
            _refuse(f"只有专题才写 --campaign，这里的类别是{class_name(kind)}。")
        return kind, None
    known = list(corpus.registry.campaigns.values())
    listed = f"已登记：{'、'.join(known)}。" if known else "data/campaigns.yml 里还没有登记活动。"
    if not campaign:
        _refuse(
            f"专题要写是哪个活动，例如 --campaign {known[0] if known else '工会宣传月'}。{listed}"
        )
    id_ = corpus.registry.campaign(campaign)
    if id_ is None:
        offer = did_you_mean(campaign, known)
        _refuse(
            f"没有登记专题活动“{campaign}”。{offer}{listed}新的活动请先在 data/campaigns.yml 里登记。"
        )
    return kind, id_


def _entry(
    corpus: Corpus, name: str, when: Period, add: bool, asked: tuple[str, str, str]
) -> Enrolment | None:
    """The unit to be entered; None for one that is registered. An unknown one is entered only where
    that was asked for; else its nearest names and its lines are offered."""
    known = corpus.registry.unit(name.strip(), when.last)
    if known is not None:
        if add:
            click.echo(f"“{name.strip()}”已经登记过了，{UNITS} 没有改动。", err=True)
        return None
    try:
        entry = enrolment(corpus.registry, name, *asked)
    except EnrolmentError as error:
        _refuse(str(error))
    types = "、".join(t.name for t in corpus.registry.unit_types.values())
    if not add:
        _offer(corpus, entry, types)
    if not entry.type_name:
        _refuse(f"看不出“{entry.name}”是哪一类单位，请加上 --type。可用的有：{types}。")
    return entry


def _offer(corpus: Corpus, entry: Enrolment, types: str) -> NoReturn:
    """Name the nearest units, and the lines that a new one needs."""
    offer = did_you_mean(entry.name, corpus.registry.names_of_units())
    lines = "\n".join(entry.lines)
    type_ = "" if entry.type_name else " --type 类型"
    what = "" if entry.type_name else f"（“…”处写单位类型：{types}）"
    _refuse(
        f"没有登记单位“{entry.name}”。{offer}\n"
        f"如果是新单位，请把下面几行加在 {UNITS} 的末尾{what}：\n\n{lines}\n\n"
        f"也可以在刚才的命令后面加上 --add-unit{type_}，替您加上这几行。"
        "有上级的再写 --parent 上级；id 定了以后不再改，要自己取就写 --id。"
    )


def _must_be_unlike(corpus: Corpus, entry: Enrolment, written: str) -> None:
    """A name like a registered one is mostly a slip, and an id is for ever."""
    near = nearest(entry.name, corpus.registry.names_of_units())
    if near is not None:
        _refuse(
            f"没有登记，也没有新建：“{entry.name}”没有登记过，但与已登记的“{near}”相像。\n"
            f"写错了的，请运行：gonghui new {near} {written}\n"
            "确实是另一个单位的，在刚才的命令后面再加上 --really-new。"
        )


def _enrolled(corpus: Corpus, entry: Enrolment) -> tuple[Corpus, bytes]:
    """The corpus with the new unit, and the file that is to be written for it."""
    problems = Problems()
    try:
        units = with_entry((corpus.root / UNITS).read_bytes(), entry)
    except EnrolmentError as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"{UNITS} 打不开（{reason(error)}）。", 1)
    registry = registry_with(corpus.root, units, problems)
    if problems.errors:
        click.echo(as_text(problems.in_order()), nl=False)
        _refuse(f"没有登记，也没有新建：加上“{entry.name}”以后，{UNITS} 就有上面的问题。", 1)
    return replace(corpus, registry=registry, answers={}), units


def _must_be_new(corpus: Corpus, wanted: Wanted, made: Start) -> None:
    same = alike(corpus, wanted, made.scope)
    if same:
        what = (
            f"{wanted.unit.name_in(wanted.period)}{wanted.period.name}的{class_name(wanted.class_)}"
        )
        files = "、".join(page.path for page in same)
        _refuse(f"{what}已经有了：{files}。没有改动，请直接改那一篇。")


def _write(root: Path, place: Path, text: str, entry: Enrolment | None, units: bytes | None) -> str:
    """The page, and the unit's entry where it is new: both or none."""
    try:
        shown = file_page(root, place, text)
        if entry is None or units is None:
            return shown
        try:
            file_units(root, units)
        except FilingError:
            place.unlink(missing_ok=True)
            raise
    except FilingError as error:
        _refuse(f"没有新建：{error}", error.code)
    click.echo(f"已登记：{UNITS} 末尾加了“{entry.name}”（{entry.id}）。", err=True)
    return shown


def _refuse(message: str, code: int = 2) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
