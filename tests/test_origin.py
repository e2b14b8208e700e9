"""Where a page comes from: days from git's log, addresses in the repository, and the 404 page."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import threading
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from gonghui.adapters.origin import SHALLOW, Log, Origins, foot, history_uri, read_log, scoped
from tests.browsing import visit
from tests.commanding import gonghui
from tests.conftest import copy_project, copy_small_project
from tests.test_site import Element, Site, parse

NAME = "芙蓉镇 2023 #上半年?.md"
ADDRESS = "summaries/2010/furong-town/"
SITE_URL = "https://gonghui.example.org/zongjie/"


def git(folder: Path, *args: str, day: str = "2023-07-10", zone: str = "+0800") -> None:
    environment = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": f"2001-01-01T12:00:00{zone}",
        "GIT_COMMITTER_DATE": f"{day}T23:30:00{zone}",
    }
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "test", f"GIT_{role}_EMAIL": "test@example.org"}
    subprocess.run(
        ["git", *args], cwd=folder, env=os.environ | environment, check=True, capture_output=True
    )


def commit(folder: Path, files: dict[str, str], day: str, zone: str = "+0800") -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "-m", "change", day=day, zone=zone)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--initial-branch=main", "repository")
    return tmp_path / "repository"


# The log


def test_the_day_is_that_of_the_last_commit_that_changed_the_file(repository):
    commit(repository, {"docs/a.md": "1", f"docs/{NAME}": "1", "docs/\nb.md": "1"}, "2023-01-02")
    commit(repository, {"docs/a.md": "2", "data/units.yml": "1"}, "2023-03-04")
    commit(repository, {"data/units.yml": "2"}, "2023-05-06")
    (repository / "docs/new.md").write_text("1", encoding="utf-8")
    assert read_log(repository) == Log(
        {
            "docs/a.md": date(2023, 3, 4),
            f"docs/{NAME}": date(2023, 1, 2),
            "docs/\nb.md": date(2023, 1, 2),
        }
    )


def test_the_day_is_the_committers_wherever_the_site_is_built(repository, monkeypatch):
    commit(repository, {"docs/a.md": "1"}, "2023-01-02", zone="-1100")
    for zone in ("Pacific/Kiritimati", "UTC", "Pacific/Midway"):
        monkeypatch.setenv("TZ", zone)
        assert read_log(repository).days == {"docs/a.md": date(2023, 1, 2)}


def test_a_project_in_a_folder_of_the_repository(repository):
    project = "总工会/网 站"
    commit(repository, {f"{project}/docs/{NAME}": "1", "docs/a.md": "1"}, "2023-01-02")
    commit(repository, {"docs/a.md": "2", f"docs/{NAME}": "2"}, "2023-03-04")
    assert read_log(repository / project).days == {f"docs/{NAME}": date(2023, 1, 2)}


def test_a_merge_is_no_change_unless_its_result_is_unlike_both_sides(repository):
    project = repository / "p"
    lines = "\n".join(str(number) for number in range(20))
    commit(project.parent, {"p/docs/a.md": lines, "p/docs/b.md": "1"}, "2023-01-01")
    git(repository, "checkout", "-b", "side")
    commit(repository, {"p/docs/a.md": f"上\n{lines}", "p/docs/side.md": "1"}, "2023-02-02")
    git(repository, "checkout", "main")
    commit(repository, {"p/docs/b.md": "2"}, "2023-03-03")
    git(repository, "merge", "--no-ff", "side", "-m", "merge", day="2023-04-04")
    assert read_log(project).days == {
        "docs/a.md": date(2023, 2, 2),
        "docs/b.md": date(2023, 3, 3),
        "docs/side.md": date(2023, 2, 2),
    }
    git(repository, "checkout", "-b", "other")
    commit(repository, {"p/docs/b.md": "其一"}, "2023-05-05")
    git(repository, "checkout", "main")
    commit(repository, {"p/docs/b.md": "其二"}, "2023-06-06")
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "other")
    commit(repository, {"p/docs/b.md": "两者"}, "2023-07-07")
    assert read_log(project).days["docs/b.md"] == date(2023, 7, 7)
    assert read_log(project).days["docs/a.md"] == date(2023, 2, 2)


def test_a_renamed_file_changed_that_day_and_a_deleted_one_has_no_day(repository):
    commit(repository, {"docs/old.md": "同样的内容\n" * 9, "docs/gone.md": "1"}, "2023-01-02")
    git(repository, "mv", "docs/old.md", "docs/new.md")
    git(repository, "rm", "docs/gone.md")
    git(repository, "commit", "-m", "moved", day="2023-03-04")
    (repository / "docs/gone.md").write_text("又有了，还没有提交", encoding="utf-8")
    assert read_log(repository).days == {"docs/new.md": date(2023, 3, 4)}


def test_nothing_a_person_has_configured_changes_the_answer(repository):
    commit(repository, {"docs/旧.md": "同样的内容\n" * 9}, "2023-01-02")
    git(repository, "mv", "docs/旧.md", "docs/新.md")
    git(repository, "commit", "-m", "moved", day="2023-03-04")
    plain = read_log(repository)
    for key, value in (
        ("core.quotepath", "true"), ("log.follow", "true"), ("diff.renames", "copies"),
        ("log.showSignature", "true"), ("log.date", "relative"), ("color.ui", "always"),
        ("format.pretty", "fuller"), ("diff.relative", "true"), ("log.diffMerges", "separate"),
    ):  # fmt: skip
        git(repository, "config", key, value)
    assert plain.days == {"docs/新.md": date(2023, 3, 4)}
    assert read_log(repository) == plain


def test_no_repository_no_commit_and_no_git_give_no_days(repository, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_log(tmp_path) == Log()
    assert read_log(repository) == Log()
    commit(repository, {"docs/a.md": "1"}, "2023-01-02")
    assert read_log(repository).days
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_log(repository) == Log()


def test_a_shallow_clone_gives_no_days_and_says_so(repository, tmp_path):
    copy_small_project(repository)
    commit(repository, {}, "2023-01-02")
    commit(repository, {"docs/more.md": "# 多\n"}, "2023-03-04")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--depth", "1", repository.as_uri(), str(clone))
    assert read_log(clone) == Log(shallow=True)
    done = gonghui("build", cwd=clone)
    assert done.returncode == 0, done.stderr
    assert SHALLOW in done.stderr.splitlines()
    assert SHALLOW == (
        "项目是浅克隆，历史不全，所以页脚没有写“最后修改”的日期。"
        "要写出来，请先运行 git fetch --unshallow，再生成一次。"
    )
    assert list(Site(clone / "site").pages[""].all(class_="gh-origin")) == []
    git(clone, "fetch", "--unshallow")
    done = gonghui("build", cwd=clone)
    assert done.returncode == 0, done.stderr
    assert "浅克隆" not in done.stderr
    line = Site(clone / "site").pages["more/"].one(class_="gh-origin")
    assert line.text() == "最后修改：2023年3月4日"


# Addresses


@pytest.mark.parametrize(
    ("edit_uri", "history"),
    [
        ("edit/main/docs/", "commits/main/docs/"),
        ("blob/main/docs/", "commits/main/docs/"),
        ("edit/发布/p/docs/", "commits/发布/p/docs/"),
        ("-/edit/main/docs/", "-/commits/main/docs/"),
        ("-/blob/main/docs/", "-/commits/main/docs/"),
        ("_edit/main/docs/", "commits/branch/main/docs/"),
        ("src/default/docs/", ""),
        ("?query=root/main/docs/", ""),
        ("https://example.org/edit/main/docs/", ""),
        ("edit/", ""),
        ("", ""),
    ],
)
def test_the_address_of_the_history_follows_from_that_of_the_editor(edit_uri, history):
    assert history_uri(edit_uri) == history


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "mended"),
    [
        ("https://gitlab.com/a/b", "edit/master/docs/", "-/edit/master/docs/"),
        ("https://gitlab.example.org/a/b/", "blob/main/docs/", "-/blob/main/docs/"),
        ("https://gitlab.com/a/b", "-/edit/main/docs/", "-/edit/main/docs/"),
        ("https://github.com/gitlab/b", "edit/master/docs/", "edit/master/docs/"),
        ("", "", ""),
    ],
)
def test_the_default_for_gitlab_is_an_address_it_still_has(repo_url, edit_uri, mended):
    assert scoped(repo_url, edit_uri) == mended


def test_the_foot_of_a_page():
    assert foot(None, "", "") == ""
    assert foot(date(2026, 11, 22), "", "") == (
        '<p class="gh-origin">最后修改：<time datetime="2026-11-22">2026年11月22日</time></p>'
    )
    assert foot(None, "https://example.org/?a=1&b=2", "https://example.org/h") == (
        '<p class="gh-origin"><a href="https://example.org/?a=1&amp;b=2">修改这一页</a> '
        '<a href="https://example.org/h">修改记录</a></p>'
    )


# Sites with a repository


def configured(project: Path, settings: str) -> None:
    path = project / "mkdocs.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{settings}\n", encoding="utf-8")


def links(page: Element) -> dict[str, str]:
    lines = list(page.all(class_="gh-origin"))
    assert len(lines) <= 1
    return {a.text(): a.attributes["href"] for line in lines for a in line.all("a")}


SUMMARY = "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2010年\n---\n正文。\n"


@pytest.fixture(scope="module")
def forge(tmp_path_factory) -> Path:
    """A project in a repository at github.com, its site in a folder of a server: www/zongjie."""
    project = tmp_path_factory.mktemp("forge") / "project"
    copy_project(project)
    git(project, "init", "--initial-branch=main")
    configured(project, f"repo_url: https://github.com/example/zongjie\nsite_url: {SITE_URL}")
    commit(project, {}, "2023-01-02")
    commit(project, {f"docs/summaries/{NAME}": SUMMARY}, "2023-07-10")
    (project / "docs/guide/草稿.md").write_text("# 还没有提交\n", encoding="utf-8")
    done = gonghui("build", "--site-dir", "www/zongjie", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def forge_site(forge: Path) -> Site:
    return Site(forge / "www" / "zongjie")


def test_a_summary_leads_to_its_real_file(forge_site):
    encoded = "%E8%8A%99%E8%93%89%E9%95%87%202023%20%23%E4%B8%8A%E5%8D%8A%E5%B9%B4%3F.md"
    page = forge_site.pages[ADDRESS]
    base = "https://github.com/example/zongjie"
    assert links(page) == {
        "修改这一页": f"{base}/edit/master/docs/summaries/{encoded}",
        "修改记录": f"{base}/commits/master/docs/summaries/{encoded}",
    }
    line = page.one(class_="gh-origin")
    assert line.text() == "最后修改：2023年7月10日 修改这一页 修改记录"
    assert line.one("time").attributes == {"datetime": "2023-07-10"}


def test_the_sites_own_pages_have_a_foot_too_and_pages_that_nobody_writes_none(forge_site):
    assert links(forge_site.pages[""])["修改这一页"].endswith("/edit/master/docs/index.md")
    assert "2023年1月2日" in forge_site.pages["guide/"].one(class_="gh-origin").text()
    draft = forge_site.pages["guide/草稿/"].one(class_="gh-origin")
    assert draft.text() == "修改这一页 修改记录"
    for address in ("summaries/", "summaries/2010/", "404.html"):
        assert list(forge_site.pages[address].all(class_="gh-origin")) == [], address


def test_the_sitemap_holds_every_page_and_the_days_that_are_known(forge, forge_site):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.fromstring((forge_site.folder / "sitemap.xml").read_bytes())
    found = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in root}
    pages = {address for address in forge_site.pages if address != "404.html"}
    assert len(found) == len(pages)
    assert found[SITE_URL] == "2023-01-02"
    assert found[f"{SITE_URL}{ADDRESS}"] == "2023-07-10"
    assert found[f"{SITE_URL}summaries/"] is None
    assert found[f"{SITE_URL}guide/%E8%8D%89%E7%A8%BF/"] is None


def test_git_reads_its_log_once_for_the_whole_site(forge, tmp_path):
    real, calls = shutil.which("git"), tmp_path / "calls"
    wrapper = tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho "$*" >> {calls}\nexec {real} "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    path = f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}"
    done = gonghui(
        "build", "--site-dir", str(tmp_path / "site"), cwd=forge, PATH=path, SOURCE_DATE_EPOCH="1"
    )
    assert done.returncode == 0, done.stderr
    told = calls.read_text(encoding="utf-8").splitlines()
    assert len([call for call in told if " log -z " in call]) == 1
    assert len(told) < 20, told  # mkdocs-macros asks a dozen things, for no page in particular


HUB, LAB, TEA = "https://github.com/a/b", "https://gitlab.com/a/b", "https://git.example.org/a/b"


@pytest.mark.parametrize(
    ("settings", "edit", "history"),
    [
        ({"repo_url": HUB}, f"{HUB}/edit/master/docs/x.md", f"{HUB}/commits/master/docs/x.md"),
        (
            {"repo_url": f"{LAB}/"},
            f"{LAB}/-/edit/master/docs/x.md",
            f"{LAB}/-/commits/master/docs/x.md",
        ),
        (
            {"repo_url": TEA, "edit_uri": "_edit/总结/docs/"},
            f"{TEA}/_edit/%E6%80%BB%E7%BB%93/docs/x.md",
            f"{TEA}/commits/branch/%E6%80%BB%E7%BB%93/docs/x.md",
        ),
        ({"repo_url": TEA, "edit_uri": "change/docs"}, f"{TEA}/change/docs/x.md", None),
        ({"repo_url": TEA}, None, None),
        ({"repo_url": TEA, "extra": {"history_uri": "log/docs"}}, None, f"{TEA}/log/docs/x.md"),
        (
            {"repo_url": HUB, "extra": {"history_uri": "记录/docs/"}},
            f"{HUB}/edit/master/docs/x.md",
            f"{HUB}/%E8%AE%B0%E5%BD%95/docs/x.md",
        ),
        ({"repo_url": HUB, "extra": {"history_uri": ""}}, f"{HUB}/edit/master/docs/x.md", None),
        ({"repo_url": HUB, "extra": {"history_uri": False}}, f"{HUB}/edit/master/docs/x.md", None),
        (
            {"repo_url": HUB, "edit_uri": "", "edit_uri_template": "edit/main/docs/{path!q}"},
            f"{HUB}/edit/main/docs/x.md",
            None,
        ),
        ({}, None, None),
        ({"extra": {"history_uri": "commits/main/docs/"}}, None, None),
    ],
)
def test_addresses_at_the_forges(tmp_path, settings, edit, history):
    config = MkDocsConfig()
    config.load_dict({"site_name": "总结", "docs_dir": str(tmp_path), **settings})
    assert config.validate() == ([], [])
    origins = Origins.of(tmp_path, config)
    page = Page(None, File("x.md", str(tmp_path), "site", True), config)
    origins.sign(page, made=False)
    assert page.edit_url == edit
    found = {"修改这一页": edit, "修改记录": history}
    assert links(parse(page.content)) == {words: url for words, url in found.items() if url}


@pytest.mark.parametrize("template", ["edit/main/docs/{path}", "edit/main/docs/{path!q}"])
def test_a_template_for_the_address_encodes_names_too(tmp_path, template):
    config = MkDocsConfig()
    config.load_dict({"site_name": "总结", "docs_dir": str(tmp_path), "repo_url": HUB})
    config.load_dict({"edit_uri": "", "edit_uri_template": template})
    config.validate()
    page = Page(None, File("篇 一.md", str(tmp_path), "site", True), config)
    Origins.of(tmp_path, config).sign(page, made=False)
    assert page.edit_url == f"{HUB}/edit/main/docs/%E7%AF%87%20%E4%B8%80.md"


def test_the_repository_is_a_plain_link(forge_site):
    for page in forge_site.pages.values():
        found = list(page.all("a", class_="md-source"))
        assert found
        for link in found:
            assert link.attributes["href"] == "https://github.com/example/zongjie"
            assert "data-md-component" not in link.attributes


# The page for what is not there


def test_the_404_page_leads_on_wherever_the_site_lies(built_site, forge_site):
    for site, base in ((Site(built_site), "/"), (forge_site, "/zongjie/")):
        article = site.pages["404.html"].one("article")
        targets = [a.attributes["href"] for a in article.one("ul").all("a")]
        assert targets[:2] == [f"{base}.", f"{base}summaries/"]
        for target in targets:
            place = target.removeprefix(base).removeprefix(".")
            assert place in site.pages, target
        assert f"{base}summaries/2023-H1/" in article.text()
        assert article.one("script").attributes == {"src": f"{base}assets/404.js", "defer": ""}
        assert "assets/404.js" in site.files


class _Server(SimpleHTTPRequestHandler):
    """A server that answers with the site's own page where there is nothing."""

    def log_message(self, format, *args):
        pass

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory, "zongjie/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def forge_url(forge: Path):
    handler = functools.partial(_Server, directory=str(forge / "www"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", ADDRESS, "summaries/", "guide/"])
def test_a_repository_at_github_lets_no_request_out(browser, forge_url, address):
    with visit(browser, f"{forge_url}zongjie/{address}") as page:
        page.wait_for_timeout(500)
        assert page.locator("a.md-source").first.is_visible()
        assert page.trouble == []
        hosts = {urlsplit(url).netloc for url in page.requested if not url.startswith("data:")}
        assert hosts == {urlsplit(forge_url).netloc}
        assert [url for url in page.requested if "sitemap" in url or "feed" in url] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("missing", "offered"),
    [
        ("zongjie/summaries/2023-H1/nobody/", "zongjie/summaries/2023-H1/"),
        ("zongjie/summaries/2023/nobody/plan/", "zongjie/summaries/2023/"),
        ("zongjie/summaries/2023-H9/", None),
        ("zongjie/summaries/%3Cimg%3E/nobody/", None),
        ("zongjie/nothing/", None),
        ("summaries/2023/nobody/", None),
        ("//elsewhere.example/zongjie/summaries/2023/nobody/", None),
    ],
)
def test_an_address_like_a_summarys_is_offered_its_period(browser, forge_url, missing, offered):
    with visit(browser, forge_url + missing) as page:
        offer = page.locator("#gh-period")
        page.wait_for_function("document.readyState == 'complete'")
        assert offer.is_visible() == (offered is not None)
        if offered:
            link = offer.locator("a")
            assert link.evaluate("a => a.href") == forge_url + offered
            link.click()
            assert page.locator("h1").inner_text().endswith("工作总结")
        assert [t for t in page.trouble if "404" not in t] == []


@pytest.mark.browser
def test_the_404_page_is_whole_without_script(browser, forge_url):
    with visit(browser, f"{forge_url}zongjie/summaries/2023/nobody/", script=False) as page:
        assert not page.locator("#gh-period").is_visible()
        page.locator("article").get_by_role("link", name="全部总结").click()
        assert page.url == f"{forge_url}zongjie/summaries/"
