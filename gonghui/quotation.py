"""Quotation: what a person wrote, as a message may repeat it: on one line and not too long."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 40
_QUOTED = re.compile(rf"(?<=“)[^“”]{{{LIMIT + 1},}}(?=”)")


def one_line(text: str) -> str:
    """The text with a space for every line break or tab and � for every other control character.

    A terminal obeys control characters, and a message that breaks off cannot be searched for.
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    return "�" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char


def clip(text: str, limit: int = LIMIT) -> str:
    """The text on one line, cut after so many characters with … at its end."""
    line = one_line(text.strip())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def shorten(message: str, limit: int) -> str:
    """A message within a limit: first its quotations are clipped, then its middle is left out, since
    what to do stands at the end."""
    line = one_line(message)
    if len(line) <= limit:
        return line
    line = _QUOTED.sub(lambda match: clip(match[0]), line)
    if len(line) <= limit:
        return line
    tail = limit // 3
    return f"{line[: limit - tail - 1]}…{line[-tail:]}"
