"""Extent: whose figure it is and of what time: of all the unit and of the summary's own period, or
another's, a part's, another time's, a condition.

A summary tells many figures of a holiday, a quarter, a village or a plant, each as the dictionary names
the whole. What may be of something else is never sure; what is not certainly of the whole is never held
against the front matter.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from ..period import Kind, Period
from ..registry import Metric, Unit
from ..spelling import fold

# right before the metric's name: 净增会员, 原有会员, 尚未发展会员, 建议发展会员, 参加上级举办的培训班, 大型活动
_NOT_IT = re.compile(
    r"(?:净增|减少|流失|转出|(?<!新)增加|短缺|缺少?|应有|应到|预计|原有|曾有|最多时|尚未|没有|未能?|不是|不含|建议|下达|分配|下发的?|争取"
    r"|需要?|还差|尚差|代表|特邀|非|准|拟|参加|参与|承办|协办|上级|举办的|组织的|召开的|开展的"
    r"|[县市省全]总|以[上下]的?(?:企业|单位)|专项|大型|中型|小型|较大规模|主题|专题|专场|首次|另一?|其他|其它|某一?|个别|部分|有的|少数|多数|一些)(?:的|职工|工会|我会|了)*$"
)
# somebody's own, who need not be the writer: 芙蓉镇会员, 县医院会员; not 全镇, 我校, 各单位
_ANOTHER = re.compile(
    r"(?:^|[^一-鿿]|其中|[有为在由对])(?!(?:我|本|各|该|全|所属|所有|基层|辖区|下属|上述|建会|已建))[一-鿿]{1,8}?"
    r"(?<![我本各该全])(?:镇|乡|村|街道|社区|园区|公司|集团|厂|学校|小学|中学|大学|学院|幼儿园|医院|银行|局|企业|单位|车间|科室|分会|分工会|支会|工会小组|总工会|工会联合会)"
    r"的?$"
)
_WHOLE_COUNTRY = re.compile(r"全国|全省|全自治区|世界")
# money that is not the union's own, and what somebody gave to it
_ELSES_MONEY = re.compile(
    r"行政|财政|县总|市总|省总|全总|上级|企业|公司|社会|爱心|拨付|下拨|拨来|捐"
)
_IF = re.compile(
    r"如果|假如|若(?!干)|凡是?|一旦|只要|但凡|条件|标准|达不到|低于规定|对于?(?=[^，。；]{0,12}$)"
)
_YEAR_AHEAD = re.compile(r"(?:到|至)20[0-9]{2}年(?![底末0-9一二三四五六七八九十])")
# right behind: 25人以上的企业, 500元/户
_OF = re.compile(r"的(?!基础上|同时)|/|每[人户名家位次天]|[一1]?[人户](?=[，。；])|不等|标准")
_NEAR = 40  # characters
_BREAK = re.compile(r"[，,；;：:、（(）)]")
# Another time than the whole period, or no result of it.
_PART = re.compile(
    r"春节|元旦|元宵|双节|两节|三八|五一|五四|端午|六一|七一|八一|中秋|国庆|重阳|教师节|护士节|节日|节前|期间|"
    r"[春夏秋冬](?:季|天|节)|盛夏|酷暑|严冬|寒冬|季度|[0-9一二三四五六七八九十当]月|旬|[上下]半年|[上下]学期|周|"
    r"上年|去年|前年|往年|同期|明年|来年|年前|(?:19|20)[0-9]{2}年|[首前后几0-9一二三四五]批|线上|线下"
)
_ALL_TIME = re.compile(r"全年|年末|年底|期末|本年|今年")
_NEW = re.compile("新|增|其中|等")
_OWN_TIME = re.compile(r"全年|本年|今年|当年|年内|本期|本学期|本学年|其中|分别|依次|年均|平均|每年")
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
_RANGE = re.compile(
    r"(?<![0-9])([0-9]{1,2})月([0-9]{1,2})日?[-~至到](?:([0-9]{1,2})月)?([0-9]{1,2})日"
)
_YEARS_END = re.compile("年来|年间|历年|任期内|届期内|建会以来|成立以来")  # of each of the next
_YEARS = re.compile(
    r"[近这]?(?:几|多|[二三四五六七八九十两]|[0-9]{1,2})年[来间]|历年(?:来)?|任期内|届期内|自(?:建会|成立)以来"
)


def is_doubtful(said: str, clause: int, name: int, start: int, end: int, money: bool) -> bool:
    """Whether the words around a figure speak against it. `clause` is where its clause begins, `name`
    where the metric's name does, `start` and `end` where the figure stands; `money` whether it is
    money."""
    before = said[max(clause, name - _NEAR) : name]
    return (
        _NOT_IT.search(before) is not None
        or _ANOTHER.search(before) is not None
        or _WHOLE_COUNTRY.search(before) is not None
        or (money and _ELSES_MONEY.search(before) is not None)
        or _IF.search(before) is not None
        or _YEAR_AHEAD.search(said[max(0, name - _NEAR) : start]) is not None
        or _OF.match(said, end) is not None
    )


def is_of_whole(
    said: str, start: int, end: int, metric: Metric, unit: Unit, period: Period
) -> bool:
    """Whether nothing around the figure from `start` to `end` of a sentence says that it is of a part,
    of another unit than the one that writes, or of another time than the period."""
    if _BEHIND.match(said, end):
        return False
    *earlier, clause = _BREAK.split(_without_own(said[:start], period))
    if any(above not in unit.name for one in earlier for above in _ABOVE.findall(one)):
        return False  # 全县… in the summary of a town
    for one in [clause, *reversed(earlier)]:
        if _ALL_TIME.search(one):
            break  # 全年… speaks of the whole again
        part = one.startswith("其中") and not metric.parent
        if one is not clause and (part or _is_time_alone(one)):
            return False
    names = [fold(name) for name in (metric.name, *metric.aliases)]
    starts = [clause.rfind(name) for name in names if name in clause]
    starts = starts or [clause.rfind(name[:2]) for name in names if name[:2] in clause]  # a stem
    before = clause[: min(starts, default=0)]
    if metric.parent:
        before = before.removeprefix("其中")
    return not _PART.search(before) and _plain(unit, period).fullmatch(before) is not None


def is_plainly_of(before: str, unit: Unit, period: Period) -> bool:
    """Whether the clause before a name leaves no doubt that all of the unit and of the period is meant."""
    *earlier, clause = _BREAK.split(_without_own(before, period))
    if any(_is_time_alone(one) and not _ALL_TIME.search(one) for one in earlier):
        return False
    plain = not _PART.search(clause) and not _NEW.search(clause)
    return plain and _plain(unit, period).fullmatch(clause) is not None


def _is_time_alone(clause: str) -> bool:
    """Whether a clause says but when, for all that follows: 国庆前; not 比上年增加4户."""
    compared = clause.startswith(("比", "较", "同比", "与"))
    return len(clause) <= _TIME_ALONE and not compared and _PART.search(clause) is not None


@lru_cache(maxsize=64)
def _plain(unit: Unit, period: Period) -> re.Pattern[str]:
    """The words that leave no doubt: 全镇 of a town, its own name."""
    letters = re.escape("".join(sorted(set(fold(unit.name_in(period))))))
    own = [fold(name.text) for name in unit.names]
    own += [name[-4:] for name in own if len(name) > 4]  # 县总工会 of 青禾县总工会
    names = "|".join(re.escape(name) for name in own)
    return re.compile(rf"(?:{names}|[全本我][{letters}校院厂局]{{1,8}}|{_WORDS})*")


def speaks_of(said: str, period: Period) -> bool:
    """Whether words name the period itself: 三年来共83家，其中2024年; or tell year by year."""
    return _without_own(said, period) != said or _OWN_TIME.search(said) is not None


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


def days_within(said: str, period: Period) -> str:
    """The days that a sentence names, where they are less than the period; "" for none."""
    match = _RANGE.search(said) if "月" in said and "日" in said else None
    first, last = period.first, period.last
    if match is None or first is None or last is None:
        return ""
    try:
        begin = date(last.year, int(match[1]), int(match[2]))
        end = date(last.year, int(match[3] or match[1]), int(match[4]))
    except ValueError:
        return ""
    inside = first <= begin <= end <= last and (begin, end) != (first, last)
    return match[0] if inside else ""


def years_beyond(said: str, period: Period) -> str:
    """几年来, where the period is a year or less; "" for nothing."""
    match = _YEARS.search(said) if _YEARS_END.search(said) else None
    if match is None or period.kind in (Kind.SPAN, Kind.MASKED):
        return ""
    return match[0]
