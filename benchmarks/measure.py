"""What a command costs: time, processor time, and the memory of all its processes together."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

EVERY = 0.5  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of the processors, user and system; `memory` is the peak in MB of all
    processes together, what they share counted once (Linux; 0 elsewhere)."""

    wall: float
    cpu: float
    memory: float

    @property
    def for_json(self) -> dict[str, float]:
        return {name: round(value, 2) for name, value in asdict(self).items()}


class TooLong(Exception):
    """A command was not done in the time that it was given."""


def cost(
    command: list[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    patience: float | None = None,
) -> Cost:
    """Run a command, which must succeed, and say what it cost. Ended after `patience` seconds it raises
    TooLong."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    variables = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | dict(environment or {})
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=variables)
        watch = _Watch(process.pid)
        watch.start()
        try:
            status = process.wait(patience)
        except subprocess.TimeoutExpired as late:
            for one in reversed(_family(process.pid)):
                os.kill(one, signal.SIGKILL)
            process.wait()
            raise TooLong from late
        finally:
            watch.over.set()
        watch.join()
    wall = time.monotonic() - start
    if status:
        sys.exit(f"{' '.join(command)}\n{(folder / 'output.log').read_text()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, watch.peak / 1000)


class _Watch(threading.Thread):
    """Looks at a process and all that it has started until told that it is over."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(EVERY):
            self.peak = max(self.peak, sum(map(_memory, _family(self.pid))))


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text()
        except OSError:
            continue
        waiting += [int(child) for child in children.split()]
    return found


def _memory(pid: int) -> int:
    """In thousands of bytes, its share of what it shares."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 // 1000
    except OSError:
        return 0  # it has ended
    return 0
