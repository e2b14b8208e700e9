"""Page: a page that nobody writes by hand, and the way to it from home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from .. import address
from ..place import Place

Item = TypeVar("Item")
Step = tuple[str, str]  # a page's title and its address
LONG = 200  # entries after which a list is split by year or unit type


@dataclass(frozen=True)
class Page:
    """A page to be made. `above` are the pages between home and this one; `content` is called when
    the page is rendered, not before. `style` is the address of a style sheet for this page alone."""

    address: str
    title: str
    content: Callable[[Place], str]
    above: tuple[Step, ...] = ()
    style: str = ""

    @property
    def source(self) -> str:
        """The name under which other pages link to it; no file of docs/ has it."""
        return address.source_of(self.address)

    def html(self, place: Place) -> str:
        """The page from its breadcrumbs on."""
        return trail(place, self.above, self.title) + headline(self.title) + self.content(place)


def trail(place: Place, above: Iterable[Step], here: str) -> str:
    """The breadcrumbs: 首页 › 全部总结 › 2023年上半年 › …"""
    steps = [("首页", address.HOME), *above]
    links = "".join(
        f'<li><a href="{escape(place.link(to))}">{escape(title)}</a></li>' for title, to in steps
    )
    last = f'<li aria-current="page">{escape(here)}</li>'
    return f'<nav class="gh-trail" aria-label="所在位置"><ol>{links}{last}</ol></nav>'


def headline(title: str) -> str:
    """The page's heading."""
    return f"<h1>{escape(title)}</h1>"


def heading(id_: str, title: str) -> str:
    """A heading of the second level; the table of contents takes it up."""
    return f'<h2 id="gh-{id_}">{escape(title)}</h2>'


def around(item: Item, row: Sequence[Item]) -> tuple[Item | None, Item | None]:
    """What stands before and after an item of a row; None at its ends."""
    at = row.index(item)
    return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)


def turn(place: Place, label: str, before: Step | None, after: Step | None) -> str:
    """Links to the page before and after this one, "" where there is neither."""
    if not before and not after:
        return ""
    one = _turned(place, "gh-before", "‹ ", before, "")
    two = _turned(place, "gh-after", "", after, " ›")
    return f'<nav class="gh-turn" aria-label="{escape(label)}">{one}{two}</nav>'


def _turned(place: Place, class_: str, left: str, step: Step | None, right: str) -> str:
    if step is None:
        return ""
    title, to = step
    return f'<a class="{class_}" href="{escape(place.link(to))}">{left}{escape(title)}{right}</a>'


def paragraph(text: str) -> str:
    """A paragraph of plain text, "" of none."""
    return f"<p>{escape(text)}</p>" if text else ""


def linked(place: Place, steps: Iterable[Step]) -> str:
    """Links in a row, parted by 、"""
    return "、".join(
        f'<a href="{escape(place.link(to))}">{escape(title)}</a>' for title, to in steps
    )


def download(link: str, title: str, what: str) -> str:
    """A link to a file, and in a few words what is in it."""
    return (
        f'<p class="gh-download"><a href="{escape(link)}" download>{escape(title)}</a>'
        f"：{escape(what)}。</p>"
    )


def facts(items: Iterable[tuple[str, str]]) -> str:
    """What stands over a page: names, and ready HTML beside each; empty ones are left out."""
    rows = "".join(
        f"<div><dt>{escape(key)}</dt><dd>{html}</dd></div>" for key, html in items if html
    )
    return f'<dl class="gh-facts">{rows}</dl>' if rows else ""


def folded(title: str, html: str) -> str:
    """What is opened at a click."""
    return f'<details class="gh-fold"><summary>{escape(title)}</summary>{html}</details>'
