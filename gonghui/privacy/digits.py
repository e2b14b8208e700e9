"""Digits: the digits of a text whatever they are written in and whatever stands between them.

Full-width and circled digits, those of every script and Chinese numerals are read; what nobody sees
(zero-width characters) is looked through; spaces, dashes and dots may part the groups of a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

UNSEEN = "\u200b"
FEWEST = 11  # digits of the shortest number that is looked for
# as people write, count off and read out numbers
_HAN = dict(
    zip(
        "〇零○洞一幺二两三四五六七拐八九勾壹贰叁肆伍陆柒捌玖㊀㊁㊂㊃㊄㊅㊆㊇㊈㈠㈡㈢㈣㈤㈥㈦㈧㈨ⅠⅡⅢⅣⅤⅥⅦⅧⅨ",
        "00001122345677899" + "123456789" * 4,
        strict=True,
    )
)
_LETTERS = dict(zip("OoОоΟοlIІі", "0000001111", strict=True))
_DOTS = dict.fromkeys("·・･•‧∙⋅․", ".")
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
_GROUP = rf"[0-9](?:{UNSEEN}*[0-9])*"
_BETWEEN = rf"(?:[ \-./_*~\\`]|{UNSEEN}++){{1,4}}"
_CHAIN = re.compile(rf"{_GROUP}(?:{_BETWEEN}{_GROUP})*")
_NO_DIGIT = re.compile("[^0-9]+")
_COLUMNS = 1000  # groups
_PARTS = re.compile(rf"(?P<digits>{_GROUP})(?P<after>{_BETWEEN})?")
_DIGIT = rf"[\d①-⑨❶-❾⓪⓿⑴-⑼⒈-⒐¹²³⁰⁴-⁹₀-₉{''.join(_HAN)}]"
_PERHAPS = re.compile(
    rf"{_DIGIT}(?:(?:{UNSEEN}++|[^\w{UNSEEN}]|[_{_FILLERS}]){{0,8}}{_DIGIT}){{{FEWEST - 1}}}"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,20}|#[xX][0-9A-Fa-f]{1,20}|[A-Za-z]{2,20});|%3[0-9]")
# O and l among digits, as a typewriter had it: where nothing but digits and such letters stands together
_LETTERED = re.compile(
    rf"(?<![0-9A-Za-z])[0-9{''.join(_LETTERS)}](?:[ \-]?[0-9{''.join(_LETTERS)}]){{10,18}}[Xx]?(?![0-9A-Za-z])"
)
_BESIDE_DIGIT = re.compile(
    rf"[{''.join(_LETTERS)}](?:[ \-]?[0-9]|(?<=[0-9].)|(?<=[0-9][ \-].))"
)  # without one no letter stands among digits
# as programs write a column of numbers: 1.3812345678E10, and 13812345678.0 where a cell of it is empty
_TIMES_TEN = re.compile("[eE][+1]")
_POWER = re.compile(r"(?<![0-9.])([1-9])\.([0-9]{6,17})[eE]\+?(1[0-8])(?![0-9])")
_WHOLE = re.compile(r"(?<=[0-9]{11})\.0(?![0-9])")
# what may part the pieces of one number over cells and lines
_LOOSE = re.compile(r"(?<=[0-9])[^0-9A-Za-z\u4e00-\u9fff]{1,8}+(?=[0-9])")
# What stands before a number that is none of a person's: 订单号, 第…号. A name or a label may not.
NUMBERED = re.compile(
    r"(?:执照|订单|单号|编号|票据号?|流水|序列|代码|条码|群号|第)[ ：:为是]{0,2}$"
)


class _Table(dict[int, str]):
    """Each character as the patterns know it; what a character becomes is worked out once."""

    def __init__(self, marks: bool) -> None:
        self.marks = marks  # whether ① and 一 are digits too

    def __missing__(self, code: int) -> str:
        char = chr(code)
        digit = unicodedata.digit(char, None)
        if unicodedata.decimal(char, None) is not None or (self.marks and digit is not None):
            found = f"{digit}"
        elif self.marks and char in _HAN:
            found = _HAN[char]
        elif char in _DOTS:
            found = "."
        elif unicodedata.category(char) in ("Cf", "Mn", "Me") or char in _FILLERS:
            found = UNSEEN
        elif char == "\t" or unicodedata.category(char) == "Zs":
            found = " "
        elif unicodedata.category(char) == "Pd" or char == "−":
            found = "-"
        else:
            folded = unicodedata.normalize("NFKC", char) if digit is None else char
            found = folded if len(folded) == 1 and folded.isascii() else char
        self[code] = found
        return found


_TABLES = (_Table(marks=False), _Table(marks=True))


@dataclass(frozen=True)
class Number:
    """Digits that may be one number: `shape` are the lengths of its groups, `even` whether one and
    the same thing parts them and another, or nothing, stands around. `start` and `end` are places in the
    text, `before` and `after` what stands around, digits and signs in plain spelling. `loose`: its groups
    may stand in several cells or lines, so that more must speak for its being one."""

    digits: str
    shape: tuple[int, ...]
    even: bool
    start: int
    end: int
    before: str
    after: str
    loose: bool = False


def unescaped(text: str) -> str:
    """The text with each character that is written as an HTML entity or in percent as itself, filled up
    with what is looked through, numbers of spreadsheets written out, and with O and l among digits as
    digits: places stay."""

    def one(match: re.Match[str]) -> str:
        char = chr(int(match[0][1:], 16)) if match[0][0] == "%" else unescape(match[0])
        return char.rjust(len(match[0]), UNSEEN) if len(char) == 1 else match[0]

    def digits(match: re.Match[str]) -> str:
        few = sum(char.isdigit() for char in match[0]) < 6
        return match[0] if few else "".join(_LETTERS.get(char, char) for char in match[0])

    def power(match: re.Match[str]) -> str:
        whole = f"{match[1]}{match[2]}".ljust(int(match[3]) + 1, "0")
        fits = int(match[3]) + 1 == len(whole) <= len(match[0])
        return whole.ljust(len(match[0]), UNSEEN) if fits else match[0]

    text = _ENTITY.sub(one, text) if "&" in text or "%3" in text else text
    text = _POWER.sub(power, text) if _TIMES_TEN.search(text) else text
    text = _WHOLE.sub(UNSEEN * 2, text) if ".0" in text else text
    return _LETTERED.sub(digits, text) if _BESIDE_DIGIT.search(text) else text


def numbers_in(text: str, likely: re.Pattern[str], longest: int) -> Iterator[Number]:
    """Every run of whole groups, of at most so many digits, whose digits are like `likely`. A text is
    read twice where it has ① or Chinese numerals: in 统一138… the 一 is none; and once more with the cells
    and lines of a table run together."""
    if not _holds_many(text):
        return
    plain = text.translate(_TABLES[0])
    yield from _numbers(plain, likely, longest)
    with_marks = text.translate(_TABLES[1])
    if with_marks != plain:
        yield from _numbers(with_marks, likely, longest)
    joined = _LOOSE.sub(lambda match: "-".ljust(len(match[0]), UNSEEN), plain)
    if joined != plain:
        yield from (replace(one, loose=True) for one in _numbers(joined, likely, longest))


@lru_cache(maxsize=4)  # each text is asked about for every kind of number in turn
def _holds_many(text: str) -> bool:
    return _PERHAPS.search(text) is not None


def _numbers(plain: str, likely: re.Pattern[str], longest: int) -> Iterator[Number]:
    for chain in _CHAIN.finditer(plain):
        if chain.end() - chain.start() < FEWEST:
            continue
        whole = _NO_DIGIT.sub("", chain[0])
        if not likely.search(whole):
            continue
        groups = [
            (m["digits"].replace(UNSEEN, ""), m.start("digits"), m.end("digits"), _sign(m["after"]))
            for m in _PARTS.finditer(plain, chain.start(), chain.end())
        ]
        # nobody counts off hundreds of groups digit by digit: in columns of figures those are passed over
        fewest = 1 if len(groups) <= _COLUMNS else 3
        begin = 0
        for first in range(len(groups)):
            at, begin = begin, begin + len(groups[first][0])
            if len(groups[first][0]) < fewest or not likely.match(whole, at):
                continue
            size = 0
            for last in range(first, len(groups)):
                size += len(groups[last][0])
                if size > longest:
                    break
                if size >= FEWEST and likely.fullmatch(whole, at, at + size):
                    yield _number(plain, groups, first, last, whole[at : at + size])


_Group = tuple[str, int, int, str]


def _number(plain: str, groups: list[_Group], first: int, last: int, digits: str) -> Number:
    within = {group[3] for group in groups[first:last]}
    around = {groups[first - 1][3]} if first else set()
    around |= {groups[last][3]} if last + 1 < len(groups) else set()
    start, end = groups[first][1], groups[last][2]
    shape = tuple(len(group[0]) for group in groups[first : last + 1])
    even = len(within) <= 1 and not within & around
    return Number(
        digits, shape, even, start, end, plain[max(0, start - 8) : start], plain[end : end + 8]
    )


def _sign(between: str | None) -> str:
    """What parts two groups, spaces around a sign left out."""
    return (between or "").replace(UNSEEN, "").strip() or " "
