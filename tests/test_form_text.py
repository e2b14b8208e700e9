"""The text of the form: what plain lines become, what is mended and taken out, numbers of persons found;
functions of the scripts, called in a real Chromium for which nothing is built."""

from __future__ import annotations

import time

import pytest

from tests.cases import cases
from tests.numbers import filled
from tests.test_figure_in_browser import in_browser

__all__ = ["in_browser"]  # a fixture


def called(page, module: str, function: str, *calls: list[object]) -> list[object]:
    """What a function of a script answers, call by call."""
    return page.evaluate(
        """async ([module, name, calls]) => {
            const found = await import(`/gonghui/${module}.js`)
            return calls.map(given => found[name](...given))
        }""",
        [module, function, list(calls)],
    )


LONG = "上半年，我们紧紧围绕中心工作，深入企业车间和村社区，走访职工家庭三十户"
MADE = "## 一、组织建设\n\n新建6家。\n\n### （一）建会\n\n走访3家。"
PLAIN = {
    "no blank lines": ("一、组织建设\n新建6家。\n（一）建会\n走访3家。", MADE),
    "one blank line": ("一、组织建设\n新建6家。\n\n（一）建会\n走访3家。", MADE),
    "a blank line everywhere": ("一、组织建设\n\n新建6家。\n\n（一）建会\n\n走访3家。\n", MADE),
    "full-width indents": ("　　一、组织建设\r\n　　新建6家。\r\n　　（一）建会\r\n　　走访3家。", MADE),
    "every line a paragraph": ("新建6家。\n走访3家。\n换届2家。", "新建6家。\n\n走访3家。\n\n换届2家。"),
    "cut by the window": (f"{LONG}，\n送去慰问金。\n\n换届2家。", f"{LONG}，送去慰问金。\n\n换届2家。"),
    "cut without a sign": (f"{LONG}\n送去慰问金。", f"{LONG}送去慰问金。"),
    "items of a sentence": ("（一）新建6家。\n（二）走访3户。", "（一）新建6家。\n\n（二）走访3户。"),
    "a list of short items": ("（一）建会\n（二）换届\n（三）", "（一）建会\n\n（二）换届\n\n（三）"),
    "a sentence as heading": ("一、组建工作扎实推进。\n新建6家。", "## 一、组建工作扎实推进\n\n新建6家。"),
    "a sentence with a figure": ("一、新建基层工会6家。\n换届2家。", "一、新建基层工会6家。\n\n换届2家。"),
    "items of one sentence each": ("一、建会\n1.甲事\n2.乙事\n完。", "## 一、建会\n\n1.甲事\n\n2.乙事\n\n完。"),
    "a heading with a digit": ("（一）建会\n1.女职工\n开展活动。\n2.走访3户人家\n走访。", "### （一）建会\n\n#### 1.女职工\n\n开展活动。\n\n2.走访3户人家\n\n走访。"),
    "cut below an indent": (
        "    甲学校工会2024-2025学年第一学期工作总结\n本学期，在学校党支部的领导下，\n    本学期，在学校党支部的领导下，工会做了以下\n工作：\n          甲学校工会\n2025年1月15日",
        "甲学校工会2024-2025学年第一学期工作总结\n\n本学期，在学校党支部的领导下，\n\n本学期，在学校党支部的领导下，工会做了以下工作：\n\n甲学校工会\n\n2025年1月15日",
    ),
    "heading with a colon": ("一、组织建设：\n新建6家。", "## 一、组织建设\n\n新建6家。"),
    "第一部分": ("第一部分 工作情况\n新建6家。", "## 第一部分 工作情况\n\n新建6家。"),
    "a list and a table": ("- 甲\n- 乙\n| 项 | 数 |\n| --- | --- |\n完。", "- 甲\n- 乙\n\n| 项 | 数 |\n| --- | --- |\n\n完。"),
    "Markdown already": ("## 一、甲\n乙。\n丙。", "## 一、甲\n乙。\n丙。"),
    "one line": ("一句话", "一句话"),
}  # fmt: skip


@pytest.mark.browser
def test_lines_of_plain_text_become_headings_and_paragraphs_whatever_the_blank_lines(in_browser):
    found = called(in_browser, "form-plain", "fromPlain", *([text] for text, _ in PLAIN.values()))
    expected = [made for _, made in PLAIN.values()]
    assert dict(zip(PLAIN, found, strict=True)) == dict(zip(PLAIN, expected, strict=True))
    again = called(in_browser, "form-plain", "fromPlain", *([text] for text in expected))
    assert again == expected  # nothing is done twice


WORD = {
    "<p><b>一、建会</b></p><p>好。</p><h2>二、帮扶</h2><h3>1.女职工</h3><p>好。</p><h2>（一）走访</h2><p>好。</p>":
        ["## 一、建会", "## 二、帮扶", "### 1.女职工", "### （一）走访"],
    "<h1>甲镇总工会2025年工作总结</h1><h1>回顾</h1><h2>一、建会</h2><p>好。</p><p class=MsoHeading3>（一）换届</p><p>好。</p><h1>打算</h1>":
        ["## 甲镇总工会2025年工作总结", "## 回顾", "### 一、建会", "#### （一）换届", "## 打算"],
    "<h3>前言</h3><h3>一、建会</h3><p>1.女职工</p><p>开展活动。</p><p>1.甲事</p><p>2.乙事</p><p>完。</p>":
        ["## 前言", "## 一、建会", "### 1.女职工"],
}  # fmt: skip


@pytest.mark.browser
def test_headings_of_word_stand_as_in_official_documents_whatever_their_style(in_browser):
    found = called(in_browser, "form-word", "fromHtml", *([html] for html in WORD))
    heads = [[line for line in text.split("\n") if line.startswith("#")] for text in found]
    assert heads == list(WORD.values())


@pytest.mark.browser
def test_marks_become_full_width_ones_and_none_is_lost(in_browser):
    texts = {
        "{{ 7*7 }}": "｛｛ 7*7 ｝｝",
        "{% raw %}": "｛% raw %｝",
        "{# a #}": "｛# a #｝",
        "{{{ a": "｛｛{ a",
        "<b>5</b>": "＜b＞5＜/b＞",
        "{{ compare(1) }}和{{ a }}": "{{ compare(1) }}和｛｛ a ｝｝",
        "3 < 5，{甲}": "3 < 5，{甲}",
    }
    found = called(in_browser, "form-text", "mended", *([text] for text in texts))
    assert dict(zip(texts, found, strict=True)) == texts
    assert not any(called(in_browser, "form-text", "troubles", *([text] for text in found)))


@pytest.mark.browser
def test_the_title_is_told_from_the_first_line_of_a_text(in_browser):
    own, names = "芙蓉镇总工会2025年上半年工会工作总结", ["芙蓉乡总工会", "芙蓉镇总工会"]
    rest = "上半年新建6家。"
    for text, title in [
        (f"{own}\n\n{rest}", own),
        (f"# **2025年上半年工作总结**\n{rest}", "2025年上半年工作总结"),
        (f"芙蓉镇总工会\n2025年上半年工作总结\n\n{rest}", "芙蓉镇总工会2025年上半年工作总结"),
        (rest, None),
        (f"## 一、全年工作总结\n\n{rest}", None),
        (f"现将上半年工作总结如下：\n{rest}", None),
        ("", None),
    ]:
        (found,) = called(in_browser, "form-plain", "titleIn", [text, own, names])
        assert found == (title and {"title": title, "rest": rest}), text


@pytest.mark.browser
def test_a_heading_as_large_as_the_pages_own_is_told(in_browser):
    known = {"class": "summary", "title": "", "status": "起草", "issued": ""}
    for text, said in [
        ("新建6家。\n\n# 帮扶\n", "正文第3行是“# ……”，与网页的题目一样大。题目请删去，小标题请写“## ……”。"),
        ("## 帮扶\n\n新建6家。", None),
    ]:  # fmt: skip
        now = {"draft": known | {"text": text}, "rows": [], "local": []}
        (found,) = called(in_browser, "form-doubts", "doubtsOf", [now])
        assert found == ([[said, "gh-text"]] if said else [])


KINDS = """texts => import('/gonghui/privacy.js').then(({numbersIn}) => texts.map(text => numbersIn(text).map(one => one.kind)))"""


@pytest.mark.browser
def test_the_browser_finds_numbers_of_persons_as_the_check_up_does(in_browser):
    texts = [filled(case["text"]) for case in cases("privacy")]
    expected = [case.get("found", []) for case in cases("privacy")]
    found = in_browser.evaluate(KINDS, texts)
    unlike_ones = [row for row in zip(texts, expected, found, strict=True) if row[1] != row[2]]
    assert unlike_ones == []
    begun = time.monotonic()
    in_browser.evaluate(KINDS, ["1 " * 50000, "1380000" * 9000, f"{texts[5]} " * 3000])
    assert time.monotonic() - begun < 5
