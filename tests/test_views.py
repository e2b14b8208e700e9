"""Views: what tables, sentences and macros show of figures, on small corpora."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from gonghui.article import article
from gonghui.bases import BASIS_NAMES, Basis
from gonghui.compare import compare
from gonghui.corpus import Corpus
from gonghui.export.values import values_csv
from gonghui.macros import call
from gonghui.place import Place
from gonghui.summary import Summary
from gonghui.tables import Table
from gonghui.views.comparisons import comparison_table, summary_comparisons
from gonghui.views.figures import local_table, metric_table
from gonghui.views.history import history_table
from gonghui.views.roundup import roundup_table
from gonghui.wording import sentence
from tests.test_compare import Page, corpus_of, rows_of

FOREIGN = {"unit": "户", "note": "原文按户统计"}


def page_of(metrics: object = None, **head: object) -> Summary:
    page: Page = {"period": "2023年"} | ({"metrics": metrics} if metrics else {}) | head
    (summary,) = corpus_of([page]).summaries
    return summary


def texts(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[cell.text for cell in row.cells] for row in table.rows]


def in_csv(table: Table | None) -> list[dict[str, str]]:
    assert table is not None
    return list(csv.DictReader(io.StringIO(table.csv().decode("utf-8-sig"), newline="")))


def compared_rows(corpus: Corpus, basis: Basis = Basis.YOY) -> list[list[str]]:
    summary = corpus.summaries[-1]
    found = summary_comparisons(Place(corpus, ""), summary, basis)
    return texts(comparison_table(Place(corpus, ""), summary, basis, found))


def sentences_of(corpus: Corpus) -> list[str]:
    found = summary_comparisons(Place(corpus, ""), corpus.summaries[-1], Basis.YOY)
    return [sentence(comparison, corpus.registry.settings) for comparison in found]


def years(metric: str, base: object, now: object) -> Corpus:
    return corpus_of(
        {"period": f"{year}年", "metrics": {metric: figure}}
        for year, figure in ((2022, base), (2023, now))
    )


# Inexact figures in the metric's unit of measure.


@pytest.mark.parametrize(
    ("metric", "written", "text", "unit"),
    [
        ("慰问资金", "5万~8万元", "5~8", "万元"),
        ("慰问资金", "五万余元", "5余", "万元"),
        ("慰问资金", "50多万元", "50多", "万元"),
        ("慰问资金", "约53333元", "约5.3333", "万元"),
        ("慰问资金", "1.2万亿元左右", "120,000,000左右", "万元"),
        ("走访慰问", "不足10人次", "不足10", "人次"),
        ("走访慰问", "超过300", "超过300", "人次"),
        ("走访慰问", "近 ３００ 人次", "近300", "人次"),
        ("走访慰问", "十几人次", "10余", "人次"),
        ("走访慰问", "至少1200人次", "至少1,200", "人次"),
        ("走访慰问", "2–3人次", "2~3", "人次"),
        ("会员人数", "三十名以内", "30以内", "人"),
        ("基层工会组织数", "不足10家", "不足10", "个"),
        ("提案办结率", "80%以上", "80以上", "%"),
        ("提案办结率", "约百分之八十", "约80", "%"),
        ("提案办结率", "63%~68%", "63~68", "%"),
        ("走访慰问", "每月一次", "每月一次", "人次"),
        ("走访慰问", "未报", "未报", "人次"),
    ],
)
def test_an_inexact_figure_agrees_with_its_unit_column(metric, written, text, unit):
    table = metric_table(page_of({metric: written}))
    assert texts(table)[0][1:3] == [text, unit]
    (row,) = in_csv(table)
    assert (row["数值"], row["计量单位"]) == (text.replace(",", ""), unit)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("50", ["50", "户"]),
        ("1234户", ["1234", "户"]),
        ("五十余户", ["五十余", "户"]),
        ("50户以上", ["50户以上", ""]),
        ("0.00001", ["0.00001", "户"]),
    ],
)
def test_a_foreign_figure_is_shown_as_written(value, shown):
    summary = page_of({"会员人数": {"value": value} | FOREIGN})
    table = metric_table(summary)
    assert texts(table)[0][1:3] == shown
    assert in_csv(table)[0]["数值"] == shown[0]


def test_history_shows_a_foreign_figure_with_its_own_unit():
    corpus = years("会员人数", "40人", {"value": "50左右"} | FOREIGN)
    unit, metric = corpus.summaries[0].unit, corpus.registry.metrics["members"]
    found = corpus.observations(unit, metric)
    assert [row[1] for row in texts(history_table(Place(corpus, ""), unit, metric, found))] == [
        "40",
        "50户左右",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1234567.8912元", ["1234567.8912", "元"]),
        ("0.001个", ["0.001", "个"]),
        ("40余期", ["40余", "期"]),
        ("11/14", ["11/14", ""]),
        ("78.666%", ["78.666", "%"]),
        ("80%以上", ["80%以上", ""]),
        ("百分之八十", ["百分之八十", ""]),
        ("1,234", ["1,234", ""]),
        ({"value": "12.3456", "unit": "吨"}, ["12.3456", "吨"]),
        ("未报", ["未报", ""]),
    ],
)
def test_a_local_figure_is_shown_exactly_as_written(written, shown):
    table = local_table(page_of({"会员人数": "1人"}, local={"黑板报": written}))
    assert texts(table)[0][1:3] == shown
    row = in_csv(table)[0]
    assert [row["数值"], row["计量单位"]] == shown


# Rounding for the eye.


@pytest.mark.parametrize(
    ("metric", "written", "text"),
    [
        ("慰问资金", "40元", "0.004"),
        ("慰问资金", "3元", "0.0003"),
        ("慰问资金", "5.126万元", "5.13"),
        ("慰问资金", "0元", "0"),
        ("提案办结率", "99.996%", "99.996"),
        ("提案办结率", "99999/100000", "99.999（99999/100000）"),
        ("提案办结率", "100%", "100"),
        ("提案办结率", "0.001%", "0.001"),
        ("提案办结率", "2/3", "66.67（2/3）"),
        ("任务完成率", "99.996%", "100"),
    ],
)
def test_rounding_never_makes_nothing_or_everything(metric, written, text):
    summary = page_of({metric: written})
    assert texts(metric_table(summary))[0][1] == text
    if not summary.observations[0].metric.is_ratio:
        said = call(_place(summary), "latest", (summary.unit.name, metric), {})
        assert f">{text}万元（2023年）" in said


def _place(summary: Summary) -> Place:
    return Place(Corpus(Path(), summary.registry, [summary]), "")


def test_a_difference_is_never_nothing_beside_a_rate():
    corpus = years("慰问资金", "0.0100万元", "0.015万元")
    (row,) = compared_rows(corpus)
    assert row[3:5] == ["增加0.01", "增长50.00%"]
    tiny = years("慰问资金", "5.1万元", "5.126万元")
    assert compared_rows(tiny)[0][3] == "增加0.03"


# Which observation.


def test_a_sentence_is_of_the_pages_own_period():
    figures = [{"value": "5人次", "period": "2023年5月"}, {"value": "90人次"}]
    corpus = corpus_of(
        [
            {"period": "2022年", "metrics": {"走访慰问": "80人次"}},
            {"period": "2023年", "metrics": {"走访慰问": figures}},
        ]
    )
    said = call(Place(corpus, ""), "sentence", ("甲镇总工会", "走访慰问", "2023年"), {})
    assert said == "走访慰问90人次，比上年增加10人次，增长12.50%。"


@pytest.mark.parametrize(
    ("unit", "other", "expected"),
    [("甲镇总工会", "含下级", "（本级）9人"), ("青禾县总工会", "本级", "（含下级）9人")],
)
def test_a_sentence_is_of_the_scope_that_the_page_gives_the_metric(unit, other, expected):
    figures = [{"value": "50人", "scope": other}, {"value": "9人"}]
    corpus = corpus_of([{"unit": unit, "period": "2023年", "metrics": {"会员人数": figures}}])
    said = call(Place(corpus, ""), "sentence", (unit, "会员人数", "2023年"), {})
    assert said.startswith(f"会员人数{expected}，")


def test_latest_without_kind_is_the_newest_of_any_kind():
    pages = [("2021年", 1), ("2022年", 2), ("2023年上半年", 3)]
    corpus = corpus_of({"period": p, "metrics": {"会员人数": f"{n}人"}} for p, n in pages)
    place = Place(corpus, "")
    asked = ("甲镇总工会", "会员人数")
    assert ">3人（2023年上半年）<" in call(place, "latest", asked, {})
    assert ">2人（2022年）<" in call(place, "latest", (*asked, "年度"), {})
    assert "<td>3" not in call(place, "history", asked, {})


def test_latest_says_a_foreign_figure_in_its_own_unit():
    corpus = corpus_of([{"period": "2023年", "metrics": {"会员人数": {"value": "50"} | FOREIGN}}])
    assert ">50户（2023年）<" in call(Place(corpus, ""), "latest", ("甲镇总工会", "会员人数"), {})


# Comparisons on a page.


def test_a_row_with_another_base_period_names_it():
    figures = [{"value": "5人次", "period": "2023年5月"}, {"value": "90人次"}]
    corpus = corpus_of(
        [
            {"period": "2022年", "metrics": {"走访慰问": "80人次"}},
            {"period": "2023年4月", "metrics": {"走访慰问": "4人次"}},
            {"period": "2023年", "metrics": {"走访慰问": figures}},
        ]
    )
    remarks = {row[0]: row[5] for row in compared_rows(corpus, Basis.PRECEDING)}
    assert remarks["走访慰问（人次）（2023年5月）"] == "与2023年4月比"
    year = [row for row in compared_rows(corpus) if row[0] == "走访慰问（人次）"]
    assert [row[5] for row in year] == [""]


def test_a_base_period_that_the_reason_names_is_not_named_twice():
    figures = [{"value": "5人次", "period": "2023年5月"}, {"value": "90人次"}]
    corpus = corpus_of([{"period": "2023年", "metrics": {"走访慰问": figures}}])
    remarks = {row[0]: row[5] for row in compared_rows(corpus, Basis.PRECEDING)}
    assert remarks["走访慰问（人次）（2023年5月）"] == "没有2023年4月的数据"


def test_the_year_end_before_is_one_for_all_rows_of_a_year():
    figures = [{"value": "5人", "period": "2023年5月"}, {"value": "9人"}]
    corpus = corpus_of(
        [
            {"period": "2022年", "metrics": {"会员人数": "4人"}},
            {"period": "2023年上半年", "metrics": {"会员人数": figures}},
        ]
    )
    assert [row[5] for row in compared_rows(corpus, Basis.SINCE_YEAR_END)] == ["", ""]


def shown(corpus: Corpus) -> str:
    return article(corpus.summaries[-1], "", Place(corpus, "summaries/"))


def test_one_reason_for_all_is_said_once():
    html = shown(
        corpus_of([{"period": "2023年", "metrics": {"会员人数": "9人", "走访慰问": "5人次"}}])
    )
    assert "同比：没有上年的数据。" in html
    assert "对比（同比）" not in html


def test_several_reasons_are_shown_in_the_table():
    html = shown(
        corpus_of(
            [
                {"period": "2022年", "metrics": {"会员人数": "未报"}},
                {"period": "2023年", "metrics": {"会员人数": "9人", "走访慰问": "5人次"}},
            ]
        )
    )
    assert "同比：" not in html
    assert "对比（同比）" in html
    assert "上年未报" in html
    assert "没有上年的数据" in html


def test_a_page_of_foreign_figures_says_why_it_does_not_compare():
    html = shown(corpus_of([{"period": "2023年", "metrics": {"会员人数": {"value": 5} | FOREIGN}}]))
    assert "本篇的数按原文计量单位登记，不参加比较。" in html
    assert "这类期间" not in html
    assert not any(f"（{name}）" in html for name in BASIS_NAMES)


# Two definitions on one page.

TWO = [{"value": "60个", "definition": 1}, {"value": "70个"}]


def two_definitions() -> Corpus:
    return corpus_of(
        [
            {"period": "2021年", "metrics": {"工会覆盖单位数": "50个"}},
            {"period": "2022年", "metrics": {"工会覆盖单位数": TWO}},
        ]
    )


def test_the_definition_not_in_force_is_named():
    corpus = two_definitions()
    remarks = {row[1]: row[3] for row in texts(metric_table(corpus.summaries[-1]))}
    assert remarks == {"60": "第1版口径", "70": ""}
    labels = {row[1]: row[0] for row in compared_rows(corpus)}
    assert labels == {"60": "工会覆盖单位数（个）（第1版口径）", "70": "工会覆盖单位数（个）"}
    old, new = sorted(sentences_of(corpus))[::-1]
    assert old == "工会覆盖单位数（第1版口径）60个，比上年增加10个，增长20.00%。"
    assert new.startswith("工会覆盖单位数70个，与上年不可比：")


# What stands beside a foreign figure.


def test_parts_target_and_base_of_a_foreign_figure_are_in_their_own_unit():
    figure = {
        "value": "6", "unit": "户", "note": "原文按户统计", "parts": {"企业": 4, "村社区": "2个"},
        "target": 7, "base": 5,
    }  # fmt: skip
    corpus = corpus_of([{"period": "2023年", "metrics": {"新建基层工会": figure}}])
    rows = texts(metric_table(corpus.summaries[0]))
    assert [row[1:3] for row in rows] == [["6", "户"], ["4", "个"], ["2", "个"]]
    assert "任务7个" in rows[0][3]
    assert "上年可比基数5个" in rows[0][3]
    exported = {row["part"]: row["measure_unit"] for row in rows_of(values_csv(corpus))}
    assert exported == {"": "户", "企业": "个", "村社区": "个", "target": "个", "base": "个"}


@pytest.mark.parametrize("turned", [False, True])
def test_entries_of_a_list_keep_their_own_units(turned):
    figures, units = [{"value": "6"} | FOREIGN, "9人"], [["6", "户"], ["9", "人"]]
    if turned:
        figures, units = figures[::-1], units[::-1]
    corpus = corpus_of([{"period": "2023年", "metrics": {"会员人数": figures}}])
    rows = texts(metric_table(corpus.summaries[0]))
    assert [row[1:3] for row in rows] == [["—", ""], *units]
    exported = {row["part"]: row["measure_unit"] for row in rows_of(values_csv(corpus))}
    assert exported == {"": "", "entry:1": units[0][1], "entry:2": units[1][1]}


# A range that touches 0.


@pytest.mark.parametrize(
    ("metric", "base", "now", "said"),
    [
        ("提案办结率", "80%", "80%以上", "与上年持平或提高不超过20个百分点。"),
        ("提案办结率", "80%以上", "80%", "与上年持平或下降不超过20个百分点。"),
        ("走访慰问", "20~30人次", "10~20人次", "与上年持平或减少不超过20人次，下降不超过67%。"),
        ("走访慰问", "0人次", "不超过9人次", "与上年持平或增加不超过9人次。"),
        ("走访慰问", "500人次", "500余人次", "比上年增加不超过100人次，增长不超过20%。"),
        ("提案办结率", "80%", "超过80%", "比上年提高不超过20个百分点。"),
    ],
)
def test_a_closed_end_at_zero_may_be_level(metric, base, now, said):
    corpus = years(metric, base, now)
    (observation,) = corpus.summaries[-1].observations
    found = compare(corpus, observation, Basis.YOY)
    assert sentence(found, corpus.registry.settings).partition("，")[2] == said


# The usual metrics of a unit type in one period.


def test_roundup_shows_each_unit_with_its_own_figures():
    corpus = corpus_of(
        [
            {"period": "2023年", "metrics": {"会员人数": "120人", "走访慰问": "未报"}},
            {"unit": "柳湾镇总工会", "period": "2023年", "metrics": {"会员人数": "约90人"}},
            {"period": "2023年", "class": "计划", "metrics": {"会员人数": "1人"}},
        ]
    )
    first = corpus.summaries[0]
    unit_type = corpus.registry.unit_types[first.unit.type_id]
    named = (corpus.registry.metric(name) for name in ("会员人数", "走访慰问", "基层工会组织数"))
    usual = replace(unit_type, metrics=tuple(metric.id for metric in named))
    table = roundup_table(corpus, first.period, usual, corpus.summaries)
    assert [c.title for c in table.columns] == ["单位", "会员人数（人）", "走访慰问（人次）"]
    assert texts(table) == [
        ["甲镇总工会", "120", "未报"],
        ["柳湾镇总工会", "约90", ""],
        ["合计", "约210", "—"],
        ["已报单位", "2/2", ""],
    ]
    assert table.notes == [
        "未报：应报而没有报。不是零。",
        "空格是没有这个数，不是零。",
        "合计只加已报的单位；比率用分子、分母合计后重新计算；“—”是不能合计。",
        "没有计入合计的：走访慰问，未报：甲镇总工会。",
    ]


def test_roundup_of_units_that_gave_no_usual_metric_is_no_table():
    summary = page_of({"走访慰问": "3人次"})
    unit_type = summary.registry.unit_types[summary.unit.type_id]
    usual = replace(unit_type, metrics=("members",))
    assert roundup_table(corpus_of([]), summary.period, usual, [summary]) is None


@pytest.mark.parametrize(
    ("metrics", "rows"),
    [
        ({"会员人数": "100人", "女会员": "40人"}, [("会员人数", False), ("其中：女会员", True)]),
        ({"新建基层工会": "12个", "女会员": "40人"}, [("女会员", False), ("新建基层工会", False)]),
    ],
)
def test_a_part_stands_under_its_whole_or_by_itself(metrics, rows):
    """Under 新建基层工会 nobody would know what 其中：女会员 is a part of."""
    corpus = corpus_of(
        [{"period": "2022年", "metrics": metrics}, {"period": "2023年", "metrics": metrics}]
    )
    summary, place = corpus.summaries[-1], Place(corpus, "")
    found = summary_comparisons(place, summary, Basis.YOY)
    for table in (metric_table(summary), comparison_table(place, summary, Basis.YOY, found)):
        assert table is not None
        assert [(row.cells[0].text.partition("（")[0], row.inset) for row in table.rows] == rows
