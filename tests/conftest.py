"""What all tests share: hypothesis profiles, the project's own files, a built site, a browser."""

from __future__ import annotations

import functools
import os
import re
import shutil
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browsing import Tabs
from tests.commanding import gonghui
from tools.browser import find_chromium

settings.register_profile(
    "sample",
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "prove", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("prove" if os.environ.get("GONGHUI_PROVE") else "sample")

ROOT = Path(__file__).parent.parent
# The summaries of a small project: a unit over some years, one with a mere warning, a draft.
KEPT = (
    "furong-town-",
    "township-enterprises-2001",
    "township-enterprises-2002",
    "liuwan-town-2024-H2",
)
# The files that take longest, the longest first; all others take a minute together.
LONG = ("test_every_page", "test_preview", "test_site", "test_origin", "test_workbench")
PROJECT = ("docs", "data", "overrides", "mkdocs.yml", "macros.py")


def copy_project(target: Path) -> Path:
    """A project of its own in an empty folder: everything but the package and the tests."""
    target.mkdir(parents=True, exist_ok=True)
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copy(source, target / name)
    return target


def copy_small_project(target: Path) -> Path:
    """A project of three units' summaries, built in a third of the time: for what is tested of a
    build or a preview whatever the site holds."""
    copy_project(target)
    shutil.rmtree(target / "docs" / "files")
    for file in (target / "docs" / "summaries").glob("*/*"):
        if not file.name.startswith(KEPT):
            file.unlink()
    guide = target / "docs" / "guide" / "macros.md"
    guide.write_text('# 宏\n\n{{ latest("芙蓉镇总工会", "文体活动") }}\n', encoding="utf-8")
    return target


def without_origin(page: bytes) -> bytes:
    """A page without the line at its foot: the repository's own pages have a day of their last
    change there, those of a copy have none."""
    return re.sub(rb'<p class="gh-origin">.*?</p>', b"", page)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: with few workers the others fill what time is left beside them."""
    order = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.stem, len(LONG)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the repository's own sample, to break."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A copy of a few files of the sample, to break."""
    return copy_small_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The repository's own sample, built once by the first of the workers that asks for it; the
    others wait for what it says of the build."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder if worker_id == "master" else folder.parent
    site, said = folder / "built", folder / "built.said"
    try:
        (folder / "built.begun").touch(exist_ok=False)
    except FileExistsError:
        for _ in range(3000):
            if said.exists():
                break
            time.sleep(0.1)
    else:
        done = gonghui("build", "--site-dir", str(site), cwd=ROOT)
        (folder / "built.part").write_text(
            "" if done.returncode == 0 else done.stdout + done.stderr or "no site", encoding="utf-8"
        )
        (folder / "built.part").replace(said)
    assert said.read_text(encoding="utf-8") == ""
    return site


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture(scope="session")
def serving():
    """Puts a folder on a free port of this machine until the tests end; says its address."""
    servers = []

    def serve(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def site_url(built_site: Path, serving) -> str:
    """The built site on a free port of this machine, until the tests end."""
    return serving(built_site)


@pytest.fixture(scope="session")
def browser():
    """A real Chromium; a missing one is an error, never a skip."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(find_chromium()),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def tabs(browser):
    """Tabs of that Chromium that stay open (tests/browsing.py)."""
    opened = Tabs(browser)
    yield opened
    opened.close()
