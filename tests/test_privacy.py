"""Privacy: the numbers' own laws, every disguise that is seen through, and what is left alone."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gonghui.codes import CODES
from gonghui.privacy import KIND_NAMES, Kind, leaks_in, marks_in, masked, names_in
from gonghui.privacy.bank_card import luhn_holds
from gonghui.privacy.identity_card import check_character
from gonghui.problem import FORMATS, Problems
from tests.cases import cases
from tests.numbers import MADE, apart, bank_card, filled, identity_card, mobile

BORN = st.dates().map(lambda day: f"{1900 + day.year % 120}{day.month:02}{min(day.day, 28):02}")
CARDS = st.builds(
    identity_card, st.sampled_from(["110101", "330106", "650102"]), BORN,
    st.integers(0, 999).map("{:03}".format),
)  # fmt: skip
MOBILES = st.builds(mobile, st.integers(0, 9999))
BANKS = st.builds(
    bank_card, st.sampled_from(["622202", "621700", "436742", "545217"]), st.integers(16, 19)
)
UNSEEN = ["\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\ufe0f\u20e3"]


def kinds(text: str) -> list[Kind]:
    return [leak.kind for leak in leaks_in(text)]


@given(CARDS)
def test_the_two_ways_to_the_check_character_agree(number):
    assert check_character(number[:17]) == number[17]
    assert kinds(f"身份证{number}。") == [Kind.IDENTITY_CARD]


@given(CARDS, st.integers(0, 16), st.integers(1, 9))
def test_no_identity_number_stays_right_when_a_digit_changes(number, place, more):
    wrong = f"{(int(number[place]) + more) % 10}"
    changed = number[:place] + wrong + number[place + 1 :]
    assert check_character(changed[:17]) != number[17]
    assert Kind.IDENTITY_CARD not in kinds(changed)


@given(BANKS, st.data())
def test_no_card_number_stays_right_when_a_digit_changes(number, data):
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = f"{(int(number[place]) + data.draw(st.integers(1, 9))) % 10}"
    assert luhn_holds(number)
    assert not luhn_holds(number[:place] + wrong + number[place + 1 :])


@given(st.one_of(CARDS, MOBILES, BANKS), st.sampled_from(UNSEEN), st.data())
def test_what_nobody_sees_hides_nothing(number, unseen, data):
    at = data.draw(st.integers(1, len(number) - 1))
    assert len(kinds(number[:at] + unseen + number[at:])) == 1


ZEROS = [chr(c) for c in range(0x1FBFA) if unicodedata.decimal(chr(c), None) == 0]


@pytest.mark.parametrize("zero", ZEROS, ids=lambda zero: f"{ord(zero):x}")
def test_digits_of_every_script_are_read(zero):
    table = {ord("0") + n: chr(ord(zero) + n) for n in range(10)}
    assert kinds(MADE["身份证"].translate(table)) == [Kind.IDENTITY_CARD]
    assert kinds(f"手机{MADE['手机'].translate(table)}") == [Kind.MOBILE]


@pytest.mark.parametrize(
    "by", [" ", "  ", "-", " - ", "·", ".", "‑", "—", "　", "_", "/", "&nbsp;"]
)
@pytest.mark.parametrize("sizes", [[3, 4, 4], [3, 8], [7, 4], [3, 3, 5], [1] * 11], ids=str)
def test_groups_of_a_mobile_number_belong_together(by, sizes):
    assert kinds(f"电话：{apart(MADE['手机'], sizes, by)}，") == [Kind.MOBILE]


@pytest.mark.parametrize(
    "prefix", ["+86", "+86 ", "+86-", "86", "0086", "0086-", "0", "（+86）", "手机", "统一", "tel:"]
)
def test_a_prefix_hides_no_mobile_number(prefix):
    (leak,) = leaks_in(f"{prefix}{MADE['手机']}")
    assert (leak.kind, leak.veiled) == (Kind.MOBILE, "138******45")


@pytest.mark.parametrize(
    "text",
    [
        "⟪手机⟫", "**⟪手机⟫**", "[电话](tel:⟪手机⟫)", "`⟪手机⟫`", "| ⟪手机⟫ |", "2023-06-30 ⟪手机⟫", "①⟪手机分开⟫",
        "⟪手机汉字⟫", "⟪手机全角⟫", "第一手机⟪手机⟫", "订单手机⟪手机⟫", "微信wx⟪手机⟫",
    ],
)  # fmt: skip
def test_markdown_hides_no_number(text):
    wide = MADE["手机"].translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    assert kinds(filled(text.replace("⟪手机全角⟫", wide))) == [Kind.MOBILE]


@pytest.mark.parametrize("by", ["", "&nbsp;", "&emsp;", "&#160;", "&#8203;", "&shy;", "&#x2d;"])
def test_no_entity_hides_a_number(by):
    number = MADE["手机"]
    for written in (f"{number[:3]}{by}{number[3:7]}{by}{number[7:]}", number.replace("0", "&#48;")):
        found = leaks_in(f"电话：{written}。")
        assert [(one.kind, one.veiled) for one in found] == [(Kind.MOBILE, "138******45")]
        assert (found[0].start, found[0].end) == (3, 3 + len(written))


def test_digits_in_circles_and_above_the_line_are_read():
    for zero, others in (("⓪", "①②③④⑤⑥⑦⑧⑨"), ("⁰", "¹²³⁴⁵⁶⁷⁸⁹")):
        table = str.maketrans("0123456789", zero + others)
        assert kinds(MADE["手机"].translate(table)) == [Kind.MOBILE]


@pytest.mark.parametrize("case", cases("privacy"), ids=lambda case: case["text"])
def test_numbers_of_persons_are_told_from_others(case):
    found = [KIND_NAMES[kind] for kind in kinds(filled(case["text"]))]
    assert found == case.get("found", [])


def test_a_valid_number_with_an_impossible_day_or_region_is_none():
    assert kinds(identity_card(born="19900230")) == []
    assert kinds(identity_card(region="990106")) == []
    assert kinds("注册号" + MADE["旧身份证"]) == []
    assert kinds("证号" + MADE["旧身份证"]) == [Kind.IDENTITY_CARD]


@given(st.one_of(CARDS, MOBILES, BANKS), st.text("年月日，。ab \n", max_size=8))
def test_no_form_of_a_problem_repeats_a_number(number, around):
    assume(not around.endswith(("a", "b")))
    problems = Problems()
    problems.report(
        f"docs/{number}.md", 1, 1, "bad-figure", f"看不懂“{around}{number}，{around}”。请改。"
    )
    for form in FORMATS.values():
        assert number not in form(problems)
        assert number[3:-2] not in form(problems)
    assert number not in masked(f"{around}{number}，")


def test_many_numbers_and_long_runs_take_no_longer_than_they_must():
    assert len(leaks_in(f"{MADE['手机']} " * 3000)) == 3000
    assert leaks_in("1 " * 30000) == []
    assert leaks_in("1380000" * 9000) == []
    begun = time.process_time()
    assert leaks_in("1 " * 50000) == leaks_in("1-" * 50000) == []
    assert time.process_time() - begun < 3  # it was seven seconds


NAMED = [
    "困难职工张大山，", "走访特困职工李小河家", "患病职工王月亮等3人", "看望患病的会员赵建国同志", "单亲母亲孙丽", "残疾职工：周文斌",
    "张大山（困难职工）", "得知李小河身患重病", "职工王月亮患尿毒症", "慰问赵建国、孙丽等5名困难职工", "困难职工欧阳明月、陈静",
    "困难职工张大山家庭", "困难职工代表李小河表示", "身患癌症的职工孙丽，", "困难职工陈家明。", "患病职工王月亮到县医院", "困难职工李小河的实际困难", "困难职工张和平。",
    "职工张建国（肝癌）家庭", "职工陈小红丧偶，", "职工陈小红（编号7）丧偶，", "看望住院职工刘志强", "慰问遗属王小明。", "困难职工王先生、李某、孙大海",
    "困难职工名单：王小明", "住院职工如下：\n\n- 王小明\n- 李大海", "| 姓名 | 困难原因 |\n|---|---|\n| 孙丽 | 患病 |", "| 序号 | 职工姓名 | 金额（元） |\n|---|---|---|\n| 1 | 孙丽 | 3000 |",
    "困难职工：\n\n| 姓名 | 部门 |\n|---|---|\n| 孙丽 | 车间 |", "| 姓名 | 说明 |\n|---|---|\n| 王某某 | 走访 |\n| 孙丽 | 残疾 |",
]  # fmt: skip
UNNAMED = [
    "困难职工张某某", "困难职工张某、李某", "患病职工王**", "患病职工王××", "困难职工方面", "困难职工高度重视，", "困难职工安置、", "困难职工任务。",
    "困难职工文化、体育", "为困难职工发放金额5万元", "困难职工于年底前", "困难职工家庭12户", "张大山同志为困难职工捐款", "先进个人李小河，结对困难职工3户",
    "劳模王月亮看望患病职工", "患病职工康复。", "困难职工和单亲职工", "困难职工程度、", "困难职工常年，", "江苏困难职工，", "残疾职工路费、车费",
    "困难职工余户", "困难职工单位", "获奖的职工张大山、李小河", "主席孙丽走访困难职工", "困难职工子女金秋助学，", "单亲女职工温馨之家，",
    "帮扶困难职工江河镇5户", "困难职工万余人次", "由李小河、孙丽等5名志愿者看望残疾职工", "主席赵建国到患病职工家中",
    "困难职工高校毕业生子女的困难", "向困难职工常到的驿站", "困难职工牛肉、米面各一份", "困难职工顾不上家。", "困难职工伍人。",
    "困难职工王先生、李师傅", "困难职工王女士、王某", "职工住院必访，", "慰问职工遗属12户", "会员安心住院治疗", "，石桥家庭困难职工12户", "走访石桥、柳湾住院职工", "遗属和单亲职工", "康复（住院）职工",
    "| 姓名 | 荣誉 | 奖金 |\n|---|---|---|\n| 孙丽 | 劳模 | 3000元 |", "| 姓名 | 困难原因 |\n|---|---|\n| 王某某 | 患病 |\n| 合计 | 3户 |", "| 单位 | 慰问金 |\n|---|---|\n| 石桥 | 3000 |",
    "| 姓名 | 部门 |\n|---|---|\n| 孙丽 | 车间 |\n\n走访困难职工3户。", "困难职工帮扶包括：石桥3户、柳湾2户。", "先进个人名单：\n\n- 王小明",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_a_name_beside_a_hardship_is_found(text):
    assert list(names_in(text))


@pytest.mark.parametrize("text", UNNAMED)
def test_what_is_no_name_is_left_alone(text):
    assert [text[a:b] for a, b in names_in(text)] == []


MARKS = [
    "秘密★",
    "机密★1年",
    "绝 密 ★",
    "机密☆",
    "内部资料",
    "# 内部文件",
    "【内部资料】",
    "内部资料，注意保存",
    "内部资料 严禁外传",
]
NO_MARKS = [
    "国家秘密",
    "机密文件",
    "编印内部资料3期",
    "五星★级职工之家",
    "内部资料管理办法",
    "保密教育★★★",
    "内部文件传阅。",
]


@pytest.mark.parametrize("text", MARKS)
def test_a_mark_of_secrecy_is_found(text):
    assert len(list(marks_in(f"前一段。\n\n{text}\n\n后一段。"))) == 1


@pytest.mark.parametrize("text", NO_MARKS)
def test_what_is_no_mark_is_left_alone(text):
    assert list(marks_in(f"前一段。\n\n{text}\n\n后一段。")) == []


def test_nobody_can_accept_a_number():
    assert {
        name for name, code in CODES.items() if code.family == "privacy" and code.acceptable
    } == {"personal-name"}
