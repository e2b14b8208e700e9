"""Figures found in prose: golden passages, the sample's own texts, and laws over any text."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gonghui.corpus import read_corpus
from gonghui.facts import Fact, FactRole, facts_in
from gonghui.figure import Figure, FigureError
from gonghui.problem import Problems
from gonghui.registry import Registry, load_registry
from gonghui.summary.observation import agrees
from tests.conftest import ROOT

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "facts.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(ROOT, Problems())


def number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def told(fact: Fact) -> dict[str, object]:
    """A fact as the cases tell one: what is usual is left out."""
    figure = fact.figure
    value = None if figure.value is None else round(figure.value, 10).normalize()
    return {
        "text": fact.text,
        "value": value,
        "lower": figure.lower,
        "upper": figure.upper,
        "qualifier": str(figure.qualifier or "") or None,
        "state": str(figure.state or "") or None,
        "unit": figure.unit if figure.is_number or figure.state else None,
        "role": str(fact.role),
    }


def wanted(case: dict) -> dict[str, object]:
    value = number(case.get("value"))
    masked = case.get("state")
    return {
        "text": case["text"],
        "value": None if value is None else value.normalize(),
        "lower": number(case.get("lower")),
        "upper": number(case.get("upper")),
        "qualifier": None if masked else case.get("qualifier", "exact"),
        "state": masked,
        "unit": case.get("unit") or (case["text"][-1] if masked else None),
        "role": case.get("role", "actual"),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_passage(case, registry):
    found = facts_in(case["text"], registry)
    masked = {"××人次": "人次", "x余次": "次"}
    expected = [wanted(fact) for fact in case["facts"]]
    for fact in expected:
        fact["unit"] = masked.get(str(fact["text"]), fact["unit"])
    assert [told(fact) for fact in found] == expected
    for fact, one in zip(found, case["facts"], strict=True):
        if "metric" in one:
            assert (fact.metric.id if fact.metric else None) == one["metric"], fact
        if fact.sure:
            assert fact.metric is not None
            assert fact.metric.id == one.get("metric"), f"sure, and wrong: {fact}"
            assert fact.role is FactRole.ACTUAL


def test_the_passages_are_enough_to_count_on():
    """At least 30 passages, and enough that hold none of what only looks like a figure."""
    assert len(CASES) >= 40
    assert sum(len(case["facts"]) for case in CASES) >= 140
    assert sum(not case["facts"] for case in CASES) >= 5


UNSEEN = yaml.safe_load((Path(__file__).parent / "cases" / "passages.yml").read_text("utf-8"))


def test_passages_that_the_code_was_not_written_for(registry):
    """Recall and precision, and the value and qualifier of all that is found."""
    wrong, missed, more, hits = [], [], [], 0
    for case in UNSEEN:
        found = facts_in(case["text"], registry)
        for one in case["facts"]:
            text = str(one["text"])
            fact = next((fact for fact in found if fact.text == text), None)
            if fact is None:
                missed.append(text)
                continue
            found.remove(fact)
            hits += 1
            same = {key: told(fact)[key] for key in ("value", "lower", "upper", "qualifier")}
            if same != {key: wanted(one)[key] for key in same}:
                wrong.append((case["name"], fact))
        more += [fact.text for fact in found]
    assert wrong == []
    assert hits / (hits + len(missed)) > 0.98, missed
    assert hits / (hits + len(more)) > 0.98, more


SURE = {
    "全县基层工会组织50个，会员2300人。": [True, True],
    "一年来，新建基层工会组织6个，会员2300人。": [True, True],
    "三年来，新建基层工会6个。": [False],
    "规范化达标11家，达标率78.6%。": [True, True],
    "开展规范化建设，达标率78.6%。": [False],
    "规范化达标班组11个，达标率78.6%。": [False, False],
    "提案办理办结率98%。": [False],
}


@pytest.mark.parametrize("said", SURE)
def test_what_a_name_in_other_words_is_sure_of(said, registry):
    found = facts_in(said, registry)
    assert [fact.sure for fact in found] == SURE[said]
    assert all(fact.metric for fact in found)


def test_places_and_sections_are_the_files(registry):
    body = "开头。\n\n## 一、组建\n\n全镇新建基层工会\n**6家**，发展会员\n120人。\n\n## 二、打算\n\n- 再建[书屋](x.md)2家\n"
    found = facts_in(body, registry)
    lines = body.split("\n")
    assert [(f.text, f.line, f.section) for f in found] == [
        ("6家", 6, "一、组建"),
        ("120人", 7, "一、组建"),
        ("2家", 11, "二、打算"),
    ]
    assert [lines[f.line - 1][f.column - 1 :].startswith(f.text[0]) for f in found] == [True] * 3
    assert found[0].quote == "全镇新建基层工会6家，发展会员120人。"
    assert [f.role for f in found] == [FactRole.ACTUAL, FactRole.ACTUAL, FactRole.PLAN]


def test_what_is_sure_in_the_sample_is_what_its_front_matter_says(registry):
    """The sample's texts were written with their figures beside them: nothing sure may contradict,
    and most of what is written there must be found."""
    corpus = read_corpus(ROOT, Problems())
    sure, found, written = 0, 0, 0
    for summary in corpus.all:
        facts = facts_in(summary.body_of_words, registry)
        figures: dict[str, list] = {}
        for entry in summary.metrics:
            if entry.metric is not None and entry.figure.is_number:
                figures.setdefault(entry.metric.id, []).append(entry.figure)
                if entry.figure.numerator is not None:  # 规范化达标8家 of 8/13
                    count = Figure(value=entry.figure.numerator, as_written="")
                    figures.setdefault(entry.metric.numerator, []).append(count)
        for fact in facts:
            if not fact.sure:
                continue
            held = fact.metric.hold(fact.figure)
            same = [
                f
                for f in figures.get(fact.metric.id, [])
                if (f.value, f.lower, f.upper) == (held.value, held.lower, held.upper)
                or (fact.metric.is_ratio and f.value is not None and agrees(f.value, held))
            ]
            assert same, f"{summary.path}: {fact.text} {fact.metric.name}: {fact.quote}"
            sure += 1
        said = {fact.text.replace(" ", "") for fact in facts}
        for entry in (*summary.metrics, *summary.local):
            text = entry.figure.as_written.replace(" ", "")
            if entry.figure.is_number and text in summary.body_of_words.replace(" ", ""):
                written += 1
                found += text in said
    assert sure > 350
    assert found / written > 0.99


TEXT = st.text(
    st.sampled_from(
        list(
            "0123456789一二两三十百千万亿余多约近超过以上下个家名人次%％/.,，。；：（）“”《》年月日第每增长比上工会会员新建基层 \n|#*-xX×"
        )
    ),
    max_size=60,
)


@given(TEXT)
def test_any_text_gives_figures_that_stand_in_it_or_none(registry, text):
    lines = text.split("\n")
    last = (0, 0)
    for fact in facts_in(text, registry):
        assert (fact.line, fact.column) > last
        last = (fact.line, fact.column)
        assert lines[fact.line - 1][fact.column - 1] == fact.text[0]
        assert fact.figure.is_number or fact.figure.state or fact.figure.qualifier
        if fact.sure:
            try:
                fact.metric.hold(fact.figure)
            except FigureError as error:  # pragma: no cover
                raise AssertionError(f"sure, and not to be held: {fact}") from error


@given(st.integers(1, 10**8), st.sampled_from(["余", "多", ""]), st.sampled_from("个家名户件份篇"))
def test_a_number_keeps_its_value_in_any_sentence(registry, amount, more, unit):
    said = f"{amount}{more}{unit}"
    found = facts_in(f"今年各地共办结了{said}，群众满意。", registry)
    assert [(f.text, f.figure.value) for f in found] == [(said, Decimal(amount))]


DOUBTFUL = """芙蓉镇会员人数320人，在全县排名第一。|其他单位会员人数800人。|某企业会员人数45人。|会员人数25人以上的企业有3家。
会员人数不足25人的单位联合建会。|如果会员人数超过2000人，就设专职主席。|到2025年，会员人数达到2000人。|原有会员人数1400人。|净增会员人数200人。
减少会员人数30人。|应有会员人数1600人。|代表会员人数30人。|缺会员人数80人。|百人以上企业建会率100%。|全国会员人数3亿人。|建议发展会员200人。|县总下达发展会员200人。
尚未发展会员50人。|没有发展会员50人。|入会率低于80%的单位有3家。|建会率达到100%的乡镇3个。|发放慰问金500元/户。|发放助学金2000元每人。
县总拨付慰问金3万元。|行政投入慰问金10万元。|参加县总工会举办的培训班2期。|参加市总劳动竞赛2场次。|女职工专项集体合同签订率达98%。|举办大型文体活动3场次。"""


@pytest.mark.parametrize("said", DOUBTFUL.replace("\n", "|").split("|"))
def test_another_s_a_condition_a_share_is_never_sure(said, registry):
    found = facts_in(said, registry)
    assert found
    assert [fact for fact in found if fact.sure] == []


@pytest.mark.parametrize(
    "said",
    [
        "全镇会员人数1520人。",
        "我校会员人数1520人。",
        "新建基层工会6家。",
        "其中，女会员610人。",
        "目前，会员人数1520人（含农民工会员300人）。",
        "共发放慰问金5万元。",
        "新增会员200人。",
        "各单位举办文体活动8场次。",
        "举办培训班1期，培训职工60人次。",
        "全镇建会率达到100%。",
    ],
)
def test_what_is_said_plainly_is_sure(said, registry):
    assert any(fact.sure for fact in facts_in(said, registry))


def test_a_figure_costs_the_same_among_many(registry):
    """In a sentence of hundreds of figures none reads the whole sentence again."""

    def cost(text: str) -> float:
        times = []
        for _ in range(3):
            begun = time.process_time()
            facts_in(text, registry)
            times.append(time.process_time() - begun)
        return min(times)

    assert cost("6家" * 3000) < 5 * cost(("6家" * 10 + "。") * 300)


def test_many_long_lines_take_no_time(registry):
    """Nothing in the patterns tries a long run again and again."""
    for piece in (
        "一",
        "1",
        "百",
        "每",
        "（",
        "“",
        "至少",
        "4x",
        "三会",
        "1,",
        "年",
        "*",
        "|",
        "[",
        "由",
    ):
        facts_in(piece * 20_000, registry)
