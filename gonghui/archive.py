"""Archive: summaries as they were read, kept for the next reading under the digests of their texts.

To read a summary takes fifteen times as long as to take it from here. What is kept is nobody's word: of
all that a pickle can hold, only what a summary is made of is taken from one.
"""

from __future__ import annotations

import copyreg
import gc
import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from zlib import crc32

from .crew import run
from .digest import digest, program
from .figure import Figure, Qualifier, State
from .packing import PROTOCOL, named, unpacked
from .period import Calendar, Kind, Period
from .problem import Problem, Problems
from .registry import Metric, Registry, Unit
from .registry.unit import Scope
from .shelf import Shelf
from .summary import Summary, SummaryClass
from .summary.call import Call
from .summary.entry import Entry
from .summary.reader import read_summary
from .summary.summary import Acceptance, Correction, DataStatus, Status

FEW = 250  # summaries that are read sooner than looked up or shared out
PACKS = 32  # files of the archive; of a changed one all is written again
PARTS = (
    Acceptance, Calendar, Call, Correction, DataStatus, Decimal, Entry, Figure, Kind, Period, Problem,
    Qualifier, Scope, State, Status, Summary, SummaryClass, date,
)  # fmt: skip

Read = tuple[Summary | None, list[Problem]]  # what became of one text, and what is wrong with it


def read_texts(
    texts: Mapping[str, str],
    prints: Mapping[str, str],
    registry: Registry,
    problems: Problems,
    shelf: Shelf,
    jobs: int,
) -> Iterator[Summary]:
    """The summaries of texts by their paths, in that order; `prints` are their digests; what is wrong
    with them goes to `problems`."""
    if len(texts) <= FEW:
        for path, text in texts.items():
            summary = read_summary(text, path, registry, problems)
            if summary is not None:
                yield summary
        return
    packs: list[list[str]] = [[] for _ in range(PACKS)]
    for path in texts:
        packs[crc32(path.encode("utf-8", "surrogatepass")) % PACKS].append(path)
    means = digest(program(), registry.fingerprint)
    archive = _Archive(texts, prints, registry, shelf, means)
    found: dict[str, Read] = {}
    with _without_collector():
        unread = []
        for number, paths in enumerate(packs):
            kept = archive.kept(number)
            found |= kept
            if kept.keys() != set(paths):
                unread.append((number, paths))
        tasks = [partial(archive.read, *one, found) for one in unread]
        for _, content in run(tasks, jobs):
            found |= archive.loaded(content)
    archive.tidy()
    for path in texts:
        summary, wrong = found[path]
        problems.extend(wrong)
        if summary is not None:
            yield summary


class _Archive:
    """The packs of one registry and one program: others are not taken for them."""

    def __init__(
        self,
        texts: Mapping[str, str],
        prints: Mapping[str, str],
        registry: Registry,
        shelf: Shelf,
        means: str,
    ) -> None:
        self.texts, self.prints, self.registry, self.shelf = texts, prints, registry, shelf
        # what stands there by its name is of this registry; not a method: nothing here may hold itself
        self.known = {**named(PARTS), _NAMED: partial(_named, registry)}
        self.names = [f"read-{digest(means, str(number))}" for number in range(PACKS)]

    def kept(self, number: int) -> dict[str, Read]:
        """What a pack knows of the texts as they are now."""
        pack = self.shelf.get(self.names[number])
        if pack is None:
            return {}
        try:
            found = self.loaded(pack[""])
            return {
                path: found[path]
                for path, known in zip(found, pack["texts"].decode().split("\n"), strict=True)
                if self.prints.get(path) == known
            }
        except (KeyError, ValueError, pickle.UnpicklingError):
            return {}

    def read(self, number: int, paths: list[str], known: Mapping[str, Read]) -> bytes:
        """The texts of a pack, read as far as they are not known; they are kept."""
        found: dict[str, Read] = {}
        for path in paths:
            if path in known:
                found[path] = known[path]
            else:
                wrong = Problems()
                found[path] = read_summary(self.texts[path], path, self.registry, wrong), [*wrong]
        content, texts = _packed(found), [self.prints[path] for path in found]
        self.shelf.put(self.names[number], {"": content, "texts": "\n".join(texts).encode()})
        return content

    def loaded(self, content: bytes) -> dict[str, Read]:
        """What was packed."""
        found: dict[str, Read] = unpacked(content, self.known)
        return found

    def tidy(self) -> None:
        """Delete what other programs or registries left."""
        self.shelf.tidy(self.names)


def _named(registry: Registry, kind: str, id_: str) -> Registry | Metric | Unit:
    """What stands in a pickle by its name alone; the registry is that of whoever reads it."""
    if kind == "Registry":
        return registry
    return (registry.metrics if kind == "Metric" else registry.units)[id_]


def _without_usual(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """How to pack a dataclass: without the fields that hold what they hold by default, as most do. What is
    unpacked has it from its class, in half the time."""
    usual = [(one.name, one.default) for one in fields(kind) if one.default is not MISSING]

    def packed(one: Any) -> tuple[Any, ...]:
        held = dict(vars(one))
        for name, default in usual:
            if held.get(name, default) == default:
                held.pop(name, None)
        return copyreg.__newobj__, (kind,), held  # type: ignore[attr-defined]

    return packed


_NAMED = (_named.__module__, _named.__qualname__)


def _packed(found: Mapping[str, Read]) -> bytes:
    """What was read; units, metrics and the registry are named, each once."""
    target = io.BytesIO()
    pickler = pickle.Pickler(target, PROTOCOL)
    pickler.dispatch_table = {
        Metric: lambda one: (_named, ("Metric", one.id)),
        Unit: lambda one: (_named, ("Unit", one.id)),
        Registry: lambda one: (_named, ("Registry", "")),
        Entry: _without_usual(Entry),
        Figure: _without_usual(Figure),
    }
    pickler.dump(found)
    return target.getvalue()


@contextmanager
def _without_collector() -> Iterator[None]:
    """So many objects at once would be looked through again and again, and all of them stay."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.freeze()  # they are never looked through again
            gc.enable()
