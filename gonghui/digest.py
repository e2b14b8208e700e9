"""Digest: short names for long contents, by which one tells whether anything has changed."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path


def digest(*said: str) -> str:
    """One fingerprint of several texts, which tells their limits apart."""
    found = hashlib.sha256()
    for one in said:
        found.update(hashlib.sha256(one.encode("utf-8", "surrogatepass")).digest())
    return found.hexdigest()[:40]


@cache
def program() -> str:
    """Of this program and the Python that runs it."""
    return digest(sys.version, files_below(Path(__file__).parent))


def files_below(folder: Path) -> str:
    """Of the names and contents of all files below a folder."""
    paths = (path for path in folder.rglob("*") if path.suffix != ".pyc" and os.path.isfile(path))
    return digest(*(f"{path.relative_to(folder)} {content_of(path)}" for path in sorted(paths)))


def content_of(path: Path) -> str:
    """Of the content of a file, whatever its size; "" of what is none or cannot be read."""
    if not os.path.isfile(path):  # one would wait for a pipe
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def of_bytes(content: bytes) -> str:
    """Of the content of what is to be a file."""
    return hashlib.sha256(content).hexdigest()
