"""Crew: tasks that share the machine's processors, in processes forked for them.

A fork sees all that was read before, at no cost, and hands back only what its tasks return. It ends with
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
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

Result = TypeVar("Result")
Item = TypeVar("Item")
Task = Callable[[], Result]
RAISED = 70  # the exit status of a process whose task raised
LENGTH = 8  # bytes before a result, which tell its length
DISMISSED = b"\n"  # instead of the number of a task


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
    one; used in a `with`, at the end of which nobody asks any more."""

    def __init__(self, task: Task[Result], jobs: int) -> None:
        self.task = task
        self.worker = _Worker([task]) if jobs > 1 and hasattr(os, "fork") else None
        if self.worker:
            self.worker.give(0)

    def result(self) -> Result:
        """What the task returns, or raises; asked for once. Raises Lost."""
        worker, self.worker = self.worker, None
        if worker is None:
            return self.task()
        while worker.reads():
            pass
        return worker.result()

    def __enter__(self) -> Ahead[Result]:
        return self

    def __exit__(self, *raised: object) -> None:
        if self.worker:
            self.worker.end()


def run(tasks: Sequence[Task[Result]], jobs: int) -> Iterator[tuple[int, Result]]:
    """The number and the result of each task, whichever is done first, `jobs` of them at a time; results
    must be picklable. A task that raises is run again here, so that it raises here. Raises Lost."""
    if jobs < 2 or not hasattr(os, "fork"):
        yield from ((number, task()) for number, task in enumerate(tasks))
        return
    waiting = iter(range(len(tasks)))
    with selectors.DefaultSelector() as at_work:
        try:
            while True:
                while len(at_work.get_map()) < jobs and (number := next(waiting, None)) is not None:
                    worker = _Worker(tasks)
                    worker.give(number)
                    at_work.register(worker.reading, selectors.EVENT_READ, worker)
                if not at_work.get_map():
                    return
                for key, _ in at_work.select():
                    worker = key.data
                    if worker.reads():
                        continue
                    number, following = worker.number, None
                    if worker.is_alive and (following := next(waiting, None)) is not None:
                        result = worker.taken()
                        worker.give(following)
                    else:
                        at_work.unregister(key.fd)
                        result = worker.result()
                    yield number, result
        finally:
            for key in list(at_work.get_map().values()):
                key.data.end()


class _Worker(Generic[Result]):
    """A process forked for the tasks whose numbers it is given, one after the other. It writes each result
    into a pipe: its length in eight bytes, and the result."""

    def __init__(self, tasks: Sequence[Task[Result]]) -> None:
        self.tasks, self.number = tasks, 0
        self.pieces, self.left = list[bytes](), LENGTH  # what is still to be read
        self.is_alive, self.knows_length = True, False
        self.reading, writing = os.pipe()
        orders, self.orders = os.pipe()
        life, self.life = os.pipe()
        gc.freeze()  # what is shared would be copied as soon as it were looked through for garbage
        # a library's idle threads do not come along, nor are they missed
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            self.id = os.fork()
        if self.id:
            for end in (writing, orders, life):
                os.close(end)
            return
        status = RAISED
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this one ends it
            os.close(self.life)
            threading.Thread(target=_end_with, args=(life,), daemon=True).start()
            gc.set_threshold(50_000, 20, 20)
            with open(orders, "rb") as numbers, open(writing, "wb") as pipe:
                for line in iter(numbers.readline, DISMISSED):
                    result = pickle.dumps(tasks[int(line)](), pickle.HIGHEST_PROTOCOL)
                    pipe.write(len(result).to_bytes(LENGTH, "big") + result)
                    pipe.flush()
                    del result
            status = 0
        finally:
            os._exit(status)

    def give(self, number: int) -> None:
        """A task to be done."""
        self.number = number
        with suppress(BrokenPipeError):  # it was killed, which is seen when its result is read
            os.write(self.orders, b"%d\n" % number)

    def reads(self) -> bool:
        """Read what is there; whether there is more to come of the result."""
        piece = os.read(self.reading, min(self.left, 1 << 20))
        if not piece:
            self.is_alive = False
            return False
        self.pieces.append(piece)
        self.left -= len(piece)
        if not self.left and not self.knows_length:
            self.left, self.knows_length = int.from_bytes(b"".join(self.pieces), "big"), True
            self.pieces.clear()
        return self.left > 0

    def taken(self) -> Result:
        """The result that was read."""
        found: Result = pickle.loads(b"".join(self.pieces))
        self.pieces.clear()
        self.left, self.knows_length = LENGTH, False
        return found

    def result(self) -> Result:
        """The result that was read, the last one; of a task that raised, of the task run here. Raises
        Lost."""
        if self.is_alive:
            with suppress(BrokenPipeError):
                os.write(self.orders, DISMISSED)
        _, status = os.waitpid(self.id, 0)
        self._close()
        if os.WIFSIGNALED(status):
            raise Lost(signal.Signals(os.WTERMSIG(status)).name)
        return self.taken() if self.is_alive else self.tasks[self.number]()

    def end(self) -> None:
        """Nobody asks for the result."""
        self._close()
        os.kill(self.id, signal.SIGKILL)
        os.waitpid(self.id, 0)

    def _close(self) -> None:
        for end in (self.reading, self.orders, self.life):
            os.close(end)


def _end_with(life: int) -> None:
    """End this process when the other end of a pipe is closed, which its parent holds, and those forked after
    it, which end before it: it would write on for nobody, and hold its parent's locks."""
    os.read(life, 1)
    os._exit(RAISED)
