"""The text beside the front matter: what is wrong in the sample's own texts once a number is changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gonghui.checkup.findings import Findings
from gonghui.checkup.prose import check_prose
from gonghui.corpus import Corpus, read_corpus
from gonghui.facts import FactRole, Names, facts_of
from gonghui.facts.prose import sentences
from gonghui.problem import Problems
from gonghui.registry import load_registry
from gonghui.summary.reader import read_summary
from tests.conftest import ROOT

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(ROOT, Problems())


def told(corpus: Corpus, summaries: list) -> list[str]:
    """The codes that the texts of some summaries give, the whole corpus behind them."""
    problems = Findings()
    check_prose(corpus, problems, summaries)
    return [problem.code for problem in problems]


def changed(number: str) -> str:
    return f"{float(number) * 1.5 + 1:.2f}" if "." in number else str(int(number) * 2 + 1)


def test_the_sample_as_it_stands_has_nothing(corpus):
    assert told(corpus, list(corpus.all)) == []


# What the sample says of a holiday, a month, several years, a window, or in a way that leaves doubt.
LEFT_ALONE = """
5家 因企业歇业、重组撤销合并基层工会
86处 配合安全检查排查安全隐患
45户 元旦春节期间走访困难职工家庭
18户 春节前走访困难职工家庭
1场 组织缝纫技能比武
22户 两节期间走访慰问特困职工
1次 2月召开职代会
3场次 元旦联欢等文体活动
62条 会前通过微信群征集提案
1件 代职工申请法律援助案件
1次 3月召开职代会
4件 维权窗口受理法律援助案件
6场次 恢复线下活动
38场次 四年举办劳动和技能竞赛
14人次 12月感染高峰期
5场次 文体活动共
8场次 国庆书画展等文体活动共
7件 维权窗口和服务点合计
96人次 元旦、春节期间
2.3万元 元旦、春节期间
1次 3月上旬召开职代会
""".strip().splitlines()


def test_every_sure_figure_and_most_growths_are_missed_when_they_are_changed(corpus):
    """One number of one text is changed, hundreds of times over: the figure, or the growth beside it.
    Only what may be of a part or of another time is let pass."""
    passed, growths, names = list[tuple[str, str]](), list[bool](), Names(corpus.registry)
    for summary in corpus.all:
        lines = summary.body_of_words.split("\n")
        own = [name.text for name in summary.unit.names]
        for sentence in sentences(summary.body_of_words):
            for fact in facts_of(sentence, names, own):
                line, start = lines[fact.line - 1], fact.column - 1
                number = NUMBER.match(line, start)
                if number is None or not fact.figure.exact:
                    continue
                body = [*lines]
                body[fact.line - 1] = line[:start] + changed(number[0]) + line[number.end() :]
                wrong = replace(summary, body="\n".join(body), calls=())
                if fact.sure and "text-differs" not in told(corpus, [wrong]):
                    passed.append((fact.text, sentence.quote))
                elif fact.role is FactRole.CHANGE:
                    growths.append("growth-differs" in told(corpus, [wrong]))
    assert len(passed) == len(LEFT_ALONE), passed
    for known, (text, quote) in zip(LEFT_ALONE, passed, strict=True):
        assert known.split()[0] == text
        assert known.split()[1] in quote
    assert sum(growths) / len(growths) > 0.9


YEAR = """---
unit: 柳湾镇总工会
unit_type: 镇总工会
period: 2023年
metrics:
  基层工会组织数: 48个
  新建基层工会: 8个
  会员人数: 2510人
  '#女会员': 900人
  走访困难职工家庭: 42户
  文体活动: 13场次
  培训职工: 400人次
  法律援助案件: 12件
  合理化建议: 88条
  规范化达标率: 83.33%
  送温暖慰问资金: 4.2万元
---
"""


def told_of(text: str) -> list[str]:
    """The messages on one sentence of a town's summary of a year."""
    registry = load_registry(ROOT, Problems())
    corpus, findings = Corpus(Path(), registry, today=date(2025, 1, 1)), Findings()
    summary = read_summary(f"{YEAR}{text}\n", "docs/summaries/a.md", registry, Problems())
    assert summary is not None
    corpus.summaries.append(summary)
    check_prose(corpus, findings, corpus.all)
    return [problem.message for problem in findings]


@pytest.mark.parametrize(
    "text",
    [
        "春节期间走访困难职工家庭20户，中秋节走访困难职工家庭22户。",
        "春节前，走访困难职工家庭20户；国庆前，走访困难职工家庭22户。",
        "上半年新建基层工会3个，下半年新建基层工会5个。",
        "截至6月底，新建基层工会3个；到10月，已有会员2490人。",
        "7月份举办培训班，培训职工80人次；9月，培训职工320人次。",
        "第一批新建基层工会5个，第二批3个。",
        "其中非公企业新建工会3家，县级机关新建工会1个。",
        "镇机关工会组织文体活动3场次，企业工会组织文体活动10场次。",
        "河西村工会走访困难职工家庭6户，东片走访困难职工家庭22户。",
        "2022年走访困难职工家庭38户，今年又有增加。",
        "上年走访困难职工家庭38户，去年同期新建基层工会6个。",
        "按照县总工会新建基层工会7个的要求，超额完成任务。",
        "柳湾机械厂有会员380人，是全镇最大的企业工会。",
        "协助县总工会办理法律援助案件3件，采纳合理化建议35条。",
        "非公企业规范化达标率75%，村级规范化达标率100%。",
        "线上培训职工150人次，线下培训职工250人次。",
        "培训了不少人，其中安全培训260人次，技能培训140人次，培训职工90人次。",
        "全县共有基层工会452个，会员29800人，走访困难职工家庭680户。",
        "柳湾镇机械厂工会培训职工440人次。",
        "春节发放慰问金2.4万元，县总工会又拨来慰问金1.2万元。",
        "其中球类比赛8场，全县共举办文体活动300场次。",
    ],
)
def test_a_figure_of_a_part_or_of_another_time_is_left_alone(text):
    assert told_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年新建基层工会5个。",
        "2023年，全镇新建基层工会5个，其中企业工会2个。",
        "到12月底，现有会员2501人。",
        "春节慰问以后，全年共走访困难职工家庭24户。",
        "开展歌咏、棋类等文体活动15场次。",
        "柳湾镇总工会培训职工440人次。",
        "全镇新建基层工会8个，其中企业5个，年末会员2501人。",
        "文体活动比上年多3场次，送温暖慰问资金2.4万元。",
        "会员中，其中女会员990人。",
    ],
)
def test_a_wrong_figure_of_the_whole_is_told_once(text):
    assert len(told_of(text)) == 1


def test_the_example_of_an_acceptance_can_be_copied():
    """metric: #女会员 would be a comment."""
    assert "metric: 女会员, reason" in told_of("全镇女会员990人。")[0]
