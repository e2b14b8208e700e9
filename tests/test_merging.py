"""What several machines have made is put together to the bytes that one makes alone, or refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gonghui.adapters.building import build
from gonghui.adapters.cli import main
from gonghui.adapters.merging import note
from gonghui.adapters.options import Options
from gonghui.adapters.outputs import KEPT
from gonghui.crew import Shard


def merged(root: Path, *folders: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["merge", *map(str, folders)], catch_exceptions=False)
    return done.exit_code, done.output


def contents(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def test_parts_give_the_bytes_of_the_whole(small_project, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    parts = []
    for number in (1, 2):
        part = tmp_path / f"machine-{number}"
        shutil.copytree(small_project, part)
        options = Options(jobs=1, shard=Shard(number, 2))
        assert build(part, part / "site", options).ok
        assert not (part / "site").exists()
        parts.append(part)
    assert build(small_project, small_project / "alone", Options(jobs=1)).ok
    shutil.rmtree(small_project / KEPT)
    monkeypatch.chdir(small_project)
    done = CliRunner().invoke(main, ["merge", "--no-build", *map(str, parts)])
    assert (done.exit_code, done.output.startswith("2份合好了，共")) == (0, True), done.output
    assert not (small_project / "site").exists()
    code, told = merged(small_project, *parts)
    assert (code, "其中" in told and "取自上一次" in told) == (0, True), told
    assert contents(small_project / "site") == contents(small_project / "alone")
    code, told = merged(small_project, parts[1])
    assert (code, told) == (
        1,
        "没有合成：缺第1份（共2份）。请备好再合。例：gonghui build --shard 1/2\n",
    )


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    root = tmp_path / "project"
    (root / "data").mkdir(parents=True)
    (root / "mkdocs.yml").touch()
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([], "没有找到备好的份。"),
        ([(1, 3, "a", "b"), (3, 3, "a", "b")], "缺第2份（共3份）。请备好再合。例：gonghui build --shard 2/3"),
        ([(1, 2, "a", "b"), (2, 2, "a", "c")], "第2份和第1份的总结不一样，合不到一起。"),
        ([(1, 2, "a", "b"), (2, 2, "c", "b")], "第2份和第1份的程序、登记表或设置不一样，合不到一起。"),
        ([(1, 2, "a", "b"), (2, 3, "a", "b")], "各份不是一次分的，有的共2份、共3份。"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(project, tmp_path, parts, told):
    folders = []
    for place, (number, of, means, texts) in enumerate(parts):
        folders.append(tmp_path / f"{place}")
        note(folders[-1] / KEPT, Shard(number, of), 5, means, texts)
    code, said = merged(project, *folders)
    assert (code, said.startswith(f"没有合成：{told}")) == (1, True), said


def test_a_folder_without_parts_and_a_damaged_note_are_told(project, tmp_path):
    code, said = merged(project, tmp_path)
    assert (code, f"{tmp_path} 里没有备好的份。" in said) == (1, True), said
    note(project / KEPT, Shard(1, 1), 5, "a", "b")
    path = project / KEPT / "shards" / "1-1.json"
    path.write_text(json.dumps({"number": "1"}))
    code, said = merged(project)
    assert (code, said) == (
        1,
        f"没有合成：{path} 坏了，看不出是哪一份。请在那台机器上重新备一次。\n",
    )
