"""How people write figures: every notation of contract.md §3."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Context, Decimal
from functools import lru_cache

from ..figure import PRECISION, STATE_NAMES, Figure, FigureError, Qualifier, fraction, plain
from ..quotation import clip
from ..spelling import fold
from .numeral import CHARACTERS, read_numeral
from .quantity import ARABIC, SCALE, SCALE_WORDS, arabic, read_quantity
from .unitword import WORD, is_unit_word

_STATES = {name: state for state, name in STATE_NAMES.items()}
# longest first: 不超过 before 超过, 至少 before 少于
_BEFORE: list[tuple[str, Qualifier]] = sorted(
    [
        *((word, Qualifier.APPROX) for word in ("大约", "大概", "约", "将近", "接近", "近")),
        *((word, Qualifier.MORE_THAN) for word in ("超过", "超", "逾", "突破", "多于", "高于")),
        *(
            (word, Qualifier.AT_LEAST)
            for word in ("至少", "不少于", "不低于", "最少", "不下", "≥", "≧")
        ),
        *((word, Qualifier.LESS_THAN) for word in ("不足", "不到", "少于", "低于", "未满")),
        *(
            (word, Qualifier.AT_MOST)
            for word in ("不超过", "至多", "最多", "不多于", "不高于", "≤", "≦")
        ),
    ],
    key=lambda pair: -len(pair[0]),
)
_AFTER: list[tuple[str, Qualifier]] = [
    ("以上", Qualifier.AT_LEAST),
    ("以下", Qualifier.AT_MOST),
    ("以内", Qualifier.AT_MOST),
    ("左右", Qualifier.APPROX),
    ("上下", Qualifier.APPROX),
    ("余", Qualifier.MORE_THAN),
    ("多", Qualifier.MORE_THAN),
]
# directly after the number, before its unit: 500多名, 500来人, 300+
_BETWEEN = dict.fromkeys("余多几", Qualifier.MORE_THAN) | {
    "来": Qualifier.APPROX,
    "+": Qualifier.MORE_THAN,
}
_COUNT = "[0-9一二两三四五六七八九十]{1,3}"
_FREQUENCY = re.compile(
    rf"每.+|(?:{_COUNT}|半)个?(?:年|半年|季度?|月|半月|旬|周|星期|天|日|学期){_COUNT}次"
)
_TOTAL = re.compile(r"累计|合计|共计|总计|共")  # 共300人: a total is the figure itself
_QUOTED = re.compile(r"“([^“”]+)”")
_RANGE_MARK = re.compile(r"[-~至到]")
_SPACED_DIGITS = re.compile(r"[0-9０-９][ \t\u00a0\u3000\u2000-\u200a]+(?=[0-9０-９])")
_THOUSANDS = re.compile(r"[0-9０-９]{1,3}(?:[ \u00a0\u2009\u202f][0-9０-９]{3})+(?![0-9０-９])")

_SIGNS = range(0x3380, 0x33E0)  # ㎡, ㎞, ㎏: signs of measure, of which some hold a digit
_TENTHS = re.compile(
    r"(近|约|超)?([一二三四五六七八九1-9])成([一二三四五六七八九半]?)(多|余|以上|以下|左右)?"
)
_BLANK = re.compile(r"[/-]+|无|没有|暂无|空|.*[xX×]{2}.*")

MAX_LENGTH = 60  # characters
MAX_DIGITS = 20  # beyond what anybody counts; sums of millions of them are still exact
EXAMPLE = "例：34个、500多名、五万余元、80%以上、11/14、未报。"


@lru_cache(maxsize=65536)
def read_figure(text: str) -> Figure:
    """The figure that a person wrote, in any notation of contract.md §3.

    Raises FigureError, in Chinese, where the text is no figure.
    """
    written = text.strip()
    if not written:
        raise FigureError("这里是空的。没有数请写“未报”，真的是零请写“0”。")
    _refuse_length(written)
    _refuse_odd_characters(written)
    folded = fold(_unwrapped(written))
    if folded in _STATES:
        return Figure(written, state=_STATES[folded])
    if _FREQUENCY.fullmatch(folded):
        return Figure(written, qualifier=Qualifier.FREQUENCY)
    if folded == "全覆盖":
        return Figure(written, Decimal(100), Qualifier.EXACT, unit="%")
    _refuse_words(folded, clip(written))
    counted = _TOTAL.sub("", folded, count=1) if _TOTAL.match(folded) else folded
    figure = _fraction(counted, written) or _range(counted, written) or _single(counted, written)
    if figure is None:
        raise FigureError(f"看不懂“{clip(written)}”这个数。{EXAMPLE}")
    return figure


def _unwrapped(written: str) -> str:
    """The text without a closing 。 or ， and without quotes around it: copied from a sentence."""
    text = _unclosed(written)
    quoted = _QUOTED.fullmatch(text)
    return _unclosed(quoted[1]) if quoted else text


def _unclosed(text: str) -> str:
    return text[:-1].rstrip() if text.endswith(("。", "，")) else text


def _refuse_words(folded: str, shown: str) -> None:
    """Refuse what says something, but not which number; tell what to write instead."""
    if tenths := _TENTHS.fullmatch(folded):
        before, tens, ones, after = tenths.groups("")
        percent = f"{before}{_digit(tens)}{_digit(ones)}%{after}"
        raise FigureError(f"“{shown}”请写成百分数。例：{percent}。")
    if _BLANK.fullmatch(folded):
        raise FigureError(
            f"“{shown}”说不清是哪一种。真的是零请写“0”，没有数请写“未报”，"
            "没有这项工作请写“不适用”，不便公开请写“隐去”。"
        )


def _digit(char: str) -> str:
    return "5" if char == "半" else f"{read_numeral(char) or char or 0}"


def _refuse_length(written: str) -> None:
    if len(written) > MAX_LENGTH:
        raise FigureError(f"“{clip(written)}”太长，不像一个数。{EXAMPLE}")
    if len(written) > MAX_DIGITS and _digits(written) > MAX_DIGITS:
        raise FigureError(f"“{clip(written)}”超过{MAX_DIGITS}位，请核对这个数。{EXAMPLE}")


def _digits(written: str) -> int:
    """How many digits the longest number has."""
    longest = run = 0
    for char in written:
        if _is_digit(char):
            run += 1
            longest = max(longest, run)
        elif char not in ",.，．":
            run = 0
    return longest


def _is_digit(char: str) -> bool:
    return char.isdigit() or char in CHARACTERS


def _refuse_odd_characters(written: str) -> None:
    for char in written:
        if unicodedata.category(char) in ("Cf", "Cc", "Co", "Cn"):
            raise FigureError(
                f"“{clip(written)}”里有看不见的字符（U+{ord(char):04X}），请删去重新输入。"
            )
        if char.isascii() or "０" <= char <= "９" or ord(char) in _SIGNS:
            continue
        if any("0" <= c <= "9" for c in unicodedata.normalize("NFKC", char)) or (char.isdecimal()):
            raise FigureError(f"“{clip(written)}”里的“{char}”不是普通数字，请改成0到9。")
    if _SPACED_DIGITS.search(written) and not _THOUSANDS.search(written):
        raise FigureError(
            f"“{clip(written)}”的数字中间有空格，分不清是一个数还是两个，请删去空格。"
        )


def _fraction(folded: str, written: str) -> Figure | None:
    match = re.fullmatch(rf"({ARABIC})(?P<unit>[^\d%/]*)/({ARABIC})(?P=unit)", folded)
    if not match or not is_unit_word(match["unit"]):
        return None
    return fraction(arabic(match[1]), arabic(match[3]), written)


def _range(folded: str, written: str) -> Figure | None:
    low = read_quantity(folded)
    if low is None:
        return None
    rest = folded[low.end :]
    mark = _RANGE_MARK.search(rest)
    if not mark:
        return None
    low_unit, high_text = rest[: mark.start()], rest[mark.end() :]
    high = read_quantity(high_text)
    if high is None or not (WORD.fullmatch(low_unit) or is_unit_word(low_unit)):
        return None
    unit = high_text[high.end :]
    if not is_unit_word(unit) or low_unit not in ("", unit):
        raise FigureError(f"看不懂“{clip(written)}”这个范围。例：2~3次、63%~68%。")
    low_value = low.value
    if not low.scaled and not low_unit and high.scale > 1 and low_value < high.value / high.scale:
        low_value = plain(low_value * high.scale)  # 2~3万元 is 2万~3万元
    if low_value >= high.value:
        raise FigureError(f"“{clip(written)}”的前一个数应小于后一个数。例：2~3次。")
    return Figure(
        written,
        None,
        Qualifier.RANGE,
        lower=low_value,
        upper=high.value,
        unit=unit,
        scaled=low.scaled or high.scaled,
    )


def _single(folded: str, written: str) -> Figure | None:
    qualifiers: list[Qualifier] = []
    rest = folded
    for word, qualifier in _BEFORE:
        if rest.startswith(word):
            qualifiers.append(qualifier)
            rest = rest[len(word) :]
            break
    negative = rest[:1] in ("-", "负")
    rest = rest[1:] if negative else rest
    in_percent = rest.startswith("百分之")
    rest = rest[3:] if in_percent else rest
    number = read_quantity(rest)
    if number is None:
        return None
    bare_place = (
        number.end == 1 and rest[0] in "百千万亿" and not in_percent
    )  # 百余人, 近百人 are numbers, 万元 is none
    value, scaled, rest = number.value, number.scaled, rest[number.end :]
    between = _BETWEEN.get(rest[:1])
    stepped = between is not None and rest[0] in "余多几"
    if between is not None:  # 500多名, 50余万元, 十几, 500来人, 300+
        if not stepped:
            qualifiers.append(between)
        rest = rest[1:]
        match = re.match(SCALE, rest)
        if match and match[0] in ("万", "亿", "百万", "千万") and not scaled:
            value, scaled = value * SCALE_WORDS[match[0]], True
            rest = rest[match.end() :]
    if between is None and rest.endswith("+"):  # 300人+
        qualifiers.append(Qualifier.MORE_THAN)
        rest = rest[:-1]
    for word, qualifier in _AFTER:
        if rest.endswith(word) and (rest != word or not stepped):
            rest = rest[: -len(word)]
            if qualifier is Qualifier.MORE_THAN:
                if stepped:
                    return None
                stepped = True
            else:
                qualifiers.append(qualifier)
            break
    if (in_percent and rest) or (bare_place and not stepped and not qualifiers):
        return None
    unit = "%" if in_percent else rest
    if not is_unit_word(unit):
        return None
    if stepped:
        qualifiers.append(Qualifier.MORE_THAN)
    if len(set(qualifiers)) > 1 or (stepped and len(qualifiers) > 1):
        raise FigureError(
            f"“{clip(written)}”用了两种说法（如“约”和“多”），请只留一种。例：500多名，或约500名。"
        )
    value = -value if negative else value
    qualifier = qualifiers[0] if qualifiers else Qualifier.EXACT
    return _with_bounds(Figure(written, value, qualifier, unit=unit, scaled=scaled), stepped)


def _with_bounds(figure: Figure, stepped: bool) -> Figure:
    value = figure.value
    assert value is not None
    match figure.qualifier:
        case Qualifier.MORE_THAN if stepped:
            if value <= 0:
                raise FigureError(f"“{clip(figure.as_written)}”：余、多、几前面应是大于零的数。")
            upper = plain(value + step(value))
            return replace(figure, lower=value, upper=upper, lower_open=True, upper_open=True)
        case Qualifier.MORE_THAN:
            return replace(figure, lower=value, lower_open=True)
        case Qualifier.AT_LEAST:
            return replace(figure, lower=value)
        case Qualifier.LESS_THAN | Qualifier.AT_MOST if value <= 0:
            raise FigureError(f"“{clip(figure.as_written)}”：这里应是大于零的数。")
        case Qualifier.LESS_THAN:
            return replace(figure, lower=Decimal(0), upper=value, lower_open=True, upper_open=True)
        case Qualifier.AT_MOST:
            return replace(figure, lower=Decimal(0), upper=value)
    return figure


def step(value: Decimal) -> Decimal:
    """One at the place of the last non-zero digit: 500 → 100, 1.5 → 0.1, 12 → 1."""
    exponent = value.normalize(Context(prec=PRECISION)).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)
