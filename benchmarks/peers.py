"""Other search engines over the same pages, as they come: the theme's own with jieba, and Pagefind.

Both live in an environment of their own, made once under .cache: the site needs neither.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page

if TYPE_CHECKING:
    from benchmarks.pages import Pages

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".cache" / "gonghui" / "peers"
PINS = (
    "mkdocs-material==9.8.1",
    "mkdocs==1.6.1",
    "jieba==0.42.1",
    "pagefind[extended]==1.5.2",
    "setuptools<81",
    "zensical==0.0.73",
)
Served = Callable[[Path], AbstractContextManager[str]]

PAGEFIND = """async query => {
    const pagefind = await import("/pagefind/pagefind.js")
    const found = await pagefind.search(query)
    return await Promise.all(found.results.map(async one => (await one.data()).url))
}"""
# The worker that the theme's search field talks to, asked without its list of ten.
MATERIAL = """async ([worker, query]) => {
    if (!window.asking) {
        const index = await (await fetch("/search/search_index.json")).json()
        window.__config = { base: location.origin }
        window.asking = new Worker(worker)
        await new Promise(done => {
            window.asking.onmessage = ({ data }) => { if (data.type === 1) done() }
            window.asking.postMessage({ type: 0, data: { ...index, options: { suggest: false } } })
        })
    }
    return await new Promise(done => {
        window.asking.onmessage = ({ data }) => {
            if (data.type === 3) done(data.data.items.map(pages => pages[0].location))
        }
        window.asking.postMessage({ type: 2, data: query })
    })
}"""


def environment() -> Path:
    """The interpreter of the peers' environment."""
    python = PEERS / "bin" / "python"
    stamp = PEERS / "stamp"
    if not stamp.exists() or stamp.read_text() != repr(PINS):
        print("第一次：装对照用的搜索程序……", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEERS)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PINS], check=True)
        stamp.write_text(repr(PINS))
    return python


def _bodies(pages: Pages) -> dict[str, str]:
    """The blocks of each page as the plainest HTML."""
    return {
        document.address: "".join(
            f"<h2>{escape(block.text)}</h2>\n"
            if not block.kind
            else f"<p>{escape(block.text)}</p>\n"
            for block in document.blocks
        )
        for document in pages.documents
    }


def _scores(
    pages: Pages, queries: list[str], ask: Callable[[str], list[str]]
) -> tuple[float, float, float]:
    """Recall, precision and seconds a query."""
    hits = found = wanted = 0
    start = time.monotonic()
    answers = [ask(query) for query in queries]
    seconds = (time.monotonic() - start) / len(queries)
    for query, urls in zip(queries, answers, strict=True):
        got, true = (
            {unquote(urlsplit(url).path).strip("/") + "/" for url in urls},
            pages.truth(query),
        )
        hits, found, wanted = hits + len(got & true), found + len(got), wanted + len(true)
    return hits / max(1, wanted), hits / max(1, found), seconds


def _row(
    name: str, pages: Pages, terms: list[str], strings: list[str], ask: Callable[[str], list[str]],
    seconds: float, size: int,
) -> str:  # fmt: skip
    said = []
    for what, queries in (("词语", terms), ("随机", strings)):
        recall, precision, each = _scores(pages, queries, ask)
        said.append(f"{what}查全{recall:.2f}、查准{precision:.2f}、每条{each:.2f}秒")
    count = len(pages.documents)
    return f"{name}：建{seconds:.1f}秒，{size / count / 1024:.1f} KB一页；{'；'.join(said)}"


def _opened(browser: Browser, url: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(url)
    return page


def material(
    browser: Browser, pages: Pages, terms: list[str], strings: list[str], served: Served
) -> str:
    """The theme's own search, with jieba."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config: dict[str, Any] = {
            "site_name": "peer", "theme": {"name": "material", "language": "zh", "font": False},
            "plugins": [{"search": {"lang": "zh"}}],
        }  # fmt: skip
        (folder / "docs").mkdir()
        (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
        (folder / "docs" / "index.md").write_text("# x\n", encoding="utf-8")
        for at, body in _bodies(pages).items():
            target = folder / "docs" / f"{at.strip('/')}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")
        python = str(environment())
        start = time.monotonic()
        subprocess.run(
            [python, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True,
            capture_output=True,
        )  # fmt: skip
        seconds = time.monotonic() - start
        site = folder / "site"
        size = (site / "search" / "search_index.json").stat().st_size
        (worker,) = site.glob("assets/javascripts/workers/search.*.min.js")
        with served(site) as url:
            page = _opened(browser, url)
            at = f"/{worker.relative_to(site)}"
            found = _row(
                "Material（jieba），连同整个网站", pages, terms, strings,
                lambda query: list(page.evaluate(MATERIAL, [at, query])), seconds, size,
            )  # fmt: skip
            page.context.close()
    return found


def pagefind(
    browser: Browser, pages: Pages, terms: list[str], strings: list[str], served: Served
) -> str:
    """Pagefind, which finds out the language itself."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        for at, body in _bodies(pages).items():
            target = site / at / "index.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            page_ = f'<!doctype html><html lang="zh"><title>{escape(at)}</title><body>{body}</body></html>'
            target.write_text(page_, encoding="utf-8")
        (site / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
        python = str(environment())
        start = time.monotonic()
        subprocess.run(
            [python, "-m", "pagefind", "--site", str(site)], check=True,
            capture_output=True,
        )  # fmt: skip
        seconds = time.monotonic() - start
        size = sum(path.stat().st_size for path in (site / "pagefind").rglob("*") if path.is_file())
        with served(site) as url:
            page = _opened(browser, url)
            found = _row(
                "Pagefind", pages, terms, strings,
                lambda query: list(page.evaluate(PAGEFIND, query)), seconds, size,
            )  # fmt: skip
            page.context.close()
    return found


ALL = (material, pagefind)
