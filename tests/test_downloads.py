"""All data at once: the Data Package as frictionless reads it, the SQLite file as SQL does."""

from __future__ import annotations

import io
import json
import posixpath
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import validate

from gonghui.export.bundle import data_files
from gonghui.export.catalogue import BY_NAME, TABLES
from gonghui.export.database import Database, stored
from gonghui.export.field import Field, Type
from gonghui.export.imprint import Imprint
from gonghui.pages.downloads import catalogue, size
from gonghui.place import Place
from gonghui.shelf import Shelf
from tests.test_compare import Page, corpus_of, rows_of
from tests.test_export import PAGES
from tests.test_site import parse

IMPRINT = Imprint("示例", "https://example.org/", "仅供内部使用", date(2024, 5, 1))


@pytest.fixture(scope="module")
def package(built_site: Path) -> Path:
    return built_site / "data"


def descriptor(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def made(pages: list[Page], folder: Path, imprint: Imprint = IMPRINT) -> Path:
    """The data files of a small corpus."""
    for name, content in data_files(corpus_of(pages), imprint).items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    return folder / "data"


# The Data Package.


def faults(folder: Path) -> list[tuple[str, str]]:
    """What frictionless finds wrong: the table and the kind of error."""
    report = validate(str(folder / "datapackage.json"))
    assert len(report.tasks) == len(TABLES)
    assert report.errors == []
    return [(task.name, error.type) for task in report.tasks for error in task.errors]


def test_the_package_is_valid(package):
    report = validate(str(package / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])
    assert {task.name for task in report.tasks} == {table.name for table in TABLES}
    assert {task.name: task.stats["rows"] for task in report.tasks}["values"] > 500


def test_the_archive_is_valid_and_holds_the_same(package):
    assert validate(str(package / "datapackage.zip")).valid
    with zipfile.ZipFile(package / "datapackage.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == (package / name).read_bytes()
        assert len(archive.namelist()) == len(TABLES) + 1


def test_every_kind_of_figure_is_valid(tmp_path):
    assert faults(made(PAGES, tmp_path)) == []


BROKEN = {
    "a text for a number": ("values", ",30,exact,", ",三十,exact,", "type-error"),
    "an unknown code": ("values", ",exact,", ",exactly,", "constraint-error"),
    "an unknown unit": ("values", "\nrenamed,", "\nnobody,", "foreign-key"),
    "an unknown period": ("values", ",2023-H1,", ",2023-H3,", "foreign-key"),
    "an unknown metric": ("values", ",members,", ",memmers,", "foreign-key"),
    "an unknown page": ("values", "summaries/2021/renamed/", "summaries/x/", "foreign-key"),
    "a parent that is no unit": ("units", ",town,county,", ",town,nobody,", "foreign-key"),
    "no date": ("summaries", "2023-06-25", "25.6.2023", "type-error"),
    "a missing name": ("units", ",青禾县总工会,", ",,", "constraint-error"),
    "a key twice": ("units", "town-b,", "town-a,", "primary-key"),
    "a column of another name": ("values", "unit_id,unit,", "unit,unit_id,", "incorrect-label"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_is_found(name, tmp_path):
    """What the schema promises can be broken, and frictionless sees it."""
    table, before, after, kind = BROKEN[name]
    folder = made(PAGES, tmp_path)
    path = folder / f"{table}.csv"
    text = path.read_bytes().decode("utf-8")
    assert before in text
    path.write_bytes(text.replace(before, after).encode("utf-8"))
    assert (table, kind) in faults(folder)


def test_another_byte_is_found(tmp_path):
    """Size and hash are the file's own."""
    folder = made(PAGES, tmp_path)
    path = folder / "values.csv"
    path.write_bytes(path.read_bytes().replace(b"40", b"41", 1))
    assert ("values", "hash-count") in faults(folder)


def test_the_package_says_what_it_is(tmp_path):
    found = descriptor(made(PAGES, tmp_path))
    resources = found.pop("resources")
    assert found.pop("description").startswith("各级工会工作总结里的数")
    assert found == {
        "profile": "tabular-data-package",
        "name": "gonghui",
        "title": "示例",
        "version": "1.0.0",
        "created": "2024-05-01T00:00:00Z",
        "homepage": "https://example.org/",
        "licenses": [{"name": "other", "title": "仅供内部使用"}],
    }
    assert [resource["name"] for resource in resources] == [table.name for table in TABLES]
    schemas = {resource["name"]: resource["schema"] for resource in resources}
    assert {tuple(schema["missingValues"]) for schema in schemas.values()} == {("",)}
    assert schemas["summaries"]["primaryKey"] == ["url"]
    assert {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}} in schemas[
        "units"
    ]["foreignKeys"]
    rate = next(f for f in schemas["comparisons"]["fields"] if f["name"] == "rate")
    assert rate == {
        "name": "rate",
        "type": "number",
        "title": "增长率",
        "description": "四舍五入到十位小数",
        "unit": "%",
    }
    scope = next(f for f in schemas["values"]["fields"] if f["name"] == "scope")
    assert scope["constraints"] == {"required": True, "enum": ["own", "consolidated"]}
    assert scope["description"] == "own 本级，consolidated 含下级"


def test_nothing_is_said_of_a_licence_that_the_owner_does_not_name(tmp_path):
    found = descriptor(made(PAGES, tmp_path, Imprint("示例", "", "", date(2024, 5, 1))))
    assert "licenses" not in found
    assert "homepage" not in found


def test_every_table_says_what_its_columns_hold():
    for table in TABLES:
        assert re.fullmatch("[a-z_]+", table.name)
        assert len(set(table.columns)) == len(table.columns)
        assert bool(table.key) != bool(table.unique), table.name
        assert set(table.key + table.unique) <= set(table.columns)
        assert table.description.endswith("。")
        required = {field.name for field in table.fields if field.required}
        assert set(table.key) <= required
        for field in table.fields:
            assert field.title
            assert not field.refers or len(BY_NAME[field.refers].key) == 1
            if field.type is Type.NUMBER:  # of which unit of measure
                assert field.unit or "计量单位" in field.description, (table.name, field.name)


def test_a_column_holds_no_code_that_it_does_not_list(package):
    for table in TABLES:
        rows = rows_of((package / table.file).read_bytes())
        for field in table.fields:
            if field.codes:
                assert {row[field.name] for row in rows} <= {*field.codes, ""}


# The SQLite file.


def opened(content: bytes) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    return base


@pytest.fixture(scope="module")
def base(package: Path) -> Iterator[sqlite3.Connection]:
    with closing(opened((package / "gonghui.sqlite").read_bytes())) as connection:
        yield connection


def test_the_database_is_sound(base):
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    declared = {
        (table.name, field.name, field.refers)
        for table in TABLES
        for field in table.fields
        if field.refers
    }
    found = {
        (table.name, row[3], row[2])
        for table in TABLES
        for row in base.execute(f'PRAGMA foreign_key_list("{table.name}")')
    }
    assert found == declared
    assert len(declared) > 25


def test_the_database_says_the_same_as_the_tables(base, package):
    """Cell by cell: numbers as numbers, absent as NULL, all else as text."""

    def expected(field: Field, text: str) -> object:
        if text == "":
            return None
        match field.type:
            case Type.NUMBER:
                return float(text)
            case Type.INTEGER:
                return int(text)
            case Type.BOOLEAN:
                return int(text == "true")
        return text.removeprefix("'") if re.match("'[=+@＝＋－＠-]", text) else text

    for table in TABLES:
        rows = rows_of((package / table.file).read_bytes())
        wanted = [tuple(expected(f, row[f.name]) for f in table.fields) for row in rows]
        columns = ", ".join(f'"{name}"' for name in table.columns)
        assert base.execute(f'SELECT {columns} FROM "{table.name}"').fetchall() == wanted


def test_no_published_number_is_changed_by_the_database(package):
    """A REAL says the same decimal number as the CSV."""
    checked = 0
    for table in TABLES:
        numbers = [field.name for field in table.fields if field.type is Type.NUMBER]
        for row in rows_of((package / table.file).read_bytes()):
            for name in numbers:
                if row[name]:
                    kept = stored(Decimal(row[name]))
                    assert Decimal(repr(kept)) == Decimal(row[name])
                    checked += 1
    assert checked > 1500


def test_sums_by_sql_are_those_of_the_figures(base, package):
    ours = dict(
        base.execute(
            'SELECT period, sum(value) FROM "values" WHERE metric_id = ? AND part IS NULL '
            "AND qualifier = 'exact' AND scope = 'own' AND \"class\" = 'summary' GROUP BY period",
            ("visits",),
        )
    )
    theirs: dict[str, Decimal] = {}
    for row in rows_of((package / "values.csv").read_bytes()):
        wanted = ("visits", "", "exact", "own", "summary")
        if tuple(row[c] for c in ("metric_id", "part", "qualifier", "scope", "class")) == wanted:
            theirs[row["period"]] = theirs.get(row["period"], Decimal(0)) + Decimal(row["value"])
    assert {period: Decimal(repr(total)) for period, total in ours.items()} == theirs


REFUSED = (
    "INSERT INTO units VALUES ('x', '某工会', 'no-such-type', NULL, NULL, NULL)",
    "INSERT INTO units VALUES ('qinghe-county', '某工会', 'county-federation', NULL, NULL, NULL)",
    "INSERT INTO units VALUES ('x', NULL, 'county-federation', NULL, NULL, NULL)",
    "UPDATE \"values\" SET scope = 'both'",
    "UPDATE due_reports SET reported = 2",
    "DELETE FROM metrics WHERE id = 'members'",
    'INSERT INTO "values" SELECT * FROM "values" LIMIT 1',
)


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_what_cannot_be(package, statement):
    with closing(opened((package / "gonghui.sqlite").read_bytes())) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_a_value_that_no_column_may_hold_makes_no_database():
    """Its own constraints are not asked while it is filled."""
    table = BY_NAME["due_reports"]
    number = next(n for n, field in enumerate(table.fields) if field.name == "reported")
    row = ["x"] * len(table.fields)
    row[number] = 2
    with (
        Database({}, Shelf(None)) as base,
        pytest.raises(ValueError, match=r"due_reports.reported holds \['2'\]"),
    ):
        base.fill(table, [tuple(row)])


def test_views_bear_full_names(base):
    base.row_factory = sqlite3.Row
    (row,) = base.execute(
        "SELECT * FROM figures WHERE 单位 = '柳湾镇总工会' AND 期间 = '2023年' "
        "AND 指标 = '规范化达标率' AND 哪一部分 IS NULL"
    ).fetchall()
    found = dict(row)
    assert (found["数"], found["计量单位"], found["是不是准数"]) == (61.25, "%", "准数")
    assert (found["单位类型"], found["类别"], found["范围"], found["期间种类"]) == (
        "镇总工会", "工作总结", "本级", "年度",
    )  # fmt: skip
    assert (found["分子"], found["分母"], found["数据状态"]) == (49, 80, "核定")
    counted = dict(base.execute("SELECT 报送, count(*) FROM reporting GROUP BY 报送").fetchall())
    assert counted["已报"] > counted["缺报"] > 0
    for view, table in (
        ("figures", "values"),
        ("changes", "comparisons"),
        ("reporting", "due_reports"),
    ):
        one, two = (
            base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in (view, table)
        )
        assert one == two > 0, view
    (sentence,) = base.execute(
        "SELECT 句子, 结果 FROM changes WHERE 结果 = '不可比' LIMIT 1"
    ).fetchall()
    assert "不可比" in sentence["句子"]
    base.row_factory = None


def test_the_database_tells_what_its_columns_hold(base):
    about = dict(base.execute("SELECT key, value FROM about"))
    assert about["title"] == "工会工作总结"
    assert "不是零" in about["description"]
    told = base.execute('SELECT "table", name FROM columns').fetchall()
    assert told == [(table.name, field.name) for table in TABLES for field in table.fields]


def test_what_people_look_up_is_found_by_an_index(base):
    for query in (
        "SELECT * FROM \"values\" WHERE metric_id = 'members' AND period = '2023'",
        "SELECT * FROM \"values\" WHERE unit_id = 'qinghe-county'",
        "SELECT * FROM comparisons WHERE metric_id = 'members' AND basis = 'yoy'",
        "SELECT * FROM summaries WHERE period = '2023'",
    ):
        (plan,) = base.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
        assert "USING INDEX" in plan[3], plan


def test_texts_are_raw_in_the_database_and_safe_in_the_tables(tmp_path):
    pages: list[Page] = [{"period": "2023年", "metrics": {}, "local": {"=cmd()": "-3件"}}]
    folder = made(pages, tmp_path)
    (row,) = rows_of((folder / "values.csv").read_bytes())
    assert (row["metric"], row["as_written"], row["value"]) == ("'=cmd()", "'-3件", "-3")
    with closing(opened((folder / "gonghui.sqlite").read_bytes())) as connection:
        found = connection.execute('SELECT metric, as_written, value FROM "values"').fetchall()
    assert found == [("=cmd()", "-3件", -3.0)]


def test_the_same_corpus_gives_the_same_files():
    """On another day too, but for the day in datapackage.json."""
    one = data_files(corpus_of(PAGES), IMPRINT)
    two = data_files(corpus_of(reversed(PAGES)), IMPRINT)
    assert one == two
    three = data_files(corpus_of(PAGES), replace(IMPRINT, day=date(2031, 1, 1)))
    assert {name for name in one if one[name] != three[name]} == {
        "data/datapackage.json", "data/datapackage.zip",
    }  # fmt: skip


def test_a_corpus_without_summaries_gives_files_all_the_same(tmp_path):
    assert faults(made([], tmp_path)) == []
    with zipfile.ZipFile(io.BytesIO((tmp_path / "data/datapackage.zip").read_bytes())) as archive:
        assert archive.testzip() is None


# The page.


def test_the_page_lists_every_file_with_its_size(built_site):
    page = parse((built_site / "downloads" / "index.html").read_text(encoding="utf-8"))
    listed = {}
    for table in page.all("table"):
        for row in table.all("tr"):
            for link in row.all("a"):
                cells = [cell.text() for cell in row.all("td")]
                listed[posixpath.normpath(f"downloads/{link.attributes['href']}")] = cells
    files = {p.relative_to(built_site).as_posix() for p in (built_site / "data").glob("*.*")}
    assert set(listed) == files - {"data/names.json"}  # of the field on the home page
    for name, cells in listed.items():
        (told,) = [cell for cell in cells if re.fullmatch(r"[0-9.]+ [KM]B", cell)]
        number, unit = told.split()
        length = (built_site / name).stat().st_size
        near = float(number) * (1000 if unit == "KB" else 1_000_000)
        assert abs(near - length) <= max(1000, length * 0.1), name


def test_the_page_leads_to_the_newest_workbooks_and_explains_columns(built_site):
    page = parse((built_site / "downloads" / "index.html").read_text(encoding="utf-8"))
    links = [a.attributes["href"] for a in page.all("a")]
    books = [link for link in links if link.endswith("roundup.xlsx")]
    assert len(books) == 12
    assert all((built_site / "downloads" / link).resolve().is_file() for link in books)
    folds = [fold.one("summary").text() for fold in page.all("details", class_="gh-fold")]
    assert folds == [f"{table.title}（{table.file}）各列" for table in TABLES]
    rate, *_ = [r for r in page.all("tr") if [c.text() for c in r.all("th")] == ["rate"]]
    assert [c.text() for c in rate.all("td")] == [
        "增长率", "数", "可以空", "四舍五入到十位小数；计量单位：%",
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["", "guide/reading/", "guide/figures/"])
def test_the_page_is_reached_from_home_and_guide(built_site, address):
    page = parse((built_site / address / "index.html").read_text(encoding="utf-8"))
    inner = page.one("article")
    found = {posixpath.normpath(f"{address}{a.attributes.get('href', '')}") for a in inner.all("a")}
    assert "downloads" in found


def test_sizes_are_told_in_kilobytes_and_megabytes():
    place = Place(corpus_of([]), "downloads/")
    place.downloads.sizes |= {"a": 0, "b": 1499, "c": 999_499, "d": 1_449_999}
    told = [size(place, name) for name in "abcde"]
    assert told == ["1 KB", "1 KB", "999 KB", "1.4 MB", ""]


def test_a_licence_is_told(tmp_path):
    place = Place(corpus_of([], "data_licence: 仅供内部使用"), "downloads/")
    assert "<p>使用许可：仅供内部使用</p>" in catalogue(place)
    assert "使用许可" not in catalogue(Place(corpus_of([]), "downloads/"))
