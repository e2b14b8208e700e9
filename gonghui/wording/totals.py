"""Totals in sentences ready to paste, each with whom it counts and whom it lacks.

Source: contract.md §5 (coverage line, same-units comparison).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import Settings
from ..registry.unit import Scope, scope_name
from ..totals import Total, TotalChange
from .changes import said_of
from .numbers import spoken

NAMED = 8  # units named in a line; of more the number is said


def coverage_line(total: Total) -> str:
    """14/16个单位已报，缺报：河沿镇总工会、柳湾镇总工会; 计入14/16个单位，按含下级统计：青禾县总工会, where
    units that did report are not in it."""
    count = f"{len(total.counted)}/{total.expected}个单位"
    silent = all(left.is_silent for left in total.left_out)
    said = [f"{count}已报" if silent else f"计入{count}"]
    by_reason: dict[str, list[str]] = {}
    for left in total.left_out:
        by_reason.setdefault(left.why, []).append(left.unit.name_in(total.period))
    for why, names in by_reason.items():
        more = f"等{len(names)}个" if len(names) > NAMED else ""
        said.append(f"{why}：{'、'.join(names[:NAMED])}{more}")
    return "，".join(said[:2]) + "".join(f"；{part}" for part in said[2:])


def total_subject(total: Total) -> str:
    """镇总工会会员人数合计; （含下级） where that is what was added."""
    below = f"（{scope_name(total.scope)}）" if total.scope is not Scope.OWN else ""
    return f"{total.group.name}{total.metric.name}{below}合计"


def plain_sentence(change: TotalChange, settings: Settings) -> str:
    """The total and its change, with the coverage of both. Totals of other units than before have no
    change that a sentence might spread: that of the same units stands beside it."""
    if change.computed and not change.like_with_like:
        number = spoken(change.figure, change.metric)
        return f"{total_subject(change.total)}{number}（{coverage_note(change)}）。"
    said = said_of(total_subject(change.total), change, settings).removesuffix("。")
    return f"{said}（{coverage_note(change)}）。"


def coverage_note(change: TotalChange) -> str:
    """1/2个单位已报，缺报：河沿镇总工会；上年2/2，前后报送单位不同: whom the two totals count and lack."""
    note = coverage_line(change.total)
    before = change.base_total
    if before is not None and change.computed:
        if not change.like_with_like:
            count = f"{len(before.counted)}/{before.expected}"
            note += f"；{change.base_phrase}{count}，前后报送单位不同，不比较增减"
        elif before.left_out or change.total.left_out:
            note += f"；{change.base_phrase}报送单位相同"
        note += "".join(f"；{said}" for said in turnover(change))
    return note


def turnover(change: TotalChange) -> Iterator[str]:
    """其间新设：上山镇总工会; 其间撤销：西河镇总工会: who came and went between the two totals."""
    for units, what in ((change.founded, "新设"), (change.dissolved, "撤销")):
        if units:
            more = f"等{len(units)}个" if len(units) > NAMED else ""
            yield f"其间{what}：{'、'.join(unit.name for unit in units[:NAMED])}{more}"


def base_remarks(change: TotalChange) -> Iterator[str]:
    """Whom the base's total lacks, and that it is of other units, where it is."""
    before = change.base_total
    if before is not None and before.left_out:
        yield f"{change.base_phrase}{coverage_line(before)}"
    if change.computed and not change.like_with_like:
        yield "前后报送的单位不同，增减请看同单位比较"
    yield from turnover(change)


def same_sentence(change: TotalChange, settings: Settings) -> str:
    """镇总工会中两期可比的14个单位会员人数合计1100人，比上年增加20人，增长1.85%。"""
    subject = f"{change.total.group.name}中两期可比的{len(change.of)}个单位{change.metric.name}合计"
    return said_of(subject, change, settings, same_note(change))


def same_note(change: TotalChange) -> str:
    """What the comparison over the same units rests on beside published figures; "" for nothing."""
    notes = []
    for some, what in (
        ([c for c in change.of if c.restated], "按可比口径计算"),
        ([c for c in change.of if c.merged], "按合并前各单位合计计算"),
        ([c for c in change.of if c.derived and not c.restated], "基数为推算"),
    ):
        if some:
            names = "、".join(c.observation.summary.unit_name for c in some[:NAMED])
            notes.append(f"{names}{'等' if len(some) > NAMED else ''}{what}")
    return f"（{'；'.join(notes)}）" if notes else ""
