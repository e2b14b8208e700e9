"""Total: one metric over a group of units, of one period, scope and definition: the figure, whom it counts
and whom it lacks.

Source: contract.md §5.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from ..figure import STATE_NAMES, Figure
from ..period import Period
from ..registry import Metric, Unit
from ..registry.unit import Scope
from ..summary.observation import Observation
from .group import Group

NOT_REPORTED, NOT_IN_IT = "缺报", "总结里没有这项数"


class DoubleCount(ValueError):
    """A unit would be counted with one above it that counts it already; names both rows."""

    def __init__(self, above: Observation, below: Observation) -> None:
        def row(one: Observation) -> str:
            return f"“{one.summary.unit_name}”（{one.summary.path}:{one.entries[0].line}）"

        super().__init__(
            f"{above.metric.name}重复计算：{row(above)}是含下级的数，已经包括{row(below)}。"
            "请只合计其中一级的单位（例如只写一个单位类型）；下级另有本级数的，也可以按本级合计。"
        )
        self.above, self.below = above, below


@dataclass(frozen=True)
class LeftOut:
    """A unit that should be in a total and is not, and why in a few characters."""

    unit: Unit
    why: str

    @property
    def is_silent(self) -> bool:
        """Whether the unit said no number at all, rather than one that does not go in."""
        return self.why in (NOT_REPORTED, NOT_IN_IT, *STATE_NAMES.values())


@dataclass(frozen=True)
class Total:
    """`figure` is held in the metric's unit of measure, None where no total is possible, and `reason`
    says why; `bounds` is then where a ratio lies of which only rates are known. `counted` is in
    the registry's order."""

    group: Group
    metric: Metric
    period: Period
    scope: Scope
    figure: Figure | None
    reason: str
    counted: tuple[Observation, ...]
    left_out: tuple[LeftOut, ...]
    bounds: Figure | None = None

    @property
    def expected(self) -> int:
        """How many units should be in it."""
        return len(self.counted) + len(self.left_out)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Those that are counted, by id."""
        units = list(map(attrgetter("summary.unit"), self.counted))
        return dict(zip(map(attrgetter("id"), units), units, strict=True))

    @property
    def is_whole(self) -> bool:
        return not self.left_out
