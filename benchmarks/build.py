"""make bench: a clean build of generated summaries, ours beside plain Material for MkDocs.

The same Markdown files, one run, in turn. Plain Material has no search and its summaries stand in
no navigation; the guide pages and lists that only we make are not counted against it: both build the
same handful of other pages. Figures are printed with the machine; only their ratio means anything.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import generate

PLAIN = """site_name: plain
theme: {name: material, language: zh, font: false}
nav: [index.md]
not_in_nav: |
  /summaries/
  /guide/
plugins: []
markdown_extensions:
  - tables: {use_align_attribute: true}
  - sane_lists
  - admonition
  - pymdownx.superfences
  - toc:
      slugify: !!python/name:markdown.extensions.toc.slugify_unicode
"""


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall and processor seconds of one command, which must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment, check=False
    )
    wall = time.monotonic() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--summaries", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = generate(Path(temporary) / "project", options.summaries)
        (root / "plain.yml").write_text(PLAIN, encoding="utf-8")
        commands = {
            "gonghui": [sys.executable, "-m", "gonghui", "build", "--site-dir", "site"],
            "plain Material": [
                sys.executable, "-m", "mkdocs", "build", "-q", "-f", "plain.yml", "-d", "plain",
            ],
        }  # fmt: skip
        seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                shutil.rmtree(root / "site", ignore_errors=True)
                shutil.rmtree(root / "plain", ignore_errors=True)
                seconds[name].append(timed(command, root))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{options.summaries} summaries, median of {options.runs} clean builds")
    medians = {}
    for name, runs in seconds.items():
        wall, cpu = (statistics.median(run[i] for run in runs) for i in (0, 1))
        medians[name] = wall
        print(f"  {name:15} {wall:6.2f} s wall  {cpu:6.2f} s processor")
    print(f"  ratio           {medians['gonghui'] / medians['plain Material']:6.2f}")


if __name__ == "__main__":
    main()
