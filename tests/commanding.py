"""The command line as a person runs it, hundreds of times.

Each run is a process of its own, but forked from one that has loaded the program: a new interpreter
needs most of a second for that. Runs with an environment of their own get a new interpreter.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import runpy
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        "gonghui.adapters.cli",
        "gonghui.adapters.building",
        "gonghui.adapters.plugin",
        "mkdocs.commands.build",
        "mkdocs_macros.plugin",
        "pygments.formatters.html",
        "pymdownx.highlight",
        "pymdownx.superfences",
    ]
)


def _environment() -> dict[str, str]:
    # pytest changes this one from test to test; nothing of ours reads it
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


_AT_FIRST = _environment()


def gonghui(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m gonghui` in the folder `cwd`, and what it printed."""
    command = [sys.executable, "-m", "gonghui", *args]
    if environment or _environment() != _AT_FIRST:
        return subprocess.run(
            command,
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
            check=False,
        )
    with TemporaryDirectory() as folder:
        printed = Path(folder, "stdout"), Path(folder, "stderr")
        process = _FORKS.Process(target=_run, args=(args, cwd, *printed))
        process.start()
        process.join()
        assert process.exitcode is not None
        out, err = (path.read_text(encoding="utf-8") for path in printed)
        return subprocess.CompletedProcess(command, process.exitcode, out, err)


def _run(args: tuple[str, ...], cwd: Path, out: Path, err: Path) -> None:
    for number, path in ((1, out), (2, err)):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(
        os.fdopen(2, "wb", closefd=False), encoding="utf-8", errors="backslashreplace"
    )
    os.chdir(cwd)
    sys.path.insert(0, str(cwd))
    sys.argv = ["", *args]
    runpy.run_module("gonghui", run_name="__main__", alter_sys=True)
