"""Manifest: the SHA-256 of every file of a site, as `sha256sum` writes and reads it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def manifest_of(site: Path) -> str:
    """A line `<sha256>  <path>` for each file, by path."""
    digests = _digests(site)
    return "".join(f"{digests[file]}  {file}\n" for file in sorted(digests))


def differences(site: Path, manifest: str) -> list[str]:
    """The files that are not as the manifest says: changed, gone or added."""
    said = {file: digest for digest, _, file in _pairs(manifest)}
    found = _digests(site)
    return sorted(file for file in said.keys() | found.keys() if said.get(file) != found.get(file))


def _pairs(manifest: str) -> list[tuple[str, str, str]]:
    return [line.partition("  ") for line in manifest.splitlines()]


def _digests(site: Path) -> dict[str, str]:
    digests = {}
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder, name)
            with open(path, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            digests[path.relative_to(site).as_posix()] = digest
    return digests
