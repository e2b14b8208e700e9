"""Comparison: every outcome of contract.md §5, as golden cases, and the laws that hold for all."""

from __future__ import annotations

import csv
import functools
import io
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from gonghui.bases import Basis
from gonghui.change import Outcome
from gonghui.checkup.arithmetic import check_arithmetic
from gonghui.checkup.findings import Findings
from gonghui.checkup.identity import check_identity
from gonghui.compare import Comparison, all_comparisons
from gonghui.corpus import Corpus, read_corpus
from gonghui.export.comparisons import comparisons_csv
from gonghui.export.values import values_csv
from gonghui.figure import Interval
from gonghui.notation.figure import read_figure
from gonghui.problem import Problems
from gonghui.registry import Registry, load_registry
from gonghui.summary.reader import read_summary
from gonghui.wording import sentence, spoken
from tests.cases import cases
from tests.conftest import ROOT
from tests.recompute import show

GOLDEN: Any = cases("comparisons")
COMPARED = [case for case in GOLDEN["cases"] if "outcome" in case]
ABSENT = [case for case in GOLDEN["cases"] if "absent" in case]
NUMBERS = (
    "difference",
    "difference_low",
    "difference_high",
    "rate",
    "rate_low",
    "rate_high",
    "points",
)
COLUMNS = ("unit_id", "period", "class", "campaign", "scope", "metric_id", "basis")
EXACT_TO = Fraction(1, 10**20)  # how near a number must come to a fraction it cannot hold

Page = dict[str, Any]
Row = dict[str, str]


# A corpus out of pages in short form, over the registry of comparisons.yml.


@functools.cache
def registry(settings: str = "") -> Registry:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        for name, text in GOLDEN["data"].items():
            (data / name).write_text(text, encoding="utf-8")
        (data / "settings.yml").write_text(settings, encoding="utf-8")
        problems = Problems()
        found = load_registry(Path(folder), problems)
    assert not problems, problems
    return found


def text_of(page: Page, known: Registry) -> str:
    """The Markdown file of a page; unit and unit_type are filled in."""
    unit = known.unit(page.get("unit", "甲镇总工会"))
    assert unit is not None
    head = {"unit": unit.name, "unit_type": known.unit_types[unit.type_id].name} | page
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n\n## 一、概况\n"


def corpus_of(pages: Iterable[Page], settings: str = "") -> Corpus:
    """The corpus of such pages, in the order given."""
    known, problems = registry(settings), Problems()
    corpus = Corpus(Path(), known)
    for number, page in enumerate(pages, start=1):
        path = f"docs/summaries/pages/{number}.md"
        summary = read_summary(text_of(page, known), path, known, problems)
        assert summary is not None
        (corpus.summaries if summary.is_issued else corpus.drafts).append(summary)
    assert not problems, problems
    return corpus


def rows_of(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def compared(metric: str, base: object, now: object) -> Comparison:
    """The 同比 of the later of two pages, by way of everything a real page goes through."""
    corpus = corpus_of(
        {"period": f"{year}年", "metrics": {metric: figure}}
        for year, figure in ((2022, base), (2023, now))
    )
    (found,) = (c for c in all_comparisons(corpus) if c.observation.period.id == "2023")
    return found


# Golden cases.


def pages_of(case: Page) -> list[Page]:
    if "pages" in case:
        return case["pages"]
    head = {"unit": case["unit"]} if "unit" in case else {}
    pages = [
        (case.get("base_at", "2022年"), case["base"]) if "base" in case else None,
        (case.get("now_at", "2023年"), case["now"]),
    ]
    return [head | {"period": p[0], "metrics": {case["metric"]: p[1]}} for p in pages if p]


def key_of(case: Page, corpus: Corpus) -> tuple[str, ...]:
    """The key of the row asked about, without its basis."""
    last = corpus.by_path[f"docs/summaries/pages/{len(pages_of(case))}.md"]
    asked = case.get("ask", {})
    metric = corpus.registry.metric(case.get("metric") or last.metrics[0].name)
    assert metric is not None
    return (
        last.unit.id,
        asked.get("period", last.period.id),
        str(last.class_),
        last.campaign or "",
        asked.get("scope", str(last.scope)),
        metric.id,
    )


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case["name"])
def test_compares(case):
    corpus = corpus_of(pages_of(case), case.get("settings", ""))
    key = (*key_of(case, corpus), case.get("basis", "yoy"))
    found = {tuple(row[c] for c in COLUMNS): row for row in rows_of(comparisons_csv(corpus))}
    assert key in found
    row = found[key]

    short = "pages" not in case and "base_at" not in case
    expected = {name: cell(case.get(name)) for name in NUMBERS}
    expected |= {name: cell(case[name]) for name in ("value", "base_value") if name in case}
    expected |= {
        "outcome": case["outcome"],
        "base_period": case.get("base_period", "2022" if short else ""),
        "derived": "true" if case.get("derived") else "false",
        "reason": case.get("reason", ""),
        "sentence": case["sentence"],
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case["name"])
def test_holds_the_exact_numbers(case):
    corpus = corpus_of(pages_of(case), case.get("settings", ""))
    key = (*key_of(case, corpus), case.get("basis", "yoy"))
    for comparison in all_comparisons(corpus):
        observation = comparison.observation
        unit, class_, campaign, scope, metric = observation.key
        its = (unit, observation.period.id, class_, campaign, scope, metric)
        if (*its, str(comparison.basis)) == key:
            break
    else:
        pytest.fail("no such comparison")
    for name in NUMBERS:
        number, expected = getattr(comparison, name), case.get(name)
        if expected is None:
            assert number is None, name
        elif not isinstance(expected, str) or "/" in expected:
            assert number is not None, name
            assert abs(Fraction(number) - Fraction(str(expected))) < EXACT_TO, name


def cell(expected: object) -> str:
    """A number of comparisons.yml, possibly a fraction, as a cell of comparisons.csv."""
    return "" if expected in (None, "") else show(Fraction(str(expected)))


@pytest.mark.parametrize("case", ABSENT, ids=lambda case: case["name"])
def test_has_no_row(case):
    corpus = corpus_of(pages_of(case), case.get("settings", ""))
    key = key_of(case, corpus)
    bases = set(Basis) if case["absent"] is True else set(case["absent"])
    found = {tuple(row[c] for c in COLUMNS) for row in rows_of(comparisons_csv(corpus))}
    assert found & {(*key, str(basis)) for basis in bases} == set()


def test_every_outcome_has_a_case():
    assert {case["outcome"] for case in COMPARED} == set(Outcome)


def test_names_of_cases_are_unique():
    names = [case["name"] for case in GOLDEN["cases"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("entries", [["2项", "未报"], ["2项", "隐去"], ["2项", "不适用"]])
def test_a_list_without_approximate_entries_is_not_said_to_have_one(entries):
    found = compared("集体荣誉", "4项", entries)
    assert found.outcome is Outcome.NO_VALUE
    assert "约数" not in found.reason


@pytest.mark.parametrize("written_rate", ["超过100%", "突破100%", "120%以上", "100.01%"])
def test_a_rate_that_no_value_within_the_cap_can_have_is_an_error(written_rate):
    findings = Findings()
    corpus = corpus_of([{"period": "2023年", "metrics": {"提案办结率": written_rate}}])
    check_arithmetic(corpus, findings, corpus.all)
    assert [problem.code for problem in findings] == ["over-cap"]


# Laws. A written figure comes with the interval in which the true value may lie.

COUNTS = st.integers(0, 10**6)
WORDS = {
    "走访慰问": "人次",
    "会员人数": "人",
    "慰问资金": "万元",
    "提案办结率": "%",
    "任务完成率": "%",
}
METRICS = st.sampled_from(list(WORDS))
EXACT = ["{n}{w}", "{n}"]
BOUNDED = [
    "{n}{w}", "{n}余{w}", "{n}多", "超过{n}{w}", "至少{n}{w}", "{n}{w}以上", "不足{n}{w}", "不超过{n}{w}",
    "{n}{w}以内", "{n}以下", "{n}~{m}{w}",
]  # fmt: skip
ABOUT = ["约{n}{w}", "近{n}", "{n}{w}左右", "{n}左右", "{n}以上"]


@st.composite
def written(draw, metric: str, shapes: list[str]) -> str:
    """A figure of a metric in some notation; percentages up to 100, money with decimals."""
    top = 100 if metric == "提案办结率" else 10**6
    # of money a number alone may be 元 or 万元
    shapes = [shape for shape in shapes if metric != "慰问资金" or "{w}" in shape]
    number, shape = draw(st.integers(0, top)), draw(st.sampled_from(shapes))
    if shape not in EXACT:
        number = max(number, 1)
    if "余" in shape or "多" in shape:
        number = number if top > 100 else min(number, 89)
    if "超过" in shape and "不" not in shape:
        number = min(number, top - 1)
    text, wide = str(number), ""
    if "{m}" in shape:
        width = draw(st.integers(1, 50))
        number = min(number, top - width)
        text, wide = str(number), str(number + width)
    elif metric == "慰问资金" and "余" not in shape and "多" not in shape:
        text = f"{number}.{draw(st.integers(0, 99)):02}"
    return shape.format(n=text, m=wide, w=WORDS[metric])


@st.composite
def pairs(draw, shapes: list[str] = BOUNDED) -> tuple[str, str, str]:
    """Metric, base and present figure, as written."""
    metric = draw(METRICS)
    return metric, draw(written(metric, shapes)), draw(written(metric, shapes))


SHARES = st.integers(0, 1000).map(lambda n: Fraction(n, 1000))


def truth(interval: Interval, share: Fraction) -> Fraction:
    """A true value that the interval allows, so far along it; an unbounded end reaches far."""
    lower = Fraction(interval.lower or 0)
    upper = Fraction(interval.upper) if interval.upper is not None else lower + 10**7
    if share == 0 and interval.lower_open:
        share = Fraction(1, 10**6)
    if share == 1 and interval.upper_open:
        share = 1 - Fraction(1, 10**6)
    return lower + (upper - lower) * share


def change_of(comparison: Comparison) -> str:
    """The sentence without its subject."""
    known = comparison.observation.summary.registry.settings
    return sentence(comparison, known).partition("，")[2]


@given(pairs(), SHARES, SHARES)
def test_the_truth_lies_within_the_bounds(pair, share, base_share):
    comparison = compared(*pair)
    now, then = comparison.observation.figure.interval, comparison.base.interval
    value, base = truth(now, share), truth(then, base_share)
    change = value - base
    low, high = comparison.difference_low, comparison.difference_high
    assert low is None or low <= change
    assert high is None or change <= high
    if comparison.difference is not None and comparison.outcome is not Outcome.APPROXIMATE:
        assert abs(Fraction(comparison.difference) - change) < EXACT_TO
    if base > 0:
        rate = 100 * change / base
        low, high = comparison.rate_low, comparison.rate_high
        assert low is None or Fraction(low) <= rate + EXACT_TO
        assert high is None or rate <= Fraction(high) + EXACT_TO


@given(pairs(), SHARES, SHARES)
def test_what_is_said_never_contradicts_the_truth(pair, share, base_share):
    comparison = compared(*pair)
    now, then = comparison.observation.figure.interval, comparison.base.interval
    change = truth(now, share) - truth(then, base_share)
    said = change_of(comparison)
    if re.search("增加|增长|提高", said):
        assert change >= 0
    if re.search("减少|下降", said):
        assert change <= 0
    match comparison.outcome:
        case Outcome.INCREASED | Outcome.BASE_ZERO:
            assert change > 0
        case Outcome.DECREASED:
            assert change < 0
        case Outcome.RANGE:
            low, high = comparison.difference_low, comparison.difference_high
            assert low <= high
            assert low >= 0 or high <= 0


@given(pairs())
def test_undetermined_only_where_both_signs_are_possible(pair):
    comparison = compared(*pair)
    now, then = comparison.observation.figure.interval, comparison.base.interval
    rises = now.upper is None or then.lower is None or now.upper > then.lower
    falls = now.lower is None or then.upper is None or now.lower < then.upper
    assert (comparison.outcome is Outcome.UNDETERMINED) == (rises and falls)


SPAN = re.compile(r"([0-9]+)[^0-9，]*至([0-9]+)|不超过([0-9]+)|([0-9]+)(?:%|个百分点)")


@given(pairs())
def test_bounds_in_words_are_rounded_outward(pair):
    comparison = compared(*pair)
    assume(comparison.outcome is Outcome.RANGE)
    ends = [(comparison.difference_low, comparison.difference_high)]
    if comparison.rate_low is not None and comparison.rate_high is not None:
        ends.append((comparison.rate_low, comparison.rate_high))
    said = SPAN.findall(change_of(comparison))
    assert len(said) == len(ends)
    for (least, most, only_most, both), bounds in zip(said, ends, strict=True):
        low, high = sorted(abs(end) for end in bounds)
        assert Decimal(least or both or 0) <= low < Decimal(least or both or 0) + 1
        assert Decimal(most or only_most or both) - 1 < high <= Decimal(most or only_most or both)


@given(METRICS, st.data())
def test_a_figure_against_itself_is_unchanged(metric, data):
    text = data.draw(written(metric, EXACT))
    found = compared(metric, text, text)
    assert found.outcome is Outcome.UNCHANGED
    assert not any([found.difference, found.points, found.rate])


@given(COUNTS.filter(bool), COUNTS, st.integers(1, 1000))
def test_scaling_both_leaves_the_rate(base, value, factor):
    one = compared("走访慰问", f"{base}人次", f"{value}人次")
    two = compared("走访慰问", f"{base * factor}人次", f"{value * factor}人次")
    assert one.rate == two.rate
    assert one.outcome == two.outcome
    assert one.difference is not None
    assert two.difference == one.difference * factor


@given(COUNTS, COUNTS)
def test_there_and_back(one, two):
    up, down = (compared("走访慰问", f"{a}人次", f"{b}人次") for a, b in ((one, two), (two, one)))
    assert up.difference == -down.difference
    assert Fraction(up.difference) == two - one


@given(COUNTS, COUNTS)
def test_the_same_money_in_another_unit_compares_the_same(one, two):
    in_units = compared("慰问资金", f"{one}元", f"{two}元")
    in_ten_thousands = compared("慰问资金", f"{Decimal(one) / 10000:f}万元", f"{two}元")
    for name in ("outcome", *NUMBERS):
        assert getattr(in_units, name) == getattr(in_ten_thousands, name), name


@given(METRICS, st.data())
def test_an_inexact_figure_is_said_so_that_it_reads_the_same(metric, data):
    text = data.draw(written(metric, [*BOUNDED[1:], *ABOUT]))
    found = compared(metric, f"50{WORDS[metric]}", text).observation
    said = spoken(found.figure, found.metric)
    assert said.count(WORDS[metric]) == 1, said
    again = found.metric.hold(read_figure(said))
    assert replace(again, as_written="", scaled=False) == replace(
        found.figure, as_written="", scaled=False
    )


# Text and cells.

STATES = ["未报", "不适用", "隐去", "不足最小单位", "每月一次"]
PERIODS = ["年", "年上半年", "年下半年", "年第三季度", "年5月", "年1-9月"]
FORBIDDEN = re.compile(
    r"None|Decimal|Outcome|Interval|True|False|NaN|nan|Infinity|[0-9]E[+-]|\.\.|<|>|，，|。。"
    r"|(?<![0-9%人次元])-[0-9]"
)
PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")


@st.composite
def entries(draw, metric: str) -> object:
    """What may stand under a metric: a figure, a state, a list, a long form."""
    figure = st.one_of(written(metric, [*BOUNDED, *ABOUT]), st.sampled_from(STATES))
    kind = draw(st.integers(0, 6))
    if kind == 0 and WORDS[metric] != "%":
        return draw(st.lists(figure, min_size=2, max_size=3))
    if kind == 1:
        return {"value": draw(figure), "base": draw(figure)}
    if kind == 2:
        return {"value": draw(figure), "scope": draw(st.sampled_from(["本级", "含下级"]))}
    if kind == 3:
        return {"value": draw(st.integers(0, 99)), "unit": "户", "note": "原文按户统计"}
    return draw(figure)


@st.composite
def corpora(draw) -> tuple[list[Page], str]:
    """Pages of a unit that was merged, over two years, and settings."""
    pages: list[Page] = []
    metrics = draw(st.lists(METRICS, min_size=1, max_size=2, unique=True))
    for period in draw(st.lists(st.sampled_from(PERIODS), min_size=1, max_size=3, unique=True)):
        for year in draw(st.sampled_from([(2021, 2022), (2022, 2023)])):
            said = {metric: draw(entries(metric)) for metric in metrics}
            pages.append({"unit": "柳湾镇总工会", "period": f"{year}{period}", "metrics": said})
    unique = {page["period"]: page for page in pages}
    return list(unique.values()), draw(
        st.sampled_from(["", "rate_decimals: 0", "growth_in_times: true"])
    )


@given(corpora())
def test_every_sentence_is_a_sentence(made):
    corpus = corpus_of(*made)
    for comparison in all_comparisons(corpus):
        said = sentence(comparison, corpus.registry.settings)
        assert said.endswith("。")
        assert said.startswith(comparison.observation.metric.name)
        assert not FORBIDDEN.search(said), said
        assert said.count("（") == said.count("）")
        assert said.count("：") <= 1, said  # GB/T 15834: no colon within a colon
        if comparison.outcome is Outcome.DECREASED:
            assert "倍" not in said
        if comparison.observation.metric.is_ratio:
            assert not re.search("增长|增加[0-9]|减少[0-9]", said), said
        if comparison.derived and comparison.outcome is Outcome.UNDETERMINED:
            assert "推算" in said
        if comparison.restated:
            assert "按可比口径计算" in said


@given(corpora())
def test_every_exported_number_is_a_plain_decimal(made):
    corpus = corpus_of(*made)
    for row in rows_of(comparisons_csv(corpus)):
        for name in ("value", "base_value", *NUMBERS):
            assert not row[name] or PLAIN.fullmatch(row[name]), (name, row)
            assert len(row[name].partition(".")[2]) <= 10
    for row in rows_of(values_csv(corpus)):
        for name in ("value", "lower", "upper", "numerator", "denominator", "restated_base"):
            assert not row[name] or PLAIN.fullmatch(row[name]), (name, row)


@given(corpora())
def test_an_outcome_fills_its_own_columns_and_no_others(made):
    corpus = corpus_of(*made)
    for row in rows_of(comparisons_csv(corpus)):
        outcome, ratio = row["outcome"], row["metric_id"] in ("resolution_rate", "fulfilment")
        plain, bounds = [row["difference"], row["points"]], [row[n] for n in NUMBERS if "_" in n]
        if outcome in ("no_base", "no_value", "not_comparable"):
            assert not any(row[n] for n in NUMBERS), row
            assert row["reason"], row
        elif outcome in ("range", "undetermined"):
            assert not any(plain), row
            assert not row["rate"], row
        else:
            assert not any(bounds), row
            assert sum(map(bool, plain)) == 1, row
        if outcome == "range":
            assert row["difference_low"], row
            assert row["difference_high"], row
        if ratio:
            assert not any(row[n] for n in ("difference", "rate", "rate_low", "rate_high")), row
        else:
            assert not row["points"], row
        if outcome in ("base_zero", "sign_change"):
            assert not row["rate"], row


# Order means nothing.


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_pages_and_units_changes_nothing(made, random):
    pages, settings = made
    first = corpus_of(pages, settings)
    random.shuffle(pages)
    second = corpus_of(pages, settings)
    units = list(second.registry.units.items())
    random.shuffle(units)
    second.registry = replace(second.registry, units=dict(units))
    assert comparisons_csv(first) == comparisons_csv(second)
    assert values_csv(first) == values_csv(second)


def test_the_names_of_files_and_the_order_of_units_change_nothing(tmp_path):
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    before = read_corpus(tmp_path, Problems())
    expected = comparisons_csv(before), values_csv(before)

    paths = sorted((tmp_path / "docs" / "summaries").rglob("*.md"))
    for number, path in enumerate(paths):
        path.rename(path.parent.parent / f"{len(paths) - number:04}.md")
    units = tmp_path / "data" / "units.yml"
    found = yaml.safe_load(units.read_text(encoding="utf-8"))
    units.write_text(yaml.safe_dump(found[::-1], allow_unicode=True), encoding="utf-8")
    problems = Problems()
    after = read_corpus(tmp_path, problems)
    assert not problems.errors
    assert len(after.summaries) == len(before.summaries)
    assert (comparisons_csv(after), values_csv(after)) == expected


MAY = "2023年5月"
TWICE = {
    "two pages with that month inside": [
        {"period": "2023年上半年", "metrics": {"走访慰问": {"value": "20~30人次", "period": MAY}}},
        {"period": "2023年1-9月", "metrics": {"走访慰问": {"value": "40~50人次", "period": MAY}}},
    ],
    "equal numbers, one with a restated base": [
        {"period": "2023年上半年", "metrics": {"走访慰问": {"value": "60人次", "period": MAY}}},
        {
            "period": "2023年1-9月",
            "metrics": {"走访慰问": {"value": "60人次", "period": MAY, "base": "50人次"}},
        },
    ],
    "equal numbers of two definitions": [
        {"period": "2023年上半年", "metrics": {"工会覆盖单位数": {"value": 60, "period": MAY}}},
        {
            "period": "2023年1-9月",
            "metrics": {"工会覆盖单位数": {"value": 60, "period": MAY, "definition": 1}},
        },
    ],
    "a page of the scope and a figure of that scope": [
        {"period": MAY, "scope": "含下级", "metrics": {"走访慰问": "60余人次"}},
        {"period": MAY, "metrics": {"走访慰问": {"value": "60多人次", "scope": "含下级"}}},
    ],
    "one figure written in two ways": [
        {"period": "2023年上半年", "metrics": {"走访慰问": {"value": "60余人次", "period": MAY}}},
        {"period": "2023年1-9月", "metrics": {"走访慰问": {"value": "60多人次", "period": MAY}}},
    ],
    "exact and its fraction": [
        {"period": "2023年上半年", "metrics": {"提案办结率": {"value": "50%", "period": MAY}}},
        {"period": "2023年1-9月", "metrics": {"提案办结率": {"value": "7/14", "period": MAY}}},
    ],
}


@pytest.mark.parametrize("pages", TWICE.values(), ids=TWICE)
def test_one_figure_on_two_pages_is_a_problem_or_its_order_changes_nothing(pages):
    said = {"走访慰问": "10人次", "提案办结率": "40%", "工会覆盖单位数": "50个"}
    base = {"period": "2022年5月", "metrics": said}
    forward, backward = corpus_of([base, *pages]), corpus_of([*pages[::-1], base])
    problems = Problems()
    check_identity(forward, problems)
    if not problems.errors:
        assert comparisons_csv(forward) == comparisons_csv(backward)
