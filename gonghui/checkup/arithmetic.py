"""Arithmetic: figures of one summary that cannot be true together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..corpus import Corpus
from ..figure import Interval, percent, plain, rounded
from ..registry.unit import Scope
from ..summary import Summary
from ..summary.entry import Breakdown, Entry
from ..summary.observation import Observation, agrees, components
from .findings import Findings

MONEY = ("元", "万元", "亿元")  # only money may fall below zero


def check_arithmetic(corpus: Corpus, findings: Findings, summaries: Iterable[Summary]) -> None:
    """What cannot be true together, on each of these pages."""
    for summary in summaries:
        for entry, code, message in _checks(summary):
            findings.tell(summary.path, entry.position, code, message)


Check = tuple[Entry, str, str]  # the message is "" where the figures agree


def _checks(summary: Summary) -> Iterator[Check]:
    for entry in summary.metrics:
        if entry.metric is None or entry.foreign:
            continue
        yield from bounds(entry)
        yield from _counted(entry)
        yield from _sums(entry, "分项", entry.parts)
        yield from _sums(entry, "级别", entry.levels)
        yield from _stated(entry)
        yield from _target(entry)
    yield from _between(summary)


def shown(number: Decimal | None, places: int = 2) -> str:
    """A number in a message: plain, at most two decimals, no trailing zeros."""
    return "" if number is None else f"{plain(rounded(number, places)):f}"


def bounds(entry: Entry) -> Iterator[Check]:
    """A figure over its metric's cap, or below zero. figure-metric.js tells the same in the form."""
    metric, figure = entry.metric, entry.figure
    assert metric is not None
    low = figure.lower if figure.value is None else figure.value
    high = figure.upper if figure.value is None else figure.value
    if metric.cap is not None and high is not None and high > metric.cap:
        yield (
            entry,
            "over-cap",
            f"{metric.name}{shown(high)}{metric.unit}大于{shown(metric.cap)}{metric.unit}。"
            f"请核对分子分母。例：{metric.name}: 98%",
        )
    elif metric.cap is not None and low is not None and low >= metric.cap and figure.lower_open:
        yield (
            entry,
            "over-cap",
            f"{metric.name}{figure.as_written}，上限是{shown(metric.cap)}{metric.unit}。"
            f"请核对分子分母。例：{metric.name}: 98%",
        )
    elif metric.cap is not None and (low is not None or high is not None):
        yield entry, "over-cap", ""
    if low is not None and low < 0 and metric.unit not in MONEY:
        yield (
            entry,
            "negative",
            f"{metric.name}不能小于零，这里是{figure.as_written}。请核对。例：{metric.name}: 34{metric.unit}",
        )


def _counted(entry: Entry) -> Iterator[Check]:
    """65.5个: what is counted one by one has no decimals, unless the dictionary gives it some."""
    metric, value = entry.metric, entry.figure.value
    assert metric is not None
    one_by_one = not (metric.is_ratio or metric.decimals) and len(set(metric.words.values())) == 1
    if value is not None and one_by_one and value != value.to_integral_value():
        yield (
            entry,
            "not-whole",
            f"{metric.name}{entry.figure.as_written}有小数，{metric.unit}数应是整数。请核对；"
            "指标确实可以有小数的，请维护人在 data/metrics.yml 里写 decimals。"
            f"例：{metric.name}: {shown(value, 0)}{metric.unit}",
        )


def _sums(entry: Entry, what: str, breakdown: Breakdown) -> Iterator[Check]:
    if not breakdown or not entry.figure.is_number:
        return
    whole, parts = entry.figure.interval, [figure.interval for _, figure in breakdown]
    if whole is None or any(part is None for part in parts):
        return
    total = add([part for part in parts if part is not None])
    if overlap(whole, total):
        yield entry, "parts-sum", ""
        return
    listed = "+".join(figure.as_written for _, figure in breakdown)
    exact = total.lower == total.upper
    result = f"={shown(total.lower)}" if exact else ""
    yield (
        entry,
        "parts-sum",
        f"{entry.name}的{what}合计与总数不符：{listed}{result}，总数是{entry.figure.as_written}。"
        "请补全分项或改正总数。例：{value: 6家, parts: {企业: 4, 村社区: 2}}",
    )


def _stated(entry: Entry) -> Iterator[Check]:
    stated, figure = entry.stated, entry.figure
    if stated is None or not figure.exact or figure.value is None or not stated.is_number:
        return
    if not entry.metric or not entry.metric.is_ratio:
        return
    if agrees(figure.value, stated):
        yield entry, "stated-mismatch", ""
        return
    yield (
        entry,
        "stated-mismatch",
        f"{entry.name}按{figure.as_written}算是{shown(figure.value)}%，文中写的是{stated.as_written}。"
        "请核对后改正；原文确实如此时写进 accept。"
        f"例：accept: [{{code: stated-mismatch, metric: {entry.name}, reason: 写明原因}}]",
    )


def _target(entry: Entry) -> Iterator[Check]:
    target, rate, figure = entry.target, entry.target_rate, entry.figure
    if target is None or rate is None or not rate.is_number:
        return
    if not (figure.exact and target.exact and figure.value is not None and target.value):
        return
    done = percent(figure.value, target.value)
    message = (
        f"{entry.name}完成{figure.as_written}，任务{target.as_written}，完成率应是{shown(done)}%，"
        f"这里写的是{rate.as_written}。请核对后改正。"
    )
    yield entry, "target-mismatch", "" if agrees(done, rate) else message


def _between(summary: Summary) -> Iterator[Check]:
    """What holds between two metrics of one page, of the same scope and period."""
    # Of two that count by different definitions, the one in force stands for the metric.
    in_order = sorted(summary.observations, key=lambda o: o.in_force)
    made = {(o.metric.id, o.scope, o.period.id): o for o in in_order}
    for observation in summary.observations:
        if observation.foreign:
            continue
        yield from _components(observation, made)
        for above_id in (observation.metric.parent, observation.metric.at_most):
            above = made.get((above_id or "", observation.scope, observation.period.id))
            if above is None or above.foreign:
                continue
            one, two = observation.figure.interval, above.figure.interval
            if one is None or two is None:
                continue
            message = (
                f"{observation.metric.name}{observation.figure.as_written}大于"
                f"{above.metric.name}{above.figure.as_written}。请核对两个数。"
            )
            wrong = certainly_above(one, two)
            yield observation.entries[0], "part-above-whole", message if wrong else ""


def _components(
    observation: Observation, made: dict[tuple[str, Scope, str], Observation]
) -> Iterator[Check]:
    metric, figure = observation.metric, observation.figure
    if not metric.is_ratio or not figure.is_number:
        return
    parts = components(metric, made, observation.scope, observation.period.id)
    if parts is None:
        return
    computed = percent(*parts)
    if figure.numerator is not None:
        wrong = (figure.numerator, figure.denominator) != parts and computed != figure.value
    else:
        wrong = not agrees(computed, figure)
    message = (
        f"{metric.name}写的是{figure.as_written}，本页的分子分母是{shown(parts[0])}/{shown(parts[1])}，"
        f"算出来是{shown(computed)}%。请核对三个数。"
    )
    yield observation.entries[0], "components-mismatch", message if wrong else ""


def add(intervals: list[Interval]) -> Interval:
    """The interval of a sum: the bounds added; open where any end is open."""
    lower: Decimal | None = Decimal(0)
    upper: Decimal | None = Decimal(0)
    lower_open = upper_open = False
    for one in intervals:
        lower = None if lower is None or one.lower is None else lower + one.lower
        upper = None if upper is None or one.upper is None else upper + one.upper
        lower_open, upper_open = lower_open or one.lower_open, upper_open or one.upper_open
    return Interval(lower, upper, lower_open, upper_open)


def overlap(one: Interval, two: Interval) -> bool:
    """Whether one value can lie in both."""

    def apart(low: Interval, high: Interval) -> bool:
        if low.upper is None or high.lower is None:
            return False
        touching = low.upper == high.lower and (low.upper_open or high.lower_open)
        return low.upper < high.lower or touching

    return not apart(one, two) and not apart(two, one)


def certainly_above(one: Interval, two: Interval) -> bool:
    """Whether every value of the one is more than every value of the other."""
    if one.lower is None or two.upper is None:
        return False
    return one.lower > two.upper or (one.lower == two.upper and (one.lower_open or two.upper_open))
