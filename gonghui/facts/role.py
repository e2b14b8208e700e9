"""What a sentence says of a figure: a result, a plan, a task, a difference, or an earlier time's."""

from __future__ import annotations

import re

from .fact import FactRole

_INTENT = re.compile(
    r"力争|争取(?!到)|拟(?![定订])|预计|打算|计划(?=[在于内]?[^，。]{0,4}?(?:新建|建|举办|开展|组织|发展|召开|培训|走访|慰问|投入|创建|完成|再))"
    r"|将(?=要|在|再|新建|建|举办|开展|组织|发展|召开|培训|走访|慰问|投入|创建|完成|继续)"
    r"|明年|来年|下(?:一?步|一?年度?|学期|阶段)|今后|确保[^，。]{0,8}?(?:底前?|达到|突破|超过)"
)
_DEMAND = re.compile(
    r"要求(?=[^，,：:。的]|：|:)|规定(?=[^，,：:。的]|：|:)|必须|应当?(?=[每至不完达])|须(?=[每至不完达])|任务分解"
)
_TASK = re.compile(
    r"(?:任务|目标|计划|指标)(?:数|值|为|是|的|定为|要求|完成率)*$|完成率(?:为|达到?|是)?$|"
    r"完成[^，。]{0,10}?(?:任务|目标|计划|指标)[^，。]{0,4}?的?$"
)
_TASK_IS = re.compile(r"(?:目标|任务)(?:是|为|[：:])[^。；0-9]*$")
_TASK_BEHIND = re.compile(r"(?:的)?(?:年度|全年|年初)?(?:目标|任务|计划)")
_CHANGE = re.compile(
    r"(?:增长|增加|增幅|增收|增支|净增|又增|再增|新增加|上升|提高|提升|下降|减少|减幅|降低|降幅|回落|扩大|缩小|上涨|压缩|节约|翻了?|"
    r"超额完成|超过任务|超任务|(?<!新)增|(?<=[比较])多|多了|少了|净减|同比|环比|年均)"
    r"(?:了|为|达|幅度|幅度为|率为|率|幅为|约|近)*$"
)
_COMPARED = re.compile(r"[比较][^，。]{0,12}?(?:多|少|高|低|增|减)(?:了)?$")
_UPTO = re.compile(
    r"(?:增长|增加|发展|提高|提升|上升|扩大|下降|减少|降低|降|增|升|减)(?:到|至|为)$"
)
_THEN = re.compile(
    r"^[的]?(?:[^0-9，。；]{0,6}?)(?:增加|增长|发展|提高|提升|上升|扩大|减少|下降|降低|增|降|升|减)(?:到|至)"
)
_BEFORE = re.compile(
    r"(?:去年|上年|前年|往年|上一年度?|上年度|上年末|去年底|上年同期|去年同期|同期|上学年|上期|年初)(?:末|底|同期|同一活动)?"
    r"(?:会员|职工|工会)?(?:人数|数)?(?:只有|仅有?|仅为|为|是|有|的)?$"
)
_FROM = re.compile(r"(?:^|[^理缘自])[由从](?:[^，。0-9]{0,8})$")
_AND = re.compile(r"[、和及与至]|以及|,")
# what a table's column is headed
_COLUMNS = (
    (re.compile(r"比|增|减|升|降|±|差"), FactRole.CHANGE),
    (re.compile(r"任务|目标|计划|指标数"), FactRole.TARGET),
    (re.compile(r"上年|去年|同期|上期|前年|基数|上学[年期]|年初"), FactRole.BASE),
)
_MARK = re.compile("[，,：:(（]")
_ALWAYS = ("个百分点", "百分点", "倍")
_NEAR = 60  # characters before a figure that speak of it: a clause without an end is not read again for each


class Roles:
    """The roles of a sentence's figures, in their order: an intent holds to its end, and a figure
    joined to another by 和 shares its role."""

    def __init__(self, said: str, ahead: bool, column: str = "") -> None:
        self._said, self._ahead, self._column = said, ahead, column
        self._last: tuple[int, FactRole] | None = None

    def of(self, start: int, end: int, unit: str) -> FactRole:
        role = self._of(start, end, unit)
        if self._last is not None and role is FactRole.ACTUAL:
            joined, other = self._said[self._last[0] : start], self._last[1]
            if _AND.fullmatch(joined) and (joined == "、" or other is not FactRole.BASE):
                role = other
        self._last = (end, role)
        return role

    def _of(self, start: int, end: int, unit: str) -> FactRole:
        said = self._said
        for words, role in _COLUMNS if self._column else ():
            if words.search(self._column):
                return role
        before = _MARK.split(said[max(0, start - _NEAR) : start])[-1]
        after = said[end : end + 14]
        whole = said[max(0, start - 40) : start]
        if _UPTO.search(before):
            return self._result(whole)
        if unit in _ALWAYS or _CHANGE.search(before) or _COMPARED.search(before):
            return FactRole.CHANGE
        if _BEFORE.search(before) or (_FROM.search(before) and _THEN.match(after)):
            return FactRole.BASE
        if _TASK.search(before) or _TASK_IS.search(whole) or _TASK_BEHIND.match(after):
            return FactRole.TARGET
        return self._result(whole)

    def _result(self, before: str) -> FactRole:
        if self._ahead or _INTENT.search(before):
            return FactRole.PLAN
        return FactRole.TARGET if _DEMAND.search(before) else FactRole.ACTUAL
