"""mkdocs-macros: the product's macros under their names, as that plugin lists them. It renders no page
(gonghui/expansion.py does): whatever it rendered could run code."""

from __future__ import annotations

from typing import Any

from mkdocs.exceptions import PluginError

from ..macros import MACROS, MacroError, call


def register(env: Any) -> None:
    """Make every macro of `gonghui.macros` known to the templates of `env` (a macros plugin)."""
    for name in MACROS:
        env.macro(_bound(env, name), name)


def _bound(env: Any, name: str) -> Any:
    def macro(*args: Any, **kwargs: Any) -> str:
        try:
            return call(env.conf.plugins["gonghui"].edition.place(env.page.url), name, args, kwargs)
        except MacroError as error:
            raise PluginError(f"{env.page.file.src_uri}: macro-argument: {error}") from None

    return macro
