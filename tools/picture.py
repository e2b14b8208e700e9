"""Takes the picture in README from the built site: `make picture`.

Small and true: the page as Chromium shows it, 1100 pixels wide, in 64 colours.
"""

from __future__ import annotations

import functools
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import find_chromium

ROOT = Path(__file__).parent.parent
PAGE = "summaries/2022/qinghe-county/"
TARGET = ROOT / "pictures" / "summary.png"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def main() -> int:
    """Serve site/ on a free port, take the picture, stop."""
    if not (ROOT / "site" / PAGE / "index.html").exists():
        print("还没有生成网站，请先运行 make build。", file=sys.stderr)
        return 1
    handler = functools.partial(_Quiet, directory=str(ROOT / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    TARGET.parent.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}")
        page.evaluate("document.querySelector('#gh-comparisons').scrollIntoView()")
        page.wait_for_timeout(400)
        page.screenshot(path=str(TARGET))
        browser.close()
    server.shutdown()
    print(f"{TARGET.relative_to(ROOT)}，{TARGET.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
