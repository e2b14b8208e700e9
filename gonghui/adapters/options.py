"""Options: how one build goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..crew import Shard


@dataclass
class Options:
    """How a build goes: `preview` shows drafts too; `keep_going` leaves broken pages out; `only` is the
    path of the one summary that is built (adapters/onepage.py); `apart` leaves the files that are no
    pages to whoever runs the build (adapters/rendering.py); at most `jobs` processes, 0 for as many as
    pay, are at work at a time; with a `shard` nothing is published, only its units are made and kept;
    `site` is the folder in which what stands of the last build may stay (adapters/ground.py)."""

    preview: bool = False
    keep_going: bool = False
    only: str = ""
    apart: bool = False
    jobs: int = 0
    shard: Shard | None = None
    site: Path | None = None
    left_out: set[str] = field(default_factory=set)
