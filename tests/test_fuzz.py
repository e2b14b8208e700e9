"""Fuzz: the readers of what people write give a value or say what is wrong, never anything else, in bounded
time; and no expression of ours takes longer than in proportion to the text. `make prove` runs the long form."""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._parser as grammar
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gonghui
from gonghui.figure import Figure, FigureError
from gonghui.notation.figure import read_figure
from gonghui.notation.period import PeriodError, read_period
from gonghui.period import Period
from gonghui.privacy import leaks_in, marks_in, names_in
from gonghui.problem import Problems
from gonghui.reading.markdown import links, unpaired, without_code
from gonghui.reading.strictyaml import read_yaml
from gonghui.registry import load_registry
from gonghui.spelling import nearest
from gonghui.summary import Summary
from gonghui.summary.call import take_calls
from gonghui.summary.reader import read_summary
from tests.conftest import ROOT

REGISTRY = load_registry(ROOT, Problems())
SECONDS = 1.0  # of the processor, for one text
A = "docs/summaries/a.md"


def timed(read: Callable[[], Any]) -> Any:
    begun = time.process_time()
    try:
        return read()
    finally:
        assert time.process_time() - begun < SECONDS


# Figures and periods, of the pieces that their notations are made of

PIECES_OF_FIGURES = st.sampled_from(
    [*"0123456789０９〇零一二两三十百千万亿点.,，．%％/-－~～至到+≥≤#“”（） \u3000\t\n\u200b٣⁹½㎡约近超余多几来左右以上以下",
     "不足", "超过", "至少", "不超过", "百分之", "每季度一次", "未报", "隐去", "全覆盖", "1/0", "个", "人次", "万元", "XX", "-1", "1e9"]
)  # fmt: skip
PIECES_OF_PERIODS = st.sampled_from(
    [*"0123456789０〇一二三四十年月日至到-—–~/上下前后半第季度学期统计XxHQTSY \u200b",
     "2023", "1899", "2100", "20XX", "until-", "上半年", "第一季度", "1-9月", "学年", "统计年度", "--", "累计", "2023-02-30", "近三年"]
)  # fmt: skip


@given(st.lists(PIECES_OF_FIGURES, max_size=14).map("".join) | st.text(max_size=70))
def test_a_figure_or_a_reason(text):
    try:
        figure = timed(lambda: read_figure(text))
    except FigureError as error:
        assert str(error)
    else:
        assert isinstance(figure, Figure)


@given(st.lists(PIECES_OF_PERIODS, max_size=12).map("".join) | st.text(max_size=70))
def test_a_period_or_a_reason(text):
    try:
        period = timed(lambda: read_period(text))
    except PeriodError as error:
        assert str(error)
    else:
        assert isinstance(period, Period)
        assert read_period(period.id) == period


# Front matter: whole trees of it, and lines of its pieces

KEYS = st.sampled_from(
    ["unit", "unit_type", "period", "title", "class", "campaign", "scope", "status", "as_of", "issued", "metrics",
     "local", "corrections", "accept", "union_term", "会员人数", "规范化达标率", "新建基层工会", "value", "unit", "num",
     "den", "parts", "levels", "target", "stated", "base", "note", "definition", "甲", "", "__proto__", "<<", "- a"]
)  # fmt: skip
LEAVES = st.sampled_from(
    ["芙蓉镇总工会", "镇总工会", "2023年", "7402人", "11/14", "未报", "0", "-1", "99999999999999999999", "含下级", "专题",
     "2023-02-30", "2023-06-30", "", "~", "null", "'", '"', "|", ">", "&a", "*a", "!x", "[", "{", "#", ": ", "\u200b", "\x85"]
) | st.text(max_size=12)  # fmt: skip


def flow(tree: Any) -> str:
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
    return f"[{', '.join(map(flow, tree))}]" if isinstance(tree, list) else str(tree)


TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.dictionaries(KEYS, inner, max_size=5).map(flow)
        | st.lists(inner, max_size=4).map(flow)
        | st.lists(st.tuples(KEYS, inner), max_size=4).map(
            lambda pairs: "".join(f"\n  {key}: {value}" for key, value in pairs)
        )
    ),
    max_leaves=16,
)
HEADS = st.lists(st.tuples(KEYS, TREES), max_size=8).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)
USUAL = "unit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2023年\n"


@given(HEADS | st.text(max_size=200), st.booleans(), st.text(max_size=60))
def test_a_summary_or_problems(head, usual, body):
    problems = Problems()
    text = f"---\n{USUAL if usual else ''}{head}\n---\n{body}"
    summary = timed(lambda: read_summary(text, A, REGISTRY, problems))
    assert summary is None or isinstance(summary, Summary)
    assert summary is not None or problems.errors
    for problem in problems:
        assert problem.line <= text.count("\n") + 1


@given(HEADS | TREES | st.text(max_size=200))
def test_a_tree_or_problems(text):
    problems = Problems()
    tree = timed(lambda: read_yaml(text, A, problems))
    meant = [
        line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]
    assert (
        tree is not None or problems.errors or not meant or text.strip().startswith(("---", "..."))
    )


# Long texts, for whatever looks through one

UNITS = [
    *"*_`[](){}<>&\\!|#-=+~^:;,.'\"/ \t\n0１一亿甲aX，。（“、★\u200b\u202e",
    "![", "](", "[a](", "[a]:", "{{", "{% ", "{#", "&#", "1,", "1.", "1 ", "138", "一三", "&amp;", "<a ", "困难职工张", "张三、", "身患",
    "比上年增长", "2023年", "共", "其中", "内部", "秘密", "机 ", "|1", "- ", "> ", "```\n", "    a\n", "：甲", "甲: ",
]  # fmt: skip
READERS: dict[str, Callable[[str], Any]] = {
    "numbers of persons": leaks_in,
    "secrecy": lambda text: list(marks_in(text)),
    "names": lambda text: list(names_in(text)),
    "code": without_code,
    "links": lambda text: list(links(text)),
    "brackets": unpaired,
    "calls": lambda text: take_calls(text, 1, A, Problems()),
    "YAML": lambda text: read_yaml(text, A, Problems()),
    "the nearest name": lambda text: nearest(text, ["芙蓉镇总工会"] * 50),
}


@pytest.mark.parametrize("name", READERS)
def test_long_texts_are_read_in_time(name):
    for unit in UNITS:
        text = unit * (20_000 // len(unit))
        begun = time.process_time()
        READERS[name](text)
        assert time.process_time() - begun < SECONDS, unit


# Every expression, against texts of its own pieces

LENGTH, QUICK = (
    1500,
    0.008,
)  # characters, and seconds; one that grows with the square takes five times that
# Never given a long text: figures have 60 characters, a tail was matched in one piece before, the numbers
# stand at the beginning of a paragraph, the marks of one page are counted before.
SHORT = {
    "gonghui.notation.figure._BLANK",
    "gonghui.notation.quantity._TAIL",
    "gonghui.paper.text._NUMBERS",
    "gonghui.checkup.template._MARK",
}
SEARCHES = r"\b{}\.(?:search|finditer|findall|sub|subn|split)\("


def patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Every compiled expression of the package by name, and whether texts are searched with it."""
    seen = set()
    for found in pkgutil.walk_packages(gonghui.__path__, "gonghui."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        for name, value in vars(module).items():
            several = isinstance(value, (list, tuple))
            for item in value if several else [value]:
                for one in item if isinstance(item, tuple) else [item]:
                    if isinstance(one, re.Pattern) and one not in seen and type(one.pattern) is str:
                        seen.add(one)
                        searched = several or bool(re.search(SEARCHES.format(name), source))
                        yield f"{found.name}.{name}", one, searched


def pieces(tree: Any) -> Iterator[str]:
    """Characters and words that an expression asks for."""
    run = ""
    for operation, value in tree:
        kind = str(operation)
        if kind == "LITERAL":
            run += chr(value)
            continue
        yield from {run, run[:1]} - {""}
        run = ""
        if kind == "IN":
            for what, inner in value[:4]:
                yield from {"LITERAL": lambda v: [chr(v)], "RANGE": lambda v: [chr(v[0])]}.get(
                    str(what), lambda _: "1 a"
                )(inner)
        elif kind == "BRANCH":
            for branch in value[1]:
                yield from pieces(branch)
        elif kind in (
            "SUBPATTERN",
            "MAX_REPEAT",
            "MIN_REPEAT",
            "POSSESSIVE_REPEAT",
            "ASSERT",
            "ASSERT_NOT",
        ):
            yield from pieces(value[-1])
        elif kind == "ATOMIC_GROUP":
            yield from pieces(value)
    yield from {run, run[:1]} - {""}


def slowest(pattern: re.Pattern[str], searched: bool, most: int) -> tuple[float, str]:
    found = list(dict.fromkeys(pieces(grammar.parse(pattern.pattern, pattern.flags))))[:most]
    units = dict.fromkeys([*found, *(a + b for a in found[:2] for b in found[:3])])
    worst = (0.0, "")
    for unit in units:
        text = unit * (LENGTH // len(unit))
        for _ in range(3):  # the quickest of three: others use the machine too
            begun = time.process_time()
            pattern.match(text)
            if searched:
                sum(1 for _ in pattern.finditer(text))
            took = time.process_time() - begun
            if took < QUICK:
                break
        worst = max(worst, (took, unit))
    return worst


def test_no_expression_takes_longer_than_in_proportion():
    every = [one for one in patterns() if one[0] not in SHORT]
    assert len(every) >= 300
    slow = {
        name: found for name, p, searched in every if (found := slowest(p, searched, 6))[0] > QUICK
    }
    assert slow == {}
