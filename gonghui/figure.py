"""Figure: a number as a report writes it, with its qualifier, bounds, unit of measure and parts.

Source: contract.md §3. A figure is never just a number: 500多名 is more than 500 and fewer than
600, 80%以上 includes 80, 未报 is not 0. Values and bounds are exact decimals in the unit as written,
with 万 and 亿 multiplied out (五万余元 is 50000 元).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from functools import lru_cache

from .numeral import CHARACTERS, read_numeral
from .spelling import fold

PRECISION = 50  # significant digits of a quotient: far beyond any rounding that is shown


class Qualifier(StrEnum):
    """How exactly a figure is meant; the value is the code in exports."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    APPROX = "approx"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    RANGE = "range"
    FREQUENCY = "frequency"


class State(StrEnum):
    """Why a figure has no value. Four different things; none of them is 0."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    MASKED = "masked"
    BELOW_UNIT = "below_unit"


STATE_NAMES = {
    State.NOT_REPORTED: "未报",
    State.NOT_APPLICABLE: "不适用",
    State.MASKED: "隐去",
    State.BELOW_UNIT: "不足最小单位",
}
_STATES = {name: state for state, name in STATE_NAMES.items()}


class FigureError(ValueError):
    """A text that is no figure; the message says in Chinese what is wrong and what to write."""


@dataclass(frozen=True)
class Interval:
    """Where the true value lies; None is no bound. An exact value is an interval of one point."""

    lower: Decimal | None
    upper: Decimal | None
    lower_open: bool = False
    upper_open: bool = False


@dataclass(frozen=True)
class Figure:
    """One figure.

    `value` is the number itself, None for a range, a frequency or a state; `lower` and `upper` are the
    bounds that the qualifier implies, None where there is none; a fraction keeps `numerator` and
    `denominator` and its value is percent. `unit` is the word of measure as written ("" for none).
    """

    as_written: str
    value: Decimal | None = None
    qualifier: Qualifier | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_open: bool = False
    upper_open: bool = False
    state: State | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unit: str = ""
    scaled: bool = False  # 万 or 亿 was written

    @property
    def exact(self) -> bool:
        return self.qualifier is Qualifier.EXACT

    @property
    def is_number(self) -> bool:
        """Whether a quantity is written at all: not a state, not a frequency."""
        return self.value is not None or self.qualifier is Qualifier.RANGE

    @property
    def interval(self) -> Interval | None:
        """Where the true value lies; None where nothing bounds it (约, a frequency, a state)."""
        if self.exact:
            return Interval(self.value, self.value)
        if not self.is_number or self.qualifier is Qualifier.APPROX:
            return None
        return Interval(self.lower, self.upper, self.lower_open, self.upper_open)

    def times(self, factor: Decimal) -> Figure:
        """The same figure in another unit of measure: value and bounds multiplied."""

        def scale(number: Decimal | None) -> Decimal | None:
            return None if number is None else plain(number * factor)

        return replace(
            self, value=scale(self.value), lower=scale(self.lower), upper=scale(self.upper)
        )

    def capped(self, cap: Decimal | None) -> Figure:
        """The same figure with an open upper end closed at the metric's cap (80%以上: [80, 100])."""
        open_end = self.upper is None and self.qualifier in (
            Qualifier.AT_LEAST,
            Qualifier.MORE_THAN,
        )
        return replace(self, upper=cap) if open_end and cap is not None else self

    def __str__(self) -> str:
        """The figure in one plain notation; reading it again gives the same figure."""
        if self.state:
            return STATE_NAMES[self.state]
        if self.qualifier is Qualifier.FREQUENCY:
            return fold(self.as_written)
        if self.numerator is not None and self.denominator is not None:
            return f"{self.numerator:f}/{self.denominator:f}"
        if self.qualifier is Qualifier.RANGE:
            return f"{self.lower:f}~{self.upper:f}{self.unit}"
        number = f"{self.value:f}"
        if self.qualifier is Qualifier.MORE_THAN and self.upper_open:
            return f"{number}余{self.unit}"
        return f"{_PREFIXES.get(self.qualifier, '')}{number}{self.unit}"


_PREFIXES: dict[Qualifier | None, str] = {
    Qualifier.MORE_THAN: "超过",
    Qualifier.AT_LEAST: "至少",
    Qualifier.APPROX: "约",
    Qualifier.LESS_THAN: "不足",
    Qualifier.AT_MOST: "不超过",
}

# longest first: 不超过 before 超过, 至少 before 少于
_BEFORE: list[tuple[str, Qualifier]] = sorted(
    [
        *((word, Qualifier.APPROX) for word in ("大约", "大概", "约", "将近", "接近", "近")),
        *((word, Qualifier.MORE_THAN) for word in ("超过", "超", "逾", "突破", "多于", "高于")),
        *((word, Qualifier.AT_LEAST) for word in ("至少", "不少于", "不低于", "最少", "不下")),
        *((word, Qualifier.LESS_THAN) for word in ("不足", "不到", "少于", "低于", "未满")),
        *((word, Qualifier.AT_MOST) for word in ("不超过", "至多", "最多", "不多于", "不高于")),
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
_MORE = "余多几"
_SCALE_WORDS = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
_SCALE = "|".join(_SCALE_WORDS)
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = re.compile(
    rf"(?P<arabic>{_ARABIC})(?P<scales>(?:{_SCALE})?)"
    rf"(?P<tail>(?:{_ARABIC}(?:{_SCALE}))*)"
    rf"|(?P<han>[{CHARACTERS}]+(?:点[{CHARACTERS}]+)?)"
)
_TAIL = re.compile(rf"({_ARABIC})({_SCALE})")
_UNIT = re.compile(r"[^\W\d_]*(?:[()/·.][^\W\d_]+\)?)*|%|‰|[°℃]")
_RANGE_MARK = re.compile(r"[-~至到]")
_SPACED_DIGITS = re.compile(r"[0-9０-９][ \t\u00a0\u3000\u2000-\u200a]+(?=[0-9０-９])")
_THOUSANDS = re.compile(r"[0-9０-９]{1,3}(?:[ \u00a0\u2009\u202f][0-9０-９]{3})+(?![0-9０-９])")

EXAMPLE = "例：34个、500多名、五万余元、80%以上、11/14、未报。"


@lru_cache(maxsize=65536)
def read_figure(text: str) -> Figure:
    """The figure that a person wrote, in any notation of contract.md §3.

    Raises FigureError, in Chinese, where the text is no figure.
    """
    written = text.strip()
    if not written:
        raise FigureError("这里是空的。没有数请写“未报”，真的是零请写“0”。")
    _refuse_odd_characters(written)
    folded = fold(written)
    if folded in _STATES:
        return Figure(written, state=_STATES[folded])
    if folded.startswith("每") and len(folded) > 1:
        return Figure(written, qualifier=Qualifier.FREQUENCY)
    if folded == "全覆盖":
        return Figure(written, Decimal(100), Qualifier.EXACT, unit="%")
    figure = _fraction(folded, written) or _range(folded, written) or _single(folded, written)
    if figure is None:
        raise FigureError(f"看不懂“{written}”这个数。{EXAMPLE}")
    return figure


def _refuse_odd_characters(written: str) -> None:
    for char in written:
        if unicodedata.category(char) in ("Cf", "Cc", "Co", "Cn"):
            raise FigureError(f"“{written}”里有看不见的字符（U+{ord(char):04X}），请删去重新输入。")
        if char.isascii() or "０" <= char <= "９":
            continue
        if any("0" <= c <= "9" for c in unicodedata.normalize("NFKC", char)) or (char.isdecimal()):
            raise FigureError(f"“{written}”里的“{char}”不是普通数字，请改成0到9。")
    if _SPACED_DIGITS.search(written) and not _THOUSANDS.search(written):
        raise FigureError(f"“{written}”的数字中间有空格，分不清是一个数还是两个，请删去空格。")


@dataclass(frozen=True)
class _Number:
    value: Decimal
    scale: int  # what 万, 亿 multiplied an Arabic number by; 1 for none
    end: int  # how many characters were read
    scaled: bool


def _number(text: str) -> _Number | None:
    """The number at the start of the text, 万 and 亿 multiplied out."""
    match = _NUMBER.match(text)
    if not match:
        return None
    if match["han"]:
        return _han(match["han"])
    value = Decimal(match["arabic"].replace(",", ""))
    end = match.end("scales")
    if not match["scales"]:
        return _Number(value, 1, end, False)
    scale = last = _SCALE_WORDS[match["scales"]]
    value *= scale
    for amount, word in _TAIL.findall(match["tail"]):  # 1亿2000万
        part = Decimal(amount.replace(",", "")) * _SCALE_WORDS[word]
        if _SCALE_WORDS[word] >= last or part >= last:
            return None
        value, last, scale = value + part, _SCALE_WORDS[word], 1
        end = match.end("tail")
    return _Number(plain(value), scale, end, True)


def _han(run: str) -> _Number | None:
    """The longest beginning of a run of numeral characters that is a number."""
    for end in range(len(run), 0, -1):
        value = read_numeral(run[:end])
        if value is not None and end == len(run):
            return _Number(value, 1, end, any(c in "万亿" for c in run))
    return None


def _fraction(folded: str, written: str) -> Figure | None:
    match = re.fullmatch(rf"({_ARABIC})/({_ARABIC})", folded)
    if not match:
        return None
    return fraction(Decimal(match[1].replace(",", "")), Decimal(match[2].replace(",", "")), written)


def fraction(numerator: Decimal, denominator: Decimal, written: str = "") -> Figure:
    """The exact percentage that a numerator and a denominator make; both are kept.

    Raises FigureError where the denominator is 0.
    """
    if denominator == 0:
        raise FigureError(f"“{written}”的分母是0，算不出比率。不适用请写“不适用”。")
    return Figure(
        written or f"{numerator:f}/{denominator:f}",
        percent(numerator, denominator),
        Qualifier.EXACT,
        numerator=numerator,
        denominator=denominator,
        unit="%",
    )


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """part ÷ whole in percent, to 50 significant digits."""
    with localcontext(Context(prec=PRECISION)):
        return plain(part * 100 / whole)


def _range(folded: str, written: str) -> Figure | None:
    low = _number(folded)
    if low is None:
        return None
    rest = folded[low.end :]
    mark = _RANGE_MARK.search(rest)
    if not mark:
        return None
    low_unit, high_text = rest[: mark.start()], rest[mark.end() :]
    high = _number(high_text)
    if high is None or not _UNIT.fullmatch(low_unit):
        return None
    unit = high_text[high.end :]
    if not _is_unit(unit) or low_unit not in ("", unit):
        raise FigureError(f"看不懂“{written}”这个范围。例：2~3次、63%~68%。")
    low_value = low.value
    if not low.scaled and not low_unit and high.scale > 1 and low_value < high.value / high.scale:
        low_value = plain(low_value * high.scale)  # 2~3万元 is 2万~3万元
    if low_value >= high.value:
        raise FigureError(f"“{written}”的前一个数应小于后一个数。例：2~3次。")
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
    number = _number(rest)
    if number is None:
        return None
    bare_place = (
        number.end == 1 and rest[0] in "百千万亿" and not in_percent
    )  # 百余人 is a number, 万元 is none
    value, scaled, rest = number.value, number.scaled, rest[number.end :]
    stepped = rest[:1] in _MORE and rest != ""
    if stepped:  # 500多名, 50余万元, 十几
        rest = rest[1:]
        match = re.match(_SCALE, rest)
        if match and match[0] in ("万", "亿", "百万", "千万") and not scaled:
            value, scaled = value * _SCALE_WORDS[match[0]], True
            rest = rest[match.end() :]
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
    if (in_percent and rest) or (bare_place and not stepped):
        return None
    unit = "%" if in_percent else rest
    if not _is_unit(unit):
        return None
    if stepped:
        qualifiers.append(Qualifier.MORE_THAN)
    if len(set(qualifiers)) > 1 or (stepped and len(qualifiers) > 1):
        raise FigureError(
            f"“{written}”用了两种说法（如“约”和“多”），请只留一种。例：500多名，或约500名。"
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
                raise FigureError(f"“{figure.as_written}”：余、多、几前面应是大于零的数。")
            upper = plain(value + step(value))
            return replace(figure, lower=value, upper=upper, lower_open=True, upper_open=True)
        case Qualifier.MORE_THAN:
            return replace(figure, lower=value, lower_open=True)
        case Qualifier.AT_LEAST:
            return replace(figure, lower=value)
        case Qualifier.LESS_THAN | Qualifier.AT_MOST if value <= 0:
            raise FigureError(f"“{figure.as_written}”：这里应是大于零的数。")
        case Qualifier.LESS_THAN:
            return replace(figure, lower=Decimal(0), upper=value, lower_open=True, upper_open=True)
        case Qualifier.AT_MOST:
            return replace(figure, lower=Decimal(0), upper=value)
    return figure


def _is_unit(word: str) -> bool:
    if word in ("", "%"):
        return True
    return (
        len(word) <= 12
        and not word.isascii()
        and _UNIT.fullmatch(word) is not None
        and word[0] not in CHARACTERS + _MORE
        and not any(mark in word for mark, _ in _AFTER[:5])
    )


def step(value: Decimal) -> Decimal:
    """One at the place of the last non-zero digit: 500 → 100, 1.5 → 0.1, 12 → 1."""
    exponent = value.normalize(Context(prec=PRECISION)).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def plain(number: Decimal) -> Decimal:
    """The number without trailing zeros and without an exponent: 5.20E+4 → 52000."""
    normal = number.normalize(Context(prec=PRECISION))
    exponent = normal.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return normal.quantize(Decimal(1), context=Context(prec=PRECISION + exponent))
    return normal + 0 if normal else Decimal(0)


def rounded(number: Decimal, places: int) -> Decimal:
    """The number to so many places, half-up: the only rounding, done where a number is shown."""
    with localcontext(Context(prec=PRECISION * 2)):
        result = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return result if result else abs(result)
