"""Shell: what the theme puts around every page: its navigation is laid out once for all pages that it
looks the same on, and the theme's blank lines and indents, a quarter of a page, are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from jinja2 import Environment, TemplateNotFound
from jinja2.runtime import Context
from mkdocs.utils import get_relative_url

NAVIGATION = ("partials/nav.html", "partials/tabs.html")
_Render = Callable[[Context], Iterator[str]]


def lay_out_once(env: Environment) -> None:
    """Let the theme keep its navigation as it stands on pages that it does not name."""
    for name in NAVIGATION:
        with suppress(TemplateNotFound):  # another theme
            template = env.get_template(name)
            template.root_render_func = _kept(template.root_render_func)


def _kept(render: _Render) -> _Render:
    known: dict[tuple[str, ...], str] = {}

    def kept(context: Context) -> Iterator[str]:
        page, nav = context.get("page"), context.get("nav")
        if page is None or page in nav.pages:  # it is marked there, and its contents stand below it
            yield from render(context)
            return
        # the theme writes links as they lead from the page
        ways = ["assets/", *(one.url for one in nav.pages)]
        links = tuple(get_relative_url(url, page.url) for url in ways)
        if links not in known:
            known[links] = "".join(render(context))
        yield known[links]

    return kept


def squeezed(html: str) -> str:
    """The page without white space that nobody sees around the article."""
    before, start, rest = html.partition("<article")
    article, end, after = rest.rpartition("</article>")
    return f"{_stripped(before)}{start}{article}{end}{_stripped(after)}"


def _stripped(html: str) -> str:
    return "\n".join(filter(None, map(str.strip, html.split("\n"))))
