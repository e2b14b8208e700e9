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
from dataclasses import dataclass
from typing import Generic, TypeVar

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


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Ahead(Generic[Result]):
    """A task begun before its result is asked for, in a process of its own where there may be more than
    one; used in a `with`, at the end of which nobody asks any more. Raises Lost."""

    def __init__(self, task: Task[Result], jobs: int) -> None:
        self.task = task
        self.process = _Process(task) if jobs > 1 and hasattr(os, "fork") else None

    def result(self) -> Result:
        """What the task returns, or raises; asked for once."""
        process, self.process = self.process, None
        if process is None:
            return self.task()
        while process.reads():
            pass
        return process.result()

    def __enter__(self) -> Ahead[Result]:
        return self

    def __exit__(self, *raised: object) -> None:
        if self.process:
            self.process.end()


def run(tasks: Sequence[Task[Result]], jobs: int) -> Iterator[tuple[int, Result]]:
    """The number and the result of each task, whichever is done first, `jobs` of them at a time; results
    must be picklable. A task that raises is run again here, so that it raises here. Raises Lost."""
    if jobs < 2 or not hasattr(os, "fork"):
        yield from ((number, task()) for number, task in enumerate(tasks))
        return
    waiting = iter(enumerate(tasks))
    with selectors.DefaultSelector() as at_work:
        try:
            while True:
                while len(at_work.get_map()) < jobs and (following := next(waiting, None)):
                    number, task = following
                    process = _Process(task)
                    at_work.register(process.reading, selectors.EVENT_READ, (number, process))
                if not at_work.get_map():
                    return
                for key, _ in at_work.select():
                    number, process = key.data
                    if not process.reads():
                        at_work.unregister(key.fd)
                        yield number, process.result()
        finally:
            for key in list(at_work.get_map().values()):
                key.data[1].end()


class _Process(Generic[Result]):
    """A process forked for a task, whose result it writes into a pipe."""

    def __init__(self, task: Task[Result]) -> None:
        self.task, self.pieces = task, list[bytes]()
        self.reading, writing = os.pipe()
        life, self.life = os.pipe()
        gc.freeze()  # what is shared would be copied as soon as it were looked through for garbage
        # a library's idle threads do not come along, nor are they missed
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            self.id = os.fork()
        if self.id:
            os.close(writing)
            os.close(life)
            return
        status = RAISED
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this one ends it
            os.close(self.life)
            threading.Thread(target=_end_with, args=(life,), daemon=True).start()
            gc.set_threshold(50_000, 20, 1000)  # it ends soon, and what it makes goes with it
            with open(writing, "wb") as pipe:
                pickle.dump(task(), pipe, pickle.HIGHEST_PROTOCOL)
            status = 0
        finally:
            os._exit(status)

    def reads(self) -> bool:
        """Whether there was more to read of the result."""
        piece = os.read(self.reading, 1 << 20)
        self.pieces.append(piece)
        return bool(piece)

    def result(self) -> Result:
        """What was read, once it is whole; else of the task run here. Raises Lost."""
        _, status = os.waitpid(self.id, 0)
        self._close()
        if os.WIFSIGNALED(status):
            raise Lost(signal.Signals(os.WTERMSIG(status)).name)
        if os.WEXITSTATUS(status):
            return self.task()
        found: Result = pickle.loads(b"".join(self.pieces))
        return found

    def end(self) -> None:
        """Nobody asks for the result."""
        self._close()
        os.kill(self.id, signal.SIGKILL)
        os.waitpid(self.id, 0)

    def _close(self) -> None:
        os.close(self.reading)
        os.close(self.life)


def _end_with(life: int) -> None:
    """End this process when the other end of a pipe is closed, which only its parent holds: it would
    write on for nobody, and hold its parent's locks."""
    os.read(life, 1)
    os._exit(RAISED)
