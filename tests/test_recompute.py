"""The published statistics, arrived at a second time by code that shares nothing with the product.

`built_site` is the repository's own sample, built; see recompute.py for the other side.
"""

from __future__ import annotations

import ast
import csv
import inspect
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.recompute import (
    FIELDS,
    KEY,
    NUMBERS,
    RATES,
    Key,
    Registry,
    Row,
    read_csv,
    recompute,
    split_period,
)

DATA = Path(__file__).resolve().parent.parent / "data"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

# contract.md §7, in its order.
COLUMNS = {
    "values.csv": (
        "unit_id, unit, unit_type, period, edtf, class, campaign, scope, metric_id, metric, part,"
        " value, qualifier, lower, upper, lower_open, upper_open, state, numerator, denominator,"
        " measure_unit, as_written, definition_version, restated_base, data_status, as_of, url"
    ),
    "comparisons.csv": (
        "unit_id, period, class, campaign, scope, metric_id, basis, base_period, value,"
        " base_value, difference, difference_low, difference_high, rate, rate_low, rate_high,"
        " points, outcome, reason, derived, sentence"
    ),
}
VALUES_KEY = ("unit_id", "period", "class", "campaign", "scope", "metric_id", "metric", "part")
SORT_KEYS = {"values.csv": VALUES_KEY, "comparisons.csv": KEY}
VALUES_NUMBERS = ("value", "lower", "upper", "numerator", "denominator", "restated_base")
NUMERIC = {"values.csv": VALUES_NUMBERS, "comparisons.csv": (*NUMBERS, *RATES)}
PLAIN_DECIMAL = re.compile(r"-?(0|[1-9]\d*)(\.\d{0,9}[1-9])?")

each_file = pytest.mark.parametrize("name", COLUMNS)


def published(site: Path) -> dict[Key, Row]:
    """comparisons.csv by key."""
    rows = read_csv(site / "data" / "comparisons.csv")
    by_key = {tuple(row[column] for column in KEY): row for row in rows}
    assert len(by_key) == len(rows), "two rows of one key"
    return by_key


def disagreements(ours: dict[Key, Row], theirs: dict[Key, Row]) -> dict[Key, dict[str, str]]:
    """By key, each field that differs: "recomputed ≠ published"."""
    found = {}
    for key in sorted(ours.keys() & theirs.keys()):
        mine, other = ours[key], theirs[key]
        fields = {f: f"{mine[f]!r} ≠ {other[f]!r}" for f in FIELDS if mine[f] != other[f]}
        if fields:
            found[key] = fields
    return found


def test_shares_no_code_with_the_product() -> None:
    tree = ast.parse(Path(inspect.getfile(recompute)).read_text(encoding="utf-8"))
    imported = {
        alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names
    }
    imported |= {n.module or "." for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} - sys.stdlib_module_names == {"yaml"}


def test_same_keys(built_site: Path) -> None:
    ours, theirs = recompute(built_site / "data" / "values.csv", DATA), published(built_site)
    assert sorted(ours.keys() - theirs.keys()) == [], "not published"
    assert sorted(theirs.keys() - ours.keys()) == [], "published without ground"


def test_every_row_agrees(built_site: Path) -> None:
    ours, theirs = recompute(built_site / "data" / "values.csv", DATA), published(built_site)
    assert disagreements(ours, theirs) == {}
    # Agreement says little about outcomes that never occur.
    assert {row["outcome"] for row in theirs.values()} >= {
        "increased", "decreased", "unchanged", "base_zero", "no_base", "no_value",
        "not_comparable", "range", "undetermined", "approximate",
    }  # fmt: skip
    assert {row["basis"] for row in theirs.values()} == {"yoy", "preceding", "since_year_end"}
    assert {row["derived"] for row in theirs.values()} == {"true", "false"}


def test_reason_exactly_where_one_is_due(built_site: Path) -> None:
    ours, theirs = recompute(built_site / "data" / "values.csv", DATA), published(built_site)
    for key, row in theirs.items():
        restated = ours[key]["reason"]
        due = row["outcome"] in ("no_value", "no_base", "not_comparable") or bool(restated)
        assert bool(row["reason"]) == due, key
        assert not restated or row["reason"] == restated, key
    assert any(row["reason"] for row in ours.values()), "the sample has no restated base"


@pytest.mark.parametrize(
    ("metric", "base_value", "rate"),
    [("grassroots_unions", "94", "58.5106382979"), ("members", "4680", "58.1623931624")],
)
def test_seed_growth_rates(built_site: Path, metric: str, base_value: str, rate: str) -> None:
    key = ("township-enterprises", "2002", "summary", "", "own", metric, "yoy")
    for rows in (published(built_site), recompute(built_site / "data" / "values.csv", DATA)):
        row = rows[key]
        assert (row["base_value"], row["rate"]) == (base_value, rate)
        assert (row["outcome"], row["base_period"]) == ("increased", "2001")


def test_restated_base_stands_on_its_headline_row(built_site: Path) -> None:
    rows = read_csv(built_site / "data" / "values.csv")
    place = VALUES_KEY[:-1]
    bases = {tuple(r[c] for c in place): r["value"] for r in rows if r["part"] == "base"}
    repeated = {tuple(r[c] for c in place): r["restated_base"] for r in rows if r["restated_base"]}
    assert repeated == bases
    assert bases
    assert all(r["part"] == "" for r in rows if r["restated_base"])


def test_definition_in_force_on_the_last_day(built_site: Path) -> None:
    """The recomputation takes definition_version as published; here it is checked itself.

    No figure of the sample overrides it by `definition:`.
    """
    registry, versions = Registry(DATA), set()
    for row in read_csv(built_site / "data" / "values.csv"):
        if row["part"] or not row["metric_id"] or split_period(row["period"])[0] == "other":
            continue
        last = registry.last_day(row["period"])
        definitions = registry.metrics[row["metric_id"]].get("definitions", [])
        in_force = [d["version"] for d in definitions if d["valid_from"] <= last]
        expected = str(in_force[-1]) if in_force else ""
        assert row["definition_version"] == expected, row
        versions.add(expected)
    assert versions == {"", "1", "2"}


@each_file
def test_form_of_the_file(built_site: Path, name: str) -> None:
    raw = (built_site / "data" / name).read_bytes().decode("utf-8")
    assert raw.startswith(BOM)
    assert BOM not in raw[1:]
    assert "\r" not in raw
    assert raw.endswith("\n")
    header, *rows = csv.reader(raw[1:].splitlines(keepends=True), strict=True)
    assert header == COLUMNS[name].split(", ")
    assert rows
    assert {len(row) for row in rows} == {len(header)}


@each_file
def test_sorted_by_key(built_site: Path, name: str) -> None:
    rows = read_csv(built_site / "data" / name)
    keys = [tuple(row[column] for column in SORT_KEYS[name]) for row in rows]
    assert keys == sorted(set(keys))


@each_file
def test_no_cell_is_a_formula(built_site: Path, name: str) -> None:
    for row in read_csv(built_site / "data" / name):
        for column, cell in row.items():
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), (column, cell)
            assert not cell.startswith("-") or PLAIN_DECIMAL.fullmatch(cell), (column, cell)


@each_file
def test_numbers_are_plain_decimals(built_site: Path, name: str) -> None:
    for row in read_csv(built_site / "data" / name):
        for column in NUMERIC[name]:
            cell = row[column]
            assert not cell or (PLAIN_DECIMAL.fullmatch(cell) and cell != "-0"), (column, cell)


# The recomputation must be able to fail. Each case changes one cell of values.csv, or one registry,
# and names a comparison that must then disagree.

TOWNSHIP = ("township-enterprises", "2001", "summary", "", "own", "grassroots_unions")
RATE = ("qinghe-county", "2022", "summary", "", "consolidated", "unionization_rate")


@pytest.mark.parametrize(
    ("place", "part", "column", "wrong", "period"),
    [
        pytest.param(TOWNSHIP, "", "value", "95", "2002", id="a digit of a base"),
        pytest.param(RATE, "base", "numerator", "513", "2022", id="a restated base"),
        pytest.param(RATE, "", "denominator", "649", "2022", id="a denominator"),
        pytest.param(RATE, "", "definition_version", "1", "2023", id="a definition"),
        pytest.param(
            ("qinghe-county", "2020", "summary", "", "own", "condolence_visits"),
            "", "upper", "2201", "2021", id="a bound",
        ),
        pytest.param(
            ("furong-town", "2008", "summary", "", "own", "new_unions"),
            "", "value", "9", "2009-H1", id="the year of a derived half-year",
        ),
    ],
)  # fmt: skip
def test_one_changed_cell_is_noticed(
    built_site: Path,
    tmp_path: Path,
    place: Key,
    part: str,
    column: str,
    wrong: str,
    period: str,
) -> None:
    rows = read_csv(built_site / "data" / "values.csv")
    hits = [r for r in rows if (*(r[c] for c in KEY[:-1]), r["part"]) == (*place, part)]
    assert len(hits) == 1
    assert hits[0][column] not in ("", wrong)
    hits[0][column] = wrong
    copy = tmp_path / "values.csv"
    with copy.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    found = disagreements(recompute(copy, DATA), published(built_site))
    assert any(key[:6] == (place[0], period, *place[2:]) for key in found)
    assert {(key[0], key[5]) for key in found} == {(place[0], place[5])}, "nothing else changes"


def without_the_merger(units: list[dict[str, Any]]) -> None:
    (unit,) = (unit for unit in units if unit["id"] == "liuwan-town")
    unit["events"] = []


def with_another_type(metrics: dict[str, Any]) -> None:
    (metric,) = (m for m in metrics["metrics"] if m["id"] == "standardization_rate")
    metric["type"] = "flow"


@pytest.mark.parametrize(
    ("name", "change", "key"),
    [
        pytest.param(
            "units.yml", without_the_merger,
            ("liuwan-town", "2022", "summary", "", "own", "members", "yoy"),
            id="a merger",
        ),
        pytest.param(
            "metrics.yml", with_another_type,
            ("liuwan-town", "2023", "summary", "", "own", "standardization_rate", "yoy"),
            id="a metric's type",
        ),
    ],
)  # fmt: skip
def test_one_changed_registry_is_noticed(
    built_site: Path, tmp_path: Path, name: str, change: Callable[[Any], None], key: Key
) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    registry = yaml.safe_load((data / name).read_text(encoding="utf-8"))
    change(registry)
    (data / name).write_text(yaml.safe_dump(registry, allow_unicode=True), encoding="utf-8")
    ours = recompute(built_site / "data" / "values.csv", data)
    assert key in disagreements(ours, published(built_site))
