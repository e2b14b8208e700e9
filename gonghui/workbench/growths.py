"""Growths: what became of each row's earlier figures up to its newest one, and the average a year.

Only spans that end with the newest figure are worked out, and of these the usual ones: two, three, four,
five and ten years. Every pair of periods would be the square of the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ..bases import Basis
from ..change import Change
from ..compare import compare_with
from ..corpus import Corpus
from ..growth import average_growth, years_between
from ..period import Kind, Period
from ..registry import Settings
from ..summary.observation import Observation
from ..totals import Total, plain, same_units
from ..views.comparisons import change_cells
from ..wording import average, footnote, said_of, same_note, subject_of, total_subject
from .cell import BenchCell, Said, cut, usual_sentence

YEARS = (2, 3, 4, 5, 10)


@dataclass(frozen=True)
class Growth:
    """From one period to the newest: what is said of the change, and the `average` a year, "" where there
    is none."""

    first: Period
    last: Period
    said: Said
    average: str

    def for_json(self, at: int, cell: BenchCell, subject: str, unit: str) -> list[Any]:
        """[number of the first period, difference, rate (0 where words stand for the difference), average,
        remark, sentence]; the usual sentence of the newest `cell` is left out."""
        said = self.said
        usual = usual_sentence(said, cell, subject, unit)
        if usual and self.average:
            usual = f"{usual.removesuffix('。')}，{self.average}。"
        sentence = said.sentence if said.sentence != usual else ""
        return cut(
            [
                at,
                said.difference,
                said.rate if said.plain else 0,
                self.average,
                said.remark,
                sentence,
            ]
        )


Observed = TypeVar("Observed", Observation, Total)


def spans(known: Sequence[Observed]) -> Iterator[Observed]:
    """Those of which a usual number of years leads to the last."""
    for one in known[:-1]:
        if years_between(one.period, known[-1].period) in YEARS:
            yield one


def unit_growths(corpus: Corpus, found: Sequence[Observation]) -> list[Growth]:
    """Of a unit's figures of one slot, oldest first."""
    known = [o for o in found if o.figure.is_number and not o.foreign]
    if len(known) < 2 or known[-1].period.kind is Kind.CAMPAIGN:
        return []
    last, growths = known[-1], []
    for one in spans(known):
        change = compare_with(corpus, last, one.period)
        note = footnote(change)
        subject = subject_of(last)
        growths.append(_growth(change, subject, note, "", one.period, last.period, corpus))
    return growths


def total_growths(corpus: Corpus, found: Sequence[Total]) -> list[Growth]:
    """Of a group's totals: the plain change where the same units stand in both, else that of those that
    do."""
    known = [total for total in found if total.figure is not None]
    growths = []
    for one in spans(known):
        last = known[-1]
        change, subject, told = (
            plain(corpus, last, Basis.GIVEN, one.period),
            total_subject(last),
            "",
        )
        if change.computed and not change.like_with_like:
            change = same_units(corpus, last, Basis.GIVEN, one.period)
            count = len(change.of)
            told = f"按{one.period.name}、{last.period.name}都可比的{count}个单位计算"
            subject = f"{last.group.name}中两期可比的{count}个单位{last.metric.name}合计"
        note = same_note(change) if told else ""
        growths.append(_growth(change, subject, note, told, one.period, last.period, corpus))
    return growths


def _growth(
    change: Change, subject: str, note: str, told: str, first: Period, last: Period, corpus: Corpus
) -> Growth:
    settings: Settings = corpus.registry.settings
    found = average_growth(change, years_between(first, last))
    difference, rate = change_cells(change, settings)
    said = "" if found.reason else average(found, settings)
    reasons = [told, note.removeprefix("（").removesuffix("）"), change.reason, found.reason]
    sentence = ""
    if change.computed:
        start = said_of(subject, change, settings).removesuffix("。")
        sentence = f"{start}{'，' if said else ''}{said}{note}。"
    remark = "；".join(dict.fromkeys(filter(None, reasons)))
    return Growth(
        first,
        last,
        Said(
            difference.text,
            rate.text,
            remark,
            sentence,
            plain=not difference.state,
            phrase=first.name,
        ),
        said,
    )
