"""make bench-serve: how soon an author sees a summary, and a change of it, among 10,000 others.

From the command to the first answer with the page, and from the file being saved to the new page being
answered, as `gonghui serve --only` has it. The median of several runs, each a process of its own; figures
are printed with the machine and with what else it had to do.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import FIRST_YEAR, YEARS, generate

STEP = 0.005  # seconds between two looks
PATIENCE = 120.0


def page(port: int) -> str:
    """The page as it is answered; "" where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def seconds_until(wanted: Callable[[], bool]) -> float:
    """How long it takes until that holds."""
    start = time.monotonic()
    while not wanted():
        if time.monotonic() - start > PATIENCE:
            sys.exit("the preview does not answer")
        time.sleep(STEP)
    return time.monotonic() - start


def free_port() -> int:
    """A port of this machine at which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(root: Path, file: Path, number: int) -> tuple[float, float, float]:
    """Seconds to the first page, to the changed one, and of the processor in all."""
    port, before = free_port(), resource.getrusage(resource.RUSAGE_CHILDREN)
    only = file.relative_to(root).as_posix()
    command = [sys.executable, "-m", "gonghui", "serve", "--only", only, "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        start = seconds_until(lambda: "gh-prose" in page(port))
        time.sleep(1)
        text, word = file.read_text(encoding="utf-8"), f"第{number}次改动。"
        file.write_text(f"{text}\n{word}\n", encoding="utf-8")
        reload = seconds_until(lambda: word in page(port))
        file.write_text(text, encoding="utf-8")
    finally:
        process.terminate()
        process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return start, reload, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--summaries", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as temporary:
        root = generate(Path(temporary) / "project", options.summaries)
        year = FIRST_YEAR + YEARS - 1
        file = sorted((root / "docs" / "summaries" / str(year)).glob("*.md"))[-1]
        found = [run(root, file, number) for number in range(options.runs)]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{options.summaries} summaries, median of {options.runs} runs; load average {load}")
    names = ("first page", "changed page", "processor, both")
    for name, seconds in zip(names, zip(*found, strict=True), strict=True):
        listed = " ".join(f"{one:.2f}" for one in seconds)
        print(f"  {name:15} {statistics.median(seconds):6.2f} s   ({listed})")


if __name__ == "__main__":
    main()
