"""Enrolment: a new unit's lines for data/units.yml, and the file with these lines and nothing else
changed. A file that would not be read without an error is never written."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..problem import Problems
from ..reading.node import Sequence
from ..reading.record import ID, LONGEST_ID
from ..reading.strictyaml import read_yaml
from ..registry import Registry, Unit, UnitType, load_registry
from ..registry.files import FOLDER, MOST
from ..registry.unit import LONGEST_NAME
from ..spelling import did_you_mean, fold
from .starter import quoted

UNITS = f"{FOLDER}/units.yml"
# The first character of each letter of pinyin in GB 2312, whose common characters stand in that order.
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "abcdefghjklmnopqrstwxyz"
_COMMON_END = b"\xd8\xa1"


class EnrolmentError(ValueError):
    """A unit that cannot be entered; the message says in Chinese why and what to write."""


@dataclass(frozen=True)
class Enrolment:
    """A unit to be entered. `type_name` is "" where nobody can say which it is."""

    id: str
    type_name: str
    name: str
    parent_id: str | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of its entry, without indentation."""
        parent = [f"  parent: {self.parent_id}"] if self.parent_id else []
        return [
            f"- id: {self.id}",
            f"  type: {quoted(self.type_name) if self.type_name else '…'}",
            *parent,
            f"  names: [{{name: {quoted(self.name)}}}]",
        ]

    def advice(self, page: str) -> list[str]:
        """What was not entered with it, and how all of it is taken back; `page` is the new summary's path."""
        lacks = "应报哪些总结（due）" if self.parent_id else "上级（parent）和应报哪些总结（due）"
        without = "查不出它缺报" if self.parent_id else "上级的汇总里没有它，也查不出它缺报"
        return [
            f"还没有写{lacks}，{without}。请在 {UNITS} 那几行里补上，"
            f"例：{'' if self.parent_id else 'parent: qinghe-county 一行，'}due: [{{kind: 半年, from: 2025}}] 一行。",
            f"登记错了的，删去 {UNITS} 末尾的这{len(self.lines)}行，再删去 {page}，就同没有登记一样。",
        ]


def enrolment(
    registry: Registry, name: str, type_: str = "", parent: str = "", id_: str = ""
) -> Enrolment:
    """The entry of a unit that is not registered yet: type and parent by name or id; without a type
    that which the name ends in, without an id one made up. Raises EnrolmentError."""
    name = name.strip()
    if "\n" in name or not 1 <= len(name) <= LONGEST_NAME:
        raise EnrolmentError(f"单位名称应写在一行里，不超过{LONGEST_NAME}个字。例：芙蓉镇总工会")
    found = registry.unit_type(type_) if type_ else _type_of(registry, name)
    if type_ and found is None:
        names = [one.name for one in registry.unit_types.values()]
        raise EnrolmentError(
            f"没有登记单位类型“{type_}”。{did_you_mean(type_, names)}已登记：{'、'.join(names)}。"
        )
    above = _unit(registry, parent) if parent else None
    if id_ and (not ID.fullmatch(id_) or len(id_) > LONGEST_ID):
        raise EnrolmentError(
            f"“{id_}”不能作 id。请只用小写英文字母、数字和短横，不超过{LONGEST_ID}个字符。例：furong-town"
        )
    if id_ in registry.units:
        raise EnrolmentError(f"id“{id_}”已经是“{registry.units[id_].name}”的。请换一个。")
    made = id_ or _identifier(registry, name, found)
    return Enrolment(made, found.name if found else "", name, above.id if above else None)


def _unit(registry: Registry, name: str) -> Unit:
    unit = registry.unit(name)
    if unit is None:
        offer = did_you_mean(name, registry.names_of_units())
        raise EnrolmentError(f"上级“{name}”没有登记。{offer}请写已登记单位的名称或 id。")
    return unit


def _type_of(registry: Registry, name: str) -> UnitType | None:
    """The type whose name the unit's ends in, the longest of several."""
    ends = [t for t in registry.unit_types.values() if fold(name).endswith(fold(t.name))]
    return max(ends, key=lambda t: len(t.name), default=None)


def _identifier(registry: Registry, name: str, type_: UnitType | None) -> str:
    """A free id: the initials of the name's own characters and the type's first word; a number where
    these say too little."""
    stem = re.split(r"[-_]", type_.id)[0] if type_ else "unit"
    own = fold(name).removesuffix(fold(type_.name)) if type_ else fold(name)
    letters = "".join(_initial(char) for char in own.removesuffix("工会"))[:20]
    best = f"{letters}-{stem}" if len(letters) == len(own) and len(letters) > 1 else stem
    if best not in registry.units and best != stem:
        return best
    numbers = range(2 if best != stem else 1, len(registry.units) + 3)
    return next(f"{best}-{n}" for n in numbers if f"{best}-{n}" not in registry.units)


def _initial(char: str) -> str:
    """The first letter of a common character's pinyin; a letter or digit itself; "" of all others."""
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    code = char.encode("gb2312", "ignore")
    if not _FIRST[0].encode("gb2312") <= code < _COMMON_END:
        return ""
    starts = [first for first in _FIRST if first.encode("gb2312") <= code]
    return _LETTERS[len(starts) - 1]


def with_entry(content: bytes, entry: Enrolment) -> bytes:
    """The content of units.yml with the entry at its end, every byte before it as it was: its list's
    indentation, its line ends. Raises EnrolmentError where that is no list of `- ` lines."""
    text = content.decode("utf-8")
    node = read_yaml(text, UNITS, Problems(), most=MOST)
    if node is not None and (not isinstance(node, Sequence) or text.lstrip().startswith("[")):
        raise EnrolmentError(f"{UNITS} 不是一项一项以“- ”开头的列表，请自己把那几行加进去。")
    indent = " " * (node.column - 1 if isinstance(node, Sequence) else 0)
    end = "\r\n" if "\r\n" in text else "\n"
    before = end if text and not text.endswith(("\n", "\r")) else ""
    between = end if re.search(r"\n\r?\n *- ", text) else ""
    added = end.join(indent + line for line in entry.lines) + end
    return content + (before + between + added).encode("utf-8")


def registry_with(root: Path, units: bytes, problems: Problems) -> Registry:
    """The registry as it would be with that units.yml; what is wrong goes to `problems`."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / FOLDER
        data.mkdir()
        for path in (root / FOLDER).glob("*.yml"):
            if path.is_file():
                shutil.copyfile(path, data / path.name)
        (Path(folder) / UNITS).write_bytes(units)
        return load_registry(Path(folder), problems)
