"""Leaks: numbers of persons and marks of secrecy in the words of a site.

Most lines stand on many pages: each is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..privacy import KIND_NAMES, leaks_in, marks_in

_MANY = 1_000_000  # lines remembered before they are forgotten: some 100 MB
_AT_ONCE = 1_000_000  # characters looked through at once
_FEW = 8  # lines over which one number may be parted
_LINE = re.compile(r"[^\r\n]+")


class Leaks:
    """What was found in the files that were taken, each thing with the files that have it."""

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self.found: dict[str, list[str]] = {}

    def take(self, file: str, texts: Iterable[str]) -> None:
        """The words of a file."""
        new: list[str] = []
        size = 0
        for text in texts:
            for match in _LINE.finditer(text):
                if (key := hash(match[0])) in self.seen:
                    continue
                self.seen.add(key)
                new.append(match[0])
                size += len(match[0])
                if size > _AT_ONCE:
                    self._look(file, new)
                    new, size = new[-_FEW:] if len(new) > _FEW else [], 0
        self._look(file, new)

    def _look(self, file: str, lines: list[str]) -> None:
        if len(self.seen) > _MANY:
            self.seen.clear()
        whole = "\n".join(lines)
        for leak in leaks_in(whole):
            self._note(file, f"像是{KIND_NAMES[leak.kind]}（{leak.veiled}）")
        for start, end in marks_in(whole):
            self._note(file, f"密级或内部资料的标志“{' '.join(whole[start:end].split())}”")

    def _note(self, file: str, what: str) -> None:
        files = self.found.setdefault(what, [])
        if file not in files:
            files.append(file)

    def faults(self) -> Iterator[tuple[str, str]]:
        """The first file that has it, and what it is."""
        for what, files in self.found.items():
            more = f"，另有{len(files) - 1}个文件里也有" if len(files) > 1 else ""
            yield (
                files[0],
                f"里面有{what}{more}，不能公布。请从总结、登记表或附件里删去，再公布；"
                "已经公布过的，照指南“怎样维护”的“把泄露的内容清除干净”去做。",
            )
