"""Record: reading the keys of one mapping, each by its kind, every fault reported where it stands.

A reader asks for the keys it knows; at the end `close` reports every key that nobody asked for,
with the nearest known one. This is how registries and summaries come to be equally strict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from ..problem import Problems
from ..quotation import clip
from ..spelling import did_you_mean, fold
from .colon import pair_in
from .node import Mapping, Node, Scalar, Sequence

Choice = TypeVar("Choice", bound=StrEnum)

_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月)([0-9]{1,2})日?"
)
FIRST_YEAR, LAST_YEAR = 1900, 2099  # of every date: beyond them it is a slip of the pen
LONGEST_ID = 60  # characters: it becomes the name of a folder
ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class Record:
    """One mapping under reading. `where` names it in messages (“单位 furong-town”)."""

    def __init__(self, node: Mapping, path: str, problems: Problems) -> None:
        self.node, self.path, self.problems = node, path, problems
        self.asked: list[str] = []

    def report(self, node: Node, code: str, message: str) -> None:
        self.problems.report(self.path, node.line, node.column, code, message)

    def at(self, key: str) -> Node:
        """Where a key's value stands; the mapping itself where the key is not there."""
        pair = self.node.items.get(key)
        return pair[1] if pair else self.node

    def node_of(self, key: str) -> Node | None:
        """The value under a key, unread."""
        self.asked.append(key)
        pair = self.node.items.get(key)
        return pair[1] if pair else None

    def text(self, key: str, *, required: bool = False, example: str = "") -> str | None:
        """A text, white space at its ends removed; None where the key is not there."""
        node = self.node_of(key)
        shown = f"例：{key}: {example}" if example else ""
        if node is None:
            if required:
                self.report(self.node, "missing-key", f"缺少必填的“{key}”。{shown}")
            return None
        if isinstance(node, Scalar) and node.told:
            return None
        if not isinstance(node, Scalar) or not node.text.strip():
            empty = isinstance(node, Scalar)
            way_out = "必须填，请补上" if required else "请补上或删去这一行"
            fault = f"是空的，{way_out}" if empty else "应是一段文字"
            self.report(node, "bad-value", f"“{key}”{fault}。{shown}")
            return None
        return node.text.strip()

    def identifier(self, key: str = "id") -> str | None:
        """An ASCII id: lower-case letters, digits, - and _."""
        text = self.text(key, required=True, example="furong-town")
        if text is not None and not ID.fullmatch(text):
            fault = f"“{clip(text)}”不能作 id。请只用小写英文字母、数字和短横。例：furong-town"
            self.report(self.at(key), "bad-value", fault)
            return None
        if text is not None and len(text) > LONGEST_ID:
            fault = f"“{clip(text)}”太长，id 不超过{LONGEST_ID}个字符。例：furong-town"
            self.report(self.at(key), "bad-value", fault)
            return None
        return text

    def date(self, key: str, *, required: bool = False) -> date | None:
        """A day, as 2023-06-30, 2023年6月30日, 2023.6.30 or 2023/6/30."""
        text = self.text(key, required=required, example="2023-06-30")
        if text is None:
            return None
        match = _DATE.fullmatch(fold(text))
        try:
            if match is None:
                raise ValueError
            day = date(*(int(part) for part in match.groups() if part is not None))
        except ValueError:
            fault = f"“{clip(text)}”不是日期。请写成2023-06-30这样。"
            self.report(self.at(key), "bad-value", fault)
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            fault = (
                f"“{clip(text)}”不在{FIRST_YEAR}年至{LAST_YEAR}年之间。请核对年份。例：2023-06-30"
            )
            self.report(self.at(key), "bad-value", fault)
            return None
        return day

    def choice(self, key: str, names: dict[str, Choice]) -> Choice | None:
        """One of a few words, in Chinese or by its code; None where absent or wrong."""
        text = self.text(key)
        if text is None:
            return None
        by_code = {str(value): value for value in names.values()}
        value = names.get(fold(text)) or by_code.get(fold(text))
        if value is None:
            self.report(
                self.at(key),
                "bad-value",
                f"“{clip(key)}”不能是“{clip(text)}”。请从{'、'.join(names)}中选一个。",
            )
        return value

    def number(self, key: str, *, example: str = "100") -> Decimal | None:
        """A plain decimal number, as 100 or 0.0001."""
        text = self.text(key, example=example)
        if text is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", text):
            self.report(self.at(key), "bad-value", f"“{clip(key)}”应是一个数。例：{example}")
            return None
        return Decimal(text)

    def integer(
        self, key: str, *, low: int = 0, high: int = 9999, example: str = "2"
    ) -> int | None:
        """A whole number within bounds."""
        number = self.number(key, example=example)
        if number is None:
            return None
        if number != number.to_integral_value() or not low <= number <= high:
            fault = f"“{key}”应是{low}到{high}之间的整数。"
            self.report(self.at(key), "bad-value", fault)
            return None
        return int(number)

    def flag(self, key: str) -> bool | None:
        """true or false."""
        text = self.text(key)
        if text is None:
            return None
        if text not in ("true", "false"):
            self.report(self.at(key), "bad-value", f"“{key}”只能写 true 或 false。")
            return None
        return text == "true"

    def texts(self, key: str, example: str = "[企业, 事业]") -> list[Scalar]:
        """A list of texts; a single text counts as a list of one."""
        node = self.node_of(key)
        if node is None:
            return []
        items = node.items if isinstance(node, Sequence) else [node]
        good = [item for item in items if isinstance(item, Scalar) and item.text.strip()]
        if len(good) != len(items) and not any(isinstance(i, Scalar) and i.told for i in items):
            self.report(node, "bad-value", f"“{clip(key)}”应是一列词。例：{clip(key)}: {example}")
        return good

    def records(self, key: str) -> list[Record]:
        """A list of mappings."""
        node = self.node_of(key)
        return [] if node is None else records_of(node, self.path, self.problems, key)

    def mapping(self, key: str) -> Mapping | None:
        """A mapping, unread."""
        node = self.node_of(key)
        if node is None or isinstance(node, Mapping):
            return node
        if isinstance(node, Scalar):
            meant = pair_in(node, self.path, self.problems)
            if meant:
                return Mapping(meant, node.line, node.column)
            if node.told:
                return None
            if not node.text.strip():
                fault = f"“{clip(key)}”是空的，请补上或删去这一行。"
                self.report(node, "bad-value", fault)
                return None
        fault = f"“{clip(key)}”下面应是一行一项的“名称: 内容”，缩进两个空格。"
        self.report(node, "bad-value", fault)
        return None

    def close(self, also: Iterable[str] = ()) -> None:
        """Report every key that nobody asked for."""
        known = list(dict.fromkeys([*self.asked, *also]))
        for key, (node, _) in self.node.items.items():
            if key not in known:
                self.report(
                    node,
                    "unknown-key",
                    f"没有“{clip(key)}”这一项。{_meant(key, known)}可用的有：{'、'.join(known)}。",
                )


# what people call a key in Chinese
_CALLED = {
    "单位": "unit",
    "单位名称": "unit",
    "单位类型": "unit_type",
    "类型": "unit_type",
    "期间": "period",
    "时间": "period",
    "标题": "title",
    "类别": "class",
    "活动": "campaign",
    "范围": "scope",
    "状态": "status",
    "签发日期": "issued",
    "数据截至": "as_of",
    "指标": "metrics",
    "其他数": "local",
    "分项": "parts",
    "目标": "target",
    "任务": "target",
    "备注": "note",
    "说明": "note",
    "数值": "value",
    "计量单位": "unit",
    "原因": "reason",
}


def _meant(key: str, known: list[str]) -> str:
    """A sentence that offers the key that somebody means, or nothing."""
    called = _CALLED.get(key.strip())
    return f"是不是“{called}”？" if called in known else did_you_mean(key, known)


def records_of(node: Node, path: str, problems: Problems, name: str) -> list[Record]:
    """The mappings of a list; every other item is reported."""
    if not isinstance(node, Sequence):
        if not (isinstance(node, Scalar) and node.told):
            fault = f"“{clip(name)}”应是一列，每项以“- ”开头。"
            problems.report(path, node.line, node.column, "bad-value", fault)
        return []
    good = []
    for item in node.items:
        pair = pair_in(item, path, problems) if isinstance(item, Scalar) else {}
        if isinstance(item, Mapping) or pair:
            found = item if isinstance(item, Mapping) else Mapping(pair, item.line, item.column)
            good.append(Record(found, path, problems))
        elif not (isinstance(item, Scalar) and item.told):
            fault = f"“{clip(name)}”的每一项应写成“名称: 内容”的形式。"
            problems.report(path, item.line, item.column, "bad-value", fault)
    return good
