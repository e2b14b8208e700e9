"""Summaries: reading one file into a `Summary`, everything wrong with it told at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..codes import CODES
from ..notation.period import PeriodError, read_period
from ..period import Period
from ..problem import Problems
from ..reading.record import Record
from ..reading.strictyaml import Scalar, read_mapping
from ..registry import Registry, Unit
from ..registry.unit import SCOPE_NAMES, Scope
from ..spelling import did_you_mean, fold
from .call import take_calls
from .entry import Entry
from .entry_reader import EntryReader
from .frontmatter import split
from .summary import (
    CLASS_NAMES,
    DATA_STATUS_NAMES,
    KEYS,
    STATUS_NAMES,
    Acceptance,
    Correction,
    DataStatus,
    Status,
    Summary,
    SummaryClass,
)

_HASHED = re.compile(r" *#(?P<name>[^\s:#]+):\s")


def read_summary(text: str, path: str, registry: Registry, problems: Problems) -> Summary | None:
    """The summary that a file holds; None where unit or period are missing or wrong.

    Everything wrong goes to `problems`; a summary with errors may still come back, so that the
    families of the check-up can go on and all its problems are told at once.
    """
    document = split(text, path, problems)
    node = read_mapping(document.head, path, problems, 2) if document else None
    if document is None or node is None:
        return None
    body, calls = take_calls(document.body, document.body_line, path, problems)
    record = Record(node, path, problems)
    reader = _Reader(record, registry, path, problems)
    period = reader.period()
    unit = reader.unit(period)
    reader.check_hashes(document.head)
    metrics, local = reader.metrics(), reader.local()
    title = record.text("title")
    class_ = record.choice("class", CLASS_NAMES) or SummaryClass.SUMMARY
    campaign = reader.campaign(class_)
    scope = record.choice("scope", SCOPE_NAMES)
    status = record.choice("status", STATUS_NAMES) or Status.ISSUED
    data_status = record.choice("data_status", DATA_STATUS_NAMES) or DataStatus.FINAL
    as_of, issued = record.date("as_of"), record.date("issued")
    union_term, congress_term = record.text("union_term"), record.text("congress_term")
    corrections, accept = tuple(reader.corrections()), tuple(reader.acceptances())
    record.close(also=KEYS)
    if unit is None or period is None:
        return None
    return Summary(
        path,
        unit,
        period,
        tuple(metrics),
        tuple(local),
        title or f"{unit.name_in(period)}{period.name}工会工作总结",
        class_,
        campaign,
        scope or Scope.OWN,
        scope is not None,
        status,
        data_status,
        as_of or period.last,
        issued,
        union_term,
        congress_term,
        corrections,
        accept,
        body,
        document.body_line,
        calls,
        registry,
    )


@dataclass(frozen=True)
class _Reader:
    record: Record
    registry: Registry
    path: str
    problems: Problems

    def period(self) -> Period | None:
        text = self.record.text("period", required=True, example="2023年上半年")
        if text is None:
            return None
        try:
            return read_period(text, self.registry.settings.calendar)
        except PeriodError as error:
            self.record.report(self.record.at("period"), "bad-period", str(error))
            return None

    def unit(self, period: Period | None) -> Unit | None:
        name = self.record.text("unit", required=True, example="芙蓉镇总工会")
        type_name = self.record.text("unit_type", required=True, example="镇总工会")
        if name is None or "units.yml" not in self.registry.readable:
            return None
        unit = self.registry.unit(name, period.last if period else None)
        if unit is None:
            offer = did_you_mean(
                name, (n.text for u in self.registry.units.values() for n in u.names)
            )
            self.record.report(
                self.record.at("unit"),
                "unknown-unit",
                f"没有登记单位“{name}”。{offer}新单位请先在 data/units.yml 里登记："
                f"{{id: …, type: …, names: [{{name: {name}}}]}}",
            )
            return None
        self.check_type(unit, type_name)
        if period is not None and not unit.existed_in(period):
            self.record.report(
                self.record.at("unit"),
                "inactive-unit",
                f"“{unit.name}”在{period.name}还没有成立或已经撤销。请核对期间，或改正 data/units.yml 的 active。",
            )
        return unit

    def check_type(self, unit: Unit, written: str | None) -> None:
        registered = self.registry.unit_types.get(unit.type_id)
        if written is None or registered is None:
            return
        given = self.registry.unit_type(written)
        if given is None or given.id != registered.id:
            self.record.report(
                self.record.at("unit_type"),
                "unit-type",
                f"“{unit.name}”登记的类型是“{registered.name}”，这里写的是“{written}”。"
                f"请改成：unit_type: {registered.name}",
            )

    def metrics(self) -> Iterator[Entry]:
        node = self.record.mapping("metrics")
        reader = EntryReader(self.path, self.problems, self.registry.settings.calendar)
        seen: dict[str, Scalar] = {}
        for key, value in node.items.values() if node else ():
            metric = self.registry.metric(key.text)
            if metric is None:
                self.unknown_metric(key)
                continue
            if metric.id in seen:
                first = seen[metric.id]
                self.problems.report(
                    self.path,
                    key.line,
                    key.column,
                    "duplicate-key",
                    f"“{key.text}”与第{first.line}行的“{first.text}”是同一个指标。请合成一项；有几笔时写成列表。",
                )
                continue
            seen[metric.id] = key
            yield from reader.entries(key, value, metric)

    def check_hashes(self, head: str) -> None:
        """#女会员: 12 is a comment to YAML; a figure would be lost without a word."""
        for number, line in enumerate(head.split("\n"), start=2):
            match = _HASHED.match(line)
            metric = self.registry.metric(match["name"]) if match else None
            if match and metric is not None and metric.parent is not None:
                self.problems.report(
                    self.path,
                    number,
                    match.start("name"),
                    "yaml",
                    f"“#{match['name']}”以#开头，这一行会被当作注释丢掉。请去掉#，写成“{metric.name}: …”。",
                )

    def unknown_metric(self, key: Scalar) -> None:
        if "metrics.yml" not in self.registry.readable:
            return
        metrics = self.registry.metrics.values()
        offer = did_you_mean(key.text, (w for m in metrics for w in (m.name, *m.aliases, m.id)))
        self.problems.report(
            self.path,
            key.line,
            key.column,
            "unknown-metric",
            f"指标字典里没有“{key.text}”。{offer}不在字典里的数请写到 local: 下面。"
            f"例：local: {{{key.text}: 40余期}}",
        )

    def local(self) -> Iterator[Entry]:
        node = self.record.mapping("local")
        reader = EntryReader(self.path, self.problems, self.registry.settings.calendar)
        for key, value in node.items.values() if node else ():
            yield from reader.entries(key, value, None)

    def campaign(self, class_: SummaryClass) -> str | None:
        name = self.record.text("campaign", example="工会宣传月")
        at = self.record.at("campaign")
        if class_ is not SummaryClass.SPECIAL:
            if name is not None:
                self.record.report(
                    at, "bad-value", "只有 class: 专题 才写 campaign。请删去，或改类别。"
                )
            return None
        if name is None:
            if "campaign" not in self.record.node.items:
                self.record.report(
                    at, "missing-key", "专题总结要写 campaign。例：campaign: 工会宣传月"
                )
            return None
        id_ = self.registry.campaign(name)
        if id_ is None and "campaigns.yml" in self.registry.readable:
            offer = did_you_mean(name, self.registry.campaigns.values())
            self.record.report(
                at,
                "unknown-campaign",
                f"没有登记专题活动“{name}”。{offer}请先在 data/campaigns.yml 里登记。",
            )
        return id_

    def corrections(self) -> Iterator[Correction]:
        for record in self.record.records("corrections"):
            day = record.date("date", required=True)
            texts = [
                record.text(key, required=True, example=example)
                for key, example in (
                    ("metric", "会员人数"), ("from", "7420人"), ("to", "7402人"), ("reason", "笔误"),
                )
            ]  # fmt: skip
            record.close()
            metric, before, after, reason = texts
            if day and metric and before and after and reason:
                known = self.registry.metric(metric)
                yield Correction(day, known.name if known else metric, before, after, reason)

    def acceptances(self) -> Iterator[Acceptance]:
        for record in self.record.records("accept"):
            code = record.text("code", required=True, example="stated-mismatch")
            metric = record.text("metric")
            reason = record.text("reason", required=True, example="原文如此")
            record.close()
            if code is None or reason is None:
                continue
            acceptable = [name for name, known in CODES.items() if known.acceptable]
            if code not in acceptable:
                record.report(
                    record.at("code"),
                    "bad-value",
                    f"accept 里不能写“{code}”。{did_you_mean(code, acceptable)}"
                    f"可以确认保留的有：{'、'.join(acceptable)}。",
                )
                continue
            known_metric = self.registry.metric(metric) if metric else None
            id_ = known_metric.id if known_metric else metric and fold(metric)
            yield Acceptance(code, id_ or None, reason, record.node.line, record.node.column)
