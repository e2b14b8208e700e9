"""Finding by name: the list of names, and the field on the home page that reads it."""

from __future__ import annotations

import json

import pytest

from gonghui import address
from gonghui.corpus import read_corpus
from gonghui.names import ADDRESS, names_json
from gonghui.problem import Problems
from tests.conftest import ROOT
from tests.test_browser import NARROW, visit


@pytest.fixture(scope="module")
def names():
    return json.loads(names_json(read_corpus(ROOT, Problems())))


def test_everything_that_has_a_page_and_a_name_is_in_the_list(names):
    corpus = read_corpus(ROOT, Problems())
    registry = corpus.registry
    wanted = {address.of_unit(id_) for id_ in registry.units}
    wanted |= {address.of_metric(id_) for id_ in registry.metrics}
    wanted |= {address.of_type(id_) for id_ in registry.unit_types}
    wanted |= {address.of_category(id_) for id_ in registry.categories}
    wanted |= {address.of_period(period) for period in corpus.by_period}
    wanted |= {address.SUMMARIES, address.REPORTING, address.MISSING}
    assert len(names) == len(wanted)
    assert {entry[2] for entry in names} == wanted


def test_former_names_and_aliases_stand_beside(names):
    by_address = {entry[2]: entry for entry in names}
    assert by_address["units/furong-town/"] == [
        "芙蓉镇总工会", "单位", "units/furong-town/", ["芙蓉乡总工会"],
    ]  # fmt: skip
    assert "组建率" in by_address["metrics/unionization_rate/"][3]
    assert by_address["summaries/2023-H1/"][0] == "2023年上半年"


def test_every_address_of_the_list_is_a_page(built_site, names):
    assert json.loads((built_site / ADDRESS).read_text(encoding="utf-8")) == names
    for entry in names:
        assert (built_site / entry[2] / "index.html").is_file(), entry


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "said", "first"),
    [
        ("芙蓉", "找到1个：", "芙蓉镇总工会　单位"),
        ("芙蓉乡", "找到1个：", "芙蓉镇总工会　单位（又名芙蓉乡总工会）"),
        ("２０２３年 上半年", "找到1个：", "2023年上半年　期间"),
        ("2023-h1", "找到1个：", "2023年上半年　期间（又名2023-H1）"),
        ("2023上半年", "找到1个：", "2023年上半年　期间"),
        ("没有报", "找到1个：", "缺报　目录（又名没有报）"),
        ("妇女儿童", "没有名称里带“妇女儿童”的单位、指标或期间。", None),
    ],
)
def test_typing_a_part_of_a_name_lists_the_page(browser, site_url, typed, said, first):
    with visit(browser, site_url, viewport=NARROW) as page:
        page.get_by_label("按名称找").fill(typed)
        page.wait_for_function("document.querySelector('.gh-find p')")
        assert page.locator(".gh-find p").inner_text() == said
        items = page.locator(".gh-find li")
        assert (items.first.inner_text() if first else None) == first
        assert first is not None or items.count() == 0
        assert page.trouble == []


@pytest.mark.browser
def test_many_are_cut_and_the_reader_is_told(browser, site_url, names):
    there = sum("工会" in name for entry in names for name in [" ".join([entry[0], *entry[3]])])
    assert there > 12
    with visit(browser, site_url) as page:
        page.get_by_label("按名称找").fill("工会")
        page.wait_for_function("document.querySelectorAll('.gh-find li').length == 12")
        said = f"找到{there}个，列出前12个，请再多写几个字："
        assert page.locator(".gh-find p").inner_text() == said
        page.locator(".gh-find a").first.click()
        page.wait_for_url("**/units/qinghe-county/")


@pytest.mark.browser
def test_a_list_that_does_not_come_is_told(browser, site_url):
    with visit(browser, site_url) as page:
        page.route("**/names.json", lambda route: route.abort())
        page.get_by_label("按名称找").fill("芙蓉")
        page.wait_for_function("document.querySelector('.gh-find [aria-live]').textContent")
        said = page.locator(".gh-find [aria-live]").inner_text()
        assert said == "名单没有读到，请从下面的目录找。"


@pytest.mark.browser
def test_without_scripts_there_is_no_field_that_does_nothing(browser, site_url):
    with visit(browser, site_url, script=False) as page:
        assert not page.locator(".gh-find").is_visible()
