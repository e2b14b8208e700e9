"""Chinese numerals as people write them in reports: 三十, 一百零五, 五万, 一亿两千万, 二〇二三."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10**4, "亿": 10**8}
CHARACTERS = "".join(DIGITS) + "".join(PLACES) + "".join(SCALES)
MAX_LENGTH = 30  # characters; nobody counts further, and reading is recursive


def read_numeral(text: str) -> Decimal | None:
    """The number that a run of Chinese numeral characters says, or None where it says none.

    Reads 点 as the decimal mark (三点五), a colloquial last digit without its place (一百五 = 150,
    三万五 = 35000), and a leading place without 一 (十二, 百, 万).
    """
    if len(text) > MAX_LENGTH:
        return None
    whole, point, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not fraction or any(c not in DIGITS for c in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(DIGITS[c]) for c in fraction))


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(c in DIGITS for c in text):
        if len(text) == 1:
            return DIGITS[text]
        # digit by digit, as years are written; 两 never stands there, nor does a mere pair (五一)
        if "两" in text or len(text) < 3:
            return None
        return int("".join(str(DIGITS[c]) for c in text))
    if "亿" in text:
        return _scaled(text, "亿")
    if "万" in text:
        return _scaled(text, "万")
    return _below_ten_thousand(text)


def _scaled(text: str, mark: str) -> int | None:
    head, _, tail = text.rpartition(mark) if mark == "亿" else text.partition(mark)
    scale = SCALES[mark]
    upper = _whole(head) if head else 1
    if upper is None or upper == 0 or (mark == "万" and upper >= 10**4):
        return None
    if len(head) > 1 and all(c in DIGITS for c in head):
        return None
    if not tail:
        return upper * scale
    if len(tail) == 1 and tail in DIGITS:  # 三万五: the digit stands one place below
        return upper * scale + DIGITS[tail] * scale // 10
    lower = _lower_part(tail, scale)
    return None if lower is None else upper * scale + lower


def _lower_part(tail: str, scale: int) -> int | None:
    zero = tail[0] in "零〇"
    rest = tail[1:] if zero else tail
    if not rest or rest[0] in "零〇" or (len(rest) > 1 and all(c in DIGITS for c in rest)):
        return None
    if rest[0] in PLACES and rest[0] != "十":
        return None
    lower = _whole(rest)
    if lower is None or lower >= scale:
        return None
    return lower


def _below_ten_thousand(text: str) -> int | None:
    total, last_place, zero = 0, 10**4, False
    index = 0
    while index < len(text):
        char = text[index]
        if char in "零〇":
            if zero or index == 0 or index == len(text) - 1:
                return None
            zero, index = True, index + 1
            continue
        digit = DIGITS.get(char)
        if digit is None:
            if index and not (zero and char == "十"):
                return None
            digit, step = 1, 0  # 十二, 百余
        else:
            step = 1
        place_char = text[index + step] if index + step < len(text) else ""
        place = PLACES.get(place_char)
        if place is None:
            if index + step != len(text):
                return None
            place = 1 if zero or last_place in (10, 10**4) else last_place // 10
        if place >= last_place or digit == 0:
            return None
        total, last_place, zero = total + digit * place, place, False
        index += step + (1 if place_char else 0)
    return total or None
