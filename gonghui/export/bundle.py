"""Bundle: all data files of the site: the CSVs, their Data Package, the archive of both, the SQLite
file. Each table's rows are made once."""

from __future__ import annotations

import zipfile
from functools import partial
from io import BytesIO

from ..corpus import Corpus
from .catalogue import TABLES
from .csvfile import csv_lines, csv_of
from .database import Stored, database, stored_row
from .field import Export, Rows
from .imprint import Imprint
from .package import datapackage

FOLDER = "data/"
DESCRIPTOR = f"{FOLDER}datapackage.json"
ARCHIVE = f"{FOLDER}datapackage.zip"
DATABASE = f"{FOLDER}gonghui.sqlite"


def data_files(corpus: Corpus, imprint: Imprint) -> dict[str, bytes]:
    """Contents by address, from the site's top."""
    filled = [(table, *_filled(corpus, table)) for table in TABLES]
    tables = [(table, content) for table, content, _ in filled]
    described = datapackage(imprint, tables)
    packed = {"datapackage.json": described} | {table.file: content for table, content in tables}
    files = {f"{FOLDER}{table.file}": content for table, content in tables}
    return files | {
        DESCRIPTOR: described,
        ARCHIVE: archive(packed),
        DATABASE: database(imprint, [(table, rows) for table, _, rows in filled]),
    }


def _filled(corpus: Corpus, table: Export) -> tuple[bytes, list[Stored]]:
    """A table's CSV, and its rows as the database keeps them; most of the rows are known."""
    shares = table.shares(corpus) if table.shares else {"": table.rows}
    found: list[tuple[str, Stored]] = []
    with corpus.ledger.book(table.name) as book:
        for id_, rows in shares.items():
            found += book.of(id_, partial(_written, corpus, rows))
    if table.order:
        found.sort(key=lambda one: tuple([str(one[1][index] or "") for index in table.order]))
    return csv_of([*csv_lines([table.columns]), *(line for line, _ in found)]), [
        row for _, row in found
    ]


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
