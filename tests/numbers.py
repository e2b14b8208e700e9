"""Numbers of persons for tests, made when they are needed: no valid one stands in any file."""

from __future__ import annotations

import re

_WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")


def identity_card(region: str = "330106", born: str = "19900307", order: str = "123") -> str:
    """Eighteen places with the check character of GB 11643, written independently of the product."""
    first = region + born + order
    rest = sum(int(d) * w for d, w in zip(first, _WEIGHTS, strict=True)) % 11
    final = (12 - rest) % 11
    return first + ("X" if final == 10 else f"{final}")


def with_x() -> str:
    """An identity number that ends in X."""
    made = (identity_card(order=f"{number:03}") for number in range(1, 100))
    return next(number for number in made if number.endswith("X"))


def old_identity_card() -> str:
    """Fifteen places: region, day of birth with two figures for the year, order."""
    return "330106" + "620307" + "123"


def mobile(last: int = 2345) -> str:
    return f"138{0:04}{last:04}"


def bank_card(issuer: str = "622202", length: int = 19) -> str:
    """A number with its last digit after Luhn."""
    first = issuer + "".join(f"{(7 * place + 3) % 10}" for place in range(length - len(issuer) - 1))
    for final in range(10):
        digits = [int(d) for d in f"{first}{final}"][::-1]
        folded = [sum(divmod(d * (1 + place % 2), 10)) for place, d in enumerate(digits)]
        if sum(folded) % 10 == 0:
            return f"{first}{final}"
    raise AssertionError


def apart(number: str, sizes: list[int], by: str) -> str:
    """The number in groups of these sizes."""
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    assert at == len(number)
    return by.join(groups)


MADE = {
    "身份证": identity_card(),
    "身份证X": with_x(),
    "身份证错": identity_card()[:-1] + f"{(int(identity_card()[-1]) + 1) % 10}",
    "旧身份证": old_identity_card(),
    "手机": mobile(),
    "手机2": mobile(6789),
    "银行卡": bank_card(),
    "银行卡16": bank_card("622848", 16),
    "银行卡错": bank_card()[:-1] + f"{(int(bank_card()[-1]) + 1) % 10}",
}
MADE |= {
    "身份证分开": apart(MADE["身份证"], [6, 8, 4], " "),
    "身份证全角": MADE["身份证"].translate(_WIDE),
    "手机分开": apart(MADE["手机"], [3, 4, 4], "-"),
    "手机零宽": "\u200b".join(MADE["手机"]),
    "手机汉字": MADE["手机"].translate(_HAN),
    "手机中点": apart(MADE["手机2"], [3, 4, 4], "·"),
    "银行卡分开": apart(MADE["银行卡16"], [4, 4, 4, 4], " "),
}
MADE |= {
    "身份证前": MADE["身份证"][:9],
    "身份证后": MADE["身份证"][9:],
    "身份证格": apart(MADE["身份证"], [6, 8, 4], " | "),
    "身份证逐格": f"|{'|'.join(MADE['身份证'])}|",
    "身份证汉字": MADE["身份证"].translate(_HAN),
    "身份证字母": MADE["身份证"].replace("0", "O").replace("1", "l"),
    "身份证逗号": apart(MADE["身份证"], [6, 8, 4], "，"),
    "手机读法": MADE["手机"].translate(str.maketrans("0123456789", "洞幺两三四五六拐八勾")),
    "手机字母": MADE["手机"].replace("0", "O").replace("1", "l"),
    "手机括号": f"（{MADE['手机'][:3]}）{MADE['手机'][3:]}",
    "手机两行": f"{MADE['手机'][:3]}  \n{MADE['手机'][3:]}",
    "手机圈": "".join("⓪㊀㊁㊂㊃㊄㊅㊆㊇㊈"[int(digit)] for digit in MADE["手机"]),
    "手机实体": "".join(f"&#{ord(digit):09};" for digit in MADE["手机"]),
    "手机百分": "".join(f"%{ord(digit):02X}" for digit in MADE["手机"]),
    "手机盲文": "\u2800".join(MADE["手机"]),
    "银行卡两行": apart(MADE["银行卡16"], [4, 4, 4, 4], "\n"),
}


def filled(text: str) -> str:
    """A text with numbers in the place of ⟪身份证⟫ and the like."""
    return re.sub(r"⟪([^⟪⟫×]+)⟫", lambda match: MADE[match[1]], text)
