"""Report leaves: which page each cell of a report goes to, and what is to be told of each page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from string import ascii_uppercase, digits

from ..notation.figure import read_figure
from ..period import Kind, Period
from ..quotation import clip
from ..registry import Registry, Unit
from .ground import Proposal
from .labels import Meaning, is_money, meaning_of
from .manuscript import Remark
from .reportcontent import Leaf
from .reporttable import Datum, ReportTable, place_of
from .roster import is_persons_name
from .worksheet import Sheet

_SHOWN = 8  # cells named in a message
_Key = tuple[str, str]  # unit (or its name), period


def leaves_of(
    table: ReportTable,
    sheet: Sheet,
    unit: Proposal[Unit],
    period: Proposal[Period],
    measure: str,
    registry: Registry,
) -> list[Leaf]:
    """The pages of a sheet in their order. What concerns one page's cells is told of that page, what
    concerns all of them, of the first."""
    found = _Leaves(table, unit, period, registry)
    for datum in table.data:
        found.add(datum, measure)
    leaves = list(found.leaves.values())
    if not leaves:
        return []
    leaves[0].remarks += found.told()
    for key, cells in found.sorted_out(table.unclear).items():
        found.leaves.get(key, leaves[0]).remarks += _unclear(cells, key in found.leaves)
    places = [[datum.place for datum, _, _ in leaf.cells] for leaf in leaves]
    for index, own in enumerate(places):
        others = [place for one in places if one is not own for place in one]
        leaves[index].remarks += _hidden(
            [
                line
                for line in sheet.hidden
                if _crosses(line, own) or (index == 0 and not _crosses(line, others))
            ]
        )
    return leaves


def faults_of(sheet: Sheet) -> str:
    """What is wrong with the formulas of a sheet that holds no table; "" for nothing."""
    cells = [
        Datum("", (), (), place_of(column, row), cell.fault)
        for row, line in enumerate(sheet.rows)
        for column, cell in enumerate(line)
        if cell.fault
    ]
    return next((remark.message for remark in _unclear(cells, True)), "")


@dataclass
class _Leaves:
    table: ReportTable
    unit: Proposal[Unit]
    period: Proposal[Period]
    registry: Registry
    leaves: dict[_Key, Leaf] = field(default_factory=dict)
    totals: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    persons: int = 0  # figures of single persons
    known: dict[tuple[str, ...], Meaning] = field(default_factory=dict)

    def meaning(self, parts: tuple[str, ...]) -> Meaning:
        if parts not in self.known:
            whole = self.period.value
            year = whole.year if whole is not None and whole.kind is Kind.YEAR else None
            self.known[parts] = meaning_of(list(parts), self.registry, year)
        return self.known[parts]

    def whose(self, row: Meaning, column: Meaning) -> Meaning | None:
        """The one of a cell's labels that says the unit."""
        by_rows = any(self.meaning(datum.row).unit for datum in self.table.data)
        by_columns = any(self.meaning(datum.column).unit for datum in self.table.data)
        return row if by_rows else column if by_columns else None

    def leaf_of(self, datum: Datum) -> Leaf:
        """The page of a cell, as yet empty."""
        row, column = self.meaning(datum.row), self.meaning(datum.column)
        whose = self.whose(row, column)
        name = "" if whose is None or whose.unit else whose.name
        own = whose.unit if whose is not None else self.unit.value
        return Leaf(None if name else own, name, row.period or column.period or self.period.value)

    def add(self, datum: Datum, measure: str) -> None:
        row, column = self.meaning(datum.row), self.meaning(datum.column)
        gone = [one for one in (row, column) if one.total or one.aside or one.beside]
        if gone:
            self.beside += [one.name for one in gone if one.beside]
            self.totals += [one.name for one in gone if one.total]
            return
        whose = self.whose(row, column)
        subjects = [one for one in (row, column) if one is not whose and not _only_period(one)]
        what = next((one for one in subjects if one.metric), next(iter(subjects), None))
        if what is None or not what.name:
            return
        if what.metric is None and is_persons_name(what.name):
            self.persons += 1
            return
        word = (
            column.measure
            or row.measure
            or ("" if what.metric and not is_money(measure) else measure)
        )
        word = word or (measure if what.metric and is_money(what.metric.unit) else "")
        leaf = self.leaf_of(datum)
        leaf = self.leaves.setdefault(_key(leaf), leaf)
        leaf.cells.append((datum, _with_measure(datum.text, word, what), what))

    def told(self) -> list[Remark]:
        """What was left out of the whole table."""
        said = []
        if self.totals:
            names = "、".join(dict.fromkeys(self.totals))
            said.append(Remark(f"合计、小计没有收进来：{names}。网站会自己合计。"))
        if self.beside:
            names = clip("、".join(dict.fromkeys(self.beside)), 160)
            said.append(Remark(f"这些栏没有收进来：{names}。上年数、计划数和增减不是本期的数。"))
        if self.persons:
            said.append(
                Remark(f"有{self.persons}个数像是写在人名后面的，没有收进来。请核对。", True)
            )
        return said

    def sorted_out(self, cells: tuple[Datum, ...]) -> dict[_Key, list[Datum]]:
        """Cells that hold no figure, by their pages; those of labels that are left out are not told."""
        found: dict[_Key, list[Datum]] = defaultdict(list)
        for datum in cells:
            found[_key(self.leaf_of(datum))].append(datum)
        return found


def _key(leaf: Leaf) -> _Key:
    return leaf.unit.id if leaf.unit else leaf.name, leaf.period.id if leaf.period else ""


def _only_period(one: Meaning) -> bool:
    return one.period is not None and one.metric is None


def _with_measure(text: str, measure: str, what: Meaning) -> str:
    """The figure with its unit of measure: of the table, else the metric's own, but for money, where
    元 and 万元 are both usual."""
    figure = read_figure(text)
    if figure.unit or figure.state is not None or figure.numerator is not None:
        return text
    if measure:
        return f"{text}{measure}"
    metric = what.metric
    own = (
        metric.unit
        if metric is not None and not metric.is_ratio and not is_money(metric.unit)
        else ""
    )
    return f"{text}{own}"


def _unclear(cells: list[Datum], at_home: bool) -> list[Remark]:
    """What to tell of cells without a figure; where their page is another, with their row's label."""

    def of(cell: Datum, sign: str) -> str:
        return f"{cell.place}{sign}" + ("" if at_home else f"（{''.join(cell.row)}）")

    signs = [of(cell, f"“{cell.text}”") for cell in cells if not cell.fault]
    stale = [of(cell, "") for cell in cells if cell.fault == "="]
    wrong = [of(cell, f"（{cell.fault}）") for cell in cells if cell.fault not in ("", "=")]
    said = []
    if signs:
        shown = clip("、".join(signs[:_SHOWN]), 160)
        said.append(f"这些格里不是数，没有填：{shown}。真的是零请补“0”，没有数请补“未报”。")
    if stale:
        said.append(
            f"{_listed(stale)}是公式，文件里没有存下算出的数。请用 Excel 或 WPS 打开，保存一次，再导入。"
        )
    if wrong:
        said.append(f"{_listed(wrong)}是出错的公式，没有数。请改正后再导入。")
    return [Remark(message, True) for message in said]


def _hidden(places: list[str]) -> list[Remark]:
    what = _listed(places).replace("格", "处")
    message = f"{what}是隐藏的，里面的数也收进来了。请核对。"
    return [Remark(message, True)] if places else []


def _crosses(line: str, places: list[str]) -> bool:
    """Whether a row or column, 第4行 or B列, holds one of the cells."""
    return any(
        line in (f"第{place.lstrip(ascii_uppercase)}行", f"{place.rstrip(digits)}列")
        for place in places
    )


def _listed(places: list[str]) -> str:
    return "、".join(places[:_SHOWN]) + (f"等{len(places)}格" if len(places) > _SHOWN else "")
