"""data/values.csv: every figure of every issued summary, parts, targets and local figures too.

`part` is empty for the figure itself. It is the part's name (企业), `level:` and the level (level:市),
`target`, `target_rate`, `stated`, `base`, or `entry:1` … for the entries of a list, whose sum is
the figure itself. Source: contract.md §7.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..change import RATE_PLACES
from ..corpus import Corpus
from ..figure import Figure
from ..period import Period
from ..registry.unit import Scope
from ..summary import Summary
from ..summary.entry import Entry
from ..summary.observation import Observation, scope_of
from . import codes
from .csvfile import csv_bytes, places
from .field import Export, Field, Row, Type

FIELDS = (
    Field("unit_id", "单位 id", required=True, refers="units"),
    Field("unit", "单位", "当时的名称", required=True),
    Field("unit_type", "单位类型 id", refers="unit_types"),
    Field("period", "期间 id", required=True, refers="periods"),
    Field("edtf", "期间的国际写法", "EDTF（ISO 8601-2）", required=True),
    Field("class", "类别", required=True, codes=codes.CLASS),
    Field("campaign", "专题活动 id", refers="campaigns"),
    Field("scope", "范围", required=True, codes=codes.SCOPE),
    Field("metric_id", "指标 id", "其他数字（local）没有", refers="metrics"),
    Field("metric", "指标", "指标的名称，或其他数字的名称", required=True),
    Field("part", "哪一部分", "空的是这个数本身；其余是分项、任务数、级别等"),
    Field("value", "数", "按 measure_unit 的计量单位；范围、频次和没有数的为空", Type.NUMBER),
    Field("qualifier", "是不是准数", codes=codes.QUALIFIER),
    Field("lower", "下限", "按 measure_unit 的计量单位", Type.NUMBER),
    Field("upper", "上限", "按 measure_unit 的计量单位", Type.NUMBER),
    Field("lower_open", "不含下限", "true 不含，false 含", Type.BOOLEAN),
    Field("upper_open", "不含上限", "true 不含，false 含", Type.BOOLEAN),
    Field("state", "为什么没有数", codes=codes.STATE),
    Field("numerator", "分子", "按分子的计量单位", Type.NUMBER),
    Field("denominator", "分母", "按分母的计量单位", Type.NUMBER),
    Field("measure_unit", "计量单位", "value、lower、upper 的计量单位"),
    Field("as_written", "原来的写法", required=True),
    Field("definition_version", "口径版本", "见 definitions", Type.INTEGER),
    Field("restated_base", "重算的上年数", "按 measure_unit 的计量单位", Type.NUMBER),
    Field("data_status", "数据状态", required=True, codes=codes.DATA_STATUS),
    Field("as_of", "数据截至", type=Type.DATE),
    Field("url", "页面地址", "从网站首页算起", required=True, refers="summaries"),
)
KEY = ("url", "period", "scope", "metric_id", "metric", "part", "definition_version")


def values_rows(corpus: Corpus) -> list[Row]:
    """All rows, sorted by unit, period, class, campaign, scope, metric and part."""
    return [row for id_ in sorted(corpus.by_unit) for row in values_of_unit(corpus, id_)]


def values_of_unit(corpus: Corpus, id_: str) -> list[Row]:
    """Those of one unit."""
    rows = [row for summary in corpus.by_unit.get(id_, []) for row in _rows(summary)]
    rows.sort(key=lambda row: tuple(str(row[i] or "") for i in (0, 3, 5, 6, 7, 8, 9, 10, 26)))
    return rows


VALUES = Export(
    "values",
    "全部数值",
    "每篇签发了的总结里的每一个数，包括分项、任务数和其他数字。求合计时只取 part 为空、scope 相同的行。",
    FIELDS,
    values_rows,
    unique=KEY,
    shares=lambda corpus: {
        id_: partial(values_of_unit, id_=id_) for id_ in sorted(corpus.registry.units)
    },
)
COLUMNS = VALUES.columns


def values_csv(corpus: Corpus) -> bytes:
    """The whole file."""
    return csv_bytes(VALUES.columns, values_rows(corpus))


def _rows(summary: Summary) -> Iterator[Row]:
    for observation in summary.observations:
        yield from _observation(summary, observation)
    for entry in summary.local:
        same = [e for e in summary.local if e.name == entry.name]
        part = f"entry:{same.index(entry) + 1}" if len(same) > 1 else ""
        period = entry.period or summary.period
        yield from _entry(summary, entry, scope_of(summary, entry), period, part, None)


def _observation(summary: Summary, observation: Observation) -> Iterator[Row]:
    entries, scope, period = observation.entries, observation.scope, observation.period
    if len(entries) == 1:
        yield from _entry(summary, entries[0], scope, period, "", observation)
        return
    yield _row(summary, entries[0], scope, period, "", observation.figure, observation)
    for number, entry in enumerate(entries, start=1):
        yield from _entry(summary, entry, scope, period, f"entry:{number}", observation)


def _entry(
    summary: Summary,
    entry: Entry,
    scope: Scope,
    period: Period,
    part: str,
    observation: Observation | None,
) -> Iterator[Row]:
    figure = observation.figure if observation and not part else entry.figure
    yield _row(summary, entry, scope, period, part, figure, observation)
    prefix = f"{part}:" if part else ""
    for name, value in entry.parts:
        yield _row(summary, entry, scope, period, prefix + name, value, observation)
    for name, value in entry.levels:
        yield _row(summary, entry, scope, period, f"{prefix}level:{name}", value, observation)
    named = {
        "target": entry.target,
        "target_rate": entry.target_rate,
        "stated": entry.stated,
        "base": entry.base,
    }
    for name, one in named.items():
        if one is not None:
            yield _row(summary, entry, scope, period, prefix + name, one, observation)


def _row(
    summary: Summary,
    entry: Entry,
    scope: Scope,
    period: Period,
    part: str,
    figure: Figure,
    observation: Observation | None,
) -> Row:
    unit_type = summary.registry.unit_types.get(summary.unit.type_id)
    metric = entry.metric
    definition = observation.definition if observation else None
    base = entry.base if not part and len(observation.entries if observation else ()) < 2 else None
    named = part.rpartition(":")[2]
    foreign = observation.foreign if observation and not part else entry.foreign
    own = named in ("stated", "target_rate") or (foreign and figure is not entry.figure)
    unit = figure.unit if own or not metric else entry.unit
    return (
        summary.unit.id,
        summary.unit_name,
        unit_type.id if unit_type else None,
        period.id,
        period.edtf,
        str(summary.class_),
        summary.campaign,
        str(scope),
        metric.id if metric else None,
        metric.name if metric else entry.name,
        part or None,
        places(figure.value, RATE_PLACES),
        str(figure.qualifier) if figure.qualifier else None,
        places(figure.lower, RATE_PLACES),
        places(figure.upper, RATE_PLACES),
        figure.lower_open if figure.lower is not None else None,
        figure.upper_open if figure.upper is not None else None,
        str(figure.state) if figure.state else None,
        figure.numerator,
        figure.denominator,
        unit or None,
        figure.as_written,
        definition.version if definition else None,
        places(base.value, RATE_PLACES) if base else None,
        str(summary.data_status),
        str(summary.as_of) if summary.as_of else None,
        summary.address,
    )
