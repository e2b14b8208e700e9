"""An independent recomputation of comparisons.csv from values.csv and the registries in data/.

This module must never import the package `gonghui`: it is the other side of a cross-check. It
knows the rules from contract.md only, reads nothing but the published values and the YAML
registries, and calculates with `Fraction`, never with the product's own arithmetic.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

KEY = ("unit_id", "period", "class", "campaign", "scope", "metric_id", "basis")
NUMBERS = ("value", "base_value", "difference", "difference_low", "difference_high")
RATES = ("rate", "rate_low", "rate_high", "points")
FIELDS = ("base_period", *NUMBERS, *RATES, "outcome", "derived")
Key = tuple[str, ...]
Row = dict[str, str]

RESTATED_REASON = "按可比口径计算"
COMPARED_CLASSES = ("summary", "special")
SCOPES = ("own", "consolidated")
BREAKING_EVENTS = ("合并", "分设")
PLACES = 10


def show(number: Fraction | None) -> str:
    """A plain decimal: half-up (away from zero) to 10 places, trailing zeros dropped."""
    if number is None:
        return ""
    units = int(abs(number) * 10**PLACES + Fraction(1, 2))
    whole, part = divmod(units, 10**PLACES)
    text = f"{whole}.{part:0{PLACES}d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and units else text


def read_csv(path: Path) -> list[Row]:
    """The rows of one published file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Registry:
    """The parts of data/ that comparisons depend on."""

    def __init__(self, data: Path) -> None:
        def load(name: str) -> Any:
            return yaml.safe_load((data / name).read_text(encoding="utf-8"))

        metrics = load("metrics.yml")
        self.metrics = {m["id"]: m for m in metrics["metrics"] + metrics["components"]}
        units = load("units.yml")
        self.events = {
            unit["id"]: [e for e in unit.get("events", []) if e["type"] in BREAKING_EVENTS]
            for unit in units
        }
        self.active = {unit["id"]: unit.get("active", {}) for unit in units}
        self.starts = {
            name: tuple(map(int, str(day).split("-")))
            for name, day in load("settings.yml").items()
            if re.fullmatch(r"\d\d-\d\d", str(day))
        }

    def divided_between(self, unit: str, base_period: str, period: str) -> bool:
        """Whether the unit was divided after the base and up to the period's end, or merged between
        two campaigns, whose predecessors nobody can tell."""
        campaign = split_period(period)[0] == "campaign"
        return any(
            campaign or event["type"] == "分设" for event in self.between(unit, base_period, period)
        )

    def between(self, unit: str, base_period: str, period: str) -> list[Any]:
        """The events after the base's last day and up to the period's."""
        after, until = self.last_day(base_period), self.last_day(period)
        return [event for event in self.events[unit] if after < event["date"] <= until]

    def ancestry(self, unit: str, base_period: str, period: str) -> list[str]:
        """The unit itself and all that were merged into it since, as far as they were there."""
        found = self.lineage(unit, base_period, period)
        return [one for one in found if self.there(one, base_period)]

    def lineage(self, unit: str, base_period: str, period: str) -> list[str]:
        """The same, whether they were there or not."""
        found, open_ = [], [unit]
        while open_:
            one = open_.pop(0)
            if one not in found:
                found.append(one)
                merged = [e for e in self.between(one, base_period, period) if e["type"] == "合并"]
                open_ += [source for event in merged for source in event["from"]]
        return found

    def there(self, unit: str, period: str) -> bool:
        """Whether the unit was there on any day of the period."""
        span = self.active[unit]
        starts, ends = span.get("from", date.min), span.get("to", date.max)
        return starts <= self.last_day(period) and ends >= self.first_day(period)

    def first_day(self, period: str) -> date:
        """The first day of a period of a regular kind: a day after the last one before it."""
        kind, (year, number) = split_period(period)
        if kind in ("ytd", "year"):
            return date(year, 1, 1)
        count = {"half": 2, "quarter": 4, "month": 12, "term": 2}.get(kind, 1)
        back = (year - 1, count) if number <= 1 else (year, number - 1)
        before = name_period(kind, *(back if count > 1 else (year - 1, number)))
        return self.last_day(before) + timedelta(days=1)

    def last_day(self, period: str) -> date:
        """The last day of a period that can be a base or have one."""
        kind, (year, number) = split_period(period)
        if kind == "campaign":
            return date.fromisoformat(period[12:])
        if kind in ("term", "school_year"):
            first_term = (kind, number) == ("term", 1)
            start = self.starts["second_term_starts" if first_term else "first_term_starts"]
            return date(year + 1, *start) - timedelta(days=1)
        if kind == "stat_year":
            end = date(year, *self.starts["statistical_year_starts"]) - timedelta(days=1)
            return end if end.year == year else date(year, 12, 31)
        month = {"year": 12, "half": 6 * number, "quarter": 3 * number}.get(kind, number)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


# Kind: how its id is read, and how it is made of year, number within the year and year + 1.
KINDS = {
    "year": (r"(\d{4})", "{0}"),
    "half": (r"(\d{4})-H([12])", "{0}-H{1}"),
    "quarter": (r"(\d{4})-Q([1-4])", "{0}-Q{1}"),
    "month": (r"(\d{4})-(\d\d)", "{0}-{1:02d}"),
    "ytd": (r"(\d{4})-01--\d{4}-(\d\d)", "{0}-01--{0}-{1:02d}"),
    "term": (r"(\d{4})-\d{4}-T([12])", "{0}-{2}-T{1}"),
    "school_year": (r"(\d{4})-\d{4}", "{0}-{2}"),
    "stat_year": (r"(\d{4})-SY", "{0}-SY"),
    "campaign": (r"\d{4}-\d\d-\d\d--(\d{4})-\d\d-\d\d", ""),
}


def split_period(period: str) -> tuple[str, tuple[int, int]]:
    """Kind, (first) year and number within the year; a campaign's year is the one it ends in.

    Periods that never have a base (several years, masked) are of kind "other".
    """
    for kind, (shape, _) in KINDS.items():
        if match := re.fullmatch(shape, period):
            year, *number = map(int, match.groups())
            return kind, (year, number[0] if number else 0)
    return "other", (0, 0)


def name_period(kind: str, year: int, number: int) -> str:
    """The inverse of `split_period`, campaigns apart."""
    return KINDS[kind][1].format(year, number, year + 1)


@dataclass(frozen=True)
class Figure:
    """A published figure. `nominal` is the number to name, a range's being its middle."""

    value: Fraction | None
    nominal: Fraction | None
    low: Fraction | None  # None in a bounded figure: infinite
    high: Fraction | None
    bounded: bool
    exact: bool
    measure_unit: str
    version: str
    url: str
    derived: bool = False
    parts: tuple[Fraction, Fraction] | None = None


def read_figure(row: Row, ratio: bool) -> Figure:
    """The figure of one row; a ratio is taken from its parts, which are exact."""

    def number(column: str) -> Fraction | None:
        return Fraction(row[column]) if row[column] else None

    value, low, high = number("value"), number("lower"), number("upper")
    numerator, denominator = number("numerator"), number("denominator")
    if ratio and numerator is not None and denominator is not None:
        value = 100 * numerator / denominator
    qualifier, nominal = row["qualifier"], value
    exact = qualifier == "exact" and value is not None
    if exact:
        low = high = value
    elif qualifier == "range" and low is not None and high is not None:
        nominal = (low + high) / 2
    bounded = nominal is not None and qualifier != "approx"
    texts = (row["measure_unit"], row["definition_version"], row["url"])
    parts = None
    if ratio and numerator is not None and denominator is not None:
        parts = (numerator, denominator)
    return Figure(value, nominal, low, high, bounded, exact, *texts, parts=parts)


def base_periods(period: str, metric: Row) -> Iterator[tuple[str, str]]:
    """(basis, id of the base period) for every basis the kind of period defines."""
    kind, (year, number) = split_period(period)
    if kind in ("other", "campaign"):
        return
    yield "yoy", name_period(kind, year - 1, number)
    count = {"half": 2, "quarter": 4, "month": 12, "term": 2}.get(kind)
    if count:
        back = (year - 1, count) if number == 1 else (year, number - 1)
        yield "preceding", name_period(kind, *back)
    if metric["type"] == "stock" and kind in ("half", "quarter", "month", "ytd"):
        yield "since_year_end", name_period("year", year - 1, 0)


def campaign_before(period: str, periods: Iterable[str]) -> str:
    """The campaign period that ended in the calendar year before, or ""."""
    wanted = ("campaign", (split_period(period)[1][0] - 1, 0))
    return next((p for p in periods if split_period(p) == wanted), "")


def find_base(
    registry: Registry, unit: str, found: dict[str, Figure], period: str, metric: Row
) -> Figure | None:
    """The figure of a base period, if need be a flow's second half-year = year − first half."""
    adds_up = metric["type"] == "flow" and metric.get("across_time", "sum") == "sum"
    if period in found or not adds_up or not period.endswith("-H2"):
        return found.get(period)
    whole, first = found.get(period[:4]), found.get(f"{period[:4]}-H1")
    if whole is None or first is None or whole.nominal is None or first.nominal is None:
        return None
    if registry.between(unit, f"{period[:4]}-H1", period):  # merged or divided in the second half
        return None
    alike = whole.measure_unit == first.measure_unit and whole.version == first.version
    if not (whole.exact and first.exact and alike):
        return None
    rest = whole.nominal - first.nominal
    if rest < 0:
        return None
    return replace(whole, value=rest, nominal=rest, low=rest, high=rest, derived=True)


def put_together(found: list[Figure], metric: Row) -> Figure | None:
    """The figure of all: counts summed with their bounds, ratios from their summed parts."""
    first, derived = found[0], any(f.derived for f in found)
    if metric.get("across_units", "sum") == "none":
        return None
    if metric["type"] == "ratio":
        parts = [f.parts for f in found if f.exact and f.parts]
        below = sum(p[1] for p in parts)
        if len(parts) < len(found) or not below:
            return None
        value = 100 * sum(p[0] for p in parts) / below
        return replace(first, value=value, nominal=value, low=value, high=value, derived=derived)
    if all(f.exact for f in found):
        value = sum((f.nominal or Fraction(0) for f in found), Fraction(0))
        return replace(first, value=value, nominal=value, low=value, high=value, derived=derived)
    low, high = (
        sum(ends, Fraction(0)) if all(e is not None for e in ends) else None
        for ends in (
            [f.low if f.bounded else None for f in found],
            [f.high if f.bounded else None for f in found],
        )
    )
    bounded = low is not None or high is not None
    if low is not None and high is not None:
        value, nominal = None, (low + high) / 2
    elif bounded:
        value = nominal = low if low is not None else high
    else:
        value = nominal = sum((f.nominal or Fraction(0) for f in found), Fraction(0))
    return replace(
        first, value=value, nominal=nominal, low=low, high=high, bounded=bounded, exact=False,
        derived=derived,
    )  # fmt: skip


def base_of(
    series: Series, key: Key, period: str, base_period: str, registry: Registry, version: str
) -> tuple[Figure | None, bool]:
    """The figure to compare with, and whether a merger keeps it from being one. The version is that
    of the first among merged units that has another than `version`."""
    metric = registry.metrics[key[4]]
    kind = split_period(period)[0]
    units = [key[0]]
    if kind != "campaign":
        units = registry.ancestry(key[0], base_period, period) or units
    if units == [key[0]]:
        return find_base(registry, key[0], series.get(key, {}), base_period, metric), False
    for one in registry.lineage(key[0], base_period, period)[1:]:
        if any(event["type"] == "分设" for event in registry.between(one, base_period, period)):
            return None, True
    every = [
        find_base(registry, u, series.get((u, *key[1:]), {}), base_period, metric) for u in units
    ]
    usable = [
        f for f in every if f and f.nominal is not None and f.measure_unit in ("", metric["unit"])
    ]
    if not usable:
        return None, False
    whole = put_together(usable, metric) if len(usable) == len(units) else None
    if whole is None:
        return None, True
    other = next((f.version for f in usable if f.version != version), version)
    return replace(whole, version=other), False


def growth(now: Fraction | None, base: Fraction | None) -> str:
    """100 × (now − base) / base, or "" where that has no meaning."""
    if now is None or base is None or base <= 0 or now < 0:
        return ""
    return show(100 * (now - base) / base)


def measure(figure: Figure, base: Figure, metric: Row) -> Row:
    """Outcome and numbers of two figures that may be compared."""
    ratio = metric["type"] == "ratio"
    now, then = figure.nominal, base.nominal
    assert now is not None
    assert then is not None
    gap = now - then
    plain = {"points" if ratio else "difference": show(gap)}
    rate = {} if ratio else {"rate": growth(now, then)}
    if figure.exact and base.exact:
        decimals = int(metric.get("decimals", 2 if ratio else 0))
        if abs(gap) * 10**decimals < Fraction(1, 2):
            return plain | rate | {"outcome": "unchanged"}
        if then == 0 and now > 0:
            return plain | {"outcome": "base_zero"}
        if then < 0 or now < 0:
            return plain | {"outcome": "sign_change"}
        return plain | rate | {"outcome": "increased" if gap > 0 else "decreased"}
    if not (figure.bounded and base.bounded):
        return plain | rate | {"outcome": "approximate"}
    low = None if figure.low is None or base.high is None else figure.low - base.high
    high = None if figure.high is None or base.low is None else figure.high - base.low
    bounds = {"difference_low": show(low), "difference_high": show(high)}
    if not ratio and all(f.low is not None and f.low >= 0 for f in (figure, base)):
        bounds["rate_low"] = growth(figure.low, base.high)
        bounds["rate_high"] = growth(figure.high, base.low)
    if (low is None or low < 0) and (high is None or high > 0):
        return bounds | {"outcome": "undetermined"}
    if low is None or high is None:
        return plain | rate | {"outcome": "approximate"}
    return bounds | {"outcome": "range"}


Series = dict[Key, dict[str, Figure]]  # by unit, class, campaign, scope and metric; by period
Restated = dict[tuple[Key, str, str], Figure]  # by series, period and page


def read_figures(values_csv: Path, registry: Registry) -> tuple[Series, Restated]:
    """The figures that enter comparisons, and the restated bases beside them."""
    series: Series = {}
    restated: Restated = {}
    rows = read_csv(values_csv)
    # A page of the very period goes before a page that reports the period inside its own.
    for row in sorted(rows, key=lambda row: row["period"] != row["url"].split("/")[1]):
        if row["metric_id"] and row["class"] in COMPARED_CLASSES and row["part"] in ("", "base"):
            key, period = tuple(row[c] for c in KEY if c not in ("period", "basis")), row["period"]
            figure = read_figure(row, registry.metrics[row["metric_id"]]["type"] == "ratio")
            if row["part"]:
                restated[key, period, figure.url] = figure
            else:
                series.setdefault(key, {}).setdefault(period, figure)
    return series, restated


def recompute(values_csv: Path, data: Path) -> dict[Key, Row]:
    """Every row that comparisons.csv must have, by key, as the strings it must hold.

    `reason` is given only for a restated base, where it is one fixed phrase.
    """
    registry = Registry(data)
    series, restated = read_figures(values_csv, registry)
    rows: dict[Key, Row] = {}
    for key, found in series.items():
        unit, class_, campaign, scope, metric_id = key
        metric = registry.metrics[metric_id]
        others = [series.get((*key[:3], s, metric_id), {}) for s in SCOPES if s != scope]
        elsewhere = {period for other in others for period in other}
        for period, figure in found.items():
            if figure.measure_unit not in ("", metric["unit"]):
                continue  # a foreign unit, shown as written
            bases = list(base_periods(period, metric))
            if class_ == "special" and split_period(period)[0] == "campaign":
                bases = [("yoy", campaign_before(period, found))]
            for basis, base_period in bases:
                base, kept_apart = base_of(
                    series, key, period, base_period, registry, figure.version
                )
                own_base = restated.get((key, period, figure.url)) if basis == "yoy" else None
                if figure.nominal is None:
                    result = {"outcome": "no_value"}
                elif own_base is not None and own_base.nominal is not None:
                    base = own_base
                    result = measure(figure, base, metric) | {"reason": RESTATED_REASON}
                elif kept_apart:
                    result = {"outcome": "not_comparable"}
                elif base is None:
                    wanted = base_period or campaign_before(period, elsewhere)
                    result = {"outcome": "not_comparable" if wanted in elsewhere else "no_base"}
                    result |= {"base_period": wanted} if wanted in elsewhere else {}
                elif base.nominal is None:
                    result = {"outcome": "no_base"}
                elif (
                    base.measure_unit not in ("", metric["unit"])
                    or base.version != figure.version
                    or registry.divided_between(unit, base_period, period)
                ):
                    result = {"outcome": "not_comparable"}
                else:
                    result = measure(figure, base, metric)
                foreign = base is not None and base.measure_unit not in ("", metric["unit"])
                known = {
                    "base_period": base_period,
                    "value": show(figure.value),
                    "base_value": show(base.value) if base and not foreign else "",
                    "derived": "true" if base and base.derived else "false",
                }
                row_key = (unit, period, class_, campaign, scope, metric_id, basis)
                rows[row_key] = dict.fromkeys((*FIELDS, "reason"), "") | known | result
    return rows
