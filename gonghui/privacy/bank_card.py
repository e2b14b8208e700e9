"""Bank card: card numbers of 16 to 19 digits (ISO/IEC 7812) as banks in China issue them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .digits import Number, numbers_in

_LIKELY = re.compile(r"(?=62|60|4|5[1-5]|955[89])[0-9]{16,19}")
_GOES_ON = re.compile(r"[0-9A-Za-z]|[.,][0-9]")
_MONEY = re.compile(r" *(?:[元万亿%]|美元)")
_CALLED = re.compile(r"(?:卡号|[账帐]号|[账帐]户|银行卡)[^0-9]{0,10}$")
_OTHER = re.compile(r"(?:[0-9][.,A-Za-z]|[￥¥$€] ?|[0-9A-Za-z][A-Za-z])$")


def bank_cards_in(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers stand: a known issuer, the last digit right, the groups as on cards."""
    for number in numbers_in(text, _LIKELY, 19):
        if not _is_shaped(number):
            continue
        if number.loose and not _CALLED.search(text[max(0, number.start - 16) : number.start]):
            continue
        around = _OTHER.search(number.before) or _GOES_ON.match(number.after)
        if not around and not _MONEY.match(number.after) and luhn_holds(number.digits):
            yield number.start, number.end


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the one that belongs to the others (Luhn, MOD 10)."""
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    total = sum(map(int, digits[-1::-2])) + sum(n // 10 + n % 10 for n in doubled)
    return total % 10 == 0


def _is_shaped(number: Number) -> bool:
    shape = number.shape
    if len(shape) == 1 or not number.even:
        return len(shape) == 1
    by_fours = all(length == 4 for length in shape[:-1]) and shape[-1] <= 4
    return by_fours or set(shape) == {1} or (len(shape) == 2 and shape[0] == 6)
