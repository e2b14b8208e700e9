"""Text table: whose figure a cell of a table within a text is, of what time, and of which metric, by the
labels of its row and its column.

Sure is a cell that one metric names, at the head of its row or of its column, where nothing beside or above
it says another unit, another period or a total. Another's figures are told apart; of all that is
doubtful a person decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from ..facts import Fact, FactRole, Names
from ..period import Kind, Period
from ..registry import Registry, Unit
from ..spelling import fold
from .labels import Meaning, is_year, meaning_of
from .reporttable import BLANKS

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*")
_TIME = re.compile(  # 2023年末数 is 2023年
    r"((?:19|20)[0-9]{2}年?(?:[上下]半年|第?[一二三四]季度|1?[0-9]月)?)(?:份|度|末|底)?(?:完成)?(?:数|情况)?"
)
_OF_UNITS = re.compile(
    r"(?:各|填报|所属|基层)?(?:单位|工会|部门|乡镇|镇街?|村|企业|学校)(?:名称)?|名称"
)


def in_tables(
    facts: list[Fact], body: str, unit: Unit | None, period: Period | None, registry: Registry
) -> list[Fact]:
    """The facts, those within tables as their labels tell them; `unit` and `period` are the page's, None
    where unknown."""
    if "|" not in body:
        return facts
    names, tables = Names(registry), dict[int, _Table]()  # by the numbers of their lines
    table: _Table | None = None
    for number, line in enumerate(body.split("\n"), start=1):
        if not line.lstrip().startswith("|"):
            table = None
            continue
        table = table or _Table(unit, period, registry, names)
        table.lines[number] = line
        tables[number] = table
    for fact in facts:
        if fact.line in tables:
            tables[fact.line].figures.append(fact)
    return [tables[fact.line].read(fact) if fact.line in tables else fact for fact in facts]


class _Says(Enum):
    """What a label says of the page: nothing, the page's own unit or period, another's, a period or total
    that may be the page's, or words that leave open whose or what it is."""

    NOTHING = auto()
    OWN = auto()
    OTHER_UNIT = auto()
    OTHER_TIME = auto()
    DOUBTFUL = auto()
    STRANGE = auto()


_FINE = (_Says.NOTHING, _Says.OWN)


@dataclass
class _Table:
    unit: Unit | None
    period: Period | None
    registry: Registry
    names: Names
    lines: dict[int, str] = field(default_factory=dict)
    figures: list[Fact] = field(default_factory=list)

    def read(self, fact: Fact) -> Fact:
        """The fact as the labels of its row and its column tell it."""
        cells, column = self.rows[fact.line], self.column_of(fact)
        if column < self.first:
            return fact  # a label that holds a number
        row, above = self.sides[fact.line], self.heads.get(column, Meaning(""))
        alone = fold(cells[column]) == fold(fact.text)
        metric = row.metric or (fact.metric if len(self.labels(fact.line)) == 1 else None)
        by_column = metric is None and above.metric is not None
        said = self.of_row(row, by_column), self.of_column(above)
        role = fact.role
        if by_column and alone and role is not FactRole.PLAN:
            role = FactRole.ACTUAL  # 新增会员 heads no column of growth
        if role is FactRole.ACTUAL and _Says.OTHER_UNIT in said:
            role = FactRole.OTHER
        if role is FactRole.ACTUAL and _Says.OTHER_TIME in said:
            role = FactRole.BASE
        metric = None if _Says.STRANGE in said else metric or above.metric
        single = alone if by_column else above.metric in (None, metric)
        clear = role is FactRole.ACTUAL and single and all(one in _FINE for one in said)
        return fact._replace(metric=metric, sure=metric is not None and clear, role=role)

    def of_row(self, side: Meaning, by_column: bool) -> _Says:
        """What the label of a row says; where the metrics head the columns, it must say something."""
        said = self.says(side, list(self.sides.values()), self.by_units)
        if by_column and said in (_Says.NOTHING, _Says.STRANGE):
            alone = len(self.sides) == 1 and not self.by_units and not side.aside
            return _Says.DOUBTFUL if alone else _Says.STRANGE
        return said

    def of_column(self, side: Meaning) -> _Says:
        return self.says(side, list(self.heads.values()), False)

    def says(self, side: Meaning, beside: list[Meaning], by_units: bool) -> _Says:
        """What one label says, among those of the other rows or columns."""
        if side.aside:
            return _Says.STRANGE
        if side.beside:
            return _Says.OTHER_TIME
        if side.unit is not None and side.unit is not self.unit:
            return _Says.OTHER_UNIT if self.unit is not None else _Says.STRANGE
        if side.total:
            return _Says.DOUBTFUL
        if side.period is not None:
            own = [one for one in beside if self.is_own(one.period)]
            exact = [one for one in own if one.period and _days(one.period) == _days(self.period)]
            if side in (exact or own):
                return _Says.OWN
            return _Says.OTHER_TIME if own else _Says.DOUBTFUL
        if side.unit is not None:
            return _Says.OWN
        told = by_units or any(one.unit or one.period for one in beside)
        return _Says.STRANGE if told and side.metric is None else _Says.NOTHING

    def is_own(self, period: Period | None) -> bool:
        """Whether a period is the page's; of a half-year or a term its year is told as well."""
        if period is None or self.period is None:
            return False
        same = _days(period) == _days(self.period)
        return same or (period.kind is Kind.YEAR and period.year == self.period.last_year)

    def column_of(self, fact: Fact) -> int:
        """The place of a fact's cell in its row, from 1."""
        return len(_BAR.findall(self.lines[fact.line][: fact.column - 1]))

    @cached_property
    def rows(self) -> dict[int, list[str]]:
        """The cells of each line, from 1."""
        return {n: [one.strip() for one in _BAR.split(line)] for n, line in self.lines.items()}

    @cached_property
    def first(self) -> int:
        """The first column of figures; those before it hold labels."""
        return min((c for c in map(self.column_of, self.figures) if c > 1), default=2)

    @cached_property
    def body(self) -> int:
        """The line of the first row of figures."""
        return min(fact.line for fact in self.figures)

    def labels(self, line: int) -> list[str]:
        """The labels of a row without serial numbers and units of measure."""
        return [
            cell
            for cell in self.rows[line][1 : self.first]
            if cell not in BLANKS
            and not (cell.isdigit() and not is_year(cell))
            and fold(cell) not in self.names.words
        ]

    def meaning(self, parts: list[str]) -> Meaning:
        year = self.period.last_year if self.period is not None else None
        bare = [_TIME.sub(r"\1", part) if _TIME.fullmatch(part) else part for part in parts]
        return meaning_of(bare, self.registry, year)

    @cached_property
    def sides(self) -> dict[int, Meaning]:
        """What the labels of each row mean, by its line."""
        return {
            number: self.meaning(self.labels(number)) for number in self.rows if number >= self.body
        }

    @cached_property
    def heads(self) -> dict[int, Meaning]:
        """What the head of each column of figures means."""
        above = [
            list(cells)
            for number, cells in self.rows.items()
            if number < self.body and not _RULE.fullmatch(self.lines[number])
        ]
        above = [cells for at, cells in enumerate(above) if not at or any(cells[2:])]
        if len(above) > 1:  # merging leaves the words in the first cell
            for at, cell in enumerate(above[0][2:], start=2):
                above[0][at] = cell or above[0][at - 1]
        width = max(map(len, above), default=0)
        return {
            column: self.meaning([cells[column] for cells in above if column < len(cells)])
            for column in range(self.first, width)
        }

    @cached_property
    def by_units(self) -> bool:
        """Whether the rows are those of units."""
        top = self.rows[min(self.rows)]
        titled = any(_OF_UNITS.fullmatch(title) for title in top[1 : self.first])
        return any(side.unit for side in self.sides.values()) or (
            titled and not any(side.metric for side in self.sides.values())
        )


def _days(period: Period | None) -> tuple[object, object]:
    return (period.first, period.last) if period is not None else (None, None)
