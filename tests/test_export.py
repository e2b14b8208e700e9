"""values.csv and comparisons.csv to the letter: columns, order, codes, and what a spreadsheet sees."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.corpus import Corpus
from gonghui.export import comparisons, values
from gonghui.export.comparisons import comparisons_csv
from gonghui.export.csvfile import cell, csv_bytes, places
from gonghui.export.values import values_csv
from gonghui.problem import Problems
from gonghui.summary.reader import read_summary
from tests.test_compare import PLAIN, Page, Row, corpus_of, registry, rows_of, text_of

BOM = b"\xef\xbb\xbf"

PAGES: list[Page] = [
    {
        "unit": "芙蓉镇总工会",
        "period": "2023年上半年",
        "data_status": "快报",
        "as_of": "2023-06-25",
        "metrics": {
            "新建基层工会": {
                "value": "6家",
                "parts": {"企业": 4, "村社区": 2},
                "target": 7,
                "target_rate": "85.7%",
            },
            "提案办结率": {"num": 11, "den": 14, "stated": "78.6%"},
            "慰问资金": "5万余元",
            "走访慰问": "未报",
            "召开职代会次数": "每季度一次",
            "集体荣誉": ["2项", {"value": "3项", "levels": {"市级": 1, "县": 2}, "note": "补报"}],
            "会员人数": {"value": "7,402人", "base": "7000人"},
            "工会覆盖单位数": {"value": 80, "definition": 1, "period": "2022年"},
        },
        "local": {"黑板报": "40余期", "读书会": ["2场", "约3场"]},
    },
    {
        "unit": "芙蓉乡总工会",
        "period": "2021年",
        "scope": "含下级",
        "metrics": {"任务完成率": "至少110%", "提案办结率": "80%以上", "经费结余": "-3.50万元"},
    },
    {
        "unit": "青禾县总工会",
        "period": "2023-04-15/2023-05-15",
        "class": "专题",
        "campaign": "工会宣传月",
        "metrics": {"走访慰问": {"value": 30, "unit": "户", "note": "原文按户"}},
    },
    {"unit": "甲镇总工会", "period": "2023年", "class": "个人", "metrics": {"走访慰问": "2~3人次"}},
    {
        "unit": "甲镇总工会",
        "period": "2023年",
        "class": "计划",
        "metrics": {"走访慰问": "约30人次"},
    },
    {"unit": "乙镇总工会", "period": "2023年", "status": "起草", "metrics": {"走访慰问": 9}},
]

# unit_id,unit,unit_type,period,edtf,class,campaign,scope,metric_id,metric,part,value,qualifier,
# lower,upper,lower_open,upper_open,state,numerator,denominator,measure_unit,as_written,
# definition_version,restated_base,data_status,as_of,url
VALUES = """\
unit_id,unit,unit_type,period,edtf,class,campaign,scope,metric_id,metric,part,value,qualifier,lower,upper,lower_open,upper_open,state,numerator,denominator,measure_unit,as_written,definition_version,restated_base,data_status,as_of,url
county,青禾县总工会,county,2023-04-15--2023-05-15,2023-04-15/2023-05-15,special,publicity,own,visits,走访慰问,,30,exact,,,,,,,,户,30,,,final,2023-05-15,summaries/2023-04-15--2023-05-15/county/special-publicity/
renamed,芙蓉乡总工会,town,2021,2021,summary,,consolidated,balance,经费结余,,-3.5,exact,,,,,,,,万元,'-3.50万元,,,final,2021-12-31,summaries/2021/renamed/summary-consolidated/
renamed,芙蓉乡总工会,town,2021,2021,summary,,consolidated,fulfilment,任务完成率,,110,at_least,110,,false,,,,,%,至少110%,,,final,2021-12-31,summaries/2021/renamed/summary-consolidated/
renamed,芙蓉乡总工会,town,2021,2021,summary,,consolidated,resolution_rate,提案办结率,,80,at_least,80,100,false,false,,,,%,80%以上,,,final,2021-12-31,summaries/2021/renamed/summary-consolidated/
renamed,芙蓉镇总工会,town,2022,2022,summary,,own,covered,工会覆盖单位数,,80,exact,,,,,,,,个,80,1,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,,读书会,entry:1,2,exact,,,,,,,,场,2场,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,,读书会,entry:2,3,approx,,,,,,,,场,约3场,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,,黑板报,,40,more_than,40,50,true,true,,,,期,40余期,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,awards,集体荣誉,,5,exact,,,,,,,,项,2项；3项,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,awards,集体荣誉,entry:1,2,exact,,,,,,,,项,2项,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,awards,集体荣誉,entry:2,3,exact,,,,,,,,项,3项,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,awards,集体荣誉,entry:2:level:县,2,exact,,,,,,,,项,2,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,awards,集体荣誉,entry:2:level:市,1,exact,,,,,,,,项,1,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,funds,慰问资金,,5,more_than,5,6,true,true,,,,万元,5万余元,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,members,会员人数,,7402,exact,,,,,,,,人,"7,402人",1,7000,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,members,会员人数,base,7000,exact,,,,,,,,人,7000人,1,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,new_unions,新建基层工会,,6,exact,,,,,,,,个,6家,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,new_unions,新建基层工会,target,7,exact,,,,,,,,个,7,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,new_unions,新建基层工会,target_rate,85.7,exact,,,,,,,,%,85.7%,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,new_unions,新建基层工会,企业,4,exact,,,,,,,,个,4,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,new_unions,新建基层工会,村社区,2,exact,,,,,,,,个,2,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,resolution_rate,提案办结率,,78.5714285714,exact,,,,,,11,14,%,11/14,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,resolution_rate,提案办结率,stated,78.6,exact,,,,,,,,%,78.6%,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,sessions,召开职代会次数,,,frequency,,,,,,,,次,每季度一次,,,flash,2023-06-25,summaries/2023-H1/renamed/
renamed,芙蓉镇总工会,town,2023-H1,2023-40,summary,,own,visits,走访慰问,,,,,,,,not_reported,,,人次,未报,,,flash,2023-06-25,summaries/2023-H1/renamed/
town-a,甲镇总工会,town,2023,2023,personal,,own,visits,走访慰问,,,range,2,3,false,false,,,,人次,2~3人次,,,final,2023-12-31,summaries/2023/town-a/personal/
town-a,甲镇总工会,town,2023,2023,plan,,own,visits,走访慰问,,30,approx,,,,,,,,人次,约30人次,,,final,2023-12-31,summaries/2023/town-a/plan/
"""


def text(content: bytes) -> str:
    assert content.startswith(BOM)
    assert not content[3:].startswith(BOM)
    return content[3:].decode("utf-8")


def by_part(pages: list[Page]) -> dict[str, Row]:
    """The rows of one metric by part."""
    rows = rows_of(values_csv(corpus_of(pages)))
    found = {row["part"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def page(metrics: object, **head: object) -> Page:
    return {"period": "2023年", "metrics": metrics} | head


def test_values_to_the_letter():
    assert text(values_csv(corpus_of(PAGES))).split("\n") == VALUES.split("\n")


def test_comparisons_to_the_letter():
    pages = [
        page({"会员人数": "50人", "提案办结率": "10/14"}, period="2022年"),
        page({"会员人数": "60人", "提案办结率": "11/14", "走访慰问": {"value": 5, "base": 4}}),
    ]
    assert text(comparisons_csv(corpus_of(pages))) == (
        "unit_id,period,class,campaign,scope,metric_id,basis,base_period,value,base_value,"
        "difference,difference_low,difference_high,rate,rate_low,rate_high,points,outcome,reason,"
        "derived,sentence\n"
        "town-a,2022,summary,,own,members,yoy,2021,50,,,,,,,,,no_base,没有上年的数据,false,"
        "会员人数50人，没有上年的数据，无可比基数。\n"
        "town-a,2022,summary,,own,resolution_rate,yoy,2021,71.4285714286,,,,,,,,,no_base,"
        "没有上年的数据,false,提案办结率71.43%，没有上年的数据，无可比基数。\n"
        "town-a,2023,summary,,own,members,yoy,2022,60,50,10,,,20,,,,increased,,false,"
        "会员人数60人，比上年增加10人，增长20.00%。\n"
        "town-a,2023,summary,,own,resolution_rate,yoy,2022,78.5714285714,71.4285714286,,,,,,,"
        "7.1428571429,increased,,false,提案办结率78.57%，比上年提高7.14个百分点。\n"
        "town-a,2023,summary,,own,visits,yoy,2022,5,4,1,,,25,,,,increased,按可比口径计算,false,"
        "走访慰问5人次，比上年增加1人次，增长25.00%（按可比口径计算，可比基数4人次）。\n"
    )


def test_without_summaries_there_is_the_header_alone():
    empty = corpus_of([])
    assert text(values_csv(empty)) == ",".join(values.COLUMNS) + "\n"
    assert text(comparisons_csv(empty)) == ",".join(comparisons.COLUMNS) + "\n"


def test_lines_end_with_one_character():
    for content in (values_csv(corpus_of(PAGES)), comparisons_csv(corpus_of(PAGES))):
        assert b"\r" not in content
        assert content.endswith(b"\n")


# One row a figure.


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("500", ("500", "exact", "", "", "", "", "")),
        ("500多人次", ("500", "more_than", "500", "600", "true", "true", "")),
        ("超过300", ("300", "more_than", "300", "", "true", "", "")),
        ("至少300", ("300", "at_least", "300", "", "false", "", "")),
        ("不足100", ("100", "less_than", "0", "100", "true", "true", "")),
        ("不超过80", ("80", "at_most", "0", "80", "false", "false", "")),
        ("约300", ("300", "approx", "", "", "", "", "")),
        ("2~3", ("", "range", "2", "3", "false", "false", "")),
        ("每月一次", ("", "frequency", "", "", "", "", "")),
        ("未报", ("", "", "", "", "", "", "not_reported")),
        ("不适用", ("", "", "", "", "", "", "not_applicable")),
        ("隐去", ("", "", "", "", "", "", "masked")),
        ("不足最小单位", ("", "", "", "", "", "", "below_unit")),
        ("0", ("0", "exact", "", "", "", "", "")),
    ],
)
def test_qualifiers_bounds_and_states(written, expected):
    row = by_part([page({"走访慰问": written})])[""]
    names = ("value", "qualifier", "lower", "upper", "lower_open", "upper_open", "state")
    assert tuple(row[name] for name in names) == expected
    assert row["as_written"] == written
    assert row["measure_unit"] == "人次"


def test_a_restated_base_is_a_column_and_a_row():
    found = by_part([page({"慰问资金": {"value": "6万元", "base": "50000元"}})])
    assert found[""]["restated_base"] == "5"
    assert (found["base"]["value"], found["base"]["measure_unit"]) == ("5", "万元")
    assert found["base"]["restated_base"] == ""


def test_every_part_of_an_entry_of_a_list_is_in_its_own_unit():
    entry = {"value": "6家", "parts": {"企业": 6}, "target": 8, "target_rate": "75%", "base": 5}
    found = by_part([page({"新建基层工会": [entry, "2家"]})])
    assert {part: row["measure_unit"] for part, row in found.items()} == {
        "": "个",
        "entry:1": "个",
        "entry:1:企业": "个",
        "entry:1:target": "个",
        "entry:1:target_rate": "%",
        "entry:1:base": "个",
        "entry:2": "个",
    }


def test_the_sum_of_a_list_has_no_restated_base_of_one_entry():
    found = by_part([page({"新建基层工会": [{"value": "6家", "base": 5}, "2家"]})])
    assert found[""]["value"] == "8"
    assert found[""]["restated_base"] == ""


def test_a_list_without_sum_is_shown_entry_by_entry():
    found = by_part([page({"集体荣誉": ["2项", "约3项"]})])
    assert (found[""]["value"], found[""]["qualifier"]) == ("", "")
    assert found[""]["as_written"] == "2项；约3项"
    assert [found[f"entry:{n}"]["qualifier"] for n in (1, 2)] == ["exact", "approx"]


def test_two_definitions_on_a_page_are_two_rows():
    pages = [page({"工会覆盖单位数": ["80个", {"value": "50个", "definition": 1}]})]
    rows = rows_of(values_csv(corpus_of(pages)))
    assert {(row["value"], row["definition_version"]) for row in rows} == {("80", "2"), ("50", "1")}


def test_a_percentage_made_exact_by_its_components():
    metrics = {"提案办结率": "78.6%", "办结提案": "11件", "立案提案": "14件"}
    rows = rows_of(values_csv(corpus_of([page(metrics)])))
    (row,) = (row for row in rows if row["metric_id"] == "resolution_rate")
    assert (row["value"], row["numerator"], row["denominator"]) == ("78.5714285714", "11", "14")
    assert row["as_written"] == "78.6%"


def test_local_figures_have_no_metric_id_and_their_own_unit():
    local = {
        "黑板报": {"value": 40, "unit": "期", "target": 50},
        "达标面": "11/14",
        "读书会": "未报",
    }
    rows = rows_of(values_csv(corpus_of([page({}, local=local)])))
    assert [(r["metric_id"], r["metric"], r["part"], r["value"], r["measure_unit"]) for r in rows] == [
        ("", "读书会", "", "", ""),
        ("", "达标面", "", "78.5714285714", "%"),
        ("", "黑板报", "", "40", "期"),
        ("", "黑板报", "target", "50", ""),
    ]  # fmt: skip
    assert rows[0]["state"] == "not_reported"
    assert (rows[1]["numerator"], rows[1]["denominator"]) == ("11", "14")


def test_local_figures_enter_no_comparison():
    pages = [page({}, local={"黑板报": "40期"}, period=period) for period in ("2022年", "2023年")]
    assert rows_of(comparisons_csv(corpus_of(pages))) == []


@pytest.mark.parametrize(
    ("period", "edtf"),
    [
        ("2023年", "2023"),
        ("2023年下半年", "2023-41"),
        ("2023年第四季度", "2023-36"),
        ("2023年5月", "2023-05"),
        ("2023年1-9月", "2023-01-01/2023-09-30"),
        ("2022-2023学年第一学期", "2022-09-01/2023-01-31"),
        ("2023统计年度", "2022-10-01/2023-09-30"),
        ("至2012年", "/2012"),
        ("20XX年", "20XX"),
    ],
)
def test_the_period_in_edtf(period, edtf):
    (row,) = rows_of(values_csv(corpus_of([page({"走访慰问": 5}, period=period)])))
    assert row["edtf"] == edtf


def test_a_masked_year_has_no_as_of():
    (row,) = rows_of(values_csv(corpus_of([page({"走访慰问": 5}, period="20XX年")])))
    assert row["as_of"] == ""


# Order.


def test_rows_are_sorted_by_key():
    pages = [
        *PAGES,
        page({"会员人数": ["1人"] * 11, "走访慰问": 5}),
        page({"走访慰问": 4}, period="2022年"),
    ]
    values_key = ("unit_id", "period", "class", "campaign", "scope", "metric_id", "metric", "part")
    rows = rows_of(values_csv(corpus_of(pages)))
    assert rows == sorted(rows, key=lambda row: tuple(row[name] for name in values_key))
    rows = rows_of(comparisons_csv(corpus_of(pages)))
    assert rows == sorted(rows, key=lambda row: tuple(row[n] for n in comparisons.COLUMNS[:7]))
    assert rows


def test_the_order_of_pages_does_not_matter():
    assert values_csv(corpus_of(PAGES)) == values_csv(corpus_of(PAGES[::-1]))
    assert comparisons_csv(corpus_of(PAGES)) == comparisons_csv(corpus_of(PAGES[::-1]))


# What a spreadsheet must not take for a formula.

RISKY = ["=1+1", "+86", "-5人", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


@pytest.mark.parametrize("risky", RISKY)
def test_a_text_is_never_a_formula(risky):
    assert cell(risky) == f"'{risky}"


@pytest.mark.parametrize("plain", ["", "芙蓉镇总工会", "5-6", "1=1", "'=1", "（-5）", "2~3人次"])
def test_other_texts_stay_as_they_are(plain):
    assert cell(plain) == plain


def test_names_and_writing_of_a_page_are_made_safe():
    local = {"=cmd|' /C calc'!A0": "-5场", "+黑板报": "40余期", "@读书会": "－3场"}
    rows = rows_of(values_csv(corpus_of([page({"经费结余": "-3万元"}, local=local)])))
    assert {row["metric"] for row in rows} == {
        "'=cmd|' /C calc'!A0", "'+黑板报", "'@读书会", "经费结余",
    }  # fmt: skip
    for row in rows:
        for name, value in row.items():
            if name not in ("value", "lower", "upper"):
                assert not value.startswith(("=", "+", "-", "@")), (name, value)
    assert {row["value"] for row in rows} == {"-5", "40", "-3"}


@pytest.mark.parametrize("mark", ["\r", "\n", "\x00", "\t", "\u2028"])
def test_a_name_never_starts_a_row_of_its_own(mark):
    """Either the check-up refuses the name, or the file keeps it within its cell."""
    known, problems = registry(), Problems()
    written = text_of(page({}, local={f"黑板报{mark}=1+1": "5场"}), known)
    summary = read_summary(written, "docs/summaries/1.md", known, problems)
    if not problems and summary is not None:
        content = values_csv(Corpus(Path(), known, [summary])).decode("utf-8-sig")
        outside = re.sub(r'"(?:[^"]|"")*"', "", content)
        assert "\x00" not in content
        assert len(re.split(r"\r\n|\r|\n", outside)) == 3  # header, one row, the end


# Cells.


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (Decimal("0"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("5.20"), "5.2"),
        (Decimal("1E+6"), "1000000"),
        (Decimal("1E-10"), "0.0000000001"),
        (Decimal("-3.50"), "-3.5"),
        (Decimal("12345678901234567890.5"), "12345678901234567890.5"),
    ],
)
def test_a_cell(value, expected):
    assert cell(value) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0.00000000005", "0.0000000001"),
        ("-0.00000000005", "-0.0000000001"),
        ("0.00000000004999", "0"),
        ("-0.00000000004999", "0"),
        ("0.00000000015", "0.0000000002"),
        ("2.5", "2.5"),
        ("99.99999999995", "100"),
    ],
)
def test_ten_places_half_up(number, expected):
    assert cell(places(Decimal(number), 10)) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_every_number_is_a_plain_decimal(number):
    assert PLAIN.fullmatch(cell(places(number, 10)))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_any_text_comes_back(texts):
    content = csv_bytes([f"c{n}" for n in range(len(texts))], [texts])
    stream = io.StringIO(content.decode("utf-8-sig"), newline="")
    _, row = csv.reader(stream)
    # a NUL, which no spreadsheet can hold, is the one character that becomes a blank
    expected = [said.replace("\0", " ") for said in texts]
    assert [got.removeprefix("'") for got in row] == [said.removeprefix("'") for said in expected]
    assert "\0" not in content.decode("utf-8-sig")
