"""Title: what a page is called, and its description, as the theme may print them.

Material prints both as they are, here and there decoded once more, and the title in the navigation of all
pages: what could become markup is set in its full-width form, which a reader sees as the same.
"""

from __future__ import annotations

from html import unescape

from mkdocs.structure.pages import Page

_PLAIN = str.maketrans({"<": "＜", ">": "＞", "&": "＆", '"': "＂"})


def printed(words: str) -> str:
    """Words that are no markup, however often they are decoded."""
    return words.translate(_PLAIN)


def title_of(page: Page) -> str:
    """The title of a page of the site's own; MkDocs' is HTML."""
    return unescape(str(page.title))


def take_head(page: Page) -> None:
    """Make words of the title and the description in the head of a page of the site's own."""
    for key in ("title", "description"):
        if page.meta.get(key):
            page.meta[key] = printed(str(page.meta[key]))  # 5 is a number to MkDocs


def print_plainly(page: Page) -> None:
    """The same for the title that a rendered page has of its first heading."""
    plain = printed(title_of(page))
    if plain != title_of(page):
        page.meta["title"] = plain
