"""The figures that no dictionary knows, as the text tells them: 全年开班81个班 of 职工夜校开班: 18个班."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...facts import Fact, FactRole
from ...facts.extent import is_plainly_of
from ...facts.prose import Sentence
from ...quotation import clip
from ...spelling import fold
from ...summary import Summary
from .said import Finding, Said, line_of

_LINK = re.compile(r"(?:共|有|为|是|了|达|已)*$")
# measure words of so many things that the same word says nothing
_COMMON = frozenset(
    [
        "个",
        "人",
        "名",
        "人次",
        "次",
        "家",
        "户",
        "件",
        "项",
        "场",
        "期",
        "份",
        "条",
        "元",
        "万元",
        "亿元",
        "%",
        "场次",
        "位",
        "所",
        "本",
    ]
)


def own_figures(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """A figure of `local:` that the text tells once, and otherwise: by its whole name, or by the end of
    its name and a measure word that nothing else in the text has."""
    for entry in summary.local:
        figure, name = entry.figure, fold(entry.name)
        if not figure.exact or not figure.unit or entry.period is not None:
            continue
        alike = [(f, s) for s, facts in said for f in facts if f.figure.unit == figure.unit]
        if len(alike) != 1 or not alike[0][0].figure.exact:
            continue
        fact, sentence = alike[0]
        if fact.figure.value == figure.value or fact.role is not FactRole.ACTUAL:
            continue
        if _speaks_of(summary, sentence, fact, name):
            yield (
                *entry.position,
                "text-differs",
                f"{clip(entry.name)}，题头写的是{clip(figure.as_written)}，正文第{line_of(summary, fact)}行写的是{fact.text}："
                f"“{clip(fact.quote)}”请核对，改正写错的一处；两处本来就不是一个数的，写进 accept。"
                f"例：accept: [{{code: text-differs, metric: {entry.name}, reason: 写明原因}}]",
            )


def _speaks_of(summary: Summary, sentence: Sentence, fact: Fact, name: str) -> bool:
    said = _LINK.sub("", sentence.said[: fact.start])
    rare = fact.figure.unit not in _COMMON
    ends = [name, *(name[at:] for at in range(1, len(name) - 1) if rare)]
    found = next((one for one in ends if len(one) > 1 and said.endswith(one)), "")
    before = said.removesuffix(found)
    return bool(found) and is_plainly_of(before, summary.unit, summary.period)
