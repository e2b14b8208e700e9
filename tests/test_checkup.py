"""Check-up: every code as golden cases, and the laws that hold for whatever stands in a file."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from gonghui.checkup import examine
from gonghui.codes import CODES
from tests.cases import cases
from tests.conftest import ROOT

BOOK: Any = cases("checkup")
CASES, REGISTRY = BOOK["cases"], BOOK["registry"]
USUAL = {"unit": "芙蓉镇总工会", "unit_type": "镇总工会", "period": "2023年上半年"}
A = "docs/summaries/2023/a.md"


def put(root: Path, path: str, form: dict[str, Any] | str) -> None:
    """Write one file in one of the forms that tests/cases/checkup.yml explains."""
    form = {"text": form} if isinstance(form, str) else form
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if "link" in form:
        target.symlink_to(form["link"])
    elif form.get("folder"):
        target.mkdir()
    elif "hex" in form:
        target.write_bytes(bytes.fromhex(form["hex"]))
    else:
        usual = "".join(f"{key}: {form.get(key, value)}\n" for key, value in USUAL.items())
        front, body = form.get("front", "").rstrip("\n"), form.get("body", "正文。\n")
        text = form.get("text", f"---\n{usual}{front}{front and chr(10)}---\n{body}")
        text = re.sub(r"(?s)⟪(.+?)×(\d+)⟫", lambda match: match[1] * int(match[2]), text)
        text = text.replace("\n", form.get("line_ends", "\n"))
        target.write_bytes(text.encode(form.get("encoding", "utf-8")))


def project_of(case: dict[str, Any], root: Path) -> Path:
    """The project that a case describes: its files below docs/, and the registry."""
    for name, text in (REGISTRY | case.get("data", {})).items():
        if text is not None:
            put(root, f"data/{name}", text)
    for path, form in case.get("files", {A: case}).items():
        put(root, path, form)
    return root


def listed(case: dict[str, Any], key: str) -> list[str]:
    value = case.get(key, [])
    return value.splitlines() if isinstance(value, str) else value


def codes_of(lines: list[str]) -> set[str]:
    return {line.split(": ", 2)[1] for line in lines}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_says(case, tmp_path):
    problems = [str(problem) for problem in examine(project_of(case, tmp_path)).problems]
    assert problems == listed(case, "problems")


def test_every_code_has_a_case_and_a_near_miss():
    fired = {code for case in CASES for code in codes_of(listed(case, "problems"))}
    missed = {code for case in CASES for code in listed(case, "near")}
    assert fired == set(CODES)
    assert missed == set(CODES)
    for case in CASES:
        assert not set(listed(case, "near")) & codes_of(listed(case, "problems")), case["name"]
