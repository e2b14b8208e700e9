"""Totals and average growth: golden cases, and the laws that hold for all."""

from __future__ import annotations

import functools
import tempfile
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gonghui.addition import added, spread
from gonghui.bases import Basis
from gonghui.change import Change, Outcome, measure
from gonghui.corpus import Corpus
from gonghui.figure import Figure, Qualifier, fraction
from gonghui.growth import average_growth
from gonghui.macros.arguments import group_of, scope_of
from gonghui.notation.figure import read_figure
from gonghui.notation.period import read_period
from gonghui.problem import Problems
from gonghui.registry import Registry, load_registry
from gonghui.summary.reader import read_summary
from gonghui.totals import ALL, DoubleCount, Total, plain, same_units, total_of
from gonghui.wording import average, coverage_line, plain_sentence, same_sentence
from tests.test_compare import text_of

GOLDEN = yaml.safe_load((Path(__file__).parent / "cases/totals.yml").read_text(encoding="utf-8"))
Page = dict[str, Any]


@functools.cache
def registry() -> Registry:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        for name, text in GOLDEN["data"].items():
            (data / name).write_text(text, encoding="utf-8")
        problems = Problems()
        found = load_registry(Path(folder), problems)
    assert not problems, problems
    return found


def corpus_of(pages: list[Page]) -> Corpus:
    known, problems = registry(), Problems()
    corpus = Corpus(Path(), known)
    for number, page in enumerate(pages, start=1):
        path = f"docs/summaries/pages/{number}.md"
        summary = read_summary(text_of(page, known), path, known, problems)
        assert summary is not None
        corpus.summaries.append(summary)
    assert not problems, problems
    return corpus


def asked(case: Page, corpus: Corpus) -> Total:
    ask = case["ask"]
    period = read_period(ask["period"], corpus.registry.settings.calendar)
    metric = corpus.registry.metric(ask["metric"])
    assert metric is not None
    group, scope = group_of(corpus, ask["of"]), scope_of(ask.get("scope", ""))
    return total_of(corpus, group, metric, period, scope)


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
@pytest.mark.parametrize("turned", [False, True], ids=["", "pages turned round"])
def test_totals(case, turned):
    pages, expect = case["pages"], case["expect"]
    corpus = corpus_of(pages)
    if turned:
        if "twice" in expect:
            return
        corpus.summaries.reverse()
    if "twice" in expect:
        with pytest.raises(DoubleCount) as twice:
            asked(case, corpus)
        assert str(twice.value) == expect["twice"]
        return
    total, basis = asked(case, corpus), Basis(case.get("basis", "yoy"))
    rules = corpus.registry.settings
    if "reason" in expect:
        assert total.figure is None
        assert total.reason == expect["reason"]
        bounds = total.bounds
        assert expect.get("bounds") == ([bounds.lower, bounds.upper] if bounds else None)
        return
    figure = total.figure
    assert figure is not None
    for name in ("value", "lower", "upper"):
        if name in expect or "written" in expect:
            assert getattr(figure, name) == expect.get(name), name
    if "written" in expect:
        assert figure.as_written == expect["written"]
    if "coverage" in expect:
        assert coverage_line(total) == expect["coverage"]
    if "plain" in expect:
        assert plain_sentence(plain(corpus, total, basis), rules) == expect["plain"]
    if "same" in expect:
        assert same_sentence(same_units(corpus, total, basis), rules) == expect["same"]


# The laws of addition

METRIC = "会员人数"
counts = st.integers(0, 10**6).map(lambda n: f"{n}人")
inexact = st.tuples(
    st.integers(1, 10**5),
    st.sampled_from(["约{}人", "{}余人", "至少{}人", "不足{}人", "超过{}人", "{}~99999999人"]),
).map(lambda pair: pair[1].format(pair[0]))


def held(text: str) -> Figure:
    metric = registry().metric(METRIC)
    assert metric is not None
    return metric.hold(read_figure(text))


def some_truth(figure: Figure, share: Fraction) -> Fraction:
    """A value that the figure allows."""
    interval = figure.interval
    assert interval is not None
    low = (
        Fraction(interval.lower)
        if interval.lower is not None
        else Fraction(interval.upper or 0) - 1000
    )
    high = Fraction(interval.upper) if interval.upper is not None else low + 1000
    return low + (high - low) * (share if low != high else 0)


@given(st.lists(counts, min_size=1, max_size=12))
def test_a_total_of_exact_counts_is_their_sum(texts):
    metric = registry().metric(METRIC)
    assert metric is not None
    total = added([held(t) for t in texts], metric)
    assert total is not None
    assert total.exact
    assert total.value == sum(int(t.removesuffix("人")) for t in texts)


@given(st.lists(st.one_of(counts, inexact), min_size=1, max_size=8), st.data())
def test_the_bounds_of_a_total_contain_every_truth(texts, data):
    metric = registry().metric(METRIC)
    assert metric is not None
    figures = [held(t) for t in texts]
    total = added(figures, metric)
    assert total is not None
    if any(f.interval is None for f in figures):
        assert total.qualifier is Qualifier.APPROX
        assert total.interval is None
        return
    shares = [Fraction(data.draw(st.integers(1, 99)), 100) for _ in figures]
    truth = sum(some_truth(f, s) for f, s in zip(figures, shares, strict=True))
    bounds = total.interval
    if bounds is None:  # one open below and one above: nothing is known
        assert total.qualifier is Qualifier.APPROX
        return
    assert bounds.lower is None or truth >= bounds.lower
    assert bounds.upper is None or truth <= bounds.upper


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=8))
def test_the_ratio_of_all_lies_within_the_spread_of_the_rates(pairs):
    metric = registry().metric("提案办结率")
    assert metric is not None
    figures = [fraction(Decimal(min(pair)), Decimal(pair[1])) for pair in pairs]
    total, bounds = added(figures, metric), spread(figures, metric)
    assert total is not None
    assert total.value is not None
    assert bounds is not None
    assert bounds.interval is not None
    truth = Fraction(100 * sum(min(p) for p in pairs), sum(p[1] for p in pairs))
    assert abs(Fraction(total.value) - truth) < Fraction(1, 10**30)
    slack = Fraction(1, 10**30)
    assert (
        Fraction(bounds.interval.lower) - slack <= truth <= Fraction(bounds.interval.upper) + slack
    )


TOWNS = ["甲镇总工会", "乙镇总工会", "丙镇总工会", "戊镇总工会", "晨光小学工会"]
reports = st.dictionaries(
    st.tuples(st.sampled_from(TOWNS), st.sampled_from(["2022年", "2023年"])),
    st.one_of(counts, inexact, st.just("未报")),
    min_size=1,
)


def pages_of(found: dict[tuple[str, str], str]) -> list[Page]:
    return [
        {"unit": unit, "period": period, "metrics": {METRIC: text}}
        for (unit, period), text in found.items()
    ]


@settings(deadline=None)
@given(reports, st.randoms(use_true_random=False))
def test_the_order_of_units_and_pages_changes_nothing(found, random):
    first = pages_of(found)
    second = list(first)
    random.shuffle(second)
    said = []
    for pages in (first, second):
        corpus = corpus_of(pages)
        metric, rules = corpus.registry.metric(METRIC), corpus.registry.settings
        assert metric is not None
        total = total_of(corpus, ALL, metric, read_period("2023年", rules.calendar))
        said.append(
            (
                plain_sentence(plain(corpus, total, Basis.YOY), rules),
                same_sentence(same_units(corpus, total, Basis.YOY), rules),
            )
        )
    assert said[0] == said[1]


@settings(deadline=None)
@given(reports)
def test_types_add_up_to_all_and_units_to_types(found):
    corpus = corpus_of(pages_of(found))
    metric, rules = corpus.registry.metric(METRIC), corpus.registry.settings
    assert metric is not None
    period = read_period("2023年", rules.calendar)
    whole = total_of(corpus, ALL, metric, period)
    parts = [
        total_of(corpus, group_of(corpus, name), metric, period, whole.scope)
        for name in ("县总工会", "镇总工会", "学校工会")
    ]
    assert sum(len(p.counted) for p in parts) == len(whole.counted)
    assert sum(p.expected for p in parts) == whole.expected
    figures = [p.figure for p in parts if p.figure]
    if whole.figure is None:
        assert figures == []
        return
    together = added(figures, metric)
    assert together is not None
    numbers = ("value", "lower", "upper", "lower_open", "upper_open", "qualifier")
    if whole.figure.exact or whole.figure.qualifier is Qualifier.RANGE:
        assert [getattr(together, n) for n in numbers] == [
            getattr(whole.figure, n) for n in numbers
        ]


@settings(deadline=None)
@given(reports)
def test_a_total_against_itself_is_level_or_undecided(found):
    """The same reports in both years: nobody rose and nobody fell."""
    same = {(u, p): t for (u, _), t in found.items() for p in ("2022年", "2023年")}
    corpus = corpus_of(pages_of(same))
    metric, rules = corpus.registry.metric(METRIC), corpus.registry.settings
    assert metric is not None
    total = total_of(corpus, ALL, metric, read_period("2023年", rules.calendar))
    for change in (plain(corpus, total, Basis.YOY), same_units(corpus, total, Basis.YOY)):
        if total.figure is None:
            assert change.outcome in (Outcome.NO_VALUE, Outcome.NO_BASE)
        elif change.figure.exact:
            assert change.outcome is Outcome.UNCHANGED
        else:
            assert change.outcome in (Outcome.UNDETERMINED, Outcome.APPROXIMATE)
            assert change.rate is None or change.rate == 0


@given(counts, inexact, st.integers(1, 99), st.integers(1, 99))
def test_a_range_contains_the_exact_answer(exact, about, one, two):
    metric = registry().metric(METRIC)
    assert metric is not None
    for now, then in product((held(exact), held(about)), repeat=2):
        change = measure(
            Change(
                metric=metric, figure=now, base=then, base_phrase="上年", outcome=Outcome.NO_VALUE
            )
        )
        if now.interval is None or then.interval is None or change.difference_low is None:
            continue
        if change.difference_high is None:
            continue
        truth = some_truth(now, Fraction(one, 100)) - some_truth(then, Fraction(two, 100))
        assert change.difference_low <= truth <= change.difference_high


# Average growth


def change_between(base: str, now: str) -> Change:
    metric = registry().metric(METRIC)
    assert metric is not None
    return measure(
        Change(
            metric=metric,
            figure=held(now),
            base=held(base),
            base_phrase="2019年",
            outcome=Outcome.NO_VALUE,
        )
    )


@pytest.mark.parametrize(
    ("base", "now", "years", "said"),
    [
        ("100人", "121人", 2, "两年平均增长10.00%"),
        ("100人", "81人", 2, "两年平均下降10.00%"),
        ("1000人", "1331人", 3, "年均增长10.00%"),
        ("100人", "100人", 3, "年均持平"),
        ("约100人", "100人", 3, "年均大致持平"),
        ("100人", "100人以上", 3, ""),
        ("100人", "0人", 3, "年均下降100.00%"),
        ("0人", "100人", 3, "基数为零或者正负有变，不计算年均增长"),
        ("100人", "120余人", 2, "两年平均增长约9%至15%"),
        ("100余人", "105人", 2, "两年平均增减不能判定"),
        ("约100人", "121人", 2, "两年平均约增长10%"),
        ("100人", "121人", 1, ""),
        ("100人", "800人", 3, "年均增长100.00%"),
    ],
)
def test_average_growth_is_geometric(base, now, years, said):
    found = average_growth(change_between(base, now), years)
    assert average(found, registry().settings) == said


def test_average_change_of_a_ratio_is_in_points():
    metric = registry().metric("提案办结率")
    assert metric is not None
    change = measure(
        Change(
            metric=metric,
            figure=fraction(Decimal(9), Decimal(10)),
            base=fraction(Decimal(3), Decimal(4)),
            base_phrase="2019年",
            outcome=Outcome.NO_VALUE,
        )
    )
    assert average(average_growth(change, 4), registry().settings) == "年均提高3.75个百分点"


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(2, 40))
def test_the_average_repeated_leads_from_the_first_to_the_last(base, now, years):
    found = average_growth(change_between(f"{base}人", f"{now}人"), years)
    assert found.rate is not None
    reached = base * (1 + Fraction(found.rate) / 100) ** years
    assert abs(reached - now) < Fraction(1, 10**20)


def test_what_is_not_comparable_has_no_average():
    change = replace(
        change_between("1人", "2人"), outcome=Outcome.NOT_COMPARABLE, reason="口径有变"
    )
    assert average(average_growth(change, 3), registry().settings) == "口径有变"
