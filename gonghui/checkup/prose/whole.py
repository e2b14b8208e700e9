"""Whether a figure of the text is of the whole: of the summary's own period and of all its unit.

A summary tells many figures of a holiday, a quarter, a village or a plant, each as the dictionary names
the whole. Only where the words before the figure leave no doubt is it held against the front matter.
"""

from __future__ import annotations

import re

from ...facts import Fact
from ...facts.prose import Sentence
from ...period import Kind, Period
from ...spelling import fold
from ...summary import Summary

_BREAK = re.compile(r"[，,；;：:、（(）)]")
# Another time than the whole period, or no result of it.
_PART = re.compile(
    r"春节|元旦|元宵|双节|两节|三八|五一|五四|端午|六一|七一|八一|中秋|国庆|重阳|教师节|护士节|节日|节前|期间|"
    r"[春夏秋冬](?:季|天|节)|盛夏|酷暑|严冬|寒冬|季度|[0-9一二三四五六七八九十当]月|旬|[上下]半年|[上下]学期|周|"
    r"上年|去年|前年|往年|同期|明年|来年|年前|(?:19|20)[0-9]{2}年|[首前后几0-9一二三四五]批|线上|线下"
)
_ALL_TIME = re.compile(r"全年|年末|年底|期末|本年|今年")
_ABOVE = re.compile(r"全([国省市县区州])")
_TIME_ALONE = 10  # characters of a clause that says nothing but when: 国庆前，
_BEHIND = re.compile(r"的(?:任务|要求|目标|指标|标准|基础)|来自")
# What may stand in a clause before the name of what is counted, where that is of all the unit.
_WORDS = (
    "截至|截止|到|至|目前|现在|如今|期内|年末|年底|期末|月末|学期末|学年末|全年|当年|本年度|本年|今年|年度|本期|本学期|全学期|学期内|本学年|"
    "学年内|一年来|一年中|年内|会前|本级|公司|本统计年度|年初|半年|归并后|宣传月内|一共|总共|共计|总计|累计|合计|共|总|已经|已|现有|现|拥有|有|为|是|达到|达|先后|大力|广泛|深入|集中|"
    "组织|开展|开办|举办|举行|召开|办理|受理|发放|筹集|投入|使用|支出|收到|收集|征集|提出|安排|排查|经审查|计|建成|建立|完成|新建|新增|发展|吸收|"
    "慰问|走访|看望|帮扶|资助|救助|荣获|获得|获|取得|实现|的|各类|各种|各级|各项|大型|所属|系统|辖区|基层|在册|登记|教师|职工|工会|职代会|"
    "[^企业村社区机关单位会院校厂科室]{1,12}等"
)


def is_of_whole(summary: Summary, sentence: Sentence, fact: Fact) -> bool:
    """Whether nothing before the figure says that it is of a part, or of another time."""
    if sentence.head:
        return True  # a table's row bears the name alone
    said, metric = sentence.said, fact.metric
    place = next(
        (i for i in range(len(said)) if sentence.place(i) == (fact.line, fact.column)), None
    )
    if place is None or metric is None or _BEHIND.match(said, place + len(fold(fact.text))):
        return False
    *earlier, clause = _BREAK.split(_without_own(said[:place], summary.period))
    timed = not _ALL_TIME.search(clause)
    for one in earlier:
        part = one.startswith("其中") and not metric.parent
        if timed and (part or (len(one) <= _TIME_ALONE and _PART.search(one))):
            return False
        if any(above not in summary.unit.name for above in _ABOVE.findall(one)):
            return False  # 全县… in the summary of a town
    names = [fold(name) for name in (metric.name, *metric.aliases)]
    starts = [clause.rfind(name) for name in names if name in clause]
    starts = starts or [clause.rfind(name[:2]) for name in names if name[:2] in clause]  # a stem
    before = clause[: min(starts, default=0)]
    if metric.parent:
        before = before.removeprefix("其中")
    return not _PART.search(before) and _plain(summary).fullmatch(before) is not None


def _plain(summary: Summary) -> re.Pattern[str]:
    """The words that leave no doubt: 全镇 of a town, its own name."""
    unit = summary.unit
    letters = re.escape("".join(sorted(set(fold(unit.name_in(summary.period))))))
    names = "|".join(re.escape(fold(name.text)) for name in unit.names)
    return re.compile(rf"(?:{names}|[全本我][{letters}]{{1,8}}|{_WORDS})*")


def _without_own(said: str, period: Period) -> str:
    """The words without those that name the period itself, or its end."""
    own = [re.escape(fold(period.name))]
    if period.last is not None:
        year, month, day = period.last.year, period.last.month, period.last.day
        own.append(rf"(?:{year}年)?(?:1月?[-~至到])?{month}月(?:底|末|份|{day}日)?")
        own.append(rf"{year}年(?:底|末|度)?")
    if period.kind is Kind.HALF:
        own.append("上半年" if period.slot == 1 else "下半年")
    if period.kind is Kind.YTD and period.last and period.last.month == 9:
        own.append("前(?:三季度|九个月)")
    if period.kind is Kind.QUARTER:
        own.append(f"{'一二三四'[period.slot - 1]}季度")
    return re.sub("|".join(own), "", said)
