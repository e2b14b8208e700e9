"""Reading: the summaries looked through by the checks of a unit, in several processes, and only where
something that counts has changed since it was done last."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from ..corpus import Corpus
from ..crew import Shard, run
from ..digest import digest, program
from ..fingerprint import kin_of
from ..problem import Problem
from ..shelf import Shelf
from ..summary import Summary
from .findings import Findings

PART = 250  # summaries that one process reads; fewer are read sooner than looked up or shared out
NAME = "findings"  # on the shelf

Check = Callable[[Corpus, Findings, Iterable[Summary]], None]


class Reading:
    """What is known of a corpus's units; with a `shard` the other units are not looked through."""

    def __init__(
        self,
        corpus: Corpus,
        checks: Sequence[Check],
        shelf: Shelf,
        shard: Shard | None = None,
    ) -> None:
        self.corpus, self.checks, self.shelf, self.shard = corpus, checks, shelf, shard
        self.units: dict[str, list[Summary]] = {}
        for summary in corpus.all:
            self.units.setdefault(summary.unit.id, []).append(summary)
        self.kept: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        if self.is_long:
            for name in shelf.names():  # those of other machines as well
                self.kept |= shelf.get(name) or {}
            self.names = dict(self._names())
        mine = shard.part(list(self.units)) if shard else self.units
        unread = [id_ for id_ in mine if self.names.get(id_) not in self.kept]
        self.unread = [summary for id_ in unread for summary in self.units[id_]]

    @property
    def is_long(self) -> bool:
        return len(self.corpus.by_path) > PART

    def all(self, jobs: int) -> Findings:
        """All findings, those that were known before with those of now; they are kept."""
        parts = [self.unread[at : at + PART] for at in range(0, len(self.unread), PART)]
        tasks = [partial(self._read, part) for part in parts]
        if len(tasks) > 1:
            self._read(self.unread[:1])  # what each process needs of all is worked out before
        read = dict(run(tasks, jobs if self.is_long else 1))
        found = Findings()
        for number in range(len(tasks)):
            found.extend(read[number])
            found.agreed += read[number].agreed
        if self.is_long:
            new = self._by_unit(found)
            for name in self.names.values():
                if name in self.kept:
                    known = json.loads(self.kept[name])
                    found.extend(Problem(*one) for one in known["problems"])
                    found.agreed.update({(p, code): n for p, code, n in known["agreed"]})
            if self.shard:
                self.shelf.put(f"{NAME}-{self.shard.number}-{self.shard.of}", new)
            elif new or self.shelf.names() != [NAME]:
                same = {name: self.kept[name] for name in self.names.values() if name in self.kept}
                self.shelf.put(NAME, same | new)
                self.shelf.tidy({NAME})
        return found

    def _names(self) -> Iterable[tuple[str, str]]:
        """The fingerprint of all that the findings of a unit follow from."""
        means = digest(program(), self.corpus.registry.fingerprint)
        texts = {
            id_: digest(*(f"{s.path} {self.corpus.prints[s.path]}" for s in summaries))
            for id_, summaries in self.units.items()
        }
        kin = kin_of(self.corpus.registry)
        for id_ in self.units:
            yield id_, digest(means, *(texts.get(one, "") for one in kin.get(id_, (id_,))), id_)

    def _by_unit(self, found: Findings) -> dict[str, bytes]:
        whose = {summary.path: self.names[summary.unit.id] for summary in self.unread}
        said: dict[str, dict[str, list[object]]] = {
            name: {"problems": [], "agreed": []} for name in whose.values()
        }
        for one in found:
            fields = (one.path, one.line, one.column, one.code, one.message)
            said[whose[one.path]]["problems"].append(fields)
        for (path, code), count in found.agreed.items():
            said[whose[path]]["agreed"].append((path, code, count))
        return {name: json.dumps(one).encode() for name, one in said.items()}

    def _read(self, summaries: list[Summary]) -> Findings:
        found = Findings()
        for check in self.checks:
            check(self.corpus, found, summaries)
        return found
