"""data/gonghui.sqlite: the tables of the catalogue in one file, with keys, indexes and views.

Numbers are REAL. SQLite has no decimals: TEXT could not be summed or sorted, and NUMERIC would keep
34 as an integer, so that 11 / 14 is 0. A REAL keeps 15 digits, which no published number exceeds
unless its author wrote more (`as_written` has it as it was written). Values are in the same units
of measure as in the CSV; an empty cell is NULL. Texts are raw: no apostrophe stands before `=`.

A key whose columns may be empty is a UNIQUE index over them with '' for NULL, which is not equal to
itself. Views bear the full Chinese names. The same tables give the same bytes: nothing of the day or
the machine is written, nor of how the file came about. A row's place follows from its share's and its own in
it, so that shares are replaced in the file of the last build; VACUUM then copies all in the order of places.
Source: SQLite's file format, its pages on VACUUM and ANALYZE.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

from ..digest import digest, program
from ..shelf import Shelf
from .catalogue import TABLES
from .csvfile import Value
from .field import Export, Row, Type
from .imprint import ABOUT, NAME, VERSION, Imprint
from .sqltables import DESCRIPTIONS, create, indexes, quoted
from .sqlviews import VIEWS

Prints = Mapping[str, Sequence[str]]
Stored = tuple[str | int | float | None, ...]  # a row
APPLICATION = 0x47484454  # GHDT, so that `file` can tell what it is
PAGE = 4096
ROOM = 2**20  # rows of a share
SHELF = "database"  # what is kept is there
_STATISTICS = "SELECT name FROM sqlite_schema WHERE name GLOB 'sqlite_stat*'"
# of the file's head: how often it was written and its schema changed, and by which SQLite
_HISTORY = {24: 0, 40: 1, 92: 0, 96: 0}


class Database:
    """The file while it is filled, in a `with`. `prints` say of tables that come in shares what each share
    follows from, in order, "" where nobody knows. Shares of which that is the same as in the file on the
    shelf stand there; the places of the others are `missing`, by table, and are to be filled."""

    def __init__(self, prints: Prints, shelf: Shelf) -> None:
        self.shelf, self.prints = shelf, {name: list(said) for name, said in prints.items()}
        self.known, content = self._kept()
        self.missing = {name: self._unlike(name) for name in prints}
        # where most would be replaced all are: in an empty file indexes are made at once
        self.new = 2 * sum(map(len, self.missing.values())) >= sum(map(len, prints.values()))
        self.changed = self.new or any(self.missing.values())
        self.base = sqlite3.connect(":memory:", isolation_level=None)
        if self.new:
            self.known = {}
            self.missing = {name: self._unlike(name) for name in prints}
            self.base.execute(f"PRAGMA page_size = {PAGE}")
            self.base.execute(f"PRAGMA application_id = {APPLICATION}")
        else:
            self.base.deserialize(content)
        self.base.execute("PRAGMA temp_store = MEMORY")
        self.base.execute("PRAGMA foreign_keys = OFF")  # rows refer to later ones; checked below
        # for each value they cost as much as all else; whether they hold is seen by its kinds
        self.base.execute("PRAGMA ignore_check_constraints = ON")
        self.base.execute("BEGIN")
        for statement in (*map(create, TABLES), *DESCRIPTIONS) if self.new else ():
            self.base.execute(statement)
        for name, places in self.missing.items() if not self.new else ():
            self.base.executemany(
                f"DELETE FROM {quoted(name)} WHERE rowid > ? AND rowid <= ?",
                [(place * ROOM, (place + 1) * ROOM) for place in places],
            )

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.base.close()

    def fill(self, table: Export, rows: list[Stored]) -> None:
        """All rows of a table that does not come in shares; ValueError for what no column may hold."""
        _hold(table, rows)
        self._replace(table.name, rows)

    def fill_share(self, table: Export, place: int, rows: list[Stored]) -> None:
        """Those of a share that is missing; ValueError as above, and where it has no room for so many."""
        _hold(table, rows)
        if len(rows) > ROOM:
            raise ValueError(f"{table.name} has {len(rows)} rows in one share")
        columns = ", ".join(map(quoted, ("rowid", *table.columns)))
        self.base.executemany(
            f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({_marks(len(table.fields) + 1)})",
            [(number, *row) for number, row in enumerate(rows, start=place * ROOM + 1)],
        )

    def content(self, imprint: Imprint) -> bytes:
        """The whole file, kept for the next build; ValueError where a row refers to none. Nothing can be
        filled afterwards."""
        self._describe(imprint)
        if self.new:
            for statement in (one for table in TABLES for one in indexes(table)):
                self.base.execute(statement)
            for name, query in VIEWS.items():
                self.base.execute(f"CREATE VIEW {quoted(name)} AS {query}")
        self.base.execute("COMMIT")
        again = self.changed and self._settle()
        content = self.base.serialize()
        self.base.close()
        content = _without_history(content)
        if again:
            prints = json.dumps(self.prints).encode()
            self.shelf.put(SHELF, {_name("prints"): prints, _name("file"): content})
        return content

    def _kept(self) -> tuple[dict[str, list[str]], bytes]:
        """What the file on the shelf follows from, by table, and the file; nothing of another program's."""
        found = self.shelf.get(SHELF) or {}
        if not found.keys() >= {_name("prints"), _name("file")}:
            return {}, b""
        return json.loads(found[_name("prints")]), found[_name("file")]

    def _unlike(self, name: str) -> set[int]:
        """The places of a table's shares that follow from something else than in the file on the shelf, or
        nobody knows from what; of those that are gone too."""
        pairs = zip_longest(self.prints[name], self.known.get(name, ()), fillvalue="")
        return {place for place, (now, was) in enumerate(pairs) if now != was or not now}

    def _replace(self, name: str, rows: list[Stored]) -> None:
        """The rows of a whole table, where they are others than on the shelf."""
        self.prints[name] = [digest(repr(rows))]
        if not self._unlike(name):
            return
        self.changed = True
        self.base.execute(f"DELETE FROM {quoted(name)}")
        self._insert(name, rows)

    def _insert(self, name: str, rows: list[Stored]) -> None:
        if rows:
            self.base.executemany(
                f"INSERT INTO {quoted(name)} VALUES ({_marks(len(rows[0]))})", rows
            )

    def _describe(self, imprint: Imprint) -> None:
        """What the file is, and what each column holds, for those who have nothing but the file."""
        about = {
            "name": NAME,
            "title": imprint.title,
            "description": ABOUT,
            "version": VERSION,
            "homepage": imprint.home,
            "licence": imprint.licence,
            "numbers": "数按 REAL 存，有十五位有效数字；原来的写法见 as_written。",
        }
        columns: list[Stored] = [
            (t.name, n, f.name, t.title, f.title, str(f.type), f.unit or None, f.meaning or None)
            for t in TABLES
            for n, f in enumerate(t.fields, start=1)
        ]
        self._replace("about", [one for one in about.items() if one[1]])
        self._replace("columns", columns)

    def _settle(self) -> bool:
        """Check and pack what was filled; whether each row still has its place."""
        wrong = self.base.execute("PRAGMA foreign_key_check").fetchone()
        if wrong:
            raise ValueError(f"a row of {wrong[0]} refers to a missing row of {wrong[2]}")
        self.base.execute("ANALYZE")
        # at which table it looks first may be another in a file that was read
        for (name,) in self.base.execute(_STATISTICS).fetchall():
            found = sorted(self.base.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            self.base.execute(f"DELETE FROM {name}")
            self._insert(name, found)
        before = self._last_places()
        self.base.execute("VACUUM")
        # it is free to number rows anew, and does where a table has no index
        return self._last_places() == before

    def _last_places(self) -> list[object]:
        queries = (f"SELECT max(rowid) FROM {quoted(name)}" for name in self.missing)
        return [self.base.execute(query).fetchone() for query in queries]


def stored_row(row: Row) -> Stored:
    """A row as SQLite keeps it."""
    return tuple([stored(value) for value in row])


def stored(value: Value) -> str | int | float | None:
    """A value as SQLite keeps it; an empty text is what a CSV cannot tell from an empty cell."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bool):
        return int(value)
    return None if value == "" else value


def _hold(table: Export, rows: list[Stored]) -> None:
    """The constraints of the columns' values, which SQLite is not asked about; raises ValueError."""
    for index, field in enumerate(table.fields):
        allowed = {0, 1} if field.type is Type.BOOLEAN else set(field.codes)
        if allowed:
            odd = {row[index] for row in rows} - allowed - {None}
            if odd:
                raise ValueError(f"{table.name}.{field.name} holds {sorted(map(str, odd))}")


def _without_history(content: bytes) -> bytes:
    """The file with the same numbers in its head however often it was written."""
    head = bytearray(content[:100])
    for at, number in _HISTORY.items():
        head[at : at + 4] = number.to_bytes(4, "big")
    return b"".join((head, memoryview(content)[100:]))


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _name(what: str) -> str:
    """What is kept is kept of this program, and of the library that makes the file."""
    return f"{what} {program()} {sqlite3.sqlite_version}"
