"""How long an author waits for the preview: until it is up, and until a changed text is shown."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import ROOT

PATIENCE = 1800  # seconds


@dataclass(frozen=True)
class Preview:
    """Seconds."""

    start: float
    reload: float


def preview(root: Path, path: str) -> Preview:
    """Start the preview of a project, change one of its summaries, and stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gonghui", "serve", "--port", f"{port}"]
    started = time.monotonic()
    server = subprocess.Popen(
        command, cwd=root, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    try:
        _until(f"http://127.0.0.1:{port}/", lambda page: True)
        up = time.monotonic() - started
        with (root / path).open("a", encoding="utf-8") as file:
            file.write("\n改过的一段。\n")
        changed = time.monotonic()
        unit = Path(path).stem
        year = Path(path).parent.name
        _until(
            f"http://127.0.0.1:{port}/summaries/{year}/{unit}/", lambda page: "改过的一段" in page
        )
        return Preview(up, time.monotonic() - changed)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _until(url: str, wanted: Callable[[str], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                if wanted(answer.read().decode()):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(url)
