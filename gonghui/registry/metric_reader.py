"""Metrics: reading one entry of data/metrics.yml."""

from __future__ import annotations

import itertools
from enum import StrEnum
from typing import TypeVar

from ..quotation import clip
from ..reading.record import Record
from .metric import Aggregation, Definition, Direction, Metric, MetricType

Word = TypeVar("Word", bound=StrEnum)


def read_metric(record: Record, order: int, component: bool = False) -> Metric | None:
    """One entry of metrics.yml; None where it lacks what everything else stands on."""
    id_ = record.identifier()
    name = record.text("name", required=True, example="会员人数")
    unit = record.text("unit", required=True, example="人")
    type_ = _word(record, "type", MetricType, required=True)
    aliases = tuple(item.text.strip() for item in record.texts("aliases", "[工会会员数, 会员总数]"))
    category = record.text("category", required=not component, example="organization")
    across_units = _word(record, "across_units", Aggregation)
    across_time = _word(record, "across_time", Aggregation)
    direction = _word(record, "direction", Direction)
    decimals = record.integer("decimals", low=0, high=6, example="2")
    cap = record.number("cap")
    numerator, denominator = record.text("numerator"), record.text("denominator")
    parent = record.text("parent")
    parts = tuple(item.text.strip() for item in record.texts("parts", "[企业, 村社区]"))
    levels = tuple(item.text.strip() for item in record.texts("levels", "[省, 市, 县]"))
    at_most = opening_plus = minus = None
    check = record.mapping("check")
    if check:
        inner = Record(check, record.path, record.problems)
        at_most, opening_plus = inner.text("at_most"), inner.text("opening_plus")
        minus = inner.text("minus")
        inner.close()
    rate_only, has_target = record.flag("rate_only_ok"), record.flag("has_target")
    note = record.text("note")
    sources = tuple(item.text for item in record.texts("src", "[Y]"))
    definitions = tuple(d for d in map(_definition, record.records("definitions")) if d)
    record.close()
    if id_ is None or name is None or unit is None or type_ is None:
        return None
    ratio = type_ is MetricType.RATIO
    if ratio and (numerator is None or denominator is None):
        record.report(
            record.node,
            "bad-registry",
            f"比率“{clip(name)}”没有写分子分母。例：numerator: members, denominator: employees_total",
        )
    versions = [(d.version, d.valid_from) for d in definitions]
    if any(b[0] <= a[0] or b[1] <= a[1] for a, b in itertools.pairwise(versions)):
        record.report(
            record.node,
            "bad-registry",
            f"“{clip(name)}”的口径各版应按时间先后写，版本号和施行日依次增大。",
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
    version = record.integer("version", low=1, high=99, example="2")
    valid_from = record.date("valid_from", required=True)
    text = record.text("text", required=True, example="期末在册的工会会员")
    change = record.text("change")
    record.close()
    if version is None or valid_from is None or text is None:
        if version is None and "version" not in record.node.items:
            record.report(record.node, "missing-key", "缺少必填的“version”。例：version: 2")
        return None
    return Definition(version, valid_from, text, change)
