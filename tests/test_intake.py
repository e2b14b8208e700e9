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


PARTS = {
    "新建基层工会6家，其中企业工会4家、村级工会2家。": "{value: 6家, parts: {企业: 4, 村社区: 2}}",
    "新建基层工会6家（企业4家，村1家，社区1家）。": "{value: 6家, parts: {企业: 4, 村社区: 2}}",
    "新建工会6家，其中：企业3家，事业单位1家，机关1家和村社区1家。": (
        "{value: 6家, parts: {企业: 3, 事业: 1, 机关: 1, 村社区: 1}}"
    ),
    "走访慰问120人次，其中困难职工80人次、离退休职工40人次。": (
        "{value: 120人次, parts: {困难职工: 80, 离退休: 40}}"
    ),
    "新建基层工会6家，其中企业工会4家、村级工会3家。": "6家",
    "新建基层工会6家，其中企业工会4家、国有企业2家、行业工会1家。": "6家",
    "新建基层工会6余家，其中企业工会4家、村级工会2家。": "6余家",
}


@pytest.mark.parametrize("said", PARTS)
def test_parts_that_add_up_belong_to_the_figure(said):
    text = f"芙蓉镇总工会2023年工作总结\n\n我们努力工作，取得了成绩。\n{said}"
    (draft,) = take_in("a.txt", text.encode(), REGISTRY, Wishes())
    head = draft.markdown.split("metrics:\n  ")[1].split("\n")[0]
    assert head.partition(": ")[2] == PARTS[said]
    left = any("企业工会4家" in line for line in draft.markdown.split("\n---\n")[0].split("\n"))
    assert left is (not PARTS[said].startswith("{") and "企业" in said)


OTHER_TIMES = [
    ("2023年", "截至6月底，会员人数1520人", 0),
    ("2023年", "截至12月底，会员人数1520人", 1),
    ("2023年", "截至10月20日，会员人数1520人", 1),
    ("2023年", "上半年新建基层工会6家", 0),
    ("2023年", "3月，新建基层工会6家", 0),
    ("2023年", "2022年新建基层工会6家", 0),
    ("2023年", "1至12月，新建基层工会6家", 1),
    ("2023年上半年", "上半年新建基层工会6家", 1),
    ("2023年上半年", "截至6月底，会员人数1520人", 1),
    ("2023年上半年", "第一季度新建基层工会6家", 0),
]


@pytest.mark.parametrize(("period", "said", "taken"), OTHER_TIMES)
def test_a_figure_of_another_time_is_for_a_person_to_decide(period, said, taken):
    text = f"芙蓉镇总工会{period}工作总结\n\n我们努力工作，取得了成绩。\n{said}。"
    (draft,) = take_in("a.txt", text.encode(), REGISTRY, Wishes())
    assert draft.metrics == taken
    assert any("没有把握" in item.message for item in draft.items) is not bool(taken)


def test_a_question_shows_some_of_many_figures():
    text = "".join(f"发展会员{number}人，" for number in range(1, 400))
    (draft,) = take_in("a.txt", text.encode(), REGISTRY, Wishes())
    assert len(draft.markdown.split("\n---\n")[0].split("\n")) < 40
