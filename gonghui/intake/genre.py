"""Genre: whether a text is a work summary, a plan, a campaign's or a person's own."""

from __future__ import annotations

import re

from ..quotation import clip
from ..registry import Registry
from ..spelling import fold, nearest
from ..summary import SummaryClass
from .ground import Ground, Proposal

_PLAN = re.compile(r"(?:工作)?(?:计划|要点|打算|思路|安排|设想|规划)(?:[（(].{1,12}[）)])?$")
_RESULT = re.compile(r"总结|小结|汇报|报告|情况|述职")
_PERSONAL = re.compile(r"个人|述职|新员工|转正|实习|本人|思想汇报")
_SPECIAL = re.compile(
    r"(?:关于)?(?:开展)?[“《]?(?P<name>[一-鿿“”《》A-Za-z0-9]{2,30}?(?:活动|宣传月|宣传周|竞赛|专项行动|行动|工程|教育|普查|调研))[”》]?(?:工作)?(?:的)?(?:情况|开展情况|活动)?(?:的)?(?:工作)?(?:总结|小结|情况|汇报|报告)"
)
_BROAD = re.compile(r"工会(?:宣传教育|活动)?工作总结$")
_I = re.compile(r"(?<![自忘])我(?![们校院局县镇市区省国会厂司行站所处委办中公单乡街部队党])|本人")


def genre_of(title: str, body: str, registry: Registry) -> Proposal[SummaryClass]:
    """The class of a text, a summary where nothing speaks against it."""
    words = f"标题“{clip(title)}”"
    if title and _PLAN.search(title) and not _RESULT.search(title):
        return _proposed(SummaryClass.PLAN, words)
    if title and _PERSONAL.search(title):
        return _proposed(SummaryClass.PERSONAL, words)
    said = len(_I.findall(body))
    if said >= 4 and said * 250 >= len(body):
        return _proposed(SummaryClass.PERSONAL, f"正文里{said}处自称“我”")
    if title and (
        campaign_of(title, registry) or (_SPECIAL.search(title) and not _BROAD.search(title))
    ):
        return _proposed(SummaryClass.SPECIAL, words)
    return Proposal(SummaryClass.SUMMARY)


def _proposed(class_: SummaryClass, words: str) -> Proposal[SummaryClass]:
    return Proposal(class_, (Ground(class_, words),))


def campaign_of(title: str, registry: Registry) -> str:
    """The name of the registered campaign that a title names; "" for none."""
    folded = re.sub('[“”‘’"《》]', "", fold(title))
    named = [name for name in registry.campaigns.values() if fold(name) in folded]
    return max(named, key=len, default="")


def campaign_question(title: str, registry: Registry) -> str:
    """What to ask where a campaign's summary names none that is registered."""
    match = _SPECIAL.search(fold(title))
    name = match["name"] if match else title
    near = nearest(name, registry.campaigns.values())
    offer = f"是不是“{near}”？" if near else ""
    return (
        f"像是专题活动的总结，没有认出是哪个活动。{offer}请填 campaign；新的活动先在 data/campaigns.yml "
        "里登记。例：campaign: 工会宣传月"
    )
