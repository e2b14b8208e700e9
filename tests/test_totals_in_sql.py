"""An independent recomputation of totals.csv in SQL, from values.csv, comparisons.csv and data/.

Numbers are compared to 12 significant digits, which is what a sum of REAL keeps here; everything else
to the letter. Where the product cannot know more than SQL does (a sum with one open end), SQL says so.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from gonghui.checkup import examine
from gonghui.export.comparisons import comparisons_csv
from gonghui.export.totals import totals_csv
from gonghui.export.values import values_csv
from tests.conftest import ROOT
from tests.random_corpus import write_random_corpus
from tests.recompute import Registry, base_periods, read_csv, split_period

SEEDS = range(100) if os.environ.get("GONGHUI_PROVE") else range(3)

EXACT = ("increased", "decreased", "unchanged", "base_zero", "sign_change")
SCHEMA = """
CREATE TABLE units (id TEXT PRIMARY KEY, type TEXT, parent TEXT);
CREATE TABLE figures (unit TEXT, period TEXT, scope TEXT, metric TEXT, ratio INT, exact INT,
    approx INT, value REAL, lower REAL, upper REAL, numerator REAL, denominator REAL,
    PRIMARY KEY (unit, period, scope, metric));
CREATE TABLE bases (period TEXT, metric TEXT, basis TEXT, base TEXT);
CREATE TABLE singles (unit TEXT, period TEXT, scope TEXT, metric TEXT, basis TEXT, value REAL,
    base REAL);
CREATE VIEW members AS
    SELECT 'all' AS kind, '' AS grp, figures.* FROM figures
    UNION ALL SELECT 'type', type, figures.* FROM figures JOIN units ON units.id = unit
    UNION ALL SELECT 'children', parent, figures.* FROM figures JOIN units ON units.id = unit
        WHERE parent IS NOT NULL;
CREATE VIEW totals AS
    SELECT kind, grp, period, scope, metric,
        CASE WHEN ratio THEN SUM(numerator IS NOT NULL) ELSE COUNT(*) END AS counted,
        CASE WHEN ratio THEN 100 * SUM(numerator) / SUM(denominator)
             WHEN MIN(exact) THEN SUM(value)
             WHEN SUM(approx) THEN NULL
             ELSE NULL END AS value,
        CASE WHEN NOT ratio AND NOT MIN(exact) AND COUNT(*) = COUNT(lower) THEN SUM(lower) END AS low,
        CASE WHEN NOT ratio AND NOT MIN(exact) AND COUNT(*) = COUNT(upper) THEN SUM(upper) END AS high,
        MIN(exact) AS exact
    FROM members GROUP BY kind, grp, period, scope, metric;
"""


def load(folder: Path, data: Path) -> tuple[sqlite3.Connection, Registry]:
    """The published values of 工作总结, as they may be added up, and the registries."""
    import yaml

    registry, base = Registry(data), sqlite3.connect(":memory:")
    base.executescript(SCHEMA)
    units = yaml.safe_load((data / "units.yml").read_text(encoding="utf-8"))
    types = {
        t["name"]: t["id"]
        for t in yaml.safe_load((data / "unit_types.yml").read_text(encoding="utf-8"))
    }
    base.executemany(
        "INSERT INTO units VALUES (?, ?, ?)",
        [(u["id"], types[u["type"]], u.get("parent")) for u in units],
    )
    rows = read_csv(folder / "values.csv")
    rows.sort(key=lambda row: row["period"] != row["url"].split("/")[1])
    for row in rows:
        metric = registry.metrics.get(row["metric_id"])
        if metric is None or row["class"] != "summary" or row["part"]:
            continue
        base.execute("INSERT OR IGNORE INTO figures VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", (
            row["unit_id"], row["period"], row["scope"], row["metric_id"],
            metric["type"] == "ratio", *numbers_of(row, metric, registry),
        ))  # fmt: skip
    # a page of the very period goes first even where it gives no number
    base.execute("DELETE FROM figures WHERE exact IS NULL")
    for period, metric in base.execute("SELECT DISTINCT period, metric FROM figures").fetchall():
        for basis, before in base_periods(period, registry.metrics[metric]):
            base.execute("INSERT INTO bases VALUES (?, ?, ?, ?)", (period, metric, basis, before))
    for row in read_csv(folder / "comparisons.csv"):
        computed = row["outcome"] in EXACT and row["value"] and row["base_value"]
        if row["class"] == "summary" and computed:
            base.execute("INSERT INTO singles VALUES (?,?,?,?,?,?,?)", (
                row["unit_id"], row["period"], row["scope"], row["metric_id"], row["basis"],
                float(row["value"]), float(row["base_value"]),
            ))  # fmt: skip
    return base, registry


def numbers_of(row: dict[str, str], metric: dict, registry: Registry) -> tuple:
    """exact, approx, value, lower, upper, numerator, denominator; exact is NULL for what is no number
    in the metric's unit of measure by the definition in force."""

    def number(column: str) -> float | None:
        return float(row[column]) if row[column] else None

    value, lower, upper = number("value"), number("lower"), number("upper")
    known = value is not None or row["qualifier"] == "range"
    foreign = row["measure_unit"] not in ("", metric["unit"])
    if not known or foreign or not in_force(row, metric, registry):
        return (None,) * 7
    exact, approx = row["qualifier"] == "exact", row["qualifier"] == "approx"
    if exact:
        lower = upper = value
    if approx:
        lower = upper = None
    parts = (number("numerator"), number("denominator")) if exact else (None, None)
    return (exact, approx, value, lower, upper, *parts)


def in_force(row: dict[str, str], metric: dict, registry: Registry) -> bool:
    definitions = metric.get("definitions", [])
    if split_period(row["period"])[0] == "other":
        return True
    last = registry.last_day(row["period"])
    valid = [d["version"] for d in definitions if date.fromisoformat(str(d["valid_from"])) <= last]
    return row["definition_version"] == (str(max(valid)) if valid else "")


def close(one: str, other: float | None) -> bool:
    if not one or other is None:
        return not one and other is None
    return float(one) == pytest.approx(other, rel=1e-12, abs=1e-9)


def check(folder: Path, data: Path) -> int:
    """How many numbers agree; an assertion error for the first that does not."""
    base, registry = load(folder, data)
    found = {row[:5]: row[5:] for row in base.execute("SELECT * FROM totals")}
    seen, agreed = set(), 0
    for row in read_csv(folder / "totals.csv"):
        key = tuple(row[c] for c in ("group_kind", "group_id", "period", "scope", "metric_id"))
        if split_period(row["period"])[0] in ("other", "campaign"):
            continue
        seen.add(key)
        counted, value, low, high, _ = found[key]
        if row["refusal"]:
            assert registry.metrics[row["metric_id"]].get("across_units") == "none" or value is None
            continue
        assert int(row["counted"]) == counted, key
        if row["qualifier"] == "exact":
            assert close(row["value"], value), (key, row["value"], value)
        else:
            assert close(row["lower"], low), (key, row["lower"], low)
            assert close(row["upper"], high), (key, row["upper"], high)
        agreed += 1
        agreed += check_change(base, registry, key, row, value)
        agreed += check_same(base, registry, key, row)
    missing = {k for k in set(found) - seen if split_period(k[2])[0] not in ("other", "campaign")}
    assert missing == twice_counted(folder, missing)
    return agreed


def twice_counted(folder: Path, missing: set[tuple]) -> set[tuple]:
    """Only what is 含下级 may be refused for counting a unit twice."""
    return {key for key in missing if key[3] == "consolidated"}


def check_change(base, registry, key, row, value) -> int:
    """The difference and rate of two exact totals, or the points."""
    if row["outcome"] not in ("increased", "decreased", "unchanged"):
        return 0
    (before,) = base.execute(
        "SELECT totals.value FROM totals JOIN bases ON bases.base = totals.period"
        " AND bases.metric = totals.metric WHERE (kind, grp, scope, totals.metric) = (?, ?, ?, ?)"
        " AND bases.period = ? AND basis = ?",
        (key[0], key[1], key[3], key[4], key[2], row["basis"]),
    ).fetchone()
    ratio = registry.metrics[key[4]]["type"] == "ratio"
    assert close(row["base_value"], before), (key, row["base_value"], before)
    assert close(row["points" if ratio else "difference"], value - before), key
    if not ratio and before > 0:
        assert close(row["rate"], 100 * (value - before) / before), key
    return 2


def check_same(base, registry, key, row) -> int:
    """The comparison over the same units, where all of them are exact counts."""
    exact = row["same_outcome"] in ("increased", "decreased", "unchanged")
    if not exact or registry.metrics[key[4]]["type"] == "ratio":
        return 0
    clause, values = {
        "all": ("1", ()),
        "type": ("type = ?", (key[1],)),
        "children": ("parent = ?", (key[1],)),
    }[key[0]]
    units, now, then = base.execute(
        "SELECT COUNT(*), SUM(value), SUM(base) FROM singles JOIN units ON units.id = unit"
        f" WHERE {clause} AND (period, scope, metric, basis) = (?, ?, ?, ?)",
        (*values, key[2], key[3], key[4], row["basis"]),
    ).fetchone()
    assert int(row["same_units"]) == units, key
    assert close(row["same_value"], now), key
    assert close(row["same_base_value"], then), key
    assert close(row["same_difference"], now - then), key
    return 3


def written(corpus, folder: Path) -> None:
    for name, content in {
        "values.csv": values_csv(corpus),
        "comparisons.csv": comparisons_csv(corpus),
        "totals.csv": totals_csv(corpus),
    }.items():
        (folder / name).write_bytes(content)


def test_the_sample_agrees(built_site):
    assert check(built_site / "data", ROOT / "data") > 1500


@pytest.mark.parametrize("seed", SEEDS)
def test_random_corpora_agree(tmp_path, seed):
    root = write_random_corpus(tmp_path / "project", ROOT / "data", seed)
    written(examine(root).publishable(), tmp_path)
    assert check(tmp_path, root / "data") > 500


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("values.csv", "liuwan-town,柳湾镇总工会", None),
        ("totals.csv", ",increased,", ",decreased,"),
    ],
)
def test_a_changed_file_is_noticed(tmp_path, built_site, file, old, new):
    """A left-out row of values, and a total's number, make the check fail."""
    for name in ("values.csv", "comparisons.csv", "totals.csv"):
        (tmp_path / name).write_bytes((built_site / "data" / name).read_bytes())
    text = (tmp_path / file).read_text(encoding="utf-8-sig")
    if new is None:
        lines = text.splitlines(keepends=True)
        at = next(i for i, line in enumerate(lines) if line.startswith(old) and ",exact," in line)
        text = "".join(lines[:at] + lines[at + 1 :])
    else:
        head, _, rest = text.partition("\n")
        row = next(r for r in rest.split("\n") if old in r and ",exact," in r)
        cells = row.split(",")
        cells[7] = str(int(float(cells[7])) + 1)
        text = "\n".join([head, rest.replace(row, ",".join(cells))])
    (tmp_path / file).write_text(text, encoding="utf-8-sig")
    with pytest.raises((AssertionError, KeyError)):
        check(tmp_path, ROOT / "data")
