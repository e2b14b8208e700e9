"""Leaks: numbers of persons and marks of secrecy in the words of a site.

Most lines stand on many pages: each is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..privacy import KIND_NAMES, leaks_in, marks_in

_MANY = 1_000_000  # lines remembered before they are forgotten: some 100 MB


class Leaks:
    """What was found in the files that were taken, each thing with the files that have it."""

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self.found: dict[str, list[str]] = {}

    def take(self, file: str, texts: Iterable[str]) -> None:
        """The words of a file."""
        new: list[str] = []
        for text in texts:
            for line in text.splitlines():
                if (key := hash(line)) not in self.seen:
                    self.seen.add(key)
                    new.append(line)
        if len(self.seen) > _MANY:
            self.seen.clear()
        whole = "\n".join(new)
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
