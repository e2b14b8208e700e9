"""Kills: publish again and again, each time killed at another of its steps, and look at what readers
see. A program of its own: it forks. `python -m tests.kills FOLDER` prints what was seen as JSON.

A step is whatever touches the disk: Python tells of each before it happens.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import date
from pathlib import Path

from gonghui.publication.exchange import publish
from gonghui.publication.folder import Folder

TODAY = date(2026, 11, 23)
STEPS = ("open", "os.", "shutil.")
FILES = ("index.html", "guide/index.html", "data/values.csv", "search/a/b/c.bin")


def build(number: int, site: Path) -> None:
    """A site all of whose files say its number."""
    for file in FILES:
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).write_text(f"{file} {number}\n", encoding="utf-8")


def run(folder: Path, number: int) -> None:
    publish(Folder(folder), lambda site: build(number, site), TODAY, keep=2)


def killed_at(folder: Path, number: int, step: int) -> bool:
    """Publish in a process of its own that is killed before its step; whether it came that far."""
    child = os.fork()
    if child == 0:
        left = [step]

        def count(event: str, _: object) -> None:
            if event.startswith(STEPS) and event not in ("os.listdir", "os.scandir", "os.kill"):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        run(folder, number)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def seen(folder: Path) -> tuple[int | None, str]:
    """The number of the site that readers see, and what is wrong with what lies there."""
    place = Folder(folder)
    wrong = {name: damage for name in place.names() if (damage := place.damage(name))}
    current = folder / "current"
    if not current.is_symlink():
        return None, f"{wrong or ''}"
    if place.current() not in place.names():
        return None, f"current leads to {os.readlink(current)}"
    numbers = {(current / file).read_text(encoding="utf-8").split()[1] for file in FILES}
    if len(numbers) != 1:
        return None, f"a mixture of {numbers}"
    return int(numbers.pop()), f"{wrong or ''}"


def main(folder: Path) -> None:
    os.sync = lambda: None  # a kill, no power cut
    told = []
    for step in range(1000):
        run(folder, 2 * step)  # clears away what the last one left
        left = sorted(os.listdir(folder / "releases"))
        killed = killed_at(folder, 2 * step + 1, step)
        number, wrong = seen(folder)
        told.append([killed, None if number is None else number - 2 * step, wrong, left])
        if not killed:
            break
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
