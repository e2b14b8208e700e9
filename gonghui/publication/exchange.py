"""Exchange: the site that readers see, exchanged for a new one or for one of the last."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from .manifest import manifest_of
from .refusal import Refusal
from .release import next_name, outdated

KEPT = 5  # releases kept, the current one included


class Place(Protocol):
    """Where sites are published: a folder here (`Folder`) or on a server (`Server`)."""

    def session(self) -> AbstractContextManager[None]: ...
    def names(self) -> list[str]: ...
    def current(self) -> str: ...
    def workshop(self) -> AbstractContextManager[Path]: ...
    def take(self, site: Path, manifest: str, name: str) -> None: ...
    def switch(self, name: str) -> None: ...
    def damage(self, name: str) -> list[str]: ...
    def remove(self, names: list[str]) -> None: ...


@dataclass(frozen=True)
class Exchanged:
    """`new` is what readers see now, `old` what they saw before ("" for nothing), `removed` what was
    to be deleted, which `failed` says was not possible."""

    new: str
    old: str
    removed: tuple[str, ...] = ()
    failed: bool = False


def publish(
    place: Place, build: Callable[[Path], None], today: date, keep: int = KEPT
) -> Exchanged:
    """Let `build` make a site at an address, and let readers see it. Whatever `build` raises, nothing
    has changed for readers. Raises Refusal and OSError."""
    with place.session():
        with place.workshop() as site:
            build(site)
            name = next_name(place.names(), today)
            place.take(site, manifest_of(site), name)
        old = place.current()
        place.switch(name)
        removed = outdated(place.names(), name, keep)
        try:
            place.remove(removed)
        except (Refusal, OSError):  # readers see the new site all the same
            return Exchanged(name, old, tuple(removed), failed=True)
    return Exchanged(name, old, tuple(removed))


def roll_back(place: Place, to: str = "") -> Exchanged:
    """Let readers see an earlier release again: `to`, or the one before the current. Raises Refusal where
    there is none or its files are not those that were published."""
    with place.session():
        names, old = place.names(), place.current()
        if to and to not in names:
            raise Refusal(f"没有 {to} 这一版。{listed(names, old)}")
        earlier = names[: names.index(old)] if old in names else names
        if not (to or earlier):
            raise Refusal(f"没有更早的版本可以退回。{listed(names, old)}")
        new = to or earlier[-1]
        if damaged := place.damage(new):
            raise Refusal(
                f"{new} 这一版有{len(damaged)}个文件和当时公布的不一样（{'、'.join(damaged[:3])}），"
                f"没有退回。请用 --to 选别的版本，或重新公布。{listed(names, old)}"
            )
        place.switch(new)
    return Exchanged(new, old)


def listed(names: list[str], current: str) -> str:
    """The releases in a sentence, oldest first."""
    if not names:
        return "这里还没有公布过。"
    marked = [f"{name}（现在的）" if name == current else name for name in names]
    return f"留着的有：{'、'.join(marked)}。"
