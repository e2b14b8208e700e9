"""Registries: every fault of data/ as a golden case, beside good summaries that must stay quiet."""

from __future__ import annotations

from typing import Any

import pytest

from gonghui.checkup import examine
from tests.cases import cases
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
