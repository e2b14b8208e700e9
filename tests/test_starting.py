"""gonghui new: what stands beside each blank, the page filled and unfilled, a unit entered, wrong input."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from gonghui.adapters.cli import main
from gonghui.corpus import Corpus, read_corpus
from gonghui.intake.advice import advice
from gonghui.intake.enrolment import UNITS, EnrolmentError, enrolment, registry_with, with_entry
from gonghui.intake.filing import FilingError, file_page, file_units
from gonghui.intake.starter import Start, start
from gonghui.notation.period import read_period
from gonghui.precedent import Wanted
from gonghui.problem import Problems
from gonghui.summary import SummaryClass
from gonghui.summary.reader import read_summary
from tests.conftest import ROOT
from tests.test_compare import corpus_of

BLANK = re.compile(r"(?m)^  (?P<name>[^\s:#]+|'[^']+'):(?P<long> \{value: ,)?")
EMPTY = "这里是空的。没有数请写“未报”，真的是零请写“0”。"


@pytest.fixture(scope="module")
def sample() -> Corpus:
    problems = Problems()
    corpus = read_corpus(ROOT, problems, date(2026, 1, 15))
    assert not problems.errors
    return corpus


def started(corpus: Corpus, unit: str, period: str, *, of: str = "summary", campaign=None) -> Start:
    when = read_period(period)
    found = corpus.registry.unit(unit, when.last)
    assert found is not None
    return start(corpus, Wanted(found, when, SummaryClass(of), campaign))


def notes(made: Start) -> dict[str, str]:
    """What stands behind the # of each blank."""
    lines = re.findall(r"(?m)^  ([^\s:#]+|'[^']+'):[^#\n]*(?:# (.*))?$", made.text)
    return dict(lines)


def problems_of(corpus: Corpus, text: str) -> list[str]:
    problems = Problems()
    read_summary(text, "a.md", corpus.registry, problems)
    return [str(problem) for problem in problems]


# The page


def test_the_page_of_a_merged_unit_whole(sample):
    assert started(sample, "柳湾镇总工会", "2022年度").text == (
        "---\n"
        "unit: 柳湾镇总工会\n"
        "unit_type: 镇总工会\n"
        "period: 2022年\n"
        "status: 起草  # 定稿以后改成“签发”，网站才公布\n"
        "# issued:  # 签发时删去行首的“# ”，冒号后面写签发日期，例如2023-07-10\n"
        "as_of: 2022-12-31  # 数据截至哪一天，请核对\n"
        "metrics:\n"
        "  # 冒号后面填今年的数，数和 # 之间空一格；没有数写“未报”，不适用写“不适用”\n"
        "  基层工会组织数:  # 单位：个。上年57个；合并前柳湾镇总工会35个、河沿镇总工会22个的合计\n"
        "  新建基层工会:  # 单位：个。上年3个；合并前柳湾镇总工会2个、河沿镇总工会1个的合计\n"
        "  应建会单位数:  # 单位：个。上年79个；合并前柳湾镇总工会49个、河沿镇总工会30个的合计\n"
        "  规范化达标工会:  # 单位：个。上年没有单报，规范化达标率的分子是44\n"
        "  规范化达标率:  # 比率，写成分数（例如11/14）或百分数。上年44/79（55.7%）；合并前柳湾镇总工会30/49（61.22%）、河沿镇总工会14/30（46.67%）的合计\n"
        "  会员人数:  # 单位：人。上年2425人；合并前柳湾镇总工会1560人、河沿镇总工会865人的合计\n"
        "  走访困难职工家庭:  # 单位：户。上年65~75户；合并前柳湾镇总工会45户、河沿镇总工会20余户的合计\n"
        "  文体活动:  # 单位：场次。上年12场次；合并前柳湾镇总工会8场次、河沿镇总工会4场次的合计\n"
        "  撤销合并基层工会:  # 单位：个。上年1个；合并前柳湾镇总工会1个、河沿镇总工会0个的合计\n"
        "  送温暖慰问资金:  # 单位：万元。上年7.2万元；合并前柳湾镇总工会4.8万元、河沿镇总工会2.4万元的合计\n"
        "  法律援助案件:  # 单位：件。上年5件；合并前柳湾镇总工会4件、河沿镇总工会1件的合计\n"
        "---\n"
        "## 一、稳住存量，提升质量\n\n\n"
        "## 二、帮扶更精细\n\n\n"
        "## 三、活动重新热起来\n\n\n"
        "## 四、合并前的准备\n"
    )


# Corpora of pages over the small registry of the comparisons: metric → what stands beside it.
BEFORE = {
    "a count": ({"会员人数": "865人"}, "单位：人。上年865人"),
    "an inexact one": ({"会员人数": "约300人"}, "单位：人。上年约300人"),
    "in another unit of measure": ({"慰问资金": "五万余元"}, "单位：万元。上年五万余元"),
    "a ratio of two counts": (
        {"提案办结率": "11/14"},
        "比率，写成分数（例如11/14）或百分数。上年11/14（78.57%）",
    ),
    "a bare ratio": (
        {"提案办结率": "80%以上"},
        "比率，写成分数（例如11/14）或百分数。上年80%以上",
    ),
    "masked": ({"会员人数": "隐去"}, "单位：人。上年隐去"),
    "not reported": ({"会员人数": "未报"}, "单位：人。上年未报"),
    "with parts and a task": (
        {"新建基层工会": {"value": "6家", "parts": {"企业": "4", "村社区": "2"}, "target": "7"}},
        "单位：个。上年6个；其中企业4、村社区2；任务7",
    ),
    "several entries": ({"集体荣誉": ["1项", "2项"]}, "单位：项。上年3项；2笔合计"),
    "several that do not add up": ({"集体荣誉": ["1项", "约2项"]}, "单位：项。上年1项、约2项"),
    "a foreign unit of measure": (
        {"走访慰问": {"value": "20", "unit": "名", "note": "按名统计"}},
        "单位：人次。上年20名；计量单位不同（2021年按“名”统计），两年的数不能直接比",
    ),
    "a definition that changed": (
        {"工会覆盖单位数": "84个"},
        "单位：个。上年84个；口径自2022年1月1日起有变（含联合工会覆盖单位），两年的数不能直接比",
    ),
    "of another scope": (
        {"会员人数": {"value": "9人", "scope": "含下级"}},
        "单位：人。上年9人",
    ),
}


@pytest.mark.parametrize("case", BEFORE)
def test_last_years_figure_stands_beside_each_blank(case):
    figures, note = BEFORE[case]
    corpus = corpus_of([{"period": "2021年", "metrics": figures}])
    made = started(corpus, "甲镇总工会", "2022年")
    assert notes(made) == {next(iter(figures)): note}
    scoped = "scope" in str(figures)
    assert ("{value: , scope: 含下级}" in made.text) == scoped  # else the two would not compare


def test_merged_units_of_which_one_has_not_reported():
    corpus = corpus_of(
        [{"unit": "柳湾镇总工会", "period": "2021年", "metrics": {"会员人数": "9人"}}]
    )
    assert notes(started(corpus, "柳湾镇总工会", "2022年")) == {
        "会员人数": "单位：人。上年柳湾镇总工会9人；单位于2022年3月1日合并，河沿镇总工会没有2021年的数据"
    }


def test_a_second_half_is_derived_where_only_the_year_was_reported():
    year = {"period": "2021年", "metrics": {"走访慰问": "30人次"}}
    half = {"period": "2021年上半年", "metrics": {"走访慰问": "12人次"}}
    corpus = corpus_of([year, half])
    types = corpus.registry.unit_types
    asked = types | {"town": replace(types["town"], metrics=("visits",))}
    corpus = replace(corpus, registry=replace(corpus.registry, unit_types=asked))
    made = started(corpus, "甲镇总工会", "2022年下半年")
    assert notes(made) == {"走访慰问": "单位：人次。上年同期18人次；全年减上半年推算"}


def test_a_type_s_own_scope_needs_no_words():
    corpus = corpus_of(
        [{"unit": "青禾县总工会", "period": "2021年", "metrics": {"会员人数": "9人"}}]
    )
    made = started(corpus, "青禾县总工会", "2022年")
    assert "  会员人数:  # 单位：人。上年9人\n" in made.text


def test_the_scope_of_a_whole_page_is_kept():
    page = {"period": "2021年", "scope": "含下级", "metrics": {"会员人数": "9人"}}
    made = started(corpus_of([page]), "甲镇总工会", "2022年")
    assert "\nscope: 含下级\n" in made.text
    assert made.path == "docs/summaries/2022/town-a-2022-consolidated.md"
    assert notes(made) == {"会员人数": "单位：人。上年9人"}


def test_a_divided_unit_is_told_that_there_is_no_base():
    page = {"unit": "石桥镇总工会", "period": "2021年", "metrics": {"会员人数": "9人"}}
    made = started(corpus_of([page]), "石桥镇总工会", "2022年")
    assert (
        notes(made)["会员人数"] == "单位：人。上年9人；单位于2022年7月1日分设，两年的数不能直接比"
    )


def test_a_campaign_is_made_after_the_same_of_the_year_before(sample):
    made = started(
        sample, "青禾县总工会", "2025年4月10日至5月10日", of="special", campaign="publicity-month"
    )
    assert made.path == (
        "docs/summaries/2025/qinghe-county-2025-04-10--2025-05-10-special-publicity-month.md"
    )
    assert "class: 专题\ncampaign: 工会宣传月\n" in made.text
    assert notes(made)["法律援助案件"] == "单位：件。上年同一活动9件"
    assert notes(made)["主题短视频"] == "上年同一活动12条"
    assert "基层工会组织数" not in made.text
    assert "## 一、统一表式，先把账记清\n" in made.text
    assert made.last_year


def test_a_plan_asks_for_what_the_last_one_set(sample):
    made = started(sample, "青禾县总工会", "2026年", of="plan")
    assert notes(made)["走访慰问"] == "单位：人次。上年2600人次以上"
    assert "as_of" not in made.text
    assert problems_of(sample, filled(made, sample)) == []


def test_a_first_report_has_the_types_metrics_and_the_categories_headings(sample):
    made = started(sample, "河沿镇总工会", "20XX年")
    assert made.path == "docs/summaries/20XX/heyan-town-20XX.md"
    assert set(notes(made).values()) == {
        "单位：个", "单位：人", "单位：户", "单位：场次", "比率，写成分数（例如11/14）或百分数",
    }  # fmt: skip
    assert re.findall(r"(?m)^## (.*)$", made.text) == [
        "一、组织建设", "二、职工之家与规范化", "三、帮扶救助与普惠服务", "四、文体活动",
        "五、存在的不足", "六、下一步打算",
    ]  # fmt: skip
    assert "as_of" not in made.text


def test_after_a_gap_the_headings_come_back_and_no_old_figure(sample):
    made = started(sample, "芙蓉镇总工会", "2023年上半年")
    assert not made.last_year
    assert "上年" not in made.text
    assert "local:" not in made.text
    assert "---\n## 一、组织覆盖继续扩大\n\n\n## 二、" in made.text
    assert advice(
        sample, Wanted(sample.registry.units["furong-town"], read_period("2023-H1")), made, "x"
    ) == [
        "单位写作“芙蓉镇总工会”，是它在2023年上半年的名称。",
        "没有上年同期的总结，小标题照2010年上半年的一篇（docs/summaries/2010/furong-town-2010-H1.md）。",
        "芙蓉镇总工会登记的应报是半年（2024年起），不含2023年上半年。请核对期间；确实要报的，不用改。",
    ]


def test_the_name_is_that_of_the_time(sample):
    assert "\nunit: 芙蓉乡总工会\n" in started(sample, "芙蓉镇总工会", "2009-H1").text
    assert "\nunit: 芙蓉镇总工会\n" in started(sample, "芙蓉乡总工会", "2024-H1").text


def test_years_in_headings_move_on_and_other_years_stay():
    corpus = corpus_of([{"period": "2021年", "metrics": {"会员人数": "9人"}}])
    body = "## 一、2021年工作\n\n2021年。\n\n### 2019年以来\n\n## 二、2022年打算\n"
    corpus.summaries[0] = replace(corpus.summaries[0], body=body)
    made = started(corpus, "甲镇总工会", "2022年")
    headings = made.text.partition("---\n## ")[2]
    assert headings == "一、2022年工作\n\n\n### 2019年以来\n\n\n## 二、2023年打算\n"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 6, 30), "as_of: 2026-06-30  # 数据截至哪一天，请核对\n"),
        (
            date(2026, 6, 20),
            "data_status: 快报  # 到2026年6月30日以后的数才是全的；核定了删去这一行\n"
            "as_of: 2026-06-20  # 数据截至哪一天，请核对\n",
        ),
        (
            date(2025, 12, 31),
            "data_status: 快报  # 到2026年6月30日以后的数才是全的；核定了删去这一行\nmetrics:",
        ),
    ],
)
def test_figures_taken_before_the_end_are_early_ones(sample, today, said):
    made = started(replace(sample, today=today, answers={}), "芙蓉镇总工会", "2026年上半年")
    assert said in made.text


# Filled and unfilled


def filled(made: Start, corpus: Corpus) -> str:
    """The page with a figure in each blank."""

    def fill(match: re.Match[str]) -> str:
        metric = corpus.registry.metric(match["name"].strip("'"))
        figure = "3" if metric is None else "1/2" if metric.is_ratio else f"3{metric.unit}"
        return f"  {match['name']}:" + (f" {{value: {figure}," if match["long"] else f" {figure}")

    return BLANK.sub(fill, made.text)


def every_start(corpus: Corpus) -> list[Start]:
    """The next page of each page of the sample that has one."""
    made = []
    for summary in corpus.summaries:
        period = summary.period
        if period.year is None or period.first is None or period.kind == "span":
            continue
        later = re.sub(r"[0-9]{4}", lambda year: str(int(year[0]) + 1), period.id)
        when = read_period(later)
        if summary.unit.existed_in(when):
            made.append(start(corpus, Wanted(summary.unit, when, summary.class_, summary.campaign)))
    return made


def test_every_page_passes_when_filled_and_names_each_blank_when_not(sample):
    pages = every_start(sample)
    assert len(pages) > 50
    for made in pages:
        assert problems_of(sample, filled(made, sample)) == []
        expected = []
        for number, line in enumerate(made.text.split("\n"), start=1):
            if match := BLANK.match(line):
                # an empty value stands where its key ends: at the colon's end, or at the comma
                column = len(match[0]) + (0 if match["long"] else 1)
                name = match["name"].strip("'")
                expected.append(f"a.md:{number}:{column}: bad-figure: “{name}”：{EMPTY}")
        assert problems_of(sample, made.text) == expected
        assert len(expected) == made.blanks > 0
        head = yaml.safe_load(made.text.split("---\n")[1])
        assert head["status"] == "起草"


def test_a_figure_glued_to_the_note_is_told_of_the_space(sample):
    made = started(sample, "青禾县总工会", "2025年")
    text = filled(made, sample).replace("  会员人数: 3人  #", "  会员人数: 3人#")
    (found,) = problems_of(sample, text)
    assert found.endswith("11/14、未报。后面是说明的话，# 前面要空一格。")


# Filing


def test_of_two_that_write_at_once_the_first_stays(tmp_path):
    place = tmp_path / "docs/summaries/2023/a.md"
    assert file_page(tmp_path, place, "one\n") == "docs/summaries/2023/a.md"
    with pytest.raises(FilingError) as caught:
        file_page(tmp_path, place, "two\n")
    assert (str(caught.value), caught.value.code) == (
        "已经有文件 docs/summaries/2023/a.md，没有改动。要写到别处，请用 --out 另写一个文件名。",
        2,
    )
    assert place.read_text() == "one\n"
    place.unlink()
    place.symlink_to("nowhere.md")
    with pytest.raises(FilingError, match="已经有文件"):
        file_page(tmp_path, place, "two\n")


# Enrolment


@pytest.mark.parametrize(
    ("name", "id_", "type_"),
    [
        ("白沙镇总工会", "bs-town", "镇总工会"),
        ("南山县第二人民医院工会", "nsxderm-hospital", "医院工会"),
        ("芙蓉新镇总工会", "town-1", "镇总工会"),
        ("ABC公司企业工会", "abcgs-enterprise", "企业工会"),
        ("某某", "mm-unit", ""),
    ],
)
def test_a_sound_id_is_made_up(sample, name, id_, type_):
    entry = enrolment(sample.registry, name)
    assert (entry.id, entry.type_name) == (id_, type_)


def test_a_name_that_yaml_would_misread_is_quoted(sample):
    lines = enrolment(sample.registry, "一厂, 二厂: 'A' 企业工会").lines
    (read,) = yaml.safe_load("\n".join(lines))
    assert read == {
        "id": read["id"], "type": "企业工会", "names": [{"name": "一厂, 二厂: 'A' 企业工会"}]
    }  # fmt: skip


ENTRY = "- id: bs-town\n  type: 镇总工会\n  names: [{name: 白沙镇总工会}]\n"


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("", ENTRY),
        ("# 单位\n", ENTRY),
        ("- {id: a, type: 镇总工会, names: [{name: 甲镇总工会}]}", "\n" + ENTRY),
        ("- {id: a, type: 镇总工会, names: [{name: 甲镇总工会}]} # 注\n# 尾\n", ENTRY),
        (
            "- {id: a, type: 镇总工会, names: [{name: 甲镇总工会}]}\n\n"
            "- {id: b, type: 镇总工会, names: [{name: 乙镇总工会}]}\n",
            "\n" + ENTRY,
        ),
        (
            "  - {id: a, type: 镇总工会, names: [{name: 甲镇总工会}]}\n",
            "".join(f"  {line}\n" for line in ENTRY.splitlines()),
        ),
        (
            "- id: a\r\n  type: 镇总工会\r\n  names: [{name: 甲镇总工会}]\r\n",
            ENTRY.replace("\n", "\r\n"),
        ),
    ],
    ids=["empty", "comment", "no end of line", "comment at end", "apart", "indented", "CRLF"],
)
def test_the_file_keeps_every_byte_before(sample, tmp_path, before, added):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    content = with_entry(before.encode(), enrolment(sample.registry, "白沙镇总工会"))
    assert content.decode() == before + added
    problems = Problems()
    registry = registry_with(tmp_path, content, problems)
    assert (problems, registry.units["bs-town"].name) == ([], "白沙镇总工会")


def test_a_list_in_brackets_is_left_alone(sample):
    with pytest.raises(EnrolmentError, match="请自己把那几行加进去"):
        with_entry(b"[{id: a}]\n", enrolment(sample.registry, "白沙镇总工会"))


# The command


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """The sample's registries and no summary."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs/summaries").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["new", *args], prog_name="gonghui")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {p.as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_page_is_written_and_never_twice(project):
    page = "docs/summaries/2023/furong-town-2023-H1.md"
    code, out, err = run(" 芙蓉 乡总工会", "２０２３年上半年")
    assert (code, out) == (0, "")
    assert err == (
        f"已新建：{page}\n"
        "单位写作“芙蓉镇总工会”，是它在2023年上半年的名称。\n"
        "没有这个单位以前的同类总结，小标题是通常的几项，请照实际改。\n"
        "芙蓉镇总工会登记的应报是半年（2024年起），不含2023年上半年。请核对期间；确实要报的，不用改。\n"
        f"有8个数要填。填好以后检查：gonghui check {page}\n"
    )
    (project / page).rename(project / "docs/summaries/another.md")
    before = files(project)
    assert run("furong-town", "2023-H1") == (
        2,
        "",
        "芙蓉镇总工会2023年上半年的工作总结已经有了：docs/summaries/another.md。没有改动，请直接改那一篇。\n",
    )
    assert files(project) == before
    assert run(
        "furong-town", "2023-H1", "--class", "计划", "--out", "docs/summaries/another.md"
    ) == (
        2,
        "",
        "没有新建：已经有文件 docs/summaries/another.md，没有改动。要写到别处，请用 --out 另写一个文件名。\n",
    )
    assert files(project) == before


def test_a_period_that_has_not_begun_is_told_first_and_a_space_within_one_is_none(project):
    code, _, err = run("芙蓉镇总工会", "2098年", "下半年")
    page, first = "docs/summaries/2098/furong-town-2098-H2.md", err.splitlines()[:2]
    assert code == 0
    assert first == [
        f"已新建：{page}",
        "2098年下半年还没有开始，请核对期间。写错了的，不要用这个文件。",
    ]


def test_below_the_project_the_command_to_check_with_is_that_of_the_place(project, monkeypatch):
    monkeypatch.chdir(project / "docs/summaries")
    code, _, err = run("furong-town", "2024-H1", "--out", "2024/芙蓉.md")
    assert code == 0
    assert err.startswith("已新建：docs/summaries/2024/芙蓉.md\n")
    assert err.endswith("有8个数要填。填好以后检查：gonghui check 2024/芙蓉.md\n")


def test_printing_writes_nothing(project):
    before = files(project)
    code, out, err = run("白沙镇总工会", "2024年", "--add-unit", "--print")
    assert code == 0
    assert out.startswith("---\nunit: 白沙镇总工会\nunit_type: 镇总工会\nperiod: 2024年\n")
    assert err.startswith("“白沙镇总工会”没有登记：--print 只显示，不写文件。\n")
    assert files(project) == before


UNKNOWN = """\
没有登记单位“白沙镇总工会”。
如果是新单位，请把下面几行加在 data/units.yml 的末尾：

- id: bs-town
  type: 镇总工会
  names: [{name: 白沙镇总工会}]

也可以在刚才的命令后面加上 --add-unit，替您加上这几行。有上级的再写 --parent 上级；id 定了以后不再改，要自己取就写 --id。
"""


def test_an_unknown_unit_is_offered_its_lines_and_can_be_added(project):
    assert run("白沙镇总工会", "2024年") == (2, "", UNKNOWN)
    before = (project / UNITS).read_bytes()
    code, _, err = run("白沙镇总工会", "2024年", "--add-unit", "--parent", "青禾县总工会")
    assert code == 0
    assert err.startswith(
        "已登记：data/units.yml 末尾加了“白沙镇总工会”（bs-town）。\n"
        "已新建：docs/summaries/2024/bs-town-2024.md\n"
    )
    assert (
        "还没有写应报哪些总结（due），查不出它缺报。请在 data/units.yml 那几行里补上，例：due: [{kind: 半年, from: 2025}] 一行。\n"
        "登记错了的，删去 data/units.yml 末尾的这4行，再删去 docs/summaries/2024/bs-town-2024.md，就同没有登记一样。\n"
    ) in err
    added = "\n" + ENTRY.replace("  names", "  parent: qinghe-county\n  names")
    assert (project / UNITS).read_bytes() == before + added.encode()
    code, _, err = run("白沙镇总工会", "2025年", "--add-unit")
    assert code == 0
    assert err.startswith("“白沙镇总工会”已经登记过了，data/units.yml 没有改动。\n")
    assert (project / UNITS).read_bytes() == before + added.encode()


def test_a_name_like_a_registered_one_is_asked_about_before_it_is_entered(project):
    before = files(project)
    assert run("芙容镇总工会", "2025年", "--add-unit") == (
        2,
        "",
        "没有登记，也没有新建：“芙容镇总工会”没有登记过，但与已登记的“芙蓉镇总工会”相像。\n"
        "写错了的，请运行：gonghui new 芙蓉镇总工会 2025年\n"
        "确实是另一个单位的，在刚才的命令后面再加上 --really-new。\n",
    )
    assert files(project) == before
    code, _, err = run("芙容镇总工会", "2025年", "--add-unit", "--really-new", "--id", "furong-2")
    assert code == 0
    assert err.startswith("已登记：data/units.yml 末尾加了“芙容镇总工会”（furong-2）。\n")
    assert (
        "还没有写上级（parent）和应报哪些总结（due），上级的汇总里没有它，也查不出它缺报。请在 data/units.yml 那几行里补上，"
        "例：parent: qinghe-county 一行，due: [{kind: 半年, from: 2025}] 一行。\n"
        "登记错了的，删去 data/units.yml 末尾的这3行，再删去 docs/summaries/2025/furong-2-2025.md，就同没有登记一样。\n"
    ) in err


def test_the_guide_shows_what_the_command_writes_of_the_sample(sample):
    """The figures of last year in the example are those of the sample."""
    guide = (ROOT / "docs/guide/writing.md").read_text(encoding="utf-8")
    command = re.search(r"(?m)^gonghui new (\S+) (\S+)$", guide)
    assert command is not None
    made = started(sample, *command.groups())
    shown = re.search(r"```yaml\n(metrics:\n.*?)```", guide, re.S)
    assert f"`{made.path}`" in guide
    assert shown is not None
    assert [line for line in shown[1].splitlines() if line not in made.text.splitlines()] == []


def test_a_fault_leaves_nothing_behind(project):
    with (project / UNITS).open("a", encoding="utf-8") as file:
        file.write("...\n")
    before = files(project)
    code, out, err = run("白沙镇总工会", "2024年", "--add-unit")
    assert code == 1
    assert out.startswith("data/units.yml:")
    assert err == "没有登记，也没有新建：加上“白沙镇总工会”以后，data/units.yml 就有上面的问题。\n"
    assert files(project) == before


def test_where_the_roster_cannot_be_written_there_is_no_page_either(project, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    before = files(project)
    monkeypatch.setattr("gonghui.intake.filing.os.replace", refuse)
    assert run("白沙镇总工会", "2024年", "--add-unit") == (
        1,
        "",
        "没有新建：data/units.yml 写不进去（磁盘只能读）。请检查磁盘空间和写的权限。\n",
    )
    assert files(project) == before
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert run("芙蓉镇总工会", "2024-H1") == (
        1,
        "",
        "没有新建：docs/summaries/2024/furong-town-2024-H1.md 写不进去（磁盘只能读）。请检查磁盘空间和写的权限。\n",
    )


TYPES = (
    "县总工会、镇总工会、行业工会、集团工会、企业工会、学校工会、医院工会、机关工会、女职工委员会"
)
WRONG = {
    "": "请写单位和期间。例：gonghui new 芙蓉镇总工会 2023年上半年",
    "芙蓉镇总工会": "请写单位和期间。例：gonghui new 芙蓉镇总工会 2023年上半年",
    "2023年 芙蓉镇总工会": "单位写在前面，期间写在后面。例：gonghui new 芙蓉镇总工会 2023年上半年",
    "芙蓉镇总工会 二季度": "看不懂期间“二季度”。请写成“2023年”“2023年上半年”“2023年第一季度”“2023年1-9月”“2022-2023学年第一学期”这样的形式。",
    "芙蓉镇总工会 2023年 多": "看不懂期间“2023年多”。请写成“2023年”“2023年上半年”“2023年第一季度”“2023年1-9月”“2022-2023学年第一学期”这样的形式。",
    "芙蓉镇总工会 2023年半年": "期间“2023年半年”要写明上半年还是下半年。例：2023年上半年",
    "芙蓉镇总工会 2023半年度": "期间“2023半年度”要写明上半年还是下半年。例：2023年上半年",
    "芙蓉镇总工会 上半年": f"期间“上半年”没有写年份。例：{date.today().year}年上半年",
    "芙蓉镇总工会 2023年 --clas 专题": "没有选项 --clas。是不是 --class？请看说明：gonghui new --help",
    "芙蓉镇总工会 2023年 --class 报告": "没有类别“报告”。请从工作总结、专题、个人、计划中选一个。",
    "芙蓉镇总工会 2023年 --class 专题": "专题要写是哪个活动，例如 --campaign 工会宣传月。已登记：工会宣传月、送温暖活动。",
    "芙蓉镇总工会 2023年 --campaign 宣传月": "没有登记专题活动“宣传月”。是不是“工会宣传月”？已登记：工会宣传月、送温暖活动。新的活动请先在 data/campaigns.yml 里登记。",
    "芙蓉镇总工会 2023年 --class 计划 --campaign 工会宣传月": "只有专题才写 --campaign，这里的类别是计划。",
    "芙蓉镇总工会 2023年 --out x.md": "没有新建：--out 应是 docs/summaries/ 里的一个 .md 文件。例：--out docs/summaries/2023/furong-town.md",
    "芙蓉镇总工会 2023年 --type 镇总工会": "--really-new、--type、--parent、--id 是登记新单位用的，要和 --add-unit 一起写。",
    "河沿镇总工会 2023年": "“河沿镇总工会”只到2022年2月28日，后来并入柳湾镇总工会。请用柳湾镇总工会的名义报：gonghui new 柳湾镇总工会 2023年\n期间写错了的，请改；登记错了的，请改 data/units.yml 里的 active。",
    "河沿镇总工会 1990年": "“河沿镇总工会”2001年4月1日才成立，1990年还没有。期间写错了的，请改；登记错了的，请改 data/units.yml 里的 active。",
    "新新镇总工会 2024 --add-unit --type 镇": f"没有登记单位类型“镇”。是不是“镇总工会”？已登记：{TYPES}。",
    "新新镇总工会 2024 --add-unit --parent 县": "上级“县”没有登记。是不是“青禾县总工会”？请写已登记单位的名称或 id。",
    "新新镇总工会 2024 --add-unit --id A1": "“A1”不能作 id。请只用小写英文字母、数字和短横，不超过60个字符。例：furong-town",
    "新新镇总工会 2024 --add-unit --id furong-town": "id“furong-town”已经是“芙蓉镇总工会”的。请换一个。",
    "某某 2024 --add-unit": f"看不出“某某”是哪一类单位，请加上 --type。可用的有：{TYPES}。",
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_wrong_input_is_told_and_nothing_is_written(project, line):
    before = files(project)
    assert run(*line.split()) == (2, "", f"{WRONG[line]}\n")
    assert files(project) == before


def test_outside_a_project_and_with_a_broken_registry(project, monkeypatch, tmp_path_factory):
    (project / "data/units.yml").write_text("- id: [\n")
    code, out, err = run("芙蓉镇总工会", "2023年")
    assert (code, err) == (1, "没有新建。登记表有必须改的问题，请先改好上面所列的。\n")
    assert out.startswith("data/units.yml:")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    code, _, err = run("芙蓉镇总工会", "2023年")
    assert code == 2
    assert "不是工会总结项目" in err


def test_a_registry_that_somebody_changed_meanwhile_is_not_overwritten(tmp_path):
    (tmp_path / "data").mkdir()
    units = tmp_path / UNITS
    units.write_bytes(b"- id: a\n- id: b\n")
    with pytest.raises(FilingError) as caught:
        file_units(tmp_path, b"- id: a\n- id: c\n")
    assert str(caught.value) == "data/units.yml 刚刚被改过。请把刚才的命令再运行一遍。"
    assert units.read_bytes() == b"- id: a\n- id: b\n"
