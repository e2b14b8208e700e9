"""Naming: which metric of the dictionary a figure of a sentence most likely is."""

from __future__ import annotations

import re

from ..registry import Metric
from ..registry.metric import MetricType
from .dictionary import Name, Names
from .extent import is_doubtful
from .prose import Sentence
from .quantities import Quantity

_LINK = (
    r"(?:数量?|人数|总数|次数|期数|场次数?|金额|资金|共计|总计|累计|合计|共有?|已有|现有|已经?|目前|达成|达到?了?|均?为|是|有|约|"
    r"发展到|增加到|增长到|提高到|提升到|上升到|上升至|增至|升至|降至|减少到|下降到|突破|分别|[:：])"
)
_EARLIER = r"(?:[由从]?(?:上年|去年|年初|上年同期|去年同期)?的?)"
_DIRECT = re.compile(rf"{_EARLIER}{_LINK}*")
_PERSONS = re.compile(
    rf"(?:在职|困难|一线|全体)?(?:职工|会员|群众|人员|家庭|学生|企业|单位|资金|金额|活动|案件)?{_LINK}*(?:学生)?"
)
# A clause that says nothing but the number goes on with what the one before spoke of.
_GOES_ON = re.compile(
    rf"(?:又|再|比|较|同比|去年同期|上年同期|去年|上年|今年|本年|年末|年底|上学年|同期|末|底|的|由|从|净?增加?|增长|减少|下降|提高|{_LINK}|\ue000)*"
)
_STANDS = re.compile(
    r"(?:^|[，。；,;：:]|共有?|现有|拥有|已有|目前|其中|末|底|有|全[国省市县区镇乡校院系局行][业统]?|发展|达|\ue000)$"
)
_MADE = re.compile(
    r"(?:新建|新增|增建|建成|创建|评选|命名|授牌|走访|慰问|参观|组织|检查|指导|帮助|培训|新设|增设|改造|撤销|推荐|表彰|安排|给|为|向|对|由)"
    r"[^，。；,;]{0,4}$"
)
_EACH = re.compile(r"人均|户均|平均|每[一]?[人名位个户家]|年均")
_LONG_TIME = re.compile(r"(?<!一)年来|几年|历年|任期|以来|自建会|历届")
_MONEY = ("元", "万元", "亿元")
_CLAUSE = re.compile("[,:(;]")  # as `_clause` knows them
_COVERS = re.compile(r"[涵覆]盖")
_NEWLY = re.compile(r"新[建增组成]|组建")
_NEAR = 60  # characters before a figure or a name that speak of it


def fits(metric: Metric, quantity: Quantity) -> bool:
    """Whether the metric may be told in the figure's unit of measure; a frequency always may."""
    figure = quantity.figure
    if not figure.is_number:
        return not (figure.unit and figure.state is None) or figure.unit in metric.words
    if figure.numerator is not None:
        return metric.is_ratio
    return figure.unit in metric.words


def _alike(metric: Metric, quantity: Quantity) -> bool:
    """Whether only the word for what is counted differs: 6名 of a metric in 人次, not money, not %."""
    unit = quantity.figure.unit
    other = [*_MONEY, "%", "‰", "小时", "课时", "学时"]
    return unit not in other and not any(word in other for word in metric.words)


class Subjects:
    """What the figures of one sentence are figures of, in their order. `said` is the sentence without
    the writer's own name, `hidden` without decoys as well."""

    def __init__(self, names: Names, sentence: Sentence, said: str, hidden: str) -> None:
        self._said, self._hidden, self._names = said, hidden, names
        found = names.within(said)
        rates = names.rates_within(said, sentence.section) if "率" in said else []
        if rates:
            taken = {place for name in found for place in range(name.start, name.end)}
            found += [name for name in rates if name.start not in taken]
            found.sort(key=lambda name: name.start)
        self._found = found
        self._cell = names.of_cell(sentence) if sentence.head else None
        self._whole = sentence.said
        self._before: list[Metric] = []
        self._sure: list[Metric] = []
        self._end = 0

    def of(self, quantity: Quantity) -> tuple[Metric | None, bool]:
        """The metric and whether it is sure."""
        if self._cell is not None:
            metric = self._cell if fits(self._cell, quantity) or quantity.bare else None
            return metric, metric is not None
        clause = self._clause(quantity.start)
        metric, sure = self._named(quantity, clause)
        if metric is None:
            metric = self._continued(quantity, clause)
            sure = False
        if metric is not None:
            self._before = [metric]
        self._end = quantity.end
        sure = sure and quantity.figure.is_number and not _LONG_TIME.search(self._whole)
        self._sure += [metric] if metric is not None and sure else []
        return metric, sure

    def _named(self, quantity: Quantity, clause: int) -> tuple[Metric | None, bool]:
        said = self._said
        for name in reversed(self._found):
            if name.end > quantity.start or name.start < max(clause, self._end):
                continue
            if self._is_property(name, clause):
                continue
            between = said[name.end : quantity.start]
            direct = _DIRECT.fullmatch(between) is not None
            if name.stem and not direct:
                continue
            if not direct and _PERSONS.fullmatch(between) is None and len(between) > 6:
                break
            for metric in name.metrics:
                if fits(metric, quantity):
                    near = max(clause, quantity.start - _NEAR)
                    each = _EACH.search(said, near, quantity.start)
                    sure = direct and not each and self._stands(name, metric)
                    return metric, sure and not is_doubtful(
                        said,
                        clause,
                        name.start,
                        quantity.start,
                        quantity.end,
                        metric.unit in _MONEY,
                    )
            if direct and not name.stem:
                shorter = self._shorter(name, quantity)  # 走访慰问 of 走访慰问困难职工22人次
                visits = self._said.startswith(("走访", "慰问"), name.start)  # 户 are not 人
                alike = (m for m in name.metrics if not visits and _alike(m, quantity))
                other = shorter or next(alike, None)
                if other is not None:
                    return other, False
        for name in self._found:  # 25名困难职工
            behind = self._said[quantity.end : name.start] in ("", "的")
            if name.start >= quantity.end and behind and not name.stem:
                for metric in name.metrics:
                    if fits(metric, quantity) or _alike(metric, quantity):
                        return metric, False
        return None, False

    def _shorter(self, name: Name, quantity: Quantity) -> Metric | None:
        """The metric of a shorter name that begins a longer one, and may have the unit of measure."""
        within = self._names.within(self._said[name.start : name.end - 1])
        spoken = (m for one in within if not one.start and not one.stem for m in one.metrics)
        return next((metric for metric in spoken if fits(metric, quantity)), None)

    def _stands(self, name: Name, metric: Metric) -> bool:
        """Whether the name speaks of the metric itself: not 新建职工书屋3家, nor 出席会员30人,
        nor 县级集体荣誉1项, which is a part."""
        before = self._hidden[max(0, name.start - _NEAR) : name.start]
        if self._said[: name.start].endswith(("级", "层", "”")) or (
            metric.type is MetricType.STOCK and _MADE.search(before)
        ):
            return False
        counted = self._said[name.end - 1] in "数率" or metric.type is MetricType.FLOW
        if name.subject and not any(name.subject in one.name for one in self._sure):
            return False
        plain = counted and not name.subject
        return (plain and not name.stem) or _STANDS.search(before) is not None

    def _is_property(self, name: Name, clause: int) -> bool:
        """Whether 涵盖单位 is told of what the clause before made new: 新建基层工会28家，涵盖单位35个."""
        if not _COVERS.match(self._said, name.start) or name.start != clause:
            return False
        before = _CLAUSE.split(self._said[max(0, clause - _NEAR) : max(0, clause - 1)])[-1]
        return _NEWLY.search(before) is not None

    def _continued(self, quantity: Quantity, clause: int) -> Metric | None:
        """去年同期为380人次: the clause before tells of what."""
        between = self._hidden[max(clause, self._end) : quantity.start]
        if not _GOES_ON.fullmatch(between):
            return None
        named = next((n for n in reversed(self._found) if n.end <= clause), None)
        spoken = [*self._before, *(named.metrics if named else ())]
        return next((m for m in spoken if fits(m, quantity)), None)

    def _clause(self, place: int) -> int:
        """Where the clause of a place begins."""
        whole = self._whole
        comma, colon = whole.rfind(",", 0, place), whole.rfind(":", 0, place)
        return 1 + max(comma, colon, whole.rfind("(", 0, place), whole.rfind(";", 0, place))
