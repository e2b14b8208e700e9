"""Dictionary: the names of metrics as texts write them: without the word of counting, or a rate without
its subject."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ..registry import Metric, Registry
from ..spelling import fold
from .prose import Sentence
from .quantities import measure_words, measured_in

# 会员 of 会员人数, 应建会单位 of 应建会单位数: what a text says without the word of counting, directly
# before its number
_COUNTED = (
    "组织数", "总人数", "人数", "总数", "次数", "期数", "数量", "户数", "件数", "单位数", "数",
)  # fmt: skip
# 办结率 of 提案办结率: what a text says of a rate whose subject stands before it. Everybody is a 职工
_RATE = re.compile(r"(?P<subject>[一-鿿]{2,})(?P<rate>[一-鿿]{2}率)")
_ANYBODY = ("职工", "会员")


class Name(NamedTuple):
    """A name from `start` to `end` of a sentence's folded words, and the metrics it may be."""

    start: int
    end: int
    metrics: tuple[Metric, ...]
    stem: bool  # 会员 for 会员人数
    subject: str = ""  # 提案, where 办结率 stands for 提案办结率


class Names:
    """The dictionary's names as texts write them."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The measure words that a figure may have."""
        return measure_words(w for m in self._registry.metrics.values() for w in m.words)

    @cached_property
    def measured(self) -> re.Pattern[str]:
        """A number and one of them."""
        return measured_in(self.words)

    @cached_property
    def _known(self) -> set[str]:
        return {fold(n) for m in self._registry.metrics.values() for n in (m.name, *m.aliases)}

    @cached_property
    def _meanings(self) -> dict[str, tuple[tuple[Metric, ...], bool]]:
        """The metrics of each name, and whether it is a stem; the longest names first."""
        named: dict[tuple[str, bool], list[Metric]] = defaultdict(list)
        for metric in self._registry.metrics.values():
            names = {fold(name) for name in (metric.name, *metric.aliases)}
            for name in names:
                named[name, False].append(metric)
            for stem in set(_stems(names)) - names:
                if len(stem) > 1:
                    named[stem, True].append(metric)
        return {
            name: (tuple(named[name, short]), short)
            for name, short in sorted(named, key=lambda key: (-len(key[0]), key))
            if len(name) > 1 and not (short and (name, False) in named)
        }

    @cached_property
    def _rates(self) -> dict[str, list[tuple[str, Metric]]]:
        """Rates without their subjects, each with those it may have."""
        found: dict[str, list[tuple[str, Metric]]] = defaultdict(list)
        for metric in self._registry.metrics.values():
            for name in (metric.name, *metric.aliases):
                match = _RATE.fullmatch(fold(name)) if metric.is_ratio else None
                if match and match["rate"] not in self._known and match["subject"] not in _ANYBODY:
                    found[match["rate"]].append((match["subject"], metric))
        return dict(found)

    def rates_within(self, said: str, section: str) -> list[Name]:
        """The rates that stand without their subject, where it is told before them, or by the heading
        alone."""
        found = []
        for rate, subjects in self._rates.items():
            for match in re.finditer(rate, said):
                spoken = [
                    (said.rfind(subject, 0, match.start()), subject, metric)
                    for subject, metric in subjects
                ]
                at, subject, metric = max(spoken, key=lambda one: one[0])
                special = said[max(0, at - 2) : at] == "专项"
                if 0 <= at < match.start() - len(subject) and not special:
                    found.append(Name(*match.span(), (metric,), False, subject))
                elif at < 0:
                    headed = [(s, m) for s, m in subjects if s in section]
                    found += [Name(*match.span(), (m,), False, s) for s, m in headed[:1]]
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Any of the names, of those that begin alike the longest: by their first characters, so that few
        are tried anywhere."""
        heads: dict[str, list[str]] = defaultdict(list)
        for name in self._meanings:
            heads[name[0]].append(re.escape(name[1:]))
        begun = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in heads.items())
        return re.compile("|".join(begun) or "(?!)")

    def within(self, said: str) -> list[Name]:
        """The names in a sentence, none within another."""
        found, meanings = [], self._meanings
        for match in self._pattern.finditer(said):
            metrics, stem = meanings[match[0]]
            found.append(Name(match.start(), match.end(), metrics, stem))
        return found

    def of_cell(self, sentence: Sentence) -> Metric | None:
        """The metric whose name alone stands at the head of a table's row."""
        metrics, _ = self._meanings.get(fold(sentence.head).lstrip("#"), ((), False))
        return metrics[0] if len(metrics) == 1 else None


def _stems(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for ending in _COUNTED:
            if name.endswith(ending):
                yield name.removesuffix(ending)
