"""Page: a text with what is proposed of it, as a summary's Markdown file."""

from __future__ import annotations

import re
from dataclasses import replace

from ..facts import Fact, facts_in
from ..quotation import clip
from ..registry import Registry
from ..summary import SummaryClass
from .another import others_in
from .choice import Choice, by_section, choose
from .division import Text
from .draft import Draft, Item
from .frontmatter import UNNAMED, VAGUE, Field, Head, head_of
from .illustration import Illustrated
from .manuscript import Remark
from .markup import markdown_of
from .outline import with_headings
from .proof import faults_of
from .proposed import Proposed, Wishes, fields_of, issued_on, propose, stem_of
from .roster import rosters_in
from .sensitive import sensitive_items
from .signing import without_signature
from .spacing import blank_numbers
from .texttable import in_tables
from .timeframe import of_period

_WITH_FIGURES = (SummaryClass.SUMMARY, SummaryClass.SPECIAL)


def page_of(
    text: Text,
    remarks: list[Remark],
    registry: Registry,
    wishes: Wishes,
    source: str,
    pictures: dict[str, bytes],
    written: str | None = None,
) -> Draft:
    """The page of one text of the file `source`, with everything there is to tell of it. `written`
    is its body where that is Markdown already."""
    said = propose(text, registry, wishes)
    unit = said.unit.value
    names = [name.text for name in unit.names] if unit else []
    blocks, gone = without_signature(text.blocks, names, issued_on(said))
    told = [Remark(f"“{clip(gone)}”记在题头，正文里不再写。")] if gone else []
    told += list(others_in(blocks, said, registry))
    illustrated = Illustrated.of(with_headings(blocks), pictures, stem_of(said, source))
    body = markdown_of(illustrated.blocks) if written is None else written
    persons = list(rosters_in(body))
    facts = [
        fact
        for fact in facts_in(body, registry)
        if not any(fact.line in lines for lines, _ in persons)
    ]
    period = said.period.value
    facts = by_section(in_tables(facts, body, unit, period, registry), body)
    facts = of_period(facts, period)
    choice = choose(facts, registry) if said.class_.value in _WITH_FIGURES else Choice()
    made = finished(
        said,
        text,
        body,
        facts,
        choice,
        [
            *remarks,
            *(told if written is None else ()),
            *illustrated.remarks,
            *(_of_persons(head) for _, head in persons),
        ],
        registry,
        source,
        illustrated.questions,
    )
    return replace(made, pictures=illustrated.files)


def _of_persons(head: str) -> Remark:
    return Remark(
        f"这张表（{clip(head)}）是人员名单，里面的数没有填。请删去，只在文字里写合计，例：走访困难职工家庭12户。",
        True,
        head,
    )


def finished(
    said: Proposed,
    text: Text,
    body: str,
    facts: list[Fact],
    choice: Choice,
    remarks: list[Remark],
    registry: Registry,
    source: str,
    more: list[str],
) -> Draft:
    """The page with its front matter, proved against the check-up; `more` are questions that stand
    in it as comments and are told among the remarks."""
    questions = [
        proposal.question
        for proposal in (said.unit, said.type_id, said.period)
        if proposal.question
    ]
    questions += [said.campaign_question] if said.campaign_question else []
    head, choice = _proved(
        fields_of(text, said, registry),
        choice,
        [*filter(_tells, questions), *more],
        body,
        said,
        registry,
    )
    markdown = "\n".join(head.lines) + "\n" + body
    shift = len(head.lines)
    return Draft(
        said.unit.value,
        said.type_id.value or "",
        said.period.value,
        said.class_.value or SummaryClass.SUMMARY,
        tuple(fact._replace(line=fact.line + shift) for fact in facts),
        tuple(_items(markdown, shift, choice, questions, remarks)),
        markdown,
        stem_of(said, source),
        len(choice.metrics),
        len(choice.local),
    )


def _tells(question: str) -> bool:
    """Whether a question says more than that a field is empty, as the field itself does."""
    return "看不出" not in question


def _proved(
    fields: list[Field],
    choice: Choice,
    extra: list[str],
    body: str,
    said: Proposed,
    registry: Registry,
) -> tuple[Head, Choice]:
    """The front matter without figures that the check-up would refuse: those a person decides on."""
    while True:
        head = head_of(fields, choice, extra)
        faults = faults_of(head, body, said.unit.value, said.period.value, registry)
        bad = [
            (head.entries[line], message)
            for line, message in faults.items()
            if line in head.entries
        ]
        if not bad:
            return head, choice
        for entry, message in bad:
            choice = choice.without(entry, f"这个数通不过检查（{clip(message, 90)}）")


def _items(
    markdown: str, shift: int, choice: Choice, questions: list[str], remarks: list[Remark]
) -> list[Item]:
    """Everything there is to tell, by the line of the page."""
    lines = markdown.split("\n")
    items = [Item(_line_of_key(lines, question), question, True) for question in questions]
    for one in choice.open:
        values = "、".join(f"{entry.name}: {entry.value}" for entry in one.entries)
        what = f"{one.question}。写在题头的注释里（{values}），要用的请移到 metrics 下面"
        items.append(Item(one.entries[0].fact.line + shift, f"{what}。", True))
    if choice.vague:
        what = f"有{len(choice.vague)}个数字典里没有，名称也看不清楚，没有填，写在题头的注释里"
        what += "。要用的，请改好名称，移到 local 下面。"
        items.append(Item(_line_of(lines, VAGUE), what, True))
    if choice.unnamed:  # a table's figures are seldom idle, as 一项 within a sentence may be
        what = f"正文里另有{len(choice.unnamed)}个数，看不出是本单位、本期的哪个指标，没有填，在题头的注释里注明了在第几行"
        tabled = any(lines[f.line + shift - 1].lstrip().startswith("|") for f in choice.unnamed)
        what += "。要用的，请写上名称，填在 metrics 或 local 下面。"
        items.append(Item(_line_of(lines, UNNAMED), what, tabled))
    for remark in remarks:
        items.append(Item(_line_near(lines, remark.near, shift), remark.message, remark.asks))
    for number, line in enumerate(lines[shift:], start=shift + 1):
        for at in blank_numbers(line):
            near = clip(line[max(0, at - 6) : at + 8])
            items.append(Item(number, f"“{near}”这里像是漏了数，空着一格。请对照原件补上。", True))
    items += sensitive_items(markdown)
    return sorted(set(items))


def _line_of(lines: list[str], comment: str) -> int:
    """The line of a comment in the head, by how it begins."""
    return next(n for n, line in enumerate(lines, 1) if line.startswith(f"# {comment}"))


_KEYS = (
    ("unit_type", "unit_type"),
    ("period", "period"),
    ("campaign", "campaign"),
    ("unit", "unit"),
)


def _line_of_key(lines: list[str], question: str) -> int:
    for word, key in _KEYS:
        if word in question:
            return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)
    return 1


def _line_near(lines: list[str], near: str, shift: int) -> int:
    """The line of the page that holds some words of the source; the first where none does."""
    wanted = re.sub(r"\W", "", near)[:8]
    if wanted:
        for number, line in enumerate(lines[shift:], start=shift + 1):
            if wanted in re.sub(r"[\W]", "", line):
                return number
    return 1
