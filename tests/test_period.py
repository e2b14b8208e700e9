"""Period: every notation of contract.md §2, as golden cases, and the laws that hold for all."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.notation.period import PeriodError, read_period
from gonghui.period import Calendar, Kind, Period
from tests.cases import cases

CASES = cases("periods")
GOOD = [case for case in CASES if not case.get("error")]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["text"])
def test_reads(case):
    period = read_period(case["text"])
    base, preceding, year_end = (
        period.year_before(),
        period.preceding(),
        period.year_end_before(),
    )
    assert {
        "id": period.id,
        "kind": str(period.kind),
        "first": period.first and str(period.first),
        "last": period.last and str(period.last),
        "edtf": period.edtf,
        "yoy": base and base.id,
        "preceding": preceding and preceding.id,
        "year_end": year_end and year_end.id,
    } == {key: case[key] for key in case if key != "text"}
    assert read_period(period.id) == period
    assert read_period(period.name) == period


@pytest.mark.parametrize("text", [c["text"] for c in CASES if c.get("error")])
def test_refuses(text):
    with pytest.raises(PeriodError, match=r".*。"):
        read_period(text)


YEARS = st.integers(1901, 2098)


@st.composite
def periods(draw) -> Period:
    year, kind = draw(YEARS), draw(st.sampled_from(list(Kind)))
    days = st.dates(date(1901, 1, 1), date(2098, 12, 31))
    first = draw(days)
    last = first + timedelta(draw(st.integers(0, 300)))
    last = min(last, date(2098, 12, 31))
    later = year + draw(st.integers(1, 2099 - year))
    texts = {
        Kind.YEAR: f"{year}",
        Kind.HALF: f"{year}-H{draw(st.integers(1, 2))}",
        Kind.QUARTER: f"{year}-Q{draw(st.integers(1, 4))}",
        Kind.MONTH: f"{year}-{draw(st.integers(1, 12)):02}",
        Kind.YTD: f"{year}年1-{draw(st.integers(2, 12))}月",
        Kind.TERM: f"{year}-{year + 1}-T{draw(st.integers(1, 2))}",
        Kind.SCHOOL_YEAR: f"{year}-{year + 1}",
        Kind.STAT_YEAR: f"{year}-SY",
        Kind.CAMPAIGN: f"{first}/{last}",
        Kind.SPAN: draw(st.sampled_from([f"{year}--{later}", f"until-{year}"])),
        Kind.MASKED: "20XX",
    }
    return read_period(texts[kind])


@given(periods())
def test_print_then_read_gives_the_same(period):
    assert read_period(period.name) == read_period(period.id) == period
    assert period.id.isascii()


@given(periods())
def test_bases_keep_the_kind_and_lie_before(period):
    for base in (period.year_before(), period.preceding()):
        if base is not None:
            assert base.kind is period.kind
            assert base.last < period.last
    if period.preceding() is not None:
        assert period.preceding().last + timedelta(1) == period.first


@given(st.lists(periods(), min_size=2, max_size=6))
def test_order_is_by_last_day_then_shorter_first(several):
    ordered = sorted(several, key=lambda period: period.sort_key)
    for one, two in itertools.pairwise(ordered):
        assert two.last is None or one.last <= two.last
        if one.last == two.last and one.last and one.first and two.first:
            assert one.first >= two.first


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_a_message(text):
    try:
        period = read_period(text)
    except PeriodError as error:
        told = str(error)
        assert told.endswith("。")
    else:
        assert read_period(period.id) == period


def test_settings_move_terms_and_statistical_years():
    calendar = Calendar(statistical_year=(7, 1), first_term=(8, 25), second_term=(2, 15))
    assert str(read_period("2023-SY", calendar).first) == "2022-07-01"
    assert str(read_period("2022-2023-T1", calendar).last) == "2023-02-14"
    assert str(read_period("2022-2023", calendar).last) == "2023-08-24"
