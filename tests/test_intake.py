"""Intake: what office files become, from single characters to whole pages."""

from __future__ import annotations

import pytest

from gonghui.intake.division import Text
from gonghui.intake.manuscript import Block, BlockKind
from gonghui.intake.proposed import Wishes, propose
from gonghui.intake.reception import take_in
from gonghui.intake.spacing import clean
from gonghui.intake.wrapping import paragraphs
from gonghui.problem import Problems
from gonghui.registry import load_registry
from tests.cases import cases
from tests.conftest import ROOT

CASES = cases("import")
REGISTRY = load_registry(ROOT, Problems())


def of(key: str):
    found = [case for case in CASES if key in case]
    return pytest.mark.parametrize("case", found, ids=lambda case: case["name"])


def body_of(markdown: str) -> str:
    return markdown.split("\n---\n", 1)[1]


def test_every_case_has_a_name_of_its_own():
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) >= 60


@of("clean")
def test_cleaning(case):
    assert clean(case["clean"]) == case["is"]


@of("lines")
def test_line_breaks(case):
    assert paragraphs(case["lines"], soft=case.get("soft", False)) == case["is"]


@of("text")
def test_text(case):
    drafts = take_in("a.txt", case["text"].encode(), REGISTRY, Wishes())
    assert len(drafts) == case.get("pages", 1)
    if "body" in case:
        assert body_of(drafts[0].markdown) == case["body"]
    if "title" in case:
        assert f"\ntitle: {case['title']}\n" in drafts[0].markdown


PROPOSALS = [case for case in CASES if {"period", "unit", "type", "class", "asks"} & set(case)]


@pytest.mark.parametrize("case", PROPOSALS, ids=lambda case: case["name"])
def test_proposals(case):
    lines = [*case.get("begin", []), *case.get("end", [])]
    blocks = tuple(Block(BlockKind.PARAGRAPH, clean(line)) for line in lines)
    said = propose(Text(clean(case["title"]), blocks), REGISTRY, Wishes())
    found = {
        "period": said.period.value.id if said.period.value else None,
        "unit": said.unit.value.id if said.unit.value else None,
        "type": said.type_id.value,
        "class": str(said.class_.value),
    }
    assert {key: found[key] for key in found if key in case} == {
        key: case[key] for key in found if key in case
    }
    questions = [
        said.period.question,
        said.unit.question,
        said.type_id.question,
        said.campaign_question,
    ]
    if "asks" in case:
        assert any(case["asks"] in question for question in questions), questions
