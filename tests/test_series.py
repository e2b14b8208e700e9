"""What a unit's or a group's figures over many periods are said to have done, and that no other place
of the site says otherwise."""

from __future__ import annotations

import json

import pytest

from gonghui.beside import beside_files
from gonghui.compare import compare_with
from gonghui.macros import call
from gonghui.macros.arguments import MacroError
from gonghui.notation.period import read_period
from gonghui.place import Place
from tests.test_compare import corpus_of
from tests.test_site import parse, rows_of
from tests.test_totals import corpus_of as county_of


def reports(found, unit="甲镇总工会"):
    return [{"unit": unit, "period": p, "metrics": {"会员人数": v}} for p, v in found.items()]


def said(corpus, name, *args):
    """The sentences that a macro has ready."""
    page = parse(call(Place(corpus, ""), name, args, {}))
    return [li.text() for box in page.all("details") for li in box.all("li")]


def test_a_sentence_dates_the_last_number_not_the_last_report():
    corpus = corpus_of(
        reports({"2020年": "100人", "2021年": "110人", "2022年": "121人", "2023年": "未报"})
    )
    assert said(corpus, "series", "会员人数", "甲镇总工会") == [
        "2022年甲镇总工会会员人数121人，比2020年增加21人，增长21.00%，两年平均增长10.00%。"
    ]


RESTATED = {"2022年": "100人", "2023年": {"value": "120人", "base": "110人"}}


def test_a_restated_base_holds_wherever_the_two_years_are_compared():
    corpus = corpus_of(reports(RESTATED))
    assert said(corpus, "compare", "甲镇总工会", "2023年") == [
        "会员人数120人，比上年增加10人，增长9.09%（按可比口径计算，可比基数110人，上年公布数100人）。"
    ]
    assert said(corpus, "series", "会员人数", "甲镇总工会") == [
        "2023年甲镇总工会会员人数120人，比2022年增加10人，增长9.09%（按可比口径计算，可比基数110人，2022年公布数100人）。"
    ]
    (content,) = beside_files(corpus, corpus.summaries).values()
    beside = json.loads(content)
    words, (number, *numbers) = beside["words"], beside["changes"]["1-0"].split()
    assert "".join(part for part in words[int(number)] if isinstance(part, str)) == (
        "比增加人，增长%（按可比口径计算，可比基数人，公布数人）"
    )
    assert numbers == ["10", "9.09", "110", "100"]


def test_years_further_apart_are_compared_as_published():
    corpus = corpus_of(reports({"2021年": "90人"} | RESTATED))
    assert said(corpus, "series", "会员人数", "甲镇总工会") == [
        "2023年甲镇总工会会员人数120人，比2021年增加30人，增长33.33%，两年平均增长15.47%。"
    ]


def test_a_missing_report_is_no_decline_of_a_total():
    pages = reports({"2021年": "100人", "2022年": "110人"})
    pages += reports({"2021年": "50人"}, "乙镇总工会")
    corpus = county_of(pages)
    assert said(corpus, "series", "会员人数", "镇总工会") == [
        "2022年镇总工会中两期可比的1个单位会员人数合计110人，比2021年增加10人，增长10.00%。"
    ]
    page = parse(call(Place(corpus, ""), "series", ("会员人数", "镇总工会"), {}))
    notes = [li.text() for li in page.one("ol", class_="gh-notes").all("li")]
    assert notes == [
        "2021年：2/3个单位已报，缺报：丙镇总工会；2022年：1/3个单位已报，缺报：乙镇总工会、丙镇总工会；"
        "首末增减和年均按2021年、2022年都可比的1个单位计算，不是本行首末两数之差"
    ]


def test_a_total_in_a_sentence_says_whom_it_counts():
    found = {"2021年": "100人", "2022年": "110人"}
    assert said(county_of(reports(found)), "series", "会员人数", "镇总工会") == [
        "2022年镇总工会会员人数合计110人，比2021年增加10人，增长10.00%"
        "（1/3个单位已报，缺报：乙镇总工会、丙镇总工会；2021年报送单位相同）。"
    ]


def counted_twice():
    own = [{"value": "50人", "scope": "含下级"}]
    pages = reports({"2022年": "500人"}, "青禾县总工会")
    pages += [{"unit": "乙镇总工会", "period": "2022年", "metrics": {"会员人数": own}}]
    return county_of(pages)


@pytest.mark.parametrize(
    ("name", "args"), [("series", ("会员人数", "全部")), ("total", ("全部", "2022年"))]
)
def test_what_is_counted_twice_is_told_with_both_rows(name, args):
    with pytest.raises(MacroError) as told:
        call(Place(counted_twice(), ""), name, args, {})
    assert "会员人数重复计算：“青禾县总工会”（docs/summaries/pages/1.md:" in str(told.value)
    assert "已经包括“乙镇总工会”（docs/summaries/pages/2.md:" in str(told.value)


def test_two_scopes_do_not_look_alike():
    figures = [{"value": "50人", "scope": "含下级"}, "9人"]
    corpus = corpus_of(
        [{"unit": "甲镇总工会", "period": "2023年", "metrics": {"会员人数": figures}}]
    )
    page = parse(call(Place(corpus, ""), "compare", ("甲镇总工会", "2023年"), {}))
    heads = [row[0] for row in rows_of(page.one("table"))]
    assert heads == ["会员人数（人）（含下级）", "会员人数（人）（本级）"]
    pages = reports({"2023年": "500人"}, "青禾县总工会") + reports({"2023年": "9人"})
    units = ("青禾县总工会", "甲镇总工会")
    html = call(Place(corpus_of(pages), ""), "compare", (units, "2023年", "会员人数"), {})
    heads = [row[0] for row in rows_of(parse(html).one("table"))]
    assert heads == ["青禾县总工会（含下级）", "甲镇总工会（本级）"]


def test_why_a_unit_has_no_row_of_a_period():
    units = ("河沿镇总工会", "新村镇总工会", "柳湾镇总工会")
    corpus = corpus_of(reports({"2022年": "9人"}, "柳湾镇总工会"))
    html = call(Place(corpus, ""), "compare", (units, ("2021年", "2022年"), "会员人数"), {})
    notes = [li.text() for li in parse(html).one("ol", class_="gh-notes").all("li")]
    assert "已于2022年3月1日并入柳湾镇总工会" in notes
    assert "单位自2022年5月1日起才有" in notes
    assert "没有2021年的总结" in notes


def test_a_later_period_is_no_base():
    corpus = corpus_of(reports({"2022年": "100人", "2023年": "120人"}))
    unit, metric = corpus.registry.unit("甲镇总工会"), corpus.registry.metric("会员人数")
    first, last = corpus.observations(unit, metric)
    with pytest.raises(ValueError, match="2023年 is no base of 2022年"):
        compare_with(corpus, first, last.period)
    half = read_period("2022年上半年", corpus.registry.settings.calendar)
    with pytest.raises(ValueError, match="2022年上半年 is no base of 2023年"):
        compare_with(corpus, last, half)
