"""Notes: what a workbook's second sheet says of its figures: 口径, signs, ranges, bases, days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ..bases import why_no_number
from ..coverage import Coverage
from ..figure import STATE_NAMES, Figure, State, plain
from ..period import Kind, Period, say_day
from ..registry import Metric
from ..registry.metric import TYPE_NAMES
from ..summary import DATA_STATUS_NAMES, Summary
from ..summary.observation import Observation
from ..summary.summary import DataStatus
from ..views.definition import ACROSS_UNITS
from ..views.figures import SIGNS, corrections, entry_remarks
from ..wording import definition_note, inexact

NAMED = 200  # units that one cell names


@dataclass(frozen=True)
class Note:
    """A row of the sheet of notes: what it is about, of what or whom, and what is to be said."""

    topic: str
    subject: str
    text: str


def general_notes(found: Iterable[Observation]) -> Iterator[Note]:
    """What an empty cell, a word and an inexact figure mean, as far as there are any."""
    observed = list(found)
    return sign_notes(
        {o.figure.state for o in observed if o.figure.state},
        any(is_inexact(o.figure) for o in observed),
        any(o.metric.is_ratio for o in observed),
    )


def sign_notes(states: Collection[str], inexact: bool, ratio: bool) -> Iterator[Note]:
    """The same of figures among which there are these states, inexact ones or ratios."""
    yield Note("空格", "", "没有这个数，不是零。真的是零的写0。")
    for state in (state for state in State if state in states):
        text = f"{SIGNS[state].meaning}。格子里是文字，不是零，求和、求平均时会跳过。"
        yield Note("没有数的", STATE_NAMES[state], text)
    if inexact:
        text = (
            "“余”“多”“约”“以上”这样的数不是准数，格子里照写成文字，求和、求平均时会跳过。"
            "请不要去掉这些字当准数用；各数的范围列在下面。"
        )
        yield Note("不是准数的", "", text)
    if ratio:
        text = "比率按百分数填，85.48就是85.48%。各单位的比率不能相加，也不能求平均，要用分子、分母的合计重算。"
        yield Note("比率", "", text)
    yield Note("小数", "", "格子里是没有四舍五入的数（最多十位小数），显示时四舍五入。")


def metric_notes(metrics: Iterable[Metric], period: Period | None = None) -> Iterator[Note]:
    """What each metric counts: by the definition in force at the period's end, or by all of them."""
    for metric in metrics:
        said = [f"计量单位：{metric.unit}", TYPE_NAMES[metric.type]]
        said += [ACROSS_UNITS[metric.across_units]] if metric.across_units in ACROSS_UNITS else []
        in_force = metric.definition_in(period) if period else None
        for definition in metric.definitions:
            if period is None or definition is in_force:
                since = say_day(definition.valid_from)
                change = f"（{definition.change}，前后不直接比较）" if definition.change else ""
                said.append(f"口径第{definition.version}版（{since}起）：{definition.text}{change}")
        said += [metric.note] if metric.note else []
        yield Note("口径", metric.name, "；".join(said).rstrip("。") + "。")


def figure_notes(found: Iterable[tuple[str, Observation]]) -> Iterator[Note]:
    """The range of each inexact figure and what its summary says beside it, under the given names."""
    for name, observation in found:
        figure = observation.figure
        if is_inexact(figure) and not observation.foreign:
            said = f"{inexact(figure)}，原文“{figure.as_written}”"
            unit = observation.metric.unit
            yield Note("不是准数的", name, f"{said}：{bounds(figure)}（{unit}）。")
        remarks = list(_remarks(observation))
        if remarks:
            yield Note("各数的说明", name, "；".join(remarks).rstrip("。") + "。")


def bounds(figure: Figure) -> str:
    """Where an inexact figure lies: 大于5，小于6."""
    interval = figure.interval
    said = []
    if interval is not None and interval.lower is not None:
        said.append(f"{'大于' if interval.lower_open else '不小于'}{plain(interval.lower):,f}")
    if interval is not None and interval.upper is not None:
        said.append(f"{'小于' if interval.upper_open else '不大于'}{plain(interval.upper):,f}")
    if not said:
        return "大约数，没有确定的范围"
    return "，".join(said) + ("" if len(said) == 2 else "，另一端不知道")


def coverage_text(found: Coverage) -> str:
    """应报4个单位，已报3个，缺报1个：柳湾镇总工会。"""
    if not found.due:
        return "没有登记应报的单位。"
    said = f"应报{len(found.due)}个单位，已报{len(found.reported)}个"
    if found.missing:
        names = "、".join(unit.name_in(found.period) for unit in found.missing[:NAMED])
        more = "等" if len(found.missing) > NAMED else ""
        said += f"，缺报{len(found.missing)}个：{names}{more}。"
    else:
        said += "，没有缺报。"
    if found.beyond:
        said += f"另有{len(found.beyond)}个单位报了，不在应报之列。"
    return said


def status_of(summary: Summary) -> str:
    """快报, 初步, 核定."""
    return next(name for name, s in DATA_STATUS_NAMES.items() if s is summary.data_status)


def day_remarks(summary: Summary) -> list[str]:
    """What is unusual in the standing of a summary's figures: not final, of another day."""
    said = []
    if summary.data_status is not DataStatus.FINAL:
        said.append(f"{status_of(summary)}数，以后还可能改")
    usual = summary.period.kind is Kind.MASKED or summary.as_of in (None, summary.period.last)
    if summary.as_of and not usual:
        said.append(f"数据截至{say_day(summary.as_of)}")
    return said


def is_inexact(figure: Figure) -> bool:
    """Whether it is a number that the range or the word beside it leaves open."""
    return figure.is_number and not figure.exact


def _remarks(observation: Observation) -> Iterator[str]:
    summary = observation.summary
    if observation.period != summary.period:
        yield f"取自{summary.unit_name}{summary.period.name}的总结"
    if note := definition_note(observation):
        yield note
    if len(observation.entries) > 1:
        several = f"{len(observation.entries)}笔合计"
        yield several if observation.figure.exact else why_no_number(observation)
    else:
        yield from entry_remarks(observation.entries[0], observation.metric)
    yield from corrections(observation)
