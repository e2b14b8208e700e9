"""The site in a real browser, for the tests that look at it: one page of every kind, windows of the
two usual sizes, and tabs that note everything that goes wrong in them."""

from __future__ import annotations

import time
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

PAGES = {
    "home": "",
    "summary": "summaries/2008-H1/furong-town/",
    "picture": "summaries/2024/qinghe-county/",
    "no figures": "summaries/2025/qinghe-county/plan/",
    "masked": "summaries/20XX/water-bureau/",
    "periods": "summaries/",
    "period": "summaries/2023/",
    "units": "units/",
    "unit": "units/qinghe-county/",
    "types": "types/",
    "type": "types/town-federation/",
    "metrics": "metrics/",
    "metric": "metrics/members/",
    "categories": "categories/",
    "category": "categories/organization/",
    "reporting": "reporting/",
    "matrix": "reporting/2024/",
    "missing": "reporting/missing/",
    "chooser": "beside/",
    "beside": "beside/?unit=furong-town&left=2007-H1&right=2008-H1",
    "workbench": "workbench/",
    "search": "search/",
    "search, found": "search/?q=职代会",
    "workbench, much": "workbench/?of=liuwan-town,heyan-town,dongan-machinery&metric=members,condolence_funds",
    "downloads": "downloads/",
    "reading": "guide/reading/",
    "guide": "guide/",
    "writing": "guide/writing/",
    "importing": "guide/importing/",
    "form": "guide/form/",
    "figures": "guide/figures/",
    "macros": "guide/macros/",
    "codes": "guide/codes/",
    "maintaining": "guide/maintaining/",
    "hosting": "guide/hosting/",
    "404": "404.html",
}
BAD = ("error", "warning")
# What Chromium gives up itself because the tab went on to another page: nothing was wrong with it.
LEFT = "net::ERR_ABORTED"
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


REPORT = """document.addEventListener('securitypolicyviolation', event => console.error(
    `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""


def watched(context):
    """A new tab with everything that went wrong in it (`page.trouble`), what the site's policy refused
    included, and every address that was asked for (`page.requested`)."""
    page = context.new_page()
    page.add_init_script(REPORT)
    page.set_default_timeout(8000)
    page.trouble, page.requested = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on(
        "requestfailed",
        lambda r: (
            page.trouble.append(f"failed: {r.url} {r.failure}") if r.failure != LEFT else None
        ),
    )
    page.on("pageerror", lambda error: page.trouble.append(f"error: {error}"))
    page.on(
        "console",
        lambda m: page.trouble.append(f"{m.type}: {m.text}") if m.type in BAD else None,
    )
    page.on(
        "response",
        lambda r: page.trouble.append(f"{r.status}: {r.url}") if r.status >= 400 else None,
    )
    return page


@contextmanager
def visit(browser, url, *, viewport=WIDE, scheme="light", script=True):
    """A page in a browser of its own."""
    context = browser.new_context(
        viewport=viewport, color_scheme=scheme, java_script_enabled=script
    )
    page = watched(context)
    try:
        page.goto(url)
        yield page
    finally:
        context.close()


class Tabs:
    """Tabs that stay open from page to page, one for each state of the browser: much quicker than a
    browser for each page, where nothing is left behind that the next page would see."""

    def __init__(self, browser) -> None:
        self.browser, self.open = browser, {}

    def go(self, url, *, viewport=WIDE, scheme="light", script=True):
        state = (viewport["width"], scheme, script)
        if state not in self.open:
            context = self.browser.new_context(
                viewport=viewport, color_scheme=scheme, java_script_enabled=script
            )
            self.open[state] = watched(context)
        page = self.open[state]
        page.goto("about:blank")
        page.trouble.clear()
        page.requested.clear()
        page.goto(url)
        return page

    def close(self) -> None:
        for page in self.open.values():
            page.context.close()


# What the site's policy (overrides/main.html) keeps from everybody, Playwright's own ways included.


def wait_for_function(page, expression, *, arg=None, timeout=8000):
    """Until an expression is true. Playwright's own evaluates it within the page, where a policy
    without unsafe-eval lets nobody evaluate; a single evaluation comes from outside and may."""
    end = time.monotonic() + timeout / 1000
    while True:
        try:
            if page.evaluate(expression, arg):
                return
        except Error as error:  # the page is being left for another one
            if "context was destroyed" not in error.message:
                raise
        assert time.monotonic() < end, f"not within {timeout} ms: {expression} {arg or ''}"
        page.wait_for_timeout(10)


Page.wait_for_function = wait_for_function


def add_style(page, css: str) -> None:
    """A style sheet of the test's own, which the policy would refuse as an element of the page."""
    page.evaluate(
        """css => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        css,
    )


# What is asked of a page.

# cumulative layout shift
SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 150);
})"""
OVERFLOWING = """() => [...document.querySelectorAll('.md-content *')].filter(element => {
    if (element.closest('.gh-scroll, .md-typeset__scrollwrap, pre, .highlight, .gh-sr')) return false;
    const box = element.getBoundingClientRect();
    const clipped = element.scrollWidth > element.clientWidth + 1
        && getComputedStyle(element).overflowX != 'visible';
    return clipped || box.width > 0
        && (box.right > document.documentElement.clientWidth + 1 || box.left < 0);
}).map(element => element.tagName + '.' + element.className).slice(0, 5)"""

AXE = Axe().axe_script
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
FOUND = """rules => axe.run({resultTypes: ['violations'], runOnly: rules}).then(
    result => result.violations.flatMap(
        violation => violation.nodes.map(node => [violation.id, node.html.slice(0, 300)])))"""


def sideways(page) -> int:
    """By how many pixels the page itself, not a box on it, can be scrolled to the right."""
    return page.evaluate("(scrollTo(500, 0), Math.round(scrollX))")


def violations(page, rules=WCAG) -> list[list[str]]:
    """Rule and HTML of each fault that axe-core finds on a page."""
    page.evaluate(AXE)
    return page.evaluate(FOUND, rules)


def colours(page) -> list[list[str]]:
    """The faults of its colours alone."""
    return violations(page, COLOURS)
