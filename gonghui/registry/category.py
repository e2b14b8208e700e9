"""Category: a field of union work, by which metrics are grouped and sections of texts are found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..quotation import clip
from ..reading.node import Mapping, Node, Scalar
from ..reading.record import ID, Record
from ..spelling import fold

EXAMPLE = "organization: 组织建设"


@dataclass(frozen=True)
class Category:
    """`headings` are the words by which a heading shows that its section is of this category, folded."""

    id: str
    name: str
    headings: tuple[str, ...]

    def speaks_in(self, heading: str) -> bool:
        """Whether a heading (folded) names this category."""
        return any(word in heading for word in self.headings)


def read_category(id_: str, node: Node, record: Record) -> Category | None:
    """A category written as its name alone, or as {name, headings}; None where it has no name. Its
    id becomes part of an address."""
    if not ID.fullmatch(id_):
        fault = f"“{clip(id_)}”不能作类别的 id。请只用小写英文字母、数字和短横。例：{EXAMPLE}"
        record.report(node, "bad-value", fault)
        return None
    if isinstance(node, Mapping):
        inner = Record(node, record.path, record.problems)
        name = inner.text("name", required=True, example="组织建设") or ""
        words = [item.text for item in inner.texts("headings", "[组织建设, 建会]")]
        inner.close()
    else:
        name, words = (node.text.strip() if isinstance(node, Scalar) else ""), []
        if not name:
            record.report(node, "bad-value", f"类别“{clip(id_)}”应有一个名称。例：{EXAMPLE}")
    if not name:
        return None
    return Category(id_, name, tuple(fold(word) for word in words or _own_words(name)))


def _own_words(name: str) -> list[str]:
    """帮扶救助与普惠服务 speaks of 帮扶救助 and of 普惠服务, 女职工工作 of 女职工."""
    parts = re.split("[与和及、]", name)
    return [part.removesuffix("工作") or part for part in parts if part]
