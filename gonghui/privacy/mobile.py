"""Mobile: the eleven digits of a mobile telephone in mainland China."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .digits import NUMBERED, numbers_in

_MOBILE = re.compile(r"(?P<prefix>(?:00)?86|0)?(?P<own>1[3-9][0-9]{9})")
# how people part the eleven digits; each digit for itself as well
_SHAPES = {(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (1,) * 11}
_GOES_ON = re.compile(r"[0-9A-Za-z]|[.,][0-9]")
_MONEY = re.compile(r" *(?:[元万亿千%]|美元|人民币|吨|平方|立方|(?:人|场|件)?次(?!日))")
_CALLED = re.compile(r"(?:手机|电话|联系方式|号码|微信|[Tt]el)[^0-9]{0,10}$")
_OTHER = re.compile(r"(?:[0-9][.,A-Za-z]|[￥¥$€] ?|[0-9][A-Za-z]{1,4})$")


def mobiles_in(text: str) -> Iterator[tuple[int, int]]:
    """Where mobile numbers stand, with the prefix of the country or without it; no amounts of money
    and no pieces of longer codes."""
    for number in numbers_in(text, _MOBILE, 15):
        match = _MOBILE.fullmatch(number.digits)
        if match is None or not number.even or _OTHER.search(number.before):
            continue
        if _GOES_ON.match(number.after) or _MONEY.match(number.after):
            continue
        if number.loose and not _CALLED.search(text[max(0, number.start - 16) : number.start]):
            continue
        if NUMBERED.search(text[max(0, number.start - 12) : number.start]):
            continue
        if _own(number.shape, match["prefix"] or "") in _SHAPES:
            yield number.start, number.end


def _own(shape: tuple[int, ...], written: str) -> tuple[int, ...]:
    """The lengths of the groups without the digits of the prefix; that of the country may be a group of
    its own, a 0 may not: 0.138… is a fraction."""
    if written == "0" and shape[0] == 1 and max(shape) > 1:
        return ()
    rest, prefix = shape, len(written)
    while prefix and rest:
        taken = min(prefix, rest[0])
        rest = (rest[0] - taken, *rest[1:]) if rest[0] > taken else rest[1:]
        prefix -= taken
    return rest
