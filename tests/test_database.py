"""The SQLite file into which what changed was put has the bytes of one made from nothing, whatever the history."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from gonghui.corpus import Corpus, read_corpus
from gonghui.digest import digest
from gonghui.export import database
from gonghui.export.bundle import DATABASE, data_files
from gonghui.export.catalogue import BY_NAME
from gonghui.export.comparisons import COMPARISONS, comparisons_of_unit
from gonghui.export.database import SHELF, Database, stored_row
from gonghui.export.imprint import Imprint
from gonghui.export.values import values_of_unit
from gonghui.fingerprint import ledger_of
from gonghui.ledger import Ledger
from gonghui.problem import Problems
from gonghui.shelf import Shelf
from tests.conftest import ROOT

Keeping = Callable[[Corpus, Shelf], Ledger]
DAY = date(2026, 2, 2)
FURONG = "furong-town"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The registries of the sample, and the summaries of some of its units."""
    for folder in ("data", "docs/summaries"):
        shutil.copytree(ROOT / folder, tmp_path / "project" / folder)
    for path in (tmp_path / "project" / "docs" / "summaries").glob("*/*"):
        if not path.name.startswith((FURONG, "dongan", "county-hospital", "qinghe")):
            path.unlink()
    return tmp_path / "project"


@pytest.fixture
def corpus(root: Path) -> Corpus:
    return read(root)


@pytest.fixture
def filled(monkeypatch) -> list[tuple[str, int]]:
    """The shares that are put into the file, by table and place."""
    found: list[tuple[str, int]] = []
    fill_share = Database.fill_share

    def noted(base, table, place, rows):
        found.append((table.name, place))
        fill_share(base, table, place, rows)

    monkeypatch.setattr(Database, "fill_share", noted)
    return found


def by_rows(corpus: Corpus, shelf: Shelf) -> Ledger:
    """A ledger by which what a unit says stays known when the registry changes, and its place does not."""
    prints = {
        id_: digest(id_, repr(values_of_unit(corpus, id_)), repr(comparisons_of_unit(corpus, id_)))
        for id_ in corpus.registry.units
    }
    return Ledger(shelf, prints)


def read(root: Path) -> Corpus:
    problems = Problems()
    corpus = read_corpus(root, problems, DAY)
    assert not problems.errors, problems.errors
    return corpus


def made(
    corpus: Corpus, keeping: Keeping | None = ledger_of, imprint: str = "示例"
) -> dict[str, bytes]:
    """The data files; with a ledger beside the project, or from nothing."""
    corpus.ledger = keeping(corpus, Shelf(corpus.root / "rows")) if keeping else Ledger()
    return data_files(corpus, Imprint(imprint, "", "", DAY))


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


# Edits, each of one unit or of the registry.


def summary(root: Path, unit: str, year: int, number: int) -> Path:
    path = root / "docs" / "summaries" / str(year) / f"added-{unit[:2]}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"---\nunit: {unit}\nunit_type: 镇总工会\nperiod: {year}年\nstatus: 签发\nmetrics:\n"
        f"  文体活动: {number}场次\n  会员人数: 约{number}0人\n---\n## 一、文体活动\n\n文体活动{number}场次。\n",
        encoding="utf-8",
    )
    return path


def add(root: Path, chance: random.Random) -> None:
    summary(root, "芙蓉镇总工会", chance.choice([2022, 2024]), chance.randrange(2, 90))


def correct(root: Path, chance: random.Random) -> None:
    path = root / "docs" / "summaries" / "2019" / "dongan-machinery-2019.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "local:", f"local:\n  试验{chance.randrange(99)}: {chance.randrange(99)}件", 1
        ),
        encoding="utf-8",
    )


def delete(root: Path, chance: random.Random) -> None:
    for path in (root / "docs" / "summaries").rglob("added-*.md"):
        path.unlink()


def begin(root: Path, id_: str) -> None:
    """A new unit, with a summary."""
    with (root / "data" / "units.yml").open("a", encoding="utf-8") as file:
        file.write(
            f"\n- id: {id_}\n  type: 镇总工会\n  parent: qinghe-county\n"
            f"  names: [{{name: 新{id_}总工会}}]\n  active: {{from: 1999-07-01}}\n"
        )
    summary(root, f"新{id_}总工会", 2023, 7)


def begin_behind(root: Path, chance: random.Random) -> None:
    begin(root, "zz-town")


def begin_before(root: Path, chance: random.Random) -> None:
    """The places of all other units are others now."""
    begin(root, "a-town")


def end(root: Path, chance: random.Random) -> None:
    """The new units are taken back."""
    path = root / "data" / "units.yml"
    path.write_text((ROOT / "data" / "units.yml").read_text(encoding="utf-8"), encoding="utf-8")
    delete(root, chance)


def rename(root: Path, chance: random.Random) -> None:
    path = root / "data" / "units.yml"
    text, name = path.read_text(encoding="utf-8"), f"青禾县第{chance.randrange(999)}医院工会"
    old = "{name: 青禾县中医院工会}"
    assert old in text
    path.write_text(
        text.replace(old, f"{{name: 青禾县中医院工会, to: 2024-12-31}}, {{name: {name}}}"),
        encoding="utf-8",
    )


def damage(root: Path, chance: random.Random) -> None:
    path = root / "rows" / f"{SHELF}.kept"
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def foreign(root: Path, chance: random.Random) -> None:
    """Another entry under its name."""
    other = min((root / "rows").glob("values-*.kept"))
    shutil.copy(other, root / "rows" / f"{SHELF}.kept")


def nothing(root: Path, chance: random.Random) -> None:
    pass


# edits, and of how many units the shares are put in: all, where none is named
BY_TEXTS = {
    nothing: 0, add: 1, correct: 1, delete: 1, begin_behind: None, damage: None, rename: None, begin_before: None,
    foreign: None, end: None,
}  # fmt: skip
BY_ROWS = BY_TEXTS | {begin_behind: 1, rename: 0}


@pytest.mark.parametrize(
    ("keeping", "edits"), [(ledger_of, BY_TEXTS), (by_rows, BY_ROWS)], ids=["texts", "rows"]
)
def test_after_any_edits_it_is_the_file_made_from_nothing(keeping, edits, root, filled):
    chance = random.Random(3)
    made(read(root), keeping)
    for edit, number in edits.items():
        edit(root, chance)
        filled.clear()
        corpus = read(root)
        found, count = made(corpus, keeping), len(filled)
        assert differing(found, made(corpus, None)) == [], edit.__name__
        wanted = len(corpus.registry.units) if number is None else number
        assert count == 2 * wanted, edit.__name__


def test_an_edited_share_has_the_rows_of_the_corpus(root, filled):
    made(read(root))
    filled.clear()
    add(root, random.Random(1))
    corpus = read(root)
    content = made(corpus)[DATABASE]
    places = sorted(corpus.registry.units)
    assert {(table, places[place]) for table, place in filled} == {
        ("values", FURONG), ("comparisons", FURONG),
    }  # fmt: skip
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table, rows_of in (("values", values_of_unit), ("comparisons", comparisons_of_unit)):
            found = base.execute(f'SELECT * FROM "{table}"').fetchall()
            wanted = [stored_row(row) for id_ in places for row in rows_of(corpus, id_)]
            assert found == wanted


def test_what_the_owner_says_is_said_anew(corpus, filled):
    made(corpus)
    filled.clear()
    again = made(corpus, imprint="改名的站")
    assert filled == []
    assert differing(again, made(corpus, None, imprint="改名的站")) == []
    assert DATABASE in differing(again, made(corpus, None))


@pytest.mark.parametrize(
    ("at", "name", "other"),
    [(database, "program", lambda: "another"), (sqlite3, "sqlite_version", "3.0.0")],
    ids=["program", "library"],
)
def test_nothing_is_taken_from_another(at, name, other, corpus, filled, monkeypatch):
    made(corpus)
    whole = len(filled)
    monkeypatch.setattr(at, name, other)
    filled.clear()
    made(corpus)
    assert len(filled) == whole > 0


def test_nothing_is_taken_of_what_nobody_knows(corpus, filled):
    first = made(corpus, lambda _, shelf: Ledger(shelf))
    whole = len(filled)
    filled.clear()
    assert differing(made(corpus, lambda _, shelf: Ledger(shelf)), first) == []
    assert len(filled) == whole > 0


def test_where_sqlite_numbers_rows_anew_nothing_is_kept(corpus, monkeypatch):
    """As it does where there is no index."""
    monkeypatch.setattr(database, "indexes", lambda table: ())
    made(corpus)
    assert not Shelf(corpus.root / "rows").has(SHELF)
    monkeypatch.undo()
    made(corpus)
    assert Shelf(corpus.root / "rows").has(SHELF)


def test_a_full_share_is_replaced_whole(root, corpus, filled, monkeypatch):
    sizes = {id_: len(values_of_unit(corpus, id_)) for id_ in corpus.registry.units}
    largest = max(sizes, key=sizes.__getitem__)
    monkeypatch.setattr(database, "ROOM", sizes[largest])
    made(corpus)
    filled.clear()
    path = root / corpus.by_unit[largest][-1].path
    path.write_text(f"{path.read_text(encoding='utf-8')}\n补记一段。\n", encoding="utf-8")
    now = read(root)
    found = made(now)
    assert len(filled) == 2
    assert differing(found, made(now, None)) == []


def test_a_share_has_room_for_so_many_rows(monkeypatch):
    monkeypatch.setattr(database, "ROOM", 3)
    row = tuple([None] * len(COMPARISONS.fields))
    told = "comparisons has 4 rows in one share"
    with (
        Database({"comparisons": ["x"]}, Shelf(None)) as base,
        pytest.raises(ValueError, match=told),
    ):
        base.fill_share(COMPARISONS, 0, [row] * 4)


def test_a_row_that_refers_to_none_makes_no_file():
    table = BY_NAME["units"]
    empty = [None] * (len(table.columns) - 3)
    with Database({}, Shelf(None)) as base:
        base.fill(table, [("town", "某工会", "no-such-type", *empty)])
        with pytest.raises(
            ValueError, match="a row of units refers to a missing row of unit_types"
        ):
            base.content(Imprint("示例", "", "", DAY))
