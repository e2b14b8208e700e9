"""Metric: what a figure counts, in which unit of measure, and by which definition over time."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..figure import Figure, FigureError
from ..period import Period
from ..quotation import clip
from ..spelling import fold

SMALL = 1000  # below it, a bare number of what is told in 万元 is more likely 万元 than 元


class UnitError(FigureError):
    """A wrong or missing unit word. `way_out` is what else to do where the figure stands by itself."""

    def __init__(self, message: str, way_out: str = "") -> None:
        super().__init__(message)
        self.way_out = way_out


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

    def is_part(self, shown: Container[str]) -> bool:
        """Whether the whole that it is a part of is shown with it: one of these ids."""
        return self.parent is not None and self.parent in shown

    def label(self, shown: Container[str]) -> str:
        """The name as a table's row says it: 其中：女会员; without 会员人数 among these ids 女会员."""
        return f"其中：{self.name}" if self.is_part(shown) else self.name

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
        end closed at the cap.

        Raises UnitError for a wrong or missing unit word, FigureError for a fraction of a count.
        """
        if not figure.is_number:
            return figure
        if not figure.unit and (figure.value is None or figure.value != 0):
            self._refuse_bare(figure, clip(figure.as_written))
        if figure.numerator is not None and not self.is_ratio:
            written = clip(figure.as_written)
            raise FigureError(
                f"“{self.name}”不是比率，不能写成“{written}”。请写一个数。例：11{self.unit}"
            )
        if self.is_ratio and not figure.unit:
            _refuse_bare_rate(figure, clip(figure.as_written))
        factor = self.words.get(figure.unit) if figure.unit else Decimal(1)
        if factor is None:
            accepted = "、".join(dict.fromkeys(self.words))
            raise UnitError(
                f"“{self.name}”的计量单位是“{self.unit}”，不能写“{clip(figure.unit)}”。可用：{accepted}。",
                "确实要用别的单位，请写成"
                f"{{value: {_number_only(figure)}, unit: {figure.unit}, note: 说明}}，只展示不比较。",
            )
        held = (figure if factor == 1 else figure.times(factor)).capped(self.cap)
        return held if held.unit == self.unit else replace(held, unit=self.unit)

    def _refuse_bare(self, figure: Figure, written: str) -> None:
        """52000 of what is told in 万元 as well as in 元 says neither; nor does 5万 of a count in 万."""
        least = min(self.words, key=lambda word: self.words[word], default=self.unit)
        if figure.scaled and self.unit[:1] in "万亿" and least == self.unit:
            least = self.unit[1:]
        elif self.words.get(least, 1) == 1:
            return
        small = (figure.value or figure.upper or 0) < SMALL and not figure.scaled
        raise UnitError(
            f"“{written}”没有写单位，分不清是{written}{least}还是{written}{self.unit}。"
            f"请写全。例：{written}{self.unit if small else least}"
        )


def _refuse_bare_rate(figure: Figure, written: str) -> None:
    """0.85 without % is 0.85% to one and 85% to another; only exact ones are refused."""
    value = figure.value if figure.exact else None
    if value is not None and 0 < value <= 1:
        whole = replace(figure.times(Decimal(100)), unit="%")
        raise FigureError(
            f"“{written}”没有写%，分不清是{replace(figure, unit='%')}还是{whole}。"
            f"请写成{whole}，或写成分数。例：11/14"
        )


def _number_only(figure: Figure) -> str:
    text = fold(figure.as_written)
    return text.replace(figure.unit, "", 1) if figure.unit else text
