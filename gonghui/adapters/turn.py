"""Turn: of two builds into one folder the second waits until the first is done; else each would delete what
the other has just written, and both would say that all went well."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def in_turn(locks: Path, target: Path) -> Iterator[None]:
    """Whoever builds into `target` alone; `locks` is a folder for files that say so. The system forgets
    the lock of a process that was killed."""
    lock = None
    with suppress(OSError):  # a read-only disk: nobody else can build there either
        locks.mkdir(parents=True, exist_ok=True)
        name = sha256(str(target.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        lock = (locks / name).open("wb")
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if lock:
            lock.close()
