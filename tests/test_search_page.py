"""Search as a reader meets it, in a real browser: its page, the field over every page, the marks where one
arrives. Words are typed as a person types them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from gonghui.summary import CLASS_NAMES, DATA_STATUS_NAMES
from tests.browsing import NARROW, PAGES, SHIFT, sideways, violations, visit, watched

pytestmark = pytest.mark.browser

SEARCH = "search/"
HITS = ".gh-search .gh-hits > li"
STATE = ".gh-search .gh-search-state"
INDEX = "**/search/**/*.bin*"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = watched(context)
    yield page
    assert page.trouble == []
    context.close()


@pytest.fixture
def broken(browser):
    """A tab in which something is to go wrong."""
    context = browser.new_context()
    yield watched(context)
    context.close()


def find(page, site_url, words="", more=""):
    """The page with an answer to words that stand in the address."""
    asked = f"?q={quote(words)}{more}" if words else ""
    page.goto(site_url + SEARCH + asked)
    if words:
        answered(page)
    else:  # ready to be typed into
        page.locator("details.gh-facets").wait_for(state="attached")
        page.keyboard.press("/")


def answered(page, said=r"篇|页|没有"):
    page.wait_for_function(
        "([at, said]) => RegExp(said).test(document.querySelector(at)?.textContent)",
        arg=[STATE, said],
    )
    page.wait_for_function("!document.querySelector('.gh-search[aria-busy]')")


def state(page) -> str:
    return page.locator(STATE).inner_text()


def titles(page) -> list[str]:
    return page.locator(f"{HITS} .gh-hit-title").all_inner_texts()


def query(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


# The page


def test_what_is_typed_is_found_in_its_sentence(page, site_url):
    find(page, site_url)
    assert focused(page) == "gh-query"
    assert page.locator(".gh-search-help").is_visible()
    page.keyboard.type("逐家推进")
    answered(page)
    assert state(page) == "找到1篇。"
    assert len(titles(page)) == 1
    hit = page.locator(HITS)
    assert hit.locator(".gh-hit-text mark").all_inner_texts() == ["逐家推进"]
    # a sentence in which a figure stands
    assert "全乡有企业14家，按照挂牌子、建档案、制度上墙的要求逐家推进" in hit.inner_text()
    assert "芙蓉镇总工会" in hit.locator(".gh-hit-of").inner_text()
    assert hit.locator(".gh-hit-under").inner_text().startswith("在“")
    assert not page.locator(".gh-search-help").is_visible()
    assert query(page) == {"q": ["逐家推进"]}
    assert page.title().startswith("逐家推进 - 检索")


def test_the_count_says_how_many_are_of_another_word(page, site_url):
    find(page, site_url, "送温暖")
    total, other = map(
        int,
        re.fullmatch(r"找到(\d+)页，其中按同义词找到(\d+)页。", state(page)).groups(),
    )
    assert total > other > 0
    for listed in range(20, total, 20):
        page.wait_for_function(
            "n => document.querySelectorAll('.gh-hits > li').length == n", arg=listed
        )
        # the second click adds nothing
        page.locator(".gh-search-more button").evaluate("b => { b.click(); b.click() }")
    page.wait_for_function("n => document.querySelectorAll('.gh-hits > li').length == n", arg=total)
    said = page.locator(f"{HITS} .gh-hit-via").all_inner_texts()
    assert len(said) == other
    assert set(said) == {"同义词：走访慰问"}
    # what was typed comes first
    assert page.locator(f"{HITS}").first.locator(".gh-hit-via").count() == 0


def test_looser_answers_are_called_so(page, site_url):
    find(page, site_url, "会员人数工会")
    total = int(re.search(r"下面(\d+)页", state(page))[1])
    assert state(page) == (
        f"没有找到完全相同的“会员人数工会”。下面{total}页是相近的：单位和时间对得上，或者这些词都有，但不连在一起。"
    )
    assert page.locator(HITS).count() == min(20, total)
    # as narrowed it is looser still
    choose(page, "年份", "2024年")
    page.wait_for_function("document.querySelectorAll('.gh-chosen li').length == 1")
    answered(page)
    assert "没有找到完全相同的" in state(page)


def test_nothing_found_says_how_to_search(page, site_url):
    find(page, site_url, "龘龘")
    assert state(page) == "没有找到“龘龘”。可以少写几个字，或者换一个说法。"
    assert page.locator(".gh-search-help").is_visible()
    assert page.locator(HITS).count() == 0
    find(page, site_url, "龘" * 25)
    assert state(page) == f"没有找到“{'龘' * 24}…”。可以少写几个字，或者换一个说法。"
    page.locator(".gh-search-help a", has_text="女职工 体检").click()
    answered(page, "找到")
    assert page.locator("#gh-query").input_value() == "女职工 体检"
    for text in page.locator(f"{HITS} .gh-hit-text").all_inner_texts():
        assert "女职工" in text or "体检" in text


def counts(page, title) -> dict[str, int | None]:
    """The values of a facet with their numbers."""
    group = page.locator(".gh-facet", has=page.locator("legend", has_text=re.compile(f"^{title}$")))
    rows = group.locator("li").all()
    return {
        row.locator("label span").first.text_content(): int(
            row.locator(".gh-facet-count").text_content() or -1
        )
        for row in rows
    }


def choose(page, title, name):
    group = page.locator(".gh-facet", has=page.locator("legend", has_text=re.compile(f"^{title}$")))
    group.locator("label", has=page.get_by_text(name, exact=True)).click()


def test_facets_narrow_and_their_counts_come_true(page, site_url):
    find(page, site_url, "职代会")
    years = counts(page, "年份")
    assert list(years) == sorted(years, reverse=True)
    assert sum(counts(page, "种类").values()) == int(re.search(r"\d+", state(page))[0])
    choose(page, "年份", "2023年")
    answered(page, f"找到{years['2023年']}篇")
    assert query(page) == {"q": ["职代会"], "year": ["2023"]}
    assert all("2023" in text for text in page.locator(HITS).all_inner_texts())
    # the other years' numbers come after the answer
    page.wait_for_function(
        """() => [...document.querySelectorAll('#gh-facet-year .gh-facet-count')].every(e => e.textContent)"""
    )
    page.wait_for_function("!document.querySelector('#gh-facet-year').textContent.includes('2025')")
    assert counts(page, "年份") == years  # those of none are not listed
    choose(page, "年份", "2024年")
    both = years["2023年"] + years["2024年"]
    answered(page, f"找到{both}篇")
    assert query(page)["year"] == ["2023", "2024"]
    unit, number = next(iter(counts(page, "单位").items()))
    choose(page, "单位", unit)
    answered(page, f"找到{number}篇")
    chips = page.locator(".gh-chosen button").all_inner_texts()
    assert chips == ["2023年 ×", "2024年 ×", f"{unit} ×", "全部去掉"]
    page.get_by_role("button", name="去掉：2023年").click()
    page.wait_for_function("document.querySelectorAll('.gh-chosen li').length == 3")
    assert query(page)["year"] == ["2024"]
    page.get_by_role("button", name="全部去掉").click()
    answered(page, f"找到{sum(counts(page, '种类').values())}页")
    assert query(page) == {"q": ["职代会"]}


def test_the_focus_stays_on_a_facet_that_is_chosen_by_keyboard(page, site_url):
    find(page, site_url, "职代会")
    page.locator(".gh-facet [type=checkbox]").first.focus()
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelectorAll('.gh-chosen li').length == 1")
    answered(page)
    assert page.evaluate("document.activeElement.checked")


def test_long_facets_are_cut_and_found_in(page, site_url):
    find(page, site_url, "工会")
    group = page.locator(".gh-facet", has=page.locator("legend", has_text=re.compile("^单位$")))
    shown = group.locator("li:visible").count()
    assert shown == 6
    group.get_by_role("button").click()
    whole = group.locator("li:visible").count()
    assert whole > shown
    assert group.get_by_role("button").inner_text() == "收起"
    group.get_by_role("button").click()
    assert group.locator("li:visible").count() == shown


def test_results_that_narrow_to_nothing_say_so(page, site_url):
    find(page, site_url, "逐家推进", "&year=2024")
    assert state(page) == "在选定的范围里没有找到“逐家推进”。"
    page.get_by_role("button", name="去掉：2024年").click()
    answered(page, "找到1篇")


def test_what_was_typed_may_stand_outside_of_what_is_chosen(page, site_url):
    find(page, site_url, "送温暖", "&year=2007")
    assert re.fullmatch(r"在选定的范围里没有原样写着“送温暖”的。按同义词找到\d+篇。", state(page))
    # a choice of nothing is none
    find(page, site_url, "送温暖", "&year=&kind=&unit=")
    assert state(page).startswith("找到")
    assert page.locator(".gh-chosen li").count() == 0


def test_newest_first(page, site_url):
    find(page, site_url, "工会", "&kind=" + quote("工作总结"))
    page.get_by_label("按时间，新的在前").check()
    page.wait_for_function("location.search.includes('sort=newest')")
    answered(page)
    said = page.locator(".gh-hit-title").all_inner_texts()
    years = [int(max(found)) for text in said if (found := re.findall(r"(\d{4})年", text))]
    assert years == sorted(years, reverse=True)
    assert len(set(years)) > 1


def test_more_are_loaded_on_demand(page, site_url):
    find(page, site_url, "工会")
    total = int(re.search(r"找到(\d+)页", state(page))[1])
    assert page.locator(HITS).count() == 20 < total
    first = titles(page)
    page.get_by_role("button", name=f"更多，还有{total - 20}页").click()
    page.wait_for_function("document.querySelectorAll('.gh-hits > li').length == 40")
    assert titles(page)[:20] == first
    assert len(set(page.locator(f"{HITS} a").evaluate_all("all => all.map(a => a.href)"))) == 40
    assert state(page).endswith("已列出40页。")
    assert focused(page) == titles(page)[20]
    page.reload()
    page.wait_for_function("document.querySelectorAll('.gh-hits > li').length == 40")


def test_the_back_button_goes_through_what_was_settled(page, site_url):
    find(page, site_url)
    page.keyboard.type("职代会", delay=20)
    answered(page, "找到")
    whole = state(page)
    choose(page, "种类", "指标")
    page.wait_for_function(
        "n => document.querySelector('.gh-search-state').textContent != n", arg=whole
    )
    choose(page, "年份", "2023年") if page.locator(
        ".gh-facet", has_text="年份"
    ).is_visible() else None
    page.locator("#gh-query").fill("")
    page.locator("#gh-query").type("女职工")
    page.wait_for_function("location.search.includes(encodeURIComponent('女职工'))")
    page.go_back()
    page.wait_for_function("document.querySelector('#gh-query').value == '职代会'")
    page.go_back()
    page.wait_for_function(
        "t => document.querySelector('.gh-search-state').textContent == t", arg=whole
    )
    assert query(page) == {"q": ["职代会"]}
    assert not page.locator(".gh-facet [type=checkbox]").first.is_checked()
    page.go_forward()
    page.wait_for_function("location.search.includes('kind')")
    answered(page)
    assert page.get_by_role("button", name="去掉：指标").is_visible()


def test_who_comes_back_from_a_result_stands_where_he_was(page, site_url):
    find(page, site_url, "工会")
    page.get_by_role("button", name="更多").click()
    page.wait_for_function("document.querySelectorAll('.gh-hits > li').length == 40")
    link = page.locator(f"{HITS} a").nth(25)
    title = link.inner_text()
    link.click()
    page.wait_for_url(lambda url: "/search/" not in url)
    page.go_back()
    page.wait_for_function("document.querySelectorAll('.gh-hits > li').length == 40")
    page.wait_for_function("t => document.activeElement.textContent == t", arg=title)


def test_arrow_keys_go_through_the_results_and_enter_opens(page, site_url):
    find(page, site_url, "职代会")
    page.locator("#gh-query").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == titles(page)[0]
    page.keyboard.press("ArrowDown")
    assert focused(page) == titles(page)[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "gh-query"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert focused(page).startswith("更多，还有")
    page.keyboard.press("Escape")
    assert focused(page) == "gh-query"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".gh-arrival")


def test_who_types_on_from_a_result_types_into_the_field(page, site_url):
    find(page, site_url, "职代会")
    assert "gh-search-state" in page.evaluate("document.activeElement.className")
    page.keyboard.press("ArrowDown")  # from elsewhere, too, this leads to the first
    assert focused(page) == titles(page)[0]
    page.keyboard.press("1")
    assert page.locator("#gh-query").input_value() == "职代会1"
    assert focused(page) == "gh-query"


def test_a_click_anywhere_in_a_result_opens_it(page, site_url):
    find(page, site_url, "逐家推进")
    assert page.locator(f"{HITS} a").count() == 1
    page.locator(f"{HITS} .gh-hit-text").click(position={"x": 200, "y": 8})
    page.wait_for_selector(".gh-arrival")
    page.go_back()
    answered(page, "找到")
    # who selects text does not leave
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.gh-hit-text'))")
    page.locator(f"{HITS} .gh-hit-text").evaluate("text => text.click()")
    page.wait_for_timeout(200)
    assert "/search/" in page.url


def test_what_a_title_says_is_not_said_again(page, site_url):
    find(page, site_url, "会员", "&unit=heyan-town&kind=" + quote("工作总结"))
    assert set(page.locator(".gh-hit-of").all_inner_texts()) == {"工作总结"}


def test_an_emptied_field_leaves_nothing_behind(page, site_url):
    find(page, site_url, "职代会", "&year=2023&unit=expressway-center")
    page.locator("#gh-query").fill("")
    page.wait_for_function("!document.querySelector('.gh-hits').children.length")
    assert state(page) == ""
    assert not page.locator(".gh-facets").is_visible()
    assert not page.locator(".gh-chosen button").first.is_visible()


def test_what_an_address_names_and_the_site_has_not_is_told(page, site_url):
    find(page, site_url, "职代会", "&year=1900&unit=nobody&kind=甲&status=乙&year=2023")
    assert state(page).startswith("找到")
    assert state(page).endswith("网址里的“甲”、“1900”、“nobody”、“乙”这里没有，没有按它缩小范围。")
    assert page.locator(".gh-chosen button").all_inner_texts() == ["2023年 ×"]


def test_kinds_and_states_are_those_of_the_summaries(page, site_url):
    page.goto(site_url)
    kinds, states = page.evaluate(
        """async () => { const m = await import('/assets/gonghui/search-facets.js'); return [m.KINDS, m.STATUSES] }"""
    )
    assert kinds == [*CLASS_NAMES, "单位", "指标", "指南", "其他"]
    assert states == [*DATA_STATUS_NAMES]


def test_years_have_no_field_of_their_own(page, site_url):
    page.goto(site_url)
    shown = page.evaluate(
        """async () => {
            const { Facets } = await import('/assets/gonghui/search-facets.js');
            const box = document.createElement('div'), facets = new Facets(box, () => {}, () => {});
            document.body.append(box);
            const many = Array.from({length: 25}, (_, n) => [`${2000 + n}`, 1]);
            const known = {kinds: [], types: [], categories: {}, units: {}};
            const none = {kind: [], year: [], period_kind: [], unit_type: [], unit: [], category: [], status: []};
            facets.show(known, {year: many, kind: many}, none);
            for (const button of box.querySelectorAll('.gh-facet-all')) button.click();
            return [...box.querySelectorAll('.gh-facet:not([hidden])')].map(group => group.querySelector('input').hidden);
        }"""
    )
    assert shown == [False, True]


def test_on_a_phone_a_button_leads_from_what_is_chosen_to_what_is_left(browser, site_url):
    context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
    page = watched(context)
    find(page, site_url, "职代会")
    page.locator(".gh-facets summary").click()
    choose(page, "年份", "2023年")
    answered(page)
    done = page.locator(".gh-facets-done button")
    number = re.search(r"\d+", state(page))[0]
    assert done.inner_text() == f"看{number}篇结果"
    page.wait_for_timeout(100)
    box = done.bounding_box()
    assert 0 < box["y"] < NARROW["height"] - box["height"] + 1
    low = page.evaluate(
        """() => [...document.querySelectorAll('.gh-facet label, .gh-chosen button, .gh-facet-all, .gh-facets-done button')]
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 40).map(e => e.outerHTML)"""
    )
    assert low == []
    done.click()
    assert not page.locator(".gh-facet").first.is_visible()
    page.wait_for_timeout(100)
    top = page.locator(STATE).bounding_box()["y"]
    assert 0 < top < 400
    assert page.trouble == []
    context.close()


# An input method


def compose(page, text):
    """Letters on their way to characters, as an input method hands them over."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition",
        {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
    )
    return session


def test_nothing_is_searched_or_sent_while_an_input_method_composes(page, site_url):
    find(page, site_url)
    session = compose(page, "zhidaihui")
    page.wait_for_timeout(400)
    assert page.locator("#gh-query").input_value() == "zhidaihui"
    assert (state(page), query(page)) == ("", {})
    gone = page.evaluate(
        """() => {
            const field = document.querySelector('#gh-query');
            const key = new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true});
            const prevented = !field.dispatchEvent(key);
            field.form.requestSubmit();
            return prevented;
        }"""
    )
    assert gone
    page.wait_for_timeout(300)
    assert (state(page), query(page)) == ("", {})
    session.send("Input.insertText", {"text": "职代会"})
    answered(page, "找到")
    assert page.locator("#gh-query").input_value() == "职代会"
    assert query(page) == {"q": ["职代会"]}


def test_typing_is_awaited_and_a_late_answer_overwrites_nothing(page, site_url):
    held = []
    find(page, site_url)
    page.keyboard.type("工会")
    answered(page, "找到")

    def hold(route):
        held.append(route)

    page.route(re.compile(r"/search/.*pairs"), hold)
    page.locator("#gh-query").fill("送温暖活动")
    page.wait_for_timeout(500)
    assert held
    page.locator("#gh-query").fill("工会")  # what it needs has been read
    page.wait_for_timeout(400)
    said = state(page)
    assert said.startswith("找到")
    for route in list(held):
        route.continue_()
    page.wait_for_timeout(400)
    assert state(page) == said
    assert query(page) == {"q": ["工会"]}


def test_who_types_on_while_the_way_back_is_slow_keeps_the_focus(page, site_url):
    find(page, site_url, "工会")
    page.locator(f"{HITS} a").nth(3).click()
    page.wait_for_url(lambda url: "/search/" not in url)
    held = []

    def hold(route):
        held.append(route)

    page.route(re.compile(r"/search/.*pairs"), hold)
    page.go_back(wait_until="commit")
    page.wait_for_function("/正在查/.test(document.querySelector('.gh-search-state')?.textContent)")
    assert held
    page.route(re.compile(r"/search/.*pairs"), lambda route: route.continue_())
    page.locator("#gh-query").fill("会员")  # stands in another part
    answered(page, "找到")
    assert page.locator(HITS).count() > 3
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert focused(page) == "gh-query"
    assert state(page).startswith("找到")


# When it cannot be read


def test_an_index_that_does_not_come_is_told_and_tried_again(broken, site_url):
    page = broken
    page.route(INDEX, lambda route: route.abort())
    page.goto(site_url + SEARCH + "?q=" + quote("职代会"))
    page.wait_for_function(
        "document.querySelector('.gh-search-state').textContent.includes('重试')"
    )
    assert state(page) == (
        "检索用的数据没有读到，可能是网络断了，也可能是网站正在更新。请稍等一会儿，再按“重试”。"
    )
    page.unroute_all()
    page.get_by_role("button", name="重试").click()
    answered(page, "找到")
    assert not page.get_by_role("button", name="重试").is_visible()


def test_offline_is_told(broken, site_url):
    page = broken
    find(page, site_url)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.locator("#gh-query").type("职代会")
    page.wait_for_function("document.querySelector('.gh-search-state').textContent")
    assert state(page) == "现在没有联网，检索用的数据读不到。请连上网络，再按“重试”。"
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    answered(page, "找到")


def test_more_that_does_not_come_is_told_beside_the_button(broken, site_url):
    page = broken
    find(page, site_url, "工会", "&sort=newest")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    said = state(page)
    for _ in range(12):  # until something is needed that has not been read
        page.locator(".gh-search-more button").click()
        page.wait_for_timeout(100)
        if page.locator(".gh-search-more-state").inner_text():
            break
    assert page.locator(".gh-search-more-state").inner_text() == (
        "现在没有联网，检索用的数据读不到。请连上网络，再按“更多”。"
    )
    assert state(page).startswith(said)
    before = page.locator(HITS).count()
    page.context.set_offline(False)
    page.locator(".gh-search-more button").click()
    page.wait_for_function("n => document.querySelectorAll('.gh-hits > li').length > n", arg=before)


def test_the_key_offline_leaves_the_reader_where_he_is(broken, site_url):
    page = broken
    page.goto(site_url + PAGES["summary"])
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.keyboard.press("/")
    page.wait_for_selector("[role=alert]")
    assert page.url == site_url + PAGES["summary"]
    assert (
        page.locator("[role=alert]")
        .inner_text()
        .startswith("现在没有联网，不能检索。请连上网络再试。")
    )
    page.keyboard.press("Escape")
    assert page.locator("[role=alert]").count() == 0
    page.keyboard.press("/")
    page.wait_for_selector("[role=alert]")
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    page.wait_for_selector("dialog[open]")
    assert page.locator("[role=alert]").count() == 0


def test_a_program_that_does_not_come_is_told(broken, site_url, built_site):
    page = broken
    page.route("**/search-page.js", lambda route: route.abort())
    page.goto(site_url + SEARCH)
    page.wait_for_function("document.querySelector('.gh-search-state').textContent")
    assert state(page) == "检索的程序没有读到。请检查网络，再刷新这一页。"
    page.goto((built_site / "search" / "index.html").as_uri())
    page.wait_for_function("document.querySelector('.gh-search-state').textContent")
    assert (
        state(page) == "这一页是从本机的文件打开的，浏览器不让读检索用的数据。请从网站的网址打开。"
    )


def test_every_page_has_the_way_to_search_in_its_header(built_site):
    pages = sorted(built_site.rglob("*.html"))
    assert len(pages) > 200
    way = re.compile(
        r'(?s)<header class="md-header.*?<a href="([^"]*)" class="gh-search-link".*?</nav>'
    )
    for file in pages:
        found = way.findall(file.read_text(encoding="utf-8"))
        depth = len(file.relative_to(built_site).parts) - 1
        wanted = "/search/" if file.name == "404.html" else "../" * depth + "search/"
        if file.parent == built_site / "search":
            wanted = "./"
        assert found == [wanted], file


def test_without_scripts_the_lists_are_offered(browser, site_url):
    with visit(browser, site_url, script=False) as page:
        assert not page.locator(".gh-find").is_visible()
        page.locator(".gh-search-link").click()
        page.wait_for_load_state()
        assert page.url == site_url + SEARCH
        assert not page.locator(".gh-search").is_visible()
        assert page.locator("article noscript").inner_text() == (
            "检索要靠脚本，浏览器没有开脚本。请从目录里找：全部总结、全部单位、全部指标。"
        )


# From home


def test_the_field_at_home_leads_to_the_results(page, site_url):
    page.goto(site_url)
    page.get_by_label("检索", exact=True).last.click()
    page.keyboard.type("职代会")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    answered(page, "找到")
    assert page.locator("#gh-query").input_value() == "职代会"


# The field over every page


def test_a_slash_opens_the_field_and_escape_gives_the_focus_back(page, site_url):
    page.goto(site_url + PAGES["period"])
    before = len([url for url in page.requested if "/search" in url])
    page.locator("article a").first.focus()
    name = focused(page)
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    assert before == 1  # the style sheet; nothing of search is loaded before it is asked for
    assert page.locator("dialog input").input_value() == ""
    page.keyboard.type("送温暖")
    page.wait_for_selector("dialog .gh-hits li")
    assert page.locator("dialog [role=status]").inner_text().startswith("找到")
    assert page.locator("dialog .gh-hits li").count() == 8
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")
    assert focused(page) == name
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    assert page.locator("dialog input").input_value() == "送温暖"
    page.keyboard.type("a/b")  # selected: typed over; a slash in a field is a slash
    assert page.locator("dialog input").input_value() == "a/b"


def test_the_empty_field_shows_examples_of_this_site(page, site_url):
    page.goto(site_url)
    page.keyboard.press("/")
    page.wait_for_selector(".gh-example")
    assert page.locator(".gh-example").all_inner_texts() == [
        "职代会", "厂务公开", "女职工委员会", "劳动模范", "青禾县总工会",
    ]  # fmt: skip
    assert violations(page) == []
    page.locator(".gh-example").nth(1).click()
    page.wait_for_selector("dialog .gh-hits li")
    assert page.locator("dialog input").input_value() == "厂务公开"
    assert focused(page) == "" or page.evaluate("document.activeElement.tagName") == "INPUT"
    assert not page.locator(".gh-example").first.is_visible()


def test_arrows_and_enter_open_a_result_of_the_field(page, site_url):
    page.goto(site_url)
    page.locator(".gh-search-link").click()
    page.wait_for_selector("dialog[open]")
    page.keyboard.type("逐家推进")
    page.wait_for_selector("dialog .gh-hits li")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.gh-hit-title') != null")
    page.keyboard.press("Enter")
    page.wait_for_selector(".gh-arrival")
    assert "summaries/" in page.url
    page.go_back()
    assert page.locator("dialog[open]").count() == 0


def test_enter_in_the_field_leads_to_all_results(page, site_url):
    page.goto(site_url + PAGES["summary"])
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    page.keyboard.type("送温暖")
    page.wait_for_selector("dialog .gh-hits li")
    assert re.fullmatch(
        r"全部\d+页，可以按年份、单位缩小范围", page.locator(".gh-dialog-foot a").inner_text()
    )
    page.locator("dialog input").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    answered(page, "找到")
    # on its own page the key leads to the page's field
    page.locator("h1").click()
    page.keyboard.press("/")
    assert focused(page) == "gh-query"
    assert page.locator("dialog").count() == 0


def test_the_field_says_why_it_finds_nothing(broken, site_url):
    page = broken
    page.route(INDEX, lambda route: route.abort())
    page.goto(site_url)
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    page.keyboard.type("职代会")
    page.wait_for_selector("dialog .gh-button:visible")
    assert page.locator("dialog [role=status]").inner_text().startswith("检索用的数据没有读到")
    assert not page.locator(".gh-dialog-keys").is_visible()  # nothing to go through
    page.unroute_all()
    page.locator("dialog .gh-button").click()
    page.wait_for_selector("dialog .gh-hits li")


def test_a_slash_in_a_field_of_the_page_stays_a_slash(page, site_url):
    page.goto(site_url + PAGES["chooser"])
    page.locator("#gh-unit").click()
    page.keyboard.type("/")
    page.wait_for_timeout(200)
    assert page.locator("#gh-unit").input_value() == "/"
    assert page.locator("dialog").count() == 0


# Where one arrives


def marks(page) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('mark.gh-hit')].map(mark => mark.textContent)"
    )


def test_a_result_leads_to_its_heading_with_the_hits_marked(page, site_url):
    find(page, site_url, "逐家推进")
    page.locator(f"{HITS} a").click()
    page.wait_for_function(
        "/标出了/.test(document.querySelector('.gh-arrival-state')?.textContent)"
    )
    assert page.locator(".gh-arrival-state").inner_text() == "标出了1处“逐家推进”"
    assert marks(page) == ["逐家推进"]
    assert query(page)["h"] == ["逐家推进"]
    assert urlsplit(page.url).fragment
    box = page.locator("mark.gh-hit").bounding_box()
    assert 60 < box["y"] < 840
    assert not page.get_by_role("button", name="下一处").is_visible()
    before = page.evaluate("document.querySelector('article').textContent.length")
    page.get_by_role("button", name="清除").click()
    assert marks(page) == []
    assert urlsplit(page.url).query == ""
    assert urlsplit(page.url).fragment
    assert page.locator(".gh-arrival").count() == 0
    assert page.evaluate("document.querySelector('article').textContent.length") < before


def test_one_arrives_at_the_sentence_that_was_shown(page, site_url):
    """Not at the first mark under its heading, which is often the heading or another paragraph."""
    find(page, site_url, "会员", "&unit=qinghe-county&unit=heyan-town")
    shown = []
    for hit in page.locator(HITS).all()[:6]:
        marks_before = hit.locator(".gh-hit-text").inner_text().strip("…")
        shown.append((hit.locator("a").get_attribute("href"), marks_before))
    later = 0
    for address, text in shown:
        page.goto(address)
        page.wait_for_function(
            "/标出了/.test(document.querySelector('.gh-arrival-state')?.textContent)"
        )
        block = page.evaluate(
            "document.querySelector('mark.gh-hit-now').closest('p, li, h1, h2, h3, tr, caption, dd').textContent"
        )
        assert re.sub(r"\s", "", text)[:20] in re.sub(r"\s", "", block), address
        number = page.evaluate(
            "[...document.querySelectorAll('mark.gh-hit')].findIndex(m => m.matches('.gh-hit-now')) + 1"
        )
        said = page.locator(".gh-arrival-state").inner_text()
        assert re.fullmatch(rf"标出了\d+处“会员”，现在是第{number}处", said)
        later += number > 1
    assert later > 3
    assert set(query(page)) == {"h", "b"}


def test_everything_of_the_bar_is_in_sight_at_four_times_the_size(browser, site_url):
    url = site_url + PAGES["summary"] + "?h=" + quote("工会")
    with visit(browser, url, viewport={"width": 320, "height": 256}) as page:
        page.wait_for_function(
            "/标出了/.test(document.querySelector('.gh-arrival-state')?.textContent)"
        )
        bar = page.locator(".gh-arrival").bounding_box()
        assert bar["x"] >= 0
        assert bar["x"] + bar["width"] <= 320
        for button in page.locator(".gh-arrival button").all():
            box = button.bounding_box()
            assert box["x"] + box["width"] <= bar["x"] + bar["width"], button.inner_text()
        assert sideways(page) == 0


def test_places_are_gone_through_by_keyboard_and_said(page, site_url):
    page.goto(site_url + PAGES["summary"] + "?h=" + quote("工會"))
    page.wait_for_function(
        "/标出了/.test(document.querySelector('.gh-arrival-state')?.textContent)"
    )
    count = int(re.search(r"\d+", page.locator(".gh-arrival-state").inner_text())[0])
    assert count > 3
    assert set(marks(page)) == {"工会"}
    assert page.evaluate(SHIFT) == 0
    assert violations(page) == []
    page.get_by_role("button", name="下一处").focus()
    page.keyboard.press("Enter")
    assert page.locator(".gh-arrival-state").inner_text() == f"第2处，共{count}处"
    assert focused(page) == "下一处"
    page.get_by_role("button", name="上一处").click()
    page.get_by_role("button", name="上一处").click()
    assert page.locator(".gh-arrival-state").inner_text() == f"第{count}处，共{count}处"
    assert page.locator("mark.gh-hit-now").count() == 1
    page.keyboard.press("Escape")
    assert marks(page) == []


def test_marks_reach_over_links_and_open_what_is_folded(page, site_url):
    page.goto(site_url + PAGES["summary"])
    page.evaluate(
        """() => document.querySelector('article').insertAdjacentHTML('beforeend',
            '<div id="probe"><p>逐<b>磬</b><a href="#">家</a>推<sup class="gh-mark"><a>9</a></sup> 进</p>'
            + '<details><summary>看</summary><p>磬家</p></details><input value="磬家"><svg><text>磬家</text></svg>'
            + '<table><tr><td>磬</td><td>家</td></tr></table></div>')"""
    )
    page.evaluate("history.replaceState(null, '', '?h=' + encodeURIComponent('磬家推进 磬家'))")
    page.evaluate("import('/assets/gonghui/search-arrival.js')")
    page.wait_for_function(
        "/标出了/.test(document.querySelector('.gh-arrival-state')?.textContent)"
    )
    # 磬家推进 in one paragraph, whatever stands between; 磬家 in the fold; not in the input, the drawing, two cells
    assert page.locator(".gh-arrival-state").inner_text() == "标出了2处“磬家推进 磬家”，现在是第1处"
    assert "".join(marks(page)) == "磬家推进磬家".replace("推进", "推 进")
    assert not page.locator("#probe details").evaluate("d => d.open")
    page.get_by_role("button", name="下一处").click()
    assert page.locator("#probe details").evaluate("d => d.open")
    assert page.locator("#probe details mark").is_visible()


def test_what_a_page_does_not_hold_is_told(page, site_url):
    page.goto(site_url + PAGES["summary"] + "?h=" + quote("龘"))
    page.wait_for_function("document.querySelector('.gh-arrival-state')?.textContent")
    assert page.locator(".gh-arrival-state").inner_text() == "这一页里没有连在一起的“龘”"


def test_nothing_is_said_of_a_page_whose_reading_aid_did_not_come(broken, site_url):
    page = broken
    page.route("**/search/simplified.bin", lambda route: route.abort())
    page.goto(site_url + PAGES["summary"] + "?h=" + quote("職代會"))
    page.wait_for_function("document.querySelector('.gh-arrival-state')?.textContent")
    assert page.locator(".gh-arrival-state").inner_text() == (
        "“職代會”没有标出来：检索用的数据没有读到，请刷新这一页再试"
    )


def test_a_picture_is_found_by_what_it_is_said_to_show(page, site_url):
    page.goto(site_url + PAGES["picture"])
    alt = page.locator("article img").first.get_attribute("alt")
    find(page, site_url, alt)
    assert state(page).startswith("找到")
    page.goto(site_url + PAGES["picture"] + f"?h={quote(alt)}")
    page.wait_for_selector(".gh-arrival")
    assert page.locator("img.gh-hit").count() == 1
    page.get_by_role("button", name="清除").click()
    assert page.locator("article img").first.is_visible()
    assert page.locator("img.gh-hit").count() == 0


def test_a_synonym_is_marked_where_one_arrives(page, site_url):
    find(page, site_url, "送温暖", "&year=2008")
    page.locator(HITS, has_text="同义词").locator("a").first.click()
    page.wait_for_function(
        "/标出了/.test(document.querySelector('.gh-arrival-state')?.textContent)"
    )
    assert set(marks(page)) == {"走访慰问"}


# Harmless, and good everywhere

EVIL = "<img src=x onerror=a()>"


def test_names_that_look_like_html_stay_text(page, site_url):
    """What is typed, and what an index says, are never taken for HTML."""
    find(page, site_url, EVIL)
    assert f"“{EVIL}”" in state(page)
    assert page.locator(".gh-search img").count() == 0
    page.evaluate(
        """async evil => {
            const { hit } = await import('/assets/gonghui/search-hit.js');
            const result = {url: location.origin + '/a/#b', title: evil, excerpt: evil, marks: [[0, 4]], forms: ['img'],
                heading: evil, kind: evil, unit: evil, period: '', via: [evil], more: 0};
            document.querySelector('.gh-hits').append(hit(result, evil, false));
        }""",
        EVIL,
    )
    assert page.locator(".gh-search img").count() == 0
    assert page.locator(".gh-hits li").inner_text.__self__.text_content().count(EVIL) >= 3
    page.goto(site_url + PAGES["summary"] + "?h=" + quote(EVIL))
    page.wait_for_function("document.querySelector('.gh-arrival-state')?.textContent")
    assert page.locator(".gh-arrival img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, {"width": 1440, "height": 900}], ids=["390", "1440"])
def test_results_and_field_have_no_fault_and_ask_nobody_else(browser, site_url, scheme, viewport):
    with visit(browser, site_url, viewport=viewport, scheme=scheme) as page:
        page.goto(site_url + SEARCH + "?year=2023&year=2024&q=" + quote("职代会"))
        answered(page, "找到")
        assert page.evaluate(SHIFT) == 0
        if viewport == NARROW:
            page.locator(".gh-facets summary").click()
        assert page.locator(".gh-facet:visible").count() > 3
        assert violations(page) == []
        assert sideways(page) == 0
        page.goto(site_url + PAGES["period"])
        page.locator(".gh-search-link").click()
        page.wait_for_selector("dialog[open]")
        page.keyboard.type("走访慰问")
        page.wait_for_selector("dialog .gh-hits li")
        assert violations(page) == []
        box = page.locator("dialog").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]
        assert box["y"] + box["height"] <= viewport["height"]
        small = page.evaluate(
            """() => [...document.querySelectorAll('dialog :is(a, button, input), .gh-search-link')]
                .filter(e => e.getClientRects().length)
                .filter(e => e.getBoundingClientRect().width < 24 || e.getBoundingClientRect().height < 24)
                .map(e => e.outerHTML)"""
        )
        assert small == []
        assert page.trouble == []
        assert {urlsplit(url).netloc for url in page.requested} == {urlsplit(site_url).netloc}


def test_on_paper_there_is_no_search(page, site_url):
    page.goto(site_url + PAGES["summary"] + "?h=" + quote("工会"))
    page.wait_for_selector("mark.gh-hit")
    page.emulate_media(media="print")
    assert not page.locator(".gh-search-link").is_visible()
    assert not page.locator(".gh-arrival").is_visible()
    assert page.locator("mark.gh-hit").first.evaluate(
        "mark => getComputedStyle(mark).backgroundColor"
    ) == "rgba(0, 0, 0, 0)"  # fmt: skip
