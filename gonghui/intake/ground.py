"""Ground: where in a text a proposal stands, so that a person can see whether it is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Ground(Generic[Value]):
    """A value and the words that speak for it: 标题“…”."""

    value: Value
    words: str


@dataclass(frozen=True)
class Proposal(Generic[Value]):
    """The value proposed, None where there is none or where grounds contradict each other; the
    grounds; and the question to a person, "" for none."""

    value: Value | None = None
    grounds: tuple[Ground[Value], ...] = field(default=())
    question: str = ""

    @property
    def said(self) -> str:
        """The grounds as words: 标题“…”、落款“…”."""
        return reasons(ground.words for ground in self.grounds)


def reasons(words: Iterable[str]) -> str:
    """Grounds in a row, each once."""
    return "、".join(dict.fromkeys(words))
