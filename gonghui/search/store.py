"""Store: bundles made before, kept beside the project: what did not change is not indexed again."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from .bundle import Bundle

FORMAT = "1"  # to be raised whenever the same pages give other files


class Store:
    """Bundles in a folder, each in a file named by what it was made of. Without a folder nothing is
    kept. Whatever cannot be read or is damaged is made anew."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.used: set[str] = set()
        self.reused = 0

    def files(self, bundle: Bundle) -> dict[str, bytes]:
        """The bundle's files, from the store where it has them."""
        if self.folder is None:
            return bundle.files()
        name = f"{key_of(bundle)}.zip"
        self.used.add(name)
        found = _read(self.folder / name)
        if found is None:
            found = bundle.files()
            _write(self.folder / name, found)
        else:
            self.reused += 1
        return found

    def tidy(self) -> None:
        """Delete what this build did not use."""
        if self.folder is not None and self.folder.is_dir():
            for path in self.folder.glob("*.zip"):
                if path.name not in self.used:
                    path.unlink(missing_ok=True)


def key_of(bundle: Bundle) -> str:
    """The same for the same pages, whenever and wherever they are read."""
    return hashlib.sha256(f"{FORMAT}\n{bundle!r}".encode()).hexdigest()[:32]


def _read(path: Path) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}  # checks each CRC
    except (OSError, zipfile.BadZipFile, ValueError, EOFError):
        return None


def _write(path: Path, files: dict[str, bytes]) -> None:
    """Whole or not at all: another build may be reading."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{hashlib.sha256(kept.getvalue()).hexdigest()[:8]}")
        beside.write_bytes(kept.getvalue())
        beside.replace(path)
    except OSError:
        return  # a full or read-only disk costs time, no result
