"""Figure: every notation of contract.md §3, as golden cases, and the laws that hold for all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.figure import FigureError, rounded
from gonghui.notation.figure import read_figure
from gonghui.notation.numeral import read_numeral
from tests.cases import cases

CASES = cases("figures")
GOOD = [case for case in CASES if not case.get("error")]
NUMBERS = ("value", "lower", "upper", "numerator", "denominator")


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["text"])
def test_reads(case):
    figure = read_figure(case["text"])
    for name in NUMBERS:
        number = getattr(figure, name)
        expected = case.get(name)
        if number is not None and name == "value":
            number = rounded(number, 10)
        assert number == (None if expected is None else Decimal(expected)), name
    assert figure.qualifier == case.get("qualifier")
    assert figure.state == case.get("state")
    assert figure.lower_open == case.get("lower_open", False)
    assert figure.upper_open == case.get("upper_open", False)
    assert figure.unit == case.get("unit", "")
    assert figure.as_written == case["text"].strip()


@pytest.mark.parametrize("case", [c for c in CASES if c.get("error")], ids=lambda c: c["text"])
def test_refuses(case):
    with pytest.raises(FigureError, match=r".*。") as refusal:
        read_figure(case["text"])
    assert case.get("told", "") in str(refusal.value)


COUNTS = st.integers(1, 10**11).map(Decimal)
AMOUNTS = st.decimals("0.01", "99999999", places=2)
UNITS = st.sampled_from(["", "个", "人次", "万元"[1:], "%", "人(次)", "场次"])
SHAPES = st.sampled_from(
    ["{}", "{}余", "超过{}", "至少{}", "约{}", "不足{}", "不超过{}", "近{}", "{}多", "-{}"]
)


@st.composite
def written_figures(draw) -> str:
    number = draw(st.one_of(COUNTS, AMOUNTS))
    special = draw(st.integers(0, 11))
    if special == 0:
        return draw(
            st.sampled_from(["未报", "不适用", "隐去", "不足最小单位", "每月一次", "全覆盖"])
        )
    if special == 1:
        return f"{draw(st.integers(0, 999))}/{draw(st.integers(1, 999))}"
    if special == 2:
        return f"{number}~{number + draw(COUNTS)}{draw(UNITS)}"
    return draw(SHAPES).format(number) + draw(UNITS)


@given(written_figures())
def test_print_then_read_gives_the_same(text):
    figure = read_figure(text)
    again = read_figure(str(figure))
    unlike = {"as_written", "scaled"}
    fields = set(figure.__dataclass_fields__) - unlike
    assert {f: getattr(again, f) for f in fields} == {f: getattr(figure, f) for f in fields}


@given(written_figures())
def test_the_value_lies_within_its_closed_bounds(text):
    figure = read_figure(text)
    if figure.value is not None and figure.lower is not None:
        assert figure.lower <= figure.value
    if figure.value is not None and figure.upper is not None:
        assert figure.value <= figure.upper


@given(st.text(max_size=20))
def test_any_text_is_a_figure_or_a_message(text):
    try:
        figure = read_figure(text)
    except FigureError as error:
        told = str(error)
        assert told.endswith("。")
    else:
        assert read_figure(str(figure)).value == figure.value


PLACES = ["", "十", "百", "千"]


def in_numerals(number: int) -> str:
    """An independent writer of Chinese numerals: 10005 → 一万零五."""
    if number >= 10**8:
        head, rest = divmod(number, 10**8)
        return in_numerals(head) + "亿" + _joined(rest, 10**7)
    if number >= 10**4:
        head, rest = divmod(number, 10**4)
        return in_numerals(head) + "万" + _joined(rest, 10**3)
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + PLACES[place]
            zero = False
        else:
            zero = True
    return text


def _joined(rest: int, least: int) -> str:
    return "" if not rest else ("零" if rest < least else "") + in_numerals(rest)


@given(st.integers(1, 10**12))
def test_numerals_of_every_size_are_read(number):
    assert read_numeral(in_numerals(number)) == number


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿点", max_size=8))
def test_any_run_of_numeral_characters_is_a_number_or_nothing(text):
    value = read_numeral(text)
    assert value is None or value >= 0
