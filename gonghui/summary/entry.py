"""Entry: one figure of a summary's front matter, short (`34个`) or in its long form.

Source: contract.md §1 and §3.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..figure import Figure
from ..period import Period
from ..registry.metric import Metric
from ..registry.unit import Scope

Breakdown = tuple[tuple[str, Figure], ...]


@dataclass(frozen=True)
class Entry:
    """One figure with all that its long form may say. `metric` is None for a local figure, whose
    `name` is the author's. Figures are held in the metric's unit of measure; a `foreign` one was
    given another unit on purpose: it is shown as written and never compared or summed."""

    name: str
    metric: Metric | None
    figure: Figure
    parts: Breakdown = ()
    levels: Breakdown = ()
    target: Figure | None = None
    target_rate: Figure | None = None
    stated: Figure | None = None
    base: Figure | None = None
    base_note: str | None = None
    scope: Scope | None = None
    period: Period | None = None
    definition: int | None = None
    note: str | None = None
    foreign: bool = False
    line: int = 1
    column: int = 1

    @property
    def position(self) -> tuple[int, int]:
        """Line and column in the file: what tells the entries of a summary apart."""
        return self.line, self.column

    @property
    def unit(self) -> str:
        """The unit of measure that the figure is shown in."""
        if self.metric is None or self.foreign:
            return self.figure.unit
        return self.metric.unit


@dataclass(frozen=True)
class LongForm:
    """A key of the long form, for the guide: what it means and an example."""

    meaning: str
    example: str


LONG_FORM: dict[str, LongForm] = {
    "value": LongForm("数，写法与短式相同", "value: 6家"),
    "unit": LongForm("计量单位；与指标不同时必须写 note，只展示不比较", "unit: 名"),
    "num": LongForm("分子", "num: 11"),
    "den": LongForm("分母", "den: 14"),
    "parts": LongForm("分项，合计应等于总数", "parts: {企业: 4, 村社区: 2}"),
    "levels": LongForm("按级别分，合计应等于总数", "levels: {市: 1, 县: 2}"),
    "target": LongForm("任务数", "target: 7"),
    "target_rate": LongForm("任务完成率", "target_rate: 80%以上"),
    "stated": LongForm("文中自己写的比率，与分子分母并列", "stated: 78.6%"),
    "base": LongForm("按现行口径重算的上年数", "base: 94个"),
    "base_note": LongForm("重算的说明", "base_note: 扣除划出的3个单位"),
    "scope": LongForm("这个数的范围：本级或含下级", "scope: 含下级"),
    "period": LongForm("这个数的期间，与全篇不同时写", "period: 2023年5月"),
    "definition": LongForm("这个数用的口径版本", "definition: 1"),
    "note": LongForm("说明", "note: 由文字推得"),
}
