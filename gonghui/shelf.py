"""Shelf: what was made once, kept beside the project and taken from there while nothing it was made of
has changed."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

SUFFIX = ".kept"
_DIGEST = hashlib.sha256().digest_size
_PLAIN = b"["  # with which the list of names begins, and nothing that zlib packed


class Shelf:
    """Files in a folder, each under a name that says what it was made of: the SHA-256 of its bytes, then
    named contents, packed. Without a folder nothing is kept. What cannot be read, is damaged or
    is another's is not there. `level` is zlib's; with 0 contents are not packed."""

    def __init__(self, folder: Path | None, level: int = 1) -> None:
        self.folder, self.level = folder, level

    def get(self, name: str) -> dict[str, bytes] | None:
        """The contents by their names; None where they are not there."""
        if self.folder is None:
            return None
        try:
            kept = (self.folder / f"{name}{SUFFIX}").read_bytes()
        except OSError:
            return None
        packed = memoryview(kept)[_DIGEST:]  # no copies: it may be long
        if hashlib.sha256(packed).digest() != kept[:_DIGEST]:
            return None
        plain = packed[:1] == _PLAIN
        found = {}
        try:
            content, at = (kept, _DIGEST) if plain else (zlib.decompress(packed), 0)
            start = content.index(b"\n", at) + 1
            for one, size in json.loads(content[at:start]):
                found[one] = content[start : start + size]
                start += size
        except (zlib.error, TypeError, ValueError):  # somebody else's, of another form
            return None
        return found

    def has(self, name: str) -> bool:
        """Whether something stands there, in whatever state."""
        return self.folder is not None and (self.folder / f"{name}{SUFFIX}").exists()

    def put(self, name: str, contents: Mapping[str, bytes]) -> None:
        """Keep contents, whole or not at all: another build may be reading."""
        if self.folder is None:
            return
        head = json.dumps([[one, len(content)] for one, content in contents.items()])
        parts = [head.encode(), b"\n", *contents.values()]
        if self.level:
            parts = [zlib.compress(b"".join(parts), self.level)]
        digest, path = hashlib.sha256(), self.folder / f"{name}{SUFFIX}"
        for part in parts:
            digest.update(part)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(f".{digest.hexdigest()[:8]}")
            with beside.open("wb") as file:
                file.writelines((digest.digest(), *parts))
            beside.replace(path)
        except OSError:
            return  # a full or read-only disk costs time, no result

    def names(self) -> list[str]:
        """All that there are."""
        found = self.folder.glob(f"*{SUFFIX}") if self.folder else ()
        return sorted(path.name.removesuffix(SUFFIX) for path in found)

    def tidy(self, names: Collection[str]) -> None:
        """Delete all but these, as far as that is allowed."""
        if self.folder is None or not self.folder.is_dir():
            return
        for path in self.folder.glob(f"*{SUFFIX}"):
            if path.name.removesuffix(SUFFIX) not in names:
                try:
                    path.unlink(missing_ok=True)
                except OSError:
                    continue  # what stays costs room, no result
