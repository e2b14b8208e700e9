"""The opening of a text: the year and the unit that its title and its first sentence name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...period import Kind
from ...quotation import clip
from ...registry import Unit
from ...spelling import fold
from ...summary import Summary
from .said import Finding

_YEAR = (
    r"(?P<year>(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3})年(?:度)?(?P<half>[上下]半年)?"
)
_TITLE = re.compile(rf"{_YEAR}[^，。；0-9]{{0,16}}总结")
_FIRST = re.compile(rf"{_YEAR}(?:以来|来|里|中)?(?:[，,]|是)")
_HAN = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_MARKS = re.compile(r"^[\s#>*_]+|[\s#*_]+$")
_LONGEST = 30  # characters of a unit's name
_CLAUSE = re.compile("[，,]")
# What a subject goes on with; 河沿镇总工会并入… speaks of another.
_ACTS = re.compile(
    "$|在|以|认真|坚持|紧紧|紧扣|围绕|按照|深入|全面|积极|切实|始终|充分|牢牢|工会|全体|认真|高举|聚焦|突出"
)


def opening(summary: Summary) -> Iterator[Finding]:
    """A title or a first sentence of another year or of another unit: copied from another summary."""
    if not summary.is_compared:
        return
    for number, line in enumerate(summary.body_of_words.split("\n")):
        words = _MARKS.sub("", line)
        if not words or words.startswith(("|", "!", "[", "{")):
            continue
        said = fold(words).split("。")[0]
        place = summary.body_line + number, line.index(words) + 1, "opening-differs"
        heading = line.lstrip().startswith("#") or (len(words) < 40 and words.endswith("总结"))
        if match := _TITLE.search(said) if heading else _FIRST.match(said):
            yield *place, _year_fault(summary, match)
        other = _other_unit(summary, said)
        if other:
            yield *place, _unit_fault(summary, other)
        if not heading:
            return


def _year_fault(summary: Summary, match: re.Match[str]) -> str:
    period = summary.period
    if period.first is None or period.last is None or period.kind is Kind.MASKED:
        return ""
    year, half = int(match["year"].translate(_HAN)), match["half"]
    own = "上半年" if period.slot == 1 else "下半年"
    outside = not period.first.year <= year <= period.last.year
    if not outside and not (half and period.kind is Kind.HALF and half != own):
        return ""
    return (
        f"正文开头写的是“{clip(match[0].rstrip('，,是'))}”，题头的期间是{period.name}。请改正写错的一处；"
        "确实要从别的年份说起的，写进 accept。"
        "例：accept: [{code: opening-differs, reason: 写明原因}]"
    )


def _other_unit(summary: Summary, said: str) -> Unit | None:
    """The unit that a clause of the sentence begins with, where it is not the summary's own, nor one
    above or below it."""
    own, registry = summary.unit, summary.registry
    if any(fold(name.text) in said for name in own.names):
        return None
    for clause in _CLAUSE.split(said)[:3]:
        for end in range(min(len(clause), _LONGEST), 2, -1):
            if not _ACTS.match(clause, end):
                continue
            unit = registry.unit(clause[:end], summary.period.last)
            if unit is not None:
                related = own.id in _above(summary, unit) or unit.id in _above(summary, own)
                return None if related else unit
    return None


def _above(summary: Summary, unit: Unit) -> set[str]:
    """The ids of a unit and of those above it."""
    found: set[str] = set()
    one: Unit | None = unit
    while one is not None and one.id not in found:
        found.add(one.id)
        one = summary.registry.units.get(one.parent_id or "")
    return found


def _unit_fault(summary: Summary, other: Unit) -> str:
    return (
        f"正文开头说的是“{clip(other.name)}”，题头的单位是“{clip(summary.unit_name)}”，多半是照着别家的总结写的。"
        "请改正写错的一处；确实在说别的单位的，写进 accept。"
        "例：accept: [{code: opening-differs, reason: 写明原因}]"
    )
