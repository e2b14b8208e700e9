"""Progress: on a terminal a bar with how many pages are done and how long the rest will take; elsewhere,
as in the log of a job, a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

MANY = 1000  # pages; fewer are done before anybody asks
EVERY = 10.0  # seconds between two lines


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """What is to be told how many pages there are, and how many more are done."""
    teller = _Bar() if sys.stderr.isatty() else _Lines()
    try:
        yield teller.tell
    finally:
        teller.end()


class _Bar:
    def __init__(self) -> None:
        click.echo("正在读总结、检查……", err=True)
        self.bar: Any = None

    def tell(self, pages: int, more: int) -> None:
        if self.bar is None:
            self.bar = click.progressbar(
                length=pages, label="生成网页", show_pos=True, show_percent=False, file=sys.stderr
            )
            self.bar.__enter__()
        self.bar.update(more)

    def end(self) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)


class _Lines:
    def __init__(self) -> None:
        self.done, self.told = 0, time.monotonic()

    def tell(self, pages: int, more: int) -> None:
        self.done += more
        now = time.monotonic()
        if pages > MANY and now - self.told >= EVERY:
            self.told = now
            click.echo(f"已经生成{self.done}页，共{pages}页。", err=True)

    def end(self) -> None:
        pass
