"""Bundle: all data files of the site: the CSVs, their Data Package, the archive of both, the SQLite
file. Each table's rows are made once."""

from __future__ import annotations

import zipfile
from io import BytesIO

from ..corpus import Corpus
from .catalogue import TABLES
from .database import database
from .imprint import Imprint
from .package import datapackage

FOLDER = "data/"
DESCRIPTOR = f"{FOLDER}datapackage.json"
ARCHIVE = f"{FOLDER}datapackage.zip"
DATABASE = f"{FOLDER}gonghui.sqlite"


def data_files(corpus: Corpus, imprint: Imprint) -> dict[str, bytes]:
    """Contents by address, from the site's top."""
    filled = [(table, table.rows(corpus)) for table in TABLES]
    tables = [(table, table.csv(rows)) for table, rows in filled]
    described = datapackage(imprint, tables)
    packed = {"datapackage.json": described} | {table.file: content for table, content in tables}
    files = {f"{FOLDER}{table.file}": content for table, content in tables}
    return files | {
        DESCRIPTOR: described,
        ARCHIVE: archive(packed),
        DATABASE: database(imprint, filled),
    }


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
