"""Lookout: notices that one of a few files has changed, or that summaries came or went, without looking
through ten thousand."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..corpus import SUMMARIES

Signature = tuple[int, int, int]


class Lookout:
    """Compares with what it saw the last time. What it is asked about for the first time is not new."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[str, Signature | None] = {}
        self._folders: dict[str, tuple[Signature | None, frozenset[str]]] = {}
        self.changed(())

    def changed(self, files: Iterable[str]) -> bool:
        """Whether one of these files, given by their paths below the project, or the names of the
        summaries in any folder are others than the last time."""
        differs = False
        for path in files:
            now = _signature(self.root / path)
            differs |= self._files.get(path, now) != now
            self._files[path] = now
        for folder in self._all_folders():
            now, (then, names) = _signature(folder), self._folders.get(str(folder), (None, None))
            if now == then and names is not None:
                continue
            found = _summaries(folder)
            differs |= names is not None and names != found
            self._folders[str(folder)] = now, found
        return differs

    def _all_folders(self) -> list[Path]:
        """Those of docs/summaries/, and of the years."""
        top = self.root / SUMMARIES
        try:
            with os.scandir(top) as entries:
                return [top, *(Path(e) for e in entries if e.is_dir(follow_symlinks=False))]
        except OSError:
            return []


def _signature(path: Path) -> Signature | None:
    """What changes with a file; None of one that is not there."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _summaries(folder: Path) -> frozenset[str]:
    try:
        return frozenset(name for name in os.listdir(folder) if name.endswith(".md"))
    except OSError:
        return frozenset()
