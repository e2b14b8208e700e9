"""WCAG 2.2 AA as far as a machine can tell (axe-core), and the site by keyboard alone, in a real Chromium."""

from __future__ import annotations

import pytest

from tests.browsing import NARROW, PAGES, WIDE, Tabs, add_style, violations
from tests.commanding import gonghui
from tests.conftest import copy_small_project

pytestmark = pytest.mark.browser

FAULTS = {
    "image-alt": "<img src='../../assets/logo.svg' width='9' height='9'>",
    "color-contrast": "<p><span class='faint'>浅色的字</span></p>",
    "button-name": "<button type='button'></button>",
    "target-size": "<div class='tight'><a href='#1'>一</a><a href='#2'>二</a></div>",
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found(tabs, site_url, rule):
    """The measurement itself: without this, an axe that runs no rule would find no fault either."""
    page = tabs.go(site_url + PAGES["period"])
    add_style(
        page,
        ".md-typeset .faint { color: #bbb } .tight { display: flex } .tight a { width: 12px; height: 12px }",
    )
    page.evaluate(
        "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)",
        FAULTS[rule],
    )
    assert rule in {found for found, _ in violations(page)}


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """A preview of a few files of the sample, a draft among them."""
    folder = tmp_path_factory.mktemp("preview")
    project = copy_small_project(folder / "project")
    done = gonghui("build", "--site-dir", str(folder / "site"), "--preview", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_draft_in_a_preview_has_no_fault(browser, preview, scheme):
    def file_of(route):
        address = route.request.url.partition("//preview.invalid/")[2].partition("?")[0]
        path = preview / (address + "index.html" if address.endswith("/") else address)
        route.fulfill(path=path)

    tabs = Tabs(browser)
    try:
        page = tabs.go("about:blank", scheme=scheme)
        page.route("**/*", file_of)
        page.goto("http://preview.invalid/summaries/2024-H2/liuwan-town/")
        assert page.locator(".gh-draft").is_visible()
        assert page.locator(".gh-checkup").is_visible()
        assert violations(page) == []
    finally:
        tabs.close()


# Keyboard

FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    if (!window.seen) window.seen = [];
    if (!window.seen.includes(element)) window.seen.push(element);
    // the palette's switch is seen as its label
    const shown = element.name === '__palette'
        ? document.querySelector('label[for^=__palette]:not([hidden])') : element;
    const style = getComputedStyle(shown);
    return {
        number: window.seen.indexOf(element),
        name: element.tagName.toLowerCase() + (element.className ? '.' + element.className : ''),
        outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
        shown: shown.getClientRects().length > 0,
    };
}"""


def stops(page, most=1500) -> list[dict]:
    """Every stop of the Tab key, from the page's top until the focus leaves it or a stop comes again."""
    found: list[dict] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (found and stop["number"] == 0):
            return found
        found.append(stop)
    raise AssertionError(f"no end after {most} stops, the last: {found[-3:]}")


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
@pytest.mark.parametrize("name", ["home", "summary", "unit", "missing"])
def test_the_focus_always_moves_on_and_is_always_seen(tabs, site_url, name, viewport):
    page = tabs.go(site_url + PAGES[name], viewport=viewport)
    found = stops(page)
    numbers = [stop["number"] for stop in found]
    assert numbers == list(range(len(found))), "the focus came back to an element, or stood still"
    assert [stop["name"] for stop in found if not stop["shown"]] == []
    assert [stop["name"] for stop in found if not stop["outline"]] == []
    # nothing in the article that takes the focus is passed over
    wanted = page.evaluate("""() => [...document.querySelectorAll(
            'article :is(a[href], button, summary, [tabindex="0"])')]
        .filter(e => !e.disabled && e.getClientRects().length && getComputedStyle(e).visibility != 'hidden'
            && !(e.closest('details:not([open])') && !e.matches('summary')))
        .filter(e => !window.seen.includes(e)).map(e => e.outerHTML.slice(0, 200))""")
    assert wanted == []


def test_a_focus_without_outline_is_found(tabs, site_url):
    page = tabs.go(site_url + PAGES["period"])
    add_style(page, "article .gh-sort { outline: none !important }")
    unseen = [stop["name"] for stop in stops(page) if not stop["outline"]]
    assert unseen == ["button.gh-sort focus-visible"] * 5


def test_a_wide_table_is_scrolled_by_arrow_keys(tabs, site_url):
    page = tabs.go(site_url + PAGES["unit"], viewport=NARROW)
    boxes = page.locator(".gh-scroll")
    wide = [
        index
        for index in range(boxes.count())
        if boxes.nth(index).evaluate("b => b.scrollWidth > b.clientWidth + 50")
    ]
    assert wide
    box = boxes.nth(wide[0])
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.activeElement.scrollLeft == 0")


def test_folded_sentences_open_by_keyboard(tabs, site_url):
    page = tabs.go(site_url + PAGES["summary"])
    page.locator("details.gh-sentences summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("details.gh-sentences li").first.is_visible()
    page.keyboard.press("Space")
    assert not page.locator("details.gh-sentences li").first.is_visible()


def test_the_palette_is_switched_by_keyboard(tabs, site_url):
    page = tabs.go(site_url)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "__palette":
            break
    for scheme in ("slate", "default"):
        page.keyboard.press("ArrowRight")
        page.wait_for_function("s => document.body.dataset.mdColorScheme == s", arg=scheme)
