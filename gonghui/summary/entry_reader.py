"""Entries: reading the figures of `metrics:` and `local:`, short or in the long form."""

from __future__ import annotations

from dataclasses import dataclass

from ..figure import Figure
from ..notation.period import PeriodError, read_period
from ..period import Period
from ..quotation import clip
from ..reading.node import Mapping, Node, Scalar, Sequence
from ..reading.record import Record
from ..registry import Metric
from ..registry.unit import SCOPE_NAMES
from ..spelling import did_you_mean, fold
from .entry import LONG_FORM, Breakdown, Entry
from .figure_reader import FigureReader, percent_of


@dataclass(frozen=True)
class EntryReader(FigureReader):
    """Reads the entries of one summary."""

    def entries(self, key: Scalar, node: Node, metric: Metric | None) -> list[Entry]:
        """The entries under one name: a figure, a long form, or a list of either."""
        if not isinstance(node, Sequence):
            return [e for e in [self.entry(key, node, metric)] if e]
        if metric is not None and metric.is_ratio and len(node.items) > 1:
            fault = f"“{clip(key.text)}”是比率，几笔不能相加。请写成一个数。例：11/14"
            self.report(node, "bad-figure", fault)
        return [e for e in (self.entry(key, item, metric) for item in node.items) if e]

    def entry(self, key: Scalar, node: Node, metric: Metric | None) -> Entry | None:
        """One figure, short or long."""
        if isinstance(node, Mapping):
            return self.long_form(key, node, metric)
        if isinstance(node, Sequence):
            fault = f"“{clip(key.text)}”的每一笔应是一个数，或{{value: …}}。"
            self.report(node, "bad-figure", fault)
            return None
        figure = self.figure(node, key.text, metric, main=True)
        if figure is None:
            return None
        return Entry(key.text, metric, figure, line=node.line, column=node.column)

    def long_form(self, key: Scalar, node: Mapping, metric: Metric | None) -> Entry | None:
        """One figure with all its keys; each is checked even where the figure itself is wrong."""
        record = Record(node, self.path, self.problems)
        note = record.text("note")
        figure, foreign = self.main_figure(record, key, metric)
        entry = Entry(
            key.text,
            metric,
            figure or Figure(""),
            self.breakdown(record, "parts", key, metric),
            self.breakdown(record, "levels", key, metric),
            self.named(record, "target", key, metric),
            self.rate(record, "target_rate", key, metric, "完成率"),
            self.rate(record, "stated", key, metric, "所写比率"),
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
        self, record: Record, key: Scalar, metric: Metric | None
    ) -> tuple[Figure | None, bool]:
        """The figure itself, and whether its unit of measure is not the metric's."""
        value = record.node_of("value")
        num, den = record.number("num", example="11"), record.number("den", example="14")
        word = record.text("unit", example="家")
        if num is not None or den is not None:
            if num is None or den is None or value is not None:
                fault = "num 和 den 要一起写，并且不再写 value。例：{num: 11, den: 14}"
                self.report(record.node, "bad-figure", f"“{clip(key.text)}”：{fault}")
                return None, False
            return self.from_parts(record, num, den, key.text, metric), False
        if not isinstance(value, Scalar):
            self.report(
                value or record.node,
                "missing-key",
                f"“{clip(key.text)}”缺少 value。例：{{value: 6家, note: 说明}}",
            )
            return None, False
        if word is None:
            return self.figure(value, key.text, metric, main=True), False
        return self.in_unit(value, word, key.text, metric, record)

    def named(self, record: Record, name: str, key: Scalar, metric: Metric | None) -> Figure | None:
        """A figure beside the main one, in the same unit of measure."""
        node = record.node_of(name)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.report(node, "bad-figure", f"“{name}”应是一个数。例：{LONG_FORM[name].example}")
            return None
        return self.figure(node, key.text, metric)

    def rate(
        self, record: Record, name: str, key: Scalar, metric: Metric | None, role: str
    ) -> Figure | None:
        """A rate beside the main figure."""
        record.asked.append(name)
        if name not in record.node.items:
            return None
        return self.named(record, name, key, percent_of(metric, key.text, role))

    def breakdown(self, record: Record, name: str, key: Scalar, metric: Metric | None) -> Breakdown:
        """The parts or levels; none where one of them is wrong, since the rest adds up to nothing."""
        node = record.mapping(name)
        found: dict[str, tuple[Scalar, str, Figure]] = {}
        good = True
        known = (metric.parts if name == "parts" else metric.levels) if metric else None
        for part, value in node.items.values() if node else ():
            word, figure = _registered(part.text, known), None
            if word is None:
                self.unknown_part(part, name, key.text, known or ())
            elif fold(word) in found:
                self.repeated(part, found[fold(word)][0])
            elif not isinstance(value, Scalar):
                fault = f"“{clip(part.text)}”应是一个数。例：{LONG_FORM[name].example}"
                self.report(value, "bad-figure", fault)
            else:
                figure = self.figure(value, part.text, metric)
            if word is not None and figure is not None:
                found[fold(word)] = (part, word, figure)
            else:
                good = False
        return tuple((word, figure) for _, word, figure in found.values()) if good else ()

    def repeated(self, key: Scalar, first: Scalar, what: str = "同一项") -> None:
        """Tell that two spellings name one thing."""
        self.report(
            key,
            "duplicate-key",
            f"“{clip(key.text)}”与第{first.line}行的“{clip(first.text)}”是{what}。"
            "请合成一项；有几笔时写成列表。",
        )

    def unknown_part(self, part: Scalar, name: str, metric: str, known: tuple[str, ...]) -> None:
        """Tell that a metric has no such part or level."""
        what = "分项" if name == "parts" else "级别"
        listed = f"可用的有：{'、'.join(known)}。" if known else f"这个指标没有登记{what}。"
        self.report(
            part,
            "unknown-part",
            f"“{clip(metric)}”没有登记{what}“{clip(part.text)}”。{did_you_mean(part.text, known)}{listed}"
            f"确需增加时，请维护人在 data/metrics.yml 的 {name} 里登记。",
        )

    def period(self, record: Record) -> Period | None:
        """The figure's own period."""
        text = record.text("period", example="2023年5月")
        if text is None:
            return None
        try:
            return read_period(text, self.registry.settings.calendar)
        except PeriodError as error:
            self.report(record.at("period"), "bad-period", str(error))
            return None

    def definition(self, record: Record, metric: Metric | None) -> int | None:
        """The version of the definition, one of the metric's."""
        version = record.integer("definition", low=1, high=99, example="1")
        if version is None or metric is None or metric.definition(version) is not None:
            return version
        if "metrics.yml" in self.registry.readable:
            known = "、".join(str(d.version) for d in metric.definitions)
            fault = (
                f"没有第{version}版口径。可用：{known}。"
                if known
                else "没有登记口径版本。请删去 definition。"
            )
            self.report(record.at("definition"), "bad-value", f"“{metric.name}”{fault}")
        return None


def _registered(text: str, known: tuple[str, ...] | None) -> str | None:
    """The registered name of a part or level (市级 is 市); any name where nothing is registered."""
    if known is None:
        return text.strip()
    word, by_fold = fold(text), {fold(name): name for name in known}
    return by_fold.get(word) or by_fold.get(word.removesuffix("级"))
