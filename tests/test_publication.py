"""Publishing: the site that readers see is whole at every moment, the old or the new, and one can go
back. Builds are made up here but where it says otherwise; no other machine is reached."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gonghui.adapters import building, publishing
from gonghui.adapters.building import Built
from gonghui.adapters.cli import main
from gonghui.publication.exchange import listed, publish, roll_back
from gonghui.publication.folder import Folder
from gonghui.publication.manifest import differences, manifest_of
from gonghui.publication.refusal import Refusal
from gonghui.publication.release import in_order, next_name, outdated
from gonghui.publication.server import Server, remote
from tests.commanding import gonghui
from tests.conftest import ROOT, copy_project

DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def no_power_cut(monkeypatch):
    """Flushing what others write takes seconds on a busy machine."""
    monkeypatch.setattr(os, "sync", lambda: None)


def making(text: str):
    """A build that makes a site of two files."""

    def build(site: Path) -> None:
        (site / "data").mkdir(parents=True)
        (site / "index.html").write_text(f"<p>{text}</p>", encoding="utf-8")
        (site / "data/values.csv").write_text(text, encoding="utf-8")

    return build


def shown(folder: Path) -> str:
    return (folder / "current/data/values.csv").read_text(encoding="utf-8")


# Names


@pytest.mark.parametrize(
    ("there", "name"),
    [
        ([], "2026-11-23-1"),
        (["2026-11-22-7", ".new", "notes"], "2026-11-23-1"),
        (["2026-11-23-9", "2026-11-23-10"], "2026-11-23-11"),
        (["2026-12-01-2"], "2026-12-01-3"),  # the clock was set back
    ],
)
def test_the_next_name_comes_after_all_others(there, name):
    assert next_name(there, DAY) == name
    assert in_order([*there, name])[-1] == name


NAMES = ["2026-11-22-1", "2026-11-23-1", "2026-11-23-2", "2026-11-23-10"]


@pytest.mark.parametrize(
    ("current", "keep", "gone"),
    [
        (NAMES[3], 4, []),
        (NAMES[3], 2, NAMES[:2]),
        (NAMES[3], 1, NAMES[:3]),
        (NAMES[0], 2, NAMES[1:3]),  # gone back to the first, which stays
    ],
)
def test_what_goes(current, keep, gone):
    assert outdated(NAMES, current, keep) == gone


# Manifests


def test_a_manifest_is_what_sha256sum_reads_and_tells_every_difference(tmp_path):
    site = tmp_path / "site"
    making("甲")(site)
    manifest = manifest_of(site)
    assert re.fullmatch(r"([0-9a-f]{64}  \S+\n){2}", manifest)
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "-"], cwd=site, input=manifest, text=True, check=False,
        capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert differences(site, manifest) == []
    (site / "index.html").write_text("<p>乙</p>", encoding="utf-8")
    (site / "more.html").write_text("", encoding="utf-8")
    (site / "data/values.csv").unlink()
    (site / "elsewhere").symlink_to(tmp_path)
    assert differences(site, manifest) == [
        "data/values.csv", "elsewhere", "index.html", "more.html",
    ]  # fmt: skip
    (site / "elsewhere").unlink()
    for name in ("a\nb", "a\rb", "a\\b"):
        (site / name).touch()
        with pytest.raises(Refusal, match=r"^文件名“a.*b”里有换行或“\\”，核对不了。请改名，"):
            manifest_of(site)
        (site / name).unlink()
    (tmp_path / "linked").symlink_to(site)
    assert "." in differences(tmp_path / "linked", manifest)


# The folder


def test_readers_see_one_site_after_the_other_and_the_last_ones_stay(tmp_path):
    place = Folder(tmp_path / "www")
    for number in range(1, 5):
        done = publish(place, making(f"{number}"), DAY, keep=3)
        assert shown(place.path) == f"{number}"
    assert (done.new, done.old, done.removed) == (
        "2026-11-23-4", "2026-11-23-3", ("2026-11-23-1",),
    )  # fmt: skip
    assert place.names() == ["2026-11-23-2", "2026-11-23-3", "2026-11-23-4"]
    assert os.readlink(place.path / "current") == "releases/2026-11-23-4"
    left = {p.name for p in place.releases.iterdir()}
    assert left == {*place.names(), *(f"{name}.sha256" for name in place.names())}


def test_the_web_server_may_read_whatever_the_umask_and_the_modes_of_the_sources(tmp_path):
    def secretive(site: Path) -> None:
        making("甲")(site)
        for path in site.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)

    publish(Folder(tmp_path), secretive, DAY)
    site = tmp_path / "releases/2026-11-23-1"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [site, *site.rglob("*")]}
    assert modes == {0o755, 0o644}


def test_a_build_that_fails_leaves_what_there_is(tmp_path):
    def failing(site: Path) -> None:
        making("乙")(site)
        raise Refusal("网站没有生成。")

    place = Folder(tmp_path)
    publish(place, making("甲"), DAY)
    with pytest.raises(Refusal, match=r"^网站没有生成。$"):
        publish(place, failing, DAY)
    assert shown(tmp_path) == "甲"
    assert sorted(os.listdir(place.releases)) == ["2026-11-23-1", "2026-11-23-1.sha256"]


def test_two_at_once_are_not_let_in(tmp_path):
    with (
        Folder(tmp_path).session(),
        pytest.raises(Refusal, match=r"^另一次公布或退回正在进行。请等它做完，再运行一遍。$"),
    ):
        publish(Folder(tmp_path), making("甲"), DAY)
    publish(Folder(tmp_path), making("甲"), DAY)
    assert shown(tmp_path) == "甲"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda path: (path / "照片.jpg").touch(),
            "{} 里有别的文件（照片.jpg），不敢动它。请换一个空的文件夹。",
        ),
        (
            lambda path: (path / "index.html").touch(),
            "{} 里有别的文件（index.html），不敢动它。请换一个空的文件夹；以前的网站是直接放在这里的，"
            "现在网站服务器要指向新文件夹里的 current。",
        ),
        (
            lambda path: (path / "current").mkdir(),
            "{} 里有别的文件（current），不敢动它。请换一个空的文件夹。",
        ),
        (
            lambda path: path.rmdir() or path.parent.rmdir(),
            "没有文件夹 {parent}。请先建好，或改正要公布到的文件夹。",
        ),
    ],
    ids=["another's files", "a site of before", "current is no link", "nothing there"],
)
def test_what_is_no_folder_of_ours_is_not_touched(tmp_path, make, said):
    path = tmp_path / "a/www"
    path.mkdir(parents=True)
    make(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refusal) as caught:
        publish(Folder(path), making("甲"), DAY)
    assert str(caught.value) == said.format(path, parent=path.parent)
    assert sorted(tmp_path.rglob("*")) == before


def test_going_back(tmp_path):
    place = Folder(tmp_path)
    with pytest.raises(Refusal, match=r"^没有更早的版本可以退回。这里还没有公布过。$"):
        roll_back(place)
    for text in "甲乙丙":
        publish(place, making(text), DAY)
    assert roll_back(place).new == "2026-11-23-2"
    assert shown(tmp_path) == "乙"
    assert roll_back(place).new == "2026-11-23-1"
    there = "留着的有：2026-11-23-1（现在的）、2026-11-23-2、2026-11-23-3。"
    assert listed(place.names(), place.current()) == there
    for to, said in (("", "没有更早的版本可以退回。"), ("../x", "没有 ../x 这一版。")):
        with pytest.raises(Refusal) as caught:
            roll_back(place, to)
        assert str(caught.value) == said + there
    (place.releases / "2026-11-23-3/index.html").write_text("<p>丁</p>", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        roll_back(place, "2026-11-23-3")
    assert str(caught.value) == (
        "2026-11-23-3 这一版有1个文件和当时公布的不一样（index.html），没有退回。"
        f"请用 --to 选别的版本，或重新公布。{there}"
    )
    assert shown(tmp_path) == "甲"
    assert roll_back(place, "2026-11-23-2").old == "2026-11-23-1"
    assert publish(place, making("戊"), DAY).new == "2026-11-23-4"


# Killed


def test_killed_at_any_step_readers_see_the_old_site_or_the_new_and_the_next_run_tidies(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.kills", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [killed for killed, *_ in told] == [True] * (len(told) - 1) + [False]
    numbers = [number for _, number, _, _ in told]
    assert numbers == sorted(numbers)  # once the new one is seen it stays
    assert (numbers.count(0) > 20, numbers.count(1) > 10) == (True, True), numbers
    assert [wrong for *_, wrong, _ in told if wrong] == []
    for *_, left in told[1:]:  # two kept, and nothing that a killed run had begun
        assert [re.sub(r"^2026-11-23-\d+", "*", name) for name in left] == [
            "*", "*.sha256", "*", "*.sha256",
        ]  # fmt: skip


@pytest.mark.prove
def test_twenty_kills_of_the_real_command(tmp_path):
    """The whole sample, at moments of the clock."""
    project, www = copy_project(tmp_path / "project"), tmp_path / "www"
    home, start = project / "docs/index.md", time.monotonic()
    done = gonghui("publish", str(www), "--keep", "3", cwd=project)
    assert done.returncode == 0, done.stderr
    took = time.monotonic() - start
    command = [sys.executable, "-m", "gonghui", "publish", str(www), "--keep", "3"]
    chance, place, seen = random.Random(20261123), Folder(www), set()
    for number in range(20):
        before, there = place.current(), place.names()
        home.write_text(f"# 首页\n\n第{number}次。\n", encoding="utf-8")
        process = subprocess.Popen(command, cwd=project, stderr=subprocess.DEVNULL)
        # from the start, from when the site is built, and from when it is a release
        begun = [
            lambda: True,
            place.releases.joinpath(".new").exists,
            lambda there=there: place.names() != there,
        ]
        while process.poll() is None and not begun[number % 3]():
            time.sleep(0.001)
        time.sleep(chance.uniform(0, (took, took / 2, 0.03)[number % 3]))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert [name for name in place.names() if place.damage(name)] == []
        assert place.current() in place.names()
        new = place.current() != before
        assert new <= (f"第{number}次。" in (www / "current/index.html").read_text("utf-8"))
        seen.add(new)
    assert seen == {False, True}
    assert gonghui("publish", str(www), cwd=project).returncode == 0
    assert not [p for p in (www / "releases").iterdir() if p.name.startswith(".")]


# The commands


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A folder with nothing but what makes it a project, whose build is made up."""
    (tmp_path / "project/data").mkdir(parents=True)
    (tmp_path / "project/mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path / "project")
    for name in ("PUBLISH_TO", "PUBLISH_KEEP", "SITE_DIR"):
        monkeypatch.delenv(name, raising=False)
    built(monkeypatch, "甲")
    mask = os.umask(0o077)
    yield tmp_path / "project"
    os.umask(mask)


def built(monkeypatch, text: str, **more) -> None:
    def build(root: Path, site: Path, options: object) -> Built:
        making(text)(site)
        return Built(True, pages=1) if not more else Built(False, **more)

    monkeypatch.setattr(building, "build", build)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def test_publishing_and_going_back_by_command(project, monkeypatch, capfd, tmp_path):
    www = f"{tmp_path}/www"
    assert run("publish", www) == 0
    said = capfd.readouterr().err
    assert re.fullmatch(f"已公布到 {www}，这一版是 (\\S+-1)，用时[0-9.]+秒。\n", said)
    built(monkeypatch, "乙")
    monkeypatch.setenv("PUBLISH_TO", f"{www}\n")
    assert run("publish", "--keep", "2") == 0
    said = capfd.readouterr().err
    assert said.endswith(f"秒。\n要退回上一版：gonghui rollback {www}\n")
    first, second = Folder(Path(www)).names()
    assert run("rollback", www, "--list") == 0
    assert capfd.readouterr().out == f"留着的有：{first}、{second}（现在的）。\n"
    assert run("rollback") == 0
    assert capfd.readouterr().err == (
        f"{www} 已退回到 {first}。\n要再换回来：gonghui rollback {www} --to {second}\n"
    )
    assert shown(Path(www)) == "甲"
    assert run("rollback", "--to", first) == 0
    assert capfd.readouterr().err == f"{www} 现在就是 {first}，没有改动。\n"
    assert run("publish", f"{www}/current") == 1
    assert capfd.readouterr().err.startswith(
        f"没有公布：{www}/current 是读者看到的那一版，请少写末尾的 current。例：{www}\n"
    )
    assert stat.S_IMODE(os.stat(www).st_mode) == 0o755
    built(monkeypatch, "丙")
    assert run("publish", "--keep", "1") == 0
    assert "删去了旧的2版，" in capfd.readouterr().err


def test_a_release_has_its_texts_packed_too(project, monkeypatch, tmp_path):
    built(monkeypatch, "同一句话说许多遍。" * 200)
    assert run("publish", f"{tmp_path}/www") == 0
    home = tmp_path / "www/current/index.html"
    assert gzip.decompress(home.with_name("index.html.gz").read_bytes()) == home.read_bytes()


def test_old_releases_that_cannot_be_deleted_are_told(project, monkeypatch, capfd, tmp_path):
    www = f"{tmp_path}/www"
    assert run("publish", www) == 0
    (first,) = Folder(Path(www)).names()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Folder, "remove", refuse)
    built(monkeypatch, "乙")
    capfd.readouterr()
    assert run("publish", www, "--keep", "1") == 1
    assert shown(Path(www)) == "乙"
    assert re.fullmatch(
        rf"已公布到 {www}，这一版是 \S+，用时[0-9.]+秒。\n旧的版本（{first}）没有删干净。"
        rf"请看能不能写 {www} 里的 releases，再运行一遍或手工删去。\n",
        capfd.readouterr().err,
    )


def test_without_a_place_the_site_is_built_and_inspected(project, monkeypatch, capfd):
    monkeypatch.setenv("SITE_DIR", "public")
    for name in ("PUBLISH_TO", "PUBLISH_KEEP"):  # as a forge gives variables that nobody has set
        monkeypatch.setenv(name, "")
    assert run("publish") == 0
    assert (project / "public/index.html").is_file()
    assert capfd.readouterr().err == (
        "网站已经生成在 public/，也核对过了，没有公布：没有写明公布到哪里。要公布，请写一个文件夹，"
        "例：gonghui publish /srv/www/zongjie，或写在变量 PUBLISH_TO 里；"
        "别的服务器上的写“用户@服务器:文件夹”，例：web@example.org:/srv/www/zongjie。\n"
    )


NOT_CHANGED = "读者看到的没有改动。\n"


def test_what_is_not_built_or_does_not_pass_is_not_published(project, monkeypatch, capfd, tmp_path):
    www = f"{tmp_path}/www"
    assert run("publish", www) == 0
    capfd.readouterr()
    built(monkeypatch, "乙", complaints=["模板出错。"])
    assert run("publish", www) == 1
    assert capfd.readouterr().err == (
        "生成页面时出错：模板出错。\n"
        f"没有公布：网站没有生成。请按上面所列改正，再运行一遍。\n{NOT_CHANGED}"
    )
    built(monkeypatch, '<a href="../x/">乙</a>')
    assert run("publish", www) == 1
    out, err = capfd.readouterr()
    assert out == "index.html: 链接指向“../x/”，网站里没有。请改正链接。\n"
    assert err == f"没有公布：生成的网站没有通过核对。请按上面所列改正，再运行一遍。\n{NOT_CHANGED}"
    assert shown(Path(www)) == "甲"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["publish", "docs"],
            "没有公布：不能公布到 docs：那里放着项目自己的文件。例：gonghui publish /srv/www/zongjie\n",
        ),
        (
            ["publish", "../../none/www"],
            "没有公布：没有文件夹 {above}/none。请先建好，或改正要公布到的文件夹。\n",
        ),
        (["rollback", "../www"], "没有退回：没有文件夹 ../www。请核对写得对不对。\n"),
        (
            ["publish", "mkdocs.yml"],
            "没有公布：mkdocs.yml 是一个文件，不是文件夹。请写一个文件夹，例：/srv/www/zongjie\n",
        ),
        (
            ["publish", "mkdocs.yml/x"],
            "没有公布：没有文件夹 mkdocs.yml。请先建好，或改正要公布到的文件夹。\n",
        ),
        (
            ["publish", "/"],
            "没有公布：不能公布到 /：项目自己的文件夹就在那里面。例：gonghui publish /srv/www/zongjie\n",
        ),
    ],
)
def test_places_that_are_none(project, capfd, arguments, said):
    assert run(*arguments) == 1
    err = capfd.readouterr().err.replace(f"{project}/", "")
    assert err == said.format(above=project.parent.parent) + NOT_CHANGED


def test_one_commit_is_one_site_and_a_leak_that_only_the_built_site_shows_is_refused(
    small_project, tmp_path
):
    """Two clones on two paths, on two days (26 hours lie between the two zones), with other seeds and
    another language, give the same bytes."""
    with (small_project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nrepo_url: https://github.com/example/zongjie\n")
    shutil.copy(ROOT / "pictures/summary.png", small_project / "docs/guide")
    commit(small_project, "init")
    manifests = []
    for folder, zone, language in (("甲 1", "A+12", "C.UTF-8"), ("b/c", "B-14", "C")):
        clone, www = tmp_path / folder / "project", tmp_path / folder / "www"
        subprocess.run(["git", "clone", "-q", small_project, clone], check=True)
        done = gonghui("publish", str(www), cwd=clone, TZ=zone, LC_ALL=language)
        assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
        place = Folder(www)
        assert place.damage(place.current()) == []
        manifests.append((place.releases / f"{place.current()}.sha256").read_text("utf-8"))
    files = [line.partition("  ")[2] for line in manifests[0].splitlines()]
    assert {Path(file).suffix for file in files} >= {
        ".bin", ".csv", ".html", ".json", ".sqlite", ".xlsx", ".xml", ".zip", ".png",
    }  # fmt: skip
    assert [*zip(*map(str.splitlines, manifests), strict=True)] == [
        (line, line) for line in manifests[0].splitlines()
    ]
    book = openpyxl.Workbook()
    book.active["A1"] = 10 * 1_380_000_000 + 138
    (clone / "docs/files").mkdir()
    book.save(clone / "docs/files/list.xlsx")
    done = gonghui("publish", str(www), cwd=clone)
    assert done.returncode == 1
    assert "\nfiles/list.xlsx: 里面有像是手机号（138******38），不能公布。" in done.stdout
    assert done.stderr.endswith(
        f"没有公布：生成的网站没有通过核对。请按上面所列改正，再运行一遍。\n{NOT_CHANGED}"
    )
    assert place.names() == [place.current()]


def commit(folder: Path, message: str) -> None:
    who = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    for words in (["init", "-q"], ["add", "--all"], [*who, "commit", "-qm", message]):
        subprocess.run(["git", *words], cwd=folder, check=True)


# Another machine

SSH = """\
#!{python}
import os, sys
with open({log!r}, "a") as file:
    file.write(" ".join(sys.argv[1:-1]) + "\\n")
os.execvp("sh", ["sh", "-c", sys.argv[-1]])
"""
RSYNC = """\
#!{python}
import os, shutil, sys
with open({log!r}, "a") as file:
    file.write("rsync " + " ".join(sys.argv[1:]) + "\\n")
if os.path.exists({log!r} + ".broken"):
    sys.exit(12)
shutil.copytree(sys.argv[-2], sys.argv[-1].partition(":")[2], dirs_exist_ok=True)
if os.path.exists({log!r} + ".garbled"):
    open(os.path.join(sys.argv[-1].partition(":")[2], "index.html"), "w").close()
"""


class Machine:
    """Another machine, which is this one: ssh runs a command here, rsync copies."""

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.log, self.folder = tmp_path / "log", tmp_path / "srv/www 工会"
        (tmp_path / "bin").mkdir()
        for name, text in (("ssh", SSH), ("rsync", RSYNC)):
            path = tmp_path / "bin" / name
            path.write_text(text.format(python=sys.executable, log=str(self.log)))
            path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
        self.folder.mkdir(parents=True)
        self.target = f"web@example.org:{self.folder}"
        self.aside = tmp_path / "aside"

    def place(self) -> Server:
        return Server(self.target, ["ssh", "-o", "BatchMode=yes"], self.aside)


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_another_machine_is_published_to_in_the_same_way(machine):
    releases = machine.folder / "releases"
    for number, text in enumerate("甲乙丙", 1):
        done = publish(machine.place(), making(text), DAY, keep=2)
        assert (done.new, shown(machine.folder)) == (f"2026-11-23-{number}", text)
        (releases / ".new").mkdir()  # as a killed run leaves it
        (releases / "2026-11-23-9.sha256").touch()
    assert done.removed == ("2026-11-23-1",)
    assert not machine.aside.exists()
    assert Folder(machine.folder).names() == ["2026-11-23-2", "2026-11-23-3"]
    assert Folder(machine.folder).damage("2026-11-23-3") == []
    back = roll_back(machine.place())
    assert (back.new, back.old, shown(machine.folder)) == ("2026-11-23-2", "2026-11-23-3", "乙")
    assert sorted(os.listdir(releases)) == [
        "2026-11-23-2", "2026-11-23-2.sha256", "2026-11-23-3", "2026-11-23-3.sha256",
    ]  # fmt: skip
    release = releases / "2026-11-23-3"
    (release / "a\nb").touch()
    (release / "新.html").touch()
    (release / "data/more.csv").symlink_to("values.csv")
    (release / "other").symlink_to("data")
    assert machine.place().damage(release.name) == ["a", "b", "data/more.csv", "other", "新.html"]
    for name in ("a\nb", "新.html", "data/more.csv", "other"):
        (release / name).unlink()
    assert machine.place().damage(release.name) == []
    (release / "data/values.csv").rename(release / "kept")
    (release / "data/values.csv").symlink_to("../kept")
    assert machine.place().damage(release.name) == ["data/values.csv", "kept"]
    (release / "data/values.csv").unlink()
    (release / "kept").rename(release / "data/values.csv")
    release.rename(machine.folder / "aside")
    release.symlink_to("../aside")
    assert machine.place().damage(release.name) == [f"{release.name}.sha256"]
    release.unlink()
    (machine.folder / "aside").rename(release)
    (releases / "2026-11-23-3/index.html").unlink()
    with pytest.raises(
        Refusal, match=r"^2026-11-23-3 这一版有1个文件和当时公布的不一样（index.html），"
    ):
        roll_back(machine.place(), "2026-11-23-3")
    sent = [line for line in machine.log.read_text().splitlines() if line.startswith("rsync")]
    assert sent[1].split(" -- ")[0] == (
        "rsync -rl --checksum --protect-args --chmod=D755,F644 -e ssh -o BatchMode=yes"
        " --copy-dest=../2026-11-23-1"
    )
    assert sent[0].endswith(f" {machine.aside}/site/ {machine.target}/releases/.new/")


def fails(machine: Machine, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        publish(machine.place(), making("乙"), DAY)
    assert str(caught.value) == said.format(to=machine.target, folder=machine.folder)


def test_what_can_happen_on_the_way_to_another_machine(machine, monkeypatch):
    publish(machine.place(), making("甲"), DAY)
    broken, garbled = (Path(f"{machine.log}.{name}") for name in ("broken", "garbled"))
    broken.touch()
    fails(machine, "传到 {to} 时出错（rsync 的退出码是 12）。请看上面的原因，再运行一遍。")
    broken.unlink()
    garbled.touch()
    fails(machine, "传到服务器的文件和这里的不一样，没有用。请再运行一遍。")
    garbled.unlink()
    with Folder(machine.folder).session():
        fails(
            machine,
            "另一次公布或退回正在进行。请等它做完，再运行一遍。要是上一次断了线，服务器过一会儿才知道。",
        )
    with machine.place().session(), pytest.raises(Refusal, match=r"^另一次公布或退回正在进行。"):
        publish(Folder(machine.folder), making("乙"), DAY)
    (machine.folder / "照片.jpg").touch()
    fails(machine, "{to} 里有别的文件（照片.jpg），不敢动它。请换一个空的文件夹。")
    assert shown(machine.folder) == "甲"
    assert Folder(machine.folder).names() == ["2026-11-23-1"]
    shutil.rmtree(machine.folder)
    fails(
        machine,
        "服务器上没有文件夹 {folder}，或不能写。请先在服务器上建好，让登录的用户能写。",
    )
    Path(machine.log.parent / "bin/ssh").write_text("#!/bin/sh\nexit 255\n")
    fails(machine, "连不上 {to}（ssh 的退出码是 255）。请看上面的原因。")
    monkeypatch.setenv("PATH", "/none")
    fails(machine, "没有 rsync 或 ssh。请先装上，例如 sudo apt install rsync openssh-client。")


@pytest.mark.parametrize(
    ("target", "is_remote"),
    [
        ("web@example.org:/srv/www", True),
        ("server:www", True),
        ("/srv/a:b", False),
        ("./a:b", False),
        ("public", False),
        ("-oProxyCommand=x:y", False),
        ("rsync::module", False),
    ],
)
def test_what_is_another_machine(target, is_remote):
    assert (remote(target) is not None) == is_remote


def test_ssh_takes_the_key_given_and_no_other(tmp_path):
    environ = {"PUBLISH_KEY": "secret\r\nkey\r\n", "PUBLISH_HOST_KEY": "example.org x"}
    words = publishing.ssh_of(environ, tmp_path)
    assert words == [
        "ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ServerAliveInterval=15",
        "-o", f"IdentityFile={tmp_path}/IdentityFile", "-o", "IdentitiesOnly=yes",
        "-o", f"UserKnownHostsFile={tmp_path}/UserKnownHostsFile",
    ]  # fmt: skip
    assert (tmp_path / "IdentityFile").read_text() == "secret\nkey\n"
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    assert len(publishing.ssh_of({}, tmp_path)) == 7
