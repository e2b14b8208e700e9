"""Mention: the sentence in which a figure stands: golden cases, and laws for any HTML."""

from __future__ import annotations

import re
from typing import Any

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gonghui.adapters.prose import sanitised
from gonghui.mention import with_mentions
from gonghui.problem import Problems
from gonghui.summary import Summary
from gonghui.summary.reader import read_summary
from tests.cases import cases
from tests.test_checkup import REGISTRY
from tests.test_coverage import registry_of
from tests.test_site import parse

CASES: Any = cases("mentions")
SPAN = re.compile(r'<span class="gh-said" id="gh-s[0-9]+">((?:(?!</?span).)*)</span>', re.S)


def summary_of(case: dict[str, Any]) -> Summary:
    known = registry_of(REGISTRY["units.yml"], "")
    head = {"unit": "芙蓉镇总工会", "unit_type": "镇总工会", "period": "2023年"}
    head |= {key: case[key] for key in ("metrics", "local") if key in case}
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
    problems = Problems()
    summary = read_summary(f"---\n{text}---\n", "docs/summaries/a.md", known, problems)
    assert summary is not None
    assert not problems, problems
    return summary


def rendered(text: str) -> str:
    return sanitised(markdown.markdown(text, extensions=["tables", "sane_lists", "toc"]))


def stripped(html: str) -> str:
    return SPAN.sub(r"\1", html)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_says(case):
    summary, html = summary_of(case), rendered(case["text"])
    marked, anchors = with_mentions(html, summary)
    assert stripped(marked) == html
    page = parse(marked)
    words = {f"#{s.attributes['id']}": s.text() for s in page.all("span", class_="gh-said")}
    names = {e.position: e.metric.name if e.metric else e.name for e in summary.metrics}
    names |= {e.position: e.name for e in summary.local}
    assert {names[at]: words[a] for at, a in anchors.items()} == case.get("said", {})
    assert set(words) == set(anchors.values())
    assert list(words) == [f"#gh-s{n}" for n in range(1, len(words) + 1)]


def test_several_figures_of_one_sentence_share_one_anchor():
    summary = summary_of({"metrics": {"会员人数": "30人", "新建基层工会": "5个"}})
    marked, anchors = with_mentions("<p>会员30人，新建5个。</p>", summary)
    assert marked == '<p><span class="gh-said" id="gh-s1">会员30人，新建5个。</span></p>'
    assert list(anchors.values()) == ["#gh-s1", "#gh-s1"]


def test_a_mark_of_greater_than_in_an_attribute_ends_no_tag():
    html = '<p><a href="a" title="1>会员30人。">b</a>会员30人。</p>'
    marked, anchors = with_mentions(html, summary_of({"metrics": {"会员人数": "30人"}}))
    assert marked == html.replace(
        "</a>会员30人。", '</a><span class="gh-said" id="gh-s1">会员30人。</span>'
    )
    assert len(anchors) == 1


FIGURES = summary_of(
    {
        "metrics": {
            "会员人数": "30人", "职工人数": "７，４０２人", "新建基层工会": "三十个", "走访慰问": "五百",
            "送温暖慰问资金": "5万余元", "规范化达标率": "11/14", "基层工会组织数": "2023",
        },
        "local": {"黑板报": "40余期", "夜校": "每月一次", "口号": "3"},
    }
)  # fmt: skip
WORDS = [
    "会员人数", "30人", "30人次", "130人", "7,402人", "７４０２名", "二十", "三十个", "五百人次", "5万余元",
    "11/14", "2023", "年", "40余期", "每月一次", "3", "。", "；", "，", "！", " ", "\n", "&amp;", "&lt;b&gt;", "&#20154;",
    "gh-s1", '"', "'", ">", "<", "\0", "\u2028",
]  # fmt: skip
TAGS = re.findall(
    r"\w+", "p b strong em h2 h3 a code pre ul li table tr td div span blockquote script style svg"
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        ['<a href="x" title="a>30人">', '<h2 id="gh-s1">', '<img alt="30人>" src="a.png">', "<!--30人-->"]
    ),
    st.text(max_size=3),
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_text_is_unchanged_but_for_the_spans(raw):
    html = sanitised(raw)
    marked, anchors = with_mentions(html, FIGURES)
    assert stripped(marked) == html
    before, page = parse(html), parse(marked)
    assert page.text() == before.text()
    ids = [e.attributes["id"] for e in page.all() if "id" in e.attributes]
    ours = [id_ for id_ in ids if re.fullmatch("gh-s[0-9]+", id_)]
    assert len(ours) == len(set(ours))
    assert {f"#{id_}" for id_ in ours} == set(anchors.values())
    for name in ("h1", "h2", "h3", "a", "code", "pre"):
        for element in page.all(name):
            assert not list(element.all("span", class_="gh-said"))
