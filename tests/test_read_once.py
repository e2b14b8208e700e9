"""A build opens each summary once: reading, checking, comparing and rendering share one corpus."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import collections, json, pathlib, sys
opened = collections.Counter()
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, pathlib.Path)):
        path = pathlib.Path(args[0])
        if path.suffix == ".md" and "summaries" in path.parts:
            opened[str(path)] += 1
sys.addaudithook(hook)
from gonghui.adapters.building import build
from gonghui.adapters.options import Options
root = pathlib.Path(sys.argv[1])
built = build(root, root / "site", Options())
print(json.dumps({"ok": built.ok, "counts": dict(opened)}))
"""


def test_each_summary_is_opened_once(project):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(project)],
        cwd=project, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    said = json.loads(done.stdout.splitlines()[-1])
    files = {str(path) for path in (project / "docs" / "summaries").rglob("*.md")}
    assert said["ok"]
    assert said["counts"] == dict.fromkeys(files, 1)
