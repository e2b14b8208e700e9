"""Attacks: each is refused at its place, or harmless: what passes the check is built into one site, which
Chromium opens under its policy: nothing runs, nothing leaves the host, and the policy has nothing to report.

Cases: tests/cases/attacks.yml. Files for the importer are made here, for no text can hold them."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from gonghui.adapters.standing import is_of
from gonghui.checkup import examine
from gonghui.codes import CODES, Severity
from gonghui.inspection import inspect
from tests.browsing import watched
from tests.cases import cases
from tests.commanding import gonghui
from tests.conftest import copy_small_project
from tests.test_checkup import A, keep_the_laws, project_of, put
from tests.test_site import Site

BOOK: Any = cases("attacks")
CASES = {f"{group['group']}: {case['name']}": case for group in BOOK for case in group["cases"]}
LONGEST = (
    3.0  # seconds of the processor for one page, on the slowest machine; most take a hundredth
)


def told(root: Path) -> list[str]:
    """The place and code of every error below a project, and of every name."""
    found = examine(root).problems
    keep_the_laws(root, found)
    return [
        ("" if p.path == A else f"{p.path}:") + f"{p.line}:{p.column} {p.code}"
        for p in found
        if p.severity is Severity.ERROR or p.code == "personal-name"
    ]


def test_there_are_attacks_of_every_kind():
    assert len(CASES) >= 400
    assert len(BOOK) == len({group["group"] for group in BOOK}) == 11
    assert all(len(group["cases"]) >= 10 for group in BOOK)
    codes = {line.split()[-1] for case in CASES.values() for line in case.get("told", [])}
    of_safety = {name for name, code in CODES.items() if code.family in ("safety", "privacy")}
    assert of_safety - codes == set()


@pytest.mark.parametrize("name", CASES)
def test_an_attack_is_told_at_its_place_or_is_harmless(name, tmp_path):
    begun = time.process_time()
    assert told(project_of(CASES[name], tmp_path)) == CASES[name].get("told", [])
    assert time.process_time() - begun < LONGEST


def test_what_lies_in_a_folder_that_is_left_out_is_left_out():
    """MkDocs follows links of folders: a build that keeps going would publish what they lead to."""
    assert is_of("docs/a/b/c.txt", {"docs/a"})
    assert is_of("docs/a/b", {"docs/a/b"})
    assert not is_of("docs/ab/c.txt", {"docs/a", "docs/ab/c"})


# What passes the check, in one site

X = "alert(1)"
EVIL = f'"甲<img src=x onerror={X}>\'&amp;\\""'  # as YAML
NAMES = {  # what the registries give a name to: the old and the new of each
    "data/metrics.yml": ("{name: 组织建设,", f"{{name: {EVIL},"),
    "data/campaigns.yml": ("name: 送温暖活动", f"name: {EVIL}"),
    "data/settings.yml": ("# data_licence: 仅供本系统内部使用", f"data_licence: {EVIL}"),
    "data/synonyms.yml": ("[劳动模范, 劳模]", f"[劳动模范, 劳模, {EVIL}]"),
    "data/units.yml": (
        "{name: 柳湾镇总工会",
        f"{{name: {EVIL}, to: 2000-01-01}}, {{name: 柳湾镇总工会",
    ),
}
HARMLESS = {
    name: case
    for name, case in CASES.items()
    if "told" not in case and not case.keys() & {"files", "data"}
}
OWN = [  # pages of the site's own
    name
    for name, case in CASES.items()
    if "told" not in case and list(case.get("files", {})) == ["docs/guide/a.md"]
]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory) -> tuple[dict[str, str], Site]:
    """A site with every harmless attack as a summary of its own: the addresses of their pages by name."""
    project = copy_small_project(tmp_path_factory.mktemp("attacked"))
    for file, (old, new) in NAMES.items():
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new), encoding="utf-8")
    addresses = {}
    for index, (name, case) in enumerate(HARMLESS.items()):
        year, month = 2001 + index // 12, index % 12 + 1
        period = f"{year}年{month}月"
        put(project, f"docs/summaries/attacks/{index}.md", {"period": period} | case)
        addresses[name] = f"summaries/{year}-{month:02}/furong-town/"
    for index, name in enumerate(OWN):
        put(project, f"docs/guide/a{index}.md", CASES[name]["files"]["docs/guide/a.md"])
    done = gonghui("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return addresses, Site(project / "site")


def test_attacks_leave_nothing_that_runs(attacked):
    addresses, made = attacked
    assert set(addresses.values()) <= set(made.pages)
    wrong = []
    for address, page in made.pages.items():
        for element in page.all():
            values = element.attributes
            inline = "".join(i for i in element.content if isinstance(i, str)).strip()
            if element.tag == "script" and inline and values.get("type") != "application/json":
                wrong.append((address, "script", inline[:60]))
            if element.tag in ("iframe", "object", "embed", "base", "frame", "style", "math"):
                wrong.append((address, element.tag, inline[:60]))
            for name, value in values.items():
                squeezed = re.sub(r"^[\x00-\x20]+|[\t\r\n]", "", value).lower()
                if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                    wrong.append((address, name, value))
                if name in ("href", "src", "action", "xlink:href", "data") and re.match(
                    r"(?!https?:|mailto:)[a-z][a-z0-9+.\-]*:", squeezed
                ):
                    wrong.append((address, name, value))
    assert wrong == []
    assert [line for line in inspect(made.folder) if "到别处去取" in line] == []


def test_words_of_attacks_are_shown_not_swallowed(attacked):
    """What the check lets pass stands on its page as the words that it is."""
    addresses, made = attacked
    script, picture = f"<script>{X}</script>", f"<img src=x onerror={X}>"
    shown = {
        "模板: second front matter": "render_macros: true",
        "模板: forged token": f"gonghui{'0' * 24}n0x",
        "题头: term": script,
        "题头: note": script,
        "题头: local name": picture,
        "题头: reason": script,
        "标记和地址: script as entities": script,
        "标记和地址: heading as entities": picture,
        "标记和地址: code": script,
        "模板: braces as entities": "{{ 77 }}",
        "表格和数据: formula as a title": '=HYPERLINK("http://evil.example","甲")',
    }
    for name, words in shown.items():
        assert words in made.pages[addresses[name]].one("body").text(), name
    evil = yaml.safe_load(EVIL)
    for address in ("categories/", "downloads/", "units/liuwan-town/"):
        assert evil in made.pages[address].one("body").text(), address


def test_what_is_downloaded_is_data_and_no_formula(attacked):
    _, made = attacked
    formula = re.compile(r"[=+\-@\t\r＝＋－＠](?![0-9.,]*$)")
    tables = [made.folder / name for name in sorted(made.files) if name.endswith(".csv")]
    assert len(tables) >= 20
    cells = {
        cell
        for table in tables
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig")))
        for cell in row
    }
    assert any("=cmd|" in cell for cell in cells)
    assert [cell for cell in cells if formula.match(cell)] == []
    for name in sorted(made.files):
        raw = (made.folder / name).read_bytes()
        if name.endswith((".xml", ".svg")):
            ElementTree.fromstring(raw)
            assert b"<!ENTITY" not in raw, name
        elif name.endswith((".json", ".geojson")):
            json.loads(raw)
        elif name.endswith(".xlsx"):
            book = zipfile.ZipFile(io.BytesIO(raw))
            sheets = [part for part in book.namelist() if part.startswith("xl/worksheets/")]
            assert not [part for part in sheets if b"<f>" in book.read(part)], name


MARKED = (
    "模板",
    "题头",
    "标记和地址",
    "表格和数据",
)  # the groups whose attacks are meant for a browser


def test_in_chromium_nothing_runs_nothing_leaves_and_the_policy_says_nothing(
    attacked, browser, serving
):
    """The page of every attack, then those that tell of all of them."""
    addresses, made = attacked
    url = serving(made.folder)
    context = browser.new_context()
    page = watched(context)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    pages = [at for name, at in addresses.items() if name.startswith(MARKED)]
    pages += [
        "",
        *(f"guide/a{index}/" for index in range(len(OWN))),
        "units/furong-town/",
        "units/liuwan-town/",
        "categories/",
        "workbench/",
    ]
    assert len(pages) >= 50
    try:
        for at in [*pages, "search/?q=alert"]:
            page.goto(f"{url}{at}", timeout=60_000)
            assert page.evaluate(HANDLERS) == [], at
        page.wait_for_selector("mark")  # words of the attacks, found
        assert page.evaluate(HANDLERS) == []
    finally:
        context.close()
    assert dialogs == []
    assert [one for one in page.requested if not one.startswith(url)] == []
    assert page.trouble == []


HANDLERS = """() => [...document.querySelectorAll('*')].flatMap(one => [...one.attributes]
    .filter(a => a.name.startsWith('on') || /^\\s*(javascript|data|vbscript):/i.test(a.value) && a.name !== 'content')
    .map(a => `${one.tagName} ${a.name}=${a.value.slice(0, 60)}`))"""
