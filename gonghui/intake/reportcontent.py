"""Report content: what one page of a report holds: a table of what was read, and its figures."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from ..facts import Fact, FactRole
from ..figure import Figure, FigureError
from ..notation.figure import read_figure
from ..period import Period
from ..registry import Unit
from .choice import MOST_VALUES, Choice, Entry, Open
from .labels import Meaning, is_money
from .manuscript import Remark
from .markup import escaped
from .reporttable import Datum

SECTION = "报表数据"
_AMOUNT = re.compile(r"(?:金额|资金|经费|慰问金|助学金|款|费用?)$")


@dataclass
class Leaf:
    """What becomes of one page: its unit (or the name of one that is not registered), its period,
    each cell with its figure's text and the meaning of its labels, and what there is to tell of it."""

    unit: Unit | None
    name: str
    period: Period | None
    cells: list[tuple[Datum, str, Meaning]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def content_of(leaf: Leaf, title: str, sheet: str, source: str) -> tuple[str, list[Fact], Choice]:
    """The body, a table of what was read and from where, and what goes into the front matter."""
    said = escaped(f"以下各数取自报表“{title}”（文件“{source}”，工作表“{sheet}”）。")
    lines = [f"## {SECTION}", "", said, "", "| 项目 | 数 | 格 |", "| --- | --- | --- |"]
    facts: list[Fact] = []
    metrics: dict[str, list[Entry]] = defaultdict(list)
    local: dict[str, list[Entry]] = defaultdict(list)
    asked: list[Open] = []
    for datum, text, what in leaf.cells:
        name = what.metric.name if what.metric else what.name
        lines.append(f"| {_cell(name)} | {_cell(text)} | {datum.place} |")
        figure = read_figure(text if _readable(text) else datum.text)
        sure = what.metric is not None and _held(what, text)
        quote = f"{name}：{text}"
        fact = Fact(text, figure, what.metric, sure, FactRole.ACTUAL, quote, len(lines), 1, SECTION)
        facts.append(fact)
        entry = Entry(name, text, fact)
        if sure:
            metrics[entry.name].append(entry)
        elif what.metric is not None:
            asked.append(Open(f"“{entry.name}”的计量单位不明或不符", (entry,)))
        elif _is_bare_amount(datum, figure):
            asked.append(Open(f"“{entry.name}”是金额，没有写单位（元还是万元）", (entry,)))
        else:
            local[entry.name].append(entry)
    chosen = _settled(metrics, asked), _settled(local, asked)
    return "\n".join(lines) + "\n", facts, Choice(*chosen, tuple(asked))


def _is_bare_amount(datum: Datum, figure: Figure) -> bool:
    """Whether a figure's labels say that it is money, and nothing of 元 or 万元."""
    labelled = any(_AMOUNT.search(label) for label in (*datum.row, *datum.column))
    return labelled and figure.is_number and not figure.unit and figure.value != 0


def _settled(found: dict[str, list[Entry]], asked: list[Open]) -> tuple[Entry, ...]:
    """Of each name its one value; where the table has several, a question."""
    kept = []
    for name, entries in found.items():
        distinct = list({entry.value: entry for entry in reversed(entries)}.values())[::-1]
        if len(distinct) == 1:
            kept.append(distinct[0])
        else:
            question = f"“{name}”在表里有{len(distinct)}个不同的数，请定一个"
            asked.append(Open(question, tuple(distinct[:MOST_VALUES])))
    return tuple(kept)


def _cell(text: str) -> str:
    return escaped(text).replace("|", r"\|")


def _readable(text: str) -> bool:
    try:
        read_figure(text)
    except FigureError:
        return False
    return True


def _held(what: Meaning, text: str) -> bool:
    """Whether the front matter would take the figure; money needs its unit of measure."""
    assert what.metric is not None
    try:
        figure = read_figure(text)
        held = what.metric.hold(figure)
    except FigureError:
        return False
    counted = not what.metric.is_ratio and not is_money(what.metric.unit)
    if counted and not what.metric.decimals and held.value is not None and held.value % 1:
        return False  # 15.2人: of a table in hundreds, or none of the metric
    known = bool(figure.unit) or figure.state is not None or figure.value == 0
    return known or not is_money(what.metric.unit)
