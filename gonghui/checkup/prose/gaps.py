"""What the text leaves out: the year that a growth compares with, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...quotation import clip
from ...summary import Summary
from .said import Finding, Said

_MASKED_YEAR = re.compile(
    r"[比较](?:20[-xX×*_?]{1,2}|20|[xX×*_]{2,4}|某)年(?!前|后|来|间|代)(?:度|末|底|同期)?[^，。；]{0,12}?(?:增|减|升|降|提高|多|少)"
)


def masked_bases(summary: Summary, said: list[Said]) -> Iterator[Finding]:
    """比20XX年增长: nobody can say than what."""
    for sentence, _ in said:
        for match in _MASKED_YEAR.finditer(sentence.said):
            line, column = sentence.place(match.start())
            written = sentence.written(*match.span())
            yield (
                summary.body_line + line - 1,
                column,
                "masked-base",
                f"“{clip(written)}”：看不出比的是哪一年。请写明年份，例：比2001年增长58.51%；"
                "确实不便写的，写进 accept：accept: [{code: masked-base, reason: 写明原因}]",
            )


_HAN = "\u4e00-\u9fff"
_BLANK = re.compile(
    rf"(?=[ \u00a0\u3000_＿（(])(?<=[{_HAN}])(?:[ \u00a0\u3000]{{1,8}}|_{{2,}}|＿+|（[ \u3000]*）|\([ \u3000]*\))"
    r"(?=(?:余|多)?(?:人次|名(?![单额称牌声师誉义胜次词家])|户(?![外籍主口])|家(?![庭属长园里乡人])|万元|场次|元(?![旦月])|"
    r"件(?!套)|篇(?!章)|个(?![人性体别月])|份(?![额子])))"
)
_OPENS = re.compile("[ \u00a0\u3000_＿（(]")
_SPACED = re.compile(rf"[{_HAN}][ \u3000][{_HAN}][ \u3000][{_HAN}]")


def blanks(summary: Summary) -> Iterator[Finding]:
    """为全县 名工会主席送去. A line with spaces all over is set wide, and left alone."""
    for number, line in enumerate(summary.body_of_words.split("\n")):
        for match in _BLANK.finditer(line) if _OPENS.search(line) else ():
            if line.startswith(("#", "|", "    ")) or _SPACED.search(line):
                break
            around = line[max(match.start() - 6, 0) : match.end() + 8].strip()
            yield (
                summary.body_line + number,
                match.start() + 1,
                "blank-number",
                f"“{clip(around)}”里的数空着。请补上，例：为全县36名工会主席送去；"
                "确实没有数的，改写这一句，题头里写“未报”。",
            )
