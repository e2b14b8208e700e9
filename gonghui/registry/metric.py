"""Metric: what a figure counts, in which unit of measure, and by which definition over time."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from ..figure import Figure, FigureError
from ..period import Period
from ..reading.record import Record
from ..spelling import fold

Word = TypeVar("Word", bound=StrEnum)


class MetricType(StrEnum):
    """Stock: a count at the end. Flow: what happened within. Ratio: one count over another."""

    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"


class Aggregation(StrEnum):
    """How a metric is put together over units or over time."""

    SUM = "sum"
    LAST = "last"
    RECOMPUTE = "recompute"
    NONE = "none"


class Direction(StrEnum):
    """Which way is better; said, never coloured."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


TYPE_NAMES = {
    MetricType.STOCK: "时点数（期末）",
    MetricType.FLOW: "时期数（本期发生）",
    MetricType.RATIO: "比率",
}


@dataclass(frozen=True)
class Definition:
    """A version of what is counted, in force from a day on; `change` says what became different."""

    version: int
    valid_from: date
    text: str
    change: str | None = None


@dataclass(frozen=True)
class Metric:
    """One metric of the dictionary. A name that begins with # is 其中项 of its parent."""

    id: str
    name: str  # without the #
    unit: str
    type: MetricType
    aliases: tuple[str, ...] = ()
    category: str | None = None
    across_units: Aggregation = Aggregation.SUM
    across_time: Aggregation = Aggregation.SUM
    direction: Direction = Direction.NEUTRAL
    decimals: int = 0
    cap: Decimal | None = None
    numerator: str | None = None
    denominator: str | None = None
    parent: str | None = None
    parts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    at_most: str | None = None
    opening_plus: str | None = None
    minus: str | None = None
    rate_only_ok: bool = False
    has_target: bool = False
    note: str | None = None
    sources: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    component: bool = False
    words: dict[str, Decimal] = field(default_factory=dict)  # unit words accepted → factor
    order: int = 0
    line: int = 1

    @property
    def is_ratio(self) -> bool:
        return self.type is MetricType.RATIO

    @property
    def label(self) -> str:
        """The name as a table's row says it: 其中：女会员."""
        return f"其中：{self.name}" if self.parent else self.name

    def definition_in(self, period: Period) -> Definition | None:
        """The definition in force on the period's last day; None where none is registered."""
        in_force = None
        for definition in self.definitions:
            if period.last is None or definition.valid_from <= period.last:
                in_force = definition
        return in_force

    def definition(self, version: int) -> Definition | None:
        return next((d for d in self.definitions if d.version == version), None)

    def hold(self, figure: Figure) -> Figure:
        """The figure in the metric's own unit of measure (五万余元 → 5, (5,6) 万元), an open upper
        end closed at the cap. Raises FigureError for a wrong or missing unit word."""
        if not figure.is_number:
            return figure
        if not figure.unit and figure.scaled and self.unit[:1] in "万亿":
            raise FigureError(
                f"“{figure.as_written}”没有写单位，分不清是{figure.as_written}元还是{self.unit}。"
                f"请写全。例：{figure.as_written}元"
            )
        if figure.numerator is not None and not self.is_ratio:
            raise FigureError(
                f"“{self.name}”不是比率，不能写成“{figure.as_written}”。请写一个数。例：11{self.unit}"
            )
        factor = self.words.get(figure.unit) if figure.unit else Decimal(1)
        if factor is None:
            accepted = "、".join(dict.fromkeys(self.words))
            raise FigureError(
                f"“{self.name}”的计量单位是“{self.unit}”，不能写“{figure.unit}”。"
                f"可用：{accepted}。确实要用别的单位，请写成"
                f"{{value: {_number_only(figure)}, unit: {figure.unit}, note: 说明}}，只展示不比较。"
            )
        held = figure if factor == 1 else figure.times(factor)
        return replace(held.capped(self.cap), unit=self.unit)


def _number_only(figure: Figure) -> str:
    text = fold(figure.as_written)
    return text.replace(figure.unit, "", 1) if figure.unit else text


def read_metric(record: Record, order: int, component: bool = False) -> Metric | None:
    """One entry of metrics.yml; None where it lacks what everything else stands on."""
    id_ = record.identifier()
    name = record.text("name", required=True, example="会员人数")
    unit = record.text("unit", required=True, example="人")
    type_ = _word(record, "type", MetricType, required=True)
    aliases = tuple(item.text.strip() for item in record.texts("aliases"))
    category = record.text("category", required=not component, example="organization")
    across_units = _word(record, "across_units", Aggregation)
    across_time = _word(record, "across_time", Aggregation)
    direction = _word(record, "direction", Direction)
    decimals = record.integer("decimals", low=0, high=6)
    cap = record.number("cap")
    numerator, denominator = record.text("numerator"), record.text("denominator")
    parent = record.text("parent")
    parts = tuple(item.text.strip() for item in record.texts("parts"))
    levels = tuple(item.text.strip() for item in record.texts("levels"))
    at_most = opening_plus = minus = None
    check = record.mapping("check")
    if check:
        inner = Record(check, record.path, record.problems)
        at_most, opening_plus = inner.text("at_most"), inner.text("opening_plus")
        minus = inner.text("minus")
        inner.close()
    rate_only, has_target = record.flag("rate_only_ok"), record.flag("has_target")
    note = record.text("note")
    sources = tuple(item.text for item in record.texts("src"))
    definitions = tuple(d for d in map(_definition, record.records("definitions")) if d)
    record.close()
    if id_ is None or name is None or unit is None or type_ is None:
        return None
    ratio = type_ is MetricType.RATIO
    if ratio and (numerator is None or denominator is None):
        record.report(
            record.node,
            "bad-registry",
            f"比率“{name}”没有写分子分母。例：numerator: members, denominator: employees_total",
        )
    versions = [(d.version, d.valid_from) for d in definitions]
    if any(b[0] <= a[0] or b[1] <= a[1] for a, b in itertools.pairwise(versions)):
        record.report(
            record.node,
            "bad-registry",
            f"“{name}”的口径各版应按时间先后写，版本号和施行日依次增大。",
        )
    return Metric(
        id_,
        name.removeprefix("#"),
        unit,
        type_,
        aliases,
        category,
        across_units or (Aggregation.RECOMPUTE if ratio else Aggregation.SUM),
        across_time or (Aggregation.RECOMPUTE if ratio else Aggregation.SUM),
        direction or Direction.NEUTRAL,
        (2 if ratio else 0) if decimals is None else decimals,
        cap,
        numerator,
        denominator,
        parent,
        parts,
        levels,
        at_most,
        opening_plus,
        minus,
        bool(rate_only),
        bool(has_target),
        note,
        sources,
        definitions,
        component,
        order=order,
        line=record.node.line,
    )


def _word(record: Record, key: str, words: type[Word], *, required: bool = False) -> Word | None:
    if required and key not in record.node.items:
        record.report(
            record.node, "missing-key", f"缺少必填的“{key}”。例：{key}: {next(iter(words))}"
        )
    return record.choice(key, {str(word): word for word in words})


def _definition(record: Record) -> Definition | None:
    version = record.integer("version", low=1, high=99)
    valid_from = record.date("valid_from", required=True)
    text = record.text("text", required=True, example="期末在册的工会会员")
    change = record.text("change")
    record.close()
    if version is None or valid_from is None or text is None:
        if version is None and "version" not in record.node.items:
            record.report(record.node, "missing-key", "缺少必填的“version”。例：version: 2")
        return None
    return Definition(version, valid_from, text, change)
