"""What the page of two summaries side by side loads of a unit: its summaries, and in words how the
figures of each changed against every earlier one that they compare with.

The words are those of the rest of the site, made here and not in the browser, which only puts the
numbers back where they stood. The pairs are those within one unit, one kind and slot of period: a unit
with ten years of reports has 45 of years and 45 of half-years, however many units there are. With 20
figures each they take 27 KB (5 KB as servers compress it), loaded when somebody asks for the unit.
The size grows with the square of a unit's years, and in step with the number of units.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from . import address
from .change import Outcome
from .compare import Comparison, compare_with
from .corpus import Corpus
from .pairing import comparable, in_order, key_of, series_of
from .summary import Summary, SummaryClass
from .summary.observation import Observation
from .views.figures import by_category
from .views.summaries import class_name
from .wording import change, clause, footnote

BASE, NUMBER, SPLIT = (
    0,
    1,
    2,
)  # in a pattern: the base's period, the next number, where the change begins
Pattern = tuple[str | int, ...]


def beside_files(corpus: Corpus, summaries: Iterable[Summary]) -> dict[str, bytes]:
    """A JSON file for each unit with summaries, by its address in the site. `summaries` are those that
    have a page: in a preview drafts too."""
    by_unit: dict[str, list[Summary]] = {}
    for summary in summaries:
        by_unit.setdefault(summary.unit.id, []).append(summary)
    return {
        address.of_beside_data(id_): _Texts(corpus, in_order(found)).json()
        for id_, found in by_unit.items()
    }


class _Texts:
    """One unit's file. `words` are the patterns that occur, `rows` the numbers of figures that mean the
    same from one summary to the next."""

    def __init__(self, corpus: Corpus, summaries: list[Summary]) -> None:
        self.corpus, self.summaries = corpus, summaries
        self.words: dict[Pattern, int] = {}
        self.rows: dict[tuple[object, ...], int] = {}
        self.series: dict[tuple[object, ...], int] = {(): 0}

    def json(self) -> bytes:
        """{unit: id, name, summaries: [[key, period, class, series, rows, draft?]], words, changes}.

        `series` is 0 where a summary is compared with none; `rows` are the figures in the order of the
        table on the summary's page. `changes` has for "3-1" the figures of summary 3 against those of
        summary 1 in that order, "|" between them: a pattern's index and its numbers, nothing where
        there is nothing to say."""
        unit = self.summaries[0].unit
        content = {
            "unit": unit.id,
            "name": unit.name,
            "summaries": [self._entry(summary) for summary in self.summaries],
            "changes": dict(self._changes()),
            "words": list(self.words),
        }
        return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    def _entry(self, summary: Summary) -> list[object]:
        series = self.series.setdefault(series_of(summary), len(self.series))
        plain = summary.class_ is SummaryClass.SUMMARY
        named = class_name(summary)
        entry: list[object] = [
            key_of(summary),
            summary.period.name,
            "" if plain and named == "工作总结" else named,
            series,
            [self._row(observation) for observation in _rows(summary)],
        ]
        return entry if summary.is_issued else [*entry, 1]

    def _row(self, observation: Observation) -> int:
        summary = observation.summary
        own = "" if observation.period == summary.period else observation.period.id
        version = observation.definition.version if observation.definition else 0
        known = (
            observation.metric.id,
            observation.scope,
            own,
            0 if observation.in_force else version,
        )
        return self.rows.setdefault(known, len(self.rows))

    def _changes(self) -> Iterator[tuple[str, str]]:
        for later, now in enumerate(self.summaries):
            for earlier, then in enumerate(self.summaries[:later]):
                if comparable(now, then):
                    said = [self._said(observation, then) for observation in _rows(now)]
                    if any(said):
                        yield f"{later}-{earlier}", "|".join(said).rstrip("|")

    def _said(self, observation: Observation, then: Summary) -> str:
        if observation.period != observation.summary.period or observation.foreign:
            return ""
        comparison = compare_with(self.corpus, observation, then.period)
        silent = comparison.base is None and comparison.outcome is Outcome.NO_BASE
        if silent or comparison.outcome is Outcome.NO_VALUE:
            return ""  # the table shows that there is no figure
        pattern, numbers = packed(comparison)
        return " ".join([f"{self.words.setdefault(pattern, len(self.words))}", *numbers])


def _rows(summary: Summary) -> list[Observation]:
    """The observations in the order of the table on the summary's page."""
    return [observation for group in by_category(summary).values() for observation in group]


def packed(comparison: Comparison) -> tuple[Pattern, list[str]]:
    """A comparison's clause (比2019年增加55个，增长58.51%) as what is said of many figures, and the numbers
    of this one. What stands after SPLIT tells the change without its base."""
    settings = comparison.observation.summary.registry.settings
    whole = clause(comparison, settings)
    at = max(whole.find(change(comparison, settings)), 0)
    whole += footnote(comparison) if comparison.computed else ""
    base = comparison.base_period.name if comparison.base_period else ""
    pattern: list[str | int] = []
    numbers: list[str] = []
    for text in (whole[:at], whole[at:]):
        # odd places hold what was split at: a number, or the base's period
        for place, piece in enumerate(_splitter(base).split(text)):
            if place % 2 and piece != base:
                numbers.append(piece)
                pattern.append(NUMBER)
            elif piece:
                pattern.append(BASE if place % 2 else piece)
        pattern.append(SPLIT)
    return tuple(pattern[:-1]), numbers


@lru_cache(maxsize=1000)
def _splitter(base: str) -> re.Pattern[str]:
    """Splits a text at the base's period and at numbers."""
    known = f"{re.escape(base)}|" if base else ""
    return re.compile(rf"({known}\d+(?:\.\d+)?)")
