"""Comparisons in sentences ready to paste, and what is to be said beside them.

Source: contract.md §5.
"""

from __future__ import annotations

from ..compare import Comparison
from ..figure import Figure
from ..registry import Metric, Settings
from ..registry.unit import Scope, scope_name
from ..summary.observation import Observation
from .changes import said_of
from .numbers import spoken


def definition_note(observation: Observation) -> str:
    """第1版口径, where a figure is not counted by the definition in force; "" else."""
    if observation.in_force or observation.definition is None:
        return ""
    return f"第{observation.definition.version}版口径"


def subject_of(observation: Observation, scope: bool = False) -> str:
    """What a sentence is about: the metric, and its definition and scope where the page has two. With
    `scope` 含下级 is always said."""
    note, metric = definition_note(observation), observation.metric
    twins = [o for o in observation.summary.observations if o.metric is metric]
    said = []
    if len({o.scope for o in twins}) > 1 or (scope and observation.scope is Scope.CONSOLIDATED):
        said.append(scope_name(observation.scope))
    if note and len({o.definition for o in twins}) > 1:
        said.append(note)
    return f"{metric.name}（{'，'.join(said)}）" if said else metric.name


def two_scopes(observation: Observation) -> bool:
    """Whether the page says the same metric of the unit alone and with those below it."""
    every = observation.summary.observations
    return len({o.scope for o in every if o.metric is observation.metric}) > 1


def sentence(comparison: Comparison, settings: Settings, scope: bool = False) -> str:
    """The comparison in one sentence ready to paste:
    基层工会组织数149个，比上年增加55个，增长58.51%。With `scope` 含下级 is always said."""
    subject = subject_of(comparison.observation, scope)
    return said_of(subject, comparison, settings, footnote(comparison))


def footnote(comparison: Comparison) -> str:
    """（按可比口径计算，…） after a change that was not computed on one published base; "" else."""
    metric, base = comparison.metric, comparison.base
    if base is None:
        return ""
    if comparison.restated:
        bases = f"可比基数{spoken(base, metric)}"
        published = comparison.published_base
        if published is not None:
            kind = "推算数" if comparison.published_derived else "公布数"
            kind = kind if published.is_number else ""
            bases += f"，{comparison.base_phrase}{kind}{spoken(published, metric)}"
        return f"（按可比口径计算，{bases}）"
    notes = []
    if comparison.merged:
        notes.append(_merged(comparison))
    if comparison.derived:
        notes.append(f"{comparison.base_phrase}{spoken(base, metric)}为推算")
    return f"（{'，'.join(notes)}）" if notes else ""


def _merged(comparison: Comparison) -> str:
    """上年17个为柳湾镇总工会12个、河沿镇总工会5个合计."""
    metric, base = comparison.metric, comparison.base
    assert base is not None
    parts = "、".join(
        f"{one.summary.unit.name_in(one.period)}{_part(one.figure, metric)}"
        for one in comparison.merged
    )
    how = "合并计算" if metric.is_ratio else "合计"
    return f"单位合并，{comparison.base_phrase}{spoken(base, metric)}为{parts}{how}"


def _part(figure: Figure, metric: Metric) -> str:
    """A figure that went into another: of a ratio its parts, which were summed."""
    if figure.numerator is not None and figure.denominator is not None:
        return f"{figure.numerator:f}/{figure.denominator:f}"
    return spoken(figure, metric)
