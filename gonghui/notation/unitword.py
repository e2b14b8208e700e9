"""Unit words: what may stand after a number as its unit of measure, and what only looks like one."""

from __future__ import annotations

import re

from .numeral import CHARACTERS

WORD = re.compile(r"[^\W\d_]*(?:[()/·.][^\W\d_]+\)?)*|%|‰|[°℃]")
# Letters as signs of measure have them; k, w, e and o are numbers in disguise (5w, 1e5, 10o).
_LETTERS = re.compile(r"[mgtLh]|(?![xX]+$)[A-Za-z]{2,4}|[kcdm]?m[23]")
# 500来人, 三分之二, 四比一, 三届二次; and X for a digit left out
_NO_UNIT = ("来", "分之", "比", "届", "x", "X")
_MORE = "余多几"
_QUALIFIERS = ("以上", "以下", "以内", "左右", "上下")
MAX_LENGTH = 12


def is_unit_word(word: str) -> bool:
    """Whether a text can be a unit of measure; nothing at all can, and so can 个百分点 and ㎡."""
    if word in ("", "%"):
        return True
    if word.isascii():
        return _LETTERS.fullmatch(word) is not None
    return (
        len(word) <= MAX_LENGTH
        and WORD.fullmatch(word) is not None
        and word[0] not in CHARACTERS.replace("百", "") + _MORE
        and (word[0] != "百" or word.startswith("百分点"))
        and not word.startswith(_NO_UNIT)
        and "半" not in word
        and not any(mark in word for mark in _QUALIFIERS)
    )
