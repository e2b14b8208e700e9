"""The form in the browser: what it loads, as data; and the whole of it in a real Chromium, from choosing
the unit to a file that `gonghui check` accepts."""

from __future__ import annotations

import json
import re
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

from gonghui.adapters.origin import new_file
from gonghui.checkup import examine
from gonghui.corpus import read_corpus
from gonghui.form import form_files
from gonghui.intake.starter import start
from gonghui.notation.period import read_period
from gonghui.precedent import Wanted
from gonghui.problem import Problems
from gonghui.summary import SummaryClass
from tests.browsing import NARROW, WIDE, colours, sideways, violations, watched
from tests.conftest import ROOT, copy_small_project
from tests.numbers import identity_card, mobile
from tests.test_compare import corpus_of

FORM = "guide/form/"
ACT = "[data-gh-act={}]"


def unit_file(corpus, unit: str) -> dict:
    return json.loads(form_files(corpus)[f"data/form/units/{unit}.json"])


# What is loaded


@pytest.fixture(scope="module")
def sample():
    return read_corpus(ROOT, Problems())


def test_the_index_holds_what_can_be_chosen(sample):
    index = json.loads(form_files(sample)["data/form/index.json"])
    unit = next(one for one in index["units"] if one[0] == "furong-town")
    assert unit[2:] == [
        [["芙蓉乡总工会", "", "2019-05-31"], ["芙蓉镇总工会", "2019-06-01", ""]],
        "1998-03-01",
        "",
        "half",
    ]
    assert index["types"][unit[1]][1] == "镇总工会"
    metric = next(one for one in index["metrics"] if one[0] == "condolence_funds")
    assert metric[3:7] == ["万元", {"万元": "1", "元": "0.0001"}, "flow", 2]
    assert index["campaigns"] == [
        ["publicity-month", "工会宣传月"],
        ["winter-warmth", "送温暖活动"],
    ]
    assert index["forge"] == []


def test_the_figures_of_a_year_before_are_those_that_compare(sample):
    """The rules of comparison: a derived half, a sum of merged units, a unit of measure of its own."""
    name, figures, headings, _ = unit_file(sample, "furong-town")["before"]["2009-H2"]
    assert (name, headings) == ("2008年下半年", [])
    assert figures["new_unions"] == {"own": ["2个", "2", "全年减上半年推算"]}
    merged = unit_file(sample, "liuwan-town")["before"]["2022"][1]
    assert merged["members"] == {
        "own": ["2425人", "2425", "合并前柳湾镇总工会1560人、河沿镇总工会865人的合计"]
    }
    foreign = unit_file(sample, "furong-town")["before"]["2009-H1"][1]
    assert foreign["condolence_visits"] == {
        "own": ["20名", "", "计量单位不同（2008年上半年按“名”统计），两年的数不能直接比"]
    }


def test_a_figure_of_another_definition_has_no_value_to_reckon_with(sample):
    figures = unit_file(sample, "qinghe-county")["before"]["2022"][1]
    reason = "口径自2022年1月1日起有变（含联合工会覆盖单位），两年的数不能直接比"
    for words, value, remark in figures["covered_units"].values():
        assert (bool(words), value, remark) == (True, "", reason)


ASKED = [
    ("liuwan-town", "2022年", "summary", None, "2022"),  # merged
    ("furong-town", "2009年上半年", "summary", None, "2009-H1"),
    ("furong-town", "2009年下半年", "summary", None, "2009-H2"),  # derived
    ("qinghe-county", "2022年", "summary", None, "2022"),  # another definition
    ("qinghe-county", "2026年", "plan", None, ".plan:2026"),
    ("qinghe-county", "2025年4月10日至5月10日", "special", "publicity-month", "publicity-month:2025"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "period", "of", "campaign", "key"), ASKED)
def test_the_form_asks_for_and_says_what_gonghui_new_does(sample, unit, period, of, campaign, key):
    found, when = sample.registry.units[unit], read_period(period)
    made = start(sample, Wanted(found, when, SummaryClass(of), campaign))
    head = made.text.partition("metrics:\n")[2].partition("local:")[0].partition("---")[0]
    blanks = re.findall(r"(?m)^  ([^\s:#]+|'[^']+'):[^#\n]*# (.*)$", head)
    _, figures, headings, scopes = unit_file(sample, unit)["before"][key]
    usual = sample.registry.unit_types[found.type_id].metrics if of == "summary" else ()
    asked = [sample.registry.metrics[id_] for id_ in dict.fromkeys([*usual, *figures])]
    assert [name.strip("'") for name, _ in blanks] == [metric.name for metric in asked]
    for (_, note), metric in zip(blanks, asked, strict=True):
        scope = scopes.get(metric.id, sample.registry.scope_of(found, metric))
        said = figures.get(metric.id, {}).get(scope)
        words = "；".join(filter(None, [said[0], said[2]])) if said else "没有报"
        told = f"。{when.year_before_phrase if not said or said[0] else ''}{words}"
        assert note.endswith(told) or (not said and not headings and "。" not in note)
    assert [f"{'#' * level} {title}" for level, title in headings] == (
        re.findall(r"(?m)^#+ .*$", made.text.partition("\n---\n")[2]) if headings else []
    )


def test_headings_and_what_is_owed_and_there_are_told(sample):
    found = unit_file(sample, "furong-town")
    assert found["before"]["2008-H1"][2][0] == [2, "一、建起来"]
    assert found["owed"] == [["half", 2024, 2], ["half", 2024, 1]]
    assert "summaries/2008/furong-town/" in found["reports"]


def test_a_campaign_is_found_by_its_name_and_year(sample):
    keys = {
        key for one in ("qinghe-county", "furong-town") for key in unit_file(sample, one)["before"]
    }
    assert {key for key in keys if ":" in key}
    assert all(re.fullmatch(r"\.?[a-z-]+:\d{4}(-.*)?", key) for key in keys if ":" in key)


def test_a_units_file_stops_growing_with_the_years():
    """Six years of each kind of period, however many there are."""

    def corpus(years: int):
        pages = [
            {
                "unit": "甲镇总工会",
                "period": f"{2000 + year}年",
                "metrics": {"会员人数": f"{700 + year}人"},
            }
            for year in range(years)
        ]
        return corpus_of(pages)

    few, many = (form_files(corpus(n))["data/form/units/town-a.json"] for n in (7, 20))
    assert list(json.loads(many)["before"]) == [f"{year}" for year in range(2015, 2021)]
    assert len(json.loads(few)["before"]) == 6
    assert (
        len(many) - len(few) < 600
    )  # the addresses of reports, of which no more than forty are told


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "expected"),
    [
        ("", "edit/main/docs/", []),
        ("https://github.com/a/b", "", []),
        ("https://github.com/a/b", "edit/main/docs/", ["https://github.com/a/b/new/main/docs/", "filename", "value"]),
        ("https://gitlab.com/a/b/", "-/edit/main/docs/", ["https://gitlab.com/a/b/-/new/main/docs/", "file_name", ""]),
        ("https://git.example.org/a/b", "_edit/main/docs", ["https://git.example.org/a/b/_new/main/docs/", "filename", "value"]),
        ("https://gitee.com/a/b", "edit/main/docs/", ["https://gitee.com/a/b/new/main/docs/", "filename", ""]),
    ],
)  # fmt: skip
def test_the_page_for_a_new_file_follows_from_that_for_changing_one(repo_url, edit_uri, expected):
    assert new_file(repo_url, edit_uri) == expected


# In the browser


@contextmanager
def on_form(browser, site_url, *, viewport=WIDE, before=None, query=""):
    """The form in a browser of its own, with a clean storage."""
    context = browser.new_context(viewport=viewport, accept_downloads=True)
    page = watched(context)
    try:
        if before:
            before(page)
        page.goto(f"{site_url}{FORM}{query}")
        yield page
    finally:
        context.close()


@pytest.fixture
def form(browser, site_url):
    with on_form(browser, site_url) as page:
        yield page
        assert page.trouble == []


def choose(page, unit="芙蓉镇", kind="half", year="2025") -> None:
    page.locator("#gh-choose-unit").fill(unit)
    page.locator("#gh-choose-unit-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.locator("#gh-kind").select_option(kind)
    page.locator("#gh-year").fill(year)
    page.locator("#gh-period-name").get_by_text("期间：").wait_for()


def source(page) -> str:
    """The file as it would be saved, once what was typed last is in it."""
    page.wait_for_timeout(300)
    return page.locator(".gh-form-source").evaluate("e => e.textContent")


def saved(page) -> tuple[str, str]:
    """The file's name and content, by a press on the button; by a second one where something is still open."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载文件").click()
        if sure := page.get_by_role("button", name="仍要下载").all():
            sure[0].click()
    return waiting.value.suggested_filename, waiting.value.path().read_text(encoding="utf-8")


def passes(checked, page) -> bool:
    name, content = saved(page)
    return checked({name: content}) == {name: []}


def read_of(page, metric: str) -> str:
    page.wait_for_timeout(300)
    return page.locator(f"#gh-m-{metric}-read").inner_text()


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """Puts files, content by name, into a copy of a project; gives what the check-up says of each."""
    root = copy_small_project(tmp_path_factory.mktemp("form") / "project")

    def check(files: dict[str, str]) -> dict[str, list[str]]:
        folder = root / "docs" / "summaries" / "2025"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8", newline="")
        problems = examine(root).problems
        for name in files:
            (folder / name).unlink()
        return {name: [str(p) for p in problems if p.path.endswith(f"/{name}")] for name in files}

    return check


def compose(page, session, text: str) -> None:
    """What an input method does: letters are composed, Enter belongs to it, the word is put in."""
    for letters in ("w", "wu", "wu wan"):
        session.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
    key = {
        "type": "rawKeyDown",
        "key": "Process",
        "code": "Enter",
        "windowsVirtualKeyCode": 229,
        "nativeVirtualKeyCode": 229,
    }
    session.send("Input.dispatchKeyEvent", key)
    session.send("Input.insertText", {"text": text})


@pytest.mark.browser
def test_by_keyboard_and_input_method_from_the_unit_to_a_file_that_passes(form, checked):
    session, keys = form.context.new_cdp_session(form), form.keyboard
    form.locator("#gh-choose-unit").focus()
    compose(form, session, "芙蓉乡")  # a former name
    form.locator("#gh-choose-unit-list").get_by_text("又名芙蓉乡总工会").wait_for()
    keys.press("Enter")
    assert form.locator("#gh-choose-unit").input_value() == "芙蓉镇总工会"
    form.locator("#gh-m-members").wait_for()
    assert form.locator("#gh-kind").input_value() == "half"  # what it is expected to report
    form.locator("#gh-year").focus()
    keys.type("2025")
    keys.press("Tab")
    assert form.evaluate("document.activeElement.name") == "slot"
    form.locator("#gh-period-name").get_by_text(
        "期间：2025年上半年（2025年1月1日至2025年6月30日）"
    ).wait_for()
    form.locator("#gh-m-grassroots_unions").focus()
    keys.type("36个")
    for _ in range(3):  # the choice, 加说明, the next figure
        keys.press("Tab")
    assert form.evaluate("document.activeElement.id") == "gh-m-new_unions"
    keys.type("3家")
    form.locator("#gh-choose-metric").focus()
    compose(form, session, "慰问资金")
    form.locator("#gh-choose-metric-list [role=option]").first.wait_for()
    keys.press("Enter")
    form.wait_for_function("document.activeElement.id === 'gh-m-condolence_funds'")
    compose(form, session, "五万余元")
    assert (
        read_of(form, "condolence_funds")
        == "读作多于50,000元、不到60,000元，合多于5万元、不到6万元"
    )
    keys.press("Enter")  # sends nothing anywhere
    form.locator("#gh-text").focus()
    compose(form, session, "上半年新建基层工会3家。")
    form.locator(ACT.format("download")).focus()
    with form.expect_download() as waiting:
        keys.press("Enter")
    name, content = (
        waiting.value.suggested_filename,
        waiting.value.path().read_text(encoding="utf-8"),
    )
    assert name == "furong-town-2025-H1.md"
    assert content == (
        "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2025年上半年\nstatus: 起草\nmetrics:\n  基层工会组织数: 36个\n  新建基层工会: 3家\n"
        "  送温暖慰问资金: 五万余元\n---\n上半年新建基层工会3家。\n"
    )
    assert checked({name: content}) == {name: []}
    assert form.locator("#gh-done-told").inner_text().startswith("已下载“furong-town-2025-H1.md”。")
    assert "docs/summaries/2025/" in form.locator(".gh-form-name").inner_text()
    assert form.url.endswith(FORM)


@pytest.mark.browser
def test_enter_and_half_composed_letters_change_nothing(form):
    choose(form)
    session = form.context.new_cdp_session(form)
    form.locator("#gh-m-members").fill("760人")
    form.locator("#gh-m-members").focus()
    session.send(
        "Input.imeSetComposition", {"text": "yu ren", "selectionStart": 6, "selectionEnd": 6}
    )
    assert read_of(form, "members") == "读作760人"
    session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    form.locator("#gh-choose-unit").focus()
    session.send(
        "Input.imeSetComposition", {"text": "qing", "selectionStart": 4, "selectionEnd": 4}
    )
    form.locator("#gh-choose-unit").evaluate(
        "e => e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))"
    )
    session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    form.locator("#gh-year").focus()
    assert form.locator("#gh-choose-unit").input_value() == "芙蓉镇总工会"


@pytest.mark.browser
def test_last_years_figures_stand_beside_and_the_difference_is_told_where_both_are_exact(form):
    choose(form, "芙蓉", "half", "2010")
    form.locator("#gh-m-members-before").get_by_text("上年同期：约690人").wait_for()
    assert form.locator(".gh-form-before").inner_text() == "旁边列出的是2009年上半年的数。"
    for metric, text, said in [
        ("grassroots_unions", "37个", "读作37个；比上年同期多5个"),
        ("standardization_rate", "14/16", "读作14/16，即87.5%；比上年同期高0.83个百分点"),
        ("members", "741人", "读作741人"),  # last year's is no exact figure
        ("new_unions", "4", "读作4个；与上年同期持平"),
        ("cultural_activities", "8多场次", "读作多于8场次、不到9场次"),
        ("hardship_households_visited", "40人", "请改：“走访困难职工家庭”的计量单位是“户”，不能写“人”。可用：户。"),
        ("eligible_units", "九成", "请改：“九成”请写成百分数。例：90%。"),
    ]:  # fmt: skip
        form.locator(f"#gh-m-{metric}").fill(text)
        assert read_of(form, metric) == said
    assert form.locator("#gh-m-eligible_units").get_attribute("aria-invalid") == "true"
    assert form.locator("#gh-issues").inner_text().startswith("还有3处要改：")  # the period too
    form.get_by_role("link", name="应建会单位数：").click()
    assert form.evaluate("document.activeElement.id") == "gh-m-eligible_units"
    form.locator(ACT.format("headings")).click()
    assert form.locator("#gh-text").input_value().startswith("## 一、稳岗位、保工资\n\n## 二、")
    assert "unit: 芙蓉乡总工会\n" in source(form)  # its name of that time
    assert told(form)[0][0] == (
        "网站上已经有芙蓉乡总工会2010年上半年的这一篇，再存一个文件，检查会说重复。期间选错了的，请改。"
    )
    assert form.locator("#gh-issues > p").all_inner_texts()[-2] == (
        "要改网站上已经有的那一篇，请把要改的地方告诉维护人。"  # the sample has no repository
    )
    there = form.get_by_role("link", name="网站上已经有的那一篇").get_attribute("href")
    assert there.endswith("summaries/2010-H1/furong-town/")


@pytest.mark.browser
def test_what_was_reported_a_year_before_is_asked_for_again_in_its_scope(form):
    choose(form, "柳湾", "year", "2022")
    form.locator("#gh-m-condolence_funds-before").get_by_text("上年：7.2万元；合并前").wait_for()
    assert form.locator("#gh-rows .gh-row").count() == 11  # as gonghui new does
    choose(form, "青禾县总工会", "year", "2022")
    form.locator("#gh-m-new_unions-before").get_by_text("按“含下级”填，与上年一样").wait_for()
    form.locator("#gh-m-new_unions").fill("26个")
    assert "  新建基层工会: {value: 26个, scope: 含下级}\n" in source(form)
    form.get_by_text("（多数总结不用改）").click()
    form.locator("#gh-class").select_option("plan")
    form.locator("#gh-year").fill("2026")
    form.locator("#gh-m-condolence_visits-before").get_by_text("上年：2600人次以上").wait_for()
    assert form.locator("#gh-m-members").count() == 0  # a plan is asked for what the last one set


@pytest.mark.browser
def test_everything_is_there_again_after_a_reload(form, checked):
    choose(form)
    form.locator("#gh-m-new_unions").fill("6家")
    row = form.get_by_role("group", name="新建基层工会")
    row.locator("summary").click()
    for label, text in [
        ("分项“企业”", "4"),
        ("分项“村社区”", "2"),
        ("任务数", "7"),
        ("说明", "含联合工会: 2家"),
    ]:
        row.get_by_label(label).fill(text)
    form.get_by_label("文体活动：有没有数").select_option("未报")
    form.get_by_role("button", name="加一项").click()
    form.keyboard.type("黑板报")
    form.locator("#gh-local-0-text").fill("40余期")
    form.get_by_text("类别、范围、日期和标题").click()
    form.locator("#gh-status").select_option("审核")
    form.locator("#gh-asOf").fill("2025-06-25")
    form.locator("#gh-text").fill("## 一、组织建设\n\n新建6家。")
    expected = source(form)
    form.locator("#gh-m-members").press_sequentially("760人")  # and away before it is kept
    form.reload()
    form.locator("#gh-m-members").wait_for()
    assert source(form) == expected.replace("  文体活动", "  会员人数: 760人\n  文体活动")
    assert expected == (
        "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2025年上半年\nstatus: 审核\nas_of: 2025-06-25\nmetrics:\n"
        "  新建基层工会: {value: 6家, parts: {企业: 4, 村社区: 2}, target: 7, note: '含联合工会: 2家'}\n  文体活动: 未报\n"
        "local:\n  黑板报: 40余期\n---\n## 一、组织建设\n\n新建6家。\n"
    )
    assert passes(checked, form)
    assert "草稿已存在这台电脑的浏览器里" in form.locator(".gh-form-kept").inner_text()
    form.get_by_role("button", name="另写一篇").click()
    assert form.locator("#gh-text").input_value() == ""
    choose(form, "柳湾", "year", "2025")
    form.wait_for_timeout(300)
    form.get_by_role("button", name="芙蓉镇总工会 2025年上半年", exact=True).click()
    assert form.locator("#gh-text").input_value() == "## 一、组织建设\n\n新建6家。"
    form.on("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="删去草稿：柳湾镇总工会 2025年").click()
    form.get_by_role("button", name="删去这份草稿").click()
    assert (
        form.evaluate("Object.keys(localStorage).filter(key => key.startsWith('gonghui-form:'))")
        == []
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% raw %}",
    "---",
    "- 一: #二",
    "'单'“双”\"半\"",
    "a: {b, [c]}",
    "*甲 &乙 !丙 |丁 >戊 @己 `庚 %辛",
    "行\u2028分\u0085隔\u0000符\ufeff",
    "yes",
    "~",
    "&lt;b&gt;",
    "\ud800\udfff",
    "a<b",
]


FILLED = """texts => texts.map(text => {
    const put = (id, value) => {
        const field = document.getElementById(id)
        field.value = value
        field.dispatchEvent(new Event('input', {bubbles: true}))
    }
    const now = () => {
        document.getElementById('gh-scope').dispatchEvent(new Event('change', {bubbles: true}))
        return [document.querySelector('.gh-form-source').textContent, document.getElementById('gh-issues').innerText]
    }
    for (const id of ['gh-m-members-note-note', 'gh-local-0-name', 'gh-title', 'gh-text']) put(id, text)
    const first = now()
    put('gh-m-members-note-note', '')
    put('gh-local-0-name', '黑板报')
    put('gh-title', '')
    document.querySelector('[data-gh-act=mend]').click()
    return [first, now()]
})"""
NAMED = re.compile(r": (raw-html|template|bad-value): ")


@pytest.mark.browser
def test_hostile_text_ends_in_a_file_that_the_check_accepts_or_names(form, checked):
    choose(form)
    form.locator("#gh-m-members").fill("760人")
    form.get_by_role("button", name="加一项").click()
    form.locator("#gh-local-0-text").fill("5")
    found, files, issues = form.evaluate(FILLED, HOSTILE), {}, {}
    for number, rounds in enumerate(found):
        for turn, (content, said) in enumerate(rounds):
            name = f"{number}-{turn}.md"  # each of another year, so that no two are one
            files[name] = (
                content.encode("utf-8", "replace")
                .decode()
                .replace("2025年", f"{2026 + 2 * number + turn}年")
            )
            issues[name] = said
    told = checked(files)
    for name, problems in told.items():
        assert all(NAMED.search(problem) for problem in problems), (files[name], problems)
        assert ("处要改" in issues[name]) == bool(problems), (files[name], issues[name], problems)
    assert [bool(told[f"{number}-0.md"]) for number in range(4)] == [True, True, True, False]
    assert [name for name in told if name.endswith("-1.md") and told[name]] == []
    assert form.locator(".gh-form-page script").count() == 0


@pytest.mark.browser
def test_what_the_check_will_surely_refuse_is_told_before(form, checked):
    choose(form)
    for at, name in enumerate(("黑板报", " 黑板报 ")):
        form.get_by_role("button", name="加一项").click()
        form.locator(f"#gh-local-{at}-name").fill(name)
        form.locator(f"#gh-local-{at}-text").fill("40余期")
    form.locator("#gh-m-grassroots_unions").fill("-3")
    form.locator("#gh-m-standardization_rate").fill("123%")
    form.wait_for_timeout(300)
    assert form.locator("#gh-issues .gh-wrong + ul li").all_inner_texts() == [
        "基层工会组织数：基层工会组织数不能小于零，这里是-3。请核对。",
        "规范化达标率：规范化达标率123%，上限是100%。请核对分子分母。",
        "其他数字：“黑板报”写了两次，请合成一项，或者换个名称。",
    ]
    form.get_by_role("button", name="复制文件内容").click()
    assert form.locator("#gh-done-told").inner_text() == (
        "还有3处要改，检查会指出来，请先改上面列出的几处。 仍要复制"
    )
    assert not passes(checked, form)
    assert form.locator("#gh-done-told").inner_text().endswith("还没有改，检查会指出来。")
    assert form.evaluate("document.activeElement.dataset.ghAct") == "download"


def told(page) -> tuple[list[str], list[str]]:
    """What is to be put right, and what is to be looked at."""
    page.wait_for_timeout(300)
    lists = [
        page.locator(f"#gh-issues {name} + ul li").all_inner_texts()
        for name in (".gh-wrong", ".gh-odd")
    ]
    return lists[0], lists[1]


@pytest.mark.browser
def test_what_is_odd_is_told_and_mended_until_nothing_is_left(form, checked):
    form.locator("#gh-choose-unit").fill("没有这个总工会")
    form.keyboard.press("Tab")
    assert form.locator("[data-gh-chooser=unit] .gh-told").inner_text() == (
        "没有登记“没有这个总工会”这个单位。可以换几个字找。名称没有写错的，请维护人先在 data/units.yml 里登记，这里就能选。"
    )
    form.locator("#gh-choose-unit").fill("芙容镇总工会")
    form.locator("[data-gh-chooser=unit] .gh-told").get_by_text(
        "没有登记“芙容镇总工会”这个单位。是不是“芙蓉镇总工会”？名称没有写错的，请维护人先"
    ).wait_for()
    choose(form, year="2035")
    period = form.locator("#gh-period-name")
    assert period.inner_text().endswith("2035年6月30日），还没有开始，请核对")
    assert told(form)[1][0] == "2035年上半年还没有开始，请核对期间。"
    form.locator("#gh-year").fill("2025")
    form.locator("#gh-m-grassroots_unions").fill("65.5个")
    row = form.get_by_role("group", name="新建基层工会")
    row.locator("summary").click()
    form.locator("#gh-m-new_unions").fill("6家")
    row.get_by_label("任务数").fill("−3个")
    row.get_by_label("说明").fill(f"联系人{mobile()}")
    form.get_by_role("button", name="加一项").click()
    form.locator("#gh-local-0-name").fill("黑板报")
    form.locator("#gh-local-0-text").fill("−3期")
    number = identity_card()
    form.locator("#gh-text").fill(
        f"2025年上半年工作总结\n一、组织建设\n新建6家。\n（一）建会\n联系人{number}。"
    )
    wrong, odd = told(form)
    assert wrong == [
        "新建基层工会：任务数：新建基层工会不能小于零，这里是−3个。请核对。",
        "正文第5行像是有身份证号，不能公布，请删去。",
        "新建基层工会的说明像是有手机号，不能公布，请删去。",
    ]
    downloads: list[object] = []
    form.on("download", lambda one: downloads.extend([one]))
    form.get_by_role("button", name="下载文件").click()
    assert form.locator("#gh-done-told").inner_text() == (
        "还有3处要改，其中像是有身份证号、手机号或银行卡号，交出去就收不回来，请先删去。 仍要下载"
    )
    assert number not in form.locator("#gh-issues").inner_text()
    assert odd == [
        "基层工会组织数一般是整数，请核对：65.5个。",
        "其他数字“黑板报”小于零，请核对：−3期。",
        "正文开头是标题，网页会自己写标题，这样就写了两遍。可以按“把标题移出正文”。",
        "正文里有的行还没有分段，或者小标题前面没有“##”。可以按“整理段落和小标题”。",
        "还有6项指标空着，不会写进文件。没有数的请选“未报”或“不适用”。",
    ]
    form.locator("#gh-text").fill(form.locator("#gh-text").input_value().replace(number, "张某某"))
    assert (downloads, form.locator("#gh-done-told").inner_text()) == ([], "")  # of another file
    form.get_by_role("button", name="整理段落和小标题").click()
    assert form.locator("#gh-text-told").inner_text() == "认出2个小标题，共5段，请看一遍。"
    form.keyboard.press("Control+z")
    assert (
        form.locator("#gh-text")
        .input_value()
        .startswith("2025年上半年工作总结\n一、组织建设\n新建")
    )
    form.keyboard.press("Control+y")
    form.get_by_role("button", name="把标题移出正文").click()
    assert form.locator("#gh-title").input_value() == "2025年上半年工作总结"
    assert form.locator("#gh-text").input_value().startswith("## 一、组织建设\n\n新建6家。\n\n### ")
    row.get_by_label("任务数").fill("6")
    row.get_by_label("说明").fill("")
    form.locator("#gh-m-grassroots_unions").fill("65个")
    form.locator("#gh-local-0-text").fill("3期")
    for choice in form.locator("#gh-rows select").all()[2:]:
        choice.select_option("不适用")
    form.get_by_text("（多数总结不用改）").click()
    form.locator("#gh-status").select_option("签发")
    assert told(form) == (
        [],
        ["状态是“签发”，还没有写签发日期。还没有签发的，请选“起草”。"],
    )
    form.locator("#gh-issued").fill("2025-07-08")
    assert told(form) == ([], [])
    assert form.locator("#gh-issues").inner_text() == "没有要改的了，可以下载。"
    assert passes(checked, form)


@pytest.mark.browser
def test_a_text_from_word_becomes_markdown(form, checked):
    choose(form)
    html = """<html><head><style>p {color: red}</style></head><body><!--StartFragment-->
      <p class=MsoNormal><b>一、组织建设</b></p>
      <p class=MsoNormal><span>上半年新建基层
工会3家，</span><b>完成任务</b>的60%，a&lt;b。<img src="http://elsewhere.test/x.png" onerror="window.bad = 1"></p>
      <h2>（一）建会</h2>
      <p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>走访 职工</p>
      <p class=MsoNormal><span style='mso-list:Ignore'>（二）</span>换届</p>
      <ul><li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>
      <table><tr><td>项目</td><td>数</td></tr><tr><td>文|体</td><td><p>5</p></td></tr></table>
      <script>window.bad = 2</script></body></html>"""
    form.locator("#gh-text").focus()
    form.evaluate(
        """html => { const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', '别的');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }""",
        html,
    )
    assert form.locator("#gh-text").input_value() == (
        "## 一、组织建设\n\n上半年新建基层工会3家，**完成任务**的60%，a＜b。\n\n### （一）建会\n\n1. 走访职工\n\n### （二）换届\n\n- 甲\n- 乙\n    - 丙\n\n"
        "| 项目 | 数 |\n| --- | --- |\n| 文\\|体 | 5 |"
    )
    assert form.evaluate("window.bad") is None
    kept = form.locator("#gh-text-told").inner_text()
    assert kept.startswith("粘贴的标题、列表和表格已变成")
    paste = """text => { const data = new DataTransfer(); data.setData('text/html', `<pre><span>${text}</span></pre>`); data.setData('text/plain', text)
        return document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }"""
    assert (
        form.evaluate(paste, "## 一、甲\n\n**乙** *丙*") is True
    )  # Markdown already: left to the browser
    assert form.evaluate(paste, "一句话") is True
    assert not [url for url in form.requested if "elsewhere" in url]
    assert (
        form.locator("#gh-text-told").inner_text() == ""
    )  # what was said before is of another text
    form.locator("#gh-m-members").fill("760人")
    form.wait_for_timeout(300)
    assert form.locator(".gh-form-page h3").all_inner_texts() == ["一、组织建设"]
    assert form.locator(".gh-form-page td").all_inner_texts()[-2:] == ["文|体", "5"]
    assert passes(checked, form)


PASTED = """html => { const data = new DataTransfer(), field = document.getElementById('gh-text'); field.value = ''; field.focus()
    data.setData('text/html', `<html><body>${html}</body></html>`); data.setData('text/plain', '别的')
    field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); return field.value }"""


@pytest.mark.browser
def test_what_word_keeps_beside_a_text_stays_behind_and_tables_keep_their_columns(form):
    choose(form)
    for html, text in [
        ("<p>新建<del>5</del><ins>6</ins>家</p>", "新建6家"),
        ("<p>正文<a class=msocomanchor href='#x'>[A1]</a>后<span style='display:none'>藏</span></p>"
         "<div style='mso-element:comment-list'><p>批注</p></div>", "正文后"),
        ("<p><b>（一）加强领导</b><b>。</b>正文很长。</p>", "**（一）加强领导。**正文很长。"),
        ("<style>p {}</style><p><span style='mso-bidi-font-weight:bold'>甲</span><span style='color:red;FONT-WEIGHT:700'>乙</span>"
         "<span\nstyle = \"font-weight:bold\" title=\"a > b\">丙</span></p>", "甲**乙丙**"),
        ("<p>1. 不是列表</p>", "1\\. 不是列表"),
        ("<table><tr><td>项</td><td>数</td></tr><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>",
         "| 项 | 数 |\n| --- | --- |\n| 甲 | 1 |\n|  | 2 |"),
    ]:  # fmt: skip
        assert form.evaluate(PASTED, html) == text
    begun = time.monotonic()
    long = form.evaluate(PASTED, "<p>新建基层工会6家，完成全年任务。</p>" * 4000)
    assert long.count("\n\n") == 3999
    assert time.monotonic() - begun < 10  # it was minutes


@pytest.mark.browser
def test_files_are_taken_in_as_text_whatever_their_encoding_and_word_files_are_not(form):
    choose(form)
    text = "一、组织建设\n新建6家。"
    made = "认出1个小标题，共2段，请看一遍。"
    for name, content, value, said in [
        ("总结.txt", text.encode("gb18030"), "## 一、组织建设\n\n新建6家。", f"“总结.txt”的文字已放进正文。{made}"),
        ("旧.md", f"---\nunit: 甲\n---\n{text}".encode(), "## 一、组织建设\n\n新建6家。", f"“旧.md”的文字已放进正文。它的题头没有放进来，数请填在上面。{made}"),
        ("总结.docx", b"PK", "", "“总结.docx”不能直接放进来。请打开它，全选、复制，再粘贴到正文里。"),
        ("照片.png", b"PNG", "", "“照片.png”不是文字文件。请放 .txt 或 .md 文件，或者复制文字粘贴到正文里。"),
    ]:  # fmt: skip
        form.locator("#gh-text").fill("")
        form.locator("#gh-file").set_input_files({"name": name, "mimeType": "", "buffer": content})
        form.locator("#gh-text-told").get_by_text(said, exact=True).wait_for()
        assert form.locator("#gh-text").input_value() == value
    form.locator("#gh-text").evaluate("""e => {
        const data = new DataTransfer()
        data.items.add(new File(['拖进来的'], '甲.txt', {type: 'text/plain'}))
        e.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}))
    }""")
    form.locator("#gh-text-told").get_by_text("“甲.txt”的文字已放进正文。", exact=True).wait_for()
    assert form.locator("#gh-text").input_value() == "拖进来的"
    text = {"name": "乙.txt", "mimeType": "", "buffer": "一、建会\n又新建1家。".encode()}
    form.locator("#gh-text").evaluate("e => e.setSelectionRange(1, 1)")
    form.locator("#gh-file").set_input_files(text)
    form.locator("#gh-text-told").get_by_text("接在原来的正文下面。放错了，退回").wait_for()
    below = "拖进来的\n\n## 一、建会\n\n又新建1家。"
    assert form.locator("#gh-text").input_value() == below
    form.keyboard.press("Control+z")
    assert form.locator("#gh-text").input_value() == "拖进来的"
    form.locator("#gh-file").set_input_files(text)
    form.get_by_role("button", name="放错了，退回").click()
    assert form.locator("#gh-text").input_value() == "拖进来的"
    assert form.locator("#gh-text-told").inner_text() == "已退回，正文和原来一样。"


BROKEN = """for (const [key, text] of Object.entries({
    a: '{', b: 'null', c: '[]', d: '{"id":"d","saved":"2099","figures":{"members":null}}', e: '{"id":"e","saved":"2098","local":{"0":1}}',
    f: '{"id":"f","saved":"2097","local":[null]}'})) localStorage.setItem(`gonghui-form:${key}`, text)"""


@pytest.mark.browser
def test_a_draft_that_cannot_be_read_does_not_keep_the_form_shut(browser, site_url):
    with on_form(browser, site_url, before=lambda page: page.add_init_script(BROKEN)) as page:
        choose(page)
        assert page.locator(".gh-form-others li").count() == 0
        assert page.trouble == []


REFUSED = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError') }"


@pytest.mark.browser
def test_where_the_browser_keeps_nothing_that_is_said_and_leaving_is_asked_about(browser, site_url):
    with on_form(browser, site_url, before=lambda page: page.add_init_script(REFUSED)) as page:
        choose(page)
        page.locator("#gh-text").fill("正文")
        page.locator(".gh-form-kept").get_by_text("浏览器不让这一页存草稿").wait_for()
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.locator("#gh-text").click()
        page.reload()
        assert asked == ["beforeunload"]


@pytest.mark.browser
def test_data_that_cannot_be_read_is_told_and_asked_for_again(browser, site_url):
    def cut(page, pattern):
        page.route(pattern, lambda route: route.fulfill(status=404, body=""))

    with on_form(
        browser, site_url, before=lambda page: cut(page, "**/data/form/index.json")
    ) as page:
        page.get_by_text("单位和指标没有读到").wait_for()
        assert not page.locator(".gh-form-body").is_visible()
        page.unroute("**/data/form/index.json")
        cut(page, "**/data/form/units/**")
        page.get_by_role("button", name="重试").click()
        choose(page)
        page.locator(".gh-form-before").get_by_text("上年的数没有读到").wait_for()
        page.locator("#gh-m-members").fill("760人")
        assert "会员人数: 760人" in source(page)


@pytest.mark.browser
def test_without_unit_and_period_nothing_is_saved_and_what_lacks_is_said(form):
    form.get_by_role("button", name="下载文件").click()
    assert (
        form.locator("#gh-done-told").inner_text()
        == "单位和期间还没有选全，没有文件名。请先改上面列出的几处。"
    )
    assert form.evaluate("document.activeElement.id") == "gh-issues"
    form.get_by_role("link", name="还没有选单位。").click()
    assert form.evaluate("document.activeElement.id") == "gh-choose-unit"
    form.keyboard.type("芙蓉镇总工会")
    form.keyboard.press("Escape")
    form.keyboard.press("Tab")  # written out and gone on: taken as it stands
    form.locator("#gh-m-members").wait_for()
    form.get_by_role("button", name="2024年下半年").click()
    form.locator("#gh-period-name").get_by_text("2024年下半年").wait_for()


@pytest.mark.browser
def test_every_period_that_the_form_makes_is_read_back(form, sample):
    """Its id, name and days are those of gonghui/period.py."""
    made = form.evaluate(
        """async calendar => {
            const {KINDS, SLOTS, periodOf} = await import(new URL('../../assets/gonghui/form-period.js', location.href))
            const chosen = KINDS.filter(kind => !['campaign', 'span'].includes(kind))
                .flatMap(kind => (SLOTS[kind] || [['0']]).map(([slot]) => ({kind, slot, year: '2023'})))
            chosen.push({kind: 'span', year: '2019', until: '2022'}, {kind: 'campaign', first: '2023-04-15', last: '2023-05-15'},
                {kind: 'campaign', first: '2023-12-20', last: '2024-02-29'}, {kind: 'campaign', first: '2023-01-01', last: '2023-06-30'})
            return chosen.map(one => periodOf(one, calendar).period)
        }""",
        [[10, 1], [9, 1], [2, 1]],
    )
    assert len(made) > 30
    for one in made:
        period = read_period(one["name"], sample.registry.settings.calendar)
        phrase = period.year_before_phrase if period.kind != "span" else one["phrase"]
        assert [one["id"], one["kind"], one["first"], one["last"], one["phrase"]] == [
            period.id, str(period.kind), str(period.first), str(period.last), phrase,
        ]  # fmt: skip


HANDED = """async ([forge, file]) => {
    const {handIn} = await import(new URL('../../assets/gonghui/form-handing.js', location.href))
    const opened = []
    window.open = (...given) => opened.push(given)
    Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => { window.copied = text }}, configurable: true})
    const said = await new Promise(done => handIn('forge', file, forge, done))
    return [...opened, window.copied, said]
}"""


@pytest.mark.browser
def test_a_repositorys_page_for_a_new_file_is_opened_with_its_name_and_where_it_can_be_its_content(
    form,
):
    file = {
        "name": "a-2025.md",
        "folder": "docs/summaries/2025/",
        "content": "---\nunit: 甲\n---\n正文&#?+",
    }
    opened = "代码仓库的新建文件页已打开"
    for repo_url, edit_uri, content, expected, said in [
        ("https://git.example.org/a/b", "_edit/main/docs/", file["content"], "https://git.example.org/a/b/_new/main/docs/summaries/2025/", f"{opened}，内容已填好。那里如果是空的，请粘贴：内容也复制了。"),
        ("https://github.com/a/b", "edit/main/docs/", "长" * 5000, "https://github.com/a/b/new/main/docs/summaries/2025/", f"{opened}。内容已复制，请在那里粘贴。"),
        ("https://gitlab.com/a/b", "-/edit/main/docs/", file["content"], "https://gitlab.com/a/b/-/new/main/docs/summaries/2025/", f"{opened}。内容已复制，请在那里粘贴。"),
    ]:  # fmt: skip
        forge = new_file(repo_url, edit_uri)
        (url, *how), copied, told = form.evaluate(HANDED, [forge, file | {"content": content}])
        at = urlsplit(url)
        assert (f"{at.scheme}://{at.netloc}{at.path}", how, copied, told) == (
            expected,
            ["_blank", "noopener"],
            content,
            said,
        )
        filled = {forge[2]: [content]} if "已填好" in said else {}
        assert parse_qs(at.query) == {forge[1]: ["a-2025.md"]} | filled


DOWN = "e => e.getBoundingClientRect().top + scrollY"


@pytest.mark.browser
def test_a_filled_form_stands_still_on_a_telephone_and_has_no_fault(browser, site_url):
    with on_form(browser, site_url, viewport=NARROW) as page:
        choose(page, "芙蓉", "half", "2010")
        below = page.locator("#gh-m-eligible_units")
        before = below.evaluate(DOWN)
        page.locator("#gh-m-grassroots_unions").fill("37个")
        page.locator("#gh-m-grassroots_unions-read").get_by_text("读作37个").wait_for()
        assert below.evaluate(DOWN) == before
        page.locator("#gh-m-members").fill("741户")
        page.get_by_label("文体活动：有没有数").select_option("未报")
        page.get_by_role("button", name="加一项").click()
        page.locator("#gh-text").fill("## 一、组织\n\n| 甲 | 乙 |\n|---|---|\n| <b> | 2 |")
        page.evaluate(
            "document.querySelectorAll('.gh-form details').forEach(one => { one.open = true })"
        )
        page.locator("#gh-choose-metric").fill("慰问")
        page.locator("#gh-choose-metric-list [role=option]").first.wait_for()
        page.wait_for_timeout(300)
        assert page.get_by_text("请改：“会员人数”的计量单位是“人”").count() == 1
        assert violations(page) == []
        assert sideways(page) == 0
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        page.wait_for_timeout(300)  # the theme's links change their colour slowly
        assert colours(page) == []
        assert page.trouble == []
