"""make bench-workbench: what 对比台 transfers and how soon it answers, with 10,000 summaries.

The data files are made of a generated corpus; page and theme come from a small build of the same
program. Bytes are uncompressed. A click is timed in the page, from the event to the frame after the
one in which the new table stands. Figures are printed with the machine; nothing here is asserted but
that the page works.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.corpus import generate
from benchmarks.served import served
from gonghui.corpus import read_corpus
from gonghui.problem import Problems
from gonghui.workbench import workbench_files
from tools.browser import find_chromium

THEME = ("/assets/stylesheets/", "/assets/javascripts/", "/assets/images/")

# From a click to the frame after the one with the new table.
TIMED = """async selector => {
    const table = () => document.querySelector('.gh-tables table');
    const before = table(), target = document.querySelector(selector), start = performance.now();
    target.click();
    while (table() === before || document.querySelector('.gh-result').getAttribute('aria-busy') === 'true') {
        await new Promise(done => setTimeout(done, 0));
        if (performance.now() - start > 20000) throw new Error('no answer: ' + selector);
    }
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - start;
}"""


def site_of(folder: Path, summaries: int) -> Path:
    """A small build whose workbench has the data of so many summaries."""
    small = generate(folder / "small", 20)
    done = subprocess.run(
        [sys.executable, "-m", "gonghui", "build", "--site-dir", "site"],
        cwd=small, capture_output=True, encoding="utf-8", check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
    corpus = read_corpus(generate(folder / "large", summaries, characters=60), Problems())
    assert len(corpus.summaries) == summaries
    start = time.monotonic()
    files = workbench_files(corpus)
    seconds = time.monotonic() - start
    sizes = sorted(map(len, files.values()))
    print(
        f"  files           {len(files)}, {sum(sizes) / 1e6:.1f} MB, the largest {sizes[-1] / 1e3:.1f} KB, made in {seconds:.1f} s"
    )
    for address, content in files.items():
        target = small / "site" / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return small / "site"


def first_view(page: Any, url: str, search: str) -> Counter[str]:
    """Uncompressed bytes of a first view by what they are for."""
    answers: list[Any] = []

    def note(answer: Any) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(f"{url}workbench/{search}", wait_until="networkidle")
    page.locator(".gh-tables table").wait_for()
    found: Counter[str] = Counter()
    page.remove_listener("response", note)
    for answer in answers:
        path = urlsplit(answer.url).path
        own = "data" if path.startswith("/data/") else "page, scripts, styles"
        found["theme" if path.startswith(THEME) else own] += len(answer.body())
    return found


def clicks(page: Any) -> list[float]:
    """Milliseconds of clicks that show something else: bases, periods, a metric, a unit, away again."""
    found = []
    for wanted in ("新", "规", "走", "河2镇", "山3镇", "桥1镇", "店2镇"):
        name = "metric" if len(wanted) == 1 else "of"
        field = page.locator(f"#gh-choose-{name}")
        field.fill(wanted)
        page.locator(f"#gh-choose-{name}-list-0").wait_for()
        found.append(page.evaluate(TIMED, f"#gh-choose-{name}-list-0"))
        found += [page.evaluate(TIMED, "[name=basis]") for _ in range(2)]
    for name in ("of", "metric", "of"):
        found.append(page.evaluate(TIMED, f"[data-gh-chooser={name}] .gh-chips button"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--summaries", type=int, default=10_000)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{options.summaries} summaries, 9 metrics each")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        site = site_of(Path(temporary), options.summaries)
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=["--no-sandbox", "--disable-gpu"]
        )
        print(f"  Chromium        {browser.version}")
        with served(site) as url:
            for name, search in {
                "first view": "",
                "one unit": "?of=unit-00500",
                "six units, four metrics": "?of=unit-00001,unit-00200,unit-00400,unit-00600,unit-00800,unit-00990"
                "&metric=members,new_unions,cultural_activities,standardization_rate",
            }.items():  # fmt: skip
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                sizes = first_view(page, url, search)
                beyond = sum(size for kind, size in sizes.items() if kind != "theme")
                parts = ", ".join(f"{kind} {size / 1e3:.1f}" for kind, size in sizes.items())
                print(f"  {name}: {beyond / 1e3:.1f} KB beyond the theme ({parts})")
                page.close()
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            first_view(page, url, "")
            found = clicks(page)
            print(
                f"  click to table  median {statistics.median(found):.0f} ms, longest {max(found):.0f} ms, of {len(found)}"
            )
        browser.close()


if __name__ == "__main__":
    main()
