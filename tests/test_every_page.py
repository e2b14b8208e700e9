"""One page of every kind in each of the browser's states: it shows without trouble, stands still,
asks nobody else, fits its window, has no fault of accessibility and prints as it should.

A page is opened once in each state, and everything is asked of it there: opening it anew for each
question takes the tests minutes. A question is a function from the page to its faults."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browsing import (
    NARROW,
    OVERFLOWING,
    PAGES,
    SHIFT,
    WIDE,
    add_style,
    sideways,
    violations,
    visit,
)

pytestmark = pytest.mark.browser

# a window of 1280 × 1024 at 400 %
ZOOMED = {"width": 320, "height": 256}
# 17 cm between the margins, at 96 to the inch
SHEET = {"width": 642, "height": 900}


def trouble(page: Page) -> list[str]:
    page.mouse.wheel(0, 20000)
    page.wait_for_timeout(50)  # what a script asks for after the page has loaded
    return list(page.trouble)


def asked_elsewhere(page: Page) -> set[str]:
    here = urlsplit(page.url).netloc
    asked = {urlsplit(url).netloc for url in page.requested if not url.startswith("data:")}
    return asked ^ {here}


def shift(page: Page) -> float:
    """Cumulative layout shift; test_browser.py shows with a picture that it can be more than 0."""
    return page.evaluate(SHIFT)


BOXES = """() => [...document.querySelectorAll('.gh-scroll')]
    .filter(box => box.scrollWidth > box.clientWidth)
    .filter(box => getComputedStyle(box).overflowX != 'auto' || box.tabIndex != 0)
    .map(box => box.outerHTML.slice(0, 200))"""


def overflowing(page: Page) -> list[str]:
    return page.evaluate(OVERFLOWING)


def wide_tables_without_a_box(page: Page) -> list[str]:
    return page.evaluate(BOXES)


def first_stop(page: Page) -> list[str]:
    """The first stop of the Tab key skips to the text, is seen, and leads there; also on a page that
    has put the focus on what it has found."""
    page.evaluate("scrollTo(0, 0); document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    found = [link.inner_text(), link.get_attribute("href")]
    page.wait_for_function("getComputedStyle(document.activeElement).opacity == 1")
    box = link.bounding_box()
    seen = box["x"] >= 0 and box["y"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash == '#gh-content'")
    below = page.evaluate("document.querySelector('h1').getBoundingClientRect().top") > 0
    page.keyboard.press("Tab")
    inside = page.evaluate("!!document.activeElement.closest('article')")
    right = found == ["跳到正文", "#gh-content"] and seen and below and inside
    return [] if right else [*found, f"seen {seen}, heading below {below}, next inside {inside}"]


def printed_though_it_leads_elsewhere(page: Page) -> list[str]:
    gone = page.locator(
        ".md-header, .md-tabs, .md-footer, .md-sidebar, .md-skip, .md-top, .gh-trail, .gh-turn,"
        " .gh-download, .gh-way-in, .gh-button, .gh-origin"
    )
    assert gone.count() > 3
    return gone.evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 99))"
    )


def head_of_the_sheet(page: Page) -> list[str]:
    head = page.locator(".gh-print-head")
    title = page.title().removesuffix(" - 工会工作总结")
    wanted = ["工会工作总结", title if urlsplit(page.url).path != "/" else "首页"]
    shown = head.is_visible() and head.evaluate("h => getComputedStyle(h).display")
    words = head.locator("span").all_inner_texts()
    return [] if (shown, words) == ("table-header-group", wanted) else [f"{shown}", *words]


UNPRINTABLE = {
    "wider than the sheet": """() => [...document.querySelectorAll('.md-content :is(table, svg, img, pre)')]
        .filter(element => element.getBoundingClientRect().right > innerWidth + 1)""",
    "letter below letter": """() => [...document.querySelectorAll('.gh-grid tbody th[scope=row]')]
        .filter(head => head.getBoundingClientRect().width < 55)""",
    "number broken": """() => [...document.querySelectorAll('.gh-grid td.gh-num')].filter(cell => {
        const range = document.createRange(), node = document.createTreeWalker(cell, 4).nextNode();
        if (!node) return false;
        const number = node.data.match(/^[\\d,.]+/);
        if (!number) return false;
        range.setStart(node, 0);
        range.setEnd(node, number[0].length);
        return range.getClientRects().length > 1;
    })""",
    "arrow of a sorted column": """() => [...document.querySelectorAll('.gh-sort')]
        .filter(button => getComputedStyle(button, '::after').content != '""')""",
    "chart unseen, small or coloured": """() =>
        [...document.querySelectorAll('.gh-trend svg, .gh-spark')].filter(chart =>
            !chart.checkVisibility() || chart.getBoundingClientRect().width < 40
            || getComputedStyle(chart).getPropertyValue('--gh-chart-ink').trim() != '#000')""",
}


def unprintable(page: Page) -> dict[str, list[str]]:
    """What makes Chromium print the page smaller, or cut it, or what no reader can use on paper."""
    shown = "(found => found().map(element => element.outerHTML.slice(0, 120)))"
    found = {why: page.evaluate(f"{shown}({which})") for why, which in UNPRINTABLE.items()}
    return {why: elements for why, elements in found.items() if elements}


class Faults(dict):
    """What was found, by the question; a question without a fault leaves nothing."""

    def ask(self, page: Page, *questions, where: str = "") -> None:
        for question in questions:
            if found := question(page):
                self[question.__name__ + where] = found


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
@pytest.mark.parametrize("name", PAGES)
def test_a_light_page(tabs, site_url, name, viewport):
    page = tabs.go(site_url + PAGES[name], viewport=viewport)
    faults = Faults()
    faults.ask(page, shift, sideways, violations, trouble, asked_elsewhere)
    assert page.get_attribute("body", "data-md-color-scheme") == "default"
    if viewport is NARROW:
        faults.ask(page, overflowing, wide_tables_without_a_box)
    faults.ask(page, first_stop)
    try:
        if viewport is NARROW:
            page.set_viewport_size(ZOOMED)
            faults.ask(page, sideways, overflowing, wide_tables_without_a_box, where=" at 400 %")
        else:
            page.set_viewport_size(SHEET)
            page.emulate_media(media="print")
            faults.ask(page, unprintable)
            if name != "404":
                faults.ask(page, printed_though_it_leads_elsewhere, head_of_the_sheet)
    finally:
        page.emulate_media(media="null")
        page.set_viewport_size(viewport)
    assert faults == {}


# each kind at one of the two widths, at the other under make prove: what is dark is so at both
DARK = [
    pytest.param(name, width, id=f"{name}-{width}", marks=pytest.mark.prove if later else ())
    for number, name in enumerate(PAGES)
    for width, later in ((390, number % 2 == 0), (1440, number % 2 == 1))
]


@pytest.mark.parametrize(("name", "width"), DARK)
def test_a_dark_page(tabs, site_url, name, width):
    viewport = NARROW if width == 390 else WIDE
    page = tabs.go(site_url + PAGES[name], viewport=viewport, scheme="dark")
    faults = Faults()
    faults.ask(page, shift, sideways, violations, trouble, asked_elsewhere)
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    assert faults == {}


DAMAGED = {
    sideways: "body { width: 3000px }",
    overflowing: ".md-typeset h1 { width: 3000px }",
    wide_tables_without_a_box: ".md-typeset .gh-scroll { overflow-x: hidden }",
    first_stop: ".md-skip { left: -99px !important }",
    unprintable: ".gh-grid { min-width: 3000px !important }",
    printed_though_it_leads_elsewhere: "body .md-header { display: block !important }",
    head_of_the_sheet: "body .gh-print-head { display: none !important }",
}


@pytest.mark.parametrize("question", DAMAGED, ids=lambda question: question.__name__)
def test_a_fault_is_found(browser, site_url, question):
    """What is asked of every page above: without this, a question that finds nothing ever would do."""
    printing = question.__name__.startswith(("unprintable", "printed", "head"))
    with visit(
        browser, site_url + PAGES["summary"], viewport=SHEET if printing else NARROW
    ) as page:
        page.emulate_media(media="print" if printing else "screen")
        assert not question(page)
        page.goto("about:blank")  # no focus, no place on the page is left
        page.goto(site_url + PAGES["summary"])
        add_style(page, DAMAGED[question])
        assert question(page)
