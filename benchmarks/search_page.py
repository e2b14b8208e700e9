"""The page of search itself, as a reader has it: from the last key to the answer on the screen.

The time has in it what the page waits for a further key; the bytes are those of the answer, in a
browser that has opened the page, and those of what the page reads after it.
"""

from __future__ import annotations

import statistics
from typing import Any

from playwright.sync_api import Browser, Page

PAGE = "search/"
WATCH = """() => {
    const said = document.querySelector(".gh-search-state")
    window.seen = {}
    document.querySelector("#gh-query").addEventListener("input", () => { seen = { typed: performance.now() } }, true)
    new MutationObserver(() => {
        if (/篇|没有/.test(said.textContent)) seen.took = seen.took ?? performance.now() - seen.typed
    }).observe(said, { childList: true, characterData: true, subtree: true })
}"""
ANSWERED = "seen.took !== undefined"


def page_times(
    browser: Browser, url: str, queries: list[str], year: str = ""
) -> dict[str, list[float]]:
    """Seconds to the first answer and to the same one again, and bytes with the first and after it."""
    found: dict[str, list[float]] = {"first": [], "again": [], "bytes": [], "after": []}
    for query in queries:
        # under the site's policy Playwright's wait_for_function is refused: it evaluates in the page
        context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page = context.new_page()
        sizes: list[float] = []
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        page.goto(f"{url}{PAGE}{f'?year={year}' if year else ''}")
        page.wait_for_load_state("networkidle")
        session.on("Network.loadingFinished", lambda e, s=sizes: s.append(e["encodedDataLength"]))
        page.evaluate(WATCH)
        found["first"].append(_typed(page, query))
        page.wait_for_timeout(20)
        found["bytes"].append(sum(sizes))
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        found["after"].append(sum(sizes) - found["bytes"][-1])
        page.locator("#gh-query").fill("")
        page.wait_for_timeout(300)
        found["again"].append(_typed(page, query))
        context.close()
    return found


def _typed(page: Page, query: str) -> float:
    page.locator("#gh-query").focus()
    page.keyboard.insert_text(query)
    page.wait_for_function(ANSWERED)
    return float(page.evaluate("seen.took")) / 1000


def as_line(found: dict[str, Any], what: str) -> str:
    """Medians and the largest, as the benchmark prints them."""

    def both(values: list[float], unit: float = 1) -> str:
        return f"{statistics.median(values) / unit:.2f}（最大{max(values) / unit:.2f}）"

    return (
        f"{what}：打完字到看见结果{both(found['first'])}秒，{both(found['bytes'], 2**20)} MB，"
        f"随后又读{both(found['after'], 2**20)} MB；同一页再找{both(found['again'])}秒"
    )
