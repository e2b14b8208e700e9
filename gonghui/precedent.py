"""Precedent: what went before a new summary: which metrics are asked for again, what stands beside each
blank, which headings it had. `gonghui new` and the form in the browser both ask here.

Source: contract.md §5: last year's figures are those that the new ones will be compared with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .bases import Base, Basis, find_base, obstacle, other_scope
from .corpus import Corpus
from .figure import STATE_NAMES, Figure
from .period import Kind, Period
from .registry import Metric, Unit
from .registry.unit import Scope, scope_name
from .succession import lineage
from .summary import Entry, Observation, Summary, SummaryClass
from .summary.section import outline
from .summary.summary import DataStatus, Status
from .wording.numbers import measured, spoken, spoken_as_written


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


def asked(corpus: Corpus, wanted: Wanted, after: list[Summary]) -> dict[str, Scope | None]:
    """The metrics that are asked for, by id, each with the scope that was written beside it last: the
    unit type's, then what the pages of the year before had beyond these; of 专题, 个人 and 计划 the latter
    alone. What a page of years ago had need not come again; an entry of another period than its page's
    was an episode."""
    usual = wanted.class_ is SummaryClass.SUMMARY
    default = corpus.registry.unit_types[wanted.unit.type_id].metrics if usual else ()
    found: dict[str, Scope | None] = dict.fromkeys(default)
    for page in after if not usual or (after and of_last_year(wanted, after[0])) else []:
        for entry in page.metrics:
            if entry.metric is not None and entry.period is None:
                found[entry.metric.id] = found.get(entry.metric.id) or entry.scope
    return found


@dataclass(frozen=True)
class Precedent:
    """What was said of a metric a year before: the figure in words, its value where the new one
    compares with it exactly, and what is to be known of it; empty where nothing was."""

    said: str = ""
    value: Decimal | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """The figure and what is to be known of it."""
        return "；".join(piece for piece in (self.said, self.note) if piece)


def precedent(
    corpus: Corpus, wanted: Wanted, after: list[Summary], metric: Metric, scope: Scope
) -> Precedent:
    """What stands beside the blank of a metric: what the rules of comparison would find for a figure of
    that scope which nobody has written yet; of 个人 and 计划, which enter no comparison, what the page
    before said."""
    if not wanted.is_compared:
        entries = [e for page in after[:1] for e in page.metrics if e.metric is metric]
        return Precedent("、".join(entry_words(entry) for entry in entries if not entry.period))
    unwritten = _unwritten(corpus, wanted, metric, scope)
    base = find_base(corpus, unwritten, Basis.YOY)
    if base.observation is None:
        if base.merged:
            return Precedent(_each(base), None, base.lack)
        other = other_scope(corpus, unwritten, base)
        if other is None:
            return Precedent("", None, base.lack or _within_ratio(corpus, wanted, metric, scope))
        note = f"是{scope_name(other.scope)}的数，范围不同，不能比"
        return Precedent(_said(other), None, note)
    if base.merged:
        several = len(base.merged) > 1
        notes = [f"合并前{_each(base)}的合计" if several else f"{_each(base)}"]
    else:
        notes = [] if base.derived else [_beside(base.observation)]
    notes += ["全年减上半年推算"] if base.derived else []
    why = obstacle(base, unwritten)
    notes += [f"{why}，两年的数不能直接比"] if why else []
    comparable = base.observation.figure.exact and not why
    value = base.observation.figure.value if comparable else None
    return Precedent(_said(base.observation), value, "；".join(filter(None, notes)))


def _within_ratio(corpus: Corpus, wanted: Wanted, metric: Metric, scope: Scope) -> str:
    """Where a count that was not reported by itself stood a year before: 54 of 54/82; "" for nowhere."""
    for ratio in corpus.registry.metrics.values():
        if metric.id not in (ratio.numerator, ratio.denominator):
            continue
        base = find_base(corpus, _unwritten(corpus, wanted, ratio, scope), Basis.YOY)
        figure = base.observation.figure if base.observation else None
        if figure and figure.numerator is not None and figure.denominator is not None:
            above = metric.id == ratio.numerator
            part, number = ("分子", figure.numerator) if above else ("分母", figure.denominator)
            phrase = wanted.period.year_before_phrase
            return f"{phrase}没有单报，{ratio.name}的{part}是{number:f}"
    return ""


def headings_before(wanted: Wanted, after: list[Summary]) -> list[tuple[int, str]]:
    """The headings of the page before, (level, title), with its years moved on."""
    found = outline(after[0]) if after else []
    if not after or not after[0].period.last_year or not wanted.period.last_year:
        return found
    shift = wanted.period.last_year - after[0].period.last_year
    years = {after[0].period.last_year, after[0].period.last_year + 1}
    return [(level, _moved(title, years, shift)) for level, title in found]


def _moved(title: str, years: set[int], shift: int) -> str:
    """A heading with its own year and the next moved on: 二、2023年工作打算 is 2024's a year later."""

    def moved(match: re.Match[str]) -> str:
        year = int(match[0])
        return str(year + shift) if year in years else match[0]

    return re.sub(r"(?<![0-9])[0-9]{4}(?=年)", moved, title)


def _unwritten(corpus: Corpus, wanted: Wanted, metric: Metric, scope: Scope) -> Observation:
    """A figure that nobody has written yet, as far as its base depends on it."""
    page = Summary(
        path="", unit=wanted.unit, period=wanted.period, metrics=(), local=(), title="",
        class_=wanted.class_, campaign=wanted.campaign, scope=scope, scope_written=False,
        status=Status.DRAFT, data_status=DataStatus.FINAL, as_of=None, issued=None, union_term=None,
        congress_term=None, corrections=(), accept=(), body="", body_line=1, calls=(),
        registry=corpus.registry,
    )  # fmt: skip
    definition = metric.definition_in(wanted.period)
    return Observation(page, metric, wanted.period, scope, definition, Figure(""), ())


def entry_words(entry: Entry) -> str:
    """An entry as it was written, with its unit of measure, its parts and its task."""
    said = STATE_NAMES.get(entry.figure.state) if entry.figure.state else None
    return "；".join(filter(None, [said or spoken_as_written(entry.figure), _parts(entry)]))


def _each(base: Base) -> str:
    """The figures of the units that became one."""
    return "、".join(f"{one.summary.unit_name}{_said(one)}" for one in base.merged)


def _said(observation: Observation) -> str:
    """A figure in words, in the unit of measure of its metric where it has one."""
    figure, metric = observation.figure, observation.metric
    if figure.state:
        return STATE_NAMES[figure.state]
    if observation.foreign or not figure.is_number:
        return "、".join(entry_words(entry) for entry in observation.entries)
    if figure.numerator is None or figure.denominator is None or figure.value is None:
        return spoken(figure, metric)
    return f"{figure.numerator:f}/{figure.denominator:f}（{measured(figure.value, metric)}）"


def _beside(observation: Observation) -> str:
    """What stands beside a figure of one summary."""
    if observation.foreign or not observation.figure.is_number:
        return ""
    several = len(observation.entries)
    return f"{several}笔合计" if several > 1 else _parts(observation.entries[0])


def _parts(entry: Entry) -> str:
    """The parts of a figure and the task that was set."""
    listed = "、".join(
        f"{name}{figure.as_written}" for name, figure in (*entry.parts, *entry.levels)
    )
    task = f"任务{entry.target.as_written}" if entry.target else ""
    return "；".join(filter(None, [f"其中{listed}" if listed else "", task]))
