"""Downloads: everything that the site gives away as files, what is in it and how to open it."""

from __future__ import annotations

from collections.abc import Iterator

from .. import address
from ..corpus import Corpus
from ..export.bundle import ARCHIVE, DATABASE, DESCRIPTOR, FOLDER
from ..export.catalogue import BY_NAME, TABLES
from ..export.field import Export, Type
from ..place import Place
from ..tables import Cell, Column, Row, Table
from ..workbook.roundup import NAME, has_roundup
from .page import Page, Step, folded, heading, linked, paragraph

INDEX: Step = ("数据下载", address.DOWNLOADS)
RECENT = 12  # periods whose workbooks are listed here; all stand on their own pages
SHEETS = "Excel、WPS"
# address, title, what is in it, what opens it
FILES = (
    (f"{FOLDER}values.csv", "全部数值（CSV）", BY_NAME["values"].description, SHEETS),
    (f"{FOLDER}comparisons.csv", "全部对比（CSV）", BY_NAME["comparisons"].description, SHEETS),
    (f"{FOLDER}totals.csv", "全部合计（CSV）", BY_NAME["totals"].description, SHEETS),
    (ARCHIVE, "数据包（ZIP）", "下面“各表”里的全部 CSV 和它们的说明，按 Data Package 标准打成一包。",
     "解开以后用 Excel、WPS；Python、R 等有专门的库（frictionless）"),
    (DATABASE, "数据库（SQLite）", "全部各表在一个文件里，另有三张带中文全名的视图：figures 数值，changes 对比，reporting 报送。",
     "Datasette、DB Browser for SQLite 等"),
    (DESCRIPTOR, "数据包说明（JSON）", "各表各列的类型、意思、计量单位和相互关系，供程序读取。", "程序、文本编辑器"),
)  # fmt: skip
TYPES = {
    Type.STRING: "文字",
    Type.INTEGER: "整数",
    Type.NUMBER: "数",
    Type.BOOLEAN: "true 或 false",
    Type.DATE: "日期",
}


def pages(_: Corpus) -> Iterator[Page]:
    """One page."""
    yield Page(address.DOWNLOADS, INDEX[0], catalogue)


def catalogue(place: Place) -> str:
    """Workbooks, all data at once, and each table with its columns."""
    said = "只收签发了的总结。空格是没有这一项，不是零；不是准数的、没有数的，各文件里都另有标明。"
    licence = place.corpus.registry.settings.data_licence
    return (
        paragraph(said)
        + paragraph(f"使用许可：{licence}" if licence else "")
        + heading("workbooks", "汇总表（Excel）")
        + _workbooks(place)
        + heading("files", "全部数据")
        + _files(place)
        + heading("tables", "各表")
        + _tables(place)
    )


def _workbooks(place: Place) -> str:
    corpus = place.corpus
    metrics = linked(place, [("指标", address.METRICS)])
    periods = linked(place, [("期间", address.SUMMARIES)])
    said = (
        f"<p>每个{periods}的页面上有这一期的汇总表：全部单位、全部指标，谁报了谁没有报，"
        f"另附口径等说明。每个{metrics}的页面上有这个指标各单位历年的数。都用 Excel 或 WPS 打开。</p>"
    )
    made = [p for p in corpus.by_period if has_roundup(corpus, p)]
    if not made:
        return said
    steps = [(f"{p.name}汇总表", f"{address.of_period(p)}{NAME}") for p in made[:RECENT]]
    which = "最近各期" if len(made) > RECENT else "各期"
    return said + f"<p>{which}：{linked(place, steps)}。</p>"


def _files(place: Place) -> str:
    rows = [
        Row((Cell(title, link=to), Cell(what), Cell(size(place, to)), Cell(opened)))
        for to, title, what, opened in FILES
    ]
    columns = [Column("文件"), Column("内容"), Column("大小", True), Column("用什么打开")]
    return Table("files", "全部数据，一次下载", columns, [("", rows)]).html(place)


def _tables(place: Place) -> str:
    rows = []
    for table in TABLES:
        to = f"{FOLDER}{table.file}"
        link = Cell(f"{table.title}（{table.file}）", link=to)
        rows.append(Row((link, Cell(table.description), Cell(size(place, to)))))
    columns = [Column("表"), Column("内容"), Column("大小", True)]
    index = Table("tables", "各表（CSV）", columns, [("", rows)]).html(place)
    folds = (folded(f"{t.title}（{t.file}）各列", _columns(t).html(place)) for t in TABLES)
    return index + "".join(folds)


def _columns(table: Export) -> Table:
    """The columns of a table, for the reader."""
    rows = []
    for field in table.fields:
        told = [field.meaning, f"计量单位：{field.unit}" if field.unit else ""]
        told += [f"见 {BY_NAME[field.refers].file}"] if field.refers else []
        cells = (
            Cell(field.name, code=True),
            Cell(field.title),
            Cell(TYPES[field.type]),
            Cell("" if field.required else "可以空"),
            Cell("；".join(filter(None, told))),
        )
        rows.append(Row(cells))
    columns = [Column(title) for title in ("列", "名称", "类型", "可否空", "说明")]
    return Table(
        f"columns-{table.name.replace('_', '-')}", f"{table.title}各列", columns, [("", rows)]
    )


def size(place: Place, to: str) -> str:
    """How large a file is: 48 KB, 1.5 MB; "" of one that is not there."""
    bytes_ = place.downloads.sizes.get(to)
    if bytes_ is None:
        return ""
    thousands = max(1, round(bytes_ / 1000))
    return f"{thousands} KB" if thousands < 1000 else f"{thousands / 1000:.1f} MB"
