"""Summaries: reading one file into a `Summary`, everything wrong with it told at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..notation.period import PeriodError, read_period
from ..period import Period, say_day
from ..problem import Problems
from ..quotation import clip
from ..reading.bounds import is_bounded
from ..reading.node import Scalar
from ..reading.record import Record
from ..reading.strictyaml import read_mapping
from ..registry import Registry, Unit
from ..registry.unit import SCOPE_NAMES, Scope
from ..spelling import did_you_mean, fold
from .call import take_calls
from .entry import Entry
from .entry_reader import EntryReader
from .frontmatter import split
from .remarks import read_acceptances, read_corrections
from .slip import check_hashes, unindented
from .summary import (
    CLASS_NAMES,
    DATA_STATUS_NAMES,
    KEYS,
    STATUS_NAMES,
    DataStatus,
    Status,
    Summary,
    SummaryClass,
)

_MARKUP = re.compile(r"[<>]|&#?\w+;")


def read_summary(text: str, path: str, registry: Registry, problems: Problems) -> Summary | None:
    """The summary that a file holds; None where unit or period are missing or wrong.

    Everything wrong goes to `problems`; a summary with errors may still come back, so that the
    families of the check-up can go on and all its problems are told at once.
    """
    document = split(text, path, problems)
    if document is None or not is_bounded(document.body, document.body_line, path, problems):
        return None
    node = read_mapping(
        document.head, path, problems, 2, ("metrics", "local"), example="unit: 芙蓉镇总工会"
    )
    if node is None:
        return None
    body, calls = take_calls(document.body, document.body_line, path, problems)
    record = Record(node, path, problems)
    reader = _Reader(record, registry, path, problems)
    period = reader.period()
    unit = reader.unit(period)
    check_hashes(document.head, path, registry, problems)
    title = reader.title()
    class_ = record.choice("class", CLASS_NAMES) or SummaryClass.SUMMARY
    campaign = reader.campaign(class_)
    scope = record.choice("scope", SCOPE_NAMES)
    status = record.choice("status", STATUS_NAMES) or Status.ISSUED
    data_status = record.choice("data_status", DATA_STATUS_NAMES) or DataStatus.FINAL
    as_of, issued = record.date("as_of"), record.date("issued")
    reader.check_days(period, as_of, None if class_ is SummaryClass.PLAN else issued)
    union_term, congress_term = record.text("union_term"), record.text("congress_term")
    corrections, accept = read_corrections(record, registry), read_acceptances(record, registry)
    metrics, local = tuple(reader.metrics()), tuple(reader.local())
    record.close(also=KEYS)
    if unit is None or period is None:
        return None
    return Summary(
        path,
        unit,
        period,
        metrics,
        local,
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
        {key: (value.line, value.column) for key, (_, value) in node.items.items()},
    )


@dataclass(frozen=True)
class _Reader:
    record: Record
    registry: Registry
    path: str
    problems: Problems

    def check_days(self, period: Period | None, as_of: date | None, issued: date | None) -> None:
        """Days before the period begins were left from a copied summary; a plan may be issued then."""
        if period is None or period.first is None:
            return
        for key, name, day in (("as_of", "数据截至", as_of), ("issued", "签发日期", issued)):
            if day is not None and day < period.first:
                message = (
                    f"{name}{say_day(day)}早于{period.name}的第一天，多半是复制时留下的。"
                    f"请改成这一期的日期。例：{key}: {period.last}"
                )
                self.record.report(self.record.at(key), "bad-value", message)

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
        unit = self.registry.unit(name, period.last if period else None) if name else None
        if name is None or "units.yml" not in self.registry.readable:
            return unit
        if unit is None:
            offer = did_you_mean(name, self.registry.names_of_units())
            self.record.report(
                self.record.at("unit"),
                "unknown-unit",
                f"没有登记单位“{clip(name)}”。{offer}新单位请先在 data/units.yml 里登记："
                f"{{id: …, type: …, names: [{{name: {clip(name)}}}]}}",
            )
            return None
        self.check_type(unit, type_name)
        if period is not None and not unit.existed_in(period):
            self.record.report(
                self.record.at("unit"),
                "inactive-unit",
                f"“{clip(unit.name)}”在{period.name}还没有成立或已经撤销。请核对期间，或改正 data/units.yml 的 active。",
            )
        return unit

    def check_type(self, unit: Unit, written: str | None) -> None:
        registered = self.registry.unit_types.get(unit.type_id)
        if written is None or registered is None:
            return
        given = self.registry.unit_type(written)
        if given is None and "unit_types.yml" not in self.registry.readable:
            return
        if given is None or given.id != registered.id:
            self.record.report(
                self.record.at("unit_type"),
                "unit-type",
                f"“{clip(unit.name)}”登记的类型是“{registered.name}”，这里写的是“{clip(written)}”。"
                f"请改成：unit_type: {registered.name}",
            )

    def metrics(self) -> Iterator[Entry]:
        below = self.record.at("metrics")
        if (
            unindented(self.record, self.registry)
            and isinstance(below, Scalar)
            and not below.text.strip()
        ):
            return  # that it is empty need not be told
        node = self.record.mapping("metrics")
        reader = EntryReader(self.path, self.problems, self.registry)
        seen: dict[str, Scalar] = {}
        for key, value in node.items.values() if node else ():
            metric = self.registry.metric(key.text)
            if metric is None:
                self.unknown_metric(key)
            elif metric.id in seen:
                reader.repeated(key, seen[metric.id], "同一个指标")
            else:
                seen[metric.id] = key
                yield from reader.entries(key, value, metric)

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
            f"指标字典里没有“{clip(key.text)}”。{offer}不在字典里的数请写到 local: 下面。"
            f"例：local: {{{clip(key.text)}: 40余期}}",
        )

    def local(self) -> Iterator[Entry]:
        node = self.record.mapping("local")
        reader = EntryReader(self.path, self.problems, self.registry)
        seen: dict[str, Scalar] = {}
        for key, value in node.items.values() if node else ():
            name = fold(key.text)
            if name in seen:
                reader.repeated(key, seen[name])
            else:
                seen[name] = key
                yield from reader.entries(key, value, None)

    def title(self) -> str | None:
        """A title is text: it stands in the head of the page, where markup would be run."""
        title = self.record.text("title")
        if title is not None and _MARKUP.search(title):
            self.record.report(
                self.record.at("title"),
                "bad-value",
                "标题里不能写“<”“>”和“&…;”。请改成全角的“＜”“＞”，或删去。例：title: 2023年工作总结",
            )
        return title

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
                f"没有登记专题活动“{clip(name)}”。{offer}请先在 data/campaigns.yml 里登记。",
            )
        return id_
