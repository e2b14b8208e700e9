"""Summary: one Markdown file of one unit for one period. The whole contract of its front matter.

Source: contract.md §1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..period import Period
from ..registry import Registry, Unit
from ..registry.unit import Scope
from .call import Call
from .entry import Entry
from .observation import Observation, observe


class SummaryClass(StrEnum):
    SUMMARY = "summary"
    SPECIAL = "special"
    PERSONAL = "personal"
    PLAN = "plan"


class Status(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    ISSUED = "issued"


class DataStatus(StrEnum):
    FLASH = "flash"
    PRELIMINARY = "preliminary"
    FINAL = "final"


CLASS_NAMES = {
    "工作总结": SummaryClass.SUMMARY,
    "专题": SummaryClass.SPECIAL,
    "个人": SummaryClass.PERSONAL,
    "计划": SummaryClass.PLAN,
}
STATUS_NAMES = {"起草": Status.DRAFT, "审核": Status.REVIEW, "签发": Status.ISSUED}
DATA_STATUS_NAMES = {
    "快报": DataStatus.FLASH,
    "初步": DataStatus.PRELIMINARY,
    "核定": DataStatus.FINAL,
}


@dataclass(frozen=True)
class Key:
    """A key of the front matter, for the guide."""

    meaning: str
    example: str
    default: str = ""


KEYS: dict[str, Key] = {
    "unit": Key("单位：现用名、曾用名或登记的 id", "芙蓉镇总工会", "必填"),
    "unit_type": Key("单位类型，与登记的一致", "镇总工会", "必填"),
    "period": Key("期间", "2023年上半年", "必填"),
    "metrics": Key("指标字典里的指标和数", "会员人数: 7402人"),
    "local": Key("字典里没有的数：照样登出，不比较、不汇总", "黑板报: 40余期"),
    "title": Key("标题", "2023年上半年工作总结", "单位+期间+工会工作总结"),
    "class": Key("类别：工作总结、专题、个人、计划", "专题", "工作总结"),
    "campaign": Key("专题活动；类别是专题时必填，其他类别不写", "工会宣传月"),
    "scope": Key("全篇数字的范围：本级、含下级", "含下级", "本级；单位类型可给某个指标另定"),
    "status": Key("起草、审核、签发；没有签发的只在预览里看得到", "起草", "签发"),
    "data_status": Key("数据状态：快报、初步、核定", "快报", "核定"),
    "as_of": Key("数据截至哪一天", "2023-06-30", "期间的最后一天"),
    "issued": Key("签发日期", "2023-07-10"),
    "union_term": Key("工会委员会届次", "六届"),
    "congress_term": Key("职代会届次", "三届二次"),
    "corrections": Key(
        "更正说明", "[{date: 2023-08-01, metric: 会员人数, from: 7420人, to: 7402人, reason: 笔误}]"
    ),
    "accept": Key(
        "查过、确认不改的问题", "[{code: stated-mismatch, metric: 规范化达标率, reason: 原文如此}]"
    ),
}


@dataclass(frozen=True)
class Correction:
    """A correction after issue: `before` and `after` as written."""

    day: date
    metric: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Acceptance:
    """A finding of the check-up that its author has looked at and keeps; the only way to silence
    one. `metric` is an id or a local name, None for any."""

    code: str
    metric: str | None
    reason: str
    line: int
    column: int


@dataclass(frozen=True)
class Summary:
    """One summary. `path` is relative to the project; `body` has tokens where `calls` stood; `places`
    says at which line and column the value of each key of the front matter stands."""

    path: str
    unit: Unit
    period: Period
    metrics: tuple[Entry, ...]
    local: tuple[Entry, ...]
    title: str
    class_: SummaryClass
    campaign: str | None
    scope: Scope
    scope_written: bool
    status: Status
    data_status: DataStatus
    as_of: date | None
    issued: date | None
    union_term: str | None
    congress_term: str | None
    corrections: tuple[Correction, ...]
    accept: tuple[Acceptance, ...]
    body: str
    body_line: int
    calls: tuple[Call, ...]
    registry: Registry
    places: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    @property
    def identity(self) -> tuple[str, str, SummaryClass, str | None, Scope]:
        """What no two summaries may share: unit, period, class, campaign and scope."""
        return (self.unit.id, self.period.id, self.class_, self.campaign, self.scope)

    @cached_property
    def address(self) -> str:
        """The page's place in the site, ASCII, with / at its end: summaries/2023-H1/furong-town/"""
        place = f"summaries/{self.period.id}/{self.unit.id}/"
        if self.class_ is SummaryClass.SUMMARY and self.scope is Scope.OWN:
            return place
        tail = [str(self.class_)]
        tail += [self.campaign] if self.campaign else []
        tail += [str(self.scope)] if self.scope is not Scope.OWN else []
        return f"{place}{'-'.join(tail)}/"

    @property
    def is_issued(self) -> bool:
        return self.status is Status.ISSUED

    @property
    def is_compared(self) -> bool:
        """个人 and 计划 are shown, and enter no comparison and no total."""
        return self.class_ in (SummaryClass.SUMMARY, SummaryClass.SPECIAL)

    @property
    def unit_name(self) -> str:
        """The unit's name of that time."""
        return self.unit.name_in(self.period)

    @property
    def body_without_calls(self) -> str:
        """The text with blanks in the place of each call, so that positions are the file's."""
        text = self.body
        for call in self.calls:
            text = text.replace(call.token, " " * len(call.written), 1)
        return text

    @property
    def body_of_words(self) -> str:
        """The text without the lines that hold a macro: a sentence without its figure would say
        something else. Other lines stay where they are."""
        if not self.calls:
            return self.body
        lines = self.body.split("\n")
        return "\n".join("" if any(c.token in n for c in self.calls) else n for n in lines)

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """What the dictionary's figures say, one for each metric, scope, period and definition."""
        return tuple(observe(self))
