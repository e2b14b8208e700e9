"""Listing: the names of persons where offices list them: in a table's column headed 姓名 beside a
hardship or money, and line by line below 困难职工名单."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .person import names_in as in_sentences
from .surname import is_name

_CELL = re.compile(r"(?<=\|)[^|\n]*(?=\|)")
_HEADED = re.compile(
    r"(?:职工|会员|受助|救助|帮扶|慰问|困难)*(?:人|者|对象|人员|职工)?(?:姓名|名字|户主)"
)
_HARD = re.compile(
    "困难|特困|贫困|致困|病|癌|残疾|伤残|单亲|丧偶|失独|遗属|低保|住院|救助|帮扶|慰问金|补助|资助|助学"
)
_MONEY = re.compile(r"金额|[(（]元[)）]|[0-9]元")
_HONOUR = re.compile("先进|表彰|荣誉|奖|职务|委员|代表|劳模|工匠|名次|成绩|作品|讲师|教师")
_LIST = re.compile(
    r"(?:困难|特困|贫困|患病|大病|重病|住院|单亲|残疾|伤残|丧偶|低保)[^，。；\n]{0,8}?(?:名单|如下|包括|有)[^，。；\n]{0,4}[:：][ \t]*"
)
_ITEM = re.compile(
    r"(?:[\s、，,]|[-*+][ \t]|[0-9]{1,3}[.)、．])*(?P<name>[\u4e00-\u9fff]{2,4})(?=[\s、，,。；;]|$)"
)


def names_in(text: str) -> list[tuple[int, int]]:
    """Where names of persons stand beside a hardship, in sentences, tables and lists; in their order."""
    return sorted({*in_sentences(text), *_in_tables(text), *_in_lists(text)})


def _in_tables(text: str) -> Iterator[tuple[int, int]]:
    if "名" not in text or "|" not in text:
        return
    column, caption, hard, honour, above = -1, "", False, False, False
    for line in re.finditer(r"^.*$", text, re.M):
        words = line[0].strip()
        if not words.startswith("|"):
            title = words.startswith(("#", "**")) or words.endswith(("：", ":"))
            caption, above = (words if title else "") if words else caption, False
            continue
        cells = list(_CELL.finditer(text, line.start(), line.end()))
        if not above:  # the head
            above = True
            titles = [cell[0].strip(" \t*") for cell in cells]
            headed = [i for i, title in enumerate(titles) if _HEADED.fullmatch(title)]
            column = headed[0] if headed else -1
            around = f"{caption} {words}"
            honour = bool(_HONOUR.search(around))
            told = bool(_HARD.search(caption) or _MONEY.search(words))
            hard = bool(_HARD.search(words)) or (told and not honour)
        elif 0 <= column < len(cells):
            cell = cells[column]
            name = cell[0].strip(" \t*")
            beside = hard or (not honour and bool(_HARD.search(words) or _MONEY.search(words)))
            if beside and is_name(name):
                start = cell.start() + cell[0].index(name)
                yield start, start + len(name)


def _in_lists(text: str) -> Iterator[tuple[int, int]]:
    for match in _LIST.finditer(text):
        item = _ITEM.match(text, match.end())
        while item is not None and is_name(item["name"]):
            yield item.span("name")
            item = _ITEM.match(text, item.end())
