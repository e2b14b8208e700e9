"""The session of the workers' congress that a text speaks of, against that of the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...facts import is_plan
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
_ANOTHER = re.compile("上年|去年|上一|上届|上次|自.{0,10}以来|筹备|将|拟|计划|明年|准备|下半年")


def sessions(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """召开四届二次职代会, where the front matter says 三届二次; right anywhere in the text is enough."""
    known = read_term(summary.congress_term)
    if known is None:
        return
    wrong = ""
    for sentence, _ in said:
        if _ANOTHER.search(sentence.said) or is_plan(sentence.section):
            continue
        for match in _CONGRESS.finditer(sentence.said):
            if not _PLAIN.search(sentence.said[: match.start()]):
                continue
            found = read_term(match[0])
            if (
                found is not None
                and found.number == known.number
                and (not known.session or found.session == known.session)
            ):
                yield *summary.places["congress_term"], "text-differs", ""
                return
            line = summary.body_line + sentence.place(match.start())[0] - 1
            wrong = wrong or (
                f"职代会届次，题头写的是{summary.congress_term}，正文第{line}行写的是{match[0]}。"
                "请核对，改正写错的一处；正文说的是另一次会的，写进 accept。"
                "例：accept: [{code: text-differs, reason: 正文说的是下属单位的职代会}]"
            )
    if wrong:
        yield *summary.places["congress_term"], "text-differs", wrong
