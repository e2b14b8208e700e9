"""Terms: the ordinal of a union committee or of a workers' congress, where a text names just one."""

from __future__ import annotations

import re

_CONGRESS = re.compile(
    r"(第?[一二三四五六七八九十]{1,3}届)(?:第)?([一二三四五六七八九十]{1,3}次)(?:全体)?(?:教?职工代表大会|职代会|教代会)"
)
_UNION = re.compile(
    r"第?([一二三四五六七八九十]{1,3}届)(?:工会)?(?:委员会|工会委员会|工会)(?!议)|工会第([一二三四五六七八九十]{1,3}届)委员会"
)


def congress_term(text: str) -> str:
    """三届二次, "" where the text names none or several."""
    found = {f"{m[1].removeprefix('第')}{m[2]}" for m in _CONGRESS.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def union_term(text: str) -> str:
    """六届, "" where the text names none or several."""
    found = {m[1] or m[2] for m in _UNION.finditer(text)}
    return found.pop() if len(found) == 1 else ""
