"""Person: a name that stands right beside a hardship: 困难职工张…, 王…患病.

Which word is a name nobody can know for certain: names are looked for only where the sentence puts
one, and what is found is a warning. 张某某 and 张** are fine, and so are names without a hardship.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .plain import plain
from .surname import DOUBLE, SINGLE, is_name

_ILLNESS = "癌|肿瘤|白血病|尿毒症|脑梗|心脏病|重症|大病|重病"
_HARDSHIP = re.compile(
    f"困难|特困|贫困|患|生病|伤病|单亲|残疾|伤残|低保|丧偶|失独|遗属|住院|病故|{_ILLNESS}"
)
_HAN = "[\u4e00-\u9fff]"
_NAME = f"(?:(?:{'|'.join(DOUBLE)}){_HAN}{{1,2}}|[{SINGLE}]{_HAN}{{1,2}})"
_SHORTEST = f"(?:(?:{'|'.join(DOUBLE)}){_HAN}{{1,2}}?|[{SINGLE}]{_HAN}{{1,2}}?)"
_WHO = (
    "(?:女|男|青年|退休|在职|在档|建档|离休|一线)?(?:职工|员工|会员|教师|老师|工友|党员|干部|农民工|环卫工|"
    "家庭|户|母亲|妈妈|父亲|爸爸|儿童|学生|子女|孩子|女工|工人|群众|居民|老人|人员|人|同志|劳模)"
)
_END = (
    r"(?=[\s，。、；：！？,;:!?（）()“”《》【】|/]|$|同志|老师|女士|先生|师傅|大姐|等|夫妇|夫妻|一家|家中|家里|"
    r"家属|家(?=[，。、送慰走看了解的]|$)|的家|的病|的实际|的困难|的情况|的生活|的手|到|前往|赴|治疗|化疗|病逝|的孩|的女|的儿|的子|的母|的父|患|因|身患|送|住院|手术|突发|遭遇|生病|家庭|得到|获得|领到|收到|拿到|表示|激动|说|自强|申请|申领|享受|今年|现年|"
    r"系|是|已|正|在|为|于|和|及其|发放|解决|办理|救助|补助|慰问|争取|捐|募|筹集|垫付|联系|协调|购买|报销|上门)"
)
_LIST = f"{_SHORTEST}(?:、{_SHORTEST})*?"
_MORE = re.compile(f"(?:、{_SHORTEST}{_END})*")
_KINDS = "女职工|男职工|职工|员工|会员|家庭(?!困难)|户|群众|学生|儿童|人员|子女|党员|老人|教师"
_ILL = (
    "(?:[（(][^（）()。；]{0,24}[）)])?"
    "(?:同志|老师|师傅|女士|先生|的?家庭|家里|家)?(?:因|突然|不幸|长期)?(?:身?患[^，。；的]{0,6}[病癌症瘤]|患病|身患|患有|患癌|患上|"
    "生活困难|家庭困难|家境困难|经济困难|家庭特困|因病致困|丧偶|失独|病故|住院(?!病|部|楼|率|费|床|慰|探|互|津|医|综)|是单亲|系单亲|为单亲|身有残疾|残疾)"
    f"(?!的?(?:{_KINDS}))"  # 石桥家庭困难职工12户
)
_ILL_HOLDS = "患(?:[有上]|[^，。；的]{0,6}[病癌症瘤])|身患|[活庭境济]困难|特困|致困|丧偶|失独|病故|住院|单亲|残疾"
_BEFORE = "(?:职工|员工|会员|教师|老师|工友|党员|慰问了?|看望了?|走访了?|探望了?|帮扶|救助|资助|帮助|得知|为|给|向|对|[，。；：、“（(\\s]|^)"
_END_OF_SENTENCE = re.compile(r"[。；！？\n]")
# each with what it cannot do without, which is found sooner
_PATTERNS = tuple(
    (re.compile(needed), re.compile(pattern, re.M))
    for needed, pattern in (
        # 困难职工张…、患病的会员李…
        (
            "",  # a hardship, as all have that are looked through
            f"(?:困难|特困|贫困|患病|患重病|生病|伤病|重病|大病|患癌|病困|单亲|残疾|伤残|低保|丧偶|失独|住院|病故)的?{_WHO}(?:代表)?[：:“（(]?(?P<name>{_LIST}){_END}",
        ),
        # 张…（困难职工）
        (
            "[（(]",
            f"{_BEFORE}(?P<name>{_SHORTEST})[（(](?:困难|特困|患|单亲|残疾|低保|丧偶|失独|住院|[^（）()，。；]{{0,6}}(?:{_ILLNESS}))",
        ),
        ("遗属", f"遗属[：:]?(?P<name>{_LIST}){_END}"),
        # 职工张…患病，看望身患重病的张…
        (_ILL_HOLDS, f"{_BEFORE}(?P<name>{_SHORTEST}){_ILL}"),
        ("患", f"(?:身患|患有|患上|患)[^，。；的]{{1,8}}的{_WHO}?(?P<name>{_SHORTEST}){_END}"),
        # 张…、李…等3名困难职工
        (
            "等",
            f"{_BEFORE}(?P<name>{_NAME}(?:、{_NAME}){{0,20}})等[0-9一二两三四五六七八九十几]*余?[名位户个]?(?:困难|特困|患病|重病|大病|单亲|残疾|低保)",
        ),
    )
)


_LABEL = re.compile(
    f"(?:职工|员工|会员|教师|老师|工友|党员|同志|家庭|患者|病人|[对为给向]|看望|慰问|走访|探望|帮扶|救助|资助)(?P<name>{_SHORTEST})"
)


def names_a_person(label: str, sentence: str) -> bool:
    """Whether a few words of a sentence hold a name that stands beside a hardship in it, or one where a
    person's would stand: 对患病职工王…."""
    beside = (sentence[start:end] for start, end in names_in(sentence))
    return any(name in label for name in beside) or any(
        is_name(match["name"]) for match in _LABEL.finditer(label)
    )


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a person's name stands beside a hardship; the first name of each list."""
    shown, places = plain(text)
    after = 0
    for hardship in _HARDSHIP.finditer(shown):
        if hardship.start() < after:
            continue
        first = max(
            after, *(shown.rfind(mark, after, hardship.start()) + 1 for mark in "。；！？\n")
        )
        end = _END_OF_SENTENCE.search(shown, hardship.end())
        after = end.start() if end else len(shown)
        for start, stop in sorted(_in_sentence(shown[first:after])):
            yield places[first + start], places[first + stop - 1] + 1


def _in_sentence(said: str) -> set[tuple[int, int]]:
    found = set()
    for needed, pattern in _PATTERNS:
        for match in pattern.finditer(said) if needed.search(said) else ():
            start = match.start("name")
            names, behind = match["name"], _MORE.match(said, match.end("name"))
            for one in f"{names}{behind[0] if behind else ''}".split("、"):
                if is_name(one):
                    found.add((start, start + len(one)))
                    break
                start += len(one) + 1
    return found
