"""Dictionary: the names of metrics as texts write them: without the word of counting, or a rate without
its subject."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..registry import Metric, Registry
from ..spelling import fold
from .prose import Sentence
from .quantities import measure_words

# 会员 of 会员人数, 应建会单位 of 应建会单位数: what a text says without the word of counting, directly
# before its number
_COUNTED = (
    "组织数", "总人数", "人数", "总数", "次数", "期数", "数量", "户数", "件数", "单位数", "数",
)  # fmt: skip
# 办结率 of 提案办结率: what a text says of a rate whose subject stands before it. Everybody is a 职工
_RATE = re.compile(r"(?P<subject>[一-鿿]{2,})(?P<rate>[一-鿿]{2}率)")
_ANYBODY = ("职工", "会员")


@dataclass(frozen=True)
class Name:
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
    def _known(self) -> set[str]:
        return {fold(n) for m in self._registry.metrics.values() for n in (m.name, *m.aliases)}

    @cached_property
    def _by_head(self) -> dict[str, list[tuple[str, tuple[Metric, ...], bool]]]:
        """By their first two characters, the longest first."""
        named: dict[tuple[str, bool], list[Metric]] = defaultdict(list)
        for metric in self._registry.metrics.values():
            names = {fold(name) for name in (metric.name, *metric.aliases)}
            for name in names:
                named[name, False].append(metric)
            for stem in set(_stems(names)) - names:
                if len(stem) > 1:
                    named[stem, True].append(metric)
        heads: dict[str, list[tuple[str, tuple[Metric, ...], bool]]] = defaultdict(list)
        for name, short in sorted(named, key=lambda key: (-len(key[0]), key)):
            if len(name) > 1 and not (short and (name, False) in named):
                heads[name[:2]].append((name, tuple(named[name, short]), short))
        return dict(heads)

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
        for rate, subjects in self._rates.items() if "率" in said else ():
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
    def _beginning(self) -> re.Pattern[str]:
        """Where a name may begin: by its first character and its second."""
        first, second = ("".join(sorted({h[i] for h in self._by_head})) for i in (0, 1))
        return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])" if first else "(?!)")

    def within(self, said: str) -> list[Name]:
        """The names in a sentence, none within another."""
        found, end = list[Name](), 0
        for match in self._beginning.finditer(said):
            start = match.start()
            for name, metrics, stem in self._by_head.get(said[start : start + 2], ()):
                if start >= end and said.startswith(name, start):
                    end = start + len(name)
                    found.append(Name(start, end, metrics, stem))
                    break
        return found

    def of_cell(self, sentence: Sentence) -> Metric | None:
        """The metric whose name alone stands at the head of a table's row."""
        head = fold(sentence.head).lstrip("#")
        for name, metrics, _ in self._by_head.get(head[:2], ()):
            if name == head and len(metrics) == 1:
                return metrics[0]
        return None


def _stems(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for ending in _COUNTED:
            if name.endswith(ending):
                yield name.removesuffix(ending)
