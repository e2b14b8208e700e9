"""CSV as Excel and WPS open it: UTF-8 with a byte-order mark, \\n line ends, safe from formulas.

Source: contract.md §7.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..figure import plain, rounded

Value = str | Decimal | int | bool | None
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV file. Numbers are plain decimals, None is an empty cell, a text that a spreadsheet
    would take for a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([cell(value) for value in header])
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_RISKY) else text


def places(number: Decimal | None, digits: int) -> Decimal | None:
    """The number half-up to so many decimals, trailing zeros dropped; None stays None."""
    return None if number is None else plain(rounded(number, digits))
