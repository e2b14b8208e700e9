"""Folder: the folder of this machine that is published to.

Whatever moment a run is killed at, `current` leads to a whole release: a release gets its name when it
is whole, and the link is replaced, never changed. What is unfinished bears a dot and goes with the next
run; the lock goes with the process that holds it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .manifest import differences
from .refusal import Refusal
from .release import in_order, is_name

CURRENT, RELEASES, LOCK = "current", "releases", ".lock"
OWN = {CURRENT, RELEASES, LOCK, ".current.new"}
BUSY = "另一次公布或退回正在进行。请等它做完，再运行一遍。"


class Folder:
    """`path` holds `current` and `releases/`. Errors are a Refusal, or an OSError of the disk's."""

    def __init__(self, path: Path) -> None:
        self.path, self.releases = path, path / RELEASES

    @contextmanager
    def session(self) -> Iterator[None]:
        """While it lasts nobody else publishes here. What a killed run left is cleared away first."""
        if not self.path.parent.is_dir():
            raise Refusal(f"没有文件夹 {self.path.parent}。请先建好，或改正要公布到的文件夹。")
        foreign = sorted(set(os.listdir(self.path)) - OWN) if self.path.exists() else []
        link = self.path / CURRENT
        if link.exists() and not link.is_symlink():
            foreign.append(CURRENT)
        if foreign:
            raise Refusal(not_ours(str(self.path), foreign))
        self.path.mkdir(exist_ok=True)
        lock = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR, 0o644)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Refusal(BUSY) from error
            self.releases.mkdir(exist_ok=True)
            self._tidy()
            yield
        finally:
            os.close(lock)

    def _tidy(self) -> None:
        for path in self.releases.glob(".*"):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        names = self.names()
        for path in self.releases.glob("*.sha256"):
            if is_name(path.stem) and path.stem not in names:
                path.unlink()

    def names(self) -> list[str]:
        """The releases, oldest first."""
        found = os.listdir(self.releases) if self.releases.is_dir() else []
        return in_order(name for name in found if self._manifest(name).is_file())

    def current(self) -> str:
        """The release that readers see; "" where there is none."""
        try:
            return os.path.basename(os.readlink(self.path / CURRENT))
        except OSError:
            return ""

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """Where the next release is to be built: an address at which nothing is yet."""
        path = self.releases / ".new"
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def take(self, site: Path, manifest: str, name: str) -> None:
        """A site from the workshop becomes a release."""
        for folder, _, files in os.walk(site):
            os.chmod(folder, 0o755)
            for file in files:
                os.chmod(os.path.join(folder, file), 0o644)  # the web server is somebody else
        self._manifest(name).write_text(manifest, encoding="utf-8")
        self._manifest(name).chmod(0o644)
        os.sync()  # a power cut may come as well: the link never leads to what is not on the disk
        site.rename(self.releases / name)

    def switch(self, name: str) -> None:
        """Let readers see a release, from one moment to the next."""
        link = self.path / ".current.new"
        link.unlink(missing_ok=True)
        link.symlink_to(f"{RELEASES}/{name}")
        link.replace(self.path / CURRENT)

    def damage(self, name: str) -> list[str]:
        """The files of a release that are not what was published."""
        return differences(self.releases / name, self._manifest(name).read_text(encoding="utf-8"))

    def remove(self, names: list[str]) -> None:
        """Delete releases; half of one never bears its name."""
        for name in names:
            gone = self.releases / f".gone-{name}"
            (self.releases / name).rename(gone)
            self._manifest(name).unlink(missing_ok=True)
            shutil.rmtree(gone)

    def _manifest(self, name: str) -> Path:
        return self.releases / f"{name}.sha256"


def not_ours(folder: str, foreign: list[str]) -> str:
    """Why a folder is not published to."""
    site = "index.html" in foreign
    return f"{folder} 里有别的文件（{'、'.join(foreign[:3])}），不敢动它。请换一个空的文件夹" + (
        "；以前的网站是直接放在这里的，现在网站服务器要指向新文件夹里的 current。" if site else "。"
    )
