"""The tooling: lock files, tools/, Makefile, .ci/run. Nothing here needs the network."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools import browser, environment, sbom

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "requirements.lock"
DEV = ROOT / "requirements-dev.lock"
LOCKS = [pytest.param(path, id=path.name) for path in (RUNTIME, DEV)]

REQUIREMENT = re.compile(
    r"(?P<pin>[a-z0-9][a-z0-9-]*==[^\s;]+)(?: ; (?P<marker>[^\\]+?))?"
    r"(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)


def requirements(lock: Path) -> list[str]:
    """The logical lines of a lock file, without comments."""
    text = re.sub(r" *\\\n *", " ", lock.read_text(encoding="utf-8"))
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def pins(lock: Path) -> list[str]:
    """Each requirement with its marker, without hashes."""
    return [line.split(" --hash=")[0] for line in requirements(lock)]


def named(path: Path) -> list[str]:
    """The requirements that a .in file itself names."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def normal(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


# Lock files


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_has_hashes(lock: Path) -> None:
    lines = requirements(lock)
    assert len(lines) > 20
    assert [line for line in lines if not REQUIREMENT.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_address_and_say_how_they_are_made(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert re.findall(r"(?i)https?:|file:|index-url|find-links|trusted-host| @ ", text) == []
    assert "make lock" in text.split("\n", 2)[1]


def test_dev_lock_holds_the_whole_runtime_lock() -> None:
    assert set(pins(RUNTIME)) <= set(pins(DEV))
    assert set(requirements(RUNTIME)) <= set(requirements(DEV))


@pytest.mark.parametrize(
    ("source", "lock"), [("requirements.in", RUNTIME), ("requirements-dev.in", DEV)]
)
def test_locks_hold_what_their_sources_name(source: str, lock: Path) -> None:
    locked = {normal(pin) for pin in pins(lock)}
    assert {normal(line) for line in named(ROOT / source)} - locked == set()
    exact = {line.lower() for line in named(ROOT / source) if "==" in line}
    assert exact - set(pins(lock)) == set()


def test_requirements_in_repeats_the_projects_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    own = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    assert sorted(own) == sorted(named(ROOT / "requirements.in"))


def test_locked_click_serves_with_live_reload_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """click 8.3 gave False here, and pages were never rebuilt."""
    from click.testing import CliRunner
    from mkdocs.__main__ import cli

    seen: dict[str, object] = {}
    monkeypatch.setattr("mkdocs.commands.serve.serve", lambda **options: seen.update(options))
    assert CliRunner().invoke(cli, ["serve"]).exit_code == 0
    assert seen["livereload"] is True


# tools/environment.py


def test_environment_keeps_to_the_grammar_of_python_3_6() -> None:
    source = (ROOT / "tools" / "environment.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    # Grammatical there, but no such module.
    assert "from __future__ import annotations" not in source


@pytest.mark.parametrize(
    ("version", "found"), [((3, 6, 15), "3.6.15"), ((3, 10, 13), "3.10.13"), ((2, 7, 18), "2.7.18")]
)
def test_too_old_python(version: tuple[int, ...], found: str) -> None:
    with pytest.raises(environment.Trouble) as caught:
        environment.check_python(version, "/usr/bin/python3")
    assert str(caught.value) == (
        f"这个 Python 太旧了：找到的是 {found}（/usr/bin/python3），"
        "本项目需要 Python 3.11 或更新的版本。\n"
        "请先装一个新的，再把刚才的命令运行一遍：\n"
        "  - Debian 12、Ubuntu 24.04 和更新的系统，自带的就够新："
        "sudo apt install python3 python3-venv\n"
        "  - 电脑上另有新的 Python，就在命令里写明它的名字，例如：make serve PYTHON=python3.12\n"
    )


@pytest.mark.parametrize("missing", ["ensurepip", "venv"])
def test_python_without_venv(missing: str) -> None:
    with pytest.raises(environment.Trouble) as caught:
        environment.check_python((3, 12, 1), "/usr/bin/python3", lambda name: name != missing)
    assert str(caught.value) == (
        f"这个 Python（/usr/bin/python3）缺少建立运行环境要用的 {missing} 模块。\n"
        "Debian 和 Ubuntu 把它单独放在一个软件包里，请装上，再把刚才的命令运行一遍：\n"
        "  sudo apt install python3-venv\n"
        "如果用的不是系统自带的 python3，而是 python3.12，就装 python3.12-venv。\n"
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (4, 0, 0)])
def test_new_enough_python(version: tuple[int, ...]) -> None:
    environment.check_python(version, "/usr/bin/python3", lambda name: True)


HASH_OUTPUT = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n"


@pytest.mark.parametrize(
    ("output", "why"),
    [
        (
            "WARNING: Retrying\n\nERROR: No matching distribution found for nh3\n",
            "常见的原因：\n"
            "  - 网络不通：请先确认这台电脑能上网；\n"
            "  - 要经过代理才能上网：请先设置环境变量 https_proxy；\n"
            "  - 软件源（镜像）连不上，或者上面的软件包不全："
            "用 pip config list 看看 index-url 指向哪里，换一个。\n",
        ),
        (
            HASH_OUTPUT,
            "下载到的文件与 requirements.lock 里登记的校验码不一致，为安全起见没有安装。\n"
            "多半是软件源（镜像）上的文件不对，或者传输出了错：请换一个软件源再试；\n"
            "如果换了还是这样，请告诉维护人员，不要删改 requirements.lock。\n",
        ),
        (
            "ERROR: [Errno 28] No space left on device\n",
            "磁盘满了。请腾出大约 1 GB 的空间。\n",
        ),
    ],
    ids=["network", "hash", "disk"],
)
def test_failed_pip_is_explained(output: str, why: str) -> None:
    shown = "".join(f"    {line}\n" for line in output.splitlines() if line)
    assert environment.explain_pip(1, output, "requirements.lock") == (
        "软件包没有装成（pip 的退出码是 1）。\n"
        + why
        + "处理好以后，把刚才的命令再运行一遍，会接着装。pip 最后说的是：\n"
        + shown
    )


def test_only_the_last_lines_of_pip_are_shown() -> None:
    message = environment.explain_pip(1, "".join(f"line {n}\n" for n in range(40)), "x")
    assert re.findall(r"line (\d+)", message) == [str(n) for n in range(25, 40)]


WANTED = {"runtime": "r2", "dev": "d2", "project": "p2", "root": "/here"}
RUNTIME_DONE = {"runtime": "r2", "project": "p2", "root": "/here"}


@pytest.mark.parametrize(
    ("stamp", "dev", "planned"),
    [
        ({}, False, ("runtime", True)),
        ({}, True, ("dev", True)),
        (RUNTIME_DONE, False, (None, False)),
        (RUNTIME_DONE, True, ("dev", True)),
        (WANTED, False, (None, False)),
        (WANTED, True, (None, False)),
        ({**RUNTIME_DONE, "runtime": "r1"}, False, ("runtime", True)),
        ({**WANTED, "runtime": "r1"}, False, ("dev", True)),
        ({**WANTED, "dev": "d1"}, True, ("dev", True)),
        ({**WANTED, "project": "p1"}, False, (None, True)),
    ],
)
def test_plan(stamp: dict[str, str], dev: bool, planned: tuple[str | None, bool]) -> None:
    assert environment.plan(stamp, WANTED, dev) == planned


class FakeProject:
    """A project folder with real virtual environments, but for pip: it only notes what it is
    asked to do, and is not even installed (that takes 3 seconds each)."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.venv = folder / ".venv"
        self.asked: list[str] = []
        self.pip_fails = False
        self.monkeypatch = monkeypatch
        answers = environment.answers
        monkeypatch.setattr(
            environment, "answers", lambda *ask: answers(*("-c", "") if "pip" in ask else ask)
        )
        monkeypatch.setattr(environment, "create_venv", self.create_venv)
        monkeypatch.setattr(environment, "pip", self.pip)
        for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
            (folder / name).write_text("1")
        self.at(folder)

    def at(self, folder: Path) -> None:
        self.venv = folder / ".venv"
        self.monkeypatch.setattr(environment, "ROOT", str(folder))
        self.monkeypatch.setattr(environment, "VENV", str(self.venv))
        self.monkeypatch.setattr(environment, "STAMP", str(self.venv / ".gonghui-stamp"))

    def create_venv(self) -> None:
        venv.create(self.venv, with_pip=False, symlinks=True)

    def pip(self, arguments: list[str], lock: str) -> None:
        if self.pip_fails:
            raise environment.Trouble("pip failed")
        self.asked.append(arguments[-1])

    def prepare(self, dev: bool = False) -> list[str]:
        self.asked = []
        environment.prepare(dev)
        return self.asked


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeProject:
    folder = tmp_path / "项目 one"
    folder.mkdir()
    return FakeProject(folder, monkeypatch)


def test_environment_is_made_once_and_follows_the_locks(
    project: FakeProject, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    runtime, dev = "requirements.lock", "requirements-dev.lock"
    assert project.prepare() == [runtime, "."]
    said = capfdbinary.readouterr().err.decode()
    assert said == environment.PREPARING + environment.READY
    made = project.venv / "pyvenv.cfg"
    first = made.stat().st_mtime_ns

    assert project.prepare() == []
    assert capfdbinary.readouterr().err == b""
    (project.folder / runtime).write_text("2")
    assert project.prepare() == [runtime, "."]
    assert project.prepare(dev=True) == [dev, "."]
    assert project.prepare() == []
    (project.folder / "pyproject.toml").write_text("2")
    assert project.prepare() == ["."]
    assert project.prepare(dev=True) == []
    (project.folder / dev).write_text("2")
    project.pip_fails = True
    with pytest.raises(environment.Trouble):
        project.prepare(dev=True)
    (project.folder / dev).write_text("1")  # Half-installed all the same.
    project.pip_fails = False
    assert project.prepare(dev=True) == [dev, "."]
    assert made.stat().st_mtime_ns == first

    # Made by hand: taken over, not made anew.
    (project.venv / ".gonghui-stamp").unlink()
    assert project.prepare() == [runtime, "."]
    assert made.stat().st_mtime_ns == first
    capfdbinary.readouterr()

    # Its Python is gone.
    (project.venv / "bin" / "python").unlink()
    assert project.prepare() == [runtime, "."]
    said = capfdbinary.readouterr().err.decode()
    assert said == environment.PREPARING + environment.REBUILDING + environment.READY

    # The project moves: scripts in .venv name the old place.
    moved = tmp_path / "two"
    project.folder.rename(moved)
    project.at(moved)
    assert project.prepare() == [runtime, "."]
    assert environment.REBUILDING.encode() in capfdbinary.readouterr().err
    assert str(moved) in (moved / ".venv" / "bin" / "activate").read_text()


def test_broken_venvs_are_not_sound(project: FakeProject) -> None:
    assert not environment.venv_is_sound({})
    project.venv.write_text("a file")
    assert not environment.venv_is_sound({})
    assert not environment.venv_is_sound({"root": str(project.folder)})


def test_missing_lock_is_named(
    project: FakeProject, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (project.folder / "requirements.lock").unlink()
    assert environment.main([]) == 1
    assert capfdbinary.readouterr().err.decode() == (
        "项目里缺少文件 requirements.lock。"
        "请重新取一份完整的项目（例如 git checkout -- requirements.lock），再运行一遍。\n"
    )


def test_unwritable_folder_is_no_traceback(
    project: FakeProject,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "/x/.venv")

    monkeypatch.setattr(environment, "create_venv", refuse)
    assert environment.main([]) == 1
    assert capfdbinary.readouterr().err.decode() == environment.PREPARING + (
        "读写 /x/.venv 时出错：Permission denied。"
        "请检查磁盘空间和目录的读写权限，再把刚才的命令运行一遍。\n"
    )


def test_venv_is_not_rebuilt_by_its_own_python(
    project: FakeProject,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    project.venv.mkdir()
    monkeypatch.setattr(sys, "prefix", str(project.venv))
    assert environment.main([]) == 1
    assert capfdbinary.readouterr().err.decode() == environment.PREPARING + (
        "运行环境 .venv 需要重建，可是现在正用着它自己的 Python。请改用系统的 Python 运行：\n"
        "  python3 tools/environment.py\n"
    )
    assert project.venv.is_dir()


def test_venv_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "VENV", "/proc/none/.venv")
    with pytest.raises(environment.Trouble) as caught:
        environment.create_venv()
    assert str(caught.value).startswith(
        "没能建立运行环境 /proc/none/.venv。"
        "请检查磁盘空间和这个目录的写权限，再把刚才的命令运行一遍。\nPython 最后说的是：\n    "
    )


@pytest.mark.prove
def test_pip_without_a_network(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "environment.py", tmp_path / "tools")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    closed = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "1",
        "PIP_NO_CACHE_DIR": "1",
    }
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    done = subprocess.run(
        [sys.executable, "tools/environment.py"],
        cwd=tmp_path,
        env={**kept, **closed},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    start = environment.PREPARING + environment.RETRYING + "软件包没有装成（pip 的退出码是 1）。\n"
    assert done.stderr.startswith(start)
    assert "Traceback" not in done.stderr


# tools/sbom.py


@pytest.mark.parametrize(
    ("licence", "is_free"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("BUSL-1.1 OR Apache-2.0", True),
        ("MIT AND BUSL-1.1", False),
        ("MIT AND (BUSL-1.1 OR MIT)", True),
        ("BUSL-1.1", False),
        ("Some words", False),
        ("", False),
    ],
)
def test_whether_a_licence_is_free(licence: str, is_free: bool) -> None:
    assert sbom.Part("x", "1", licence).is_free is is_free


@pytest.fixture(scope="module")
def parts() -> list[sbom.Part]:
    return sbom.parts()


def test_everything_the_site_needs_has_a_free_licence(parts: list[sbom.Part]) -> None:
    packages = [part for part in parts if not part.within]
    assert [f"{part.name}=={part.version}" for part in packages] == [
        pin.split(" ;")[0] for pin in pins(RUNTIME)
    ]
    assert {part.name for part in parts if part.within} >= {"clipboard", "rxjs", "material icons"}
    assert [part for part in parts if not part.is_free] == []
    assert [part.name for part in packages if not part.digests] == []


def test_the_bill_is_cyclonedx_and_the_same_for_the_same_commit(parts: list[sbom.Part]) -> None:
    text = sbom.bill(parts, datetime(2026, 11, 23, tzinfo=UTC))
    assert text == sbom.bill(list(reversed(parts)), datetime(2026, 11, 23, tzinfo=UTC))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    found = json.loads(text)
    assert found["metadata"]["timestamp"] == "2026-11-23T00:00:00+00:00"
    assert found["metadata"]["component"]["name"] == "gonghui"
    (theme,) = (c for c in found["components"] if c["name"] == "mkdocs-material")
    assert theme["purl"] == "pkg:pypi/mkdocs-material@9.8.1"
    assert theme["licenses"] == [{"expression": "MIT"}]
    assert {"name": "rxjs", "licenses": [{"expression": "Apache-2.0"}]}.items() <= {
        key: value
        for part in theme["components"]
        for key, value in part.items()
        if part["name"] == "rxjs"
    }.items()
    assert len(found["components"]) == len(pins(RUNTIME))
    assert "file:" not in text
    assert set(re.findall(r"https?://[^\s\"]+", text)) == {
        "http://cyclonedx.org/schema/bom-1.6.schema.json"
    }


def test_what_must_be_looked_up_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sbom, "OUT", tmp_path)
    found = [
        sbom.Part("good", "1", "MIT"),
        sbom.Part("bad", "2", "BUSL-1.1"),
        sbom.Part("mute", "3", ""),
    ]
    monkeypatch.setattr(sbom, "parts", lambda: found)
    advice = "不在自由许可证之列。请查明；确是自由的，写进 tools/sbom.py 的 FREE，不是的请换掉这个软件包。\n"
    written = "写好了 build/sbom.cdx.json 和 build/licences.csv，共{}个部件，"
    assert sbom.main() == 1
    assert capsys.readouterr().err == (
        f"bad 2 的许可证（BUSL-1.1）{advice}mute 3 的许可证（没有写明）{advice}"
        f"{written.format(3)}2个的许可证要查。\n"
    )
    del found[1:]
    assert sbom.main() == 0
    assert capsys.readouterr().err == f"{written.format(1)}许可证都是自由的。\n"
    assert (tmp_path / "licences.csv").read_text("utf-8-sig") == (
        "名称,版本,许可证,随哪个软件包带来\ngood,1,MIT,\n"
    )
    with pytest.raises(sbom.Trouble) as caught:
        sbom.licence_of(sbom.Part("click", "0.1", ""))
    assert str(caught.value) == "没有装 click 0.1。请先运行 make environment-dev，再试一次。"
    monkeypatch.delitem(sbom.WITHIN, "rxjs")
    with pytest.raises(sbom.Trouble) as caught:
        list(sbom.parts_within_theme())
    assert str(caught.value) == (
        "主题 mkdocs-material 里带了新的部件：rxjs。请查明它的许可证，写进 tools/sbom.py 的 WITHIN。"
    )


# tools/browser.py

APT_FULL = (
    "apt-get install -y --no-install-recommends chromium fontconfig fonts-noto-cjk",
    "apt-get install -y --no-install-recommends fontconfig fonts-noto-cjk",
)
PLAYWRIGHT = f"{sys.executable} -m playwright install chromium"


class FakeMachine:
    """Surroundings whose PATH holds `programs`, and where a command may bring new ones."""

    def __init__(self, home: Path, *programs: str, root: bool = False, **environ: str) -> None:
        self.home = home
        self.programs = set(programs)
        self.environ = environ
        self.root = root
        self.platform = "linux"
        self.fonts = ""
        self.broken: set[str] = set()
        self.failing: dict[str, str] = {}
        self.effects: dict[str, Callable[[], object]] = {}
        self.installs: list[str] = []
        self.said: list[str] = []

    def which(self, name: str) -> str | None:
        if name.startswith("/"):
            return name if name in self.programs else None
        return f"/usr/bin/{name}" if name in self.programs else None

    def run(self, command: Sequence[str]) -> browser.Outcome:
        line = " ".join(command)
        if line.endswith(" --version"):
            return browser.Outcome(int(command[0] in self.broken), "Chromium")
        if line == "fc-list :lang=zh":
            return browser.Outcome(0, self.fonts)
        self.installs.append(line)
        if line in self.failing:
            return browser.Outcome(100, self.failing[line])
        self.effects.get(line, lambda: None)()
        return browser.Outcome(0, "")

    @property
    def around(self) -> browser.Surroundings:
        return browser.Surroundings(
            environ=self.environ,
            home=self.home,
            platform=self.platform,
            is_root=self.root,
            which=self.which,
            run=self.run,
            say=self.said.append,
        )

    def download(self, revision: int, folder: Path | None = None) -> Path:
        folder = folder or self.home / ".cache" / "ms-playwright"
        path = folder / f"chromium-{revision}" / "chrome-linux64" / "chrome"
        path.parent.mkdir(parents=True)
        path.touch()
        return path


def test_browser_search_order(tmp_path: Path) -> None:
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    machine = FakeMachine(tmp_path, "/opt/c", *names, CHROMIUM="/opt/c")
    older, newer = machine.download(999), machine.download(1000)
    found = [browser.find_chromium(machine.around)]
    machine.environ = {}
    for name in names:
        found.append(browser.find_chromium(machine.around))
        machine.programs.remove(name)
    found.append(browser.find_chromium(machine.around))
    machine.broken.add(str(newer))
    found.append(browser.find_chromium(machine.around))
    assert found == [Path("/opt/c"), *(Path("/usr/bin", name) for name in names), newer, older]
    assert machine.installs == []


def test_browser_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "chromium-browser", "google-chrome")
    machine.broken.add("/usr/bin/chromium-browser")
    assert browser.find_chromium(machine.around) == Path("/usr/bin/google-chrome")


def test_playwright_folder_of_ones_own(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, PLAYWRIGHT_BROWSERS_PATH=str(tmp_path / "own"))
    machine.download(1)
    path = machine.download(2, tmp_path / "own")
    assert browser.playwright_downloads(machine.around) == [path]


@pytest.mark.parametrize("broken", [False, True])
def test_wrong_chromium_variable_is_an_error(tmp_path: Path, broken: bool) -> None:
    machine = FakeMachine(tmp_path, "chromium", "apt-get", root=True, CHROMIUM="/opt/c")
    if broken:
        machine.programs.add("/opt/c")
        machine.broken.add("/opt/c")
    with pytest.raises(browser.Trouble) as caught:
        browser.ensure_chromium(machine.around)
    assert str(caught.value) == (
        "环境变量 CHROMIUM 指定的浏览器用不了：/opt/c\n"
        "请把它改成一个能运行的 Chromium 或 Chrome 的完整路径，"
        "或者取消这个变量（unset CHROMIUM），再运行一遍。\n"
    )
    assert machine.installs == []


NO_CHROMIUM = (
    "没有找到能用的 Chromium 浏览器，页面测试要用它。请先装一个，再把刚才的命令运行一遍：\n"
    "  - Debian：sudo apt install chromium\n"
    "  - Ubuntu 和其他系统：.venv/bin/python -m playwright install --with-deps chromium\n"
    "  - 已经装在别的地方：把环境变量 CHROMIUM 设成它的完整路径\n"
)


def test_finding_installs_nothing(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "apt-get", root=True)
    with pytest.raises(browser.Trouble) as caught:
        browser.find_chromium(machine.around)
    assert str(caught.value) == NO_CHROMIUM
    assert machine.installs == []


def test_root_with_apt_installs_debians_chromium(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "apt-get", root=True)
    machine.effects[APT_FULL[0]] = lambda: machine.programs.add("chromium")
    assert browser.ensure_chromium(machine.around) == Path("/usr/bin/chromium")
    assert machine.installs == ["apt-get update", APT_FULL[0]]
    assert machine.said == ["没有找到 Chromium，正在安装（要下载一百多兆，请稍等）……"]


def test_others_take_playwrights_chromium(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "apt-get")
    machine.effects[PLAYWRIGHT] = lambda: machine.download(7)
    path = browser.ensure_chromium(machine.around)
    assert path == tmp_path / ".cache/ms-playwright/chromium-7/chrome-linux64/chrome"
    assert machine.installs == [PLAYWRIGHT]


def test_failed_installs_are_told(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "apt-get", root=True)
    machine.failing = {"apt-get update": "Err:1\n\nno network\n", PLAYWRIGHT: "no route\n"}
    with pytest.raises(browser.Trouble) as caught:
        browser.ensure_chromium(machine.around)
    assert str(caught.value) == NO_CHROMIUM + (
        "刚才试过自动安装（apt-get update），没有成功。它最后说的是：\n"
        "    Err:1\n    no network\n"
        f"刚才试过自动安装（{PLAYWRIGHT}），没有成功。它最后说的是：\n"
        "    no route\n"
    )
    assert machine.installs == ["apt-get update", PLAYWRIGHT]


NO_FONTS = (
    "没有找到中文字体，页面上的汉字会变成方框，页面测试不能算数。"
    "请先装上，再把刚才的命令运行一遍：\n"
    "  sudo apt install fontconfig fonts-noto-cjk\n"
    "其他系统请装 fontconfig（要有 fc-list 命令）和任意一种中文字体。\n"
)


def test_fonts_there(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "fc-list", "apt-get", root=True)
    machine.fonts = "/usr/share/fonts/x.ttc: Noto Sans CJK SC\n"
    browser.ensure_fonts(machine.around)
    assert machine.installs == []


@pytest.mark.parametrize("programs", [[], ["fc-list"], ["fc-list", "apt-get"]])
def test_no_fonts_is_an_error_for_others_than_root(tmp_path: Path, programs: list[str]) -> None:
    machine = FakeMachine(tmp_path, *programs)
    with pytest.raises(browser.Trouble) as caught:
        browser.ensure_fonts(machine.around)
    assert str(caught.value) == NO_FONTS
    assert machine.installs == []


def test_root_with_apt_installs_fonts(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "apt-get", root=True)

    def install() -> None:
        machine.programs.add("fc-list")
        machine.fonts = "Noto Sans CJK SC"

    machine.effects[APT_FULL[1]] = install
    browser.ensure_fonts(machine.around)
    assert machine.installs == ["apt-get update", APT_FULL[1]]
    assert machine.said == ["没有找到中文字体，正在安装……"]


def test_playwright_that_starts_needs_nothing(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "apt-get", root=True)
    browser.ensure_driver(machine.around)
    assert machine.installs == []


def test_root_with_apt_installs_what_playwright_lacks(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "apt-get", root=True)
    machine.broken.add(sys.executable)
    install = "apt-get install -y --no-install-recommends libatomic1"
    machine.effects[install] = machine.broken.clear
    browser.ensure_driver(machine.around)
    assert machine.installs == ["apt-get update", install]
    assert machine.said == ["Playwright 缺少系统库，正在安装……"]


def test_playwright_that_does_not_start_is_an_error_for_others(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path)
    machine.broken.add(sys.executable)
    with pytest.raises(browser.Trouble) as caught:
        browser.ensure_driver(machine.around)
    assert str(caught.value) == (
        "Playwright 启动不了：它自带的程序缺少系统库（多半是 libatomic）。"
        "请先装上，再把刚才的命令运行一遍：\n  sudo apt install libatomic1\n"
    )


def test_failed_font_install_is_told(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "apt-get", root=True)
    machine.failing[APT_FULL[1]] = "E: Unable to locate package\n"
    with pytest.raises(browser.Trouble) as caught:
        browser.ensure_fonts(machine.around)
    assert str(caught.value) == NO_FONTS + (
        f"刚才试过自动安装（{APT_FULL[1]}），没有成功。它最后说的是：\n"
        "    E: Unable to locate package\n"
    )


NO_NGINX = (
    "没有找到 nginx 或 openssl，放网站的设置（deploy/）要用它们来测试。请先装上，再把刚才的命令运行一遍：\n"
    "  sudo apt install nginx openssl\n"
    "测试自己启动、自己结束一个 nginx，不用系统的那一个；装好后系统的那一个可以关掉。\n"
)
APT_NGINX = "apt-get install -y --no-install-recommends nginx openssl"


@pytest.mark.parametrize("name", ["nginx", "/usr/sbin/nginx"])
def test_nginx_is_found_where_debian_puts_it_too(tmp_path: Path, name: str) -> None:
    machine = FakeMachine(tmp_path, name, "openssl", "apt-get", root=True)
    browser.ensure_nginx(machine.around)
    assert browser.find_nginx(machine.around).name == "nginx"
    assert machine.installs == []


@pytest.mark.parametrize("programs", [[], ["nginx"], ["openssl", "apt-get"]])
def test_no_nginx_is_an_error_for_others_than_root(tmp_path: Path, programs: list[str]) -> None:
    machine = FakeMachine(tmp_path, *programs)
    with pytest.raises(browser.Trouble) as caught:
        browser.ensure_nginx(machine.around)
    assert str(caught.value) == NO_NGINX
    assert machine.installs == []


@pytest.mark.parametrize("works", [True, False])
def test_root_with_apt_installs_nginx(tmp_path: Path, works: bool) -> None:
    machine = FakeMachine(tmp_path, "apt-get", root=True)
    if works:
        machine.effects[APT_NGINX] = lambda: machine.programs.update(("nginx", "openssl"))
        browser.ensure_nginx(machine.around)
    else:
        machine.failing[APT_NGINX] = "E: no space\n"
        with pytest.raises(browser.Trouble) as caught:
            browser.ensure_nginx(machine.around)
        assert str(caught.value) == NO_NGINX + (
            f"刚才试过自动安装（{APT_NGINX}），没有成功。它最后说的是：\n    E: no space\n"
        )
    assert machine.installs == ["apt-get update", APT_NGINX]
    assert machine.said == ["没有找到 nginx，正在安装……"]


@pytest.mark.browser
def test_the_real_browser_is_found_and_has_chinese_fonts() -> None:
    assert browser.find_chromium().is_file()
    assert browser.has_chinese_fonts(browser.real_surroundings())


# Makefile and .ci/run

MAKE = shutil.which("make")
TARGETS = [
    "help", "serve", "build", "merge", "publish", "check", "review", "hook", "format", "test", "prove", "bench", "bench-serve", "bench-search",
    "bench-workbench", "picture", "lock", "sbom", "clean",
]  # fmt: skip


def make(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    assert MAKE, "make is not installed"
    # This test may itself run under make, whose variables would make this one talk of folders.
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("MAKE", "MFLAGS")) and key not in ("PYTHON", "PORT", "ARGS")
    }
    return subprocess.run(
        [MAKE, *arguments],
        cwd=ROOT,
        env={**kept, **environ},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_make_alone_helps_with_every_target() -> None:
    done = make()
    assert (done.returncode, done.stderr) == (0, "")
    first, *lines = done.stdout.splitlines()
    assert first == "用法：make 命令"
    assert [line.split()[0] for line in lines] == TARGETS
    # Each says in Chinese what it does.
    assert [line for line in lines if not re.search(r"^  [a-z-]+ +.*[一-鿿]", line)] == []
    assert make("help").stdout == done.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_of_the_help_exists(target: str) -> None:
    done = make("--dry-run", target)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["serve"], ".venv/bin/gonghui serve --port 8000"),
        (["serve", "PORT=8123"], ".venv/bin/gonghui serve --port 8123"),
        (["build"], ".venv/bin/gonghui build"),
        (["check"], ".venv/bin/gonghui check"),
        (["test", "ARGS=-k lock"], ".venv/bin/pytest -k lock"),
    ],
)
def test_what_targets_run(arguments: list[str], command: str) -> None:
    lines = make("--dry-run", *arguments).stdout.rstrip().splitlines()
    # of `make check` the summaries come first: a slip in the code must not hide theirs
    asked = [line for line in lines if line.startswith(".venv/bin/")]
    assert asked[0] == command if arguments == ["check"] else lines[-1] == command


@pytest.mark.parametrize("target", ["serve", "build"])
def test_the_site_needs_no_dev_lock(target: str) -> None:
    assert "tools/environment.py --dev" not in make("--dry-run", target).stdout
    assert "tools/environment.py --dev" in make("--dry-run", "check").stdout


def fake_python(folder: Path, name: str, oldest_refused: str) -> None:
    """A program that fails the version checks that hold `oldest_refused`."""
    path = folder / name
    path.write_text(
        f'#!/bin/sh\ncase "$2" in *"{oldest_refused}"*) exit 1;; esac\n'
        f'case "$1" in -c) exit 0;; esac\necho "{name} $*"\n'
    )
    path.chmod(0o755)


def test_make_without_any_python(tmp_path: Path) -> None:
    done = make("environment", PATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith(
        "没有找到 Python 3。本项目需要 Python 3.11 或更新的版本，请先装好，再把刚才的命令运行一遍：\n"
        "  - Debian 12、Ubuntu 24.04 和更新的系统：sudo apt install python3 python3-venv\n"
        "  - 已经装在别的地方：在命令里写明，"
        "例如 make serve PYTHON=/opt/python3.12/bin/python3\n"
    )


def test_make_takes_a_newer_python_than_an_old_python3(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "3, 11")
    old = make("environment", PATH=str(tmp_path))
    fake_python(tmp_path, "python3.12", "nothing")
    newer = make("environment", PATH=str(tmp_path))
    fake_python(tmp_path, "mine", "nothing")
    mine = make("environment", "PYTHON=mine", PATH=str(tmp_path))
    # The old one runs too: tools/environment.py says what is wrong with it.
    assert [done.stdout for done in (old, newer, mine)] == [
        f"{name} tools/environment.py\n" for name in ("python3", "python3.12", "mine")
    ]


def test_ci_run_ends_with_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-2:] == ["make check", "make test"]
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
