"""Heads: what a quick look at the head of every summary tells, without reading its YAML.

For whoever needs a few summaries out of many: which of them may be a unit's, or of a period.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_FIRST = 4096  # bytes, more than most heads have
_PLAIN = re.compile(r"""[^\s"'#&*!|>{}\[\]%@`,?:\\-][^#:"\\]*""")
_QUOTED = re.compile(r"""(["'])([^"'\\]*)\1""")


class Head(NamedTuple):
    """What stands after `unit:` and `period:` in the file of this path below the project; None where only
    reading the whole file tells."""

    path: str
    unit: str | None
    period: str | None


def heads(root: Path, paths: Iterable[str]) -> Iterator[Head]:
    """The heads of these files, in their order; a file that cannot be read tells nothing."""
    for path in paths:
        head = _head(f"{root}/{path}")
        yield Head(path, _value(head, b"\nunit:"), _value(head, b"\nperiod:"))


def _head(path: str) -> bytes:
    """A file down to the line that ends its head."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would be waited for
    except OSError:
        return b""
    try:
        read = os.read(file, _FIRST)
        end = read.find(b"\n---")
        if end < 0 and len(read) == _FIRST:
            read += os.read(file, os.fstat(file).st_size)
            end = read.find(b"\n---")
        return read[:end] if end >= 0 else read
    except OSError:
        return b""
    finally:
        os.close(file)


def _value(head: bytes, key: bytes) -> str | None:
    """A value that stands on its key's line in so many words, with or without quotes."""
    start = head.find(key)
    if start < 0:
        return None
    start += len(key)
    end = head.find(b"\n", start)
    end = len(head) if end < 0 else end
    if head[end + 1 : end + 2] in (b" ", b"\t"):  # it goes on below
        return None
    text = head[start:end].decode("utf-8", "replace").strip()
    if _PLAIN.fullmatch(text):
        return text
    quoted = _QUOTED.fullmatch(text)
    return quoted[2] if quoted else None
