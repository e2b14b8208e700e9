"""Year part: a half, a quarter or a term named without its year (本学期, 上半年), which the day of the
signature tells."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..period import Calendar, Kind, Period, regular

_AND = re.compile(r"和|及|与|暨|、")
_PLANNED = re.compile(r"下半年(?:工作)?(?:计划|打算|思路|安排)")
_PARTS: tuple[tuple[re.Pattern[str], Kind, int], ...] = (
    (re.compile("上半年"), Kind.HALF, 1),
    (re.compile("下半年"), Kind.HALF, 2),
    (re.compile("第?一季度"), Kind.QUARTER, 1),
    (re.compile("第?二季度"), Kind.QUARTER, 2),
    (re.compile("第?三季度"), Kind.QUARTER, 3),
    (re.compile("第?四季度"), Kind.QUARTER, 4),
    (re.compile("第一学期|上学期"), Kind.TERM, 1),
    (re.compile("第二学期|下学期"), Kind.TERM, 2),
    (re.compile("本学期|一学期来|学期"), Kind.TERM, 0),
    (re.compile("本学年|学年"), Kind.SCHOOL_YEAR, 0),
    (re.compile("年度|年终|全年|一年来|一年的"), Kind.YEAR, 0),
)
_WITHIN_YEAR = 6  # how many of them are parts of a calendar year
_OPENING = (
    (re.compile("(?:今年)?上半年(?:以?来)?"), Kind.HALF, 1),
    (re.compile("(?:今年)?下半年以来"), Kind.HALF, 2),
    (re.compile("本学期|一学期(?:以?来)"), Kind.TERM, 0),
    (re.compile("本学年"), Kind.SCHOOL_YEAR, 0),
    (re.compile("(?:第?一|本)季度"), Kind.QUARTER, 1),
    (re.compile("一年来|今年以?来|今年|全年|本年度|年度"), Kind.YEAR, 0),
)
_NEXT = re.compile(r"(?:下一步|下步|今后|明年|下半年(?:打算|计划|工作))")
EARLY = timedelta(days=75)  # a year's summary is asked for in October, a half-year's in June


def part_within(words: str, year: Period, calendar: Calendar) -> Period | None:
    """2023年工会上半年工作总结: the part of the year that stands further on; the year where none does,
    None where the words are of a school year."""
    head = _AND.split(words)[0]
    for pattern, kind, slot in _PARTS[:_WITHIN_YEAR]:
        if pattern.search(head) and not _PLANNED.search(head):
            return regular(kind, year.year or 0, slot, calendar)
    return None if re.search("学期|学年", head) else year


def part_of_title(title: str, day: date, calendar: Calendar) -> Period | None:
    """The part that a title names, the last one that was over, or nearly, on a day."""
    head = _AND.split(title)[0]
    found = next((part for part in _PARTS if part[0].search(head)), None)
    return _last(found[1], found[2], day, calendar) if found else None


def part_of_opening(line: str, day: date, calendar: Calendar) -> tuple[str, Period] | None:
    """The part that a first sentence names, with its words there."""
    for pattern, kind, slot in _OPENING:
        said = pattern.search(line)
        if said and not _NEXT.search(line[: said.end() + 4]):
            period = _last(kind, slot, day, calendar)
            return (said[0], period) if period else None
    return None


def word_of_part(text: str) -> str:
    """上半年 where a text says it, "" where it names no part of a calendar year."""
    return next((m[0] for p, _, _ in _PARTS[:_WITHIN_YEAR] if (m := p.search(text))), "")


def _last(kind: Kind, slot: int, day: date, calendar: Calendar) -> Period | None:
    slots = [slot] if slot else [1, 2] if kind is Kind.TERM else [0]
    ended = []
    for year in range(day.year - 2, day.year + 1):
        for one in slots:
            period = regular(kind, year, one, calendar)
            assert period.last is not None
            assert period.first is not None
            early = min(EARLY, (period.last - period.first) / 3)
            if period.last - early <= day:
                ended.append(period)
    return max(ended, key=lambda period: period.sort_key, default=None)
