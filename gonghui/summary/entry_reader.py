"""Entries: reading the figures of `metrics:` and `local:`, short or in the long form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ..figure import Figure, FigureError, fraction
from ..notation.figure import read_figure
from ..notation.period import PeriodError, read_period
from ..period import Calendar, Period
from ..problem import Problems
from ..reading.record import Record
from ..reading.strictyaml import Mapping, Node, Scalar, Sequence
from ..registry.metric import Metric, MetricType
from ..registry.unit import SCOPE_NAMES
from ..spelling import did_you_mean, fold
from .entry import LONG_FORM, Breakdown, Entry


@dataclass(frozen=True)
class EntryReader:
    """Reads the entries of one summary; what is wrong goes to `problems`."""

    path: str
    problems: Problems
    calendar: Calendar

    def entries(self, key: Scalar, node: Node, metric: Metric | None) -> list[Entry]:
        """The entries under one name: a figure, a long form, or a list of either."""
        if not isinstance(node, Sequence):
            return [e for e in [self.entry(key, node, metric)] if e]
        if metric is not None and metric.is_ratio and len(node.items) > 1:
            self.report(
                node, "bad-figure", f"“{key.text}”是比率，几笔不能相加。请写成一个数。例：11/14"
            )
        return [e for e in (self.entry(key, item, metric) for item in node.items) if e]

    def entry(self, key: Scalar, node: Node, metric: Metric | None) -> Entry | None:
        if isinstance(node, Mapping):
            return self.long_form(key, node, metric)
        if isinstance(node, Sequence):
            self.report(node, "bad-figure", f"“{key.text}”的每一笔应是一个数，或{{value: …}}。")
            return None
        figure = self.figure(node, key, metric)
        if figure is None:
            return None
        return Entry(key.text, metric, figure, line=node.line, column=node.column)

    def long_form(self, key: Scalar, node: Mapping, metric: Metric | None) -> Entry | None:
        record = Record(node, self.path, self.problems)
        note = record.text("note")
        figure, foreign = self.main_figure(record, key, metric, note)
        percent = _percent_of(metric)
        entry = Entry(
            key.text,
            metric,
            figure or Figure(""),
            self.breakdown(record, "parts", key, metric),
            self.breakdown(record, "levels", key, metric),
            self.named(record, "target", key, metric),
            self.named(record, "target_rate", key, percent),
            self.named(record, "stated", key, percent),
            self.named(record, "base", key, metric),
            record.text("base_note"),
            record.choice("scope", SCOPE_NAMES),
            self.period(record),
            self.definition(record, metric),
            note,
            foreign,
            node.line,
            node.column,
        )
        record.close()
        return entry if figure is not None else None

    def main_figure(
        self, record: Record, key: Scalar, metric: Metric | None, note: str | None
    ) -> tuple[Figure | None, bool]:
        """The figure itself, and whether its unit of measure is not the metric's."""
        value = record.node_of("value")
        num, den = record.number("num"), record.number("den")
        word = record.text("unit", example="家")
        if num is not None or den is not None:
            if num is None or den is None or value is not None:
                fault = "num 和 den 要一起写，并且不再写 value。例：{num: 11, den: 14}"
                self.report(record.node, "bad-figure", f"“{key.text}”：{fault}")
                return None, False
            return self.from_parts(record, num, den, metric), False
        if not isinstance(value, Scalar):
            self.report(
                value or record.node,
                "missing-key",
                f"“{key.text}”缺少 value。例：{{value: 6家, note: 说明}}",
            )
            return None, False
        if word is None:
            return self.figure(value, key, metric), False
        return self.in_unit(value, word, key, metric, note, record)

    def from_parts(
        self, record: Record, num: Decimal, den: Decimal, metric: Metric | None
    ) -> Figure | None:
        try:
            figure = fraction(num, den)
            return metric.hold(figure) if metric else figure
        except FigureError as error:
            self.report(record.at("num"), "bad-figure", str(error))
            return None

    def in_unit(
        self,
        value: Scalar,
        word: str,
        key: Scalar,
        metric: Metric | None,
        note: str | None,
        record: Record,
    ) -> tuple[Figure | None, bool]:
        figure = self.figure(value, key, None)
        if figure is None:
            return None, False
        if figure.unit and figure.unit != fold(word):
            fault = f"“{key.text}”的 value 写的是“{figure.unit}”，unit 写的是“{word}”。请改成一致。"
            self.report(record.at("unit"), "wrong-unit", fault)
            return None, False
        figure = replace(figure, unit=fold(word)) if figure.is_number else figure
        if metric is None or not figure.is_number:
            return figure, False
        if fold(word) in metric.words:
            return self.held(figure, value, metric), False
        if note is None:
            self.report(
                record.at("unit"),
                "wrong-unit",
                f"“{metric.name}”的计量单位是“{metric.unit}”，这里写了“{word}”却没有 note。"
                f"请说明原因。例：{{value: {value.text}, unit: {word}, note: 原文按{word}统计}}",
            )
            return None, False
        return figure, True

    def figure(self, node: Scalar, key: Scalar, metric: Metric | None) -> Figure | None:
        try:
            figure = read_figure(node.text)
        except FigureError as error:
            self.report(node, "bad-figure", f"“{key.text}”：{error}")
            return None
        return self.held(figure, node, metric) if metric else figure

    def held(self, figure: Figure, node: Node, metric: Metric) -> Figure | None:
        try:
            return metric.hold(figure)
        except FigureError as error:
            self.report(node, "wrong-unit", str(error))
            return None

    def named(self, record: Record, name: str, key: Scalar, metric: Metric | None) -> Figure | None:
        node = record.node_of(name)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.report(node, "bad-figure", f"“{name}”应是一个数。例：{LONG_FORM[name].example}")
            return None
        return self.figure(node, key, metric)

    def breakdown(self, record: Record, name: str, key: Scalar, metric: Metric | None) -> Breakdown:
        node = record.mapping(name)
        found: list[tuple[str, Figure]] = []
        known = (metric.parts if name == "parts" else metric.levels) if metric else None
        for part, value in node.items.values() if node else ():
            word = part.text.strip()
            if known is not None and word not in known:
                word = word.removesuffix("级")
            if known is not None and word not in known:
                self.unknown_part(part, name, key.text, known)
            elif not isinstance(value, Scalar):
                self.report(
                    value, "bad-figure", f"“{part.text}”应是一个数。例：{LONG_FORM[name].example}"
                )
            else:
                figure = self.figure(value, part, metric)
                found.extend([(word, figure)] if figure else [])
        return tuple(found)

    def unknown_part(self, part: Scalar, name: str, metric: str, known: tuple[str, ...]) -> None:
        what = "分项" if name == "parts" else "级别"
        listed = f"可用的有：{'、'.join(known)}。" if known else f"这个指标没有登记{what}。"
        self.report(
            part,
            "unknown-part",
            f"“{metric}”没有登记{what}“{part.text}”。{did_you_mean(part.text, known)}{listed}"
            f"确需增加时，请维护人在 data/metrics.yml 的 {name} 里登记。",
        )

    def period(self, record: Record) -> Period | None:
        text = record.text("period", example="2023年5月")
        if text is None:
            return None
        try:
            return read_period(text, self.calendar)
        except PeriodError as error:
            self.report(record.at("period"), "bad-period", str(error))
            return None

    def definition(self, record: Record, metric: Metric | None) -> int | None:
        version = record.integer("definition", low=1, high=99)
        if version is not None and metric is not None and metric.definition(version) is None:
            known = "、".join(str(d.version) for d in metric.definitions) or "没有登记口径版本"
            self.report(
                record.at("definition"),
                "bad-value",
                f"“{metric.name}”没有第{version}版口径。可用：{known}。",
            )
            return None
        return version

    def report(self, node: Node, code: str, message: str) -> None:
        self.problems.report(self.path, node.line, node.column, code, message)


_PERCENT = Metric("percent", "比率", "%", MetricType.RATIO, words={"%": Decimal(1)})


def _percent_of(metric: Metric | None) -> Metric:
    """The metric in whose unit a rate beside a figure is read: percent, with the metric's cap."""
    cap = metric.cap if metric is not None and metric.is_ratio else None
    return replace(_PERCENT, cap=cap)
