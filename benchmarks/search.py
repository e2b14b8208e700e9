"""make bench-search: recall, precision, bytes and time of search in a real Chromium, ours beside the
theme's own and Pagefind as it comes, on the same pages in the same run.

Truth is plain substring within one block. Pages are those of the sample site, of any JSONL file with a
`text` a line (--texts), and generated ones. A cold answer is timed from the call in a fresh browser
to its ten results, with everything that it loads; search_page.py measures the page itself. Figures are
printed with the machine.
"""

from __future__ import annotations

import argparse
import functools
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml
from playwright.sync_api import Browser, sync_playwright

from benchmarks import peers
from benchmarks.pages import Pages, generated, sample, texts
from benchmarks.search_page import as_line, page_times
from benchmarks.served import served
from gonghui.search import Store, search_files
from tools.browser import find_chromium

ROOT = Path(__file__).parent.parent
OURS = """async ([query, options]) => {
    const start = performance.now()
    const { search } = await import("/assets/gonghui/search.js")
    const found = await search(query, options)
    return [performance.now() - start, found.results.filter(one => !one.via.length && !found.looser).map(one => one.url), found.total]
}"""
ALL = 1_000_000
BARE = "bare.html"  # a page without anything, from which the engine alone is measured


def indexed(pages: Pages, folder: Path, site: Path) -> dict[str, Any]:
    """The index of these pages in place of a built site's own, ready to be served; what it cost."""
    start = time.monotonic()
    store = Store(folder / "store")
    files = search_files(pages.corpus, pages.documents, store)
    seconds = time.monotonic() - start
    shutil.copytree(site, folder / "site")
    for own in (folder / "site/search").glob("*/"):
        shutil.rmtree(own)
    for at, content in files.items():
        target = folder / "site" / at
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (folder / "site" / BARE).write_text("<!doctype html><title>x</title>", encoding="utf-8")
    changed = list(pages.documents)
    changed[0] = replace(changed[0], title=f"{changed[0].title}（更正）")
    start = time.monotonic()
    search_files(pages.corpus, changed, Store(folder / "store"))
    again = time.monotonic() - start
    return {
        "seconds": seconds,
        "again": again,
        "bytes": sum(map(len, files.values())),
        "files": len(files),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def quality(browser: Browser, url: str, pages: Pages, queries: list[str]) -> tuple[float, float]:
    """Recall and precision over all queries together."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url + BARE)
    hits = found = wanted = 0
    for query in queries:
        _, urls, _ = page.evaluate(OURS, [query, {"limit": ALL}])
        got = {unquote(urlsplit(one).path)[1:] for one in urls}
        true = pages.truth(query)
        hits, found, wanted = hits + len(got & true), found + len(got), wanted + len(true)
    context.close()
    return hits / max(1, wanted), hits / max(1, found)


def times(
    browser: Browser, url: str, queries: list[str], options: dict[str, Any]
) -> dict[str, Any]:
    """Seconds and bytes of the first answer of a fresh browser, and seconds of the same query's next
    ten results."""
    cold, warm, carried = [], [], []
    for query in queries:
        context = browser.new_context()
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        page.goto(url + BARE)
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda e, s=sizes: s.append(e["encodedDataLength"]))
        cold.append(page.evaluate(OURS, [query, options])[0] / 1000)
        page.wait_for_timeout(20)
        carried.append(sum(sizes))
        warm.append(page.evaluate(OURS, [query, {**options, "offset": 10}])[0] / 1000)
        context.close()
    return {"cold": cold, "warm": warm, "bytes": carried}


def said(values: list[float], form: str = "{:.2f}") -> str:
    """Median and largest."""
    return f"{form.format(statistics.median(values))}（最大{form.format(max(values))}）"


def measure(
    browser: Browser, pages: Pages, site: Path, strings: int, runs: int, with_peers: bool
) -> None:
    """One set of pages through all engines; a table on the terminal."""
    terms = [
        word
        for group in yaml.safe_load((ROOT / "data/synonyms.yml").read_text(encoding="utf-8"))
        for word in group
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cost = indexed(pages, folder, site)
        characters = sum(len(b) for blocks in pages.blocks.values() for b in blocks)
        print(f"\n== {pages.name}：{len(pages.documents)}页，{characters}字 ==")
        print(
            f"建索引{cost['seconds']:.1f}秒，改一篇再建{cost['again']:.1f}秒，"
            f"{cost['files']}个文件，{cost['bytes'] / len(pages.documents) / 1024:.1f} KB一页，"
            f"内存至多{cost['memory'] / 2**20:.0f} MB（整个测量程序）"
        )
        with served(folder / "site") as url:
            for what, queries in (("词语", terms), ("随机", pages.strings(strings))):
                recall, precision = quality(browser, url, pages, queries)
                print(f"{what}{len(queries)}条：查全{recall:.4f}，查准{precision:.4f}")
            some = (pages.strings(runs, seed=2) + terms)[: 2 * runs]
            one = times(browser, url, some, {"limit": 10})
            print(
                f"第一次{said(one['cold'])}秒，{said([b / 2**20 for b in one['bytes']])} MB；"
                f"再要十条{said(one['warm'])}秒"
            )
            print(as_line(page_times(browser, url, some), "检索页"))
            whole = pages.paragraphs(runs)
            print(as_line(page_times(browser, url, whole), "检索页，整段"))
            years = sorted({d.year for d in pages.documents})
            if len(years) > 1:
                chosen = {"limit": 10, "filters": {"year": [years[-1]]}}
                narrow = times(browser, url, some, chosen)
                print(f"只查{years[-1]}年：第一次{said(narrow['cold'])}秒")
                there = page_times(browser, url, some, years[-1])
                print(as_line(there, f"检索页，只查{years[-1]}年"))
        if with_peers:
            for peer in peers.ALL:
                print(peer(browser, pages, terms, pages.strings(min(strings, 200)), served))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strings", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--generated", type=int, default=10_000)
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    print(f"{platform.platform()}，{os.cpu_count()}个处理器，Python {platform.python_version()}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            command = [sys.executable, "-m", "gonghui", "build", "--site-dir", str(site)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            makers = [functools.partial(sample, site)]
            makers += [functools.partial(texts, path) for path in options.texts]
            for make in makers:
                measure(browser, make(), site, options.strings, options.runs, not options.no_peers)
            if options.generated:
                pages = generated(options.generated, Path(folder))
                measure(browser, pages, site, 200, options.runs, with_peers=False)
        browser.close()


if __name__ == "__main__":
    main()
