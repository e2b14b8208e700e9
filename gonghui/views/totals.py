"""Totals of one period: figures of many units put together, with who is in them, beside the base
period's and beside the units that reported both times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .. import address
from ..bases import BASIS_NAMES, Basis
from ..change import Outcome
from ..corpus import Corpus
from ..figure import Figure
from ..period import Period
from ..registry import Metric, Registry
from ..registry.unit import Scope
from ..tables import Cell, Column, Row, Table
from ..totals import DoubleCount, Group, Total, TotalChange, plain, same_units, total_of
from ..wording import base_remarks, coverage_line, plain_sentence, same_note, same_sentence
from .comparisons import basis_title, change_cells
from .figures import NO_VALUE, figure_cell
from .panel import scope_mark
from .ready import ready

NOTHING = Cell("—", state=NO_VALUE)


@dataclass(frozen=True)
class Line:
    """One metric of a table of totals; `refusal` is why nothing is added up at all."""

    metric: Metric
    plain: TotalChange | None
    same: TotalChange | None
    refusal: str = ""

    @property
    def total(self) -> Total | None:
        return self.plain.total if self.plain else None

    @property
    def alike(self) -> bool:
        """Whether the comparison over the same units says nothing that the plain one does not."""
        one, two = self.plain, self.same
        if one is None or two is None or not one.computed or one.base is None or two.base is None:
            return False
        every = len(two.of) == len(one.total.counted)
        return every and (_size(one.figure), _size(one.base)) == (
            _size(two.figure),
            _size(two.base),
        )


def _size(figure: Figure) -> tuple[Decimal | None, ...]:
    return figure.value, figure.lower, figure.upper


def total_lines(
    corpus: Corpus,
    group: Group,
    period: Period,
    metrics: Iterable[Metric],
    basis: Basis = Basis.YOY,
    scope: Scope | None = None,
) -> list[Line]:
    """A line for each metric of which the group has any figure, in the order given."""
    found = []
    for metric in metrics:
        try:
            total = total_of(corpus, group, metric, period, scope)
        except DoubleCount as twice:
            found.append(Line(metric, None, None, str(twice)))
            continue
        if total.counted:
            one, two = plain(corpus, total, basis), same_units(corpus, total, basis)
            found.append(Line(metric, one, two))
    return found


def total_table(
    group: Group, period: Period, basis: Basis, lines: list[Line], registry: Registry
) -> Table:
    """Metrics by category, each with its total, that of the base period, the change, the change over
    the same units, and how many units are in it."""
    groups: dict[str, list[Row]] = {}
    shown = {line.metric.id for line in lines}
    for line in lines:
        head = f"{line.metric.label(shown)}（{line.metric.unit}）"
        row = Row(_cells(line, head, registry), line.metric.is_part(shown))
        groups.setdefault(registry.category_of(line.metric), []).append(row)
    title = basis_title(basis, period)
    name = next(n for n, b in BASIS_NAMES.items() if b is basis)
    columns = [
        Column("指标"), Column("合计", True), Column(title, True), Column("增减", True),
        Column("增长", True), Column("同单位增减", True), Column("同单位增长", True),
        Column("计入", True), Column("说明", note_on=1),
    ]  # fmt: skip
    notes = [
        "计入是计入合计的单位数和应有这项数的单位数。缺报的不作零。",
        f"同单位增减、增长只比较本期和{title}都有可比数的单位，缺报不会看成减少；“同左”是和左边一样。",
    ]
    if any(line.metric.is_ratio for line in lines):
        notes.append("比率用各单位的分子、分母合计后重新计算，不取平均。")
    caption = f"{group.name}{period.name}合计（{name}）"
    parts = ["total", str(group.kind), group.id, period.id, str(basis).replace("_", "-")]
    leads = address.of_categories(registry)
    return Table(
        "-".join(filter(None, parts)), caption, columns, list(groups.items()), notes, leads=leads
    )


def _cells(line: Line, head: str, registry: Registry) -> tuple[Cell, ...]:
    metric, change, same, total = line.metric, line.plain, line.same, line.total
    link = address.of_metric(metric.id)
    if change is None or same is None or total is None:
        empty = Cell("")
        return Cell(head, link=link), *[NOTHING] * 3, *[empty] * 4, Cell(line.refusal)
    settings = registry.settings
    shown = figure_cell(total.figure, metric, parts=False) if total.figure else NOTHING
    base = figure_cell(change.base, metric, parts=False) if change.base else NOTHING
    return (
        Cell(f"{head}{scope_mark(str(total.scope))}", link=link),
        shown,
        base,
        *change_cells(change, settings),
        *((Cell("同左"), Cell("")) if line.alike else change_cells(same, settings)),
        Cell(f"{len(total.counted)}/{total.expected}"),
        Cell("；".join(_remarks(line, change, same, total))),
    )


def _remarks(line: Line, change: TotalChange, same: TotalChange, total: Total) -> Iterator[str]:
    if total.left_out:
        yield coverage_line(total).partition("，")[2]
    if total.figure is None:
        bounds = total.bounds
        yield total.reason + (f"，在{bounds}之间" if bounds is not None else "")
    elif change.reason:
        yield change.reason
    yield from base_remarks(change)
    if not line.alike and same.outcome is Outcome.NO_BASE and change.computed:
        yield same.reason
    if same_note(same) and not line.alike:
        yield f"同单位中{same_note(same).strip('（）')}"


def total_sentences(lines: Iterable[Line], registry: Registry) -> str:
    """Sentences ready to paste: each total with its coverage, and the same units where they differ."""
    texts = []
    for line in lines:
        if line.plain is None or line.same is None or line.plain.outcome is Outcome.NO_VALUE:
            continue
        texts.append(plain_sentence(line.plain, registry.settings))
        if line.same.computed and not line.alike:
            texts.append(same_sentence(line.same, registry.settings))
    return ready(texts)
