"""Proposed: unit, type, period and class of one text, each with its ground, and the fields of the
front matter that they become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ..period import Period, say_day
from ..quotation import clip, one_line
from ..registry import Registry, Unit
from ..summary import CLASS_NAMES, SummaryClass
from .dating import period_of
from .division import Text
from .frontmatter import Field
from .genre import campaign_of, campaign_question, genre_of
from .ground import Ground, Proposal
from .manuscript import words_of
from .sender import candidate, is_another, type_of, unit_of
from .signing import signed_on
from .terms import congress_term, union_term

_UNSAFE = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff-]+")
_TITLE_MARKUP = re.compile(r"[<>]|&#?\w+;")
LONGEST_STEM = 60
_Named = TypeVar("_Named", Unit, Period)
LONGEST_TITLE = 100


@dataclass(frozen=True)
class Wishes:
    """What the person who imports says beforehand; it goes before whatever the text says."""

    unit: Unit | None = None
    period: Period | None = None


@dataclass(frozen=True)
class Proposed:
    """Everything proposed of one text."""

    unit: Proposal[Unit]
    name: str  # as it stands in the text where no registered unit was found
    type_id: Proposal[str]
    period: Proposal[Period]
    class_: Proposal[SummaryClass]
    campaign: str
    campaign_question: str
    signed: date | None


def propose(text: Text, registry: Registry, wishes: Wishes) -> Proposed:
    """Unit, type, period and class of a text, each with its ground."""
    lines = list(words_of(list(text.blocks)))
    class_ = genre_of(text.title, "".join(lines), registry)
    unit = unit_of(text.title, lines, registry)
    if wishes.unit:
        stranger = candidate(text.title, [])
        stranger = stranger if is_another(stranger, wishes.unit) else ""
        unit = _wished(wishes.unit, unit, "--unit", stranger)
    period = period_of(text.title, lines, registry.settings.calendar, class_.value)
    if wishes.period:
        period = _wished(wishes.period, period, "--period")
    special = class_.value is SummaryClass.SPECIAL
    campaign = campaign_of(text.title, registry) if special else ""
    signed = signed_on(lines)
    return Proposed(
        unit,
        "" if unit.value or unit.grounds else candidate(text.title, lines),
        type_of(unit.value, text.title, lines, registry),
        period,
        class_,
        campaign,
        campaign_question(text.title, registry) if special and not campaign else "",
        signed.day if signed and signed.exact else None,
    )


def _wished(
    wish: _Named, found: Proposal[_Named], option: str, stranger: str = ""
) -> Proposal[_Named]:
    """What a person asked for, and what the text says instead where it says something else."""
    others = {g.words: g.value.name for g in found.grounds if g.value.id != wish.id}
    others |= {"标题": f"“{clip(stranger)}”"} if stranger and not others else {}
    told = "，".join(f"{words}是{name}" for words, name in others.items())
    question = f"{option} 写的是{wish.name}，{told}。照 {option} 填了，请核对。" if told else ""
    return Proposal(wish, (Ground(wish, option),), question)


def stem_of(said: Proposed, source: str) -> str:
    """The name of the page's file: unit and period by their ids, else the name of the source."""
    unit, period, class_ = said.unit.value, said.period.value, said.class_.value
    if unit is None or period is None:
        named = f"{said.name}-{period.id}" if said.name and period else source.rsplit(".", 1)[0]
        return _UNSAFE.sub("-", named).strip("-")[:LONGEST_STEM] or "daoru"
    tail = "" if class_ in (None, SummaryClass.SUMMARY) else f"-{class_}"
    return f"{unit.id}-{period.id}{tail}"


def issued_on(said: Proposed) -> date | None:
    """The day of the signature, where nothing speaks against it."""
    period, day = said.period.value, said.signed
    timely = period is None or period.first is None or (day is not None and day >= period.first)
    if not timely and said.class_.value is not SummaryClass.PLAN:
        return None
    return None if said.period.question and said.period.grounds else day


def fields_of(text: Text, said: Proposed, registry: Registry) -> list[Field]:
    """The head of the page: what is known with its ground, what is not with an example."""
    unit, period, class_ = said.unit.value, said.period.value, said.class_.value
    type_ = registry.unit_types.get(said.type_id.value or "")
    name = (unit.name_in(period) if period else unit.name) if unit else said.name
    fields = [
        Field(
            "unit",
            name,
            f"依据：{said.unit.said}"
            if unit
            else "请核对：这个单位没有登记"
            if name
            else "请填单位，例：芙蓉镇总工会",
        ),
        Field(
            "unit_type",
            type_.name if type_ else "",
            "" if unit else "请核对" if type_ else "请填单位类型，例：镇总工会",
        ),
        Field(
            "period",
            period.name if period else "",
            f"依据：{said.period.said}" if period else "请填期间，例：2023年上半年",
        ),
    ]
    title = one_line(text.title).strip()
    if title and len(title) <= LONGEST_TITLE:
        fields.append(Field("title", _TITLE_MARKUP.sub(_wide, title)))
    if class_ not in (None, SummaryClass.SUMMARY):
        word = next(word for word, known in CLASS_NAMES.items() if known is class_)
        fields.append(Field("class", word, f"依据：{said.class_.said}"))
    if class_ is SummaryClass.SPECIAL:
        fields.append(
            Field(
                "campaign", said.campaign, "" if said.campaign else "请填活动名称，例：工会宣传月"
            )
        )
    fields.append(Field("status", "起草", "核对以后改为“签发”"))
    issued = issued_on(said)
    if issued is not None:
        fields.append(Field("issued", issued.isoformat(), f"依据：落款的{say_day(issued)}"))
    whole = "".join(block.whole for block in text.blocks)
    for key, term in (("union_term", union_term(whole)), ("congress_term", congress_term(whole))):
        if term:
            fields.append(Field(key, term))
    return fields


def _wide(match: re.Match[str]) -> str:
    return match[0].translate(str.maketrans("<>&", "＜＞＆"))
