"""A growth that the text states, against what the figures make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...bases import Basis, bases_of
from ...change import Outcome
from ...compare import Comparison, compare
from ...corpus import Corpus
from ...facts import Fact, FactRole
from ...facts.prose import Sentence
from ...period import Kind
from ...quotation import clip
from ...spelling import fold
from ...summary import Summary
from ...summary.observation import Observation, agrees
from ..arithmetic import shown
from .said import Finding, Said, held, line_of, same

_DOWN = re.compile(r"减|下降|降|回落|少|缩小|低")
_UP = re.compile(r"增|升|提高|扩大|多|涨|高")
_LAST_YEAR = re.compile(r"上年|去年|同比|同期|上学年|同一活动")
_YEAR_END = re.compile(r"年初|上年末|去年底|上年底|去年末")
_PRECEDING = re.compile(r"环比|上半年|下半年|上季|上月|上学期|上一学期|[一二三四]季度")
_OTHER_BASE = re.compile(
    r"比[^，。；]{0,10}(?:[0-9]{4}|20XX|目标|任务|计划|平均|要求|前年|建国|成立|五年前)|分别|年均|累计"
)
# 走访困难职工家庭比上年少4户: the metric alone, and what it is compared with
_ALONE = re.compile(
    r"(?:全[镇县市校院区乡厂局]|今年|全年|本年|本年度){0,4}(?P<name>[^，,。；：:]{2,}?)(?:数量|总数|人数|户数|件数|数)?(?:也|又|都|则)?"
    r"(?P<words>(?:同比|[比较](?:上年|去年)(?:同期)?|与(?:上年|去年)(?:同期)?相比)[，,]?(?:又|共|也|略有)?"
    r"(?:增长|增加|上升|下降|减少|提高|降低|增|降|减|多|少)(?:了)?)$"
)
# 比上年的75件, 比上年(30200人): the base itself, right behind the figure
_THAN = re.compile(r"^[，,]?(?:[比较]|同)(?:上年|去年)(?:同期)?的?[(（]?$")
_Subject = tuple[Fact, Observation]
_MADE = (Outcome.INCREASED, Outcome.DECREASED, Outcome.UNCHANGED, Outcome.BASE_ZERO)


def growths(corpus: Corpus, summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """增长58.51% where the two figures make another rate, or another direction."""
    if not summary.is_compared:
        return
    for sentence, facts in said:
        subject: _Subject | None = None
        for fact in facts:
            led = sentence.said[subject[0].end : fact.start] if subject else ""
            if subject and _THAN.search(led):
                yield from _base(corpus, summary, subject, led, fact)
            elif fact.role is FactRole.ACTUAL:
                observation = _observation(summary, fact)
                subject = (fact, observation) if observation else None
            elif fact.role is FactRole.CHANGE:
                between, observation = _between(summary, sentence, subject, fact)
                if observation is not None:
                    yield from _growth(corpus, summary, observation, fact, between)


def _observation(summary: Summary, fact: Fact) -> Observation | None:
    """What the front matter says of a figure of the text, for the summary's own period."""
    metric = fact.metric
    for observation in summary.observations if metric else ():
        if observation.metric is not metric or observation.period != summary.period:
            continue
        there = None if observation.foreign else held(metric, fact.figure)
        if there and observation.figure.is_number and same(there, observation.figure):
            return observation
    return None


def _between(
    summary: Summary, sentence: Sentence, subject: _Subject | None, fact: Fact
) -> tuple[str, Observation | None]:
    """The words that lead to a growth, and the figure that has grown: the one before it, or the one
    whose name stands alone before it."""
    clauses = re.split("[，,；;：:、]", sentence.said[: fact.start])
    alone = _ALONE.fullmatch(clauses[-1])
    if alone:
        for one in summary.observations:
            names = [fold(name) for name in (one.metric.name, *one.metric.aliases)]
            if alone["name"] in names and one.period == summary.period and not one.foreign:
                return alone["words"], one
    if subject is None:
        return "", None
    return sentence.said[subject[0].end : fact.start], subject[1]


def _growth(
    corpus: Corpus, summary: Summary, observation: Observation, fact: Fact, between: str
) -> Iterator[Finding]:
    basis = _basis(observation, between)
    if basis is None:
        return
    comparison = compare(corpus, observation, basis)
    if comparison.outcome not in _MADE or fact.figure.value is None:
        return
    clause = re.split("[，,]", between)[-1]
    down, up = _DOWN.search(clause) is not None, _UP.search(clause) is not None
    if down != up and _is_in_points(comparison, fact):
        yield (
            *observation.entries[0].position,
            "growth-differs",
            _points(summary, comparison, fact, clause),
        )
        return
    made = _made(comparison, fact)
    if made is None or down == up:
        return
    signed = -made if down else made
    if agrees(signed, fact.figure):
        yield *observation.entries[0].position, "growth-differs", ""
        return
    base = comparison.base
    assert base is not None
    yield (
        *observation.entries[0].position,
        "growth-differs",
        f"正文第{line_of(summary, fact)}行说{observation.metric.name}{clip(clause)}{fact.text}，"
        f"按题头的{observation.figure.as_written}和{comparison.base_phrase}的{base.as_written}算，"
        f"是{_way(made, fact.figure.unit)}{fact.figure.unit}。请核对后改正；"
        f"比的不是{comparison.base_phrase}的，在正文里写明，或写进 accept。"
        f"例：accept: [{{code: growth-differs, metric: {observation.metric.name}, reason: 写明原因}}]",
    )


def _is_in_points(comparison: Comparison, fact: Fact) -> bool:
    """Whether a rate's change in points is written with %: 提高1.05% for 1.05个百分点; not where it is the
    growth of the rate itself."""
    now, base, points = comparison.observation.figure.value, comparison.base, comparison.points
    if fact.figure.unit != "%" or not comparison.metric.is_ratio or not points:
        return False
    if now is None or base is None or not base.value:
        return False
    growth = (now - base.value) * 100 / base.value
    return agrees(abs(points), fact.figure) and not agrees(abs(growth), fact.figure)


def _points(summary: Summary, comparison: Comparison, fact: Fact, clause: str) -> str:
    name = comparison.metric.name
    return (
        f"正文第{line_of(summary, fact)}行说{name}{clip(clause)}{fact.text}，比率相差的是百分点，不是百分之几。"
        f"请改成“{fact.text.rstrip('%％')}个百分点”；确实说的是增长率的，写进 accept。"
        f"例：accept: [{{code: growth-differs, metric: {name}, reason: 写明原因}}]"
    )


def _base(
    corpus: Corpus, summary: Summary, subject: _Subject, between: str, fact: Fact
) -> Iterator[Finding]:
    """比上年的75件增加6件, where the page of last year has another figure."""
    observation = subject[1]
    basis = _basis(observation, between) if _THAN.search(between) else None
    if basis is None or fact.figure.unit not in observation.metric.words:
        return
    comparison, there = compare(corpus, observation, basis), held(observation.metric, fact.figure)
    base, own = comparison.base, [e.base for e in observation.entries if e.base]
    if base is None or not base.is_number or there is None:
        return
    # 上年的28家多2家 reads as 28家多
    if any(same(there, known) or there.value == known.value for known in (base, *own)):
        return
    yield (
        *observation.entries[0].position,
        "growth-differs",
        f"正文第{line_of(summary, fact)}行说{observation.metric.name}{comparison.base_phrase}是{fact.text}，"
        f"{comparison.base_phrase}的总结里是{base.as_written}。请核对，改正写错的一处；"
        "上年数后来调整过的，题头里写 base，或写进 accept。"
        f"例：accept: [{{code: growth-differs, metric: {observation.metric.name}, reason: 写明原因}}]",
    )


def _way(made: Decimal, unit: str) -> str:
    """增加55, 下降5, 提高5: the word that goes with the unit of measure."""
    words = {"%": ("增长", "下降"), "百分点": ("提高", "降低"), "个百分点": ("提高", "降低")}
    return words.get(unit, ("增加", "减少"))[made < 0] + shown(abs(made))


def _basis(observation: Observation, between: str) -> Basis | None:
    """What the words compare with: of a year the year before, where they do not say; None where they
    say something else."""
    if _OTHER_BASE.search(between):
        return None
    for words, basis in (
        (_YEAR_END, Basis.SINCE_YEAR_END),
        (_LAST_YEAR, Basis.YOY),
        (_PRECEDING, Basis.PRECEDING),
    ):
        if words.search(between):
            return basis if basis in bases_of(observation) else None
    return Basis.YOY if observation.period.kind is Kind.YEAR else None


def _made(comparison: Comparison, fact: Fact) -> Decimal | None:
    """What the two figures make in the fact's unit of measure, with its sign."""
    metric, unit = comparison.metric, fact.figure.unit
    if unit in ("百分点", "个百分点"):
        return comparison.points
    if unit == "%":
        return None if metric.is_ratio else comparison.rate
    if metric.is_ratio or unit not in metric.words or comparison.difference is None:
        return None
    return comparison.difference / metric.words[unit]
