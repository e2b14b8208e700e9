"""data/totals.csv: every total over all units, a type or a parent's children, with its comparisons.

One row a total and basis; a total without any has one row. Rates and points are half-up to ten
decimals. Source: contract.md §5 and §7.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from ..bases import regular_bases
from ..change import RATE_PLACES, Change
from ..corpus import Corpus
from ..figure import Figure
from ..totals import Total, all_totals, plain, same_units
from ..totals.roll import cells
from ..wording import plain_sentence, same_sentence
from . import codes
from .csvfile import Value, csv_bytes, places
from .field import Export, Field, Row, Rows, Type, sorted_rows

_MEASURED = "按 measure_unit 的计量单位"


def _change_fields(prefix: str, whose: str) -> tuple[Field, ...]:
    """The columns of a change: the total's own, or that over the same units."""
    points = "按 measure_unit 的计量单位，比率是百分点"
    return (
        Field(f"{prefix}base_value", f"{whose}基数", _MEASURED, Type.NUMBER),
        Field(f"{prefix}difference", f"{whose}增减数", f"{_MEASURED}；比率没有", Type.NUMBER),
        Field(f"{prefix}difference_low", f"{whose}增减数的下限", points, Type.NUMBER),
        Field(f"{prefix}difference_high", f"{whose}增减数的上限", points, Type.NUMBER),
        Field(f"{prefix}rate", f"{whose}增长率", "四舍五入到十位小数", Type.NUMBER, unit="%"),
        Field(f"{prefix}rate_low", f"{whose}增长率的下限", "", Type.NUMBER, unit="%"),
        Field(f"{prefix}rate_high", f"{whose}增长率的上限", "", Type.NUMBER, unit="%"),
        Field(f"{prefix}points", f"{whose}比率的增减", "", Type.NUMBER, unit="百分点"),
        Field(f"{prefix}outcome", f"{whose}结果", codes=codes.OUTCOME),
    )


FIELDS = (
    Field("group_kind", "汇总到哪里", required=True, codes=codes.GROUP),
    Field("group_id", "汇总的 id", "单位类型的 id 或上级单位的 id；全部单位的为空"),
    Field("group", "汇总的名称", required=True),
    Field("period", "期间 id", required=True, refers="periods"),
    Field("scope", "范围", required=True, codes=codes.SCOPE),
    Field("metric_id", "指标 id", required=True, refers="metrics"),
    Field("metric", "指标", required=True),
    Field("value", "合计", f"{_MEASURED}；不能合计的为空", Type.NUMBER),
    Field("lower", "下限", _MEASURED, Type.NUMBER),
    Field("upper", "上限", _MEASURED, Type.NUMBER),
    Field("qualifier", "是不是准数", codes=codes.QUALIFIER),
    Field("measure_unit", "计量单位", required=True),
    Field("counted", "计入的单位数", type=Type.INTEGER, required=True, unit="个"),
    Field("expected", "应计入的单位数", type=Type.INTEGER, required=True, unit="个"),
    Field("left_out", "没有计入的单位", "名称之间用顿号"),
    Field("refusal", "为什么不能合计"),
    Field("basis", "和谁比", codes=codes.BASIS),
    Field("base_period", "基期 id", refers="periods"),
    *_change_fields("", ""),
    Field("reason", "原因", "为什么没有直接的结果"),
    Field("same_units", "两期都报了的单位数", type=Type.INTEGER, unit="个"),
    Field("same_value", "同一些单位的合计", _MEASURED, Type.NUMBER),
    *_change_fields("same_", "同一些单位的"),
    Field("sentence", "可以直接引用的句子"),
    Field("same_sentence", "同一些单位的句子"),
)


def totals_rows(corpus: Corpus) -> list[Row]:
    """All rows, sorted by group, period, scope, metric and basis."""
    return sorted_rows(_of_period(corpus), KEY)


def _of_period(corpus: Corpus, id_: str = "") -> list[Row]:
    return [row for total in all_totals(corpus, id_) for row in _rows(corpus, total)]


def _shares(corpus: Corpus) -> dict[str, Rows]:
    periods = {period_id for period_id, _ in cells(corpus)}
    return {f"/{id_}": partial(_of_period, id_=id_) for id_ in sorted(periods)}


COLUMNS = tuple(field.name for field in FIELDS)
UNIQUE = ("group_kind", "group_id", "period", "scope", "metric_id", "basis")
KEY = tuple(COLUMNS.index(name) for name in UNIQUE)  # the columns that make a row's key
TOTALS = Export(
    "totals",
    "全部合计",
    "每个指标各期按全部单位、单位类型、上级单位的合计，和同比、环比、较年初。",
    FIELDS,
    totals_rows,
    unique=UNIQUE,
    shares=_shares,
    order=KEY,
)


def totals_csv(corpus: Corpus) -> bytes:
    """The whole file."""
    return csv_bytes(TOTALS.columns, totals_rows(corpus))


def _rows(corpus: Corpus, total: Total) -> Iterator[tuple[Value, ...]]:
    bases = regular_bases(total.period, total.metric)
    for basis in bases:
        one, same = plain(corpus, total, basis), same_units(corpus, total, basis)
        settings = corpus.registry.settings
        yield (
            *_head(total),
            str(basis),
            one.base_period.id if one.base_period else None,
            *_change(one),
            one.reason or None,
            len(same.of),
            _exported(same.figure.value) if same.computed else None,
            *_change(same),
            plain_sentence(one, settings),
            same_sentence(same, settings) if same.computed else None,
        )
    if not bases:
        yield (*_head(total), *[None] * (len(COLUMNS) - len(_head(total))))


def _head(total: Total) -> tuple[Value, ...]:
    figure = total.figure or total.bounds or Figure("")
    names = "、".join(left.unit.name_in(total.period) for left in total.left_out)
    return (
        str(total.group.kind),
        total.group.id or None,
        total.group.name,
        total.period.id,
        str(total.scope),
        total.metric.id,
        total.metric.name,
        _exported(figure.value),
        _exported(figure.lower),
        _exported(figure.upper),
        str(figure.qualifier) if figure.qualifier else None,
        total.metric.unit,
        len(total.counted),
        total.expected,
        names or None,
        total.reason or None,
    )


def _change(change: Change) -> tuple[Value, ...]:
    return (
        _exported(change.base.value) if change.base else None,
        _exported(change.difference),
        _exported(change.difference_low),
        _exported(change.difference_high),
        _exported(change.rate),
        _exported(change.rate_low),
        _exported(change.rate_high),
        _exported(change.points),
        str(change.outcome),
    )


def _exported(number: Decimal | None) -> Decimal | None:
    return places(number, RATE_PLACES)
