"""Spacing: the characters and blanks that office programs leave in Chinese text.

No Han character, digit or letter is lost. A blank where a number was left out (为全县 名工会主席) is
a finding and stays; all other blanks within Chinese go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇\U00020000-\U0002ffff"
_CJK = rf"{HAN}，。、；：？！…—（）《》〈〉“”‘’【】〔〕『』「」％～·"
_WIDE = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE |= {
    ord("％"): ord("%"),
    ord("＋"): ord("+"),
    ord("＝"): ord("="),
    ord("＃"): ord("#"),
    ord("＆"): ord("&"),
    ord("＠"): ord("@"),
}
_BLANKS = re.compile(r"[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_TO_FILL = re.compile(r"_{2,}|＿{2,}")  # full width: to Markdown two low lines are a mark
_WIDE_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")
_WIDE_COMMA = re.compile(r"(?<![0-9])([0-9]{1,3}(?:，[0-9]{3})+)(?![0-9，])")
_HAN_BEFORE_POINT = re.compile(rf"(?<=[0-9])．(?=[{HAN}])")
_LETTER_SPACED = re.compile(rf"(?:[{HAN}0-9A-Za-z] ){{3,}}[{HAN}0-9A-Za-z]")
_KEPT = "\x1f"  # stands for a blank that stays while the others go
# measure words, and the words in which the same character is no measure word
_STRONG = r"人次|场次|万元|亿元|余[名人户家]|多[名人户家]|名(?![称单义誉次额师牌校著录利])|户(?![外籍口主])|家(?![庭属长园访乡具里政教用])|份(?![额子内])"
_WEAK = (
    r"人(?![员才数民均大工社们口身力物事心文居家员群])|个(?![人别性体])|次(?![数年日月要序第])|项(?!目)|场(?![所地馆面景合])|条(?![件例款块约文理])"
    r"|件(?!$)|期(?![间限末初满望刊])|位(?![置于次])|元(?![旦素宵])|台(?![账阶湾])|篇(?![章幅])"
)
_LEAD = r"[共计达了有为到约近余县镇市区乡省校院局厂建办展放访助发织出加训行开成收集评获]"
_BLANK_NUMBER = re.compile(
    rf"(?<=[{HAN}])(?<![每各几数两这那该本此首第某整全满一二三四五六七八九十百千万]) +(?=(?:{_STRONG})(?=[{HAN}，。、；]|$))"
    rf"|(?<={_LEAD}) +(?=(?:{_WEAK})(?=[{HAN}，。、；]|$))"
    rf"|(?<=[金款费资用值入出]) +(?=(?:[万千百亿]?元(?![旦素宵]))(?=[{HAN}，。、；]|$))"
)
# two blanks or more before a measure word that ends its clause; in a cleaned line one is left of them
_GAP = rf"(?<=[{HAN}]{{2}})(?<![ \u3000])%s(?=(?:{_STRONG}|{_WEAK})(?:[，。、；]|$))"
_WIDE_GAP, _LEFT_GAP = re.compile(_GAP % "[ \xa0\u3000]{2,}"), re.compile(_GAP % " +")
_WITHIN = re.compile(
    rf"(?<=[{_CJK}]) +(?=[{_CJK}0-9A-Za-z%‰℃°\(\[<])|(?<=[0-9A-Za-z%‰℃°\)\]>]) +(?=[{_CJK}])"
)
_BEFORE_SIGN = re.compile(r"(?<=[0-9]) +(?=[%‰℃°])")
_DIGITS_APART = re.compile(r"(?<![0-9] )(?<![0-9])(?:[0-9] ){2,}[0-9](?![0-9])")
_LABEL_BEHIND = re.compile(
    r"(?<! ) +(?=(?:联系)?(?:电话|手机|邮箱|地址|传真|邮编|日期|时间)(?:[：:]|$))"
)
_FAR = re.compile(rf"(?<=[{HAN}])(?:[ \xa0]{{4,}}|[ \xa0]*\t[ \xa0\t]*|\u3000{{2,}})(?=[{HAN}])")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、])$"
)


def clean(text: str) -> str:
    """One line of text without what nobody sees or nobody meant; ends stripped."""
    text = visible(text).translate(_WIDE)
    text = _LINE_TO_FILL.sub("＿＿", text)
    text = _WIDE_POINT.sub(".", text)
    text = _WIDE_COMMA.sub(lambda match: match[1].replace("，", ","), text)
    text = _HAN_BEFORE_POINT.sub(".", text)
    text = _far_apart(_WIDE_GAP.sub(_KEPT, text))
    text = _BLANKS.sub(" ", text).strip(" ")
    if " " not in text:
        return text.replace(_KEPT, " ")
    text = _DIGITS_APART.sub(lambda match: match[0].replace(" ", ""), text)
    if _is_letter_spaced(text):
        text = _LETTER_SPACED.sub(lambda match: match[0].replace(" ", ""), text)
    text = _LABEL_BEHIND.sub(_KEPT, text)
    text = _BLANK_NUMBER.sub(_KEPT, text)
    text = _BEFORE_SIGN.sub("", text)
    text = _WITHIN.sub("", text)
    return text.replace(_KEPT, " ")


def blank_numbers(text: str) -> list[int]:
    """Where in a cleaned line a number seems to have been left out."""
    shown = text.replace("＿", " ")
    return sorted({m.start() for p in (_BLANK_NUMBER, _LEFT_GAP) for m in p.finditer(shown)})


def visible(text: str) -> str:
    """The text without soft hyphens, zero-width characters and other controls; bullets of private
    fonts become one plain bullet."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char in "\t\n\u3000" or char == _KEPT:
        return "" if char == _KEPT else char
    category = unicodedata.category(char)
    if category == "Zs":
        return char
    if category == "Co":
        return "●"
    return "" if category in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp") else char


def _far_apart(text: str) -> str:
    """A tab or a long blank between words is a column, not a slip: one blank of it stays, except
    after the number of a heading and before a measure word's number."""

    def kept(match: re.Match[str]) -> str:
        if _NUMBERED.search(text[max(0, match.start() - 6) : match.start()]):  # its longest form
            return ""
        return _KEPT

    return _FAR.sub(kept, text)


def _is_letter_spaced(text: str) -> bool:
    """Whether nearly every character stands alone: 工 作 总 结."""
    pieces = text.split(" ")
    return len(pieces) >= 4 and sum(len(piece) == 1 for piece in pieces) * 10 >= len(pieces) * 7


def joined(pieces: Iterable[str]) -> str:
    """The pieces of one sentence that line breaks parted; words of letters stay apart."""
    made = [""]
    for piece in filter(None, pieces):
        ends = made[-1][-1:] + piece[0]
        made += [" ", piece] if len(ends) == 2 and ends.isascii() and ends.isalnum() else [piece]
    return "".join(made)
