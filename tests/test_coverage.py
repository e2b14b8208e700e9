"""Coverage: who was to report, who did and who is missing: golden cases, and a recomputation."""

from __future__ import annotations

import calendar
import functools
import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.checkup import examine
from gonghui.corpus import Corpus, read_corpus
from gonghui.coverage import (
    Coverage,
    coverage_of,
    deadline_of,
    due_periods,
    missing_reports,
    periods_due,
)
from gonghui.notation.period import read_period
from gonghui.period import Period
from gonghui.place import Place
from gonghui.problem import Problems
from gonghui.registry import Registry, load_registry
from gonghui.summary.reader import read_summary
from gonghui.views.coverage import NAMED, coverage_lines
from tests.cases import cases
from tests.test_checkup import REGISTRY, put
from tests.test_site import parse

BOOK: Any = cases("coverage")
TYPE = "镇总工会"


@functools.cache
def registry_of(units: str, settings: str) -> Registry:
    """The registry of the check-up's cases with other units and settings."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in (REGISTRY | {"units.yml": units, "settings.yml": settings}).items():
            put(root, f"data/{name}", text)
        problems = Problems()
        registry = load_registry(root, problems)
    assert not problems, problems
    return registry


def corpus_of(registry: Registry, pages: Iterable[dict[str, str]]) -> Corpus:
    corpus, problems = Corpus(Path(), registry), Problems()
    for number, page in enumerate(pages):
        head = {"unit_type": TYPE} | page
        text = "".join(f"{key}: {value}\n" for key, value in head.items())
        path = f"docs/summaries/{number}.md"
        summary = read_summary(f"---\n{text}---\n正文。\n", path, registry, problems)
        assert summary is not None, problems
        (corpus.summaries if summary.is_issued else corpus.drafts).append(summary)
    assert not problems, problems
    return corpus


def period_of(text: str, corpus: Corpus) -> Period:
    return read_period(text, corpus.registry.settings.calendar)


def ids(units: Iterable[Any]) -> str:
    return " ".join(unit.id for unit in units)


def parted(found: Coverage) -> dict[str, str]:
    return {
        name: ids(getattr(found, name))
        for name in ("due", "reported", "missing", "beyond")
        if getattr(found, name)
    }


@pytest.mark.parametrize("case", BOOK["cases"], ids=lambda case: case["name"])
def test_says(case):
    corpus = corpus_of(registry_of(case["units"], case["settings"]), case.get("pages", []))
    for text, expected in case["periods"].items():
        found = coverage_of(corpus, period_of(text, corpus))
        wanted = {key: value for key, value in expected.items() if key != "said"}
        assert parted(found) == wanted, text
        if "said" in expected:
            assert parse(coverage_lines(Place(corpus, ""), found)).text() == expected["said"], text
    listed = [f"{m.unit_name} {m.period.name} {m.deadline}" for m in missing_reports(corpus)]
    assert listed == case.get("missing", "").splitlines()


def test_every_kind_of_period_that_can_be_due_has_a_case():
    found = set(re.findall(r"kind: (\S+?),", " ".join(case["units"] for case in BOOK["cases"])))
    assert found == {"年度", "半年", "季度", "月", "累计", "学期", "学年", "统计年度"}


UNITS = "".join(
    f"- {{id: u{n}, type: {TYPE}, names: [{{name: 第{n}镇总工会}}], due: [{{kind: 年度, from: 2023}}]}}\n"
    for n in range(1, NAMED + 4)
)


def test_many_missing_units_are_folded_away_and_none_is_lost():
    corpus = corpus_of(registry_of(UNITS, "reporting_day: 2024-06-30"), [])
    found = coverage_of(corpus, period_of("2023年", corpus))
    html = parse(coverage_lines(Place(corpus, "summaries/2023/"), found))
    assert (
        html.one("p", class_="gh-coverage").text().startswith("应报15个单位，已报0个，缺报15个：")
    )
    assert html.one("p", class_="gh-coverage").text().endswith("、第12镇总工会等。")
    folded = html.one("details")
    assert folded.one("summary").text() == "其余3个缺报单位"
    assert folded.one("p").text() == "第13镇总工会、第14镇总工会、第15镇总工会。"
    links = [a.attributes["href"] for a in html.all("a")]
    assert links == [f"../../units/u{n}/" for n in range(1, 16)]


def test_just_so_many_as_are_named_need_no_fold():
    units = "".join(UNITS.splitlines(keepends=True)[:NAMED])
    corpus = corpus_of(registry_of(units, "reporting_day: 2024-06-30"), [])
    html = coverage_lines(Place(corpus, ""), coverage_of(corpus, period_of("2023年", corpus)))
    assert html.endswith("第12镇总工会</a>。</p>")


def test_of_one_unit_type_only():
    units = (
        "- {id: a, type: 县总工会, names: [{name: 青禾县总工会}], due: [{kind: 年度, from: 2023}]}\n"
        "- {id: b, type: 镇总工会, names: [{name: 乙镇总工会}], due: [{kind: 年度, from: 2023}]}\n"
    )
    corpus = corpus_of(
        registry_of(units, "reporting_day: 2024-06-30"), [{"unit": "b", "period": "2023年"}]
    )
    year = period_of("2023年", corpus)
    assert parted(coverage_of(corpus, year, "county-federation")) == {"due": "a", "missing": "a"}
    assert parted(coverage_of(corpus, year, "town-federation")) == {"due": "b", "reported": "b"}
    assert parted(coverage_of(corpus, year)) == {"due": "a b", "reported": "b", "missing": "a"}


def test_without_reporting_day_the_day_of_the_build_counts(tmp_path):
    units = (
        "- {id: a, type: 镇总工会, names: [{name: 甲镇总工会}], due: [{kind: 年度, from: 2023}]}\n"
    )
    for name, text in (REGISTRY | {"units.yml": units}).items():
        put(tmp_path, f"data/{name}", text)
    for today, missing in ((date(2023, 12, 31), 0), (date(2024, 1, 1), 1), (date(2025, 1, 1), 2)):
        corpus = read_corpus(tmp_path, Problems(), today)
        assert len(missing_reports(corpus)) == missing, today
        assert len(missing_reports(examine(tmp_path, today).corpus)) == missing, today


# Laws, against a recomputation that shares no code

KINDS = ("年度", "半年", "季度", "月", "累计", "学期", "学年", "统计年度")
YEARS = range(2019, 2025)
FIRST = date(2019, 1, 1)


def named(kind: str, year: int) -> dict[str, date]:
    """The periods of a kind that are called after a year, with their last days."""

    def end(month: int, of: int = year) -> date:
        return date(of, month, calendar.monthrange(of, month)[1])

    school = f"{year}-{year + 1}学年"
    return {
        "年度": {f"{year}年": end(12)},
        "半年": {f"{year}年上半年": end(6), f"{year}年下半年": end(12)},
        "季度": {f"{year}年第{'一二三四'[n]}季度": end(3 * n + 3) for n in range(4)},
        "月": {f"{year}年{n}月": end(n) for n in range(1, 13)},
        "累计": {f"{year}年1-{n}月": end(n) for n in (3, 6, 9, 12)},
        "学期": {f"{school}第一学期": end(1, year + 1), f"{school}第二学期": end(8, year + 1)},
        "学年": {school: end(8, year + 1)},
        "统计年度": {f"{year}统计年度": end(9)},
    }[kind]


ENDS = {kind: {y: named(kind, y) for y in YEARS} for kind in KINDS}
ALL = {name: end for kind in KINDS for y in YEARS for name, end in ENDS[kind][y].items()}
DAYS = st.integers(0, 2200).map(lambda n: FIRST + timedelta(n))
UNIT = st.fixed_dictionaries(
    {
        "due": st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(YEARS)), max_size=3),
        "from": st.none() | DAYS,
        "to": st.none() | DAYS,
    }
)
CLASSES = ("工作总结", "工作总结", "工作总结", "含下级", "计划", "个人", "起草")
REPORT = st.tuples(st.integers(0, 3), st.floats(0, 1), st.sampled_from(CLASSES))


@functools.cache
def base() -> Registry:
    units = "".join(
        f"- {{id: u{n}, type: {TYPE}, names: [{{name: 第{n}镇总工会}}]}}\n" for n in range(4)
    )
    return registry_of(units, "")


@functools.cache
def dues() -> dict[tuple[str, int], Any]:
    """A registered duty of each kind and year."""
    lines = "".join(
        f"- {{id: {n}-{y}, type: {TYPE}, names: [{{name: {kind}{y}}}], due: [{{kind: {kind}, from: {y}}}]}}\n"
        for n, kind in enumerate(KINDS)
        for y in YEARS
    )
    units = registry_of(lines.replace("id: ", "id: d"), "").units
    return {(kind, y): units[f"d{n}-{y}"].due[0] for n, kind in enumerate(KINDS) for y in YEARS}


@functools.cache
def page(unit: int, period: str, kind: str) -> Any:
    head = {"unit": f"u{unit}", "period": period}
    head |= {"含下级": {"scope": "含下级"}, "起草": {"status": "起草"}}.get(kind, {})
    head |= {"class": kind} if kind in ("计划", "个人") else {}
    (found,) = corpus_of(base(), [head]).all
    return found


@given(
    st.lists(UNIT, min_size=4, max_size=4), st.lists(REPORT, max_size=40), st.integers(0, 90), DAYS
)
def test_a_recomputation_finds_the_same(units, reports, days, today):
    names = list(ALL)
    corpus = Corpus(Path(), replace(base(), units={}))
    corpus.registry.settings = replace(base().settings, days_to_report=days, reporting_day=today)
    for (id_, unit), drawn in zip(base().units.items(), units, strict=True):
        corpus.registry.units[id_] = replace(
            unit,
            due=tuple(dues()[pair] for pair in drawn["due"]),
            first_day=drawn["from"],
            last_day=drawn["to"],
        )
    have: dict[str, set[int]] = {}
    for unit, place, kind in reports:
        name = names[int(place * (len(names) - 1))]
        summary = page(unit, name, kind)
        (corpus.summaries if summary.is_issued else corpus.drafts).append(summary)
        if kind in ("工作总结", "含下级"):
            have.setdefault(name, set()).add(unit)

    asked: dict[str, set[int]] = {}
    for number, drawn in enumerate(units):
        for kind, first in drawn["due"]:
            for name, end in (
                (n, e) for y in YEARS if y >= first for n, e in ENDS[kind][y].items()
            ):
                there = (drawn["from"] or end) <= end <= (drawn["to"] or end)
                if there and (today - end).days > days:
                    asked.setdefault(name, set()).add(number)

    def as_ids(numbers: Iterable[int]) -> str:
        return " ".join(f"u{n}" for n in sorted(numbers))

    expected_missing = set()
    for name, end in ALL.items():
        period = period_of(name, corpus)
        due, reported = asked.get(name, set()), have.get(name, set())
        wanted = {
            "due": due, "reported": due & reported, "missing": due - reported, "beyond": reported - due,
        }  # fmt: skip
        found = coverage_of(corpus, period)
        assert parted(found) == {k: as_ids(v) for k, v in wanted.items() if v}, name
        assert set(found.reported).isdisjoint(found.missing)
        assert len(found.due) == len(found.reported) + len(found.missing)
        assert {u.id for u in (*found.reported, *found.beyond)} == {f"u{n}" for n in reported}
        deadline = end + timedelta(days)
        assert deadline_of(corpus, period) == deadline
        expected_missing |= {(f"u{n}", period.id, deadline) for n in due - reported}

    listed = missing_reports(corpus)
    assert {(m.unit.id, m.period.id, m.deadline) for m in listed} == expected_missing
    assert len(listed) == len(expected_missing)
    assert [m.deadline for m in listed] == sorted(m.deadline for m in listed)
    of_period = {
        (unit.id, p.id) for p in periods_due(corpus) for unit in coverage_of(corpus, p).missing
    }
    assert of_period == {(m.unit.id, m.period.id) for m in listed}
    assert {p.name for p in periods_due(corpus)} == set(asked)
    for unit in corpus.registry.units.values():
        mine = [p.name for p in due_periods(corpus, unit)]
        assert len(mine) == len(set(mine))
        assert set(mine) == {n for n, numbers in asked.items() if int(unit.id[1:]) in numbers}

    one_more = Corpus(Path(), corpus.registry, [*corpus.summaries, page(0, names[0], "工作总结")])
    more = {(m.unit.id, m.period.id) for m in missing_reports(one_more)}
    assert more == of_period - {("u0", period_of(names[0], corpus).id)}
