"""CSV as Excel and WPS open it: UTF-8 with a byte-order mark, \\n line ends, safe from formulas.

Source: contract.md §7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..figure import plain, rounded

Value = str | Decimal | int | bool | None
_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_QUOTED = re.compile(r'[",\r\n]')
_UNEVEN = re.compile(r'^[=+\-@＝＋－＠\t\r\n]|[",\r\n\0]')  # what is not written as it is


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV file. Numbers are plain decimals, None is an empty cell, a text that a spreadsheet
    would take for a formula gets an apostrophe in front."""
    return csv_of(csv_lines((header, *rows)))


def csv_of(lines: Iterable[str]) -> bytes:
    """A CSV file of lines as `csv_lines` gives them."""
    return b"\xef\xbb\xbf" + "".join(lines).encode("utf-8")


def csv_lines(rows: Iterable[Sequence[Value]]) -> list[str]:
    """Some rows of a CSV file, each with its line end."""
    lines = [",".join([written(value) for value in row]) for row in rows]
    return [f"{line}\n" if line else '""\n' for line in lines]  # no empty line


def written(value: Value) -> str:
    """One cell as it stands between commas."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(cell(value)) if _UNEVEN.search(value) else value
    return cell(value)


def _quoted(text: str) -> str:
    """RFC 4180; the library's writer leaves a bare \\r unquoted, which begins a row in Excel."""
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(text) else text


def cell(value: Value) -> str:
    """One cell as text: nothing that begins like a formula unless it is a number, no NUL."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\0", " ")
        return f"'{text}" if text.startswith(_RISKY) else text
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{plain(value):f}" if isinstance(value, Decimal) else str(value)


def places(number: Decimal | None, digits: int) -> Decimal | None:
    """The number half-up to so many decimals, trailing zeros dropped; None stays None."""
    return None if number is None else plain(rounded(number, digits))
