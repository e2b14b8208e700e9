"""Search: exact against plain substring truth, in a real browser over the built site's own index."""

from __future__ import annotations

import functools
import itertools
import json
import os
import random
import re
import shutil
import threading
import unicodedata
import zlib
from collections import defaultdict
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gonghui.corpus import Corpus
from gonghui.registry import Registry
from gonghui.search import Block, BlockKind, Document, Store, blocks_of, normal, search_files
from gonghui.search.files import bundles_of
from gonghui.search.normal import normal_forms
from gonghui.search.postings import parts_of, varints
from tests.commanding import gonghui
from tests.conftest import ROOT, _Quiet, copy_small_project

MANY = 2000 if os.environ.get("GONGHUI_PROVE") else 160
SEARCH = """async ([queries, options]) => {
    const { search } = await import("/assets/gonghui/search.js")
    const found = []
    for (const query of queries) found.push(await search(query, { limit: 100000, ...options }))
    return found
}"""


@pytest.fixture(scope="module")
def page(browser, site_url):
    """A page of the site; the engine is a module that any page may import."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_url)
    yield page
    context.close()


@pytest.fixture(scope="module")
def indexed(built_site) -> dict[str, list[str]]:
    """By address of each page the texts of its blocks, as the index holds them."""
    found: dict[str, list[str]] = {}
    for folder in (built_site / "search").iterdir():
        if folder.is_dir() and (folder / "facts.bin").exists():
            facts, pages = read(folder / "facts.bin"), []
            for number in range(len(facts["texts"])):
                pages += read(folder / f"texts-{number}.bin")
            for at, (_, _, blocks) in zip(facts["columns"]["address"], pages, strict=True):
                found[at] = [text for _, _, text, _ in blocks]
    return found


def read(path: Path):
    return json.loads(zlib.decompress(path.read_bytes()))


def asked(page, *queries, **options):
    return page.evaluate(SEARCH, [list(queries), options])


def pages_of(found):
    return [unquote(urlsplit(result["url"]).path).lstrip("/") for result in found["results"]]


def truth(indexed, query):
    """The pages of which a block holds every word, each in a block of its own if need be."""
    words = [normal(word) for word in query.split()]
    return {
        at
        for at, texts in indexed.items()
        if all(any(word in normal(text) for text in texts) for word in words)
    }


# Exact


def some_strings(indexed, count):
    draw, found = random.Random(4), []
    texts = [text for texts in indexed.values() for text in texts]
    while len(found) < count:
        text, size = draw.choice(texts), draw.randint(1, 8)
        at = draw.randrange(max(1, len(text) - size + 1))
        if text[at : at + size].split() == [text[at : at + size]]:
            found.append(text[at : at + size])
    return found


def test_any_string_is_found_wherever_it_stands_and_nowhere_else(page, indexed):
    queries = some_strings(indexed, MANY)
    assert len({len(query) for query in queries}) == 8
    for query, found in zip(queries, asked(page, *queries), strict=True):
        exact = [r for r in found["results"] if not r["via"]]
        assert {unquote(urlsplit(r["url"]).path)[1:] for r in exact} == truth(indexed, query), query
        assert found["exact"] == len(exact)
        assert found["total"] == len(found["results"])
        assert not found["looser"]


def test_every_term_of_the_synonyms_is_found_exactly(page, indexed):
    groups = yaml.safe_load((ROOT / "data" / "synonyms.yml").read_text(encoding="utf-8"))
    terms = [term for group in groups for term in group]
    held = 0
    for term, found in zip(terms, asked(page, *terms), strict=True):
        if found["looser"]:
            assert truth(indexed, term) == set()
            continue
        exact = {p for p, r in zip(pages_of(found), found["results"], strict=True) if not r["via"]}
        assert exact == truth(indexed, term), term
        held += bool(exact)
    assert held > 10


@pytest.mark.parametrize("query", ["职工 会员", "会员　2024年", "走访慰问 芙蓉 2008"])
def test_several_words_are_all_required(page, indexed, query):
    (found,) = asked(page, query)
    exact = {p for p, r in zip(pages_of(found), found["results"], strict=True) if not r["via"]}
    assert exact == truth(indexed, query)
    assert exact


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("７４０２", "7402"),
        ("職工代表大會", "职工代表大会"),
        ("职 工", None),
        ("A３", "a3"),
        ("％", "%"),
    ],
)
def test_the_form_of_characters_does_not_matter(page, query, same):
    one, two = asked(page, query, same or query)
    assert pages_of(one) == pages_of(two)


def test_nothing_typed_finds_nothing(page):
    for found in asked(page, "", "  ", "　"):
        assert (found["total"], found["results"]) == (0, [])


# Wider, and said so


def test_a_synonym_is_found_after_what_was_typed_and_says_so(page, indexed):
    (found,) = asked(page, "教代会")
    assert found["exact"] == len(truth(indexed, "教代会"))
    own = [result for result in found["results"] if result["kind"] != "指南"]
    exact = [bool(result["via"]) for result in own].count(False)
    first, rest = own[:exact], own[exact:]
    assert all(not result["via"] for result in first)
    assert rest
    assert all(via.startswith("同义词：") for result in rest for via in result["via"])
    assert "同义词：职代会" in {via for result in rest for via in result["via"]}


def test_a_former_name_finds_the_present_one(page):
    (found,) = asked(page, "芙蓉乡总工会")
    said = {via for result in found["results"] for via in result["via"]}
    assert said == {"曾用名：芙蓉镇总工会"}


@pytest.mark.parametrize(
    ("typed", "other", "said"),
    [
        ("东岸机械厂", "东岸装备制造公司", "曾用名：东岸装备制造公司工会"),
        ("芙蓉乡", "芙蓉镇", "曾用名：芙蓉镇总工会"),
    ],
)
def test_names_are_known_without_their_ending(page, indexed, typed, other, said):
    (found,) = asked(page, typed)
    exact = {p for p, r in zip(pages_of(found), found["results"], strict=True) if not r["via"]}
    assert exact == truth(indexed, typed)
    assert {via for r in found["results"] for via in r["via"]} == {said}
    assert set(pages_of(found)) == exact | truth(indexed, other)


def test_words_in_quotation_marks_are_found_without_them_too(page, indexed):
    plain, *quoted = asked(page, "职代会", '"职代会"', "“职代会”", "「职代会」", "＂职代会＂")
    wanted = truth(indexed, "职代会")
    assert plain["exact"] == len(wanted)
    for found in quoted:
        assert found["exact"] == 0
        assert set(pages_of(found)) == wanted
        assert {via for r in found["results"] for via in r["via"]} == {"不带引号：职代会"}
        assert found["others"] == [["不带引号", len(wanted)]]
    (phrase,) = asked(page, "“女职工 体检”")  # one phrase, not two words
    assert set(pages_of(phrase)) == truth(indexed, "女职工体检")
    # what stands in quotation marks in a text is found as it is typed
    text = " ".join(text for texts in indexed.values() for text in texts)
    term = re.search("“[一-龥]{3,8}”", text)[0]
    (typed,) = asked(page, term)
    exact = {p for p, r in zip(pages_of(typed), typed["results"], strict=True) if not r["via"]}
    assert exact == truth(indexed, term)


def test_a_plain_number_finds_what_a_table_sets_with_commas(page, indexed):
    (found,) = asked(page, "29105")
    assert "数字写法：29,105" in {via for r in found["results"] for via in r["via"]}
    grouped, counted = asked(page, "7,402", "7,402人")
    assert grouped["exact"] == len(truth(indexed, "7,402"))
    assert "数字写法：7402" in {via for r in grouped["results"] for via in r["via"]}
    assert {via for r in counted["results"] for via in r["via"]} == {"数字写法：7402人"}
    assert dict(counted["others"]) == {"数字写法": counted["total"]}


def test_what_stands_nowhere_is_looked_for_in_pieces(page, indexed):
    query = "走访会员"
    assert truth(indexed, query) == set()
    (found,) = asked(page, query)
    assert found["looser"]
    assert found["exact"] == 0
    assert found["total"]
    for at in pages_of(found):
        whole = [normal(text) for text in indexed[at]]
        assert all(any(piece in text for text in whole) for piece in ("走访", "会员")), at


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("芙蓉镇总工会2008年上半年工作总结", "summaries/2008-H1/furong-town/"),
        ("芙蓉乡总工会2008年上半年工作总结", "summaries/2008-H1/furong-town/"),
        ("云岭高速2023上半年", "summaries/2023-H1/expressway-center/"),
        ("云岭高速 2023上半年 总结", "summaries/2023-H1/expressway-center/"),
    ],
)
def test_a_title_from_memory_is_found(page, indexed, title, wanted):
    assert truth(indexed, title) == set()
    (found,) = asked(page, title)
    assert found["looser"]
    assert pages_of(found)[0] == wanted
    first = found["results"][0]
    assert first["forms"]
    assert all(
        form in normal(f"{first['title']} {first['unit']} {first['period']}")
        for form in first["forms"]
    )


@pytest.mark.parametrize("typed", ["量子计算机", "职x300", "。。", "90后", "2.30", "工作总结鸟"])
def test_pieces_that_say_nothing_find_nothing(page, typed):
    (found,) = asked(page, typed)
    assert (found["total"], found["results"]) == (0, [])


def test_all_pieces_are_marked_where_they_stand(page):
    (found,) = asked(page, "走访会员")
    for one in found["results"]:
        marked = {one["excerpt"][a:b] for a, b in one["marks"]}
        assert {"走访", "会员"} <= marked, one["url"]
    (found,) = asked(page, "女职工 体检")
    for one in found["results"]:
        assert {"女职工", "体检"} <= {
            one["excerpt"][a:b] for a, b in one["marks"]
        } or "女职工体检" in one["excerpt"]


@pytest.mark.parametrize("typed", ["7402", "职工代表大会", "2024年"])
def test_the_guide_comes_last(page, typed):
    (found,) = asked(page, typed)
    guide = [result["kind"] == "指南" for result in found["results"]]
    assert any(guide)
    assert guide == sorted(guide)


def test_a_page_of_the_guide_whose_title_is_meant_comes_first(page):
    (found,) = asked(page, "检查代码")
    assert found["results"][0]["title"] == "检查代码"


def test_what_is_not_there_at_all_is_not_found(page):
    (found,) = asked(page, "鱻龘麤")
    assert (found["total"], found["exact"], found["results"]) == (0, 0, [])


# What a result says, in which order, narrowed by what


def test_a_result_shows_the_hit_in_its_sentence_under_its_heading(page, indexed):
    (found,) = asked(page, "劳动知识竞赛")
    for result in found["results"]:
        marked = [result["excerpt"][a:b] for a, b in result["marks"]]
        assert "劳动知识竞赛" in marked
        assert normal("劳动知识竞赛") in normal(result["excerpt"])
        assert result["title"]
    summary = next(r for r in found["results"] if "2008-H1/furong-town" in r["url"])
    assert summary["unit"] == "芙蓉镇总工会"
    assert summary["period"] == "2008年上半年"
    assert summary["kind"] == "工作总结"


def test_filters_and_their_counts(page):
    (every,) = asked(page, "会员")
    counts = {name: dict(values) for name, values in every["facets"].items()}
    assert counts["kind"]["工作总结"] > 10
    assert set(counts["kind"]) <= {
        "工作总结",
        "计划",
        "专题",
        "个人总结",
        "单位",
        "指标",
        "指南",
    }
    for name in ("kind", "year", "period_kind", "unit_type", "unit", "category", "status"):
        for value, count in list(counts[name].items())[:4]:
            (found,) = asked(page, "会员", filters={name: [value]})
            assert found["total"] == count, (name, value)
    years = list(counts["year"])[:2]
    (two,) = asked(page, "会员", filters={"year": years})
    assert two["total"] == sum(counts["year"][year] for year in years)
    assert all(any(year in r["period"] for year in years) for r in two["results"])


def test_what_others_may_ask(page):
    """Plain values for lists, numbers for years, nothing for none; a name that is none is a mistake."""
    (one,) = asked(page, "会员", filters={"year": ["2023"], "kind": ["工作总结"]})
    for filters in (
        {"year": 2023, "kind": "工作总结"},
        {"year": [2023], "kind": ["工作总结"], "unit": None},
    ):
        (found,) = asked(page, "会员", filters=filters)
        assert pages_of(found) == pages_of(one) != []
    (every,) = asked(page, "会员")
    for filters in (None, {}, {"year": []}):
        assert asked(page, "会员", filters=filters)[0]["total"] == every["total"]
    assert asked(page, "会员", filters={"unit": "nobody"})[0]["total"] == 0
    assert asked(page, "会员", filters={"year": 1900})[0]["total"] == 0
    assert asked(page, None)[0] == {
        "total": 0, "exact": 0, "summaries": 0, "others": [], "looser": False, "results": [], "facets": {}, "words": [],
    }  # fmt: skip
    failed = """async options => { const m = await import("/assets/gonghui/search.js")
        try { await m.search("会员", options); return "" } catch (error) { return `${error}` } }"""
    assert page.evaluate(failed, {"filters": {"years": ["2023"]}}) == (
        'TypeError: filters: "years" is none of kind, year, period_kind, unit_type, unit, category, status'
    )
    assert page.evaluate(failed, {"sort": "new"}) == (
        'TypeError: sort: "new" is none of relevance, newest'
    )


def test_newest_first(page):
    (found,) = asked(page, "会员", sort="newest", filters={"kind": ["工作总结"]})
    named = [re.findall(r"\d{4}", result["period"]) for result in found["results"]]
    years = [int(max(one)) for one in named if one]
    assert years == sorted(years, reverse=True)
    assert len(set(years)) > 3
    assert [bool(one) for one in named] == sorted(map(bool, named), reverse=True)


def test_more_come_on_demand(page):
    (first,) = asked(page, "会员", limit=5)
    (next_,) = asked(page, "会员", limit=5, offset=5)
    (all_,) = asked(page, "会员")
    assert pages_of(first) + pages_of(next_) == pages_of(all_)[:10]


def test_an_index_that_cannot_be_read_is_an_error_and_another_try_may_do(browser, site_url):
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_url)
    page.route("**/search/index.bin", lambda route: route.abort())
    failed = """async () => { const m = await import("/assets/gonghui/search.js")
        try { await m.search("会员"); return "" } catch (error) { return error instanceof m.Unreadable } }"""
    assert page.evaluate(failed) is True
    page.unroute("**/search/index.bin")
    assert page.evaluate(failed) == ""
    context.close()


# The normal form


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20))
def test_the_normal_form_has_no_space_and_is_its_own(text):
    form = normal(text)
    assert not any(unicodedata.category(char) == "Zs" for char in form)
    assert normal(form) == form or any(ord(char) > 0x2FFF or char.isupper() for char in text)


@given(
    st.lists(
        st.text(
            st.sampled_from(
                "总會 A，ＢⅠ①½¨´…é\u0301\u0323\u200b\u202e\u3000Σςㄱ가\u1100\u1161ｶﾞ\U0001f600"
            )
        ),
        max_size=6,
    )
)
def test_texts_looked_up_together_have_the_same_normal_forms(texts):
    assert normal_forms(texts) == [normal(text) for text in texts]


@pytest.mark.parametrize(
    "char", ["\u200b", "\u00ad", "\ufeff", "\u200d", "\u2060", "\u202e", "\U000e0041"]
)
def test_what_nobody_sees_is_not_in_the_normal_form(char):
    assert normal(f"职{char}代会") == "职代会"
    assert normal(f"e{char}\u0301") == "é"
    assert normal(char) == ""


def test_invisible_characters_in_text_and_query_hide_nothing(browser, tmp_path):
    text = "召开职\u200b代\u00ad会，审\ufeff议报告"
    with searched(browser, tmp_path, [page_of("a", text)]) as page:
        for typed in ("职代会", "职\u200b代会", "代会，审议", "\ufeff审议"):
            (found,) = asked(page, typed)
            assert found["exact"] == 1
            ((start, end),) = found["results"][0]["marks"]
            assert normal(text[start:end]) == normal(typed)
        (nothing,) = asked(page, "\u200b")
        assert (nothing["total"], nothing["words"]) == (0, [])


def test_the_browser_folds_as_the_index_does(page):
    draw = random.Random(7)
    ranges = [
        (32, 0x250),
        (0x2000, 0x2100),
        (0x2460, 0x2500),
        (0x3000, 0x3400),
        (0x4E00, 0x9FFF),
        (0xFF00, 0xFFE7),
    ]
    texts = [
        "İΣΑΣ ﬁ ㎡ ①",
        "\u3000职\u00a0代\u2003会\u200b",
        "e\u200b\u0301 \U000e0041ก\u00ad",
        "後後裡裏乾",
        "é e\u0301",
    ]
    for _ in range(400):
        low, high = draw.choice(ranges)
        text = "".join(chr(draw.randrange(low, high)) for _ in range(12))
        # what the browser's Unicode may not know yet is no matter of ours
        texts.append("".join(char for char in text if unicodedata.category(char) != "Cn"))
    folded = page.evaluate(
        """async texts => { const m = await import("/assets/gonghui/search.js"); await m.ready()
        const { folded } = await import("/assets/gonghui/search-text.js"); return texts.map(folded) }""",
        texts,
    )
    assert folded == [normal(text) for text in texts]


def test_what_is_marked_is_folded_as_a_whole(page):
    """The form that knows where it comes from is the same as the other, though it is made in pieces."""
    draw = random.Random(3)
    odd = "㎡㈠½ﬁİß\u0301\u0323\u200b\u00ad\ufeff\ufe0f가각\u1100\u1161\u11a8ㄱㅏ\uffa1\uffc2か゛ｶﾞﾊﾟ後𠮷é 　会"
    texts = ["".join(draw.choice(odd) for _ in range(draw.randint(1, 7))) for _ in range(3000)]
    differ = page.evaluate(
        """async texts => { const m = await import("/assets/gonghui/search.js"); await m.ready()
        const { folded, foldedWithPlaces } = await import("/assets/gonghui/search-text.js")
        return texts.filter(text => foldedWithPlaces(text)[0] !== folded(text)) }""",
        texts,
    )
    assert differ == []
    (marks,) = page.evaluate(
        """async words => { const { places } = await import("/assets/gonghui/search-text.js")
        return words.map(word => places("厚ｶﾞﾗｽ½㎡", [word])) }""",
        ["ガラス1"],
    )
    assert marks == [[1, 6]]


# What is read of a page


def test_blocks_of_a_page():
    html = (
        '<nav class="gh-trail"><ol><li>首页</li></ol></nav><h1 id="top">题目</h1><p>第一<b>段</b>\n文字。</p>'
        '<ul><li>项目<ul><li>小项</li></ul>余下</li></ul><h2 id="a">一、标题</h2>'
        "<table><caption>表名</caption><tr><th>指标</th><td>7,402<a class='gh-mark'>1</a></td></tr></table>"
        "<script>x()</script><svg><text>图</text></svg><button>复制</button><p>甲<br>乙</p>"
        '<p>会<img src="a.png" alt="合影">场</p>'
    )
    assert [(b.kind.name, b.text, b.anchor) for b in blocks_of(html)] == [
        ("HEADING", "题目", "top"),
        ("TEXT", "第一段 文字。", "top"),
        ("TEXT", "项目", "top"),
        ("TEXT", "小项", "top"),
        ("TEXT", "余下", "top"),
        ("HEADING", "一、标题", "a"),
        ("TEXT", "表名", "a"),
        ("ROW", "指标", "a"),
        ("CELL", "7,402", "a"),
        ("TEXT", "甲 乙", "a"),
        ("TEXT", "会场", "a"),
        ("TEXT", "合影", "a"),
    ]


def test_what_an_author_writes_above_the_first_heading_stands_under_none_of_ours():
    html = (
        '<h2 id="gh-comparisons">与往期对比</h2><p>持平。</p>'
        '<div class="gh-prose" id="gh-text"><p>开头。</p><h2 id="a">一、甲</h2><p>乙。</p></div>'
    )
    assert [(b.text, b.anchor) for b in blocks_of(html)] == [
        ("与往期对比", "gh-comparisons"),
        ("持平。", "gh-comparisons"),
        ("开头。", "gh-text"),
        ("一、甲", "a"),
        ("乙。", "a"),
    ]


@pytest.mark.parametrize("html", ["", "  ", "<!-- x -->", "<p></p>", "<p>&nbsp;</p>"])
def test_a_page_without_text(html):
    assert blocks_of(html) == []


def test_addresses_that_end_in_html_are_the_same_pages(tmp_path):
    """use_directory_urls: false changes the addresses of what somebody wrote, nothing else."""
    project = copy_small_project(tmp_path)
    config = project / "mkdocs.yml"
    for setting in ("true", "false"):
        config.write_text(
            f"use_directory_urls: {setting}\n{(ROOT / 'mkdocs.yml').read_text(encoding='utf-8')}",
            encoding="utf-8",
        )
        assert gonghui("build", "--site-dir", setting, cwd=project).returncode == 0
    one, two = (by_unit(project / setting) for setting in ("true", "false"))
    assert one["units/furong-town/"] == "furong-town"
    assert "units/" not in one
    changed = {at for at in one if at.startswith("guide/") and at != "guide/"}
    assert {"guide/codes/", "guide/figures/", "guide/reading/"} <= changed
    assert set(one) - set(two) == changed
    assert {at: two[at] for at in set(one) - changed} == {at: one[at] for at in set(one) - changed}
    assert set(two) - set(one) == {f"{at.rstrip('/')}.html" for at in changed}


def by_unit(site):
    """The unit of each page that a site's index has."""
    found = {}
    for path in site.glob("search/*/facts.bin"):
        facts = read(path)
        columns, units = facts["columns"], facts["values"]["unit"]
        found |= dict(zip(columns["address"], (units[n] for n in columns["unit"]), strict=True))
    return found


def test_what_somebody_wrote_beside_the_guide_is_found_too(tmp_path):
    project = copy_small_project(tmp_path)
    folder = project / "docs" / "制度"
    folder.mkdir()
    text = "# 甲 & 乙 <丙> `a<b`\n\n每周一开例会。\n"
    (folder / "例会.md").write_text(text, encoding="utf-8")
    assert gonghui("build", cwd=project).returncode == 0
    (path,) = (project / "site").glob("search/pages-*/facts.bin")
    columns, pages = (facts := read(path))["columns"], []
    for number in range(len(facts["texts"])):
        pages += read(path.parent / f"texts-{number}.bin")
    at = columns["address"].index(f"{quote('制度')}/{quote('例会')}/")
    assert facts["values"]["kind"][columns["kind"][at]] == "其他"
    title, _, blocks = pages[at]
    assert title == "甲 ＆ 乙 ＜丙＞ a＜b"  # as the page is headed in the browser's tab
    assert [block[2] for block in blocks] == ["甲 & 乙 <丙> a<b", "每周一开例会。"]
    assert "" not in columns["address"]  # home names what has its page


# The files


def numbers_of(packed):
    """The varints among some bytes, each with where it ends."""
    value = shift = 0
    for end, byte in enumerate(packed, 1):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value, end
            value = shift = 0


@given(
    st.lists(st.integers(0, 2**28 - 1), max_size=40)
    | st.lists(st.integers(0, 2**56 - 1), max_size=40)
)
def test_varints_are_read_back(numbers):
    packed, ends = varints(np.array(numbers, np.uint64))
    assert list(numbers_of(packed.tolist())) == list(zip(numbers, ends.tolist(), strict=True))


@given(st.lists(st.text(st.sampled_from("职工代会a\U0001f600"), max_size=9), max_size=30))
def test_each_pair_is_in_one_part_with_all_its_places(texts):
    laid = "".join(f"{text}\0" for text in texts)
    wanted = defaultdict(list)
    for place, char in enumerate(laid):
        if char != "\0":
            wanted[char + laid[place + 1]].append(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gonghui.search.postings.PART", 5)
        parts = parts_of(laid)
    found = {}
    for part in parts:
        content = zlib.decompress(part.content)
        numbers = numbers_of(content)
        table = [[next(numbers) for _ in range(3)] for _ in range(next(numbers)[0])]
        begin, first = table[-1][-1][1], 0
        assert len(table) == 1 or len(content) - begin <= 5
        for (step, _), (second, _), (length, _) in table:
            first += step
            steps = [step for step, _ in numbers_of(content[begin : begin + length])]
            found[chr(first) + chr(second)] = list(itertools.accumulate(steps))
            begin += length
        assert part.first == min(list(found)[-len(table) :])
    assert found == wanted
    assert list(found) == sorted(wanted)


def test_no_text_has_no_parts():
    assert parts_of("") == []
    assert parts_of("\0\0") == []  # blocks of invisible characters alone


def documents(count=3, text="职工之家"):
    return [
        Document(f"summaries/2024/u{n}/", f"第{n}篇", "工作总结", (Block(BlockKind.TEXT, f"{text}{n}"),), year="2024")
        for n in range(count)
    ]  # fmt: skip


def made(found, folder=None):
    store = Store(folder)
    return search_files(Corpus(Path(), Registry()), found, store), store


def test_the_same_pages_give_the_same_bytes():
    assert made(documents())[0] == made(documents())[0]


def test_an_unchanged_bundle_is_not_made_again(tmp_path, monkeypatch):
    old = [
        Document("summaries/2023/a/", "旧", "工作总结", (Block(BlockKind.TEXT, "旧"),), year="2023")
    ]
    monkeypatch.setattr("gonghui.search.files.ENOUGH", 1)
    first, store = made(documents() + old, tmp_path)
    assert store.reused == 0
    again, store = made(documents() + old, tmp_path)
    assert (again, store.reused) == (first, 2)
    changed, store = made(documents(text="新") + old, tmp_path)
    assert store.reused == 1
    assert changed == made(documents(text="新") + old)[0]
    assert len(list(tmp_path.glob("*.kept"))) == 2


def test_a_damaged_store_is_ignored(tmp_path):
    whole, _ = made(documents(), tmp_path)
    (kept,) = tmp_path.glob("*.kept")
    content = kept.read_bytes()
    damaged = [b"", b"PK", content[:-1], content[:40], content + b"x"]
    # any bit at all: some make a file that seems to be whole, without some of its contents
    damaged += [
        content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :]
        for at in range(len(content))
    ]
    for one in damaged:
        kept.write_bytes(one)
        assert Store(tmp_path).files(bundles_of(d.packed for d in documents())[0]) is not None
        assert kept.read_bytes() == content
    kept.write_bytes(damaged[0])
    again, store = made(documents(), tmp_path)
    assert (again, store.reused) == (whole, 0)
    assert made(documents(), tmp_path)[1].reused == 1


def test_a_store_that_cannot_be_tidied_or_written_costs_no_result(tmp_path):
    whole, _ = made(documents())
    (tmp_path / "stale.kept").mkdir()  # as little to be deleted as a file that belongs to another
    assert made(documents(), tmp_path)[0] == whole
    (tmp_path / "file").write_text("x")
    assert made(documents(), tmp_path / "file")[0] == whole


@pytest.mark.parametrize(
    ("what", "other"),
    [
        (
            "gonghui.search.document.normal_forms",
            lambda texts: [f"新{text}" for text in texts],
        ),  # a newer OpenCC, say
        ("gonghui.search.store.zlib.ZLIB_RUNTIME_VERSION", "99"),
        ("gonghui.search.store.FORMAT", "0"),
    ],
)
def test_what_was_made_by_other_means_is_not_used_again(tmp_path, monkeypatch, what, other):
    made(documents(), tmp_path)
    monkeypatch.setattr(what, other)
    assert made(documents(), tmp_path)[1].reused == 0


def test_small_years_are_together_from_the_oldest_on(monkeypatch):
    monkeypatch.setattr("gonghui.search.files.ENOUGH", 10)
    found = [
        Document(f"summaries/{year}/a/", "题", "工作总结", (Block(BlockKind.TEXT, "字" * size),), year=year)
        for year, size in {"2024": 3, "2023": 12, "2022": 4, "2021": 6, "20XX": 1, "": 1}.items()
    ]  # fmt: skip
    assert [(b.id, b.years) for b in bundles_of(d.packed for d in found)] == [
        ("2024", ["2024"]), ("2023", ["2023"]), ("20XX", ["2022", "2021", "20XX"]), ("pages", [""]),
    ]  # fmt: skip


def test_a_year_with_very_many_pages_is_parted(monkeypatch):
    monkeypatch.setattr("gonghui.search.files.MOST", 2)
    assert [(b.id, len(b.pages)) for b in bundles_of(d.packed for d in documents(5))] == [
        ("2024", 2), ("2024-2", 2), ("2024-3", 1),
    ]  # fmt: skip


def test_the_themes_own_index_is_not_shipped(built_site):
    assert not list(built_site.rglob("search_index.json"))


TIMES = itertools.count(1_000_000_000)


def put(folder, found):
    """The index of these documents as it is published, in place of the one before; with a time of its
    own, since this server takes what came within one second for the same."""
    shutil.rmtree(folder / "search", ignore_errors=True)
    for at, content in made(found)[0].items():
        (folder / at).parent.mkdir(parents=True, exist_ok=True)
        (folder / at).write_bytes(content)
    os.utime(folder / "search/index.bin", (next(TIMES),) * 2)


@contextmanager
def searched(browser, folder, found):
    """A tab that can search these documents; `requested` notes the files it reads."""
    put(folder, found)
    shutil.copytree(ROOT / "overrides/assets/gonghui", folder / "assets/gonghui")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    context = browser.new_context()
    try:
        page = context.new_page()
        page.requested = []
        page.on("request", lambda request: page.requested.append(urlsplit(request.url).path))
        page.goto(f"http://127.0.0.1:{server.server_port}/assets/gonghui/search.js")
        yield page
    finally:
        context.close()
        server.shutdown()
        thread.join()
        server.server_close()


def page_of(name, *texts, year="2024"):
    blocks = tuple(Block(BlockKind.TEXT, text) for text in texts)
    return Document(f"summaries/{year}/{name}/", "题", "工作总结", blocks, year=year)


def test_phrases_do_not_reach_over_the_end_of_a_block(browser, tmp_path):
    """Two neighbouring blocks, of even and of odd length, searched with all that could join them."""
    texts = ["甲乙", "丙丁", "戊己庚", "辛壬", "癸"]
    with searched(browser, tmp_path, [page_of("a", *texts)]) as page:
        whole = "".join(texts)
        queries = [whole[a:b] for a in range(len(whole)) for b in range(a + 1, len(whole) + 1)]
        for query, found in zip(queries, asked(page, *queries), strict=True):
            assert bool(found["exact"]) == any(query in text for text in texts), query
        # by what a block ends in the files is not a character that could be looked for
        for found in asked(page, "乙\0", "\0", "乙\0丙"):
            assert found["total"] == 0


SENTENCES = ["为女职工安排体检", "组织职工参加竞赛", "看望困难职工家庭", "督促企业建账建制", "开展安全生产检查"]  # fmt: skip


def test_a_long_phrase_is_found_and_few_parts_are_read_for_it(browser, tmp_path, monkeypatch):
    monkeypatch.setattr("gonghui.search.postings.PART", 60)
    draw = random.Random(2)
    texts = {
        f"u{n}": "，".join(draw.choice(SENTENCES) + str(n * k % 7) for k in range(12))
        for n in range(60)
    }
    long = texts["u7"]
    # all its parts stand somewhere in the page, some at the same distance, but not together
    texts["near"] = long[:40] + "。" + long[41:]
    texts["halves"] = long[60:] + long[:60]
    found = [page_of(name, text) for name, text in texts.items()]
    with searched(browser, tmp_path, found) as page:
        parts = len(list(tmp_path.glob("search/2024-*/pairs-*")))
        (answer,) = asked(page, long)
        assert [at.split("/")[2] for at in pages_of(answer)] == ["u7"]
        assert answer["results"][0]["marks"] == [[0, len(long)]]
        read_ = {path for path in page.requested if "/pairs-" in path}
        assert parts > 60
        assert len(read_) <= 8
        for size in (9, 17, 30, 61):
            for query in (long[:size], long[-size:], long[5 : 5 + size]):
                (answer,) = asked(page, query)
                wanted = {name for name, text in texts.items() if query in text}
                exact = [] if answer["looser"] else answer["results"]
                assert {urlsplit(r["url"]).path.split("/")[3] for r in exact} == wanted, query


PAIRS = re.findall("..", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄")


def test_what_falls_into_very_many_pieces_is_not_found_at_any_cost(browser, tmp_path):
    """Some pieces may stand apart; a long text none of which stands together is another text."""
    with searched(browser, tmp_path, [page_of("a", "，".join(PAIRS))]) as page:
        few, many = asked(page, "丙丁甲乙", "".join(reversed(PAIRS)))
        assert (few["looser"], few["total"]) == (True, 1)
        assert many["total"] == 0


def test_a_site_that_is_published_anew_is_read_anew(browser, tmp_path, monkeypatch):
    """A page that stays open has read a part of the old index; never is a part of the new one taken
    for one of the old."""
    monkeypatch.setattr("gonghui.search.postings.PART", 1)
    with searched(
        browser, tmp_path, [page_of("a", "走访慰问职工"), page_of("b", "法律援助")]
    ) as page:
        assert [f["total"] for f in asked(page, "走访")] == [1]
        put(
            tmp_path,
            [page_of("c", "走访"), page_of("d", "为职工提供法律援助"), page_of("e", "走访慰问")],
        )
        law, visits = asked(page, "法律援助", "走访慰问")
        assert pages_of(law) == ["summaries/2024/d/"]
        assert pages_of(visits) == ["summaries/2024/e/"]
        # gone without a new index: that is told
        shutil.rmtree(next(tmp_path.glob("search/2024-*")))
        failed = """async () => { const m = await import("/assets/gonghui/search.js")
            try { await m.search("提供"); return "" } catch (error) { return error instanceof m.Unreadable } }"""
        assert page.evaluate(failed) is True


def test_the_authors_own_sentence_goes_before_those_of_the_tables(page):
    (found,) = asked(page, "职代会", filters={"unit": ["expressway-center"]})
    shown = {result["period"]: result for result in found["results"] if result["period"]}
    assert shown["2023年上半年"]["anchor"] not in ("gh-figures", "gh-comparisons")
    assert not any(one["anchor"].startswith("gh-") for one in shown.values())
