"""Intake: what office files become, from single characters to whole pages."""

from __future__ import annotations

import re
import time

import pytest

from gonghui.intake.division import Text
from gonghui.intake.manuscript import Block, BlockKind
from gonghui.intake.outline import with_headings
from gonghui.intake.proposed import Wishes, propose
from gonghui.intake.reception import take_in
from gonghui.intake.refusal import IntakeError
from gonghui.intake.spacing import clean
from gonghui.intake.wrapping import paragraphs
from gonghui.notation.period import read_period
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


@of("bold")
def test_levels_of_headings(case):
    lines = case["bold"].split("\n")
    blocks = [Block(BlockKind.PARAGRAPH, one.lstrip("*"), bold=one[0] == "*") for one in lines]
    made = [block for block in with_headings(blocks) if block.kind is BlockKind.HEADING]
    assert [f"{block.level} {block.text}" for block in made] == case["is"]


@of("titles")
def test_summaries_in_one_file(case):
    drafts = take_in("a.txt", case["titles"].encode(), REGISTRY, Wishes())
    found = [re.search(r"\ntitle: (.+)", draft.markdown) for draft in drafts]
    assert [match and match[1] for match in found] == case["is"]
    asked = [item.message for draft in drafts for item in draft.asks]
    pieces = [message for message in asked if message.startswith("这个文件里像是有两份总结")]
    assert len(pieces) == ("asks" in case)
    assert all(case["asks"] in message for message in pieces)


PROPOSALS = [
    case
    for case in CASES
    if "title" in case and {"period", "unit", "type", "class", "asks"} & set(case)
]


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


WORK = "我们努力工作，取得了成绩。"


def draft_of(text: str, unit: str = "", period: str = ""):
    wishes = Wishes(REGISTRY.unit(unit), read_period(period) if period else None)
    (draft,) = take_in("a.txt", text.encode(), REGISTRY, wishes)
    return draft


def test_what_must_not_be_shown_of_a_person_is_listed_and_becomes_no_label():
    mobile, card = "1381234" + "5678", "11010119900307" + "7758"
    draft = draft_of(
        f"芙蓉镇总工会2023年工作总结\n{WORK}\n对患病职工王桂兰上门3次，联系电话{mobile}。\n"
        f"会员人数1520人，身份证{card}。\n会员人数1502人，给困难职工李大海（{mobile}）送去。"
    )
    head = draft.markdown.split("\n---\n")[0]
    assert "王桂兰" not in head
    assert "李大海" not in head
    assert mobile not in head
    assert "李某某（138******78）送去" in head  # the sentence beside the two figures
    where = dict(enumerate(draft.markdown.split("\n"), 1))
    told = [
        (item.message, where[item.line][:6]) for item in draft.asks if "个不同" not in item.message
    ]
    name = (
        "像是真名，写在困难、疾病、单亲或残疾的旁边。请写成姓加“某某”，例：王某某；"
        "本人同意公布的，提交前在 accept 里写明。"
    )
    assert told == [
        (f"第6个字起，“王□□”{name}", "对患病职工王"),
        ("这里像是手机号，不能公布。请删去。", "对患病职工王"),
        ("这里像是身份证号，不能公布。请删去。", "会员人数15"),
        (f"第16个字起，“李□□”{name}", "会员人数15"),
        ("这里像是手机号，不能公布。请删去。", "会员人数15"),
    ]


def test_the_text_s_own_words_are_told_beside_the_options():
    text = f"柳湾镇总工会2022年工作总结\n{WORK}"
    draft = draft_of(text, "芙蓉镇总工会", "2023年")
    assert (draft.unit.id, draft.period.id) == ("furong-town", "2023")
    assert [item.message for item in draft.asks] == [
        "--unit 写的是芙蓉镇总工会，标题“柳湾镇总工会2022年工作总结”是柳湾镇总工会。照 --unit 填了，请核对。",
        "--period 写的是2023年，标题“柳湾镇总工会2022年工作总结”是2022年。照 --period 填了，请核对。",
    ]
    stranger = draft_of(f"清河镇总工会2023年工作总结\n{WORK}", "芙蓉镇总工会", "2023年")
    assert [item.message for item in stranger.asks] == [
        "--unit 写的是芙蓉镇总工会，标题是“清河镇总工会”。照 --unit 填了，请核对。"
    ]
    agrees = f"芙蓉乡总工会2023年工作总结\n{WORK}"
    assert draft_of(agrees, "芙蓉镇总工会", "2023年").asks == []


def test_options_for_one_summary_are_refused_for_several():
    one = f"工作总结\n{WORK}\n"
    text = f"芙蓉镇总工会2022年{one}柳湾镇总工会2022年{one}"
    message = (
        "文件里有2篇总结（“芙蓉镇总工会2022年工作总结”、“柳湾镇总工会2022年工作总结”），"
        "--unit 和 --period 只能用于一篇。请去掉这两项再导入，各篇照自己的标题定；"
        "认得不对的，改题头里的 unit 和 period。"
    )
    for wish in ({"unit": "芙蓉镇总工会"}, {"period": "2022年"}):
        with pytest.raises(IntakeError) as refused:
            draft_of(text, **wish)
        assert str(refused.value) == message


SIGNED = {
    "芙蓉镇总工会\n2023年12月25日": "",
    "芙蓉镇总工会（盖章）\n二〇二三年十二月二十五日": "",
    "2023年12月25日\n芙蓉镇总工会": "",
    "芙蓉镇总工会2023年12月25日": "",
    "芙蓉镇总工会": "",
    "芙蓉镇总工会办公室\n2023年12月25日": "芙蓉镇总工会办公室\n\n2023年12月25日\n",
    "芙蓉镇总工会\n2023年12月": "芙蓉镇总工会\n\n2023年12月\n",
    "芙蓉镇总工会\n2013年12月25日": "芙蓉镇总工会\n\n2013年12月25日\n",
}


@pytest.mark.parametrize("end", SIGNED)
def test_a_signature_that_the_head_holds_leaves_the_text(end):
    draft = draft_of(f"芙蓉镇总工会2023年工作总结\n\n{WORK}\n\n{end}")
    assert body_of(draft.markdown) == f"{WORK}\n" + (f"\n{SIGNED[end]}" if SIGNED[end] else "")
    gone = "“" + clean(end).replace("\n", " ")
    told = [item for item in draft.items if "记在题头" in item.message]
    assert bool(told) is not bool(SIGNED[end])
    assert all(
        item.message == f"{gone}”记在题头，正文里不再写。" for item in told if "\n" not in end
    )


def test_unit_and_day_below_the_title_go_to_the_head():
    draft = draft_of(f"关于2023年工会工作情况的汇报\n青禾县水务局工会\n（2023年12月20日）\n{WORK}")
    assert body_of(draft.markdown) == f"{WORK}\n"
    assert "\nissued: 2023-12-20  #" in draft.markdown


def test_a_long_paragraph_of_wrapped_lines_costs_no_more_a_line():
    def seconds(lines):
        text = "\n".join(["全县各级工会组织走访慰问困难职工家庭并且送去慰问金和物资若干"] * lines)
        begun = time.perf_counter()
        assert len(paragraphs(text)) == 1
        return time.perf_counter() - begun

    few, many = (min(seconds(lines) for _ in range(3)) for lines in (500, 8000))
    assert many / few < 80  # 16 times as many; where each line cleans all before it, 256
