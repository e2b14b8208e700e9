"""Local name: what a figure that the dictionary does not know counts, by the words before it, and
whether these would say it to a reader who has not seen the sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from ..facts import Fact
from ..figure import Figure
from ..privacy import names_a_person
from ..registry import Metric, Registry
from ..spelling import fold
from .roster import is_persons_name

_CLAUSE = "，。；、：（）()；:,;！？“”"
_LEAD = re.compile(
    r"^(?:(?:[一二三四五六七八九十](?:是|要)|全年|今年|一年来|上半年|下半年|本学期|期间|同时|先后|累计|共计|总计|合计|共|已|还|并|又|其中|我们|我会|目前|现有|现|截至目前|到目前为止|通过|还有|以及|和|及)+)"
)
_TAIL = re.compile(
    r"(?:达到|达|约|为|是|了|有|计|共|近|累计|共计|各类|等|各|先后|已|超过|至少|仅)+$"
)
_VERB = re.compile(
    r"^(?:开展|举办|举行|组织|悬挂|制作|张贴|印发|发放|召开|编印|开办|建立|设立|发送|送出|编发|刊出|出(?![动席台资版具差勤]))(?:了)?(?=[一-鿿]{3})"
)
_NO_NAME = re.compile(r"被|荣获|获得|同志|我们|进行|同时|其中")
_HAN = re.compile(r"[一-鿿A-Za-z]{2,14}")
_FROM_THERE_ON = re.compile(r"[，。；、：（）()\s：:！？]|的")
MAX_NAME = 12
_LEAST = 4  # characters of a name that is nearly a metric's
_COMPARED = re.compile(
    r"^[比较]|上年|去年|同期|同比|环比|净增|增长|增加|减少|下降|^(?:每|人均|平均|占|超过|另|其|到(?!会)|按|请|有|如期|本月|全[乡镇县校院]|各|一|场)|期间|第?.季度|[0-9一二三四五六七八九十]+[届次]"
)
# 家庭得到…, …送去…, 名单在…: a piece of a sentence
_SENTENCE = re.compile(
    r"得到|送去|送上|拿到|做到|实现|等|在(?![职岗册校])|(?<!结)对(?![口子])|[把给让被都只将也又由因的了]|(?<![技功职才智节])能"
    r"|(?:分别|控制|价值|合|签|名单|办|占|深入|开展|参加|坚持到底)$"
)
_DOING = re.compile(
    r"^(?:为|向)?(?:新?建立?|新增|开展|举办|组织|使用|筹集|投入|支出|发放|得到|获得?|参加|参与|参训|覆盖|涵盖|惠及|走访|看望|探望|"
    r"(?:慰问|帮扶|救助|资助)(?!资金|金额|物|费)|接待|受理|签订|征得|征集|收到|达标|赔付|理赔|受益|全体|各|现有|实际|超过|折合|应到|开办|多方)"
)
_COMMON = re.compile(
    r"(?:企业|单位|职工|会员|人员|家庭|资金|金额|费用|奖金|活动|群众|物资|物品|队伍|价值|总价值|面值|支出|标准|代表|班组|总数|次数|人数|数量)*"
)
_OF_PART = ("", "职工", "单位", "级", "工会", "企业", "组织")


_folded = lru_cache(maxsize=1)(fold)  # many figures may stand in one sentence


def local_name(fact: Fact) -> str:
    """What a figure without a metric counts, by the words of its clause: 黑板报 of 出黑板报40余期;
    "" where they do not make a name."""
    quote, text = _folded(fact.quote), fold(fact.text)
    at = quote.find(text)
    if at < 0 or quote.count(text) > 1:
        return ""
    start = max(quote.rfind(mark, 0, at) for mark in _CLAUSE) + 1
    before = _TAIL.sub("", _LEAD.sub("", quote[start:at]))
    behind = quote[at + len(text) :]
    stop = _FROM_THERE_ON.search(behind)
    after = behind[: stop.start()] if stop else behind
    name = before if len(before) >= 4 or not after else before + after
    name = _VERB.sub("", name)
    if _NO_NAME.search(name) or names_a_person(name, quote) or is_persons_name(name):
        return ""
    return name if _HAN.fullmatch(name) and 2 <= len(name) <= MAX_NAME else ""


def is_clear(name: str, fact: Fact, registry: Registry) -> bool:
    """Whether a name is a noun that a reader understands: not 镇总工会, 比上年多发, 使用资金, nor 企业, which
    is a part of something, nor the last of several (困难职工、一线职工等2300人次)."""
    if _COMPARED.search(name) or _SENTENCE.search(name) or name.endswith("总工会"):
        return False
    if registry.unit_type(name) is not None or registry.unit(name) is not None:
        return False
    parts = {part for m in registry.metrics.values() for part in (*m.parts, *m.levels)}
    if name in {f"{part}{ending}" for part in parts for ending in _OF_PART}:
        return False
    quote = _folded(fact.quote)
    if re.search(
        rf"(?:走访|慰问|看望)[^，。；,;]*、{re.escape(name)}|、{re.escape(name)}等", quote
    ):
        return False
    noun = name
    while (shorter := _DOING.sub("", noun)) != noun:
        noun = shorter
    return _COMMON.fullmatch(noun) is None  # 慰问品 is more than 慰问


def near_metric(name: str, figure: Figure, registry: Registry) -> Metric | None:
    """The metric that a name is nearly one of: 慰问资金 leaves out the first words of 送温暖慰问资金. None
    where there is none, or in another unit of measure."""
    words = fold(name)
    for metric in registry.metrics.values():
        for known in map(fold, (metric.name, *metric.aliases)):
            short, long = sorted((words, known), key=len)
            near = len(short) >= _LEAST and len(short) * 2 >= len(long) and _is_within(short, long)
            if near and figure.unit in metric.words:
                return metric
    return None


def _is_within(short: str, long: str) -> bool:
    """Whether all characters of one stand in the other, in their order."""
    rest = iter(long)
    return all(char in rest for char in short)
