"""The built site in a real browser: narrow and wide, light and dark, with and without JavaScript."""

from __future__ import annotations

import functools
import re
import threading
import time
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browsing import NARROW, PAGES, SHIFT, WIDE, sideways, visit

pytestmark = pytest.mark.browser


def test_every_kind_of_page_is_among_those_looked_at(built_site):
    """Of each folder its index and a page below it, and of the guide every page."""
    built = {
        p.parent.relative_to(built_site).as_posix() + "/" for p in built_site.rglob("index.html")
    }
    looked_at = set(PAGES.values())
    assert {address for address in built if address.startswith("guide/")} <= looked_at
    folders = {address.partition("/")[0] for address in built} - {"."}
    assert folders == {
        "summaries", "units", "types", "metrics", "categories", "reporting", "beside", "workbench",
        "downloads", "guide", "search",
    }  # fmt: skip
    for folder in folders - {"workbench", "downloads", "search"}:  # each has an index alone
        assert f"{folder}/" in looked_at
        assert any(a.startswith(f"{folder}/") and a != f"{folder}/" for a in looked_at)


def test_no_page_is_heavy(built_site):
    """Bytes of HTML: at most 60 KB a summary, 80 KB the home page."""
    sizes = {
        page.parent.relative_to(built_site).as_posix(): page.stat().st_size
        for page in built_site.glob("summaries/*/*/**/index.html")
    }
    assert len(sizes) > 50
    assert {address: size for address, size in sizes.items() if size > 60_000} == {}
    assert (built_site / "index.html").stat().st_size <= 80_000


def test_a_wide_table_scrolls_and_keeps_its_first_column_in_sight(browser, site_url):
    with visit(browser, site_url + PAGES["summary"], viewport=NARROW) as page:
        box = page.locator(".gh-scroll", has_text="与上年同期对比").first
        assert box.evaluate("b => b.scrollWidth > b.clientWidth")
        box.evaluate("b => { b.scrollLeft = 10000 }")
        assert box.evaluate("b => b.scrollLeft") > 0
        head = box.locator("tbody tr:not(.gh-group) th").first.bounding_box()
        assert head["x"] >= box.bounding_box()["x"] - 1


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
def test_palette_switches_there_and_back_and_is_remembered(browser, site_url, viewport):
    def scheme(page) -> str:
        return page.get_attribute("body", "data-md-color-scheme")

    def ground(page) -> str:
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    with visit(browser, site_url, viewport=viewport) as page:
        light = ground(page)
        page.locator("label[title=换成深色]").click()
        page.wait_for_function("document.body.dataset.mdColorScheme == 'slate'")
        assert ground(page) != light
        page.goto(site_url + PAGES["summary"])
        assert scheme(page) == "slate"
        page.locator("label[title=换成浅色]").click()
        page.wait_for_function("document.body.dataset.mdColorScheme == 'default'")
        assert ground(page) == light
        assert page.trouble == []


SIZE = ' width="960" height="600"'


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
@pytest.mark.parametrize("without", ["", SIZE], ids=["as built", "without its size"])
def test_a_picture_that_comes_late_moves_nothing(browser, site_url, viewport, without):
    """Cumulative layout shift; that it is more without the attributes proves the measurement."""
    held = []

    def page_of(route):
        html = route.fetch().text()
        assert html.count(SIZE) == 1
        # at the head of the article the picture is in sight, and everything stands below it
        found = re.search(r'(?s)<figure class="gh-picture">.*?</figure>', html)
        html = html.replace(found[0], "").replace(
            '<dl class="gh-facts">', f'{found[0]}<dl class="gh-facts">'
        )
        route.fulfill(body=html.replace(without, "") if without else html, content_type="text/html")

    def picture_of(route):
        held.append(route)

    context = browser.new_context(viewport=viewport)
    try:
        page = context.new_page()
        page.route("**/qinghe-county/", page_of)
        page.route("**/qinghe-night-school.png", picture_of)
        page.goto(site_url + PAGES["picture"], wait_until="domcontentloaded")
        page.wait_for_timeout(300)
        held[0].continue_()
        page.wait_for_function("document.querySelector('.gh-picture img').complete")
        shown = page.locator(".gh-picture img")
        assert shown.evaluate("i => [i.naturalWidth, i.naturalHeight]") == [960, 600]
        box = shown.bounding_box()
        assert box["width"] / box["height"] == pytest.approx(960 / 600, abs=0.02)
        page.wait_for_timeout(250)
        shift = page.evaluate(SHIFT)
        assert (shift > 0.01) if without else (shift == 0)
    finally:
        context.close()


EXPECT = b'<link rel="expect" href="#__config" blocking="render">'


class _InHalves(SimpleHTTPRequestHandler):
    """Sends a page up to the second group of its first table, and the rest a second later."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if not self.path.endswith("/"):
            super().do_GET()
            return
        page = Path(self.translate_path(self.path), "index.html").read_bytes()
        assert page.count(EXPECT) == 1
        assert page.count(b'id="__config"') == 1
        if self.server.without:
            page = page.replace(EXPECT, b"")
        middle = page.index(b"</tr>", page.index(b'<tr class="gh-group">')) + len(b"</tr>")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page[:middle])
        self.wfile.flush()
        time.sleep(1)
        self.wfile.write(page[middle:])


@contextmanager
def in_halves(site, without):
    handler = functools.partial(_InHalves, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.without = without
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("without", [False, True], ids=["as built", "without the link"])
def test_a_table_that_comes_in_parts_is_shown_when_it_is_whole(browser, built_site, without):
    """Cumulative layout shift; that it is more without the link proves the measurement."""
    with (
        in_halves(built_site, without) as address,
        visit(browser, address + PAGES["picture"], viewport=NARROW) as page,
    ):
        assert (page.evaluate(SHIFT) > 0) is without


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
def test_a_picture_stands_in_the_middle_with_its_words_below(browser, site_url, viewport):
    with visit(browser, site_url + PAGES["picture"], viewport=viewport) as page:
        page.locator(".gh-picture").scroll_into_view_if_needed()
        figure, picture = page.locator(".gh-picture"), page.locator(".gh-picture img")
        text, box = page.locator(".gh-prose").bounding_box(), picture.bounding_box()
        middle = box["x"] + box["width"] / 2
        assert middle == pytest.approx(text["x"] + text["width"] / 2, abs=1)
        assert box["width"] <= text["width"]
        words = figure.locator("figcaption")
        assert words.inner_text() == "职工夜校的宣传画"
        assert words.bounding_box()["y"] >= box["y"] + box["height"]
        assert figure.evaluate("f => getComputedStyle(f).textIndent") == "0px"


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_without_javascript(tabs, site_url, name):
    page = tabs.go(site_url + PAGES[name], viewport=NARROW, script=False)
    assert page.trouble == []
    assert sideways(page) == 0
    assert page.locator("h1").is_visible()
    shown = page.locator("table.gh-grid, .gh-trend svg, .gh-spark, .gh-download a")
    assert shown.count() >= 2 or name in (
        "home",
        "no figures",
        "guide",
        "404",
        "reading",
        "maintaining",
        "hosting",
        "importing",
        "category",
        "chooser",
        "beside",
        "workbench",  # made by a script
        "workbench, much",
        "search",
        "search, found",
        "form",
    )
    folded = page.locator("article details :is(table.gh-grid, svg, .gh-download a)").count()
    assert page.locator(
        ":is(table.gh-grid, .gh-trend svg, .gh-spark, .gh-download a):visible"
    ).count() == (shown.count() - folded)
    assert page.locator(".gh-table .gh-download a").count() == page.locator("table.gh-grid").count()
    for fold in page.locator("article details:not(.gh-form details)").all():
        inner = fold.locator(":scope > :not(summary)").first
        assert not inner.is_visible()
        fold.locator("summary").click()
        assert inner.is_visible()
    assert page.locator(".gh-sample").is_visible()
    assert page.locator("article a:visible").count() >= 1


def test_without_javascript_a_reader_walks_from_home_to_a_summary(browser, site_url):
    with visit(browser, site_url, script=False) as page:
        page.locator("article").get_by_role("link", name="全部总结").click()
        page.locator("article").get_by_role("link", name="2008年上半年", exact=True).click()
        page.locator("article").get_by_role("link", name="芙蓉乡总工会2008年上半年").click()
        assert page.url == site_url + PAGES["summary"]
        assert page.locator("h1").inner_text() == "芙蓉乡总工会2008年上半年工会工作总结"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_sentences_open_at_a_click(browser, site_url, script):
    with visit(browser, site_url + PAGES["summary"], script=script) as page:
        details = page.locator("details.gh-sentences")
        sentence = details.locator("li").first
        assert not sentence.is_visible()
        details.locator("summary").click()
        assert sentence.is_visible()
        said = sentence.inner_text().removesuffix(" 复制")  # the button that a script puts there
        assert said == "新建基层工会6个，比上年同期增加2个，增长50.00%。"
        details.locator("summary").click()
        assert not sentence.is_visible()


def test_a_download_is_a_file(browser, site_url):
    with visit(browser, site_url + PAGES["summary"]) as page:
        with page.expect_download() as waiting:
            page.locator(".gh-table .gh-download a").first.click()
        assert waiting.value.suggested_filename == "metrics.csv"
        assert waiting.value.path().read_bytes().startswith(b"\xef\xbb\xbf")


LUMINANCE = """selector => {
    const parse = text => text.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const over = (top, under) => {
        const a = top.length > 3 ? top[3] : 1;
        return top.slice(0, 3).map((v, i) => v * a + under[i] * (1 - a));
    };
    const element = document.querySelector(selector);
    if (!element) return null;
    const grounds = [];
    for (let e = element; e; e = e.parentElement)
        grounds.unshift(parse(getComputedStyle(e).backgroundColor));
    const ground = grounds.reduce((under, top) => over(top, under), [255, 255, 255]);
    const ink = over(parse(getComputedStyle(element).color), ground);
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser, site_url, scheme):
    """At least 4.5 to 1 (WCAG AA) for the site's own colours."""
    selectors = (
        ".gh-grid td", ".gh-grid thead th", ".gh-grid .gh-group th", ".gh-grid .gh-none",
        ".gh-notes", ".gh-table .gh-download a", ".gh-without", ".gh-facts dt", ".gh-facts dd",
        ".gh-prose p", ".gh-sample", ".md-tabs__link", ".gh-sentences summary",
    )  # fmt: skip
    with visit(browser, site_url + PAGES["summary"], scheme=scheme) as page:
        ratios = {selector: page.evaluate(LUMINANCE, selector) for selector in selectors}
    assert None not in ratios.values(), ratios
    assert {s: round(r, 2) for s, r in ratios.items() if r < 4.5} == {}
