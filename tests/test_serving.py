"""deploy/: the shipped files in a real nginx of this machine. Without a login there is nothing but 401;
with one, the whole site as it was built, and in Chromium it works under the policy that the headers name.

Each nginx has a folder, a process and free ports of its own, and is ended by its own id."""

from __future__ import annotations

import base64
import gzip
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from gonghui.compression import compress
from tests.browsing import PAGES, watched
from tests.conftest import ROOT
from tests.test_form import choose, saved
from tests.test_preview import free_port
from tests.test_workbench import download, ready
from tools.browser import find_nginx

DEPLOY = ROOT / "deploy"
SHIPPED = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
USER, PASSWORD = "zhangsan", "一二三 four"
LOGIN = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
COOKIE = {"Cookie": "_oauth2_proxy=true"}
NAVIGATES, FETCHES = {"Sec-Fetch-Mode": "navigate"}, {"Sec-Fetch-Mode": "cors"}
MAIN = """
daemon off;
worker_processes 1;
pid FOLDER/nginx.pid;
events {}
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    types_hash_max_size 2048;
    client_body_temp_path FOLDER/body;
    proxy_temp_path FOLDER/proxy;
    fastcgi_temp_path FOLDER/fastcgi;
    uwsgi_temp_path FOLDER/uwsgi;
    scgi_temp_path FOLDER/scgi;
    include conf.d/gonghui.conf;
}
"""


@dataclass
class Served:
    """An nginx that runs: where it serves, and its folder with the logs."""

    folder: Path
    port: int
    plain: int

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}/"

    def log(self, name: str) -> str:
        return (self.folder / f"logs/gonghui.{name}.log").read_text(encoding="utf-8")

    def connection(self) -> HTTPSConnection:
        context = ssl.create_default_context(cafile=self.folder / "conf/gonghui.crt")
        return HTTPSConnection("localhost", self.port, context=context, timeout=20)

    def get(self, address: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer and its body; an address is sent as it is given."""
        connection = self.connection()
        connection.putrequest(method, f"/{address}", skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body


def configure(folder: Path, access: str, **ports: int) -> None:
    """The shipped files in a folder instead of /etc, /srv and /var, on ports of this machine alone."""
    changes = {
        "listen 80;": f"listen 127.0.0.1:{ports['plain']};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{ports['port']} ssl http2;",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "zongjie.example.cn": "localhost",
        "/etc/nginx/": f"{folder}/conf/",
        "/srv/www/zongjie/": f"{folder}/srv/",
        "/var/log/nginx/": f"{folder}/logs/",
    }
    text = SHIPPED
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    for name in ("conf/conf.d", "conf/snippets", "logs"):
        (folder / name).mkdir(parents=True)
    user = "user root;" if os.geteuid() == 0 else ""  # the tests' folders are theirs alone
    main = user + MAIN.replace("FOLDER", str(folder))
    (folder / "conf/nginx.conf").write_text(main, encoding="utf-8")
    (folder / "conf/conf.d/gonghui.conf").write_text(text, encoding="utf-8")
    if access:
        text = (DEPLOY / f"access-{access}.conf").read_text(encoding="utf-8")
        text = text.replace("/etc/nginx/", f"{folder}/conf/")
        text = text.replace("127.0.0.1:4180", f"127.0.0.1:{ports.get('proxy', 1)}")
        (folder / "conf/snippets/gonghui-access.conf").write_text(text, encoding="utf-8")
    key, certificate = folder / "conf/gonghui.key", folder / "conf/gonghui.crt"
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-days", "2", "-keyout", key, "-out", certificate)  # fmt: skip
    hashed = run("openssl", "passwd", "-6", "-stdin", text=PASSWORD)
    (folder / "conf/gonghui.passwd").write_text(f"{USER}:{hashed}", encoding="utf-8")


def run(*command: object, text: str = "") -> str:
    done = subprocess.run(
        [str(word) for word in command],
        input=text, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def command(folder: Path) -> list[str]:
    conf, log = folder / "conf/nginx.conf", folder / "logs/main.log"
    return [str(find_nginx()), "-p", str(folder), "-c", str(conf), "-e", str(log)]


@contextmanager
def serving(folder: Path, release: Path, access: str, proxy: int = 1):
    """An nginx that serves a release as `gonghui publish` leaves it."""
    served = Served(folder, free_port(), free_port())
    configure(folder, access, port=served.port, plain=served.plain, proxy=proxy)
    (folder / "srv/releases").mkdir(parents=True)
    (folder / "srv/releases/2026-11-23-1").symlink_to(release)
    (folder / "srv/current").symlink_to("releases/2026-11-23-1")
    process = subprocess.Popen(command(folder), stderr=subprocess.PIPE)
    try:
        for _ in range(1000):
            assert process.poll() is None, process.stderr.read().decode()
            try:
                socket.create_connection(("127.0.0.1", served.port)).close()
                break
            except OSError:
                time.sleep(0.01)
        yield served
    finally:
        process.terminate()
        process.communicate()


@pytest.fixture(scope="module")
def release(built_site: Path, tmp_path_factory) -> Path:
    """The built site as it is published: with packed twins, and with what must not be served."""
    folder = tmp_path_factory.mktemp("release") / "site"
    shutil.copytree(built_site, folder, copy_function=os.link)
    assert compress(folder) > 400
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("[core]", encoding="utf-8")
    (folder / ".hidden.html").write_text("hidden", encoding="utf-8")
    (folder / ".x.csv").write_text("hidden", encoding="utf-8")
    (folder / "files/passwd.txt").symlink_to("/etc/passwd")
    (folder / "etc").symlink_to("/etc")
    return folder


@pytest.fixture(scope="module")
def served(release, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("nginx"), release, "basic") as nginx:
        yield nginx


def test_a_text_gets_a_packed_twin_of_the_same_date_and_always_the_same(tmp_path):
    texts = {"a.html": b"x" * 2000, "b/c.CSV": b"1,2\n" * 500, "small.html": b"x" * 1000, "d.png": b"x" * 2000,
             "noise.txt": os.urandom(2000)}  # fmt: skip
    (tmp_path / "b").mkdir()
    for name, content in texts.items():
        (tmp_path / name).write_bytes(content)
        os.utime(tmp_path / name, (1_700_000_000, 1_700_000_000))
    assert compress(tmp_path) == 2
    twins = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*.gz")}
    assert set(twins) == {"a.html.gz", "b/c.CSV.gz"}
    before = {name: path.read_bytes() for name, path in twins.items()}
    for name, path in twins.items():
        assert gzip.decompress(before[name]) == texts[name.removesuffix(".gz")]
        assert path.stat().st_mtime == 1_700_000_000
    os.utime(tmp_path / "a.html", (1_800_000_000, 1_800_000_000))
    assert compress(tmp_path) == 2
    assert {name: path.read_bytes() for name, path in twins.items()} == before


def addresses(site: Path) -> list[str]:
    """Every file of a site and every folder, as a browser asks for them."""
    found = [path.relative_to(site).as_posix() + "/" * path.is_dir() for path in site.rglob("*")]
    return ["", *(quote(address) for address in sorted(found))]


# Without a login

ODD = (
    "no/such/page/", "404.html", ".git/config", ".git/", ".hidden.html", ".x.csv", ".env", "etc/passwd", "files/passwd.txt",
    "../etc/passwd", "..%2f..%2fetc/passwd", "assets//theme.js", "search/?q=%E7%8E%8B%E5%BB%BA%E5%9B%BD",
    "index.html?x", "index.html.gz", "summaries/2008-H1/furong-town", "assets", "data", "%00", "oauth2/start",
    "search/pages-000000000000/facts.bin",
)  # fmt: skip


def test_without_a_login_there_is_nothing_but_401(served, built_site):
    """Every address of the site and those that an intruder would try; one answer to all of them."""
    connection, answers = served.connection(), {}
    every = [*addresses(built_site), *ODD]
    assert len(every) > 2000
    for address in every:
        connection.request("GET", f"/{address}")
        answer = connection.getresponse()
        answers.setdefault((answer.status, answer.read()), []).append(address)
        assert answer.getheader("Cache-Control") == "private, no-cache"
    connection.close()
    bad = {address for (status, _), found in answers.items() if status != 401 for address in found}
    assert bad <= {
        "../etc/passwd",
        "..%2f..%2fetc/passwd",
        "%00",
    }  # no addresses at all: 400, whoever asks
    assert len([status for status, _ in answers if status == 401]) == 1
    (body,) = (body for status, body in answers if status == 401)
    assert b"nginx/" not in body
    assert len(body) < 300


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_no_other_method_gets_round_the_login(served, method):
    assert served.get("assets/theme.js", method)[0].status == 401


@pytest.mark.parametrize(
    "login",
    ["zhangsan:", "zhangsan:wrong", ":", "lisi:一二三 four", "zhangsan:一二三 four\n", "zhangsan"],
)
def test_a_wrong_login_is_none(served, login):
    header = "Basic " + base64.b64encode(login.encode()).decode()
    answer, _ = served.get("", Authorization=header)
    assert answer.status == 401
    assert answer.getheader("WWW-Authenticate") == 'Basic realm="gonghui"'


def test_the_unencrypted_port_only_leads_to_the_other(served):
    connection = HTTPConnection("localhost", served.plain)
    connection.request("GET", "/search/?q=x")
    answer = connection.getresponse()
    assert answer.status == 301
    assert answer.getheader("Location") == "https://localhost/search/?q=x"
    assert b"gh-" not in answer.read()
    connection.close()


def test_without_a_way_to_log_in_nginx_does_not_start(tmp_path):
    configure(tmp_path, "", port=1, plain=2)
    done = subprocess.run([*command(tmp_path), "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "gonghui-access.conf" in done.stderr


# With one

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".bin": "application/octet-stream",
    ".map": "application/octet-stream",
    ".sqlite": "application/octet-stream",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_with_a_login_every_file_is_there_as_it_was_built(served, built_site):
    """A third of them, of every kind: the password is hashed each time."""
    connection, kinds = served.connection(), set()
    files = sorted(path for path in built_site.rglob("*") if path.is_file())
    for path in files[::3] + [next(p for p in files if p.suffix == suffix) for suffix in TYPES]:
        address = path.relative_to(built_site).as_posix()
        connection.request("GET", f"/{quote(address)}", headers={"Authorization": LOGIN})
        answer = connection.getresponse()
        body = answer.read()
        if address == "404.html":
            continue
        assert (answer.status, body == path.read_bytes()) == (200, True), address
        assert answer.getheader("Content-Type") == TYPES[path.suffix], address
        assert {name: answer.getheader(name) for name in HEADERS} == HEADERS
        kinds.add(path.suffix)
    connection.close()
    assert kinds == set(TYPES)


def ask(served: Served, address: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    return served.get(address, Authorization=LOGIN, **headers)


@pytest.mark.parametrize(
    "address",
    [
        *("no/such/page/", ".git/config", ".git/", ".hidden.html", ".x.csv", ".env", "etc/passwd", "files/passwd.txt"),
        *("assets/", "data/beside/", "404.html", "search/pages-000000000000/facts.bin"),
    ],
)  # fmt: skip
def test_what_is_not_there_answers_with_the_sites_own_page(served, address):
    """No listing, no file with a dot, nothing outside by a link; and never to be kept."""
    answer, body = ask(served, address)
    assert answer.status == 404
    assert "找不到这一页" in body.decode()
    assert answer.getheader("Cache-Control") == "private, no-cache"


def test_a_folder_without_its_slash_leads_to_its_page(served):
    answer, _ = ask(served, "summaries/2008-H1/furong-town?h=x")
    assert answer.status == 301
    assert answer.getheader("Location") == "/summaries/2008-H1/furong-town/?h=x"


def test_only_what_bears_a_fingerprint_is_kept_unasked(served, built_site):
    files = [p.relative_to(built_site).as_posix() for p in built_site.rglob("*") if p.is_file()]
    stamped = [
        f for f in files if re.search(r"search/.*-[0-9a-f]{12}/|\.[0-9a-f]{8}\.min\.(js|css)$", f)
    ]
    assert len(stamped) > 15
    others = ("", "search/", "search/index.bin", "assets/theme.js", "assets/gonghui/search.js", "feed.xml",
              "summaries/2024/qinghe-night-school.png", "data/values.csv")  # fmt: skip
    for address in (*stamped, *others):
        kept = "max-age=31536000, immutable" if address in stamped else "no-cache"
        answer, _ = ask(served, address)
        assert (answer.status, answer.getheader("Cache-Control")) == (200, f"private, {kept}")
        again, body = ask(served, address, If_None_Match=answer.getheader("ETag"))
        assert (again.status, body) == (304, b""), address
        assert again.getheader("Cache-Control") == f"private, {kept}"


@pytest.mark.parametrize(
    "address", ["", "data/values.csv", "assets/gonghui.css", "data/form/index.json", "feed.xml"]
)
def test_text_comes_packed_as_it_lies_there(served, release, address):
    file = release / (address or "index.html")
    answer, body = ask(served, address, Accept_Encoding="gzip, deflate, br")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert answer.getheader("Vary") == "Accept-Encoding"
    assert body == file.with_name(f"{file.name}.gz").read_bytes()
    assert gzip.decompress(body) == file.read_bytes()


def test_what_is_packed_already_is_not_packed_again(served):
    for address in (
        "search/index.bin",
        "data/datapackage.zip",
        "summaries/2024/qinghe-night-school.png",
    ):
        answer, _ = ask(served, address, Accept_Encoding="gzip")
        assert (answer.status, answer.getheader("Content-Encoding")) == (200, None)


def test_text_without_a_twin_is_packed_on_the_way(served, release):
    (release / "files/late.csv").write_text("a,b\n" * 1000, encoding="utf-8")
    answer, body = ask(served, "files/late.csv", Accept_Encoding="gzip")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(body) == b"a,b\n" * 1000


def test_a_new_release_is_served_from_one_moment_to_the_next(served, tmp_path):
    (tmp_path / "index.html").write_text("another", encoding="utf-8")
    link = served.folder / "srv/current"
    old = link.readlink()
    try:
        (served.folder / "srv/new").symlink_to(tmp_path)
        (served.folder / "srv/new").replace(link)
        assert ask(served, "")[1] == b"another"
    finally:
        (served.folder / "srv/new").symlink_to(old)
        (served.folder / "srv/new").replace(link)
    assert ask(served, "")[0].status == 200


def test_the_logs_name_who_and_which_page_but_not_what_was_looked_for(served):
    name = quote("王建国")
    ask(served, f"search/?q={name}", Referer=f"{served.url}search/?q={name}")
    ask(served, f"no/such/page/?h={name}")
    served.get(
        f"search/?q={name}", Authorization="Basic " + base64.b64encode(b"zhangsan:x").decode()
    )
    ask(served, f".git/?h={name}")
    ask(served, f"etc/passwd?h={name}")
    log = served.log("access")
    lines = [line for line in log.splitlines() if "/search/ HTTP" in line]
    assert re.fullmatch(
        r'127\.0\.0\.1 zhangsan \[[^]]+\] "GET /search/ HTTP/1\.1" 200 \d+', lines[-2]
    )
    assert re.fullmatch(
        r'127\.0\.0\.1 zhangsan \[[^]]+\] "GET /search/ HTTP/1\.1" 401 \d+', lines[-1]
    )
    assert '"GET /no/such/page/ HTTP/1.1" 404' in log
    assert "?" not in log
    assert name not in log
    assert served.log("error") == ""


# The policy


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (part.split() for part in policy.split(";"))}


def meta_of(html: str) -> str:
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    return unescape(policy)


def test_the_header_is_the_policy_of_every_page_and_who_may_frame_it(served, built_site):
    header = directives(ask(served, "")[0].getheader("Content-Security-Policy"))
    assert header.pop("frame-ancestors") == ["'none'"]  # of no effect in a page
    pages = list(built_site.rglob("*.html"))
    assert len(pages) > 200
    policies = {meta_of(page.read_text(encoding="utf-8")) for page in pages}
    assert [directives(policy) for policy in policies] == [header]
    assert header == {
        "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"],
        "img-src": ["'self'", "data:"], "connect-src": ["'self'"], "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }  # fmt: skip


@pytest.mark.parametrize("address", ["", "no/such/page/", "assets/theme.js", "data/values.csv"])
def test_every_answer_has_the_headers(served, address):
    for answer in (ask(served, address)[0], served.get(address)[0]):
        assert "default-src 'none'" in answer.getheader("Content-Security-Policy")
        assert {name: answer.getheader(name) for name in HEADERS} == HEADERS
        assert "camera=()" in answer.getheader("Permissions-Policy")
        assert answer.getheader("Server") == "nginx"


def test_no_page_holds_a_script_or_a_style_of_its_own(built_site):
    """Neither would run; and what the policy stops in silence would be missed by a reader."""
    for page in [*built_site.rglob("*.html"), *built_site.rglob("*.svg")]:
        html = page.read_text(encoding="utf-8")
        inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
        assert set(inline) <= {' id="__config" type="application/json"'}, page
        assert not re.search(r"<style\b|<[^>]*\s(style|on[a-z]+)=|<base\b|javascript:", html), page
        meta, first = html.find("Content-Security-Policy"), html.find("<script")
        assert page.suffix == ".svg" or 0 < meta < first, page


@pytest.fixture
def reader(browser, served):
    """A reader's tab, logged in; anything that the policy refuses is trouble."""
    context = browser.new_context(
        ignore_https_errors=True,
        extra_http_headers={"Authorization": LOGIN},
        viewport={"width": 1440, "height": 900},
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.url)
    yield watched(context)
    context.close()


@pytest.mark.browser
def test_every_kind_of_page_works_under_the_policy(reader, served):
    for address in PAGES.values():
        reader.goto(served.url + address)
        reader.mouse.wheel(0, 20000)
        reader.wait_for_timeout(80)  # what a script asks for after the page has loaded
    expected = [f"404: {served.url}404.html"]  # the page itself, by its own address
    expected += ["error: Failed to load resource: the server responded with a status of 404 ()"]
    assert sorted(reader.trouble) == sorted(expected)
    assert {url.split("/")[2] for url in reader.requested if "data:" not in url} == {
        f"localhost:{served.port}"
    }


@pytest.mark.browser
def test_what_a_reader_does_works_under_the_policy(reader, served):
    """Search on its page and over another, colours, 对比台 and its file, the form and its file, copying."""
    reader.goto(served.url)
    reader.locator("label[title=换成深色]").click()
    reader.keyboard.press("/")
    reader.wait_for_selector("dialog[open]")
    reader.keyboard.type("走访慰问")
    reader.wait_for_selector("dialog .gh-hits li")
    reader.goto(served.url + "search/")
    assert reader.get_attribute("body", "data-md-color-scheme") == "slate"
    reader.locator("#gh-query").fill("职代会")
    reader.locator(".gh-search .gh-hits > li a").first.click()
    reader.wait_for_selector("mark.gh-hit")
    reader.goto(served.url + PAGES["workbench, much"])
    ready(reader)
    assert reader.locator(".gh-tables tr").count() > 3
    assert download(reader)[1].startswith(b"\xef\xbb\xbf")
    reader.goto(served.url + PAGES["beside"])
    reader.wait_for_selector(".gh-columns")
    reader.goto(served.url + PAGES["form"])
    choose(reader)
    assert "unit: 芙蓉镇总工会" in saved(reader)[1]
    reader.goto(served.url + PAGES["missing"])
    reader.locator(".gh-button").click()
    reader.wait_for_function("document.querySelector('.gh-button').textContent == '已复制'")
    reader.locator(".gh-sort").first.click()
    assert reader.trouble == []


INJECTED = {
    "an inline script": "<img src='assets/logo.svg' onload='window.ran = 1'>",
    "a style": "<p style='color: red'>字</p>",
    "a style sheet": "<style>p { color: red }</style>",
    "a frame": "<iframe src='/'></iframe>",
    "a script of a frame": "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "a picture from elsewhere": "<img src='https://elsewhere.invalid/x.png'>",
    "an object": "<object data='/assets/logo.svg'></object>",
    "a base": "<base href='https://elsewhere.invalid/'>",
    "a form": "<form action='https://elsewhere.invalid/'></form>",
    "a link": "<a href='javascript:window.ran = 1'>字</a>",
}

INJECT = """html => {
    document.body.insertAdjacentHTML('beforeend', html);
    const last = document.body.lastElementChild;
    if (last.submit) last.submit();
    if (last.click) last.click();
}"""


@pytest.mark.browser
def test_what_got_into_a_page_does_nothing(reader, served):
    """The policy itself: without this, a browser that reports nothing would find nothing either."""
    for what, html in INJECTED.items():
        reader.goto(served.url + PAGES["categories"])
        reader.trouble.clear()
        reader.requested.clear()
        reader.evaluate(INJECT, html)
        for _ in range(200):
            if any(line.startswith("error: policy: ") for line in reader.trouble):
                break
            reader.wait_for_timeout(10)
        else:
            pytest.fail(f"{what}: nothing was refused")
        assert reader.evaluate("window.ran") is None, what
        sent = [url for url in reader.requested if f"failed: {url} csp" not in reader.trouble]
        assert not [url for url in sent if "elsewhere" in url], what
        assert (
            reader.evaluate("getComputedStyle(document.body.lastElementChild).color")
            != "rgb(255, 0, 0)"
        )


# Single sign-on


class _Proxy(BaseHTTPRequestHandler):
    """What oauth2-proxy does, as far as nginx sees it."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        known = "_oauth2_proxy=true" in self.headers.get("Cookie", "")
        if self.path == "/oauth2/auth":
            self.send_response(202 if known else 401)
            if known:
                self.send_header("X-Auth-Request-User", "lisi")
                self.send_header("Set-Cookie", "_oauth2_proxy=renewed; Secure; HttpOnly")
        elif self.path == "/oauth2/start":
            self.send_response(302)
            self.send_header("Location", "https://login.example.cn/authorize?x=1")
            self.send_header("Set-Cookie", "_oauth2_proxy_csrf=abc; Secure; HttpOnly")
        else:
            self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture(scope="module")
def proxy():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Proxy)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def single(release, proxy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx-sso")
    with serving(folder, release, "sso", proxy.server_port) as nginx:
        yield nginx


def test_a_page_leads_to_the_login_and_back_and_nothing_else_is_told(single, proxy):
    wanted = f"search/?q={quote('职代会')}&year=2024"
    for headers in (NAVIGATES, {}):
        proxy.asked.clear()
        answer, body = single.get(wanted, **headers)
        assert (answer.status, body) == (302, b"")
        assert answer.getheader("Location") == "https://login.example.cn/authorize?x=1"
        assert answer.getheader("Set-Cookie") == "_oauth2_proxy_csrf=abc; Secure; HttpOnly"
        (auth, told), (start, asked) = proxy.asked
        assert (auth, start) == ("/oauth2/auth", "/oauth2/start")
        assert told["X-Forwarded-Uri"] == "/search/"
        assert asked["X-Auth-Request-Redirect"] == f"/{wanted}"
        assert (asked["Host"], asked["X-Real-IP"]) == ("localhost", "127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "assets/theme.js",
        "search/index.bin",
        "data/values.csv",
        "404.html",
        "no/such",
        ".git/config",
        "oauth2/auth",
    ],
)
def test_what_a_page_asks_for_is_401_before_the_login(single, address):
    answer, body = single.get(address, Sec_Fetch_Mode="cors")
    assert answer.status == 401
    assert len(body) < 300


def test_who_has_logged_in_reads_and_stands_in_the_log(single, built_site):
    answer, body = single.get("?h=x", **COOKIE, Sec_Fetch_Mode="navigate")
    assert (answer.status, body) == (200, (built_site / "index.html").read_bytes())
    assert answer.getheader("Set-Cookie") == "_oauth2_proxy=renewed; Secure; HttpOnly"
    assert "frame-ancestors 'none'" in answer.getheader("Content-Security-Policy")
    assert "127.0.0.1 lisi [" in single.log("access").splitlines()[-1]
    assert "?" not in single.log("access")
    assert single.get("no/such/", **COOKIE)[0].status == 404
    assert single.get("oauth2/auth", **COOKIE)[0].status == 404  # nginx alone asks there


def test_the_logins_own_pages_are_left_alone(single):
    answer, _ = single.get("oauth2/sign_out")
    assert answer.status == 200
    assert answer.getheader("Content-Security-Policy") is None


def test_where_the_login_does_not_answer_nobody_reads(release, tmp_path):
    with serving(tmp_path / "nginx", release, "sso", free_port()) as nginx:
        for headers in (NAVIGATES, FETCHES):
            answer, body = nginx.get("", **COOKIE, **headers)
            assert answer.status == 500
            assert "gh-" not in body.decode()


def test_the_guide_names_every_shipped_file_and_the_headers_of_the_login():
    guide = (ROOT / "docs/guide/hosting.md").read_text(encoding="utf-8")
    shipped = "".join(file.read_text(encoding="utf-8") for file in DEPLOY.iterdir())
    assert {f"deploy/{file.name}" for file in DEPLOY.iterdir()} == set(
        re.findall(r"deploy/[\w.-]+conf", guide)
    )
    for header in re.findall(r"proxy_set_header (X-[\w-]+)", shipped):
        assert f"`{header}`" in guide
