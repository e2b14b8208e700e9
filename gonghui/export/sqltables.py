"""The tables of the SQLite file: the statements that make them, their keys and indexes."""

from __future__ import annotations

from collections.abc import Iterable

from .catalogue import BY_NAME
from .field import Export, Field, Type

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
# what the file is, and what each column holds, for those who have nothing but the file
DESCRIPTIONS = (
    "CREATE TABLE about (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",
    'CREATE TABLE columns ("table" TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, '
    "table_title TEXT NOT NULL, title TEXT NOT NULL, type TEXT NOT NULL, unit TEXT, meaning TEXT, "
    'PRIMARY KEY ("table", number))',
)


def quoted(name: str) -> str:
    """A name in SQL."""
    return f'"{name.replace(chr(34), chr(34) * 2)}"'


def _literal(text: str) -> str:
    return f"'{text.replace(chr(39), chr(39) * 2)}'"


def create(table: Export) -> str:
    """The statement that makes it."""
    parts = [_column(field) for field in table.fields]
    if table.key:
        parts.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    for field in table.fields:
        if field.refers:
            (key,) = BY_NAME[field.refers].key
            there = f"{quoted(field.refers)} ({quoted(key)})"
            parts.append(f"FOREIGN KEY ({quoted(field.name)}) REFERENCES {there}")
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _column(field: Field) -> str:
    said = f"{quoted(field.name)} {_TYPES[field.type]}"
    said += " NOT NULL" if field.required else ""
    if field.codes:
        said += f" CHECK ({quoted(field.name)} IN ({', '.join(map(_literal, field.codes))}))"
    if field.type is Type.BOOLEAN:
        said += f" CHECK ({quoted(field.name)} IN (0, 1))"
    return said


def indexes(table: Export) -> Iterable[str]:
    """The statements that make its indexes, the UNIQUE one first."""
    name = quoted(table.name)
    if table.unique:
        parts = ", ".join(
            quoted(field.name) if field.required else f"ifnull({quoted(field.name)}, '')"
            for column in table.unique
            for field in table.fields
            if field.name == column
        )
        yield f"CREATE UNIQUE INDEX {quoted(table.name + '_key')} ON {name} ({parts})"
    for where, columns in INDEXES:
        if where == table.name:
            id_ = quoted("_".join((where, *columns)))
            yield f"CREATE INDEX {id_} ON {name} ({', '.join(map(quoted, columns))})"
    covered = {columns[0] for where, columns in INDEXES if where == table.name}
    covered |= {(table.key or table.unique)[0]}
    for field in table.fields:
        if field.refers and field.name not in covered:
            id_ = quoted(f"{table.name}_{field.name}")
            yield f"CREATE INDEX {id_} ON {name} ({quoted(field.name)})"
