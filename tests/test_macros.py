"""The macros: what they show on the sample, what they refuse, and where they may stand."""

from __future__ import annotations

import inspect
import re

import pytest

from gonghui.checkup import examine
from gonghui.corpus import Corpus, read_corpus
from gonghui.macros import MACROS, MacroError, call
from gonghui.place import Place
from gonghui.problem import Problems
from gonghui.summary import KEYS
from gonghui.summary.entry import LONG_FORM
from tests.commanding import gonghui
from tests.conftest import ROOT
from tests.test_site import parse, rows_of, title_of, write_summary

GUIDE = ROOT / "docs/guide/macros.md"
IN_SUMMARIES = [
    "metric_table", "compare", "total", "series", "history", "latest", "sentence", "definition",
]  # fmt: skip
COUNTY, TOWNSHIP = "青禾县总工会", "青禾地区乡镇企业工会"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    problems = Problems()
    found = read_corpus(ROOT, problems)
    assert problems.errors == []
    return found


@pytest.fixture
def place(corpus) -> Place:
    return Place(corpus, "guide/macros/")


def shown(place, name, *args, **kwargs):
    return parse(call(place, name, args, kwargs))


def on_its_own(place, name, *args, **kwargs):
    """What a macro shows as the only one of its page: no two have the same ids."""
    return call(Place(place.corpus, place.address), name, args, kwargs)


# The guide


def live(text: str) -> str:
    """A page without what mkdocs-macros leaves alone."""
    return re.sub(r"\{%-? *raw *-?%\}.*?\{%-? *endraw *-?%\}|\{#.*?#\}", "", text, flags=re.S)


def test_macros_in_summaries_are_those_that_show_figures():
    assert [name for name, macro in MACROS.items() if macro.in_summaries] == IN_SUMMARIES


@pytest.mark.parametrize("name", MACROS)
def test_macro_stands_in_the_guide(name):
    text = GUIDE.read_text(encoding="utf-8")
    assert re.search(rf"^### {name}$", text, re.M), "no heading"
    assert re.search(rf"\{{\{{ *{name}\(", live(text)), "not used"
    section = re.split(r"^##+ ", text.split(f"### {name}\n")[1], maxsplit=1, flags=re.M)[0]
    parameters = list(inspect.signature(MACROS[name].function).parameters)[1:]
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == parameters
    assert re.search(rf"\{{% raw %\}}.*\{{\{{ {name}\(.*\{{% endraw %\}}", section), "no source"


def test_the_guide_names_what_may_stand_in_summaries():
    line = next(
        line
        for line in GUIDE.read_text(encoding="utf-8").splitlines()
        if line.startswith("总结里可以用")
    )
    first, second = line.split("。")[:2]
    assert re.findall(r"`(\w+)`", first) == IN_SUMMARIES
    others = [name for name in MACROS if name not in IN_SUMMARIES]
    assert sorted(re.findall(r"`(\w+)`", second)) == sorted(others)


@pytest.mark.parametrize("name", MACROS)
def test_example_of_macro_works_on_the_sample(place, name):
    example = MACROS[name].example
    assert example.startswith(f"{name}(")
    html = eval(example, {name: lambda *args, **kwargs: call(place, name, args, kwargs)})
    assert html
    block = re.search("<(table|div|ul|p|h3)[ >]", html)
    assert (block is None) == MACROS[name].inline


def test_every_macro_is_whole_in_the_built_guide(built_site):
    html = (built_site / "guide/macros/index.html").read_text(encoding="utf-8")
    article = parse(html).one("article")
    captions = [title_of(table) for table in article.all("table", class_="gh-grid")]
    assert len(captions) == 15
    assert not [p for p in article.all("p") if any(e.tag in ("div", "table") for e in p.all())]
    assert len(list(article.all("a", class_="gh-latest"))) == 1
    assert len(list(article.all("div", class_="gh-card"))) == 1


# What each shows


def test_compare_of_several_units_and_periods(place):
    units, periods = ["柳湾镇总工会", "东岸机械厂工会"], ["2021年", "2022年"]
    html = call(place, "compare", [units, periods, "会员人数"], {})
    page = parse(html)
    table = page.one("table")
    assert title_of(table) == "柳湾镇总工会、东岸装备制造公司工会2021年至2022年对比（同比）"
    assert [row[:5] for row in rows_of(table)] == [
        ["柳湾镇总工会，2021年", "1,560", "1,500余", "增减不能判定", ""],
        ["柳湾镇总工会，2022年", "2,430", "2,425", "增加5", "增长0.21%"],
        ["东岸装备制造公司工会，2021年", "662", "618", "增加44", "增长7.12%"],
        ["东岸装备制造公司工会，2022年", "—", "—", "—", ""],
    ]
    assert [li.text() for li in page.one("ol", class_="gh-notes").all("li")] == [
        "单位合并，上年2425人为柳湾镇总工会1560人、河沿镇总工会865人合计",
        "缺报",
    ]
    assert [li.text() for li in page.one("details").all("li")] == [
        "柳湾镇总工会2021年会员人数1560人，与上年相比增减不能判定。",
        "柳湾镇总工会2022年会员人数2430人，比上年增加5人，增长0.21%（单位合并，上年2425人为柳湾镇总工会1560人、河沿镇总工会865人合计）。",
        "东岸装备制造公司工会2021年会员人数662人，比上年增加44人，增长7.12%。",
    ]


def test_two_year_average(place):
    page = shown(
        place, "compare", "柳湾镇总工会", "2023年", ["会员人数", "规范化达标率"], "两年平均"
    )
    rows = {row[0]: row[1:] for row in rows_of(page.one("table"))}
    assert rows["会员人数（人）"] == ["2,512", "2,425", "增加87", "增长3.59%", "增长1.78%"]
    assert rows["规范化达标率（%）"] == [
        "61.25",
        "55.7",
        "提高5.55个百分点",
        "",
        "提高2.78个百分点",
    ]
    assert [li.text() for li in page.one("details").all("li")] == [
        "会员人数2512人，比2021年增加87人，增长3.59%，两年平均增长1.78%"
        "（单位合并，2021年2425人为柳湾镇总工会1560人、河沿镇总工会865人合计）。",
        "规范化达标率61.25%，比2021年提高5.55个百分点，两年平均提高2.78个百分点"
        "（单位合并，2021年55.7%为柳湾镇总工会30/49、河沿镇总工会14/30合并计算）。",
    ]


def test_total(place):
    page = shown(place, "total", "青禾县总工会", "2022年", ["会员人数", "规范化达标率"])
    table = page.one("table")
    assert title_of(table) == "青禾县总工会所属单位2022年合计（同比）"
    rows = {row[0]: row[1:] for row in rows_of(table)}
    assert rows["会员人数（人）"] == [
        "2,430", "3,087", "减少657", "下降21.28%", "增加5", "增长0.21%", "1/2",
    ]  # fmt: skip
    assert rows["规范化达标率（%）"] == ["56.96", "55.7", "提高1.27个百分点", "", "同左", "", "1/1"]
    assert [li.text() for li in page.one("ol", class_="gh-notes").all("li")] == [
        "缺报：东岸装备制造公司工会；前后报送的单位不同，增减请看同单位比较；同单位中柳湾镇总工会按合并前各单位合计计算"
    ]
    assert [li.text() for li in page.one("details").all("li")] == [
        "青禾县总工会所属单位会员人数合计2430人（1/2个单位已报，缺报：东岸装备制造公司工会；上年3/3，前后报送单位不同，不比较增减）。",
        "青禾县总工会所属单位中两期可比的1个单位会员人数合计2430人，比上年增加5人，增长0.21%（柳湾镇总工会按合并前各单位合计计算）。",
        "青禾县总工会所属单位规范化达标率合计56.96%，比上年提高1.27个百分点（1/1个单位已报）。",
    ]


def test_series(place):
    page = shown(place, "series", "会员人数", ["柳湾镇总工会", "青禾县总工会所属"], since="2019年")
    table = page.one("table")
    assert title_of(table) == "会员人数（计量单位：人），2019年至2024年"
    rows = {row[0]: row[1:] for row in rows_of(table)}
    assert rows["柳湾镇总工会"] == [
        "1,486", "1,500余", "1,560", "2,430", "2,512", "2,598", "增加270", "增长11.60%", "增长2.22%",
    ]  # fmt: skip
    assert len(list(page.all("figure", class_="gh-trend"))) == 2
    assert "空心中有点的、不连线的：有单位没有报，不是减少。" in page.text()


def test_coverage_of_a_period(place):
    page = shown(place, "coverage", "2022年", "青禾县总工会")
    assert (
        page.one("p", class_="gh-coverage").text()
        == "应报2个单位，已报1个，缺报1个：东岸装备制造公司工会。"
    )
    assert rows_of(page.one("table"))[0] == ["柳湾镇总工会", "已报", "2023年1月10日"]
    assert rows_of(page.one("table"))[1] == ["东岸装备制造公司工会", "缺报", ""]


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("total", ["县总公会", "2022年"], "没有“县总公会”这类单位，也没有这个单位。是不是“县总工会”？可以写“全部”、单位类型，或者上级单位的名称。"),
        ("total", ["晨光小学工会", "2022年"], "“晨光小学工会”没有所属单位，不能合计。请写上级单位、单位类型或者“全部”。"),
        ("total", ["镇总工会", "1990年"], "镇总工会1990年没有可以合计的数。请换一个期间、指标或范围。"),
        ("total", ["镇总工会", "2022年", "会员人数", "同比", "全部"], "没有“全部”这种范围。可用的有：本级、含下级。"),
        ("series", ["会员人数", "柳湾镇总工会", "上半车"], "没有“上半车”这种期间的总结。是不是“上半年”？"),
        ("series", ["会员人数", "柳湾镇总工会", "", "前年"], "“前年”不是年份。例：2019年"),
        ("series", ["会员人数", "柳湾镇总工会", "", "1990"], None),
        ("series", ["会员人数", "柳湾镇总工会", "", "2030年"], "所写的单位在这些年里没有“会员人数”的年度数。请换单位、指标、期间种类或者年份。"),
        ("series", ["会员人数", "柳湾镇总工会", "上半年"], "所写的单位没有“会员人数”的上半年数。有的是：年度。请换单位、指标、期间种类或者年份。"),
        ("series", ["会员人数", "柳湾镇总工会", "", "2024年", "2019年"], "since（2024年）在 until（2019年）以后。请对调。"),
        ("total", ["镇总工会", "2022年", [], "环比"], "2022年没有环比的基期。请换一种对比，或者换一个期间。"),
        ("total", ["镇总工会", "2022年", [], "两年平均"], "合计不算两年平均。多年的请用 series。"),
        ("compare", [["柳湾镇总工会", "青禾县总工会"], "2022年", [], "同比", "送温暖"], "几个单位或者几期一起对比时，只比工作总结，不能写 campaign。请一次只写一个单位的一期。"),
        ("coverage", ["1990年"], "全部单位没有应报1990年总结的，也没有报来的。请换一个期间。"),
        ("coverage", ["", "镇总工会"], "写了单位类型，也要写期间。例：{{ coverage('2023年', '镇总工会') }}"),
        ("compare", [["柳湾镇总工会", "青禾县总工会"], "2022年", [], "两年平均"], "两年平均一次只看一个单位的一期。多年的请用 series。"),
        ("compare", [[], "2022年"], "没有写单位或者期间。"),
        ("metric_table", [["柳湾镇总工会"], "2022年"], "宏“metric_table”的参数“unit”应是引号里的文字。"),
    ],
)  # fmt: skip
def test_what_these_refuse(place, name, args, message):
    if message is None:
        call(place, name, args, {})
        return
    with pytest.raises(MacroError) as refused:
        call(place, name, args, {})
    assert str(refused.value).startswith(message)


def test_metric_table(place):
    table = shown(place, "metric_table", COUNTY, "2024年").one("table")
    assert title_of(table) == "青禾县总工会2024年主要指标"
    assert [th.text() for th in table.one("thead").all("th")] == [
        "指标",
        "数值",
        "计量单位",
    ]
    rows = {row[0]: row[1:3] for row in rows_of(table)}
    assert rows["会员人数"] == ["30,760", "人"]
    assert rows["建会率"] == ["85.48（571/668）", "%"]
    assert rows["送温暖慰问资金"] == ["超过110", "万元"]


@pytest.mark.parametrize("unit", ["qinghe-county", "青禾县总工会", " 青禾县 总工会"])
@pytest.mark.parametrize("period", ["2024年", "2024", "２０２４年度"])
def test_units_and_periods_are_named_as_people_name_them(place, unit, period):
    named = on_its_own(place, "metric_table", unit, period)
    assert named == on_its_own(place, "metric_table", COUNTY, "2024年")


def test_former_name_leads_to_the_unit(place):
    former = shown(place, "history", "东岸机械厂工会", "会员人数")
    assert title_of(former) == "东岸装备制造公司工会会员人数（计量单位：人）"
    assert "“东岸装备制造公司工会”曾用名：东岸机械厂工会。" in former.text()


def test_metric_table_of_a_campaign(place):
    period = "2024年4月15日至5月15日"
    plain = on_its_own(place, "metric_table", COUNTY, period)
    named = on_its_own(place, "metric_table", COUNTY, period, campaign="工会宣传月")
    assert named == plain
    assert title_of(parse(plain)) == f"青禾县总工会{period}主要指标"


def test_compare(place):
    found = shown(place, "compare", TOWNSHIP, "2002年", ["基层工会组织数", "会员人数"])
    table = found.one("table")
    assert [th.text() for th in table.one("thead").all("th")] == [
        "指标", "本期", "上年", "增减", "增长",
    ]  # fmt: skip
    assert [row[:5] for row in rows_of(table)] == [
        ["基层工会组织数（个）", "149", "94", "增加55", "增长58.51%"],
        ["会员人数（人）", "7,402", "4,680", "增加2,722", "增长58.16%"],
    ]
    assert len(list(found.one("details").all("li"))) == 2
    one = shown(place, "compare", TOWNSHIP, "2002年", metrics="会员人数").one("table")
    assert len(rows_of(one)) == 1
    assert len(rows_of(shown(place, "compare", TOWNSHIP, "2002年").one("table"))) == 2


def test_compare_on_other_bases(place):
    since = shown(place, "compare", "芙蓉镇总工会", "2009年上半年", basis="较年初").one("table")
    assert title_of(since).endswith("与上年末对比（较年初）")
    before = shown(place, "compare", "expressway-center", "2023年下半年", basis="环比").one("table")
    assert title_of(before).endswith("与2023年上半年对比（环比）")


def test_history(place):
    table = shown(place, "history", TOWNSHIP, "会员人数").one("table")
    rows = rows_of(table)
    assert [row[0] for row in rows] == ["2001年", "2002年", "2003年", "2004年", "2005年"]
    assert rows[1][1:4] == ["7,402", "增加2,722", "增长58.16%"]
    links = [a.attributes["href"] for a in table.all("a")]
    assert links[:2] == ["../../metrics/members/", "../../summaries/2001/township-enterprises/"]
    halves = shown(place, "history", "furong-town", "文体活动", kind="半年").one("table")
    assert all("半年" in row[0] for row in rows_of(halves))


def test_latest(place):
    found = shown(place, "latest", COUNTY, "会员人数")
    link = found.one("a")
    assert link.text() == "30760人（2024年）"
    assert link.attributes["href"] == "../../summaries/2024/qinghe-county/"


def test_sentence(place):
    said = call(place, "sentence", (TOWNSHIP, "会员人数", "2002年"), {})
    assert said == "会员人数7402人，比上年增加2722人，增长58.16%。"
    restated = call(place, "sentence", (COUNTY, "建会率", "2022年"), {})
    assert "按可比口径计算" in restated
    assert "百分点" in restated


def test_definition(place):
    card = shown(place, "definition", "建会率").one("div", class_="gh-card")
    heads = [dt.text() for dt in card.all("dt")]
    assert heads[:3] == ["计量单位", "类别", "性质"]
    assert {"别名", "算法", "口径第1版", "口径第2版"} <= set(heads)
    assert "工会覆盖单位数 ÷ 应建会单位数" in card.text()


def test_catalogue(place, corpus):
    rows = rows_of(shown(place, "catalogue").one("table"))
    assert sum(int(row[2]) for row in rows) == len(corpus.summaries)
    assert len({row[0] for row in rows}) == len(rows) == len(corpus.by_period)


def test_reference_tables_hold_everything(place, corpus):
    from gonghui.codes import CODES

    assert [row[0] for row in rows_of(shown(place, "fields").one("table"))] == list(KEYS)
    assert [row[0] for row in rows_of(shown(place, "long_form").one("table"))] == list(LONG_FORM)
    assert {row[0] for row in rows_of(shown(place, "codes").one("table"))} == set(CODES)
    ids = {row[1] for row in rows_of(shown(place, "metrics").one("table"))}
    assert {"grassroots_unions", "members", "unionization_rate"} <= ids
    assert ids <= set(corpus.registry.metrics)


def test_drafts_are_unknown_to_macros(place):
    with pytest.raises(MacroError, match=r"“柳湾镇总工会”没有2024年下半年的总结。"):
        call(place, "metric_table", ("柳湾镇总工会", "2024年下半年"), {})


# What they refuse, in these words

KINDS = "年度、半年、季度、月、累计、学期、学年、统计年度、专题、跨年、隐去"
REFUSED = {
    "unit": (
        "metric_table", ("青禾县总公会", "2024年"), {},
        "没有登记单位“青禾县总公会”。是不是“青禾县总工会”？请照 data/units.yml 写。",
    ),
    "unit like no other": (
        "latest", ("Z", "会员人数"), {},
        "没有登记单位“Z”。请照 data/units.yml 写。",
    ),
    "metric": (
        "history", (COUNTY, "会员人"), {},
        "指标字典里没有“会员人”。是不是“会员人数”？请照 data/metrics.yml 写。",
    ),
    "metric of a comparison": (
        "compare", (TOWNSHIP, "2002年", ["会员人数", "女会员人"]), {},
        "指标字典里没有“女会员人”。是不是“女会员”？请照 data/metrics.yml 写。",
    ),
    "metric of a definition": (
        "definition", ("建会律",), {},
        "指标字典里没有“建会律”。是不是“建会率”？请照 data/metrics.yml 写。",
    ),
    "metric that the unit does not report": (
        "history", (TOWNSHIP, "建会率"), {},
        "“青禾地区乡镇企业工会”的总结里没有“建会率”。请换一个。",
    ),
    "kind that the unit does not report": (
        "latest", (TOWNSHIP, "会员人数", "月"), {},
        "“青禾地区乡镇企业工会”的总结里没有“会员人数”（月）。请换一个。",
    ),
    "kind": (
        "history", (TOWNSHIP, "会员人数", "周"), {},
        f"没有“周”这种期间。可用的有：{KINDS}。",
    ),
    "summary": (
        "metric_table", (TOWNSHIP, "1999年"), {},
        "“青禾地区乡镇企业工会”没有1999年的总结。"
        "已有：2001年、2002年、2003年、2004年、2005年。",
    ),
    "campaign": (
        "metric_table", (COUNTY, "2024年4月15日至5月15日"), {"campaign": "工会宣传周"},
        "没有登记专题活动“工会宣传周”。是不是“工会宣传月”？请照 data/campaigns.yml 写。",
    ),
    "basis": (
        "compare", (TOWNSHIP, "2002年"), {"basis": "同期比"},
        "没有“同期比”这种对比。可用的有：同比、环比、较年初、两年平均。",
    ),
    "comparison that the kind does not define": (
        "compare", (TOWNSHIP, "2002年"), {"basis": "环比"},
        "“青禾地区乡镇企业工会”2002年没有可以作环比的指标"
        "（计划、个人总结和跨年、隐去的期间都不比较）。请换一个期间、指标或基期。",
    ),
    "sentence that the kind does not define": (
        "sentence", (TOWNSHIP, "会员人数", "2002年", "环比"), {},
        "“青禾地区乡镇企业工会”2002年的“会员人数”不能作环比。请换一个期间、指标或基期。",
    ),
    "summary without metrics": (
        "metric_table", ("东岸装备制造公司工会", "2022年"), {},
        "“东岸装备制造公司工会”2022年的总结里没有指标。请换一篇。",
    ),
    "macro": (
        "histroy", (COUNTY, "会员人数"), {},
        f"没有“histroy”这个宏。是不是“history”？可用的有：{'、'.join(MACROS)}。",
    ),
    "missing argument": (
        "history", (COUNTY,), {},
        '宏“history”还缺：指标。例：{{ history("青禾地区乡镇企业工会", "会员人数") }}',
    ),
    "argument too many": (
        "codes", ("x",), {},
        "宏“codes”不带参数。例：{{ codes() }}",
    ),
    "unknown argument": (
        "latest", (COUNTY, "会员人数"), {"year": "2024"},
        '宏“latest”没有“year”这个参数。可用的有：unit、metric、kind。'
        '例：{{ latest("青禾县总工会", "会员人数") }}',
    ),
    "number for a text": (
        "metric_table", (COUNTY, 2024), {},
        '宏“metric_table”的参数“period”应是引号里的文字。'
        '例：{{ metric_table("青禾县总工会", "2024年") }}',
    ),
    "list for a text": (
        "history", (COUNTY, ["会员人数"]), {},
        '宏“history”的参数“metric”应是引号里的文字。'
        '例：{{ history("青禾地区乡镇企业工会", "会员人数") }}',
    ),
    "number for metrics": (
        "compare", (TOWNSHIP, "2002年", 3), {},
        '宏“compare”的参数“metrics”应是引号里的文字。'
        '例：{{ compare("青禾地区乡镇企业工会", "2002年", ["基层工会组织数", "会员人数"]) }}',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_in_words(place, case):
    name, args, kwargs, words = REFUSED[case]
    with pytest.raises(MacroError) as caught:
        call(place, name, args, kwargs)
    assert str(caught.value) == words


@pytest.mark.parametrize("text", ["二月三十日", "2023年13月", "去年", ""])
def test_period_is_refused_as_in_a_summary(place, text):
    from gonghui.notation.period import PeriodError, read_period

    with pytest.raises(PeriodError) as meant:
        read_period(text)
    with pytest.raises(MacroError) as caught:
        call(place, "metric_table", (COUNTY, text), {})
    assert str(caught.value) == str(meant.value)


def test_place_cannot_be_given(place):
    with pytest.raises(MacroError):
        call(place, "codes", (), {"place": "x"})


# In summaries


def found_in(project, body: str) -> list[str]:
    """The codes and messages that the check-up has for a summary with this text."""
    write_summary(project / "docs/summaries/x.md", "period: 2010年", body)
    return [
        f"{p.line}:{p.column}: {p.code}: {p.message}"
        for p in examine(project).problems
        if p.path == "docs/summaries/x.md"
    ]


def test_macros_allowed_in_a_summary_show_there(project):
    calls = [f"{{{{ {MACROS[name].example} }}}}" for name in IN_SUMMARIES]
    body = "\n\n".join(calls) + "\n\n会员{{ latest('青禾县总工会', \"会员人数\") }}，句中。"
    assert found_in(project, body) == []
    done = gonghui("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (project / "site/summaries/2010/furong-town/index.html").read_text(encoding="utf-8")
    prose = parse(page).one("div", class_="gh-prose")
    assert len(list(prose.all("table"))) == 5
    assert len(list(prose.all("div", class_="gh-card"))) == 1
    links = [a.attributes["href"] for a in prose.all("a", class_="gh-latest")]
    assert links == ["../../2024/qinghe-county/"] * 2
    assert "会员30760人（2024年），句中。" in [p.text() for p in prose.all("p")]
    assert "会员人数7402人，比上年增加2722人，增长58.16%。" in prose.text()
    assert not [p for p in prose.all("p") if list(p.all("table", "div"))]
    for link in prose.all("p", class_="gh-download"):
        target = link.one("a").attributes["href"]
        assert (project / "site/summaries/2010/furong-town" / target).exists()


@pytest.mark.parametrize("name", [name for name in MACROS if name not in IN_SUMMARIES])
def test_macros_of_the_guide_are_refused_in_a_summary(project, name):
    listed = "、".join(IN_SUMMARIES)
    (found,) = found_in(project, f"{{{{ {name}() }}}}")
    assert found.startswith(f"6:1: unknown-macro: 总结里不能用宏“{name}”。")
    assert found.endswith(f"可用的有：{listed}。")


@pytest.mark.parametrize("name", [n for n in IN_SUMMARIES if not MACROS[n].inline])
@pytest.mark.parametrize("body", ["见{}。", "前一行\n{}", "{}\n后一行", "- {}", "> {}"])
def test_a_block_in_a_sentence_is_refused(project, name, body):
    example = f"{{{{ {MACROS[name].example} }}}}"
    (found,) = found_in(project, body.format(example))
    assert re.sub(r"^\d+:\d+: ", "", found) == (
        f"bad-macro: 宏“{name}”出的是一张表，要单独占一行，上下各空一行。例：{example}"
    )


def test_what_a_macro_refuses_is_told_at_its_place(project):
    (found,) = found_in(project, '第一行\n\n会员{{ latest("无", "会员人数") }}。')
    assert found == "8:3: macro-argument: 没有登记单位“无”。请照 data/units.yml 写。"


@pytest.mark.parametrize(
    "argument", ["3", "[]", "['会员人数', '无']", "''", "[['会员人数']]", "-1"]
)
def test_odd_arguments_in_a_summary_are_told_and_never_raise(project, argument):
    found = found_in(project, f'{{{{ compare("青禾地区乡镇企业工会", "2002年", {argument}) }}}}')
    assert len(found) == (0 if argument == "[]" else 1)


def test_a_macro_shown_as_code_is_still_refused_or_shown_but_never_run_by_a_template(project):
    found = found_in(project, "`{{ 7*7 }}`\n\n```\n{{ config }}\n```")
    assert [line.split(": ")[1] for line in found] == ["template", "template"]
