"""Options: how one build goes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Options:
    """How this build goes: `preview` shows drafts too; `keep_going` leaves broken pages out; `only` is
    the path of the one summary that is built (adapters/onepage.py)."""

    preview: bool = False
    keep_going: bool = False
    only: str = ""
    left_out: set[str] = field(default_factory=set)
