"""Registries: every fault of data/ as a golden case, beside good summaries that must stay quiet."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest

from gonghui.checkup import examine
from gonghui.corpus import read_corpus
from gonghui.fingerprint import ledger_of
from gonghui.packing import unpacked
from gonghui.problem import Problems
from gonghui.registry import Registry, kept, kept_registry, load_registry
from gonghui.shelf import Shelf
from tests.cases import cases
from tests.conftest import ROOT
from tests.test_checkup import REGISTRY, keep_the_laws, listed, project_of

BOOK: Any = cases("registries")


def whole(case: dict[str, Any]) -> dict[str, Any]:
    """The case with the files of data/ changed as it says, and the good summaries beside them."""
    data = dict(case.get("data", {}))
    for name, (old, new) in case.get("change", {}).items():
        assert old in REGISTRY[name], f"{case['name']}: {old}"
        data[name] = REGISTRY[name].replace(old, new, 1)
    return case | {"data": data, "files": BOOK["files"] | case.get("files", {})}


@pytest.mark.parametrize("case", BOOK["cases"], ids=lambda case: case["name"])
def test_says(case, tmp_path):
    problems = examine(project_of(whole(case), tmp_path)).problems
    keep_the_laws(tmp_path, problems)
    if case.get("problems") != "any":
        assert [str(problem) for problem in problems] == listed(case, "problems")


@pytest.fixture
def read(monkeypatch) -> list[Path]:
    """The projects whose registries were read, not taken from a shelf."""
    found: list[Path] = []

    def load(root: Path, problems: Problems) -> Registry:
        found.append(root)
        return load_registry(root, problems)

    monkeypatch.setattr(kept, "load_registry", load)
    return found


def test_registries_are_read_again_when_they_change(tmp_path, read):
    root, shelf = tmp_path / "project", Shelf(tmp_path / "kept")
    shutil.copytree(ROOT / "data", root / "data")
    expected = load_registry(root, Problems())
    for times in (1, 1):  # read, then taken from the shelf
        assert kept_registry(root, Problems(), shelf) == expected
        assert len(read) == times
    units = root / "data" / "units.yml"
    text = units.read_text(encoding="utf-8")
    units.write_text(text.replace("芙蓉镇总工会", "蓉镇总工会"), encoding="utf-8")
    changed = kept_registry(root, Problems(), shelf)
    assert changed == load_registry(root, Problems()) != expected
    units.write_text(text + "- {id: x}\n", encoding="utf-8")
    for _ in range(2):  # what is wrong is told each time
        told, wrong = Problems(), Problems()
        kept_registry(root, told, shelf)
        load_registry(root, wrong)
        assert list(told) == list(wrong) != []
    assert len(read) == 4


@pytest.mark.parametrize("harm", ["damaged", "foreign", "another"])
def test_a_kept_registry_that_is_none_is_not_taken(tmp_path, read, harm):
    shelf = Shelf(tmp_path)
    expected = kept_registry(ROOT, Problems(), shelf)
    content = shelf.get(kept.NAME)
    assert content is not None
    if harm == "damaged":
        (file,) = tmp_path.iterdir()
        *others, last = file.read_bytes()
        file.write_bytes(bytes([*others, last ^ 1]))
    else:
        odd = pickle.dumps(shutil.rmtree if harm == "foreign" else "registry")
        shelf.put(kept.NAME, content | {"registry": odd})
    assert kept_registry(ROOT, Problems(), shelf) == expected
    assert read == [ROOT, ROOT]


def test_what_is_saved_while_registries_are_read_is_seen_the_next_time(tmp_path, monkeypatch):
    root, shelf = tmp_path / "project", Shelf(tmp_path / "kept")
    shutil.copytree(ROOT / "data", root / "data")
    units = root / "data" / "units.yml"
    before = units.read_text(encoding="utf-8")
    after = before.replace("芙蓉镇总工会", "蓉镇总工会")

    def load(root: Path, problems: Problems) -> Registry:
        registry = load_registry(root, problems)
        units.write_text(after, encoding="utf-8")
        return registry

    monkeypatch.setattr(kept, "load_registry", load)
    old = kept_registry(root, Problems(), shelf)
    monkeypatch.undo()
    for text in (after, before):
        units.write_text(text, encoding="utf-8")
        fresh = load_registry(root, Problems())
        assert kept_registry(root, Problems(), shelf) == fresh
        assert (fresh == old) is (text == before)


def test_what_follows_from_registries_follows_from_those_that_were_read(project):
    """A file that was saved meanwhile would stand for figures that were made without it."""
    corpus = read_corpus(project, Problems())
    prints = ledger_of(corpus, Shelf(None)).prints
    (project / "data" / "units.yml").write_text("[]", encoding="utf-8")
    assert ledger_of(corpus, Shelf(None)).prints == prints


def test_what_else_lies_in_data_is_not_read(project):
    (project / "data" / "long").symlink_to("a" * 300)
    (project / "data" / "pipe").mkdir()
    os.mkfifo(project / "data" / "pipe" / "x.yml")
    with (project / "data" / "backup.bin").open("wb") as file:
        file.truncate(2**38)
    assert examine(project, kept=project / ".cache" / "check").errors == []


@pytest.mark.parametrize("content", [b"", zlib.compress(b"x"), zlib.compress(b"[1]\n"), b"[[1, 2"])
def test_a_kept_file_of_another_form_is_not_there(tmp_path, content):
    shelf = Shelf(tmp_path)
    (tmp_path / "x.kept").write_bytes(hashlib.sha256(content).digest() + content)
    assert shelf.get("x") is None
    shelf.put("y", {"registry": content, "program": kept.program().encode()})
    assert shelf.get("y") is not None
    with pytest.raises(pickle.UnpicklingError):
        unpacked(content, {})
