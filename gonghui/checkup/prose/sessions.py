"""The session of the workers' congress that a text speaks of, against that of the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...facts import is_plan
from ...spelling import fold
from ...summary import Summary
from ..terms import NUMBER, read_term
from .said import Finding, Said

_CONGRESS = re.compile(
    rf"第?{NUMBER}届第?{NUMBER}次(?=(?:全体)?(?:职代会|教代会|双代会|教?职工(?:\(?会员\)?|暨会员|、会员)?代表大会))"
)
# What may stand in the clause before it, where it is the congress of the unit itself.
_PLAIN = re.compile(
    r"(?:^|[，,；;：:])(?:[0-9]{2,4}年|[0-9]{1,2}月|[0-9]{1,2}日|[上中下]旬|[年月][初中底末]|本学期|全年|今年|本年度?|成功|按期|如期|顺利|"
    r"胜利|组织|认真|定期|依法|按时|召开|举行|举办|开好|了|在|的|我[校院厂司局镇县]|本[校院厂司局]|全[校院厂司局]|学校|医院|公司|中心|"
    r"局|校|院|厂|工会)*$"
)
_NOT_YET = re.compile("任期(?:将|即将|快要?)(?:届)?满")
_ANOTHER = re.compile("上年|去年|上一|上届|上次|自.{0,10}以来|筹备|将|拟|计划|明年|准备|下半年")


# 工会第五届委员会, 第六届会员代表大会: the committee's own term, and of those who elect it
_COMMITTEE = re.compile(
    rf"第?{NUMBER}届(?=(?:工会)?委员会(?!第{NUMBER}届)|(?:工会)?会员(?:代表)?大会)"
)
_FORMER = re.compile(
    "届满|期满(?!时)|(?<!分会)改选|上年|去年|上一|上届|上次|自.{0,10}以来|县总|市总|省总|党委|团委"
)
_KINDS = {
    "congress_term": ("职代会届次", _CONGRESS, _ANOTHER, "正文说的是另一次会的"),
    "union_term": ("工会委员会届次", _COMMITTEE, _FORMER, "正文说的是另一届的"),
}


def sessions(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """召开四届二次职代会, where the front matter says 三届二次; 工会第四届委员会, where it says 五届. Right
    anywhere in the text is enough."""
    for key in _KINDS:
        yield from _sessions(summary, said, key)


def _sessions(summary: Summary, said: list[Said], key: str) -> Iterator[Finding]:
    name, pattern, another, unless = _KINDS[key]
    stated = getattr(summary, key)
    known = read_term(stated)
    if known is None:
        return
    own = re.compile("|".join(re.escape(fold(one.text)) for one in summary.unit.names))
    wrong, right = dict[str, str](), set[str]()
    for sentence, _ in said:
        plan = key == "congress_term" and is_plan(sentence.section)
        other = plan or another.search(_NOT_YET.sub("", sentence.said))
        if other and key == "congress_term":
            continue
        for match in pattern.finditer(sentence.said):
            plain = _PLAIN.search(own.sub("", sentence.said[: match.start()]))
            body = "大会" if "大会" in sentence.said[match.end() :][:8] else "委员会"
            found = read_term(match[0])
            if (
                found is not None
                and found.number == known.number
                and (not known.session or found.session == known.session)
                and (key == "union_term" or plain)
            ):
                right.add(body)
                continue
            if other or not plain:
                continue
            line = summary.body_line + sentence.place(match.start())[0] - 1
            wrong.setdefault(
                body,
                f"{name}，题头写的是{stated}，正文第{line}行写的是{match[0]}。"
                f"请核对，改正写错的一处；{unless}，写进 accept。"
                "例：accept: [{code: text-differs, reason: 写明原因}]",
            )
    if right:
        yield *summary.places[key], "text-differs", ""
    for body in (one for one in wrong if one not in right):
        yield *summary.places[key], "text-differs", wrong[body]
