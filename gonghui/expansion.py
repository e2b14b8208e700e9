"""Expansion: the macro calls of a page of the site's own, replaced by what they give.

No template engine sees a text that somebody may commit: Jinja reaches the whole of Python from any name,
and what is a constant to one parser is code to another. Here a mark is a call of a macro with constant
arguments, a raw block, a comment, or plain text.
"""

from __future__ import annotations

import re

from .macros import MACROS, call
from .place import Place
from .problem import Problems
from .summary.call import take_calls

# in the order in which they are found: a mark within another's text is none
MARK = re.compile(
    r"(?P<comment>\{#.*?#\})|\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}"
    r"|\{\{-?(?P<call>[^{}\n]{0,1000}?)-?\}\}|\{[{%#]",
    re.S,
)


def expanded(text: str, place: Place) -> str:
    """The Markdown of a page with the HTML of its calls. What is no call of a known macro stays as it is
    written. Raises MacroError."""

    def result(match: re.Match[str]) -> str:
        if match["comment"] is not None:
            return ""
        if match["raw"] is not None:
            return match["raw"]
        if match["call"] is None:
            return match[0]
        found = take_calls(f"{{{{{match['call']}}}}}", 1, "", Problems())[1]
        if len(found) != 1 or found[0].name not in MACROS:
            return match[0]
        html = call(place, found[0].name, found[0].args, found[0].kwargs)
        # inline results stay in their sentence; blocks become raw HTML blocks of their own
        return html if MACROS[found[0].name].inline else f"\n\n{html}\n\n"

    return MARK.sub(result, text)
