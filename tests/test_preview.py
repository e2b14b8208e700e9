"""`gonghui serve`, and MkDocs' own commands: they keep answering whatever stands in the files."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from gonghui.adapters.notice import problem_notice
from gonghui.corpus import read_corpus
from gonghui.problem import Problems
from tests.commanding import gonghui
from tests.conftest import copy_small_project, without_origin

# Longer than a build takes on a machine that has much else to do.
PATIENCE = 40.0
STEP = 0.05


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A preview of a project in a process of its own."""

    def __init__(self, project: Path, process: subprocess.Popen, port: int, output: Path) -> None:
        self.project, self.process, self.port, self._output = project, process, port, output

    @property
    def told(self) -> str:
        """What stands on the terminal."""
        return self._output.read_text(encoding="utf-8")

    def get(self, address: str = "") -> tuple[int, str]:
        """Status and text of a page; 0 where nobody answers."""
        try:
            url = f"http://127.0.0.1:{self.port}/{address}"
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8")
        except OSError:
            return 0, ""

    def until(self, address: str, wanted: Callable[[int, str], bool]) -> tuple[int, str]:
        """Ask for a page until it is as wanted."""
        end = time.monotonic() + PATIENCE
        while True:
            assert self.process.poll() is None, f"the preview has ended:\n{self.told}"
            status, text = self.get(address)
            if wanted(status, text):
                return status, text
            assert time.monotonic() < end, f"{address!r}: {status}\n{text[-2000:]}\n{self.told}"
            time.sleep(STEP)

    def until_status(self, address: str, status: int) -> str:
        return self.until(address, lambda found, _: found == status)[1]

    @contextmanager
    def edited(
        self, path: str, text: str | Callable[[str], str], well: bool = True
    ) -> Iterator[None]:
        """A file of the project changed, and afterwards what it was, with the preview well again
        unless another is broken still."""
        file = self.project / path
        before = file.read_text(encoding="utf-8") if file.exists() else None
        file.write_text(text if isinstance(text, str) else text(before or ""), encoding="utf-8")
        try:
            yield
        finally:
            if before is None:
                file.unlink(missing_ok=True)
            else:
                file.write_text(before, encoding="utf-8")
        if not well:
            return
        self.until("", lambda status, page: status == 200 and "gh-problems" not in page)
        self.until("", lambda _, page: "有问题要改" not in page and "处问题要改" not in page)


@contextmanager
def serving(project: Path, *command: str) -> Iterator[Server]:
    """A server of this machine, ended by its own id whatever happens."""
    port = free_port()
    words = [word.replace("PORT", str(port)) for word in command]
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "terminal"
        with output.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=project,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
            )
        server = Server(project, process, port, output)
        try:
            server.until("", lambda status, _: status != 0)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


GONGHUI = ("gonghui", "serve", "--port", "PORT")
MKDOCS = ("mkdocs", "serve", "--dev-addr", "127.0.0.1:PORT")
FILE, PAGE = "docs/summaries/2008/furong-town-2008-H1.md", "summaries/2008-H1/furong-town/"
OTHER = "summaries/2002/township-enterprises/"


def broken(text: str) -> str:
    assert "unit_type: " in text
    return text.replace("unit_type: ", "unit_type：", 1)


@pytest.fixture(scope="module")
def preview(tmp_path_factory) -> Iterator[Server]:
    """One preview for all tests that put back what they change."""
    project = copy_small_project(tmp_path_factory.mktemp("preview") / "project")
    with serving(project, *GONGHUI) as server:
        server.until_status("", 200)
        yield server


def test_home_and_all_summaries_answer(preview):
    corpus = read_corpus(preview.project, Problems())
    addresses = ["", "summaries/", "guide/macros/", *(s.address for s in corpus.all)]
    assert len(addresses) > 9
    assert {a: preview.get(a)[0] for a in addresses} == dict.fromkeys(addresses, 200)
    assert preview.get("no/such/page/")[0] == 404
    home = preview.get("")[1]
    (script,) = re.findall(r"<script>(.*?)</script>", home, re.S)
    assert "livereload(" in script
    hashed = b64encode(sha256(script.encode()).digest()).decode()
    assert (
        f"http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'sha256-{hashed}'; "
    ) in home
    assert "未签发" in preview.get("summaries/2024-H2/liuwan-town/")[1]
    assert f"预览：http://127.0.0.1:{preview.port}/ （改了文件会自动更新；按 Ctrl+C 结束）" in (
        preview.told
    )


def test_the_check_up_is_shown_over_every_summary_drafts_included(preview):
    assert re.search("体检：查了[0-9]+项，[0-9]+项没有问题，2项已说明", preview.get(OTHER)[1])
    assert "体检：查了" in preview.get("summaries/2024-H2/liuwan-town/")[1]
    assert "体检：查了" not in preview.get("guide/macros/")[1]


def test_a_broken_page_shows_its_problems_and_the_others_go_on(preview):
    good = preview.get(OTHER)[1]
    with preview.edited(FILE, broken):
        page = preview.until_status(PAGE, 503)
        assert "有问题要改" in page
        assert f"{FILE}:3:10: fullwidth-colon: " in page
        assert "livereload" in page, "the page must renew itself"
        status, other = preview.get(OTHER)
        assert status == 200
        assert "增长58.51%" in other
        assert ">看是哪些</a>。</div>" in other
        where = re.search('有1处问题要改，<a href="/([^"]+)"', other)
        assert where
        assert f"{FILE}:3:10: fullwidth-colon: " in preview.get(where[1])[1]
        file = "docs/summaries/2002/township-enterprises-2002.md"
        with preview.edited(file, lambda text: text + "\n后来补写的一句。\n", well=False):
            preview.until(OTHER, lambda _, text: "后来补写的一句。" in text)
            assert preview.get(PAGE)[0] == 503
        assert preview.get("")[0] == 200
        assert preview.get(PAGE + "index.html")[0] == 503
        assert f"{FILE}:3:10: fullwidth-colon: " in preview.told
    mended = preview.until_status(PAGE, 200)
    assert "78.57（11/14）" in mended
    assert "处问题要改" not in preview.get(OTHER)[1]
    epoch = re.compile(r"livereload\(\d+, \d+\)| 'sha256-[^']+'")
    assert epoch.sub("", preview.get(OTHER)[1]) == epoch.sub("", good)


@pytest.mark.parametrize(
    ("path", "page", "spoil", "code"),
    [
        (FILE, PAGE, lambda text: text.replace("---", "", 1), "front-matter"),
        (FILE, PAGE, lambda text: text + "\n{{ nothing() }}\n", "unknown-macro"),
        (FILE, PAGE, lambda text: text + "\n见[上年](没有这篇.md)。\n", "没有这篇.md"),
        ("docs/guide/macros.md", "guide/macros/", lambda t: t + '\n{{ latest("无", "无") }}\n', "macro-argument"),
        ("docs/index.md", "", lambda t: t + "\n{{ latest( }}\n", "index.md"),
        ("docs/index.md", "", lambda t: t + "\n{{ unknown_name }}\n", "index.md"),
    ],
    ids=["no head", "macro", "dead link", "guide", "syntax", "name"],
)  # fmt: skip
def test_every_kind_of_fault_shows_on_its_page(preview, path, page, spoil, code):
    with preview.edited(path, spoil):
        text = preview.until(page, lambda status, text: status == 503 and code in text)[1]
        assert "Traceback" not in text
        assert preview.get(OTHER)[0] == 200


def test_a_new_page_that_is_broken_and_then_mended(preview):
    path = "docs/summaries/2025/new.md"
    good = "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2025年上半年\n---\n新的一篇。\n"
    with preview.edited(path, good.replace("unit: ", "unit：")):
        page = preview.until("summaries/2025-H1/furong-town/", lambda _, text: path in text)[1]
        assert "有问题要改" in page
        assert preview.get(OTHER)[0] == 200
        (preview.project / path).write_text(good, encoding="utf-8")
        assert "新的一篇。" in preview.until_status("summaries/2025-H1/furong-town/", 200)


@pytest.mark.parametrize("name", ["units.yml", "metrics.yml"])
def test_a_broken_registry_does_not_silence_the_preview(preview, name):
    before = len(preview.told)
    with preview.edited(f"data/{name}", lambda text: "坏：\n" + text):
        preview.until(OTHER, lambda _, text: "</a>。这一页是上一次成功的版本。" in text)
        assert preview.get(PAGE)[0] == 200
        assert preview.get("")[0] in (200, 503)
        told = [line for line in preview.told[before:].splitlines() if ": " in line]
        assert told[0].startswith(f"data/{name}:1:2: fullwidth-colon: ")


@pytest.mark.parametrize("name", ["units.yml", "metrics.yml", "campaigns.yml"])
def test_a_broken_registry_is_not_blamed_on_the_pages(small_project, name):
    """What an unreadable list would have held is not told as missing on page after page."""
    registry = small_project / "data" / name
    registry.write_text("坏：\n" + registry.read_text(encoding="utf-8"), encoding="utf-8")
    done = gonghui("check", cwd=small_project)
    assert {line.split(":")[0] for line in done.stdout.splitlines()} == {f"data/{name}"}


def test_a_page_with_a_mere_warning_stays_while_another_is_broken(preview):
    unused = "accept:\n  - {code: stated-mismatch, reason: 多余}\n"
    warned = "docs/summaries/2002/township-enterprises-2002.md"
    with (
        preview.edited(warned, lambda text: text.replace("accept:\n", unused, 1)),
        preview.edited(FILE, broken),
    ):
        preview.until_status(PAGE, 503)
        status, text = preview.get(OTHER)
        assert status == 200
        assert "有1处问题要改" in text


def test_changes_of_data_theme_and_settings_are_taken_over(preview):
    def renamed(text: str) -> str:
        assert "name: 会员人数," in text
        return text.replace("name: 会员人数,", "name: 会员人数甲, ").replace(
            "aliases: [工会会员数,", "aliases: [会员人数, 工会会员数,"
        )

    with preview.edited("data/metrics.yml", renamed):
        preview.until(OTHER, lambda _, text: "会员人数甲" in text)
    with preview.edited("overrides/assets/gonghui.css", lambda text: text + "/* 换过了 */"):
        preview.until("assets/gonghui.css", lambda _, text: "换过了" in text)
    with preview.edited(
        "overrides/main.html", lambda t: t.replace("示例数据：", "示例数据（新）：")
    ):
        preview.until("", lambda _, text: "示例数据（新）：" in text)
    with preview.edited(
        "mkdocs.yml", lambda t: t.replace("site_name: 工会工作总结", "site_name: 新名")
    ):
        preview.until("", lambda _, text: "<title>新名</title>" in text)


@pytest.mark.parametrize(
    "spoil",
    [
        "raise RuntimeError('甲乙丙')\n",
        "def define_env(env:\n",
        "def define_env(env):\n    env.nothing()\n",
    ],
    ids=["raise", "syntax", "call"],
)
def test_a_fault_in_macros_py_is_a_message(preview, spoil):
    before = len(preview.told)
    with preview.edited("macros.py", spoil):
        text = preview.until("", lambda _, found: "处问题要改" in found or "有问题要改" in found)[1]
        assert "Traceback" not in text
        told = preview.told[before:]
        assert "Traceback" not in told
        assert "macros.py" in told
        assert "有问题" in told


def test_a_fault_in_mkdocs_yml_is_a_message(preview):
    before = len(preview.told)
    with preview.edited("mkdocs.yml", lambda text: text + "\nno_such: [\n"):
        preview.until("", lambda _, found: "处问题要改" in found)
        assert "Traceback" not in preview.told[before:]


@pytest.mark.parametrize("path", [FILE, "docs/index.md", "data/units.yml", "macros.py"])
def test_starting_while_a_file_is_broken(small_project, path):
    file = small_project / path
    good = file.read_text(encoding="utf-8")
    spoiled = {
        FILE: broken(good) if path == FILE else "",
        "docs/index.md": good + '\n{{ latest("无", "无") }}\n',
        "data/units.yml": "坏：\n" + good,
        "macros.py": "raise RuntimeError('甲乙丙')\n",
    }[path]
    file.write_text(spoiled, encoding="utf-8")
    with serving(small_project, *GONGHUI) as server:
        page = PAGE if path == FILE else ""
        assert "有问题要改" in server.until_status(page, 503)
        if path in (FILE, "docs/index.md"):
            assert server.get(OTHER)[0] == 200
        assert "Traceback" not in server.told
        file.write_text(good, encoding="utf-8")
        server.until_status(page, 200)
        server.until_status(PAGE, 200)
        assert "处问题要改" not in server.until_status(OTHER, 200)


def test_the_problem_page_leads_home_where_that_is_not_broken_too():
    home, lines = '<p><a href="/">回首页</a></p></main>', ["docs/guide/macros.md:85:1: x"]
    assert home in problem_notice(lines, "", has_home=True)
    assert home not in problem_notice(lines, "", has_home=False)


def test_a_busy_port_is_told_and_another_offered(small_project):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = gonghui("serve", "--port", str(port), cwd=small_project)
    other = port + 1 if port < 65535 else 8000
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"端口 {port} 已被别的程序占用。请关掉那个程序，或换一个端口：make serve PORT={other}\n"
    )


def test_ends_at_once_and_in_peace(small_project):
    with serving(small_project, *GONGHUI) as server:
        server.until_status("", 200)
        server.process.terminate()
        assert server.process.wait(5) == 0
        assert server.told.endswith("预览结束。\n")
        assert "Traceback" not in server.told


def test_preview_leaves_the_site_alone(preview):
    assert not (preview.project / "site").exists()


# MkDocs' own commands


def test_plain_mkdocs_build(project, built_site):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name in ("data/values.csv", "data/comparisons.csv", f"{PAGE}index.html"):
        ours, theirs = (project / "site" / name).read_bytes(), (built_site / name).read_bytes()
        assert without_origin(ours) == without_origin(theirs)


def test_plain_mkdocs_build_refuses_what_the_check_refuses(small_project):
    file = small_project / FILE
    file.write_text(broken(file.read_text(encoding="utf-8")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=small_project,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert f"{FILE}:3:10: fullwidth-colon: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small_project / "site").exists()


def test_plain_mkdocs_serve_keeps_answering(small_project):
    with serving(small_project, *MKDOCS) as server:
        assert server.until_status("", 200)
        assert "78.57" in server.until_status(PAGE, 200)
        file = small_project / FILE
        good = file.read_text(encoding="utf-8")
        file.write_text(broken(good), encoding="utf-8")
        server.until(OTHER, lambda _, __: "fullwidth-colon" in server.told)
        assert "增长58.51%" in server.until_status(OTHER, 200)
        server.until_status("", 200)
        file.write_text(good.replace("黑板报:", "黑板报甲:"), encoding="utf-8")
        assert "黑板报甲" in server.until(PAGE, lambda _, text: "黑板报甲" in text)[1]


def test_plain_mkdocs_serve_keeps_answering_while_a_page_of_the_navigation_is_broken(small_project):
    with serving(small_project, *MKDOCS) as server:
        server.until_status("", 200)
        index = small_project / "docs/index.md"
        index.write_text('{{ latest("无", "无") }}\n', encoding="utf-8")
        server.until(OTHER, lambda _, __: "macro-argument" in server.told)
        server.until_status(OTHER, 200)
