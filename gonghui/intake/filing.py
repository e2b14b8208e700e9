"""Filing: a new page where no file is yet, and data/units.yml in the place of the old one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ..corpus import SUMMARIES
from ..disk import reason
from .enrolment import UNITS


class FilingError(Exception):
    """Nothing was written; the message says in Chinese why. `code` is what the command ends with: 2 for
    wrong input, 1 for a disk that refuses."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def file_page(root: Path, place: Path, text: str) -> str:
    """Write a page below docs/summaries/, all of it or nothing, and never over another file: of two
    that write at once the second finds the first's. Its path in the project. Raises FilingError."""
    top = root / SUMMARIES
    if place.suffix != ".md" or not place.is_relative_to(top):
        example = f"例：--out {SUMMARIES}/2023/furong-town.md"
        raise FilingError(f"--out 应是 {SUMMARIES}/ 里的一个 .md 文件。{example}", 2)
    shown = place.relative_to(root).as_posix()
    for folder in place.parents:
        if folder.is_relative_to(top) and folder.is_symlink():
            linked = folder.relative_to(root).as_posix()
            raise FilingError(f"{linked} 是符号链接，网站不读。请换成真正的文件夹。", 2)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:
                place.unlink(missing_ok=True)
                raise
    except FileExistsError:
        if not place.exists() and not place.is_symlink():  # a folder's name is taken by a file
            raise FilingError(
                f"{place.parent.relative_to(root).as_posix()} 不是文件夹。", 2
            ) from None
        advice = "要写到别处，请用 --out 另写一个文件名。"
        raise FilingError(f"已经有文件 {shown}，没有改动。{advice}", 2) from None
    except OSError as error:
        why = f"{shown} 写不进去（{reason(error)}）。请检查磁盘空间和写的权限。"
        raise FilingError(why) from None
    return shown


def file_units(root: Path, content: bytes) -> None:
    """Put a new units.yml, the old one with lines behind it, in the place of the old one at once. Raises
    FilingError, also where somebody else has changed the file since it was read."""
    target, aside = root / UNITS, ""
    try:
        if not content.startswith(target.read_bytes()):
            raise FilingError(f"{UNITS} 刚刚被改过。请把刚才的命令再运行一遍。")
        handle, aside = tempfile.mkstemp(dir=target.parent, prefix=".units-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(aside, target.stat().st_mode & 0o777)
        os.replace(aside, target)
    except OSError as error:
        if aside:
            Path(aside).unlink(missing_ok=True)
        raise FilingError(
            f"{UNITS} 写不进去（{reason(error)}）。请检查磁盘空间和写的权限。"
        ) from None
