"""Crew: tasks that share the machine's processors, each in a process forked for it.

A fork sees all that was read before, at no cost, and hands back only what its task returns. It ends with
the process that forked it, even where that is killed. Where the system cannot fork, and for one process,
the tasks run here, one after the other.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Result = TypeVar("Result")
Item = TypeVar("Item")
Task = Callable[[], Result]
RAISED = 70  # the exit status of a process whose task raised


@dataclass(frozen=True)
class Shard:
    """The share of one machine among several: every `of`-th, from the `number`-th on."""

    number: int
    of: int

    def part(self, every: Sequence[Item]) -> Sequence[Item]:
        """What of all is this machine's."""
        return every[self.number - 1 :: self.of]


class Lost(Exception):
    """A process ended before its task was done: killed, as a rule for want of memory."""


@dataclass
class _Process:
    number: int  # of its task
    id: int
    pieces: list[bytes] = field(default_factory=list)


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(tasks: Sequence[Task[Result]], jobs: int) -> Iterator[tuple[int, Result]]:
    """The number and the result of each task, whichever is done first, `jobs` of them at a time; results
    must be picklable. A task that raises is run again here, so that it raises here. Raises Lost."""
    if jobs < 2 or not hasattr(os, "fork"):
        yield from ((number, task()) for number, task in enumerate(tasks))
        return
    gc.freeze()  # what is shared would be copied as soon as it were looked through for garbage
    waiting, life = iter(enumerate(tasks)), os.pipe()
    with selectors.DefaultSelector() as at_work:
        try:
            while True:
                while len(at_work.get_map()) < jobs and (following := next(waiting, None)):
                    _start(*following, at_work, life)
                if not at_work.get_map():
                    return
                for key, _ in at_work.select():
                    process: _Process = key.data
                    piece = os.read(key.fd, 1 << 20)
                    process.pieces.append(piece)
                    if not piece:
                        at_work.unregister(key.fd)
                        os.close(key.fd)
                        yield process.number, _result(process, tasks[process.number])
        finally:
            for key in list(at_work.get_map().values()):
                os.kill(key.data.id, signal.SIGKILL)
                os.waitpid(key.data.id, 0)
            for end in life:
                os.close(end)


def _start(
    number: int, task: Task[Result], at_work: selectors.BaseSelector, life: tuple[int, int]
) -> None:
    reading, writing = os.pipe()
    with (
        warnings.catch_warnings()
    ):  # a library's idle threads do not come along, nor are they missed
        warnings.simplefilter("ignore", DeprecationWarning)
        id_ = os.fork()
    if id_:
        os.close(writing)
        at_work.register(reading, selectors.EVENT_READ, _Process(number, id_))
        return
    status = RAISED
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this one ends it
        os.close(life[1])
        threading.Thread(target=_end_with, args=(life[0],), daemon=True).start()
        gc.set_threshold(50_000, 20, 1000)  # it ends soon, and what it makes goes with it
        with open(writing, "wb") as pipe:
            pickle.dump(task(), pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _end_with(life: int) -> None:
    """End this process when the other end of a pipe is closed, which only its parent holds: it would
    write on for nobody, and hold its parent's locks."""
    os.read(life, 1)
    os._exit(RAISED)


def _result(process: _Process, task: Task[Result]) -> Result:
    _, status = os.waitpid(process.id, 0)
    if os.WIFSIGNALED(status):
        raise Lost(signal.Signals(os.WTERMSIG(status)).name)
    if os.WEXITSTATUS(status):
        return task()
    result: Result = pickle.loads(b"".join(process.pieces))
    return result
