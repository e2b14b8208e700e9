"""Bundle: all data files of the site: the CSVs, their Data Package, the archive of both, the SQLite
file. Rows are made once for all of these, and those of a share that stayed as it was not at all."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from io import BytesIO

from ..corpus import Corpus
from ..shelf import Shelf
from .catalogue import TABLES
from .csvfile import csv_bytes, csv_lines, csv_of
from .database import Database, Stored, stored_row
from .field import Export, Row, Rows
from .imprint import Imprint
from .package import datapackage

FOLDER = "data/"
DESCRIPTOR = f"{FOLDER}datapackage.json"
ARCHIVE = f"{FOLDER}datapackage.zip"
DATABASE = f"{FOLDER}gonghui.sqlite"


def data_files(corpus: Corpus, imprint: Imprint) -> dict[str, bytes]:
    """Contents by address, from the site's top."""
    ledger = corpus.ledger
    shares = {
        table.name: table.shares(corpus) for table in TABLES if table.shares and not table.order
    }
    prints = {name: [ledger.prints.get(id_, "") for id_ in of] for name, of in shares.items()}
    with Database(prints, Shelf(ledger.shelf.folder, level=0)) as base:
        tables = [
            (table, _shared(corpus, table, shares[table.name], base))
            if table.name in shares
            else (table, _whole(corpus, table, base))
            for table in TABLES
        ]
        whole = base.content(imprint)
    described = datapackage(imprint, tables)
    packed = {"datapackage.json": described} | {table.file: content for table, content in tables}
    files = {f"{FOLDER}{table.file}": content for table, content in tables}
    return files | {DESCRIPTOR: described, ARCHIVE: archive(packed), DATABASE: whole}


def _shared(corpus: Corpus, table: Export, shares: Mapping[str, Rows], base: Database) -> bytes:
    """The CSV of a table that comes in shares, most of whose texts are known; the rows of those that the
    database misses are made and put there."""
    missing, found = base.missing[table.name], [csv_bytes(table.columns, ())]
    with corpus.ledger.book(table.name) as book:
        for place, (id_, rows) in enumerate(shares.items()):
            made = cache(partial(rows, corpus))
            found.append(book.of(id_, partial(_text, made)))
            if place in missing:
                base.fill_share(table, place, list(map(stored_row, made())))
    return b"".join(found)


def _text(made: Callable[[], list[Row]]) -> bytes:
    """Rows as they stand in the CSV."""
    return "".join(csv_lines(made())).encode("utf-8")


def _whole(corpus: Corpus, table: Export, base: Database) -> bytes:
    """The CSV of a table whose rows are in one order, and its rows in the database."""
    if not table.shares:
        rows = table.rows(corpus)
        base.fill(table, list(map(stored_row, rows)))
        return csv_bytes(table.columns, rows)
    found: list[tuple[str, Stored]] = []
    with corpus.ledger.book(table.name) as book:
        for id_, some in table.shares(corpus).items():
            found += book.of(id_, partial(_written, corpus, some))
    found.sort(key=lambda one: tuple([str(one[1][index] or "") for index in table.order]))
    base.fill(table, [row for _, row in found])
    return csv_of([*csv_lines([table.columns]), *(line for line, _ in found)])


def _written(corpus: Corpus, rows: Rows) -> list[tuple[str, Stored]]:
    """Rows as lines of the CSV and as the database keeps them."""
    made = rows(corpus)
    return list(zip(csv_lines(made), map(stored_row, made), strict=True))


def archive(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files; the same for the same files, whatever the day."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return target.getvalue()
