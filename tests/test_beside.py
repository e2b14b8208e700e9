"""Two summaries of a unit side by side: which two, what the page loads, and the page in a real Chromium."""

from __future__ import annotations

import json
import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from gonghui import address
from gonghui.beside import beside_files
from gonghui.change import Outcome
from gonghui.compare import compare_with
from gonghui.corpus import Corpus, read_corpus
from gonghui.pairing import comparable, counterpart, in_order, invitation, key_of, series_of
from gonghui.problem import Problems
from gonghui.summary.reader import read_summary
from gonghui.views.figures import by_category
from gonghui.wording import clause, footnote
from tests.browsing import NARROW, OVERFLOWING, SHIFT, WIDE, violations, visit
from tests.conftest import ROOT
from tests.test_site import Site

PAIR = "beside/?unit=furong-town&left=2007-H1&right=2008-H1"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(ROOT, Problems())


@pytest.fixture(scope="module")
def site(built_site) -> Site:
    return Site(built_site)


def at(corpus: Corpus, where: str):
    return next(s for s in corpus.all if s.address == where)


def corpus_of(pages: list[dict[str, object]]) -> Corpus:
    """A corpus of one unit out of front matters in short form, over the project's own registry."""
    known, problems = read_corpus(ROOT, Problems()).registry, Problems()
    made = Corpus(ROOT, known)
    for number, page in enumerate(pages):
        head = {"unit": "芙蓉镇总工会", "unit_type": "镇总工会"} | page
        text = f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n"
        summary = read_summary(text, f"docs/summaries/{number}.md", known, problems)
        assert summary is not None
        made.summaries.append(summary)
    assert not [p for p in problems if p.severity == "error"], problems
    return made


# Which two


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("summaries/2008-H1/furong-town/", "2008-H1"),
        ("summaries/2025/qinghe-county/plan/", "2025.plan"),
        ("summaries/2023-01--2023-09/transport-group/", "2023-01--2023-09"),
        ("summaries/20XX/water-bureau/", "20XX"),
    ],
)
def test_a_summary_has_a_key_that_stands_in_an_address_as_it_is(corpus, where, key):
    summary = at(corpus, where)
    assert key_of(summary) == key
    asked = urlsplit(address.of_beside(summary.unit.id, key, key))
    assert parse_qs(asked.query) == {"unit": [summary.unit.id], "left": [key], "right": [key]}
    assert re.fullmatch(r"[\w=&.-]+", asked.query, re.A)


def test_keys_of_a_unit_are_its_own(corpus):
    keys = Counter((s.unit.id, key_of(s)) for s in corpus.all)
    assert [key for key, count in keys.items() if count > 1] == []


INVITATIONS = {
    "summaries/2008-H1/furong-town/": ("2007-H1", "与上年同期对照"),
    "summaries/2023/liuwan-town/": ("2022", "与上年对照"),
    "summaries/2023/dongan-machinery/": ("2021", "与2021年对照"),
    "summaries/2023-H1/expressway-center/": ("2022-H1", "与上年同期对照"),
    "summaries/2023-H2/expressway-center/": ("2023-H1", "与2023年上半年对照"),
    "summaries/2021-2022-T2/chenguang-school/": (
        "2021-2022-T1",
        "与2021-2022学年第一学期对照",
    ),
    "summaries/2022-2023-T1/chenguang-school/": ("2021-2022-T1", "与上学年同期对照"),
    "summaries/2024-01--2024-09/transport-group/": ("2023-01--2023-09", "与上年同期对照"),
    "summaries/2024-H2/liuwan-town/": None,  # its other half-years are nowhere
    "summaries/2006-H1/furong-town/": None,  # the first
    "summaries/2008/furong-town/": None,  # the only year among half-years
    "summaries/20XX/water-bureau/": None,
    "summaries/2025/qinghe-county/plan/": None,  # the only plan
}


@pytest.mark.parametrize("where", INVITATIONS)
def test_a_summary_is_first_read_beside(corpus, where):
    summary = at(corpus, where)
    other = counterpart(corpus, summary)
    found = (key_of(other), invitation(summary, other)) if other else None
    assert found == INVITATIONS[where]


def test_a_campaign_is_read_beside_that_of_the_year_before(corpus):
    campaigns = [s for s in corpus.by_unit["qinghe-county"] if s.campaign]
    assert [counterpart(corpus, s) for s in campaigns] == [None, *campaigns[:-1]]
    assert invitation(campaigns[-1], campaigns[-2]) == "与上年同一活动对照"
    assert invitation(campaigns[-1], campaigns[0]) == f"与{campaigns[0].period.name}对照"


def test_what_is_of_one_kind_compares_and_nothing_else(corpus):
    for found in corpus.by_unit.values():
        for now in found:
            assert not comparable(now, now)
            for then in found:
                alike = bool(series_of(now)) and series_of(now) == series_of(then)
                earlier = then.period.sort_key < now.period.sort_key
                assert comparable(now, then) == (alike and earlier)
                assert not (comparable(now, then) and comparable(then, now))


def test_two_campaigns_that_end_on_one_day_do_not_compare():
    pages = [
        {"period": f"2023年{start}至5月15日", "class": "专题", "campaign": "工会宣传月",
         "metrics": {"走访慰问": "3人次"}}
        for start in ("4月15日", "5月1日")
    ]  # fmt: skip
    made = corpus_of(pages)
    one, two = in_order(made.summaries)
    assert one.period.last == two.period.last
    assert not comparable(two, one)
    assert b'"changes":{}' in next(iter(beside_files(made, made.summaries).values()))


# What the page loads


def unpacked(content: bytes) -> dict[tuple[int, int, int], tuple[str, str]]:
    """What a unit's file says, as the script reads it: by later and earlier summary and row, the whole
    clause and the change alone."""
    unit = json.loads(content)
    said = {}
    for pair, packed in unit["changes"].items():
        later, earlier = map(int, pair.split("-"))
        for row, entry in enumerate(packed.split("|")):
            if not entry:
                continue
            index, *numbers = entry.split(" ")
            parts = ["", ""]
            for piece in unit["words"][int(index)]:
                if piece == 2:
                    parts.reverse()
                    continue
                base = unit["summaries"][earlier][1]
                text = base if piece == 0 else numbers.pop(0) if piece == 1 else piece
                parts[0] += text
            assert numbers == []
            said[later, earlier, row] = (parts[1] + parts[0], parts[0])
    return said


def expected(corpus: Corpus, unit: str) -> dict[tuple[int, int, int], str]:
    """The same, straight from the comparisons."""
    summaries = in_order(corpus.by_unit[unit])
    said = {}
    for later, now in enumerate(summaries):
        rows = [o for group in by_category(now).values() for o in group]
        for earlier, then in enumerate(summaries):
            if not comparable(now, then):
                continue
            for row, observation in enumerate(rows):
                if observation.period != now.period or observation.foreign:
                    continue
                found = compare_with(corpus, observation, then.period)
                if found.outcome is Outcome.NO_VALUE:
                    continue
                if found.outcome is Outcome.NO_BASE and found.base is None:
                    continue
                settings = corpus.registry.settings
                note = footnote(found) if found.computed else ""
                said[later, earlier, row] = clause(found, settings) + note
    return said


def test_the_files_say_what_the_comparisons_say(corpus):
    files = beside_files(corpus, corpus.summaries)
    assert set(files) == {address.of_beside_data(unit) for unit in corpus.by_unit}
    count = 0
    for unit in corpus.by_unit:
        said = unpacked(files[address.of_beside_data(unit)])
        assert {place: whole for place, (whole, _) in said.items()} == expected(corpus, unit)
        assert all(change and whole.endswith(change) for whole, change in said.values())
        count += len(said)
    assert count > 300


@pytest.mark.parametrize(
    ("metric", "base", "now", "whole", "change"),
    [
        ("基层工会组织数", "94个", "149个", "比2019年增加55个，增长58.51%", "增加55个，增长58.51%"),
        ("基层工会组织数", "94个", "94个", "与2019年持平", "持平"),
        ("法律援助案件", "0件", "2件", "2019年为0，增加2件", "增加2件"),
        ("会员人数", "隐去", "94人", "2019年隐去，无可比基数", "无可比基数"),
        ("会员人数", "500余人", "550余人", "与2019年相比增减不能判定", "增减不能判定"),
        ("规范化达标率", "11/14", "13/15", "比2019年提高8.10个百分点", "提高8.10个百分点"),
    ],
)
def test_a_change_is_told_with_its_base_and_without(metric, base, now, whole, change):
    pages = [{"period": f"{y}年", "metrics": {metric: f}} for y, f in ((2019, base), (2023, now))]
    made = corpus_of(pages)
    (content,) = beside_files(made, made.summaries).values()
    assert unpacked(content) == {(1, 0, 0): (whole, change)}


def test_nothing_is_said_where_a_figure_is_missing():
    made = corpus_of(
        [
            {"period": "2019年", "metrics": {"会员人数": "90人"}},
            {"period": "2023年", "metrics": {"会员人数": "未报", "文体活动": "3场次"}},
        ]
    )
    (content,) = beside_files(made, made.summaries).values()
    assert json.loads(content)["changes"] == {}


def test_ten_years_of_twenty_figures_take_less_than_forty_kilobytes(corpus):
    """Years and half-years: 90 pairs of 20 figures each."""
    registry = corpus.registry
    stocks = [m for m in registry.metrics.values() if not m.is_ratio][:20]
    assert len(stocks) == 20
    pages = [
        {"period": f"{year}年{half}",
         "metrics": {m.name: 1000 + (year * 7919 + n * 104729) % 9000 for n, m in enumerate(stocks)}}
        for year in range(2014, 2024) for half in ("", "上半年")
    ]  # fmt: skip
    made = corpus_of(pages)
    (content,) = beside_files(made, made.summaries).values()
    assert len(unpacked(content)) == 90 * 20
    assert len(content) < 40_000


def test_drafts_are_read_beside_others_in_a_preview_alone(corpus):
    draft = at(corpus, "summaries/2024-H2/liuwan-town/")
    name = address.of_beside_data(draft.unit.id)
    public = json.loads(beside_files(corpus, corpus.summaries)[name])
    preview = json.loads(beside_files(corpus, corpus.all)[name])
    assert [s[0] for s in public["summaries"] if len(s) > 5] == []
    assert [s for s in preview["summaries"] if len(s) > 5] == [
        next(s for s in preview["summaries"] if s[0] == "2024-H2")
    ]


# The way there


def test_every_summary_with_an_earlier_one_leads_there_and_no_other_does(corpus, site):
    for summary in corpus.summaries:
        other = counterpart(corpus, summary)
        found = list(site.pages[summary.address].all(class_="gh-beside"))
        if other is None:
            assert found == []
            continue
        (link,) = (a for p in found for a in p.all("a"))
        assert link.text() == invitation(summary, other)
        href = link.attributes["href"]
        asked = parse_qs(urlsplit(href).query)
        assert asked == {
            "unit": [summary.unit.id], "left": [key_of(other)], "right": [key_of(summary)],
        }  # fmt: skip
        assert site.target(summary.address, href) == ("beside/", "")
        assert len(href) < 150


def test_a_unit_with_two_summaries_leads_there(corpus, site):
    for unit in corpus.registry.units.values():
        found = list(site.pages[address.of_unit(unit.id)].all(class_="gh-beside"))
        many = len(corpus.by_unit.get(unit.id, [])) > 1
        assert [p.text() for p in found] == ["对照阅读：任选两篇，并排着看。"] * many
        links = [p.one("a").attributes["href"] for p in found]
        assert links == [f"../../beside/?unit={unit.id}"] * many


def test_pages_do_not_multiply_with_pairs(site):
    assert [a for a in site.pages if a.startswith("beside")] == ["beside/"]


# The page

browser_test = pytest.mark.browser
ROWS = """() => [...document.querySelectorAll('.gh-columns > .gh-row:not(.gh-heads)')].map(row =>
    [...row.children].map(cell => {
        const heading = cell.querySelector(':is(h3, h4, h5, h6)');
        return heading ? heading.textContent : cell.textContent;
    }))"""
FIGURES = """() => [...document.querySelectorAll('#gh-shown .gh-grid tr')].map(row =>
    [...row.cells].map(cell => cell.textContent))"""


def told(page, words: str) -> None:
    page.wait_for_function(
        "words => document.getElementById('gh-told').textContent == words", arg=words
    )


FURONG = "2007年上半年5段，2008年上半年9段，对上4段，新增5段，去掉1段。"


@browser_test
def test_two_texts_stand_side_by_side(browser, site_url):
    with visit(browser, site_url + PAIR) as page:
        told(page, FURONG)
        assert page.title() == "芙蓉镇总工会2007年上半年和2008年上半年对照阅读 - 工会工作总结"
        one, two = "2007年上半年", "2008年上半年"
        assert page.evaluate(ROWS) == [
            [f"{one}开头", f"{two}开头"],
            [f"{one}{one}没有对得上的一段。", f"{two}一、抓组建、抓规范，夯实基层基础"],
            [f"{one}一、建起来", f"{two}（一）工会组建"],
            [f"{one}二、转起来", f"{two}{two}没有对得上的一段。"],
            [f"{one}{one}没有对得上的一段。", f"{two}（二）规范化建设"],
            [f"{one}{one}没有对得上的一段。", f"{two}二、抓宣传，办好工会宣传月"],
            [f"{one}{one}没有对得上的一段。", f"{two}三、抓协商，推动职工工资增长"],
            [f"{one}四、帮起来", f"{two}四、抓服务，把温暖送到职工心坎上"],
            [f"{one}三、活起来", f"{two}五、抓活动，丰富职工文化生活"],
            [f"{one}{one}没有对得上的一段。", f"{two}六、主要体会和不足"],
        ]
        assert page.locator(".gh-new").all_inner_texts() == [
            "2008年上半年新增", "2008年上半年不再有", *["2008年上半年新增"] * 4,
        ]  # fmt: skip
        levels = page.evaluate("""() => [...document.querySelectorAll('.gh-columns :is(h3, h4)')]
            .filter(h => /（[一二]）/.test(h.textContent)).map(h => h.tagName)""")
        assert levels == ["H4", "H4"]
        heads = page.locator(".gh-heads a")
        assert heads.all_inner_texts() == [
            "芙蓉乡总工会2007年上半年工会工作总结", "芙蓉乡总工会2008年上半年工会工作总结",
        ]  # fmt: skip
        assert [a.get_attribute("href") for a in heads.all()] == [
            f"{site_url}summaries/2007-H1/furong-town/", f"{site_url}summaries/2008-H1/furong-town/",
        ]  # fmt: skip
        boxes = [cell.bounding_box() for cell in page.locator(".gh-heads .gh-side").all()]
        assert boxes[0]["y"] == boxes[1]["y"]
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        assert page.trouble == []


@browser_test
def test_the_figures_of_both_stand_above_with_their_change(browser, site_url):
    with visit(browser, site_url + PAIR) as page:
        told(page, FURONG)
        rows = page.evaluate(FIGURES)
        assert rows[0] == ["指标", "2007年上半年", "2008年上半年", "增减"]
        found = {row[0]: row[1:] for row in rows[1:]}
        assert found["新建基层工会（个）"] == ["4", "6", "增加2个，增长50.00%"]
        assert found["规范化达标率（%）"] == [
            "61.54（8/13）",
            "78.57（11/14）",
            "提高17.03个百分点",
        ]
        assert found["劳动和技能竞赛（场次）"] == ["1", "1", "持平"]
        assert found["文体活动参与（人次）"] == [
            "400多", "500多", "增加不超过200人次，增长不超过50%",
        ]  # fmt: skip
        assert found["职工参与率（%）"] == ["", "85以上", "—"]
        assert found["会员人数（人）"] == ["530余", "", "—"]
        assert found["走访慰问（名）"] == ["", "20", "—"]
        assert page.locator("#gh-shown .gh-notes").inner_text() == (
            "增减是2008年上半年比2007年上半年的。“—”是两篇中有一篇没有这个数。"
        )
        # a figure leads to its sentence in the text below, and stays on this page
        page.locator("td.gh-num a", has_text="25").click()
        said = page.locator(":target")
        assert said.inner_text().startswith("走访慰问特困职工25户")
        assert page.url.startswith(site_url + PAIR + "#right-gh-s")
        told(page, FURONG)


@browser_test
def test_changed_figures_are_marked_in_the_text_of_the_later_one(browser, site_url):
    with visit(browser, site_url + PAIR) as page:
        told(page, FURONG)
        marked = page.locator(".gh-changed").all_inner_texts()
        assert marked == [
            "上半年新建基层工会6家，其中企业工会4家、村级工会2家，完成全年组建任务的80%以上。",
            "走访慰问特困职工25户，走访离退休职工20名，送去慰问品和节日问候，并把反映的困难登记造册，能办的随即办理，一时办不了的说明原因。",
            "上半年组织劳动知识竞赛一次，开展球类、棋类、歌咏等文体活动8场次，参加职工500多名，职工参与面在85%以上。",
        ]
        assert page.locator(".gh-changes li").all_inner_texts() == [
            "新建基层工会：比2007年上半年增加2个，增长50.00%",
            "走访困难职工家庭：比2007年上半年增加3户，增长13.64%",
            "劳动和技能竞赛：与2007年上半年持平",
            "文体活动：比2007年上半年增加2场次，增长33.33%",
        ]


@browser_test
def test_the_later_one_is_marked_on_whichever_side_it_stands(browser, site_url):
    with visit(browser, site_url + "beside/?unit=furong-town&left=2008-H1&right=2007-H1") as page:
        told(page, "2008年上半年9段，2007年上半年5段，对上4段，新增5段，去掉1段。")
        assert page.evaluate(FIGURES)[1] == ["新建基层工会（个）", "6", "4", "增加2个，增长50.00%"]
        sides = page.evaluate("""() => [...document.querySelectorAll('.gh-changes')].map(list =>
            [...list.closest('.gh-row').children].indexOf(list.closest('.gh-side')))""")
        assert set(sides) == {0}
        # the same four pairs
        rows = [row for row in page.evaluate(ROWS) if not any("没有对得上的一段" in c for c in row)]
        assert [row[0].removeprefix("2008年上半年") for row in rows] == [
            "开头", "（一）工会组建", "四、抓服务，把温暖送到职工心坎上", "五、抓活动，丰富职工文化生活",
        ]  # fmt: skip


@browser_test
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("left=2008-H1&right=2008", "两篇的期间不是同一种（2008年上半年和2008年），数字不作比较。"),
        ("left=2008&right=2009-H1", "两篇的期间不是同一种（2008年和2009年上半年），数字不作比较。"),
    ],
)
def test_figures_of_different_kinds_of_period_are_not_compared(browser, site_url, asked, words):
    with visit(browser, site_url + "beside/?unit=furong-town&" + asked) as page:
        page.wait_for_selector(".gh-columns")
        assert page.locator("#gh-shown > .gh-without").first.inner_text() == words
        assert page.locator("#gh-shown .gh-grid, .gh-changes, .gh-changed").count() == 0


@browser_test
def test_plans_and_campaigns_are_not_compared_with_years(browser, site_url):
    for left, words in (
        ("2025.plan", "这样的总结不参加比较，两篇的数字不作比较。"),
        ("2023-04-15--2023-05-15.special-publicity-month", "两篇的类别不同，数字不作比较。"),
    ):
        with visit(browser, f"{site_url}beside/?unit=qinghe-county&left={left}&right=2024") as page:
            page.wait_for_selector(".gh-columns")
            assert page.locator("#gh-shown > .gh-without").first.inner_text() == words


@browser_test
def test_a_merger_is_told_with_the_change(browser, site_url):
    with visit(browser, site_url + "beside/?unit=liuwan-town&left=2021&right=2022") as page:
        page.wait_for_selector(".gh-columns")
        (note,) = [
            t for t in page.locator(".gh-changes li").all_inner_texts() if "基层工会组织数" in t
        ]
        assert note == (
            "基层工会组织数：比2021年减少1个，下降1.75%（单位合并，2021年57个为柳湾镇总工会35个、河沿镇总工会22个合计）"
        )


@browser_test
def test_what_was_copied_is_told(browser, site_url):
    """A sentence taken over word for word, and one in which only the number is new."""

    def copied(route):
        html = route.fetch().text()
        whole = "活动多在村小学操场举行，条件简陋但热闹。"
        changed = "上半年新建基层工会3家，其中企业1家、村社区2家。"
        html = html.replace("进度总体好于去年。", f"进度总体好于去年。{whole}")
        html = html.replace("新建基层工会4家，企业和村社区各两家，", changed.replace("3家", "5家"))
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    context = browser.new_context(viewport=WIDE)
    try:
        page = context.new_page()
        page.route("**/summaries/2007-H1/furong-town/", copied)
        page.goto(site_url + "beside/?unit=furong-town&left=2006-H1&right=2007-H1")
        page.wait_for_selector(".gh-columns")
        ends = "1句一字不差，1句只改了数字。"
        assert page.inner_text("#gh-told").endswith(ends)
        assert page.locator(".gh-side:nth-child(2) .gh-same").all_inner_texts() == [
            "活动多在村小学操场举行，条件简陋但热闹。"
        ]
        pieces = page.locator(".gh-side:nth-child(2) .gh-figures").all_inner_texts()
        assert "".join(pieces) == "上半年新建基层工会5家，其中企业1家、村社区2家。"
        assert page.locator(".gh-side:nth-child(2) .gh-tag").all_inner_texts() == [
            "相同",
            "只改数字",
        ]
        assert page.locator(".gh-side:nth-child(1) .gh-tag").count() == 2
        assert "标“相同”的句子，两篇一字不差；标“只改数字”的，除了数字都相同。" in page.inner_text(
            "#gh-shown"
        )
    finally:
        context.close()


@browser_test
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "请先写单位名称，选定单位。"),
        (
            "?unit=nobody",
            "没有代号是“nobody”的单位，或者它还没有总结。请在上面写名称，重新选单位。",
        ),
        (
            "?unit=../../x",
            "没有代号是“../../x”的单位，或者它还没有总结。请在上面写名称，重新选单位。",
        ),
        (
            "?unit=<b>x</b>",
            "没有代号是“<b>x</b>”的单位，或者它还没有总结。请在上面写名称，重新选单位。",
        ),
        (
            "?unit=furong-town&left=1999&right=2008-H1",
            "芙蓉镇总工会没有“1999”这一篇。请在上面选一篇。",
        ),
        ("?unit=furong-town&right=2008-H1", "请在上面选两篇。"),
        ("?unit=furong-town&left=2008&right=2008", "两边选了同一篇，请换一篇。"),
        ("?unit=water-bureau-women", "青禾县水务局工会女职工委员会只有一篇总结，没有可以对照的。"),
    ],
)
def test_a_wrong_address_is_told_plainly(browser, site_url, asked, words):
    with visit(browser, site_url + "beside/" + asked) as page:
        told(page, words)
        assert page.locator("#gh-shown *").count() == 0
        assert page.title() == "对照阅读 - 工会工作总结"
        assert [t for t in page.trouble if "404" not in t] == []


@browser_test
def test_without_a_choice_the_last_two_that_compare_are_shown(browser, site_url):
    with visit(browser, site_url + "beside/?unit=qinghe-county") as page:
        page.wait_for_selector(".gh-columns")
        assert page.url == site_url + "beside/?unit=qinghe-county&left=2023&right=2024"


@browser_test
def test_choices_are_in_the_address_and_the_back_button_goes_through_them(browser, site_url):
    with visit(browser, site_url + PAIR) as page:
        told(page, FURONG)
        options = page.locator("#gh-left option").all_inner_texts()
        assert options[:2] == ["2010年上半年", "2009年上半年"]
        page.focus("#gh-left")
        page.select_option("#gh-left", "2006-H1")
        told(page, "2006年上半年5段，2008年上半年9段，对上4段，新增5段，去掉1段。")
        assert page.url == site_url + "beside/?unit=furong-town&left=2006-H1&right=2008-H1"
        assert page.evaluate("document.activeElement.id") == "gh-left"
        page.go_back()
        told(page, FURONG)
        assert page.input_value("#gh-left") == "2007-H1"
        page.go_forward()
        told(page, "2006年上半年5段，2008年上半年9段，对上4段，新增5段，去掉1段。")


@browser_test
@pytest.mark.parametrize(
    ("typed", "entry"),
    [("芙蓉镇", "芙蓉镇总工会"), ("芙蓉乡", "芙蓉镇总工会（曾用名芙蓉乡总工会）")],
)
def test_a_unit_is_chosen_by_keyboard(browser, site_url, typed, entry):
    with visit(browser, site_url + "beside/") as page:
        page.focus("#gh-unit")
        page.keyboard.insert_text(typed)
        page.wait_for_selector("#gh-units li")
        assert page.locator("#gh-units li").all_inner_texts() == [entry]
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".gh-columns")
        assert page.url == site_url + "beside/?unit=furong-town&left=2009-H1&right=2010-H1"
        page.wait_for_function("document.activeElement.id == 'gh-left'")
        page.go_back()
        told(page, "请先写单位名称，选定单位。")


@browser_test
def test_a_name_that_nobody_bears_is_told(browser, site_url):
    with visit(browser, site_url + "beside/") as page:
        page.fill("#gh-unit", "天宫")
        page.wait_for_selector("#gh-units p")
        assert page.inner_text("#gh-units") == "没有名称里带“天宫”的单位。"


@browser_test
def test_while_an_input_method_composes_nothing_is_looked_for(browser, site_url):
    with visit(browser, site_url + "beside/") as page:
        page.evaluate("""() => {
            const field = document.getElementById('gh-unit');
            field.value = 'fu rong';
            field.dispatchEvent(new InputEvent('input', {isComposing: true}));
        }""")
        page.wait_for_timeout(100)
        assert page.inner_text("#gh-units") == ""
        page.evaluate("""() => {
            const field = document.getElementById('gh-unit');
            field.value = '芙蓉';
            field.dispatchEvent(new CompositionEvent('compositionend'));
        }""")
        page.wait_for_selector("#gh-units li")


@browser_test
def test_a_text_that_does_not_come_is_told_and_asked_for_again(browser, site_url):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route("**/summaries/2008-H1/furong-town/", lambda route: route.abort())
        page.goto(site_url + PAIR)
        told(page, "没有读到2008年上半年的总结，请检查网络后重试。")
        page.unroute("**/summaries/2008-H1/furong-town/")
        page.get_by_role("button", name="重试").click()
        told(page, FURONG)
    finally:
        context.close()


HOSTILE = (
    '<p onclick="x()">字<script>window.ran = 1</script><img src="a.png" onerror="window.ran = 1"></p>'
    '<p><a href="#gh-figures">上</a><a href="../../2007-H1/furong-town/">外</a><a href="#h-x">内</a></p><h3 id="h-x">三</h3>'
)


@browser_test
def test_what_is_read_runs_nothing_and_its_links_lead_where_they_led(browser, site_url):
    """What the build lets through is harmless already; the page does not rely on that."""

    def page_of(route):
        html = route.fetch().text().replace('id="gh-text">', f'id="gh-text">{HOSTILE}', 1)
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    context = browser.new_context()
    try:
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.route("**/summaries/2008-H1/furong-town/", page_of)
        page.route("**/a.png", lambda route: route.abort())
        page.goto(site_url + PAIR)
        page.wait_for_selector(".gh-columns")
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran") is None
        assert (
            page.locator("#gh-shown script, #gh-shown [onclick], #gh-shown [onerror]").count() == 0
        )
        here = f"{site_url}summaries/2008-H1/furong-town/"
        assert page.locator("#gh-shown img").get_attribute("src") == f"{here}a.png"
        links = {
            a.inner_text(): a.get_attribute("href") for a in page.locator(".gh-side p > a").all()
        }
        assert links["上"] == f"{here}#gh-figures"
        assert links["外"] == f"{site_url}summaries/2007-H1/furong-town/"
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert [i for i, count in Counter(ids).items() if count > 1] == []
        assert {urlsplit(url).netloc for url in asked} == {urlsplit(site_url).netloc}
    finally:
        context.close()


def test_no_script_takes_data_for_html():
    assets = ROOT / "overrides/assets"
    for path in (*assets.glob("beside*.js"), assets / "reading.js", assets / "matching.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text
        )


@browser_test
def test_below_a_folder_it_works_as_well(browser, built_site):
    """The site at https://…/zongjie/: every address that is asked for is below that folder."""
    context = browser.new_context()
    try:
        page = context.new_page()
        asked = []

        def file_of(route):
            asked.append(route.request.url)
            name = urlsplit(route.request.url).path.removeprefix("/zongjie/")
            route.fulfill(
                path=built_site / (name + "index.html" if not name or name.endswith("/") else name)
            )

        page.route("**/*", file_of)
        page.goto("http://folder.invalid/zongjie/" + PAIR)
        told(page, FURONG)
        assert all(url.startswith("http://folder.invalid/zongjie/") for url in asked)
    finally:
        context.close()


BUSY = "beside/?unit=liuwan-town&left=2021&right=2022"


@browser_test
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_once_the_texts_have_come_nothing_has_moved_and_nothing_is_at_fault(
    browser, site_url, viewport, scheme
):
    with visit(browser, site_url + BUSY, viewport=viewport, scheme=scheme) as page:
        page.wait_for_selector(".gh-columns")
        assert page.evaluate(SHIFT) == 0
        assert violations(page) == []
        assert page.evaluate("(scrollTo(500, 0), Math.round(scrollX))") == 0
        if (
            viewport == NARROW
        ):  # where there are two columns, whose text it is is for listeners alone
            assert page.evaluate(OVERFLOWING) == []
        assert page.trouble == []


@browser_test
def test_what_is_jumped_to_is_not_hidden_by_the_head_of_the_columns(browser, site_url):
    with visit(browser, site_url + BUSY) as page:
        page.wait_for_selector(".gh-columns")
        page.locator("td.gh-num a", has_text="7余").click()
        page.wait_for_function("document.querySelector(':target') && scrollY > 500")
        head = page.locator(".gh-heads").bounding_box()
        assert page.locator(":target").bounding_box()["y"] >= head["y"] + head["height"]


@browser_test
def test_on_a_phone_one_stands_above_the_other(browser, site_url):
    with visit(browser, site_url + PAIR, viewport=NARROW) as page:
        told(page, FURONG)
        one, two = (cell.bounding_box() for cell in page.locator(".gh-heads .gh-side").all())
        assert one["y"] + one["height"] <= two["y"]
        assert page.evaluate("(scrollTo(500, 0), Math.round(scrollX))") == 0
        # which of the two a piece is of stands over it, where it stood in the column's head
        assert page.locator(".gh-row:not(.gh-heads) .gh-of").first.is_visible()


@browser_test
def test_without_scripts_the_page_says_what_to_do(browser, site_url):
    with visit(browser, site_url + PAIR, script=False) as page:
        words = page.locator("noscript p").inner_text()
        assert words == (
            "这一页要靠脚本把两篇摆在一起，浏览器没有开脚本。"
            "请到全部单位点进单位，在“历年总结”里把要看的两篇各开一个窗口，对照着看。"
        )
        page.get_by_role("link", name="全部单位").click()
        assert page.url == site_url + "units/"


@browser_test
def test_it_is_printed_on_a_sheet_laid_across_in_two_columns(browser, site_url):
    with visit(browser, site_url + PAIR) as page:
        told(page, FURONG)
        pdf = page.pdf(prefer_css_page_size=True)
        boxes = set(re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", pdf))
        assert {(int(w), int(h)) for w, h in boxes} <= {
            (841, 594),
            (842, 595),
            (841, 595),
            (842, 594),
        }
        page.emulate_media(media="print")
        one, two = (cell.bounding_box() for cell in page.locator(".gh-heads .gh-side").all())
        assert one["y"] == two["y"]
        assert not page.locator("#gh-unit").is_visible()
        assert page.locator(".gh-print-head span").last.inner_text() == (
            "芙蓉镇总工会2007年上半年和2008年上半年对照阅读"
        )


@browser_test
def test_on_a_telephone_the_table_of_both_is_whole_in_sight(browser, site_url):
    with visit(browser, site_url + "beside/?unit=qinghe-county", viewport=NARROW) as page:
        box = page.locator("#gh-shown .gh-scroll").first
        box.wait_for()
        assert box.evaluate("b => b.scrollWidth <= b.clientWidth")
        head = box.locator("thead th").last
        assert head.inner_text() == "增减"
        bounds = head.bounding_box()
        assert bounds["x"] + bounds["width"] <= NARROW["width"]
        heights = box.locator("tbody tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")
        assert max(heights) < 110
