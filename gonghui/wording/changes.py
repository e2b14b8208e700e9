"""Changes as an official text says them: 比上年增加55个，增长58.51%.

Source: contract.md §5.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..change import Change, Outcome
from ..figure import plain, rounded
from ..registry import Settings
from .numbers import measured, spoken


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


def change(comparison: Change, settings: Settings) -> str:
    """The change alone, as a table's cell or the end of a sentence: 增加55个，增长58.51%."""
    metric = comparison.metric
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


def _range(comparison: Change) -> str:
    metric = comparison.metric
    low, high = comparison.difference_low, comparison.difference_high
    assert low is not None
    assert high is not None
    rising, level = high > 0, _LEVEL_OR if _may_be_level(comparison) else ""
    if metric.is_ratio:
        verb = "提高" if rising else "下降"
        return f"{level}{verb}{outward(low, high)}个百分点"
    said = f"{level}{'增加' if rising else '减少'}{outward(low, high)}{metric.unit}"
    rates = comparison.rate_low, comparison.rate_high
    if rates[0] is None or rates[1] is None:
        return said
    verb = "增长" if rising else "下降"
    bounds = outward(rates[0], rates[1], "%")
    return f"{said}，{verb}{'' if bounds.startswith('不') else '约'}{bounds}"


def _may_be_level(comparison: Change) -> bool:
    """Whether the end of a range that lies at 0 is closed (80%以上 beside 80%)."""
    now = comparison.figure.interval
    then = comparison.base.interval if comparison.base else None
    if now is None or then is None:
        return False
    if comparison.difference_low == 0:
        return not (now.lower_open or then.upper_open)
    return comparison.difference_high == 0 and not (now.upper_open or then.lower_open)


def outward(low: Decimal, high: Decimal, unit: str = "") -> str:
    """Two bounds of one sign as 20至40, rounded outward to whole numbers, without sign."""
    ends = sorted((abs(low), abs(high)))
    least = ends[0].to_integral_value(ROUND_FLOOR)
    most = ends[1].to_integral_value(ROUND_CEILING)
    if least == most:
        return f"{plain(most):f}{unit}"
    if least == 0:
        return f"不超过{plain(most):f}{unit}"
    return f"{plain(least):f}{unit}至{plain(most):f}{unit}"


def _approximate(comparison: Change) -> str:
    """In whole numbers; what is lost by that is said in words (有所增加), never as 0."""
    metric = comparison.metric
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


def said_of(subject: str, change_: Change, settings: Settings, note: str = "") -> str:
    """A change in one sentence, after the name of what changed; `note` follows where something was
    computed."""
    base, metric = change_.base, change_.metric
    if change_.outcome is Outcome.NO_VALUE:
        return f"{subject}：{change_.reason}。"
    number = spoken(change_.figure, metric)
    if change_.outcome is Outcome.UNCHANGED and base is not None and base.value == 0:
        number = measured(base.value, metric)  # 0 at its places too
    said = clause(change_, settings)
    return f"{subject}{number}，{said}{note if change_.computed else ''}。"


def clause(comparison: Change, settings: Settings) -> str:
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
