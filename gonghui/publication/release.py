"""Release: the name of a published site: its day and which of that day it is: 2026-11-23-1."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-([1-9]\d{0,5})")


def is_name(text: str) -> bool:
    """Whether a file's name is that of a release; whatever else lies there is nobody's business."""
    return _NAME.fullmatch(text) is not None


def in_order(names: Iterable[str]) -> list[str]:
    """The releases among some names, oldest first."""
    return sorted((name for name in names if is_name(name)), key=_order)


def next_name(names: Iterable[str], today: date) -> str:
    """The name of a release that comes after all others, even where the clock was set back."""
    day, number = max(map(_order, in_order(names)), default=("", 0))
    if today.isoformat() > day:
        return f"{today.isoformat()}-1"
    return f"{day}-{number + 1}"


def outdated(names: Iterable[str], current: str, keep: int) -> list[str]:
    """The releases that go when `keep` are kept; the current one always stays and counts."""
    others = [name for name in in_order(names) if name != current]
    return others[: max(0, len(others) - keep + 1)]


def _order(name: str) -> tuple[str, int]:
    day, _, number = name.rpartition("-")
    return day, int(number)
