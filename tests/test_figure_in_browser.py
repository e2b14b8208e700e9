"""The browser's reader of figures beside Python's: the same golden cases, and notations drawn at
random, all of them in one call into a real Chromium."""

from __future__ import annotations

import json
import random
from decimal import Decimal

import pytest

from gonghui.checkup.arithmetic import bounds
from gonghui.corpus import read_corpus
from gonghui.figure import Figure, FigureError
from gonghui.form import form_files
from gonghui.notation.figure import read_figure
from gonghui.problem import Problems
from gonghui.summary import Entry
from tests.cases import cases
from tests.conftest import ROOT
from tests.test_figure import in_numerals
from tests.test_scripts import ASSETS

NUMBERS = ("value", "lower", "upper", "numerator", "denominator")
READ = """async texts => {
    const {readFigure} = await import('/gonghui/figure.js')
    const {textOf} = await import('/gonghui/figure-decimal.js')
    return texts.map(text => {
        try {
            const {value, lower, upper, numerator, denominator, ...rest} = readFigure(text)
            for (const [name, number] of Object.entries({value, lower, upper, numerator, denominator})) {
                rest[name] = number && textOf(number)
            }
            return rest
        } catch (error) {
            if (error.constructor.name !== 'FigureError') throw error
            return error.message
        }
    })
}"""


@pytest.fixture(scope="module")
def in_browser(browser):
    """A page in which scripts of the theme can be imported; nothing is built for it."""
    context = browser.new_context()
    page = context.new_page()

    def answer(route):
        path = ASSETS / route.request.url.removeprefix("http://form.test/")
        if path.is_file():
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page.route("http://form.test/**", answer)
    page.goto("http://form.test/")
    yield page
    context.close()


def by_python(text: str) -> dict[str, object] | str:
    """What Python reads, as the browser says it."""
    try:
        return shown(read_figure(text))
    except FigureError as error:
        return str(error)


def shown(figure: Figure) -> dict[str, object]:
    numbers = {name: getattr(figure, name) for name in NUMBERS}
    return {
        "written": figure.as_written,
        "qualifier": figure.qualifier and str(figure.qualifier),
        "state": figure.state and str(figure.state),
        "lowerOpen": figure.lower_open,
        "upperOpen": figure.upper_open,
        "unit": figure.unit,
        "scaled": figure.scaled,
    } | {name: None if n is None else plain(n) for name, n in numbers.items()}


def plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def unlike(page, texts: list[str]) -> list[str]:
    """The texts that the two readers take differently, and how."""
    found = page.evaluate(READ, texts)
    assert len(found) == len(texts)
    return [
        json.dumps([text, by_python(text), other], ensure_ascii=False)
        for text, other in zip(texts, found, strict=True)
        if by_python(text) != other
    ]


@pytest.mark.browser
def test_the_browser_reads_every_golden_case_as_python_does(in_browser):
    texts = [case["text"] for case in cases("figures")]
    assert len(texts) > 400
    assert unlike(in_browser, texts) == []


BEFORE = [
    "",
    "",
    "",
    "约",
    "近",
    "超过",
    "逾",
    "至少",
    "不足",
    "不超过",
    "≥",
    "累计",
    "共",
    "-",
    "负",
    "百分之",
    "每",
]
AFTER = ["", "", "", "", "余", "多", "几", "来", "+", "以上", "以下", "左右", "以内"]
UNITS = [
    "",
    "",
    "人",
    "个",
    "人次",
    "户",
    "元",
    "万元",
    "%",
    "％",
    "㎡",
    "km",
    "人（次）",
    "成",
    "届",
    "x",
    "次",
]
MARKS = ["~", "-", "至", "～", "—", "/", "／", "到"]
PIECES = ["五", "十", "百", "千", "万", "亿", "零", "〇", "两", "半", "点", "1", "20", "300", "4,567", "8.9", "１", "余", "多",
          "约", "以上", "%", "人", "元", "/", "~", "至", " ", "\u3000", "\u00a0", "。", "，", "“", "”", "\u200b", "\x85", "²", "½", "①", "٣", "x", "X",
          "未报", "全覆盖", "每", "次", "分之", "百分之", "百分点", "(", ")", "·", "_", "é", "\ufeff", "𝟙", "Ⅳ", "㍿"]  # fmt: skip


def drawn(chance: random.Random) -> str:
    """A notation as people write them, or one that is nearly so, or mere pieces of some."""
    if chance.random() < 0.25:
        return "".join(chance.choices(PIECES, k=chance.randint(1, 7)))

    def number() -> str:
        size = chance.choice([9, 99, 999, 10**5, 10**9, 10**13])
        n = chance.randint(0, size)
        return chance.choice(
            [str(n), f"{n:,}", f"{n / 100:.2f}", in_numerals(n or 1), f"{n}万", f"{n % 1000}.5亿", f"{n % 90}万{n % 9999}",
             str(n).translate({ord("0") + d: ord("０") + d for d in range(10)})]
        )  # fmt: skip

    one = chance.choice(BEFORE) + number() + chance.choice(AFTER) + chance.choice(UNITS)
    if chance.random() < 0.2:
        one += chance.choice(MARKS) + number() + chance.choice(UNITS)
    return one + chance.choice(["", "", "", "。", "以上", "左右", " "])


@pytest.mark.browser
def test_the_browser_reads_what_is_drawn_at_random_as_python_does(in_browser):
    chance = random.Random(20261123)
    texts = [drawn(chance) for _ in range(4000)]
    readable = [text for text in texts if not isinstance(by_python(text), str)]
    assert 800 < len(readable) < 3200  # both kinds are met
    assert unlike(in_browser, texts) == []


HOLD = """async ([folder, texts]) => {
    const {loadIndex} = await import('/gonghui/form-data.js')
    const {readFigure} = await import('/gonghui/figure.js')
    const {beyond, hold} = await import('/gonghui/figure-metric.js')
    const {textOf} = await import('/gonghui/figure-decimal.js')
    const {metrics} = await loadIndex(folder)
    return [...metrics.values()].map(metric => [metric.id, texts.map(text => {
        try {
            const held = hold(readFigure(text), metric)
            return [...['value', 'lower', 'upper'].map(name => held[name] && textOf(held[name])), held.unit, beyond(held, metric) !== '']
        } catch (error) {
            return error.message
        }
    })])
}"""
HELD = ["34", "34个", "500多名", "五万余元", "五万余", "5万元", "80%以上", "超过90%", "11/14", "0.85", "1", "1.2", "三十户", "20人次",
        "2~3万元", "约300人", "不足1万元", "未报", "每月一次", "全覆盖", "5场", "6次", "3期", "12份", "120%", "超过100%", "95%~105%", "-3", "-3个", "-5万元"]  # fmt: skip


@pytest.mark.browser
def test_the_browser_holds_figures_in_the_unit_of_each_metric_as_python_does(in_browser):
    corpus = read_corpus(ROOT, Problems())
    index = form_files(corpus)["data/form/index.json"].decode()
    in_browser.route("**/data/index.json", lambda route: route.fulfill(body=index))
    found = dict(in_browser.evaluate(HOLD, ["/data/", HELD]))
    assert list(found) == list(corpus.registry.metrics)

    def held(metric, text: str) -> list[object] | str:
        try:
            figure = metric.hold(read_figure(text))
        except FigureError as error:
            return str(error)
        numbers = (figure.value, figure.lower, figure.upper)
        faults = [
            code for _, code, message in bounds(Entry(metric.name, metric, figure)) if message
        ]
        return [*(None if n is None else plain(n) for n in numbers), figure.unit, faults != []]

    unlike_ones = [
        (id_, text, held(corpus.registry.metrics[id_], text), other)
        for id_, others in found.items()
        for text, other in zip(HELD, others, strict=True)
        if held(corpus.registry.metrics[id_], text) != other
    ]
    assert unlike_ones == []
