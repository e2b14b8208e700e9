"""Store: bundles made before, kept beside the project: what did not change is not indexed again."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from .bundle import Bundle
from .normal import simplified

FORMAT = "2"  # to be raised whenever the same pages give other files


class Store:
    """Bundles in a folder, each in a file named by what it was made of: a zip file behind the SHA-256 of
    its bytes. Without a folder nothing is kept. Whatever cannot be read or is damaged is made anew."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.reused = 0

    def files(self, bundle: Bundle) -> dict[str, bytes]:
        """The bundle's files, from the store where it has them."""
        if self.folder is None:
            return bundle.files()
        path = self.folder / _name(bundle)
        found = _read(path)
        if found is None:
            found = bundle.files()
            _write(path, found)
        else:
            self.reused += 1
        return found

    def tidy(self, bundles: Iterable[Bundle]) -> None:
        """Delete all but these, as far as that is allowed."""
        if self.folder is None or not self.folder.is_dir():
            return
        used = {_name(bundle) for bundle in bundles}
        for path in self.folder.glob("*.zip"):
            if path.name not in used:
                try:
                    path.unlink(missing_ok=True)
                except OSError:
                    continue  # what stays costs room, no result


def _name(bundle: Bundle) -> str:
    """The same for the same pages and the same means of indexing them, whenever and wherever."""
    what = "\n".join([_means(), bundle.id, *(page.digest for page in bundle.pages)])
    return f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.zip"


def _means() -> str:
    """What else than a page its files depend on: a newer Python or OpenCC may fold it otherwise."""
    tables = hashlib.sha256(repr(sorted(simplified().items())).encode()).hexdigest()
    return f"{FORMAT} {unicodedata.unidata_version} {tables} {zlib.ZLIB_RUNTIME_VERSION}"


def _read(path: Path) -> dict[str, bytes] | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    size = hashlib.sha256().digest_size
    if hashlib.sha256(content[size:]).digest() != content[:size]:
        return None
    with zipfile.ZipFile(io.BytesIO(content[size:])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write(path: Path, files: dict[str, bytes]) -> None:
    """Whole or not at all: another build may be reading."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # of no day
    digest = hashlib.sha256(kept.getvalue())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{digest.hexdigest()[:8]}")
        beside.write_bytes(digest.digest() + kept.getvalue())
        beside.replace(path)
    except OSError:
        return  # a full or read-only disk costs time, no result
