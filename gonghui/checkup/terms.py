"""Terms: the terms of a union's committee (六届) and of a workers' congress (三届二次) go on in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..corpus import Corpus
from ..notation.numeral import read_numeral
from ..period import say_day
from ..registry.unit import EventType
from ..spelling import fold
from ..summary import Summary

SHORTEST = 3  # years of a term (工会法: three or five)
NUMBER = "[0-9〇零一二三四五六七八九十百]+"
_TERM = re.compile(rf"第?(?P<term>{NUMBER})届(?:第?(?P<session>{NUMBER})次)?")
NAMES = {"union_term": "工会委员会届次", "congress_term": "职代会届次"}


@dataclass(frozen=True, order=True)
class Term:
    """A term and, of a congress, its session; 0 for none."""

    number: int
    session: int = 0

    def __str__(self) -> str:
        session = f"{_han(self.session)}次" if self.session else ""
        return f"{_han(self.number)}届{session}"


def read_term(text: str | None) -> Term | None:
    """六届, 第六届, 6届, 三届二次; None for what is written otherwise."""
    match = _TERM.match(fold(text or ""))
    if match is None:
        return None
    numbers = [int(n) if n.isdigit() else read_numeral(n) for n in match.groups() if n]
    return None if None in numbers else Term(*(int(n) for n in numbers if n is not None))


def terms(corpus: Corpus, summary: Summary) -> Iterator[tuple[str, str]]:
    """The key of each term of a summary that an earlier one goes before, and what is wrong with it, ""
    for nothing."""
    if summary.period.last is None or not summary.is_compared:
        return
    fault = _elected(summary)
    if fault:
        yield "union_term", fault
        return
    for key, name in NAMES.items():
        now = read_term(getattr(summary, key))
        earlier = _before(corpus, summary, key) if now else None
        before = read_term(getattr(earlier, key)) if earlier else None
        if now is None or before is None or earlier is None:
            continue
        years = (summary.period.last_year or 0) - (earlier.period.last_year or 0)
        what = _fault(before, now, years)
        message = (
            f"{name}{what}：{earlier.period.name}是{before}，这一期是{now}。请核对；"
            f"应接着写{_next(before)}，没有换届、没有开会的照旧写{before}。例：{key}: {_next(before, 1)}"
        )
        yield key, message if what else ""


def _elected(summary: Summary) -> str:
    """A committee whose term had ended by an election in units.yml; "" for nothing."""
    now, upto = read_term(summary.union_term), summary.as_of or summary.period.last
    events = [e for e in summary.unit.events if e.type is EventType.ELECTED and e.term]
    held = [e for e in events if upto and e.day <= upto]
    elected = read_term(held[-1].term) if held else None
    if now is None or elected is None or now.number >= elected.number:
        return ""
    return (
        f"工会委员会届次写的是{now}，data/units.yml 里这个单位{say_day(held[-1].day)}换届，从那天起是{elected}。"
        f"请核对，改正写错的一处。例：union_term: {elected}"
    )


def _before(corpus: Corpus, summary: Summary, key: str) -> Summary | None:
    """The unit's newest issued summary before one that says such a term, unless the unit was merged or
    divided in between."""
    asked = ("terms", key, summary.unit.id)
    if asked not in corpus.answers:
        every = corpus.by_unit.get(summary.unit.id, [])
        corpus.answers[asked] = [
            s for s in every if s.is_compared and s.period.last and read_term(getattr(s, key))
        ]
    told: list[Summary] = corpus.answers[asked]
    for other in reversed(told):
        earlier = other.period.sort_key < summary.period.sort_key
        if earlier and other is not summary:
            broken = summary.unit.broken_between(other.period, summary.period)
            return None if broken else other
    return None


def _fault(before: Term, now: Term, years: int) -> str:
    """Years without a report in between may hold terms and sessions of their own."""
    if now < before and (now.number < before.number or now.session):
        return "倒退了"
    jump = now.number - before.number
    if jump > 1 and years < SHORTEST * (jump - 1):
        return "跳了"
    if not now.session or not before.session:
        return ""
    held = max(1, years)
    if jump == 0:
        return "跳了" if now.session - before.session > held else ""
    return "跳了" if now.session > held else ""


def _next(before: Term, count: int = 2) -> str:
    """What may follow: the next session, or the first of the next term."""
    if not before.session:
        return str(Term(before.number + 1))
    both = (Term(before.number, before.session + 1), Term(before.number + 1, 1))
    return "或".join(map(str, both[:count]))


def _han(number: int) -> str:
    """A number below a hundred as terms are written: 十二."""
    digits, tens, ones = "零一二三四五六七八九", number // 10, number % 10
    if not 0 < number < 100:
        return f"{number}"
    ten = "" if not tens else f"{digits[tens] if tens > 1 else ''}十"
    return f"{ten}{digits[ones] if ones else ''}"
