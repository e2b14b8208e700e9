"""Identity card: the citizen's identity number of 18 places (GB 11643), and the older one of 15."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .digits import UNSEEN, Number, numbers_in

# the provinces of GB/T 2260, and the residence permits of Hong Kong, Macao and Taiwan
_REGIONS = re.compile(
    r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71(?=0000)|81(?=0000)|82(?=0000)|83(?=0000)"
)
_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_LIKELY = re.compile(
    rf"[1-8][0-9]{{5}}(?:(?:19|20)[0-9]{{2}}{_DAY}[0-9]{{3,4}}|[0-9]{{2}}{_DAY}[0-9]{{3}})"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_X = re.compile(rf"[ \-.{UNSEEN}]{{0,3}}[Xx×ХхΧχ](?![0-9A-Za-z])")
_GOES_ON = re.compile(r"[0-9A-Za-z]|\.[0-9]")
# fifteen digits without a check character: these say that they are another number
_OTHER = re.compile(r"(?:注册号|执照|订单|单号|编号|流水|序列|代码)[^，。；\n]{0,4}$")
_MONEY = re.compile(r" *(?:[元万亿%]|美元)")
_SHAPES = {(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 8, 3, 1), (3, 3, 4, 4, 4), (1,) * 18}
OLD_SHAPES = ((15,), (6, 6, 3), (6, 9))


def identity_cards_in(text: str) -> Iterator[tuple[int, int]]:
    """Where identity numbers stand: of 18 places those whose check character is right, of 15 those
    that begin with a region and a day."""
    for number in numbers_in(text, _LIKELY, 18):
        digits, end = number.digits, number.end
        if len(digits) == 17 and not number.loose:
            final = _X.match(number.after) if _is_citizen(f"{digits}X") else None
            if final:
                yield number.start, end + final.end()
        elif number.loose and not is_told_apart(number):
            continue
        elif len(digits) == 18:
            if _is_citizen(digits) and not _GOES_ON.match(number.after):
                yield number.start, end
        elif len(digits) == 15 and not number.loose and number.shape in OLD_SHAPES:
            told = _OTHER.search(text[max(0, number.start - 12) : number.start])
            goes_on = _GOES_ON.match(number.after) or _MONEY.match(number.after)
            if _is_old(digits) and not told and not goes_on:
                yield number.start, end


def is_told_apart(number: Number) -> bool:
    """Whether the groups over cells and lines are those of an identity number, or two halves of it."""
    return len(number.shape) == 2 or number.shape in _SHAPES


def check_character(digits: str) -> str:
    """The eighteenth place that belongs to the first seventeen: MOD 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def _is_citizen(number: str) -> bool:
    born = _is_day(number[6:10], number[10:12], number[12:14])
    return bool(_REGIONS.match(number)) and born and check_character(number[:17]) == number[17]


def _is_old(number: str) -> bool:
    return bool(_REGIONS.match(number)) and _is_day(f"19{number[6:8]}", number[8:10], number[10:12])


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return 1900 <= date(int(year), int(month), int(day)).year <= 2099
    except ValueError:
        return False
