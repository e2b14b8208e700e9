"""Cell: one period of one row of the workbench, and its compact form for JSON.

Lists instead of objects, what is at the end of a list left out where it is empty, and a sentence left out
where it is the usual one, which the browser puts together from the words of the same cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Said:
    """What is said of one comparison: `difference` and `rate` as table cells, `remark` why there is no
    plain answer or on which base it was computed, `sentence` ready to paste ("" where nothing is
    worth saying). `plain` is False for words that stand in place of a difference: 不可比. `phrase` is
    what the base is called."""

    difference: str
    rate: str = ""
    remark: str = ""
    sentence: str = ""
    plain: bool = True
    phrase: str = ""


@dataclass(frozen=True)
class Drawn:
    """Where a number stands on a chart, plain decimals: `level`, and for an inexact one its bounds ("" is
    none, "-" an open end); `joined` says whether a line may lead there; `partial` that a total lacks units."""

    level: str
    exact: bool = True
    lower: str = ""
    upper: str = ""
    joined: bool = True
    partial: bool = False


@dataclass(frozen=True)
class BenchCell:
    """One period of one row. `text` as tables print it, `said` to those who listen where that differs;
    `state` a class of the style sheet; `gap` why there is no number; `breaks` label and reason of
    what lies between this period and the one before; `name` the unit's of that time where it is
    another now; `address` of the summary where it is not the usual one; `notes` printed below the
    table; `changes` one for each basis of the slot, None where it is not defined. A total has `reported`,
    how many units are in it, and `same`, the changes of the units alone that are in both."""

    text: str
    drawn: Drawn | None = None
    said: str = ""
    state: str = ""
    gap: str = ""
    mark: str = ""
    breaks: tuple[tuple[str, str], ...] = ()
    name: str = ""
    address: str = ""
    notes: tuple[str, ...] = ()
    changes: tuple[Said | None, ...] = ()
    reported: str = ""
    same: tuple[Said | None, ...] = ()


def compact(cell: BenchCell | None, subject: str, unit: str) -> Any:
    """The cell for JSON: null, or [text, [change or 0 …], {what is unusual}], cut after what is not
    empty. `subject` and `unit` are what sentences of the row begin with and count in.

    Unusual are `d` what is said for the text, `c` the class, `v` the drawn [level, lower, upper,
    joined, partial] of a number that is inexact or not drawn where its text says, `g` [mark, gap], `b` breaks,
    `u` the name of that time, `a` the address, `n` notes, `r` how many units a total has, `s` its changes
    over the same units.
    """
    if cell is None:
        return None
    unusual: dict[str, Any] = {
        "d": cell.said,
        "c": cell.state,
        "v": _drawn(cell),
        "g": [cell.mark, cell.gap] if cell.gap else [],
        "b": [list(found) for found in cell.breaks],
        "u": cell.name,
        "a": cell.address,
        "n": list(cell.notes),
        "r": cell.reported,
        "s": cut([_change(said, cell, subject, unit) for said in cell.same]),
    }
    kept = {key: value for key, value in unusual.items() if value}
    changes = [_change(said, cell, subject, unit) for said in cell.changes]
    return cut([cell.text, cut(changes), kept])


def _drawn(cell: BenchCell) -> list[Any]:
    """Nothing where an exact number is drawn where its text says."""
    drawn = cell.drawn
    if drawn is None or (drawn.exact and drawn.level == cell.text.replace(",", "")):
        return []
    if drawn.exact:
        return [drawn.level]
    return cut([drawn.level, drawn.lower, drawn.upper, int(drawn.joined), int(drawn.partial)])


def _change(said: Said | None, cell: BenchCell, subject: str, unit: str) -> Any:
    """[difference, rate, remark, sentence]: rate 0 where words stand for the difference, sentence 0
    where there is none and nothing at all where it is the usual one."""
    if said is None:
        return 0
    tail: list[Any] = []
    if not said.sentence:
        tail = [0]
    elif said.sentence != usual_sentence(said, cell, subject, unit):
        tail = [said.sentence]
    found = [said.difference, said.rate if said.plain else 0, said.remark, *tail]
    while len(found) > 1 and found[-1] == "":
        found.pop()
    return found


def usual_sentence(said: Said, cell: BenchCell, subject: str, unit: str) -> str:
    """The sentence as it can be put together from the cell: 会员人数1234人，比上年增加33人，增长2.81%。
    overrides/assets/workbench-data.js does the same."""
    start = f"{subject}{cell.text.replace(',', '')}{unit}，"
    if not said.plain or said.remark:
        return ""
    if said.difference == "持平":
        return f"{start}与{said.phrase}持平。"
    counted = "" if said.difference.endswith("百分点") else unit
    rate = f"，{said.rate}" if said.rate else ""
    return f"{start}比{said.phrase}{said.difference.replace(',', '')}{counted}{rate}。"


def cut(items: list[Any]) -> list[Any]:
    """The list without empty items at its end."""
    while items and items[-1] in (0, None, "", [], {}):
        items = items[:-1]
    return items
