"""data/gonghui.sqlite: the tables of the catalogue in one file, with keys, indexes and views.

Numbers are REAL. SQLite has no decimals: TEXT could not be summed or sorted, and NUMERIC would keep
34 as an integer, so that 11 / 14 is 0. A REAL keeps 15 digits, which no published number exceeds
unless its author wrote more (`as_written` has it as it was written). Values are in the same units
of measure as in the CSV; an empty cell is NULL. Texts are raw: no apostrophe stands before `=`.

A key whose columns may be empty is a UNIQUE index over them with '' for NULL, which is not equal to
itself. Views bear the full Chinese names. The same tables give the same bytes: nothing of the day or
the machine is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from decimal import Decimal

from .catalogue import BY_NAME
from .csvfile import Value
from .field import Export, Field, Row, Type
from .imprint import ABOUT, NAME, VERSION, Imprint
from .sqlviews import VIEWS

Stored = tuple[str | int | float | None, ...]  # a row
APPLICATION = 0x47484454  # GHDT, so that `file` can tell what it is
PAGE = 4096
_TYPES = {
    Type.STRING: "TEXT",
    Type.DATE: "TEXT",
    Type.INTEGER: "INTEGER",
    Type.BOOLEAN: "INTEGER",
    Type.NUMBER: "REAL",
}
# beside the keys: what people look figures up by
INDEXES = (
    ("values", ("metric_id", "period", "scope")),
    ("values", ("unit_id", "period")),
    ("comparisons", ("metric_id", "basis", "period")),
    ("summaries", ("unit_id", "period")),
)


def database(imprint: Imprint, filled: Iterable[tuple[Export, list[Stored]]]) -> bytes:
    """The whole file."""
    base = sqlite3.connect(":memory:", isolation_level=None)
    try:
        base.execute(f"PRAGMA page_size = {PAGE}")
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute("PRAGMA foreign_keys = OFF")  # rows refer to later ones; checked below
        # for each value they cost as much as all else; whether they hold is seen by its kinds
        base.execute("PRAGMA ignore_check_constraints = ON")
        base.execute("BEGIN")
        tables = list(filled)
        for table, rows in tables:
            base.execute(_create(table))
            marks = ", ".join("?" * len(table.fields))
            _hold(table, rows)
            base.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", rows)
            for statement in _indexes(table):
                base.execute(statement)
        _describe(base, imprint, [table for table, _ in tables])
        for name, query in VIEWS.items():
            base.execute(f"CREATE VIEW {_quoted(name)} AS {query}")
        base.execute("COMMIT")
        wrong = base.execute("PRAGMA foreign_key_check").fetchone()
        if wrong:
            raise ValueError(f"a row of {wrong[0]} refers to a missing row of {wrong[2]}")
        base.execute("ANALYZE")
        return bytes(base.serialize())
    finally:
        base.close()


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
    """The constraints of the columns' values, which _column declares; raises ValueError."""
    for index, field in enumerate(table.fields):
        allowed = {0, 1} if field.type is Type.BOOLEAN else set(field.codes)
        if allowed:
            odd = {row[index] for row in rows} - allowed - {None}
            if odd:
                raise ValueError(f"{table.name}.{field.name} holds {sorted(map(str, odd))}")


def _quoted(name: str) -> str:
    return f'"{name.replace(chr(34), chr(34) * 2)}"'


def _literal(text: str) -> str:
    return f"'{text.replace(chr(39), chr(39) * 2)}'"


def _create(table: Export) -> str:
    parts = [_column(field) for field in table.fields]
    if table.key:
        parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    for field in table.fields:
        if field.refers:
            (key,) = BY_NAME[field.refers].key
            there = f"{_quoted(field.refers)} ({_quoted(key)})"
            parts.append(f"FOREIGN KEY ({_quoted(field.name)}) REFERENCES {there}")
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _column(field: Field) -> str:
    said = f"{_quoted(field.name)} {_TYPES[field.type]}"
    said += " NOT NULL" if field.required else ""
    if field.codes:
        said += f" CHECK ({_quoted(field.name)} IN ({', '.join(map(_literal, field.codes))}))"
    if field.type is Type.BOOLEAN:
        said += f" CHECK ({_quoted(field.name)} IN (0, 1))"
    return said


def _indexes(table: Export) -> Iterable[str]:
    name = _quoted(table.name)
    if table.unique:
        parts = ", ".join(
            _quoted(field.name) if field.required else f"ifnull({_quoted(field.name)}, '')"
            for column in table.unique
            for field in table.fields
            if field.name == column
        )
        yield f"CREATE UNIQUE INDEX {_quoted(table.name + '_key')} ON {name} ({parts})"
    for where, columns in INDEXES:
        if where == table.name:
            id_ = _quoted("_".join((where, *columns)))
            yield f"CREATE INDEX {id_} ON {name} ({', '.join(map(_quoted, columns))})"
    covered = {columns[0] for where, columns in INDEXES if where == table.name}
    covered |= {(table.key or table.unique)[0]}
    for field in table.fields:
        if field.refers and field.name not in covered:
            id_ = _quoted(f"{table.name}_{field.name}")
            yield f"CREATE INDEX {id_} ON {name} ({_quoted(field.name)})"


def _describe(base: sqlite3.Connection, imprint: Imprint, tables: list[Export]) -> None:
    """What the file is, and what each column holds, for those who have nothing but the file."""
    base.execute("CREATE TABLE about (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)")
    about = {
        "name": NAME,
        "title": imprint.title,
        "description": ABOUT,
        "version": VERSION,
        "homepage": imprint.home,
        "licence": imprint.licence,
        "numbers": "数按 REAL 存，有十五位有效数字；原来的写法见 as_written。",
    }
    base.executemany("INSERT INTO about VALUES (?, ?)", [i for i in about.items() if i[1]])
    base.execute(
        'CREATE TABLE columns ("table" TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, '
        "table_title TEXT NOT NULL, title TEXT NOT NULL, type TEXT NOT NULL, unit TEXT, meaning TEXT, "
        'PRIMARY KEY ("table", number))'
    )
    rows = [
        (t.name, n, f.name, t.title, f.title, str(f.type), f.unit or None, f.meaning or None)
        for t in tables
        for n, f in enumerate(t.fields, start=1)
    ]
    base.executemany("INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
