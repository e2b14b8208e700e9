"""Wording: numbers and comparisons as an official text says them, and to how many places.

Source: contract.md §5.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from .compare import Comparison, Outcome
from .figure import Figure, Qualifier, plain, rounded
from .notation.figure import read_figure
from .notation.numeral import CHARACTERS
from .registry import Metric, Settings
from .spelling import fold
from .summary.observation import Observation

MOST_PLACES = 10


def displayed(value: Decimal, metric: Metric) -> Decimal:
    """A value in the metric's places, two at least, without trailing zeros. More places where a value
    would else become 0, or a ratio below its cap the cap itself: 0.0004, 99.996."""
    places = max(metric.decimals, 2)
    cap = metric.cap if metric.is_ratio else None
    for more in range(places, max(places, MOST_PLACES) + 1):
        number = rounded(value, more)
        vanishes = number == 0 and value != 0
        fills = cap is not None and value < cap <= number
        if not vanishes and not fills:
            break
    return plain(number)


def amount(value: Decimal, metric: Metric) -> str:
    """A value as it is displayed, without its unit: 5.12."""
    return f"{displayed(value, metric):f}"


def measured(value: Decimal, metric: Metric) -> str:
    """A value with its unit of measure: 149个, 78.57%."""
    return f"{amount(value, metric)}{metric.unit}"


def spoken(figure: Figure, metric: Metric) -> str:
    """A figure as a sentence says it: an exact one in the metric's unit, others as written."""
    if figure.exact and figure.value is not None:
        return measured(figure.value, metric)
    written = fold(figure.as_written)
    if not figure.is_number or metric.unit in written or any(w in written for w in metric.words):
        return written
    return _joined(written, metric.unit)


def _joined(text: str, unit: str) -> str:
    """A number and its unit of measure in one: 300左右 is 300人次左右."""
    for after in _AFTER:
        if text.endswith(after):
            return f"{text.removesuffix(after)}{unit}{after}"
    return f"{text}{unit}"


_AFTER = ("以上", "以下", "以内", "左右", "上下")
_BEFORE = re.compile(f"[^0-9{CHARACTERS}负-]*")


def inexact(figure: Figure, separators: str = "") -> str:
    """An inexact number as held in its metric's unit, without the unit: 5~8, 5余, 不足10, 80以上. The
    words are the writer's; `separators` is "," for thousands."""

    def said(number: Decimal | None) -> str:
        return f"{plain(number or Decimal(0)):{separators}f}"

    if figure.qualifier is Qualifier.RANGE:
        return f"{said(figure.lower)}~{said(figure.upper)}"
    written = fold(figure.as_written)
    if figure.qualifier is Qualifier.MORE_THAN and figure.upper_open:
        return f"{said(figure.value)}{'多' if '多' in written else '余'}"
    before = _BEFORE.match(written)
    after = next((word for word in _AFTER if written.endswith(word)), "")
    return f"{before[0] if before else ''}{said(figure.value)}{after}"


def as_written(figure: Figure) -> tuple[str, str]:
    """A figure just as it was written, and its unit of measure where that can stand apart: 34 and 个,
    80%以上 and nothing."""
    text, unit = figure.as_written, figure.unit
    if not unit or figure.numerator is not None:
        return text, ""
    if not read_figure(text).unit:  # the unit was given beside the number
        return text, unit
    if text.endswith(unit) and text != unit:
        return text.removesuffix(unit).rstrip(), unit
    return text, ""


def spoken_as_written(figure: Figure) -> str:
    """A figure just as it was written, with its unit of measure."""
    text, unit = as_written(figure)
    return _joined(text, unit) if unit else text


def percentage(rate: Decimal, settings: Settings) -> str:
    """A rate without sign to the places set: 58.51%."""
    return f"{abs(rounded(rate, settings.rate_decimals)):f}%"


def growth(rate: Decimal, settings: Settings) -> str:
    """增长58.51%, 下降3.20%; at 100 % and more 增长1.10倍 where the setting asks for it. Never 倍 for a
    decrease. "" where the rate rounds to zero."""
    if rounded(rate, settings.rate_decimals) == 0:
        return ""
    if rate >= 100 and settings.growth_in_times:
        return f"增长{rounded(rate / 100, 2):f}倍"
    return f"{'增长' if rate > 0 else '下降'}{percentage(rate, settings)}"


def points(value: Decimal, settings: Settings) -> str:
    """提高3.25个百分点, 下降0.50个百分点; 大致持平 where nothing is left at the places set."""
    if rounded(value, settings.rate_decimals) == 0:
        return _LEVEL
    verb = "提高" if value > 0 else "下降"
    return f"{verb}{abs(rounded(value, settings.rate_decimals)):f}个百分点"


def change(comparison: Comparison, settings: Settings) -> str:
    """The change alone, as a table's cell or the end of a sentence: 增加55个，增长58.51%."""
    metric = comparison.observation.metric
    match comparison.outcome:
        case Outcome.UNCHANGED:
            return "持平"
        case Outcome.NOT_COMPARABLE:
            return "不可比"
        case Outcome.NO_BASE:
            return "无可比基数"
        case Outcome.UNDETERMINED:
            return "增减不能判定"
        case Outcome.NO_VALUE:
            return comparison.reason
        case Outcome.RANGE:
            return _range(comparison)
        case Outcome.APPROXIMATE:
            return _approximate(comparison)
    if comparison.points is not None:
        return points(comparison.points, settings)
    difference = comparison.difference or Decimal(0)
    verb = "增加" if difference > 0 else "减少"
    said = f"{verb}{measured(abs(difference), metric)}"
    if comparison.outcome in (Outcome.BASE_ZERO, Outcome.SIGN_CHANGE) or comparison.rate is None:
        return said
    rate = growth(comparison.rate, settings)
    return f"{said}，{rate}" if rate else said


def _range(comparison: Comparison) -> str:
    metric = comparison.observation.metric
    low, high = comparison.difference_low, comparison.difference_high
    assert low is not None
    assert high is not None
    rising, level = high > 0, _LEVEL_OR if _may_be_level(comparison) else ""
    if metric.is_ratio:
        verb = "提高" if rising else "下降"
        return f"{level}{verb}{_outward(low, high)}个百分点"
    said = f"{level}{'增加' if rising else '减少'}{_outward(low, high)}{metric.unit}"
    rates = comparison.rate_low, comparison.rate_high
    if rates[0] is None or rates[1] is None:
        return said
    verb = "增长" if rising else "下降"
    bounds = _outward(rates[0], rates[1], "%")
    return f"{said}，{verb}{'' if bounds.startswith('不') else '约'}{bounds}"


def _may_be_level(comparison: Comparison) -> bool:
    """Whether the end of a range that lies at 0 is closed (80%以上 beside 80%)."""
    now = comparison.observation.figure.interval
    then = comparison.base.interval if comparison.base else None
    if now is None or then is None:
        return False
    if comparison.difference_low == 0:
        return not (now.lower_open or then.upper_open)
    return comparison.difference_high == 0 and not (now.upper_open or then.lower_open)


def _outward(low: Decimal, high: Decimal, unit: str = "") -> str:
    """Two bounds of one sign as 20至40, rounded outward to whole numbers, without sign."""
    ends = sorted((abs(low), abs(high)))
    least = ends[0].to_integral_value(ROUND_FLOOR)
    most = ends[1].to_integral_value(ROUND_CEILING)
    if least == most:
        return f"{plain(most):f}{unit}"
    if least == 0:
        return f"不超过{plain(most):f}{unit}"
    return f"{plain(least):f}{unit}至{plain(most):f}{unit}"


def _approximate(comparison: Comparison) -> str:
    """In whole numbers; what is lost by that is said in words (有所增加), never as 0."""
    metric = comparison.observation.metric
    value = comparison.points if metric.is_ratio else comparison.difference
    assert value is not None
    whole, rate = rounded(value, 0), rounded(comparison.rate or Decimal(0), 0)
    up, more, grow = ("提高", "有所提高", "") if metric.is_ratio else ("增加", "有所增加", "增长")
    down, less, fall = ("下降", "有所下降", "") if metric.is_ratio else ("减少", "有所减少", "下降")
    said = []
    if whole:
        unit = "个百分点" if metric.is_ratio else metric.unit
        said.append(f"约{up if whole > 0 else down}{abs(whole):f}{unit}")
    if rate:
        said.append(f"约{grow if rate > 0 else fall}{abs(rate):f}%")
    if said:
        return "，".join(said)
    if comparison.rising is None:
        return _LEVEL
    said_so = more if comparison.rising else less
    return f"{_LEVEL_OR}{said_so}" if comparison.level else said_so


_LEVEL, _LEVEL_OR = "大致持平", "持平或"


def definition_note(observation: Observation) -> str:
    """第1版口径, where a figure is not counted by the definition in force; "" else."""
    if observation.in_force or observation.definition is None:
        return ""
    return f"第{observation.definition.version}版口径"


def subject_of(observation: Observation) -> str:
    """What a sentence is about: the metric, and its definition where two stand on the page."""
    note, metric = definition_note(observation), observation.metric
    twins = [o for o in observation.summary.observations if o.metric == metric]
    several = len({o.definition for o in twins}) > 1
    return f"{metric.name}（{note}）" if note and several else metric.name


def sentence(comparison: Comparison, settings: Settings) -> str:
    """The comparison in one sentence ready to paste:
    基层工会组织数149个，比上年增加55个，增长58.51%。"""
    observation = comparison.observation
    base, metric = comparison.base, observation.metric
    subject = f"{subject_of(observation)}{spoken(observation.figure, metric)}"
    if comparison.outcome is Outcome.UNCHANGED and base is not None and base.value == 0:
        subject = f"{subject_of(observation)}{measured(base.value, metric)}"  # 0 at its places too
    if comparison.outcome is Outcome.NO_VALUE:
        return f"{subject_of(observation)}：{comparison.reason}。"
    computed = comparison.outcome not in (Outcome.NO_BASE, Outcome.NOT_COMPARABLE)
    note = footnote(comparison) if computed else ""
    return f"{subject}，{clause(comparison, settings)}{note}。"


def clause(comparison: Comparison, settings: Settings) -> str:
    """What a sentence says of the change, after its subject: 比上年增加55个，增长58.51%, 与上年持平;
    of a figure without value why it has none."""
    phrase = comparison.base_phrase or "上期"
    match comparison.outcome:
        case Outcome.NO_VALUE:
            return comparison.reason
        case Outcome.NO_BASE:
            return f"{comparison.reason}，无可比基数"
        case Outcome.NOT_COMPARABLE:
            return f"与{phrase}不可比：{comparison.reason}"
        case Outcome.UNDETERMINED:
            return f"与{phrase}相比增减不能判定"
        case Outcome.UNCHANGED:
            return f"与{phrase}持平"
        case Outcome.BASE_ZERO:
            return f"{phrase}为0，{change(comparison, settings)}"
    changed = change(comparison, settings)
    with_ = changed == _LEVEL or changed.startswith(_LEVEL_OR)
    return f"{'与' if with_ else '比'}{phrase}{changed}"


def footnote(comparison: Comparison) -> str:
    """（按可比口径计算，…） after a change that was not computed on the published base; "" else."""
    if comparison.restated and comparison.base is not None:
        metric = comparison.observation.metric
        bases = f"可比基数{spoken(comparison.base, metric)}"
        published = comparison.published_base
        if published is not None:
            kind = "推算数" if comparison.published_derived else "公布数"
            kind = kind if published.is_number else ""
            bases += f"，{comparison.base_phrase}{kind}{spoken(published, metric)}"
        return f"（按可比口径计算，{bases}）"
    if comparison.derived and comparison.base is not None:
        base = spoken(comparison.base, comparison.observation.metric)
        return f"（{comparison.base_phrase}{base}为推算）"
    return ""
