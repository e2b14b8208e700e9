"""data/comparisons.csv: one row a figure and basis, those without a base included.

Rates and points are half-up to ten decimals. Source: contract.md §7.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from ..change import RATE_PLACES, Outcome
from ..compare import Comparison, all_comparisons
from ..corpus import Corpus
from ..figure import Figure
from ..wording import sentence
from . import codes
from .csvfile import csv_bytes, places
from .field import Export, Field, Row, Type, sorted_rows

_MEASURED = "按指标的计量单位，比率是百分点"
FIELDS = (
    Field("unit_id", "单位 id", required=True, refers="units"),
    Field("period", "期间 id", required=True, refers="periods"),
    Field("class", "类别", required=True, codes=codes.CLASS),
    Field("campaign", "专题活动 id", refers="campaigns"),
    Field("scope", "范围", required=True, codes=codes.SCOPE),
    Field("metric_id", "指标 id", required=True, refers="metrics"),
    Field("basis", "和谁比", required=True, codes=codes.BASIS),
    Field("base_period", "基期 id", refers="periods"),
    Field("value", "本期的数", "按指标的计量单位；写作范围的为空", Type.NUMBER),
    Field("base_value", "基数", "按指标的计量单位；重算过的是重算的数", Type.NUMBER),
    Field("difference", "增减数", "按指标的计量单位；比率没有，见 points", Type.NUMBER),
    Field("difference_low", "增减数的下限", _MEASURED, Type.NUMBER),
    Field("difference_high", "增减数的上限", _MEASURED, Type.NUMBER),
    Field("rate", "增长率", "四舍五入到十位小数", Type.NUMBER, unit="%"),
    Field("rate_low", "增长率的下限", "", Type.NUMBER, unit="%"),
    Field("rate_high", "增长率的上限", "", Type.NUMBER, unit="%"),
    Field("points", "比率的增减", "四舍五入到十位小数", Type.NUMBER, unit="百分点"),
    Field("outcome", "结果", required=True, codes=codes.OUTCOME),
    Field("reason", "原因", "为什么没有直接的结果；用重算的数比的，写“按可比口径计算”"),
    Field("derived", "基数是不是推算的", "true 是，false 不是", Type.BOOLEAN, required=True),
    Field("sentence", "可以直接引用的句子", required=True),
)


def comparisons_rows(corpus: Corpus) -> list[Row]:
    """All rows, sorted by unit, period, class, campaign, scope, metric and basis."""
    return [row for id_ in sorted(corpus.by_unit) for row in comparisons_of_unit(corpus, id_)]


def comparisons_of_unit(corpus: Corpus, id_: str) -> list[Row]:
    """Those of one unit."""
    rows = [_row(comparison, corpus) for comparison in all_comparisons(corpus, id_)]
    return sorted_rows(rows, range(7))


COMPARISONS = Export(
    "comparisons",
    "全部对比",
    "每一个数的同比、环比和较年初，没有基数的也列出。只收工作总结和专题。",
    FIELDS,
    comparisons_rows,
    unique=("unit_id", "period", "class", "campaign", "scope", "metric_id", "basis"),
    shares=lambda corpus: {
        id_: partial(comparisons_of_unit, id_=id_) for id_ in sorted(corpus.registry.units)
    },
)
COLUMNS = COMPARISONS.columns


def comparisons_csv(corpus: Corpus) -> bytes:
    """The whole file."""
    return csv_bytes(COMPARISONS.columns, comparisons_rows(corpus))


def _row(comparison: Comparison, corpus: Corpus) -> Row:
    observation = comparison.observation
    unit_id, class_, campaign, scope, metric_id = observation.key

    def exported(number: Decimal | None) -> Decimal | None:
        return places(number, RATE_PLACES)

    def value(figure: Figure | None) -> Decimal | None:
        return exported(figure.value) if figure else None

    reason = comparison.reason
    if comparison.restated and comparison.outcome is not Outcome.NO_VALUE:
        reason = "按可比口径计算"
    return (
        unit_id,
        observation.period.id,
        class_,
        campaign,
        scope,
        metric_id,
        str(comparison.basis),
        comparison.base_period.id if comparison.base_period else None,
        value(observation.figure),
        value(comparison.base),
        exported(comparison.difference),
        exported(comparison.difference_low),
        exported(comparison.difference_high),
        exported(comparison.rate),
        exported(comparison.rate_low),
        exported(comparison.rate_high),
        exported(comparison.points),
        str(comparison.outcome),
        reason or None,
        comparison.derived,
        sentence(comparison, corpus.registry.settings),
    )
