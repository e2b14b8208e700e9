"""Trends: points with their gaps and breaks as golden cases, and the laws of every drawing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.bases import Break
from gonghui.corpus import Corpus
from gonghui.figure import Figure, Qualifier
from gonghui.macros import call
from gonghui.notation.figure import read_figure
from gonghui.period import DEFAULT_CALENDAR, Kind, regular
from gonghui.place import Place
from gonghui.registry import Metric, Unit
from gonghui.summary.observation import Observation
from gonghui.trend import Point, Trend, caveats, chart_svg, spark_svg, trend_of
from gonghui.trend.labels import GAP, short_name, thinned, width
from gonghui.trend.scale import scale_of
from gonghui.views.trend import trend_figure
from gonghui.wording import displayed
from tests.cases import cases
from tests.conftest import ROOT
from tests.test_compare import corpus_of, registry

GOLDEN: Any = cases("trends")
STYLE = ROOT / "overrides" / "assets" / "trend.css"


@dataclass
class Found:
    corpus: Corpus
    unit: Unit
    metric: Metric
    observations: list[Observation]

    @property
    def trend(self) -> Trend:
        return trend_of(self.corpus, self.unit, self.metric, self.observations)

    @property
    def figure(self) -> str:
        place = Place(self.corpus, "guide/")
        return trend_figure(place, self.unit, self.metric, self.observations)


def found(
    metric: str,
    figures: dict[str, object],
    unit: str = "甲镇总工会",
    kind: str | None = None,
    head: dict[str, object] | None = None,
) -> Found:
    corpus = corpus_of(
        {"unit": unit, "period": period, "metrics": {metric: figure}} | (head or {})
        for period, figure in figures.items()
    )
    one, what = corpus.registry.unit(unit), corpus.registry.metric(metric)
    assert one is not None
    assert what is not None
    return Found(corpus, one, what, corpus.observations(one, what, Kind(kind) if kind else None))


def found_in(case: dict[str, Any]) -> Found:
    asked = {key: case[key] for key in ("unit", "kind", "head") if key in case}
    figures = {str(period): figure for period, figure in case["figures"].items()}
    return found(case["metric"], figures, **asked)


def told(point: Point, metric: Metric) -> str:
    level = point.level
    said = f"({point.gap})" if level is None else f"{displayed(level, metric):f}"
    after = f"|{point.break_label}" if point.breaks else ""
    return f"{short_name(point.period)} {said}{after}"


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_points_gaps_and_breaks(case):
    trend = found_in(case).trend
    assert [told(point, trend.metric) for point in trend.points] == case["points"]
    assert trend.is_drawable is case.get("drawable", True)
    if "runs" in case:
        assert ["-".join(short_name(p.period) for p in run) for run in trend.runs] == case["runs"]
    for words in ("description", "outline"):
        if words in case:
            assert getattr(trend, words) == case[words]


def test_nothing_observed_is_a_trend_without_points():
    one = found("会员人数", {"2021年": "1人"})
    trend = trend_of(one.corpus, one.unit, one.metric, [])
    assert trend.points == ()
    assert not trend.is_drawable
    assert chart_svg(trend, "x") == spark_svg(trend, "x") == trend.description == ""


def test_a_break_says_its_reason_and_foreign_figures_are_no_base():
    trend = found("工会覆盖单位数", {"2021年": "103个", "2022年": "187个"}).trend
    assert [point.break_ for point in trend.points] == [
        "",
        "口径自2022年1月1日起有变（含联合工会覆盖单位）",
    ]
    assert [point.interval for point in trend.points] == [None, None]


# Ticks.


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        (["94", "149"], ["0", "50", "100", "150"]),
        (["7402", "7489"], ["7,400", "7,425", "7,450", "7,475", "7,500"]),
        (["0", "0"], ["0", "1", "2"]),
        (["0", "1"], ["0", "0.25", "0.50", "0.75", "1.00"]),
        (["5", "5"], ["0", "2", "4", "6"]),
        (["-3.1", "3.2"], ["-4", "-2", "0", "2", "4"]),
        (["-5", "-5"], ["-6", "-4", "-2", "0"]),
        (["-100", "-99"], ["-100.00", "-99.75", "-99.50", "-99.25", "-99.00"]),
        (["0.0004", "0.0001"], ["0", "0.0001", "0.0002", "0.0003", "0.0004"]),
        (["4680", "10000"], ["0", "2,500", "5,000", "7,500", "10,000"]),
        (["1", "10"], ["0", "2.5", "5.0", "7.5", "10.0"]),
        (["80", "100"], ["0", "25", "50", "75", "100"]),
        (["81", "100"], ["80", "85", "90", "95", "100"]),
        (["1200000000000000", "0"], ["0", "5,000,000", "10,000,000", "15,000,000"]),
    ],
    ids=",".join,
)
def test_ticks_are_round(values, labels):
    assert list(scale_of(map(Decimal, values)).labels) == labels


def test_whole_numbers_have_no_half_ticks():
    assert list(scale_of(map(Decimal, (1, 10)), whole=True).labels) == ["0", "5", "10"]
    assert list(scale_of(map(Decimal, (0, 1)), whole=True).labels) == ["0", "1", "2"]
    huge = scale_of([Decimal("1200000000000000"), Decimal(0)])
    assert huge.counted_in == "亿"
    assert scale_of([Decimal(5)]).counted_in == ""


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**19), max_value=10**19)


@given(
    st.lists(numbers | st.sampled_from([Decimal(0), Decimal("1e-12")]), min_size=1), st.booleans()
)
def test_ticks_cover_every_value(values, whole):
    if whole:
        values = [value.to_integral_value() for value in values]
    scale = scale_of(values, whole=whole)
    assert 3 <= len(scale.ticks) <= 5
    assert scale.ticks[0] <= min(values) <= max(values) <= scale.ticks[-1]
    assert len(set(scale.labels)) == len(scale.ticks)
    steps = {b - a for a, b in pairwise(scale.ticks)}
    assert len(steps) == 1
    assert all(0 <= scale.share(value) <= 1 for value in values)
    assert not whole or all(tick == tick.to_integral_value() for tick in scale.ticks)
    apart = max(values) - min(values) > max(map(abs, values)) / 5
    assert scale.starts_at_zero or not apart


@given(st.integers(1, 400), st.floats(1, 200), st.sampled_from([1, 2, 4, 12]))
def test_labels_of_periods_do_not_touch(count, step, cycle):
    shown = thinned(["2019上"] * count, step, cycle)
    assert shown[-1] == count - 1
    assert shown == sorted(set(shown))
    for one, two in pairwise(shown):
        assert (two - one) * step >= width("2019上") + GAP


def test_labels_of_months_fall_on_the_same_month():
    shown = thinned(["2019-05"] * 60, 9, 12)
    assert shown == [0, 11, 23, 35, 47, 59]
    assert thinned([], 9) == []


# Drawings, read back.

SVG = "{http://www.w3.org/2000/svg}"
_COMMAND = re.compile(r"([MLHVmlhv])|(-?\d+(?:\.\d+)?)")


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def strokes(d: str) -> list[list[tuple[float, float]]]:
    """The corners of each stroke of a path of straight lines."""
    found: list[list[tuple[float, float]]] = []
    command, numbers = "", []
    x = y = 0.0
    for letter, number in _COMMAND.findall(d):
        if letter:
            command = letter
            continue
        numbers.append(float(number))
        if command in "MLml" and len(numbers) < 2:
            continue
        by = (x, y) if command.islower() else (0.0, 0.0)
        match command.upper():
            case "H":
                x = by[0] + numbers[0]
            case "V":
                y = by[1] + numbers[0]
            case _:
                x, y = by[0] + numbers[0], by[1] + numbers[1]
        numbers = []
        if command in "Mm":
            found.append([(x, y)])
            command = "L" if command == "M" else "l"
        else:
            found[-1].append((x, y))
    return found


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in root.iter() if name in e.get("class", "").split()]


def boxes(root: ElementTree.Element) -> list[tuple[float, float, float, float, str]]:
    """Where each text lies at its greatest size: left, right, top, bottom."""
    found = []
    for element in root.iter("text"):
        said, x, y = (
            "".join(element.itertext()),
            float(element.get("x", "")),
            float(element.get("y", "")),
        )
        wide = width(said)
        left = {"middle": x - wide / 2, "end": x - wide}.get(element.get("text-anchor", ""), x)
        y += 0.35 * 19 if element.get("dy") else 0
        found.append((left, left + wide, y - 0.8 * 19, y + 0.1 * 19, said))
    return found


def assert_well_drawn(svg: str, trend: Trend) -> ElementTree.Element:
    root = parsed(svg)
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    assert root.get("role") == "img"
    ids = {e.get("id"): e for e in root.iter() if e.get("id")}
    label = root.get("aria-labelledby", "").split()
    assert [ids[name].tag for name in label] == ["title", "desc"]
    assert all("".join(ids[name].itertext()) for name in label)
    for element in root.iter():
        assert {"style", "href", "onload"}.isdisjoint(element.keys())
        assert element.tag in {"svg", "title", "desc", "path", "circle", "text", "g"}
        points = [corner for stroke in strokes(element.get("d", "")) for corner in stroke]
        if element.tag == "circle":
            x, y, r = (float(element.get(key, "")) for key in ("cx", "cy", "r"))
            points += [(x - r, y - r), (x + r, y + r)]
        for x, y in points:
            assert 0 <= x <= wide, ElementTree.tostring(element)
            assert 0 <= y <= high, ElementTree.tostring(element)
        for key in ("d", "cx", "cy", "r", "x", "y"):
            assert not re.search(r"\d\.\d\d|[eE]|NaN|inf|-0(?![.\d])", element.get(key, ""))
    texts = boxes(root)
    for left, right, top, bottom, said in texts:
        assert left >= -0.1, said
        assert right <= wide + 0.1, said
        assert top >= 0, said
        assert bottom <= high, said
    for number, one in enumerate(texts):
        for two in texts[number + 1 :]:
            apart = one[1] <= two[0] or two[1] <= one[0] or one[3] <= two[2] or two[3] <= one[2]
            assert apart, (one, two)
    drawn = [stroke for line in of_class(root, "gh-line") for stroke in strokes(line.get("d", ""))]
    joined = [run for run in trend.runs if len(run) > 1]
    assert [len(stroke) for stroke in drawn] == [len(run) for run in joined]
    return root


PIECES = st.one_of(
    st.sampled_from(["", "未报", "隐去", "不适用", "不足最小单位", "每季度一次", "|"]),
    st.integers(-(10**6), 10**6).map(str),
    st.integers(0, 10**19).map(str),
    st.decimals("-0.001", "0.001", places=9).map(lambda d: f"{d:f}"),
    st.integers(1, 99999).flatmap(
        lambda n: st.sampled_from(
            [
                f"{n}",
                f"{n}0余",
                f"约{n}",
                f"至少{n}",
                f"超过{n}",
                f"不足{n}",
                f"{n}~{n + 9}",
                f"{n}以下",
            ]
        )
    ),
)
SLOTS = {
    Kind.YEAR: [0],
    Kind.HALF: [1, 2],
    Kind.MONTH: list(range(1, 13)),
    Kind.TERM: [1, 2],
    Kind.YTD: [9],
}


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    """Any row of neighbouring periods with any figures, gaps and breaks; two numbers at least."""
    kind = draw(st.sampled_from(sorted(SLOTS)))
    first = draw(st.integers(1950, 2040))
    found = draw(st.lists(PIECES, min_size=2, max_size=40))
    found = ["5", *found, "7余"]
    breaks = draw(
        st.lists(
            st.sampled_from(["", "", "", "口径变更", "合并"]),
            min_size=len(found),
            max_size=len(found),
        )
    )
    points = []
    for place, (text, label) in enumerate(zip(found, breaks, strict=True)):
        year, slot = divmod(place, len(SLOTS[kind]))
        period = regular(kind, first + year, SLOTS[kind][slot], DEFAULT_CALENDAR)
        broken = (Break(label, None, f"<{label}>&"),) if label and place else ()
        figure = read_figure(text) if text not in ("", "|") else None
        gap = "没有数据" if figure is None else "" if figure.is_number else figure.as_written
        points.append(Point(place, period, figure, gap, broken))
    unit, metric = registry().unit("甲镇总工会"), registry().metric("走访慰问")
    assert unit is not None
    assert metric is not None
    return Trend(unit, metric, tuple(points))


@given(trends())
def test_every_chart_is_well_drawn(trend):
    svg = chart_svg(trend, "one")
    root = assert_well_drawn(svg, trend)
    circles = of_class(root, "gh-point")
    assert len(circles) == len(trend.known)
    hollow = ["gh-hollow" in circle.get("class", "") for circle in circles]
    assert hollow == [not point.exact for point in trend.known]
    uprights = [strokes(g.find("path").get("d", ""))[0] for g in of_class(root, "gh-break")]
    assert len(uprights) == sum(1 for point in trend.points if point.breaks)
    for (x, _), *_ in uprights:  # between two points, and no line across it
        for line in of_class(root, "gh-line"):
            for stroke in strokes(line.get("d", "")):
                assert not stroke[0][0] < x < stroke[-1][0]
    assert chart_svg(trend, "one") == svg
    unlike = svg.replace('id="one-', 'id="two-').replace("one-title one-desc", "two-title two-desc")
    assert chart_svg(trend, "two") == unlike


@given(trends())
def test_every_spark_is_well_drawn(trend):
    root = assert_well_drawn(spark_svg(trend, "one"), trend)
    assert root.get("viewBox") == "0 0 120 32"
    last = of_class(root, "gh-point")[-1]
    assert ("gh-hollow" in last.get("class", "")) is not trend.known[-1].exact


@given(trends())
def test_line_goes_through_the_points_it_joins(trend):
    root = parsed(chart_svg(trend, "one"))
    centres = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in of_class(root, "gh-point")]
    by_point = dict(zip((point.place for point in trend.known), centres, strict=True))
    expected = [[by_point[p.place] for p in run] for run in trend.runs if len(run) > 1]
    drawn = [s for line in of_class(root, "gh-line") for s in strokes(line.get("d", ""))]
    assert drawn == expected


def test_higher_is_never_lower():
    trend = found("会员人数", {"2021年": "10人", "2022年": "40人", "2023年": "20人"}).trend
    for draw in (chart_svg, spark_svg):
        ((one, two, three),) = strokes(
            of_class(parsed(draw(trend, "x")), "gh-line")[0].get("d", "")
        )
        assert one[0] < two[0] < three[0]
        assert one[1] > three[1] > two[1]


# What a reader sees.


def titles(svg: str) -> list[str]:
    return [e.text or "" for e in parsed(svg).iter("title")]


def test_chart_with_everything():
    one = found(
        "工会覆盖单位数",
        {
            "2018年": "90个", "2019年": "未报", "2020年": "100余个", "2021年": "至少110个",
            "2022年": "187个", "2025年": "约200个",
        },
    )  # fmt: skip
    svg = chart_svg(one.trend, "c")
    assert titles(svg) == [
        "甲镇总工会工会覆盖单位数，2018年至2025年",
        "口径自2022年1月1日起有变（含联合工会覆盖单位）",
        "2018年：90个",
        "2020年：100余个（在100个与200个之间）",
        "2021年：至少110个",
        "2022年：187个",
        "2025年：约200个",
        "2019年未报",
        "2023年至2024年没有数据",
    ]
    said = ["".join(e.itertext()) for e in parsed(svg).iter("text")]
    assert said == [
        "0", "50", "100", "150", "200", "单位：个",
        "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "口径变更", "未报", "空缺",
    ]  # fmt: skip
    whiskers = [w.get("d", "") for w in of_class(parsed(svg), "gh-whisker")]
    assert len(whiskers) == 2
    assert "h10" in whiskers[0]  # 100余: a cap at 200
    assert "v-18" in whiskers[1]  # 至少110: an arrow
    assert one.figure.startswith(
        '<figure class="gh-trend"><figcaption>甲镇总工会工会覆盖单位数，2018年至2025年（年度，计量单位：个）</figcaption>'
    )
    assert one.figure.partition("</svg>")[2] == (
        "<p>空心点：约数。竖的实线：约数的范围。向上的箭头：上限不详。竖的虚线：口径有变，前后不直接比较。"
        "断开处：没有数，不作零，也不连线。</p></figure>"
    )


def test_legend_names_only_what_occurs():
    plain = found("会员人数", {"2021年": "10人", "2022年": "40人", "2023年": "未报"})
    assert plain.figure.endswith("</svg></figure>")
    merged = found("会员人数", {"2021年": "10人", "2022年": "约40人"}, unit="柳湾镇总工会")
    assert (
        "<p>空心点：约数。竖的虚线：单位合并，不连线，增减按合并前各单位的合计算，合计不出来的不比。</p>"
        in merged.figure
    )
    assert found("会员人数", {"2021年": "10人"}).figure == ""


def test_a_total_that_lacks_units_is_drawn_in_a_way_of_its_own():
    """Not as an inexact number: both are hollow, one has a dot in it."""
    unit, metric = registry().unit("甲镇总工会"), registry().metric("会员人数")
    assert unit is not None
    assert metric is not None
    periods = [regular(Kind.YEAR, year, 0, DEFAULT_CALENDAR) for year in (2020, 2021, 2022)]
    points = tuple(
        Point(place, period, read_figure(text), partial=partial)
        for place, (period, text, partial) in enumerate(
            zip(periods, ["约20", "30", "40"], ["", "2/3个单位", ""], strict=True)
        )
    )
    root = parsed(chart_svg(Trend(unit, metric, points), "c"))
    assert [c.get("class") for c in of_class(root, "gh-point")] == [
        "gh-point gh-hollow",
        "gh-point gh-hollow",
        "gh-point",
    ]
    (dot,) = of_class(root, "gh-partial")
    hollow = of_class(root, "gh-point")[1]
    assert (dot.get("cx"), dot.get("cy")) == (hollow.get("cx"), hollow.get("cy"))
    assert float(dot.get("r", "")) < float(hollow.get("r", "")) / 2


def test_every_break_has_its_words_where_there_are_several():
    """Words that would touch stand one row above the other, and none is left out."""
    figures = {f"{year}年": f"{year}人" for year in range(2008, 2022)}
    trend = found("会员人数", figures).trend
    points = [
        replace(point, breaks=(Break(label, None, label),))
        if (label := {5: "口径变更", 6: "合并", 7: "分设"}.get(point.place))
        else point
        for point in trend.points
    ]
    root = parsed(chart_svg(replace(trend, points=tuple(points)), "c"))
    texts = [text for g in of_class(root, "gh-break") for text in g.iter("text")]
    assert ["".join(text.itertext()) for text in texts] == ["口径变更", "合并", "分设"]
    assert len({text.get("y") for text in texts}) > 1
    boxes = [(float(t.get("x", "")), width(t.text or "") / 2, t.get("y")) for t in texts]
    for (x, half, y), (other, other_half, other_y) in pairwise(boxes):
        assert y != other_y or other - other_half >= x + half


def test_of_a_merger_it_is_said_what_the_tables_compare():
    assert caveats(["合并", "口径变更", "合并", "分设"], of_total=False) == [
        "单位合并，不连线，增减按合并前各单位的合计算，合计不出来的不比",
        "口径有变、单位分设，前后不直接比较",
    ]
    assert caveats(["合并", "报送不同"], of_total=True) == [
        "单位合并，前后不直接比较",
        "报送的单位不同，增减要看两期都报了的单位",
    ]


def test_axis_says_where_it_does_not_start_at_zero():
    trend = found("会员人数", {"2021年": "7402人", "2022年": "7489人"}).trend
    svg = chart_svg(trend, "c")
    assert "单位：人（纵轴从7,400起）" in svg
    assert parsed(svg).findtext("desc") == "2021年7402人；2022年7489人。纵轴不从0开始。"
    from_zero = found("会员人数", {"2021年": "2人", "2022年": "7489人"}).trend
    assert "纵轴" not in chart_svg(from_zero, "c")


def test_a_gap_without_room_for_its_word_has_a_dash_and_its_title():
    figures = {f"{year}年": f"{year}人" for year in range(1980, 2024) if year != 2000}
    svg = chart_svg(found("会员人数", figures).trend, "c")
    (gap,) = of_class(parsed(svg), "gh-gap")
    assert ["".join(e.itertext()) for e in gap] == ["2000年没有数据", "–"]


def test_spark_is_small():
    figures = {f"{year}年": f"{year * 7 % 900}人" for year in range(2014, 2024)}
    svg = spark_svg(found("会员人数", figures).trend, "spark-town-a-members")
    assert len(svg.encode()) < 1200
    whole = {
        "2014年": "90余个",
        "2016年": "未报",
        "2020年": "100余个",
        "2021年": "110个",
        "2022年": "约187个",
        "2023年": "未报",
    }
    small = spark_svg(found("工会覆盖单位数", whole).trend, "spark-town-a-covered")
    assert len(small.encode()) < 1200
    assert len(of_class(parsed(small), "gh-break")) == 1
    assert [c.get("class") for c in of_class(parsed(small), "gh-point")] == [
        "gh-point gh-hollow",  # 2014 stands alone
        "gh-point gh-hollow",
    ]


def test_texts_are_escaped():
    figure = Figure("<5&", Decimal(5), Qualifier.APPROX, unit="人次")
    unit, metric = registry().unit("甲镇总工会"), registry().metric("走访慰问")
    assert unit is not None
    assert metric is not None
    broken = (Break("<口径>", None, "<b>&"),)
    points = tuple(
        Point(n, regular(Kind.YEAR, 2020 + n, 0, DEFAULT_CALENDAR), figure, "", broken)
        for n in range(3)
    )
    svg = chart_svg(Trend(unit, metric, points), "c")
    assert "<b>" not in svg
    assert "2020年：<5&人次" in titles(svg)


def test_two_charts_of_one_page_have_ids_of_their_own():
    one = found("会员人数", {"2021年": "10人", "2022年": "40人"})
    place = Place(one.corpus, "guide/")
    shown = [trend_figure(place, one.unit, one.metric, one.observations) for _ in range(2)]
    ids = [re.findall(r' id="([^"]+)"', html) for html in shown]
    assert ids == [
        ["gh-trend-town-a-members-year-title", "gh-trend-town-a-members-year-desc"],
        ["gh-trend-town-a-members-year-2-title", "gh-trend-town-a-members-year-2-desc"],
    ]
    other = Place(one.corpus, "home/", place.downloads)
    assert trend_figure(other, one.unit, one.metric, one.observations) == shown[0]


def test_history_shows_the_chart_above_its_table_where_there_is_one():
    two = found("会员人数", {"2021年": "10人", "2022年": "40人"})
    shown = call(Place(two.corpus, "guide/"), "history", ("甲镇总工会", "会员人数"), {})
    assert shown.startswith('<figure class="gh-trend"><figcaption>')
    assert shown.count('</figure><div class="gh-table">') == 1
    one = found("会员人数", {"2021年": "10人", "2022年": "未报"})
    shown = call(Place(one.corpus, "guide/"), "history", ("甲镇总工会", "会员人数"), {})
    assert shown.startswith('<div class="gh-table">')


def test_chart_stands_whole_in_the_built_guide(built_site):
    page = (built_site / "guide/macros/index.html").read_text(encoding="utf-8")
    shown = re.findall(
        r'<figure class="gh-trend"><figcaption>.*?</figcaption>(<svg.*?</svg>)', page, re.S
    )
    assert len(shown) == 4
    assert "口径自2022年1月1日起有变（含联合工会覆盖单位）" in titles(shown[3])
    assert page.count("assets/trend.css") == 1


# Colours: WCAG 2.1, relative luminance.

GROUNDS = {
    "light": "#ffffff",
    "slate": "#29221f",
}  # Material's grounds; slate at the hue 20 of gonghui.css


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_on_both_grounds():
    light, slate = re.findall(r"\{([^}]*--gh-chart-ink[^}]*)\}", STYLE.read_text(encoding="utf-8"))[
        :2
    ]
    for block, ground in ((light, GROUNDS["light"]), (slate, GROUNDS["slate"])):
        colours = dict(re.findall(r"--gh-chart-(\w+): (#\w+);", block))
        assert contrast(colours["text"], ground) >= 4.5
        for name in ("ink", "mark", "axis"):
            assert contrast(colours[name], ground) >= 3, name


def test_every_class_drawn_has_its_style():
    style = STYLE.read_text(encoding="utf-8")
    sources = [
        p.read_text(encoding="utf-8") for p in sorted(Path(ROOT / "gonghui/trend").glob("*.py"))
    ]
    used = set(re.findall(r'"(gh-[a-z-]+)', "".join(sources)))
    plain = {"gh-tick", "gh-measure", "gh-period"}  # texts that look like all others
    assert used - plain == {name for name in used - plain if f".{name}" in style}


# A real browser: fonts are as wide as they are.


@pytest.mark.browser
@pytest.mark.parametrize("viewport", [390, 600, 1440])
def test_texts_do_not_overlap_in_a_browser(browser, viewport):
    figures = [
        found_in(case).figure for case in GOLDEN if case.get("drawable", True)
    ] + [
        found("慰问资金", {f"{y}年": f"{y}.5万元" for y in range(1990, 2025)}).figure,
        found("会员人数", {f"{y}年": f"{y}00人" if y % 3 else "未报" for y in range(2008, 2025)}).figure,
    ]  # fmt: skip
    page = browser.new_page(viewport={"width": viewport, "height": 800})
    try:
        page.set_content(
            f"<style>{STYLE.read_text(encoding='utf-8')} body {{ margin: 16px; max-width: 688px }} figure {{ margin: 0 }}</style>"
            + "".join(figures)
        )
        overlaps = page.evaluate(
            """() => [...document.querySelectorAll('svg')].flatMap(svg => {
              const of = svg.getBoundingClientRect(), found = [];
              const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
              texts.forEach(([a, p], i) => {
                if (p.left < of.left - 1 || p.right > of.right + 1) found.push(a);
                texts.slice(i + 1).forEach(([b, q]) => {
                  const beside = p.right <= q.left || q.right <= p.left;
                  // a line box is taller than its letters
                  const over = p.bottom - 0.3 * p.height <= q.top || q.bottom - 0.3 * q.height <= p.top;
                  if (!beside && !over) found.push(a + ' ' + b);
                });
              });
              return found;
            })"""
        )
        assert overlaps == []
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('svg')].map(svg =>
              parseFloat(getComputedStyle(svg.querySelector('text')).fontSize) * svg.getBoundingClientRect().width / 640)"""
        )
        assert min(sizes) >= 10
    finally:
        page.close()
