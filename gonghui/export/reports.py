"""Summaries, the periods that they and their figures are of, and what is due, as tables."""

from __future__ import annotations

from ..corpus import Corpus
from ..coverage import deadline_of, due_periods
from ..period import Period
from ..summary import SummaryClass
from . import codes
from .field import Export, Field, Row, Type


def _summaries(corpus: Corpus) -> list[Row]:
    rows: list[Row] = [
        (
            s.address,
            s.title,
            s.unit.id,
            s.unit_name,
            s.period.id,
            str(s.class_),
            s.campaign,
            str(s.scope),
            str(s.status),
            str(s.data_status),
            f"{s.as_of}" if s.as_of else None,
            f"{s.issued}" if s.issued else None,
            s.union_term,
            s.congress_term,
        )
        for s in corpus.summaries
    ]
    return sorted(rows, key=lambda row: str(row[0]))


def _corrections(corpus: Corpus) -> list[Row]:
    registry = corpus.registry
    rows: list[Row] = []
    for summary in sorted(corpus.summaries, key=lambda s: s.address):
        for number, c in enumerate(summary.corrections, start=1):
            metric = registry.metric(c.metric)
            id_ = metric.id if metric else None
            told = (f"{c.day}", id_, c.metric, c.before, c.after, c.reason)
            rows.append((summary.address, number, *told))
    return rows


def _periods(corpus: Corpus) -> list[Row]:
    """Every period that another table names, in the order of time."""
    found: set[Period] = set(corpus.by_period)
    for summary in corpus.summaries:
        found.update(o.period for o in summary.observations)
        found.update(entry.period for entry in summary.local if entry.period)
    for unit in corpus.registry.units.values():
        found.update(due_periods(corpus, unit))
    for period in list(found):  # figures and totals are compared with these, reported or not
        bases = (period.year_before(), period.preceding(), period.year_end_before())
        found.update(base for base in bases if base)
    by_id = {period.id: period for period in found}
    return [
        (
            p.id,
            p.name,
            str(p.kind),
            p.edtf,
            p.year,
            p.slot or None,
            f"{p.first}" if p.first else None,
            f"{p.last}" if p.last else None,
        )
        for p in sorted(by_id.values(), key=lambda p: p.sort_key)
    ]


def _due(corpus: Corpus) -> list[Row]:
    have = {(s.unit.id, s.period.id) for s in corpus.summaries if s.class_ is SummaryClass.SUMMARY}
    return [
        (unit.id, p.id, f"{deadline_of(corpus, p)}", (unit.id, p.id) in have)
        for unit in corpus.registry.units.values()
        for p in sorted(due_periods(corpus, unit), key=lambda p: p.sort_key)
    ]


_URL = Field("url", "页面地址", "从网站首页算起", required=True)
_UNIT = Field("unit_id", "单位 id", required=True, refers="units")
_PERIOD = Field("period", "期间 id", required=True, refers="periods")

SUMMARIES = Export(
    "summaries", "总结", "每篇签发了的总结一行。",
    (
        _URL,
        Field("title", "标题", required=True),
        _UNIT,
        Field("unit", "单位", "当时的名称", required=True),
        _PERIOD,
        Field("class", "类别", required=True, codes=codes.CLASS),
        Field("campaign", "专题活动 id", refers="campaigns"),
        Field("scope", "范围", "全篇的范围", required=True, codes=codes.SCOPE),
        Field("status", "状态", "只收签发了的", required=True, codes=codes.STATUS),
        Field("data_status", "数据状态", required=True, codes=codes.DATA_STATUS),
        Field("as_of", "数据截至", type=Type.DATE),
        Field("issued", "签发日期", "空的是没有写明", Type.DATE),
        Field("union_term", "工会委员会届次"),
        Field("congress_term", "职代会届次"),
    ),
    _summaries, ("url",),
)  # fmt: skip
CORRECTIONS = Export(
    "corrections", "更正", "签发以后更正过的数。",
    (
        Field("url", "页面地址", required=True, refers="summaries"),
        Field("number", "第几项", type=Type.INTEGER, required=True),
        Field("date", "更正的日子", type=Type.DATE, required=True),
        Field("metric_id", "指标 id", "其他数字没有", refers="metrics"),
        Field("metric", "指标", "原来的写法", required=True),
        Field("before", "原来的数", required=True),
        Field("after", "更正后的数", required=True),
        Field("reason", "原因", required=True),
    ),
    _corrections, ("url", "number"),
)  # fmt: skip
PERIODS = Export(
    "periods", "期间", "各表里提到的期间。",
    (
        Field("id", "id", required=True),
        Field("name", "名称", required=True),
        Field("kind", "种类", required=True, codes=codes.KIND),
        Field("edtf", "国际写法", "EDTF（ISO 8601-2）", required=True),
        Field("year", "年份", "学年是开始的那一年，统计年度是结束的那一年", Type.INTEGER, unit="年"),
        Field("slot", "第几期", "半年1、2，季度1至4，月1至12，累计到第几个月", Type.INTEGER),
        Field("first_day", "第一天", "不知道的为空", Type.DATE),
        Field("last_day", "最后一天", "隐去的为空", Type.DATE),
    ),
    _periods, ("id",),
)  # fmt: skip
DUE_REPORTS = Export(
    "due_reports", "应报和已报", "到网站生成时已经到期的总结，每个单位、每期一行。",
    (
        _UNIT, _PERIOD,
        Field("deadline", "期限", "当天报还不算缺报", Type.DATE, required=True),
        Field("reported", "报了没有", "true 已报，false 缺报", Type.BOOLEAN, required=True),
    ),
    _due, ("unit_id", "period"),
)  # fmt: skip
