"""Kept: totals that were worked out for the last build, by metric and period, while nothing they follow from
has changed.

One process keeps them, all others look them up: a page of ten periods works out those of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..corpus import Corpus
from ..figure import Figure, Qualifier, State
from ..ledger import Book
from ..period import Period
from ..registry import Metric
from ..registry.unit import Scope
from .group import Group
from .roll import candidates, observed
from .total import LeftOut, Total

PACKS = 4  # files in which the totals of one metric are kept
# by group and scope: figure, reason, bounds, who is left out and why; by group: the scope used
Packed = dict[str, list[Any]]


def book_of(corpus: Corpus, metric: Metric) -> Book:
    """Where the totals of one metric are kept, a page a period."""
    return corpus.ledger.book(f"totals.{metric.id}", packs=PACKS)


def packed(totals: Iterable[Total], used: Mapping[Group, Scope]) -> Packed:
    """Totals of one metric and period as texts and lists: who is counted are all others of the group; and
    the scope that is used of each group."""
    scopes: Packed = {_name(group): [str(scope)] for group, scope in used.items()}
    return scopes | {
        _name(total.group, total.scope): [
            _plain(total.figure),
            total.reason,
            _plain(total.bounds),
            [(left.unit.id, left.why) for left in total.left_out],
        ]
        for total in totals
    }


def known_total(
    corpus: Corpus, group: Group, metric: Metric, period: Period, scope: Scope
) -> Total | None:
    """A total as it is known; None where it has to be worked out."""
    found = _page(corpus, metric, period).get(_name(group, scope))
    if found is None:
        return None
    figure, reason, bounds, left = found
    units, missing = corpus.registry.units, {id_ for id_, _ in left}
    said = observed(corpus, period, metric)
    every = candidates(corpus, period, metric)[group.kind, group.id]
    try:
        counted = tuple([said[unit.id][scope] for unit in every if unit.id not in missing])
    except KeyError:  # kept of other units, which no print of ours allows
        return None
    left_out = tuple([LeftOut(units[id_], why) for id_, why in left])
    return Total(
        group, metric, period, scope, _figure(figure), reason, counted, left_out, _figure(bounds)
    )


def known_scope(corpus: Corpus, group: Group, metric: Metric, period: Period) -> Scope | None:
    """The scope that is used, as far as it is known."""
    found = _page(corpus, metric, period).get(_name(group))
    return Scope(found[0]) if found else None


def _page(corpus: Corpus, metric: Metric, period: Period) -> Mapping[str, list[Any]]:
    asked = ("known totals", metric.id)
    if asked not in corpus.answers:
        corpus.answers[asked] = book_of(corpus, metric)
    book: Book = corpus.answers[asked]
    return book.page(f"/{period.id}")


def _name(group: Group, scope: str = "used") -> str:
    return f"{group.kind} {group.id} {scope}"


def _plain(figure: Figure | None) -> list[Any] | None:
    if figure is None:
        return None
    held = (getattr(figure, name) for name in _FIELDS)
    return [None if value is None else str(value) for value in held]


def _figure(told: list[Any] | None) -> Figure | None:
    if told is None:
        return None
    read: dict[str, Any] = dict(zip(_FIELDS, told, strict=True))
    for name, kind in _KINDS.items():
        read[name] = None if read[name] is None else kind(read[name])
    return Figure(**read)


def _truth(text: str) -> bool:
    return text == str(True)


_FIELDS = tuple(Figure.__dataclass_fields__)
_KINDS: dict[str, Any] = {
    "qualifier": Qualifier,
    "state": State,
    **dict.fromkeys(("value", "lower", "upper", "numerator", "denominator"), Decimal),
    **dict.fromkeys(("lower_open", "upper_open", "scaled"), _truth),
}
