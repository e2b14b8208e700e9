"""Breakdown: the parts that a text tells of a metric's figure: 新建基层工会6家，其中企业工会4家、村级工会2家.

Nothing is guessed: every part must be one of the dictionary, and together they must be the figure
exactly. Otherwise they stay figures of their own.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..facts import Fact, FactRole
from ..figure import Qualifier
from ..registry import Metric
from ..spelling import fold

_OPENS = re.compile(r"(?:[,;、:]?其中|\((?:其中)?)[:,]?")
_BETWEEN = re.compile(r"[,、;和及]|以及")
_LINK = re.compile(r"(?:共|有|为|是|新建|新增|各类)+$|^(?:新建|新增|各类)")
_OF_PART = re.compile(r"(?:基层)?工会(?:组织|委员会)?$|单位$|级$|类$|\(社区\)$")
_SHORT = 12  # characters of a part's name


def breakdown_of(whole: Fact, behind: list[Fact]) -> tuple[tuple[tuple[str, int], ...], int]:
    """The parts of a metric's figure among the facts that follow it in its sentence, by the
    dictionary's names and in its order, and how many facts they are; none where one is not known, or
    where they do not add up."""
    metric, quote, text = whole.metric, fold(whole.quote), fold(whole.text)
    exact = whole.figure.qualifier is Qualifier.EXACT
    places = [m.end() for m in re.finditer(rf"(?<![0-9.,]){re.escape(text)}", quote)]
    if metric is None or not metric.parts or not exact or len(places) != 1:
        return (), 0
    opening = _OPENS.match(quote, places[0])
    if opening is None:
        return (), 0
    at, used = opening.end(), 0
    found: dict[str, Decimal] = {}
    for fact in behind:
        words = fold(fact.text)
        place = quote.find(words, at, at + _SHORT + len(words))
        part = _part(metric, quote[at:place]) if place >= 0 else ""
        value = fact.figure.value
        plain = fact.figure.qualifier is Qualifier.EXACT and fact.role is FactRole.ACTUAL
        if not part or not plain or value is None or value != int(value):
            break
        found[part] = found.get(part, Decimal(0)) + value
        used += 1
        between = _BETWEEN.match(quote, place + len(words))
        if between is None:
            break
        at = between.end()
    if len(found) < 2 or sum(found.values()) != whole.figure.value:
        return (), 0
    return tuple((part, int(found[part])) for part in metric.parts if part in found), used


def _part(metric: Metric, words: str) -> str:
    """The part that words before a number name: 村级工会 is 村社区, 离退休职工 is 离退休; "" for none or
    several."""
    name = _LINK.sub("", words)
    while (shorter := _OF_PART.sub("", name)) != name and name not in metric.parts:
        name = shorter
    near = [part for part in metric.parts if name == part]
    near = near or [part for part in metric.parts if name.startswith(part)]
    near = near or [p for p in metric.parts if name and (p.startswith(name) or p.endswith(name))]
    return near[0] if len(near) == 1 else ""
