"""The command line as a person runs it: what it prints, how it ends, and what it leaves untouched."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commanding import gonghui
from tests.conftest import ROOT
from tests.test_checkup import REGISTRY, put

GOOD = "docs/summaries/2023/good.md"
WRONG = "docs/summaries/2023/wrong.md"
NOTED = "docs/summaries/2022/noted.md"
GUIDE = "docs/guide/index.md"
WRONG_LINES = [
    (
        f"{WRONG}:6:3: unknown-metric: 指标字典里没有“会员数”。是不是“会员人数”？"
        "不在字典里的数请写到 local: 下面。例：local: {会员数: 40余期}"
    ),
    (
        f"{WRONG}:7:9: wrong-unit: “职工人数”的计量单位是“人”，不能写“户”。可用：人、名。"
        "确实要用别的单位，请写成{value: 3, unit: 户, note: 说明}，只展示不比较。"
    ),
]
NOTED_LINE = (
    f"{NOTED}:6:3: accept-unused: 提醒：这里确认保留的“negative”现在查不出来。"
    "问题已经改好的，请删去 accept 里的这一条。"
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small project that passes: two guide pages, one summary, the registry of the cases."""
    root = tmp_path / "small"
    for name, text in REGISTRY.items():
        put(root, f"data/{name}", {"text": text})
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"(?ms)^nav:.*?^plugins:", "plugins:", config)
    put(root, "mkdocs.yml", {"text": re.sub(r"(?m)^  (custom_dir|logo|favicon):.*\n", "", config)})
    put(root, "macros.py", {"text": (ROOT / "macros.py").read_text(encoding="utf-8")})
    put(root, "docs/index.md", {"text": "# 首页\n\n[指南](guide/index.md)\n"})
    put(root, GUIDE, {"text": '# 指南\n\n{{ history("芙蓉镇总工会", "会员人数") }}\n'})
    put(root, GOOD, {"front": "metrics:\n  会员人数: 7402人\n"})
    return root


@pytest.fixture
def broken(small: Path) -> Path:
    """The same with two errors in one file and a warning in another."""
    front = "metrics:\n  会员数: 7402人\n  职工人数: 3户\n"
    put(small, WRONG, {"period": "2023年", "front": front})
    put(small, NOTED, {"period": "2022年", "front": "accept:\n- {code: negative, reason: 冲减}\n"})
    return small


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, links not followed, with its content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def assert_clean(done: subprocess.CompletedProcess[str]) -> None:
    assert "Traceback" not in done.stdout + done.stderr
    assert "Warning" not in done.stderr


# ---- check: what it prints


def test_check_of_what_is_not_looked_at_says_so(small):
    put(small, "README.md", {"text": "# 说明\n"})
    done = gonghui("check", "README.md", cwd=small)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "“README.md”不是总结，也不是登记表，这里不查它。检查查的是 docs/ 里的总结、页面和附件，以及 data/ 里的登记表。"
        "例：gonghui check docs/summaries\n"
    )


def test_check_of_a_good_project(small):
    done = gonghui("check", cwd=small)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "检查通过：读了1篇总结，没有必须改的问题。\n"


def test_check_prints_problems_to_stdout_and_the_verdict_to_stderr(broken):
    done = gonghui("check", cwd=broken)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [NOTED_LINE, *WRONG_LINES]
    assert done.stderr == "检查没有通过：读了3篇总结，有2处必须改，另有1处提醒。\n"


def test_warnings_alone_pass(broken):
    (broken / WRONG).unlink()
    done = gonghui("check", cwd=broken)
    assert (done.returncode, done.stdout) == (0, f"{NOTED_LINE}\n")
    assert done.stderr == "检查通过：读了2篇总结，没有必须改的问题，另有1处提醒。\n"
    assert gonghui("build", cwd=broken).returncode == 0


def parts(line: str) -> tuple[str, int, int, str, str]:
    path, row, column, code, message = re.fullmatch(
        r"(.+?):(\d+):(\d+): (\S+): (.+)", line
    ).groups()
    return path, int(row), int(column), code, message.removeprefix("提醒：")


def test_check_as_json(broken):
    done = gonghui("check", "--format", "json", cwd=broken)
    assert (done.returncode, done.stderr) == (1, "")
    expected = []
    for line in (NOTED_LINE, *WRONG_LINES):
        path, row, column, code, message = parts(line)
        severity = "warning" if code == "accept-unused" else "error"
        expected.append(
            {"path": path, "line": row, "column": column, "code": code}
            | {"severity": severity, "message": message}
        )
    assert json.loads(done.stdout) == expected
    assert [list(one) for one in json.loads(done.stdout)] == [list(expected[0])] * 3


def test_check_as_github(broken):
    done = gonghui("check", "--format", "github", cwd=broken)
    assert (done.returncode, done.stderr) == (1, "")
    expected = []
    for line in (NOTED_LINE, *WRONG_LINES):
        path, row, column, code, message = parts(line)
        severity = "warning" if code == "accept-unused" else "error"
        expected.append(f"::{severity} file={path},line={row},col={column},title={code}::{message}")
    assert done.stdout.splitlines() == expected


def test_github_escapes_what_it_reads_as_its_own(small):
    put(
        small,
        "docs/summaries/甲,乙 100%:.md",
        {"period": "2023年", "front": "metrics: {a: 100%}\n"},
    )
    lines = gonghui("check", "--format", "github", cwd=small).stdout.splitlines()
    assert [line.split(",line=")[0] for line in lines] == [
        "::error file=docs/summaries/甲%2C乙 100%25%3A.md"
    ]


def fingerprints(root: Path) -> list[tuple[str, str]]:
    done = gonghui("check", "--format", "gitlab", cwd=root)
    return [(one["check_name"], one["fingerprint"]) for one in json.loads(done.stdout)]


def test_check_as_gitlab(broken):
    done = gonghui("check", "--format", "gitlab", cwd=broken)
    assert (done.returncode, done.stderr) == (1, "")
    report = json.loads(done.stdout)
    for line, one in zip((NOTED_LINE, *WRONG_LINES), report, strict=True):
        path, row, _, code, message = parts(line)
        assert one.pop("fingerprint")
        assert one == {
            "description": message,
            "check_name": code,
            "severity": "minor" if code == "accept-unused" else "major",
            "location": {"path": path, "lines": {"begin": row}},
        }


def test_fingerprints_differ_and_survive_a_move(broken):
    front = "metrics:\n  会员人数: 若干\n  走访慰问: 若干\n  职工人数: 3人\n  职工人数: 3人\n"
    put(broken, WRONG, {"period": "2023年", "front": front})
    before = fingerprints(broken)
    assert len({fingerprint for _, fingerprint in before}) == len(before) == 4
    put(broken, WRONG, {"period": "2023年", "front": f"# 注\n# 注\n{front}"})
    assert fingerprints(broken) == before


def test_the_empty_report_of_each_format(small):
    for form, expected in (("text", ""), ("json", "[]\n"), ("github", ""), ("gitlab", "[]\n")):
        assert gonghui("check", "--format", form, cwd=small).stdout == expected


# ---- check: which files

HERE = "docs/summaries"


@pytest.mark.parametrize(
    ("folder", "paths", "found"),
    [
        (".", [WRONG], {WRONG}),
        (".", [f"./{WRONG}"], {WRONG}),
        (".", [GOOD], set()),
        (".", ["docs/summaries/2022"], {NOTED}),
        (".", ["docs/summaries/2022/"], {NOTED}),
        (".", ["docs/summaries/202"], None),
        (".", [GOOD, NOTED], {NOTED}),
        (".", [HERE], {WRONG, NOTED}),
        (".", ["."], {WRONG, NOTED}),
        (".", ["data"], set()),
        (HERE, [], {WRONG, NOTED}),
        (HERE, ["."], {WRONG, NOTED}),
        (HERE, ["2023/wrong.md"], {WRONG}),
        (f"{HERE}/2022", ["../2023"], {WRONG}),
        (f"{HERE}/2022", ["../2023/wrong.md", "noted.md"], {WRONG, NOTED}),
        (f"{HERE}/2022", ["../../../docs"], {WRONG, NOTED}),
        (".", ["../"], None),
        (".", ["/"], None),
        (".", [WRONG, "nowhere.md"], None),
    ],
)
def test_check_of_paths(broken, folder, paths, found):
    done = gonghui("check", *paths, cwd=broken / folder)
    assert_clean(done)
    assert {line.split(":")[0] for line in done.stdout.splitlines()} == (found or set())
    assert done.returncode == (2 if found is None else int(WRONG in found)), done.stderr


def test_check_of_an_absolute_path_through_a_link(broken, tmp_path):
    (tmp_path / "link").symlink_to(broken)
    done = gonghui("check", str(tmp_path / "link" / WRONG), cwd=broken)
    assert done.stdout.splitlines() == WRONG_LINES, done.stderr


def test_check_of_paths_that_are_not_there(broken, tmp_path):
    assert gonghui("check", "无.md", cwd=broken).stderr == "找不到“无.md”。请核对文件名。\n"
    done = gonghui("check", str(tmp_path), cwd=broken)
    assert done.stderr == f"“{tmp_path}”不在项目文件夹 {broken} 里。\n"


def test_outside_a_project(tmp_path):
    for command in ("check", "build"):
        done = gonghui(command, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f"这里（{tmp_path}）不是工会总结项目：找不到 mkdocs.yml 和 data/。请先进入项目的文件夹。\n"
        )


# ---- wrong input and help


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chekc"], "没有命令 chekc。是不是“check”？请看说明："),
        (["build", "--jobs", "zwei"], "--jobs 应是不小于1的整数，例：--jobs 2。请看说明："),
        (["publish", "x", "--keep", "0"], "--keep 应是1到1000的整数，例：--keep 2。请看说明："),
        (["rollback"], "缺少“文件夹”。请看说明："),
        (["check", "--fromat", "json"], "没有选项 --fromat。是不是 --format？请看说明："),
        (["check", "-x"], "没有选项 -x。请看说明："),
        (
            ["check", "--format", "xml"],
            "--format 的写法不对。可用的有：text、json、github、gitlab。",
        ),
        (["check", "--format"], "--format 后面缺少内容。请看说明："),
        (["build", "--site-dir"], "--site-dir 后面缺少内容。请看说明："),
        (["build", "--shard", "3/2"], "--shard 写作“第几份/共几份”，不能是“3/2”。例：--shard 2/4"),
        (["build", "--keep-going=1"], "--keep-going 后面不写内容。请看说明："),
        (["build", "总结"], "多写了内容。请看说明："),
        (["serve", "--port", "八千"], "端口应是1到65535的整数，例如8001。"),
        (["serve", "--port", "0"], "端口应是1到65535的整数，例如8001。"),
    ],
)
def test_wrong_input_is_told_in_chinese(small, args, said):
    done = gonghui(*args, cwd=small)
    assert_clean(done)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    known = {
        "python",
        "gonghui",
        "help",
        "site",
        "dir",
        "keep",
        "going",
        "format",
        "port",
        "jobs",
        "shard",
        *args,
    }
    known |= {"check", "build", "serve", "text", "json", "github", "gitlab", "fromat"}
    assert set(ENGLISH.findall(done.stderr)) <= known


HELP = {
    (): {
        "check",
        "import",
        "Excel",
        "build",
        "merge",
        "publish",
        "rollback",
        "serve",
        "export",
        "new",
        "schema",
        "JSON",
        "Schema",
        "Word",
        "version",
        "help",
    },
    ("check",): {"check", "format", "text", "json", "github", "gitlab", "help"},
    ("build",): {"build", "keep", "going", "site", "dir", "jobs", "shard", "help"},
    ("merge",): {
        "merge",
        "build",
        "shard",
        "cache",
        "publish",
        "no",
        "site",
        "dir",
        "help",
    },
    ("publish",): {"publish", "current", "rsync", "ssh", "keep", "site", "dir", "help"},
    ("rollback",): {"rollback", "to", "list", "help"},
    ("serve",): {"serve", "port", "only", "docs", "summaries", "http", "Ctrl", "help"},
    ("export",): {"export", "docx", "Word", "help"},
    ("new",): {
        "really",
        "new",
        "class",
        "campaign",
        "out",
        "docs",
        "summaries",
        "print",
        "add",
        "unit",
        "units",
        "data",
        "yml",
        "type",
        "parent",
        "furong",
        "town",
        "help",
    },
    ("schema",): {"schema", "JSON", "Schema", "json", "summary", "help"},
    ("export", "docx"): {
        "export",
        "docx",
        "Word",
        "campaign",
        "table",
        "output",
        "force",
        "help",
    },
}


@pytest.mark.parametrize("command", HELP)
def test_help_is_chinese_throughout(command, tmp_path):
    done = gonghui(*command, "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(ENGLISH.findall(done.stdout)) <= HELP[command] | {"python", "gonghui"}
    assert done.stdout.startswith("用法：")
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_without_a_command_the_help_is_shown(tmp_path):
    done = gonghui(cwd=tmp_path)
    told = (done.stdout + done.stderr).rstrip("\n")
    assert told == gonghui("--help", cwd=tmp_path).stdout.rstrip("\n")


# ---- build


def built(root: Path, *args: str) -> dict[str, bytes]:
    done = gonghui("build", *args, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(
        r"^网站已生成：site/，[0-9]+页(，其中[0-9]+页没有变，取自上一次)?，用时[0-9.]+秒。\n$",
        done.stderr,
    ), done.stderr
    return tree(root / "site")


def nothing_aside(root: Path) -> None:
    """No half-made site is left beside the old one."""
    assert [path.name for path in root.iterdir() if path.name.startswith(".site")] == []


def test_a_build_that_fails_leaves_the_old_site_untouched(broken):
    (broken / WRONG).rename(broken / "wrong.txt")
    before = built(broken)
    (broken / "wrong.txt").rename(broken / WRONG)
    (broken / GUIDE).write_text("# 改过的指南\n", encoding="utf-8")
    done = gonghui("build", cwd=broken)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [NOTED_LINE, *WRONG_LINES]
    assert done.stderr == "网站没有生成，原来的网站没有改动。请按上面所列改正后重新生成。\n"
    assert tree(broken / "site") == before
    nothing_aside(broken)


def test_a_first_build_that_fails_makes_nothing(broken):
    assert gonghui("build", cwd=broken).returncode == 1
    assert not (broken / "site").exists()
    nothing_aside(broken)


def test_a_dead_link_stops_the_build_and_leaves_the_old_site(small):
    before = built(small)
    put(small, GOOD, {"front": "metrics:\n  会员人数: 7402人\n", "body": "[通知](没有.md)\n"})
    done = gonghui("build", cwd=small)
    assert_clean(done)
    assert done.returncode == 1
    assert tree(small / "site") == before
    nothing_aside(small)


def test_a_dead_link_is_told_like_every_other_problem(small):
    put(small, GOOD, {"front": "metrics:\n  会员人数: 7402人\n", "body": "[通知](没有.md)\n"})
    for command in ("check", "build"):
        done = gonghui(command, cwd=small)
        assert done.returncode == 1
        assert done.stdout.startswith(f"{GOOD}:8:"), done.stderr


def test_an_unknown_unit_in_a_macro_of_the_guide_names_page_and_line(small):
    before = built(small)
    put(small, GUIDE, {"text": '# 指南\n\n见\n\n  {{ latest("芙容镇总工会", "会员人数") }}\n'})
    done = gonghui("build", cwd=small)
    assert done.returncode == 1
    assert done.stdout == (
        f"{GUIDE}:5:3: macro-argument: 没有登记单位“芙容镇总工会”。是不是“芙蓉镇总工会”？"
        "请照 data/units.yml 写。\n"
    )
    assert tree(small / "site") == before


def test_an_unknown_name_in_a_template_of_the_guide_names_page_and_line(small):
    put(small, GUIDE, {"text": "# 指南\n\n{{ nosuch }}\n"})
    done = gonghui("build", cwd=small)
    assert_clean(done)
    assert done.returncode == 1
    assert f"{GUIDE}:3:1: " in done.stdout, done.stderr


def test_keep_going_leaves_out_the_broken_page_and_what_needs_it(broken):
    put(broken, GOOD, {"front": "metrics: {会员人数: 若干}\n"})
    needing = "docs/summaries/2021/needing.md"
    put(broken, needing, {"period": "2021年", "body": '{{ latest("芙蓉镇总工会", "会员人数") }}\n'})
    put(broken, "docs/index.md", {"text": "# 首页\n"})
    done = gonghui("build", "--keep-going", cwd=broken)
    assert_clean(done)
    assert done.returncode == 1
    site = tree(broken / "site")
    assert "summaries/2022/furong-town/index.html" in site
    for page in ("2023-H1/furong-town", "2023/furong-town", "2021/furong-town"):
        assert f"summaries/{page}/index.html" not in site
    assert "guide/index.html" not in site
    left = [line for line in done.stderr.splitlines() if line.startswith("没有出的页面：")]
    assert left == [f"没有出的页面：{path}" for path in sorted([GUIDE, GOOD, WRONG, needing])]
    assert "7402" not in site["data/values.csv"].decode("utf-8-sig")


def test_keep_going_survives_links_to_the_pages_left_out(broken):
    put(broken, GOOD, {"front": "metrics: {会员人数: 若干}\n"})
    put(broken, "docs/guide/b.md", {"text": "# 乙\n\n[指南](index.md)\n"})
    done = gonghui("build", "--keep-going", cwd=broken)
    assert_clean(done)
    assert done.returncode == 1
    site = tree(broken / "site")
    assert {"index.html", "guide/b/index.html"} <= set(site)
    assert "guide/index.html" not in site


def test_keep_going_with_the_navigation_of_the_sample(project):
    page = next((project / "docs/summaries").rglob("qinghe-county-2024.md"))
    page.write_text(
        page.read_text(encoding="utf-8").replace("2024年", "2024 年吧"), encoding="utf-8"
    )
    done = gonghui("build", "--keep-going", cwd=project)
    assert_clean(done)
    assert done.returncode == 1
    assert "summaries/2023/qinghe-county/index.html" in tree(project / "site"), done.stderr


def test_keep_going_without_faults_is_a_plain_build(small):
    first = built(small)
    done = gonghui("build", "--keep-going", cwd=small)
    assert done.returncode == 0
    assert tree(small / "site") == first


def test_keep_going_does_not_publish_on_a_broken_registry(small):
    before = built(small)
    put(small, "data/units.yml", {"text": "- {id: furong-town\n"})
    done = gonghui("build", "--keep-going", cwd=small)
    assert_clean(done)
    assert done.returncode == 1
    assert tree(small / "site") == before


def test_drafts_are_in_no_page_export_or_base(small):
    secret = "metrics:\n  会员人数: 4711人\n"
    for status, year in (("起草", 2021), ("审核", 2022)):
        put(small, f"docs/summaries/{year}.md", {
            "period": f"{year}年上半年", "front": f"status: {status}\n{secret}", "body": "密密密\n",
        })  # fmt: skip
    put(small, GOOD, {"front": "metrics:\n  会员人数: 7402人\n", "body": "正文\n"})
    site = built(small)
    for name, content in site.items():
        for word in ("4711", "4,711", "密密密"):
            assert word.encode() not in content, name
    assert not [name for name in site if "2021-H1" in name or "2022-H1" in name]
    assert b"no_base" in site["data/comparisons.csv"]


def test_a_summary_is_published_whatever_the_case_of_its_suffix(small):
    (small / GOOD).rename(small / "docs/summaries/2023/GOOD.MD")
    assert "summaries/2023-H1/furong-town/index.html" in built(small)


@pytest.mark.parametrize(
    "target",
    [
        *(".", "..", "/", "docs", "data", "docs/guide", "docs/summaries", "data/site"),
        *("macros.py", "mkdocs.yml", "tests", "../elsewhere"),
    ],
)
def test_the_site_is_never_put_onto_what_is_no_site(small, target):
    put(small, "tests/test_own.py", "own = True\n")
    put(small, "../elsewhere/report.docx", "precious\n")
    before = tree(small.parent)
    done = gonghui("build", "--site-dir", target, cwd=small)
    assert_clean(done)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("网站不能放在 ")
    assert tree(small.parent) == before


def test_the_site_may_go_to_a_new_or_empty_folder_and_onto_itself(small, tmp_path):
    (tmp_path / "empty").mkdir()
    for target in (tmp_path / "new", tmp_path / "empty", tmp_path / "new"):
        done = gonghui("build", "--site-dir", str(target), cwd=small)
        assert done.returncode == 0, done.stderr
        assert (target / "index.html").is_file()


# ---- never a traceback


def odd_name(root: Path) -> None:
    os.makedirs(root / "docs/summaries/2023", exist_ok=True)
    name = os.fsencode(root / "docs/summaries/2023") + b"/" + "总结.md".encode("gb18030")
    with open(name, "wb") as file:
        file.write(b"x")


def text_in(path: str, text: str) -> Any:
    return lambda root: put(root, path, {"text": text})


BROKEN: dict[str, Any] = {
    "a file name in GBK": odd_name,
    "mkdocs.yml is no YAML": text_in("mkdocs.yml", "site_name: [\n"),
    "mkdocs.yml without the plugin": text_in("mkdocs.yml", "site_name: x\nplugins: [search]\n"),
    "mkdocs.yml is empty": text_in("mkdocs.yml", ""),
    "macros.py is no Python": text_in("macros.py", "def (\n"),
    "no docs": lambda root: (root / "docs").rename(root / "papers"),
    "the guide has a broken template": text_in(GUIDE, "{% if %}\n"),
    "the guide is GBK": lambda root: put(root, GUIDE, {"text": "指南\n", "encoding": "gb18030"}),
    "a warning of Python in a macro": text_in(
        "docs/summaries/x.md",
        "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2020年\n---\n"
        '{{ latest("芙蓉\\d镇总工会", "会员人数") }}\n',
    ),
}


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("fault", BROKEN)
def test_never_a_traceback(small, fault, command):
    BROKEN[fault](small)
    for form in ("text", "json", "github", "gitlab") if command == "check" else ("text",):
        done = gonghui(command, *(["--format", form] if command == "check" else []), cwd=small)
        assert_clean(done)
        assert done.returncode in ((0, 1) if command == "check" else (1, 2))
    assert not (small / "site").exists()


def test_in_a_console_that_is_no_utf8(broken):
    done = subprocess.run(
        [sys.executable, "-m", "gonghui", "check"],
        cwd=broken,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"},
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"unknown-metric" in done.stdout


def test_a_site_that_cannot_be_written_is_not_blamed_on_the_pages(small):
    (small / "file").touch()
    done = gonghui("build", "--site-dir", "file/site", cwd=small)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        f"生成页面时出错：{small}/file/site 写不进去（路径里有一段是文件，不是文件夹）。"
        "请看磁盘满了没有、这个用户能不能写那里。\n"
    )
