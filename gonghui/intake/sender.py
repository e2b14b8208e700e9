"""Sender: which unit a text is of, and of which type, by its title and its signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..quotation import clip
from ..registry import Registry, Unit
from ..spelling import did_you_mean, fold
from .ground import Ground, Proposal
from .signing import signature

_NAME = re.compile(
    r"[一-鿿（）()A-Za-z0-9]{2,40}?(?:总工会|工会联合会|工会委员会|女职工委员会|工会)(?=$|[一-鿿0-9（(“《]{0,40})"
)
_NAMED = re.compile(  # a unit's name and nothing else, as on the line below a title
    r"[一-鿿（）()A-Za-z0-9]{2,30}(?:总工会|工会联合会|工会委员会|女职工委员会|工会)"
)
_BELOW = 2  # lines below a title that may name the unit
_NOT_OF_NAME = re.compile(
    r"^(?:关于|[（(]?20\d\d[）)]?(?:年度?)?(?:上半年|下半年|第?[一二三四1-4]季度)?|[二〇○零一三四五六七八九]{4}年度?|上半年|下半年)+"
)
_PERSON = 4  # characters of a name
_AND = ("、", "和", "与", "及", "暨")
# a unit of a kind, not one by its name
_GENERIC = re.compile(
    r"(?:基层|学校|公司|机关|医院|企业|单位|集团|街道|乡镇|[我本局厂院校镇县市区厅][校院局厂司县镇会]?|[一-鿿]*(?:开展|加强|做好|关于)[一-鿿]*)工会|.*[年月].*"
)
# Words of a title, a signature or a text that only one type of unit has, the surest first.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("女职工委员会", re.compile(r"女职工委员会|女工委")),
    ("县总工会", re.compile(r"(?:县|市|区)总工会")),
    ("镇总工会", re.compile(r"(?:镇|乡|街道)总工会|(?:镇|乡|街道)工会")),
    ("学校工会", re.compile(r"(?:小学|中学|学校|学院|大学|幼儿园|教育集团|一中|二中)")),
    ("医院工会", re.compile(r"(?:医院|卫生院|保健院|卫生服务中心)")),
    ("集团工会", re.compile(r"集团(?:公司)?(?:有限公司)?工会")),
    ("行业工会", re.compile(r"(?:行业|系统|产业|乡镇企业)[一-鿿]{0,4}工会")),
    ("机关工会", re.compile(r"(?:局|委|办|厅|院|机关|中心|检察院|法院)(?:机关)?工会")),
    ("企业工会", re.compile(r"(?:公司|厂|矿|银行|企业|酒店|商场|项目部|运营中心)[一-鿿]{0,3}工会|有限公司")),
)  # fmt: skip
_BY_TEXT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("学校工会", re.compile(r"我校|教职工|师德|校务公开|教代会")),
    ("医院工会", re.compile(r"我院|医护|护理|院务公开|门诊")),
    ("女职工委员会", re.compile(r"女职工委员会|女工委|女职工工作")),
    ("县总工会", re.compile(r"县总工会|市总工会|全县")),
    ("镇总工会", re.compile(r"镇总工会|我镇|全镇|镇工会")),
    ("机关工会", re.compile(r"我局|局机关|局工会")),
    ("企业工会", re.compile(r"我公司|公司工会|厂工会|收费站|车间")),
)  # fmt: skip


def unit_of(title: str, lines: list[str], registry: Registry) -> Proposal[Unit]:
    """The registered unit that title or signature name, by a present or former name. Where they name
    two, or the title one that is not registered, none is chosen."""
    names = sorted(
        ((fold(name), name) for name in registry.names_of_units()), key=lambda n: -len(n[0])
    )
    places = [*_places(title, lines), *([] if title else [("开头", one) for one in lines[:2]])]
    known = tuple(folded for folded, _ in names)
    end = signature(lines)
    below = [one for one in lines[:3] if title and one not in end]
    places += [("标题下", one) for one in below if _is_byline(fold(one), known)]
    found = [ground for place in places for ground in _named(place, names, registry)]
    said = {ground.value.id: f"{ground.words}是{ground.value.name}" for ground in found}
    stranger = candidate(title, [])
    if found and is_another(stranger, *(ground.value for ground in found)):
        said[""] = f"标题“{clip(title)}”像是“{clip(stranger)}”（没有登记）"
    if len(said) == 1:
        return Proposal(found[0].value, tuple(found))
    if said:
        told = "，".join(said[key] for key in sorted(said, key=bool))
        return Proposal(None, tuple(found), f"单位对不上：{told}。请定一个，填在 unit。")
    name = candidate(title, lines)
    if name:
        offer = did_you_mean(name, registry.names_of_units())
        return Proposal(
            question=f"没有登记单位“{clip(name)}”。{offer}是旧名或简称的，请在 unit 写登记的名称；"
            f"是新单位的，请先在 data/units.yml 里登记：{{id: …, type: …, names: [{{name: {clip(name)}}}]}}"
        )
    return Proposal(question="文中看不出是哪个单位。请填 unit，例：unit: 芙蓉镇总工会")


def _places(title: str, lines: Iterable[str]) -> list[tuple[str, str]]:
    """The lines in which a text names its unit, each with what it is."""
    return [*([("标题", title)] if title else []), *(("落款", line) for line in signature(lines))]


def _named(
    place: tuple[str, str], names: list[tuple[str, str]], registry: Registry
) -> Iterator[Ground[Unit]]:
    """The unit named first in a line, and another joined to it by 和."""
    folded = fold(place[1])
    at = [(folded.index(f), f, name) for f, name in names if f in folded]
    if not at:
        return
    start, first, name = min(at, key=lambda one: one[0])
    behind = folded[start + len(first) :]
    other = next((n for f, n in names if behind[:1] in _AND and behind[1:].startswith(f)), "")
    for one in filter(None, (name, other)):
        unit = registry.unit(one)
        if unit is not None:
            yield Ground(unit, f"{place[0]}“{clip(place[1])}”")


def _is_byline(line: str, names: tuple[str, ...]) -> bool:
    """Whether a line below a title is a unit's name, alone or with a person's behind it."""
    return any(line.startswith(name) and len(line) <= len(name) + _PERSON for name in names)


def is_another(stranger: str, *units: Unit) -> bool:
    """Whether a name that stands in a title is none of the units, nor short for one of them."""
    known = [fold(name.text) for unit in units for name in unit.names]
    return bool(stranger and not _GENERIC.fullmatch(stranger)) and not any(
        stranger in name or name in stranger for name in known
    )


def candidate(title: str, lines: list[str]) -> str:
    """A name in title or signature that looks like a unit's, registered or not; "" for none."""
    for _, words in _places(title, lines):
        match = _NAME.match(_NOT_OF_NAME.sub("", fold(words)))
        if match and match[0] not in ("工会", "总工会"):
            return match[0]
    below = (fold(line) for line in lines[:_BELOW] if title)
    return next((line for line in below if _NAMED.fullmatch(line) and _is_own(line)), "")


def _is_own(name: str) -> bool:
    return not _GENERIC.fullmatch(name) and not name.startswith(("我", "本", "各"))


def type_of(unit: Unit | None, title: str, lines: list[str], registry: Registry) -> Proposal[str]:
    """The id of the unit's type: as registered, else by the words of title, signature and text."""
    if unit is not None:
        return Proposal(unit.type_id, (Ground(unit.type_id, f"{unit.name}的登记"),))
    for place, words in _places(title, lines):
        for name, pattern in _KINDS:
            known = registry.unit_type(name)
            if known is not None and pattern.search(fold(words)):
                return Proposal(known.id, (Ground(known.id, f"{place}“{clip(words)}”"),))
    text = "".join(lines)
    counts = [(len(pattern.findall(text)), name) for name, pattern in _BY_TEXT]
    most, name = max(counts, key=lambda pair: pair[0])
    known = registry.unit_type(name) if most >= 2 else None
    if known is not None:
        return Proposal(known.id, (Ground(known.id, f"正文里{most}处这样的用语"),))
    return Proposal(question="看不出单位类型。请填 unit_type，例：unit_type: 镇总工会")
