"""Expansion: the macro calls of a page of the site's own, put aside with what they give.

No template engine sees a text that somebody may commit: Jinja reaches the whole of Python from any name,
and what is a constant to one parser is code to another. Here a mark is a call of a macro with constant
arguments, a raw block, a comment, or plain text. A call leaves a token that no author can forge; what it
gives takes its place when the text is rendered and made harmless.
"""

from __future__ import annotations

import re
from hashlib import sha256

from .macros import MACROS, call
from .place import Place
from .problem import Problems
from .summary.call import take_calls

# in the order in which they are found: a mark within another's text is none; what is never closed is
# looked for to the end of the text once, not from each of its marks
MARK = re.compile(
    r"(?P<comment>\{#.*?#\})|\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}"
    r"|(?:\{#|\{%-?\s*raw\s*-?%\}).*\Z|\{\{-?(?P<call>[^{}\n]{0,1000}?)-?\}\}|\{[{%#]",
    re.S,
)


Result = tuple[str, str, bool]  # a token, the HTML for it, and whether that is a block


def expanded(text: str, place: Place) -> tuple[str, list[Result]]:
    """The Markdown of a page with tokens for its calls, and their results. What is no call of a known
    macro stays as it is written. Raises MacroError."""
    seed = sha256(text.encode("utf-8", "replace")).hexdigest()[:24]
    results: list[Result] = []

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
        block = not MACROS[found[0].name].inline
        token = f"gonghui{seed}n{len(results)}x"
        results.append((token, call(place, found[0].name, found[0].args, found[0].kwargs), block))
        # inline results stay in their sentence; blocks stand by themselves
        return f"\n\n{token}\n\n" if block else token

    return MARK.sub(result, text), results
