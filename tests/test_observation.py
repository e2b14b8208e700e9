"""Observation: what a page says of a metric, for one scope, period and definition."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.figure import percent
from gonghui.notation.figure import read_figure
from gonghui.registry.unit import Scope
from gonghui.summary import Summary
from gonghui.summary.observation import Observation, agrees
from tests.test_compare import Page, corpus_of

COUNTY = "青禾县总工会"  # its type gives 会员人数 another default scope


def summary_of(metrics: object, **head: object) -> Summary:
    (summary,) = corpus_of([{"period": "2023年上半年", "metrics": metrics} | head]).summaries
    return summary


def observed(metrics: object, **head: object) -> list[Observation]:
    return list(summary_of(metrics, **head).observations)


def only(metrics: object, **head: object) -> Observation:
    (observation,) = observed(metrics, **head)
    return observation


# Which scope.


@pytest.mark.parametrize(
    ("unit", "page", "own", "expected"),
    [
        ("甲镇总工会", None, None, Scope.OWN),
        ("甲镇总工会", "含下级", None, Scope.CONSOLIDATED),
        ("甲镇总工会", None, "含下级", Scope.CONSOLIDATED),
        ("甲镇总工会", "含下级", "本级", Scope.OWN),
        (COUNTY, None, None, Scope.CONSOLIDATED),
        (COUNTY, "本级", None, Scope.OWN),
        (COUNTY, "含下级", None, Scope.CONSOLIDATED),
        (COUNTY, None, "本级", Scope.OWN),
        (COUNTY, "本级", "含下级", Scope.CONSOLIDATED),
    ],
)
def test_the_figures_own_scope_then_the_pages_then_the_unit_types(unit, page, own, expected):
    entry = {"value": "50人"} | ({"scope": own} if own else {})
    head: Page = {"unit": unit} | ({"scope": page} if page else {})
    assert only({"会员人数": entry}, **head).scope is expected


def test_the_unit_types_scope_is_of_that_metric_alone():
    found = observed({"会员人数": "50人", "走访慰问": "60人次"}, unit=COUNTY)
    assert [o.scope for o in found] == [Scope.CONSOLIDATED, Scope.OWN]


def test_one_metric_in_two_scopes_is_two_observations():
    found = observed({"会员人数": [{"value": "9人"}, {"value": "50人", "scope": "含下级"}]})
    assert {(o.scope, o.figure.value) for o in found} == {
        (Scope.OWN, Decimal(9)),
        (Scope.CONSOLIDATED, Decimal(50)),
    }


def test_the_key_of_a_series():
    head: Page = {"period": "2023-04-15/2023-05-15", "class": "专题", "campaign": "工会宣传月"}
    assert only({"走访慰问": "50人次"}, **head).key == (
        "town-a",
        "special",
        "publicity",
        "own",
        "visits",
    )
    assert only({"走访慰问": "50人次"}).key == ("town-a", "summary", "", "own", "visits")


# Which period, which definition.


def test_the_figures_own_period_goes_before_the_pages():
    found = observed({"走访慰问": {"value": "5人次", "period": "2023年5月"}, "会员人数": "50人"})
    assert [o.period.id for o in found] == ["2023-05", "2023-H1"]


def test_entries_of_two_periods_are_not_added():
    found = observed({"走访慰问": ["50人次", {"value": "5人次", "period": "2023年5月"}, "3人次"]})
    assert {(o.period.id, o.figure.value) for o in found} == {
        ("2023-H1", Decimal(53)),
        ("2023-05", Decimal(5)),
    }


@pytest.mark.parametrize(
    ("period", "version"),
    [("2021年", 1), ("2021年下半年", 1), ("2022年上半年", 2), ("2022年1月", 2), ("2023年", 2), ("1999年", None)],
)  # fmt: skip
def test_the_definition_in_force_on_the_last_day(period, version):
    definition = only({"工会覆盖单位数": "50个"}, period=period).definition
    assert (definition and definition.version) == version


@pytest.mark.parametrize(
    ("period", "version"), [("2022年", 2), ("2022年上半年", 1), ("2022年6月", 1), ("2022年7月", 2)]
)
def test_a_definition_that_changes_within_the_year(period, version):
    definition = only({"职工培训期数": "5期"}, period=period).definition
    assert definition is not None
    assert definition.version == version


def test_the_definition_follows_the_figures_own_period():
    entry = {"value": "50个", "period": "2021年"}
    definition = only({"工会覆盖单位数": entry}).definition
    assert definition is not None
    assert definition.version == 1


def test_the_figures_own_definition_goes_before_the_one_in_force():
    definition = only({"工会覆盖单位数": {"value": "50个", "definition": 1}}).definition
    assert definition is not None
    assert definition.version == 1


def test_a_metric_without_definitions_has_none():
    assert only({"走访慰问": "50人次"}).definition is None


def test_one_metric_by_two_definitions_is_two_observations():
    found = observed({"工会覆盖单位数": ["80个", {"value": "50个", "definition": 1}]})
    assert {(o.definition.version, o.figure.value) for o in found if o.definition} == {
        (2, Decimal(80)),
        (1, Decimal(50)),
    }


# Lists.


@pytest.mark.parametrize(
    ("entries", "value"),
    [
        (["2项", "3项"], 5),
        (["2项", "三项", "4"], 9),
        (["2项", 0], 2),
        (["2项", {"value": "3项", "levels": {"市级": 1, "县": 2}}], 5),
        (["2项", "约3项"], None),
        (["2项", "3余项"], None),
        (["2项", "3~4项"], None),
        (["2项", "至少3项"], None),
        (["2项", "未报"], None),
        (["未报", "未报"], None),
        (["2项", "每季度一次"], None),
        (["2项", {"value": 3, "unit": "户", "note": "原文如此"}], None),
    ],
)
def test_a_list_is_added_where_all_is_exact(entries, value):
    observation = only({"集体荣誉": entries})
    assert observation.figure.value == value
    assert observation.figure.exact == (value is not None)
    assert len(observation.entries) == len(entries)


def test_a_list_is_added_in_the_metrics_unit():
    observation = only({"慰问资金": ["2万元", "35000元", "0.005万元"]})
    assert observation.figure.value == Decimal("5.505")
    assert observation.figure.unit == "万元"


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=6))
def test_any_list_of_counts_is_their_sum(numbers):
    assert only({"走访慰问": [f"{n}人次" for n in numbers]}).figure.value == sum(numbers)


def test_a_list_of_one_keeps_its_figure():
    assert only({"集体荣誉": ["约3项"]}).figure == read_figure("约3项")


def test_only_a_single_figure_restates_its_base():
    assert only({"走访慰问": {"value": 5, "base": 4}}).restated is not None
    assert only({"走访慰问": {"value": 5}}).restated is None
    assert only({"走访慰问": [{"value": 5, "base": 4}, 6]}).restated is None


def test_foreign_is_said_of_the_whole_observation():
    foreign = {"value": 3, "unit": "户", "note": "原文按户"}
    assert only({"走访慰问": foreign}).foreign
    assert only({"走访慰问": [foreign, "5人次"]}).foreign
    assert not only({"走访慰问": {"value": 3, "unit": "人次", "note": "原文如此"}}).foreign


# Rates and their counts.


def rate_of(written: object, resolved: object, filed: object, **head: object) -> Observation:
    metrics = {"提案办结率": written, "办结提案": resolved, "立案提案": filed}
    return next(o for o in observed(metrics, **head) if o.metric.id == "resolution_rate")


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("78.57%", True),
        ("78.6%", True),
        ("79%", True),
        ("78.571429%", True),
        ("78.60%", False),
        ("78%", False),
        ("78.5%", False),
        ("约79%", False),
        ("78%以上", False),
        ("11/14", True),
        ("22/28", False),
        ("未报", False),
    ],
)
def test_a_percentage_takes_its_parts_where_they_say_the_same(written, taken):
    figure = rate_of(written, "11件", "14件").figure
    assert ((figure.numerator, figure.denominator) == (11, 14)) == taken
    assert (figure.value == percent(Decimal(11), Decimal(14))) == (taken or written == "22/28")
    assert figure.as_written == written


@pytest.mark.parametrize(
    ("resolved", "filed"),
    [
        ("约11件", "14件"),
        ("11件", "14余件"),
        ("未报", "14件"),
        ("0件", "0件"),
        ({"value": "11件", "scope": "含下级"}, "14件"),
        ({"value": "11件", "period": "2023年5月"}, "14件"),
        ("11件", {"value": 14, "unit": "户", "note": "原文按户"}),
    ],
)
def test_a_percentage_takes_no_parts_that_are_not_its_own(resolved, filed):
    figure = rate_of("78.6%", resolved, filed).figure
    assert figure.numerator is None
    assert figure.value == Decimal("78.6")


def test_parts_may_be_lists_and_stand_in_any_order():
    (figure,) = (
        o.figure
        for o in observed({"立案提案": ["4件", "10件"], "提案办结率": "79%", "办结提案": ["5件", "6件"]})
        if o.metric.is_ratio
    )  # fmt: skip
    assert (figure.numerator, figure.denominator) == (11, 14)


def test_parts_of_the_figures_own_scope_and_period():
    own = {"scope": "含下级", "period": "2023年5月"}
    figure = rate_of(
        {"value": "79%"} | own, {"value": "11件"} | own, {"value": "14件"} | own
    ).figure
    assert (figure.numerator, figure.denominator) == (11, 14)


# Whether a stated rate agrees with the parts: within half of the last place written, or the bounds.


@pytest.mark.parametrize(
    ("parts", "stated", "expected"),
    [
        ((11, 14), "78.57%", True),
        ((11, 14), "78.58%", False),
        ((11, 14), "78.6%", True),
        ((11, 14), "78.60%", False),
        ((11, 14), "79%", True),
        ((11, 14), "78%", False),
        ((11, 14), "78.5714%", True),
        ((1, 8), "12.5%", True),
        ((1, 8), "12.50%", True),
        ((1, 8), "13%", True),  # half-up
        ((1, 8), "12.4%", False),
        ((14, 14), "全覆盖", True),
        ((14, 14), "100%", True),
        ((13, 14), "全覆盖", False),
        ((4, 5), "80%以上", True),
        ((79, 100), "80%以上", False),
        ((4, 5), "超过80%", False),
        ((81, 100), "超过80%", True),
        ((4, 5), "80%以下", True),
        ((81, 100), "80%以下", False),
        ((4, 5), "不足80%", False),
        ((79, 100), "不足80%", True),
        ((85, 100), "80多%", True),
        ((4, 5), "80多%", False),
        ((9, 10), "80多%", False),
        ((63, 100), "63%~68%", True),
        ((68, 100), "63%~68%", True),
        ((69, 100), "63%~68%", False),
        ((1, 2), "约80%", True),
    ],
)
def test_agrees(parts, stated, expected):
    assert agrees(percent(*map(Decimal, parts)), read_figure(stated)) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_rate_agrees_with_itself_rounded_and_with_nothing_two_steps_off(part, whole, places):
    exact = percent(Decimal(part), Decimal(whole))
    step = Fraction(1, 10**places)
    units = int(Fraction(100 * part, whole) / step + Fraction(1, 2))
    said = [f"{Decimal(units + off).scaleb(-places):.{places}f}%" for off in (0, 2)]
    assert agrees(exact, read_figure(said[0]))
    assert not agrees(exact, read_figure(said[1]))
