"""Doubt: words around a figure by which it may be another's, a condition, a share or a part, although
its metric stands right before it. Such a figure is never sure: a person decides."""

from __future__ import annotations

import re

# right before the metric's name: 净增会员, 原有会员, 尚未发展会员, 建议发展会员, 参加上级举办的培训班, 大型活动
_NOT_IT = re.compile(
    r"(?:净增|减少|流失|转出|(?<!新)增加|短缺|缺少?|应有|应到|预计|原有|曾有|最多时|尚未|没有|未能?|不是|不含|建议|下达|分配|下发的?|争取"
    r"|需要?|还差|尚差|代表|特邀|非|准|拟|参加|参与|承办|协办|上级|举办的|组织的|召开的|开展的"
    r"|[县市省全]总|以[上下]的?(?:企业|单位)|大型|中型|小型|较大规模|主题|专题|专场|首次|另一?|其他|其它|某一?|个别|部分|有的|少数|多数|一些)(?:的|职工|工会|我会|了)*$"
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
_NEAR = 40


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
