"""Section: the anchors are those that the page really has; what a section's text begins with."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify_unicode

from gonghui.adapters.prose import sanitised
from gonghui.summary import Summary
from gonghui.summary.section import Section, outermost, sections
from tests.test_checkup import REGISTRY
from tests.test_coverage import registry_of
from tests.test_site import parse

EXTENSIONS = ["tables", "sane_lists", "admonition", "pymdownx.superfences", "fenced_code", "toc"]


def summary_of(body: str) -> Summary:
    from gonghui.problem import Problems
    from gonghui.summary.reader import read_summary

    known, problems = registry_of(REGISTRY["units.yml"], ""), Problems()
    head = "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2023年\n---\n"
    summary = read_summary(head + body, "docs/summaries/a.md", known, problems)
    assert summary is not None, problems
    return summary


def on_page(summary: Summary) -> list[tuple[str, str]]:
    """Text and id of every heading of the author's on the page, as the plugin makes it; a heading
    without words is none."""
    html = markdown.markdown(
        f"\n{summary.body}",
        extensions=EXTENSIONS,
        extension_configs={
            "toc": {"slugify": slugify_unicode},
            "tables": {"use_align_attribute": True},
        },
    )
    found = parse(sanitised(html)).all("h2", "h3", "h4", "h5", "h6")
    pairs = [(" ".join(h.text().split()), h.attributes["id"]) for h in found]
    return [(text, id_) for text, id_ in pairs if text]


def made(body: str) -> list[tuple[str, str]]:
    return [(section.title, section.anchor) for section in sections(summary_of(body))]


HEADINGS = {
    "plain": ("## 一、组织建设\n", [("一、组织建设", "一组织建设")]),
    "without space": ("##组织建设\n", [("组织建设", "组织建设")]),
    "closed": ("## 组织建设 ##\n", [("组织建设", "组织建设")]),
    "a mark that is meant": ("## 第1\\#\n", [("第1#", "第1")]),
    "same twice": ("## 小结\n\n## 小结\n\n### 小结\n", [("小结", "小结"), ("小结", "小结_1"), ("小结", "小结_2")]),
    "emphasis": ("## **组织**_建设_ 和*帮扶*\n", [("组织建设 和帮扶", "组织建设-和帮扶")]),
    "underscores within a word": ("## a_b_c `d_e` _f_\n", [("a_b_c d_e f", "a_b_c-d_e-f")]),
    "a link": ("## 见[通知](https://a.cn/b_(c)_d)\n", [("见通知", "见通知")]),
    "an address": ("## <https://a.cn/>\n", [("https://a.cn/", "httpsacn")]),
    "a picture": ("## 活动![图](a.png)照片\n", [("活动照片", "活动照片")]),
    "an entity": ("## 甲&amp;乙 `&amp;`\n", [("甲&乙 &amp;", "甲乙-amp")]),
    "punctuation alone": ("## ！\n\n## ？\n", [("！", "_1"), ("？", "_2")]),
    "nothing at all counts": ("##\n\n## ！\n", [("！", "_2")]),
    "underlined": ("组织\n===\n\n帮扶\n---\n", [("组织", "组织"), ("帮扶", "帮扶")]),
    "no paragraph before an underline": ("正文。\n组织\n---\n", []),
    "underlined after marked": ("# 组织\n帮扶\n---\n", [("组织", "组织"), ("帮扶", "帮扶")]),
    "a rule": ("正文。\n\n---\n\n***\n", []),
    "within a paragraph": ("正文。\n## 组织\n正文。\n", [("组织", "组织")]),
    "in code": ("```\n## 组织\n```\n\n    ## 帮扶\n\n~~~\n帮扶\n---\n~~~\n\n`## 文体`\n", []),
    "after code": ("```\n## 组织\n```\n## 组织\n", [("组织", "组织")]),
    "in a quotation": ("> ## 组织\n\n## 组织\n", [("组织", "组织"), ("组织", "组织_1")]),
    "in a list": ("- ## 组织\n\n## 组织\n", [("组织", "组织"), ("组织", "组织_1")]),
    "seven marks": ("####### 组织\n", [("# 组织", "组织")]),
    "escaped": ("\\## 组织\n", []),
    "ours": ("## gh-figures\n\n## gh-text\n", [("gh-figures", "h-gh-figures"), ("gh-text", "h-gh-text")]),
    "the theme's": ("## __config\n\n## _a\n", [("__config", "h-__config"), ("_a", "_a")]),
    "a number": ("## 1. 组织建设\n", [("1. 组织建设", "1-组织建设")]),
    "capitals": ("## ABC 班\n", [("ABC 班", "abc-班")]),
    "spaces": ("## 组织　 建设\n", [("组织 建设", "组织-建设")]),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_have_the_anchors_of_the_page(name):
    body, expected = HEADINGS[name]
    assert made(body) == expected
    assert on_page(summary_of(body)) == expected


WORDS = st.sampled_from(
    [
        "组织", "建设", "一、", "1.", "（二）", "a_b", "、_c_、", "、__d__、", "甲**帮扶**乙", "甲*文体*乙", "`代_码`", "`#x`", "甲``a`b``乙",
        "[通知](b.md)", "[x_y](https://a.cn/x_y_(z))", "![图](a.png)", "&amp;", "&lt;", "\\*", "\\_", "\\#", "#", "！", "？",
        " ", "　", "-", "--", "gh-text", "gh-", "ABC", "é", "“引”", "<https://a.cn/>", "~~删~~", ":", "|", "2023年",
    ]
)  # fmt: skip
LINE = st.lists(WORDS, max_size=5).map("".join)
BLOCK = st.one_of(
    st.tuples(st.integers(1, 6), LINE, st.sampled_from(["", " #", " ##"])).map(
        lambda t: f"{'#' * t[0]} {t[1]}{t[2]}"
    ),
    LINE.map(lambda words: f"组{words}\n====="),
    LINE.map(lambda words: f"织{words}\n-"),
    LINE.map(lambda words: f"> ## {words}"),
    LINE.map(lambda words: f"正文{words}。"),
    LINE.map(lambda words: f"正文。\n## {words}\n正文。"),
    LINE.map(lambda words: f"```\n## {words}\n```"),
    LINE.map(lambda words: f"    ## {words}"),
    st.just("---"),
    st.just("| 一 | 二 |\n|---|---|\n| 三 | 四 |"),
)


@given(st.lists(BLOCK, max_size=8).map("\n\n".join))
def test_anchors_are_those_of_the_page(body):
    summary = summary_of(f"正文。\n\n{body}\n")
    found, real = made(summary.body), on_page(summary)
    assert [anchor for _, anchor in found] == [anchor for _, anchor in real]
    # stars that cross each other are anybody's guess, and no part of an anchor
    assert [t.replace("*", "") for t, _ in found] == [t.replace("*", "") for t, _ in real]


# What a section says


def opening(body: str) -> str:
    return sections(summary_of(body))[0].opening


def test_the_opening_is_running_text_of_a_hundred_characters():
    assert opening("## 组织\n\n新建**基层**工会[6家](a.md)。\n") == "新建基层工会6家。"
    assert opening("## 组织\n\n一\n二\n\n- 三\n\n> 四\n") == "一二三四"
    assert opening(f"## 组织\n\n{'工' * 100}\n") == "工" * 100
    assert opening(f"## 组织\n\n{'工' * 101}\n") == f"{'工' * 99}…"
    assert opening("## 组织\n") == ""
    assert opening("## 组织\n\n| 一 |\n|---|\n\n![图](a.png)\n\n```\n码\n```\n\n话。\n") == "话。"


def test_the_opening_goes_over_headings_within_and_ends_before_the_next():
    body = "## 组织\n\n一。\n\n### 建会\n\n二。\n\n小会\n---\n\n三。\n"
    assert [s.opening for s in sections(summary_of(body))] == ["一。二。", "二。", "三。"]
    assert opening("## 组织\n\n一。\n\n###建会\n\n二。\n\n# 帮扶\n\n三。\n") == "一。二。"


def test_lines_with_a_macro_are_left_out():
    body = '## 组织\n\n会员{{ latest("芙蓉镇总工会", "会员人数") }}人。\n\n后面的话。\n'
    assert opening(body) == "后面的话。"


def test_levels_are_those_of_the_marks():
    body = "# 一\n\n二\n--\n\n### 三\n\n###### 六\n"
    assert [s.level for s in sections(summary_of(body))] == [1, 2, 3, 6]


@pytest.mark.parametrize(
    ("levels", "wanted", "kept"),
    [
        ([2, 3, 3, 2], [1, 1, 0, 1], [0, 3]),
        ([2, 3, 4, 3], [0, 1, 1, 1], [1, 3]),
        ([3, 2, 3], [1, 1, 1], [0, 1]),
        ([2, 4, 3, 2, 3], [1, 0, 1, 0, 1], [0, 4]),
        ([2, 3], [0, 0], []),
    ],
)
def test_of_sections_within_each_other_the_outermost_is_kept(levels, wanted, kept):
    found = [Section(level, str(n), str(n), "") for n, level in enumerate(levels)]
    assert [int(found[n].title) for n in outermost(found, map(bool, wanted))] == kept


@pytest.mark.parametrize(
    "unit", ["#", "> ", "- ", "`", "*", "_", "[", "![", "\\", "a_", "#`", "\ue000", "&", "<a "]
)
def test_a_hostile_heading_costs_little(unit):
    import time

    long = unit * (900 // len(unit))  # what a block may hold
    for body in (f"## {long}\n", f"{long}\n\n" * 6, f"{unit * 20}\n\n" * 40):
        summary = summary_of("正文。\n" + body)
        start = time.process_time()
        sections(summary)
        assert time.process_time() - start < 1, body[:40]
