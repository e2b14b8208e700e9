"""Precedent: what went before a new summary, and what is said of it beside each blank.

Source: contract.md §5: last year's figures are those that the new ones will be compared with.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..bases import Base, Basis, find_base, obstacle, other_scope
from ..corpus import Corpus
from ..figure import STATE_NAMES
from ..period import Kind, Period
from ..registry import Unit
from ..registry.unit import scope_name
from ..succession import lineage
from ..summary import Entry, Observation, Summary, SummaryClass
from ..wording.numbers import measured, spoken, spoken_as_written


@dataclass(frozen=True)
class Wanted:
    """The page to be started. `campaign` is an id, for 专题 alone."""

    unit: Unit
    period: Period
    class_: SummaryClass = SummaryClass.SUMMARY
    campaign: str | None = None

    @property
    def is_compared(self) -> bool:
        """个人 and 计划 enter no comparison."""
        return self.class_ in (SummaryClass.SUMMARY, SummaryClass.SPECIAL)


def models(corpus: Corpus, wanted: Wanted) -> list[Summary]:
    """The issued pages that a new one is made after: those of the year before, of the unit first and
    then of those merged into it since; failing these, the unit's newest earlier one of the kind."""
    own = [
        page
        for page in corpus.by_unit.get(wanted.unit.id, [])
        if page.class_ is wanted.class_ and page.campaign == wanted.campaign
    ]
    last = wanted.period.last
    if last is None:
        return []
    before = wanted.period.year_before()
    if before is not None:
        line = lineage(corpus.registry, wanted.unit, before, wanted.period)
        found = [
            corpus.summary_of(one, before, wanted.class_, wanted.campaign)
            for one in line
            if one.existed_in(before)
        ]
    else:
        found = [next((p for p in own if p.period.last_year == last.year - 1), None)]
    if pages := [page for page in found if page is not None]:
        return pages
    alike = (wanted.period.kind, wanted.period.slot)
    earlier = [
        page
        for page in own
        if page.period.last
        and page.period.last < last
        and (page.period.kind, page.period.slot) == alike
    ]
    return earlier[-1:]


def of_last_year(wanted: Wanted, page: Summary) -> bool:
    """Whether a model is of the year before, so that its figures are last year's."""
    if wanted.period.kind is Kind.CAMPAIGN:
        return page.period.last_year == (wanted.period.last_year or 0) - 1
    return page.period == wanted.period.year_before()


def base_words(corpus: Corpus, observation: Observation) -> str:
    """What a figure will be compared with, as a note beside its blank; "" where nothing is there."""
    base = find_base(corpus, observation, Basis.YOY)
    phrase = observation.period.year_before_phrase
    if base.merged:
        return _merged_words(base, phrase)
    if base.observation is None:
        other = other_scope(corpus, observation, base)
        if other is not None:
            return f"{phrase}{words(other)}是{scope_name(other.scope)}的数，范围不同，不能比"
        return base.lack
    told = f"{phrase}{words(base.observation)}"
    told += "（全年减上半年推算）" if base.derived else ""
    why = obstacle(base, observation)
    return f"{told}；{why}，两年的数不能直接比" if why else told


def _merged_words(base: Base, phrase: str) -> str:
    """The figures of the units that became one, and their sum."""
    told = "、".join(f"{one.summary.unit_name}{words(one)}" for one in base.merged)
    if base.observation is not None and len(base.merged) > 1:
        figure, metric = base.observation.figure, base.observation.metric
        together = _fraction(base.observation) or spoken(figure, metric)
        return f"{phrase}{told}，合并前合计{together}"
    return f"{phrase}{told}；{base.lack}" if base.lack else f"{phrase}{told}"


def words(observation: Observation) -> str:
    """An observation in a few words: its figure with its parts, and the task that was set."""
    figure, metric = observation.figure, observation.metric
    if figure.state:
        return STATE_NAMES[figure.state]
    if observation.foreign or not figure.is_number:
        return "、".join(entry_words(entry) for entry in observation.entries)
    told = _fraction(observation) or spoken(figure, metric)
    if len(observation.entries) > 1:
        return f"{told}（{len(observation.entries)}笔合计）"
    return told + _beside(observation.entries[0])


def entry_words(entry: Entry) -> str:
    """An entry as it was written, with its unit of measure."""
    if entry.figure.state:
        return STATE_NAMES[entry.figure.state]
    return spoken_as_written(entry.figure) + _beside(entry)


def _fraction(observation: Observation) -> str:
    figure = observation.figure
    if figure.numerator is None or figure.denominator is None or figure.value is None:
        return ""
    rate = measured(figure.value, observation.metric)
    return f"{figure.numerator:f}/{figure.denominator:f}（{rate}）"


def _beside(entry: Entry) -> str:
    """The parts and the task written beside a figure."""
    pieces = [f"{name}{figure.as_written}" for name, figure in (*entry.parts, *entry.levels)]
    told = f"（其中{'、'.join(pieces)}）" if pieces else ""
    return f"{told}，任务{entry.target.as_written}" if entry.target else told
