"""The files of data/: reading one, and telling what is wrong in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..digest import digest
from ..lookalike import skeleton
from ..problem import Problems
from ..quotation import clip
from ..reading.record import Record, records_of
from ..reading.source import read_source
from ..reading.strictyaml import read_yaml
from ..spelling import fold
from .metric import Metric
from .registry import Registry
from .unit import Unit

FOLDER = "data"
MAX_REGISTRY_BYTES = 20_000_000
MOST = 1_000_000  # nodes: a register of 1,000 units has more than 20,000 of them
Entry = TypeVar("Entry", Unit, Metric)


def text_of(root: Path, name: str, problems: Problems) -> str | None:
    """The text of a file; None, and a problem, where it has none."""
    return read_source(root, f"{FOLDER}/{name}", problems, MAX_REGISTRY_BYTES)


def print_of(text: str | None) -> str:
    """What tells a file's text from any other; "" of none."""
    return "" if text is None else digest(text)


@dataclass
class RegistryFiles:
    """What every loader of a registry stands on: where the files are, and what they fill."""

    root: Path
    registry: Registry
    problems: Problems

    def text(self, name: str, required: bool = True) -> tuple[str, str | None]:
        """How messages name a file, and its text."""
        shown = f"{FOLDER}/{name}"
        there = os.path.lexists(self.root / shown)
        if not there and required:
            self.problems.report(
                shown, 1, 1, "unreadable", f"缺少登记表 {shown}。请从备份或示例里补上这个文件。"
            )
        text = text_of(self.root, name, self.problems) if there else None
        self.registry.texts[name] = print_of(text)
        return shown, text

    def list_of(self, name: str, required: bool = True) -> list[Record]:
        """The entries of a file that is a list; it may be empty."""
        shown, text = self.text(name, required)
        if text is None:
            return []
        node = read_yaml(text, shown, self.problems, most=MOST)
        return [] if node is None else records_of(node, shown, self.problems, shown)

    def is_whole(self, name: str) -> bool:
        """Whether no error was told of a file so far: then what it lacks is really missing."""
        return not self.problems.has_error_in(f"{FOLDER}/{name}")

    def finish(self, name: str) -> None:
        """Say that a file is read to its end."""
        if self.is_whole(name):
            self.registry.readable.add(name)

    def report(self, name: str, line: int, message: str) -> None:
        """Tell what does not fit together."""
        self.problems.report(f"{FOLDER}/{name}", line, 1, "bad-registry", message)

    def tell_alike(self, name: str, named: Iterable[tuple[str, str, int]]) -> None:
        """Tell where two entries, each an id, one of its names and its line, bear names that a reader
        takes for one another."""
        seen: dict[str, tuple[str, str, int]] = {}
        for id_, text, line in named:
            other, known, at = seen.setdefault(skeleton(text), (id_, text, line))
            if other != id_ and fold(known) != fold(text):
                self.report(
                    name,
                    line,
                    f"“{clip(text)}”（{clip(id_)}）与第{at}行的“{clip(known)}”（{clip(other)}）"
                    "看上去一样，却是两个名称。请改正写错的一个。",
                )

    def add(self, entries: dict[str, Entry], entry: Entry, name: str) -> None:
        """Enter one under its id, which must be free."""
        if entry.id in entries:
            self.report(
                name,
                entry.line,
                f"id“{entry.id}”在第{entries[entry.id].line}行已经用过。一个 id 只能用一次，请改掉一个。",
            )
        else:
            entries[entry.id] = entry


def circular(parents: Mapping[str, str | None]) -> list[str]:
    """The ids from which the way up never ends."""
    found = []
    for id_ in parents:
        seen: set[str] = set()
        at: str | None = id_
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        found += [id_] if at is not None else []
    return found
