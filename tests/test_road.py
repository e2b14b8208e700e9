"""The road from commit to site: workflows, the hook before a commit. Nothing here needs
the network, and no other machine is reached."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.test_tooling import TARGETS
from tools import hook

GITHUB = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
FILES = [*GITHUB, GITLAB, ROOT / ".pre-commit-config.yaml"]


def read(path: Path) -> Any:
    """YAML with every scalar as its text: `on` is no boolean."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


WORKFLOWS = {path.stem: read(path) for path in GITHUB}
STEPS = [
    (name, step)
    for name, workflow in WORKFLOWS.items()
    for job in workflow["jobs"].values()
    for step in job["steps"]
]
JOBS = {
    name: job
    for name, job in read(GITLAB).items()
    if name not in ("workflow", "default", "variables")
}


# Workflows


def targets_of(lines: list[str]) -> list[str]:
    """The make targets that lines run, which must run nothing else."""
    found = []
    for line in lines:
        match = re.fullmatch(r"make ([a-z-]+)(?: FORGE=gitlab)?", line)
        assert match, f"{line}: no target of the Makefile"
        found.append(match[1])
    return found


def test_both_forges_run_the_same_targets_and_nothing_else():
    github = {
        name: targets_of([step["run"] for of, step in STEPS if of == name and "run" in step])
        for name in WORKFLOWS
    }
    gitlab = {name: targets_of(job["script"]) for name, job in JOBS.items()}
    gitlab["publish"] = gitlab.pop("pages")
    assert github == gitlab
    assert github == {
        "check": ["review", "build"], "program": ["check", "test"], "publish": ["publish"],
    }  # fmt: skip
    assert {target for run in github.values() for target in run} <= set(TARGETS)


def test_what_is_used_beside_them_is_the_checkout_alone_and_pinned():
    used = [step["uses"] for _, step in STEPS if "uses" in step]
    assert len(used) == len(WORKFLOWS)
    assert set(used) == {"actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683"}
    for _, step in STEPS:
        assert set(step) <= {"uses", "with", "run", "env"}
        if "uses" in step:  # the whole history, for the day of each page's last change
            assert step["with"] == {"fetch-depth": "0", "persist-credentials": "false"}
    assert read(GITLAB)["variables"]["GIT_DEPTH"] == "0"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_they_fetch_nothing_and_hold_no_secret(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"curl|wget|https?://|\| *(?:ba)?sh\b|sudo|pull_request_target", text) == []
    assert re.findall(r"(?i)(?:password|token|BEGIN [A-Z ]*KEY|ssh-(?:rsa|ed25519) )", text) == []
    allowed = {"secrets.PUBLISH_KEY"} if path.stem == "publish" else set()
    assert set(re.findall(r"secrets\.\w+", text)) == allowed


def test_a_pull_request_may_only_read_and_only_main_is_published():
    for name, workflow in WORKFLOWS.items():
        assert workflow["permissions"] == {"contents": "read"}
        assert workflow["on"].keys() == ({"push"} if name == "publish" else {"pull_request"})
        assert workflow["concurrency"]["group"]
    assert WORKFLOWS["publish"]["on"] == {"push": {"branches": ["main"]}}
    assert WORKFLOWS["publish"]["concurrency"] == {
        "group": "publish", "cancel-in-progress": "false",
    }  # fmt: skip
    assert JOBS["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert (JOBS["pages"]["resource_group"], JOBS["pages"]["interruptible"]) == ("publish", "false")
    assert JOBS["pages"]["variables"]["SITE_DIR"] in JOBS["pages"]["artifacts"]["paths"]
    assert [JOBS[name]["stage"] for name in ("check", "pages")] == ["test", "deploy"]
    assert "rules" not in JOBS["check"]  # GitLab compares a request's report with the main branch's
    assert JOBS["check"]["artifacts"]["when"] == "always"
    paths = [path.replace("/**/*", "/**") for path in JOBS["program"]["rules"][0]["changes"]]
    assert paths == WORKFLOWS["program"]["on"]["pull_request"]["paths"]


def test_both_forges_have_one_template_for_the_request():
    github = (ROOT / ".github/pull_request_template.md").read_bytes()
    assert (ROOT / ".gitlab/merge_request_templates/Default.md").read_bytes() == github
    assert "身份证号" in github.decode()


# make review

FAKE = """\
#!{python}
import pathlib, sys
with open({log!r}, "a") as file:
    file.write(" ".join(sys.argv) + "\\n")
{body}
"""


def program(folder: Path, name: str, log: Path, body: str = "") -> None:
    """A program that notes how it was called, and then does what `body` says."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(FAKE.format(python=sys.executable, log=str(log), body=body), encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("forge", "found", "code", "shown"),
    [
        ("github", 1, 2, "github\ntext\n"),
        ("github", 0, 0, "github\ntext\n"),
        ("gitlab", 1, 2, "text\n"),
        ("nowhere", 2, 2, ""),
    ],
)
def test_review_tells_the_forge_and_the_reader(tmp_path, forge, found, code, shown):
    """A file of what was found is left whatever was found; a wrong FORGE is no passed check."""
    body = f"print(sys.argv[3] if len(sys.argv) > 2 else 'text')\nsys.exit({found})"
    program(tmp_path / "bin", "gonghui", tmp_path / "log", body)
    shutil.copy(ROOT / "Makefile", tmp_path)
    make = ["make", "review", f"FORGE={forge}", "BIN=bin", "--old-file=environment"]
    make += ["--assume-old=environment", "FIND_PYTHON=python=true", "--no-print-directory"]
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    done = subprocess.run(
        make, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, env=bare
    )
    assert (done.returncode, done.stdout) == (code, shown)
    assert (tmp_path / "build/review.json").read_text() == f"{forge}\n"


# The hook

GOOD = "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2024年上半年\nmetrics:\n  会员人数: 9人\n---\n好。\n"
BAD = GOOD.replace("9人", "9户")
PAGE = "docs/summaries/2024/a.md"
WRONG = (
    f"{PAGE}:6:9: wrong-unit: “会员人数”的计量单位是“人”，不能写“户”。可用：人、名、位、员。"
    "确实要用别的单位，请写成{value: 9, unit: 户, note: 说明}，只展示不比较。\n"
)


@pytest.fixture
def repository(tmp_path, monkeypatch) -> Path:
    """A git repository of the sample's registries, its hook's module pointed at it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.setattr(hook, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    git("config", "user.email", "a@example.org")
    git("config", "user.name", "a")
    git("add", ".")
    git("commit", "-qm", "registries")
    return tmp_path


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], capture_output=True, encoding="utf-8", check=True)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_hook_looks_at_what_is_staged_alone(repository, capfd):
    put(repository / PAGE, BAD)
    assert hook.main([]) == 0  # nothing is staged
    assert capfd.readouterr() == ("", "")
    git("add", PAGE)
    put(repository / PAGE, GOOD)  # and mended since, but not staged again
    assert hook.main([]) == 1
    out, err = capfd.readouterr()
    assert out == WRONG
    assert err == (
        "检查没有通过：读了1篇总结，有1处必须改。\n"
        "没有提交。上面列出的问题改好以后，先 git add 改过的文件，再提交一次。\n"
    )
    git("add", PAGE)
    put(repository / PAGE, BAD)
    assert hook.main([]) == 0
    git("commit", "-qm", "a good one")
    put(repository / "docs/summaries/2024/b.md", GOOD.replace("上半年", "下半年"))
    git("add", "docs/summaries/2024/b.md")  # the other file is wrong where it lies, and not staged
    assert hook.main([]) == 0


def test_a_change_of_a_registry_or_a_file_gone_is_looked_for_everywhere(repository, capfd):
    put(repository / PAGE, GOOD.replace("好。", "[表](b.csv)"))
    put(repository / "docs/summaries/2024/b.csv", "1\n")
    git("add", ".")
    assert hook.main([]) == 0
    git("commit", "-qm", "both")
    git("rm", "-q", "docs/summaries/2024/b.csv")
    assert hook.main([]) == 1
    assert capfd.readouterr().out.startswith(f"{PAGE}:8:5: dead-link: ")
    git("reset", "-q", "--hard")
    units = (repository / "data/units.yml").read_text(encoding="utf-8")
    put(repository / "data/units.yml", units.replace("芙蓉镇总工会", "荷花镇总工会"))
    git("add", ".")
    assert hook.main([]) == 1
    assert capfd.readouterr().out.startswith(f"{PAGE}:2:7: unknown-unit: ")


def test_git_runs_it_once_installed_and_a_hook_of_somebody_else_stays(repository, capfd):
    assert hook.main(["install"]) == 0
    assert hook.main(["install"]) == 0  # again, over its own
    said = "装好了：以后每次提交以前都先检查要提交的总结，有必须改的问题就不提交。\n"
    assert capfd.readouterr().err == said * 2
    put(repository / PAGE, BAD)
    git("add", ".")
    failed = subprocess.run(
        ["git", "commit", "-qm", "x"], capture_output=True, encoding="utf-8", check=False
    )
    assert failed.returncode == 1
    assert failed.stderr == (
        "提交以前要检查总结，可是运行环境 .venv 还没有装好。请先在项目文件夹里运行 make check。\n"
    )
    (repository / ".venv/bin").mkdir(parents=True)
    script = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
    put(repository / ".venv/bin/python", script)
    (repository / ".venv/bin/python").chmod(0o755)
    (repository / "tools").mkdir()
    shutil.copy(ROOT / "tools/hook.py", repository / "tools")
    failed = subprocess.run(
        ["git", "commit", "-qm", "x"], capture_output=True, encoding="utf-8", check=False
    )
    assert failed.returncode == 1
    assert WRONG in failed.stdout + failed.stderr
    own = repository / ".git/hooks/pre-commit"
    own.write_text("#!/bin/sh\n")
    assert hook.main(["install"]) == 1
    assert capfd.readouterr().err == (
        f"{own} 已经有了，不是本项目的，没有改动。请在它里面加一行：\n"
        '  ".venv/bin/python" "tools/hook.py" || exit 1\n'
    )
    assert own.read_text() == "#!/bin/sh\n"


def test_outside_a_repository(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(hook, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert hook.main(["install"]) == 1
    assert capfd.readouterr().err.startswith("git 出错：fatal: not a git repository")


def test_pre_commit_runs_the_same_without_a_network():
    (repository,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    (found,) = repository["hooks"]
    assert (found["entry"], found["language"]) == (".venv/bin/python tools/hook.py", "system")
    matched = re.compile(found["files"])
    assert all(matched.match(name) for name in (PAGE, "data/units.yml", "mkdocs.yml"))
    assert not matched.match("gonghui/hook.py")
