"""Node: what a YAML document holds, everything with the position where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scalar:
    """A text; `quoted` tells whether quotes or a block mark stood around it, `told` that what is
    wrong with it has been reported, so that its reader need not complain as well."""

    text: str
    line: int
    column: int
    quoted: bool = False
    told: bool = False


@dataclass(frozen=True)
class Sequence:
    items: list[Node]
    line: int
    column: int


@dataclass(frozen=True)
class Mapping:
    """Keys and values in the order written; no key occurs twice."""

    items: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


Node = Scalar | Sequence | Mapping
