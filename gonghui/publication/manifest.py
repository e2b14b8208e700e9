"""Manifest: the SHA-256 of every file of a site, as `sha256sum` writes and reads it."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from ..quotation import clip
from .refusal import Refusal

_ODD = re.compile(r"[\n\r\\]")  # sha256sum writes them in another way


def manifest_of(site: Path) -> str:
    """A line `<sha256>  <path>` for each file, by path. Raises Refusal where a name cannot stand in one."""
    digests = _digests(site)
    if odd := [file for file in sorted(digests) if _ODD.search(file)]:
        raise Refusal(
            f"文件名“{clip(odd[0])}”里有换行或“\\”，核对不了。请改名，用汉字、字母、数字、横线。例：夜校海报.png"
        )
    return "".join(f"{digests[file]}  {file}\n" for file in sorted(digests))


def listed(manifest: str) -> set[str]:
    """The files that a manifest has."""
    return {file for _, _, file in _pairs(manifest)}


def differences(site: Path, manifest: str) -> list[str]:
    """The files that are not as the manifest says: changed, gone or added."""
    said = {file: digest for digest, _, file in _pairs(manifest)}
    found = _digests(site)
    return sorted(file for file in said.keys() | found.keys() if said.get(file) != found.get(file))


def _pairs(manifest: str) -> list[tuple[str, str, str]]:
    return [line.partition("  ") for line in manifest.split("\n") if line]


def _digests(site: Path) -> dict[str, str]:
    """By path; a symbolic link, which no release holds, is one that no manifest has."""
    digests = {".": "symlink"} if site.is_symlink() else {}
    for folder, folders, names in os.walk(site):
        for name in [*names, *folders]:
            path = Path(folder, name)
            if path.is_symlink():
                digests[path.relative_to(site).as_posix()] = "symlink"
                continue
            if path.is_dir():
                continue
            with open(path, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            digests[path.relative_to(site).as_posix()] = digest
    return digests
