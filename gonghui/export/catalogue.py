"""Catalogue: every table that the site gives away, in the order in which they are listed.

To add a table: describe it where its rows are made, as an `Export` (name, title, description, its
`Field`s, a function from the corpus to its rows, and the key), and enter it into TABLES behind the
tables that its fields refer to. Its CSV, its place in datapackage.json and in the archive, its
table in the SQLite file with foreign keys, and its lines on the page of downloads follow from that.
"""

from __future__ import annotations

from .comparisons import COMPARISONS
from .field import Export
from .registries import (
    CAMPAIGNS,
    CATEGORIES,
    CODES,
    DEFINITIONS,
    METRICS,
    TYPE_METRICS,
    UNIT_DUES,
    UNIT_EVENTS,
    UNIT_NAMES,
    UNIT_TYPES,
    UNITS,
)
from .reports import CORRECTIONS, DUE_REPORTS, PERIODS, SUMMARIES
from .totals import TOTALS
from .values import VALUES

TABLES: tuple[Export, ...] = (
    UNIT_TYPES,
    UNITS,
    UNIT_NAMES,
    UNIT_EVENTS,
    UNIT_DUES,
    CATEGORIES,
    METRICS,
    DEFINITIONS,
    TYPE_METRICS,
    CAMPAIGNS,
    PERIODS,
    DUE_REPORTS,
    SUMMARIES,
    CORRECTIONS,
    VALUES,
    COMPARISONS,
    TOTALS,
    CODES,
)
BY_NAME = {table.name: table for table in TABLES}
