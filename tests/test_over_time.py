"""Over time: laws of the checks, which hold whatever the figures are, and the author's report of them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gonghui.bases import bases_of
from gonghui.checkup import examine
from gonghui.checkup.findings import Findings
from gonghui.checkup.over_time import check_over_time
from gonghui.checkup.report import report_of
from gonghui.checkup.section import checkup_section
from gonghui.checkup.terms import read_term
from gonghui.corpus import Corpus
from gonghui.problem import Problems
from gonghui.registry import EventType, Registry, load_registry
from gonghui.registry.unit import Event
from gonghui.search import blocks_of
from gonghui.summary.reader import read_summary
from tests.conftest import ROOT
from tests.test_checkup import A, put
from tests.test_site import parse

Page = dict[str, Any]
STOCK, NEW, GONE = "基层工会组织数", "新建基层工会", "撤销合并基层工会"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(ROOT, Problems())


def corpus_of(registry: Registry, pages: list[Page]) -> Corpus:
    """The corpus of pages of one unit of the sample, in the order given."""
    corpus, problems = Corpus(Path(), registry, today=date(2025, 1, 1)), Problems()
    for number, page in enumerate(pages):
        head = {"unit": "柳湾镇总工会", "unit_type": "镇总工会"} | page
        text = f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n正文\n"
        summary = read_summary(text, f"docs/summaries/{number}.md", registry, problems)
        assert summary is not None, problems
        (corpus.summaries if summary.is_issued else corpus.drafts).append(summary)
    assert not problems, problems
    return corpus


def found(registry: Registry, pages: list[Page]) -> Findings:
    findings = Findings()
    corpus = corpus_of(registry, pages)
    check_over_time(corpus, findings, corpus.all)
    return findings


@st.composite
def histories(draw) -> list[Page]:
    """Four halves after a year, with the years they make: stocks follow opening + new − gone."""
    stock = draw(st.integers(30, 200))
    pages: list[Page] = [{"period": "2022年", "metrics": {STOCK: f"{stock}个"}}]
    for year in (2023, 2024):
        sums = [0, 0]
        for half in "上下":
            new, gone = draw(st.integers(4, 9)), draw(st.integers(4, 9))
            stock += new - gone
            sums = [sums[0] + new, sums[1] + gone]
            figures = {STOCK: f"{stock}个", NEW: f"{new}个", GONE: f"{gone}个"}
            pages.append({"period": f"{year}年{half}半年", "metrics": figures})
        figures = {STOCK: f"{stock}个", NEW: f"{sums[0]}个", GONE: f"{sums[1]}个"}
        pages.append({"period": f"{year}年", "metrics": figures})
    return pages


@given(histories(), st.randoms())
def test_figures_that_follow_from_each_other_are_left_alone(registry, pages, chance):
    chance.shuffle(pages)
    findings = found(registry, pages)
    assert [p for p in findings if p.code != "big-change"] == []
    counted = {code: 0 for _, code in findings.agreed}
    for (_, code), count in findings.agreed.items():
        counted[code] += count
    assert counted["stock-flow"] == 6
    assert counted["whole-below-part"] == 4


@given(histories(), st.integers(1, 6), st.integers(2, 9), st.randoms())
def test_a_stock_that_does_not_follow_is_told_whatever_the_order_of_files(
    registry, pages, place, by, chance
):
    page = pages[place]
    stock = int(page["metrics"][STOCK].removesuffix("个"))
    page["metrics"][STOCK] = f"{stock + 3 * by}个"
    in_order = said(found(registry, pages))
    assert any(code == "stock-flow" for code, _ in in_order)
    chance.shuffle(pages)
    assert said(found(registry, pages)) == in_order


def said(findings: Findings) -> list[tuple[str, str]]:
    return sorted((problem.code, problem.message) for problem in findings)


@given(histories(), st.sampled_from([3, 6]), st.sampled_from([NEW, GONE]))
def test_a_year_below_its_halves_is_told_once(registry, pages, place, metric):
    halves = [int(pages[place - n]["metrics"][metric].removesuffix("个")) for n in (1, 2)]
    pages[place]["metrics"][metric] = f"{sum(halves) - 1}个"
    told = [p for p in found(registry, pages) if p.code == "whole-below-part"]
    assert [problem.path for problem in told] == [f"docs/summaries/{place}.md"]
    assert f"合计{sum(halves)}个还少。" in told[0].message


@pytest.mark.parametrize(
    ("then", "now", "years", "fault"),
    [
        ("六届", "六届", 1, ""),
        ("六届", "七届", 1, ""),
        ("六届", "八届", 1, "跳了"),
        ("六届", "八届", 2, "跳了"),
        ("六届", "八届", 3, ""),
        ("六届", "五届", 1, "倒退了"),
        ("第十届", "第十一届", 1, ""),
        ("三届二次", "三届三次", 1, ""),
        ("三届二次", "四届一次", 1, ""),
        ("三届二次", "三届四次", 1, "跳了"),
        ("三届二次", "三届四次", 2, ""),
        ("三届二次", "四届二次", 1, "跳了"),
        ("三届二次", "三届一次", 1, "倒退了"),
        ("三届二次", "三届", 1, ""),
        ("三届", "三届二次", 1, ""),
        ("三届二次", "上届", 1, ""),
    ],
)
def test_terms_go_on_in_order(registry, then, now, years, fault):
    pages = [
        {"period": "2015年", "congress_term": then},
        {"period": f"{2015 + years}年", "congress_term": now},
    ]
    told = [p.message for p in found(registry, pages)]
    assert [message.startswith(f"职代会届次{fault}：") for message in told] == [True] * bool(fault)


def test_the_same_term_may_stand_in_every_report_of_a_year(registry):
    periods = ["2023年上半年", "2023年1-9月", "2023年下半年", "2023年"]
    assert found(registry, [{"period": p, "union_term": "六届"} for p in periods]) == []


@pytest.mark.parametrize("text", ["六届", "第六届", "6届", "第6届委员会", " 六 届 ", "６届"])
def test_terms_are_read_however_they_are_written(text):
    assert str(read_term(text)) == "六届"
    assert str(read_term("第三届第十二次会议")) == "三届十二次"
    assert read_term("本届") is None


def test_a_multi_year_total_is_compared_with_nothing(registry):
    """I-13: 几年来 has no base; with years written it has none either."""
    pages = [
        {"period": "2012年", "metrics": {"个人荣誉": "1人次"}},
        {"period": "2009年至2013年", "metrics": {"个人荣誉": "60人次"}},
        {"period": "至2012年", "metrics": {"个人荣誉": "60人次"}},
    ]
    corpus = corpus_of(registry, pages)
    assert [bases_of(s.observations[0]) for s in corpus.summaries[1:]] == [[], []]
    assert found(registry, pages) == []
    pages[1]["metrics"]["个人荣誉"] = "0人次"
    assert [p.code for p in found(registry, pages)] == ["whole-below-part"]


def test_units_that_came_or_went_break_a_consolidated_stock():
    """The county's own series goes on, but 含下级 counts other units than before."""
    problems = Problems()
    moved = load_registry(ROOT, problems)
    assert not problems
    county = moved.units["qinghe-county"]
    year = {"unit": county.name, "unit_type": "县总工会", "scope": "含下级"}
    pages = [
        year | {"period": "2021年", "metrics": {STOCK: "100个"}},
        year | {"period": "2022年", "metrics": {STOCK: "120个", NEW: "5个", GONE: "0个"}},
    ]
    assert [p.code for p in found(moved, pages)] == ["stock-flow"]
    town = moved.units["furong-town"]
    event = Event(date(2022, 5, 1), EventType.TRANSFERRED, ("transport-group",))
    moved.units["furong-town"] = replace(town, events=(*town.events, event))
    assert found(moved, pages) == []


def test_a_thousand_files_take_three_seconds_at_most(registry):
    """Without the reading: what the family costs of the ten seconds."""
    pages: list[Page] = []
    body = {"会员人数": "1500人", "走访慰问": "50人次", STOCK: "40个", NEW: "1个", GONE: "1个"}
    units = [u for u in registry.units.values() if u.first_day and not u.last_day][:4]
    for unit in units:
        type_ = registry.unit_types[unit.type_id].name
        for year in range(2010, 2026):
            for period in (f"{year}年", f"{year}年上半年", f"{year}年下半年", f"{year}年第一季度"):
                head = {"unit": unit.id, "unit_type": type_, "period": period}
                pages.append(head | {"union_term": "六届", "metrics": body})
    corpus = corpus_of(registry, pages)
    started = time.perf_counter()
    check_over_time(corpus, Findings(), corpus.all)
    assert time.perf_counter() - started < 3 * len(pages) / 1000


# The report


@pytest.fixture
def examined(tmp_path: Path) -> tuple[Path, Any]:
    for table in (ROOT / "data").iterdir():
        put(tmp_path, f"data/{table.name}", table.read_text(encoding="utf-8"))
    before = {"period": "2022年上半年", "front": "metrics: {走访慰问: 40人次, 会员人数: 700人}"}
    put(tmp_path, "docs/summaries/2022/a.md", before)
    put(
        tmp_path,
        A,
        {
            "front": (
                "metrics:\n  会员人数: 710人\n  女会员: 300人\n  走访慰问: 100人次\n"
                "  规范化达标率: {value: 11/14, stated: 80%}\n"
                "accept: [{code: stated-mismatch, metric: 规范化达标率, reason: 原文如此}]"
            ),
            "body": "困难职工张大山已走访。\n",
        },
    )
    return tmp_path, examine(tmp_path, date(2025, 1, 1))


def test_a_report_says_what_was_looked_at_what_agrees_and_what_is_left(examined):
    _, examination = examined
    report = report_of(examination, examination.corpus.by_path[A])
    assert [(f.name, f.checked, f.well) for f in report.families] == [
        ("数字勾稽", 3, 2),
        ("跨期", 2, 1),
        ("个人信息和保密", 5, 4),
    ]
    assert [(p.line, p.code) for p in report.found] == [(8, "big-change"), (12, "personal-name")]
    assert [(a.problem.code, a.acceptance.reason) for a in report.accepted] == [
        ("stated-mismatch", "原文如此")
    ]
    assert (report.checked, report.well) == (10, 7)


def test_the_section_shows_each_finding_with_its_line_and_the_way_to_the_figure(examined):
    root, examination = examined
    summary = examination.corpus.by_path[A]
    (entry,) = [e for e in summary.metrics if e.name == "走访慰问"]
    html = checkup_section(
        report_of(examination, summary),
        (root / A).read_text(encoding="utf-8"),
        {entry.position: "#gh-s1"},
    )
    section = parse(html).one("section")
    assert section.one("summary").text() == "体检：查了10项，7项没有问题，2项要看，1项已说明"
    items = [item.text() for item in section.all("li")]
    assert items[0].startswith(
        "第8行：走访慰问100人次，比上年同期增加60人次，增长150.00%。变动超过一半"
    )
    assert items[0].endswith("走访慰问: 100人次 看正文里的这一句")
    assert items[1].startswith("第12行：第5个字起，“张□□”像是真名")
    assert "保留的理由：原文如此" in items[2]
    assert items[2].endswith("看表里的数")
    assert items[3:] == [
        "数字勾稽：查了3项，2项没有问题（比率不超过上限、其中项与总项），1项已说明。",
        "跨期：查了2项，1项没有问题（与上年同期比增减不超过一半），1项要看。",
        "个人信息和保密：查了5项，4项没有问题（没有发现身份证号、没有发现银行卡号、没有发现手机号、没有发现密级标志），1项要看。",
    ]
    assert [a.attributes["href"] for a in section.all("a")] == ["#gh-s1", "#gh-figures"]
    assert "open" in section.one("details").attributes


def test_a_summary_without_findings_is_folded(examined):
    _, examination = examined
    summary = examination.corpus.by_path["docs/summaries/2022/a.md"]
    section = parse(checkup_section(report_of(examination, summary), "", {}))
    assert section.one("summary").text() == "体检：查了5项，都没有问题"
    assert "open" not in section.one("details").attributes


def test_the_section_is_in_no_published_page_and_not_searched(built_site, examined):
    _, examination = examined
    section = checkup_section(report_of(examination, examination.corpus.by_path[A]), "", {})
    assert [block.text for block in blocks_of(f"{section}<p>正文</p>")] == ["正文"]
    pages = [page.read_text(encoding="utf-8") for page in built_site.glob("summaries/**/*.html")]
    assert len(pages) > 60
    assert not any("gh-checkup" in page for page in pages)
