"""Figures: reading one as it is written and holding it in its metric's unit of measure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ..figure import Figure, FigureError, fraction
from ..notation.figure import read_figure
from ..problem import Problems
from ..quotation import clip
from ..reading.node import Node, Scalar
from ..reading.record import Record
from ..registry import Metric, MetricType, Registry
from ..registry.metric import UnitError
from ..spelling import fold

# What can be said only where the dictionary of metrics is read without an error.
_OF_THE_DICTIONARY = ("wrong-unit", "unknown-part")


@dataclass(frozen=True)
class FigureReader:
    """Reads the figures of one summary; what is wrong goes to `problems`."""

    path: str
    problems: Problems
    registry: Registry

    def figure(
        self, node: Scalar, name: str, metric: Metric | None, *, main: bool = False
    ) -> Figure | None:
        """The figure of a text. `main` is the one that stands by itself, so that it may be given in
        another unit of measure. None, and a problem, where it is none."""
        if node.told:
            return None
        try:
            figure = read_figure(node.text)
        except FigureError as error:
            glued = "后面是说明的话，# 前面要空一格。" if "#" in node.text.strip("#") else ""
            told = f"“{clip(name)}”：{error}{glued}{_with_parts(node.text) if main else ''}"
            self.report(node, "bad-figure", told)
            return None
        return self.held(figure, node, metric, main=main) if metric else figure

    def held(
        self, figure: Figure, node: Node, metric: Metric, *, main: bool = False
    ) -> Figure | None:
        """The figure in the metric's unit of measure."""
        try:
            return metric.hold(figure)
        except UnitError as error:
            self.report(node, "wrong-unit", f"{error}{error.way_out if main else ''}")
        except FigureError as error:
            self.report(node, "bad-figure", str(error))
        return None

    def from_parts(
        self, record: Record, num: Decimal, den: Decimal, name: str, metric: Metric | None
    ) -> Figure | None:
        """The figure of `num` and `den`."""
        try:
            figure = fraction(num, den, f"{num:f}/{den:f}")
        except FigureError as error:
            self.report(record.at("num"), "bad-figure", f"“{clip(name)}”：{error}")
            return None
        return self.held(figure, record.at("num"), metric) if metric else figure

    def in_unit(
        self, value: Scalar, word: str, name: str, metric: Metric | None, record: Record
    ) -> tuple[Figure | None, bool]:
        """The figure of `value` and `unit`, and whether the unit of measure is not the metric's."""
        figure, unit = self.figure(value, name, None), fold(word)
        if figure is None:
            return None, False
        if figure.unit and figure.unit != unit:
            fault = (
                f"“{clip(name)}”的 value 写的是“{clip(figure.unit)}”，unit 写的是“{clip(word)}”。"
                "请改成一致。"
            )
            self.report(record.at("unit"), "wrong-unit", fault)
            return None, False
        figure = replace(figure, unit=unit) if figure.is_number else figure
        if metric is None or not figure.is_number:
            return figure, False
        if unit in metric.words:
            return self.held(figure, value, metric), False
        if record.text("note") is None:
            shown = clip(word)
            self.report(
                record.at("unit"),
                "wrong-unit",
                f"“{metric.name}”的计量单位是“{metric.unit}”，这里写了“{shown}”却没有 note。"
                f"请说明原因。例：{{value: {clip(value.text)}, unit: {shown}, note: 原文按{shown}统计}}",
            )
            return None, False
        return figure, True

    def report(self, node: Node, code: str, message: str) -> None:
        """Tell what is wrong, unless it may only follow from a broken dictionary."""
        if code in _OF_THE_DICTIONARY and "metrics.yml" not in self.registry.readable:
            return
        self.problems.report(self.path, node.line, node.column, code, message)


_PERCENT = Metric("percent", "比率", "%", MetricType.RATIO, words={"%": Decimal(1)})


def percent_of(metric: Metric | None, name: str, role: str) -> Metric:
    """The metric in whose unit a rate beside a figure is read: percent, with the metric's cap. `role`
    tells the rate from the count that it stands beside."""
    if metric is not None and metric.is_ratio:
        return replace(_PERCENT, name=metric.name, cap=metric.cap)
    return replace(_PERCENT, name=f"{clip(name)}的{role}")


_BRACKETED = re.compile(r"(?P<value>[^()]{1,12})\((?:其中)?[:,]?(?P<parts>[^()]{1,40})\)")
_PART = re.compile(r"(?P<name>[^\d:]{1,10}?):?(?P<number>[0-9]+(?:\.[0-9]+)?)[^\d]{0,2}")


def _with_parts(text: str) -> str:
    """How to write 3家（企业2家、村社区1家）, or nothing."""
    match = _BRACKETED.fullmatch(fold(text))
    found = [_PART.fullmatch(one) for one in re.split("[、,;]", match["parts"])] if match else []
    if match is None or not all(found):
        return ""
    parts = ", ".join(f"{one['name']}: {one['number']}" for one in found if one)
    return f"分项另写，例：{{value: {match['value']}, parts: {{{parts}}}}}"
