"""Quantities: every number with a unit of measure in a sentence, as `notation` reads it, and where
it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..figure import Figure, FigureError, State
from ..notation.figure import read_figure
from ..notation.numeral import CHARACTERS
from ..notation.quantity import ARABIC, SCALE
from ..spelling import fold
from .prose import Sentence

# Measure words, each with what may not follow it: 12名单, 3家庭, 5人民币 hold none.
_MEASURES: dict[str, str] = {
    "个百分点": "", "百分点": "", "个班": "组子", "人次": "", "人(次)": "", "场次": "", "户次": "", "家次": "", "班次": "",
    "车次": "", "批次": "", "台次": "", "件次": "", "课时": "", "学时": "", "小时": "", "平方米": "",
     "公斤": "", "千克": "", "亩": "", "吨": "", "斤": "",  "m2": "",
    "万元": "", "亿元": "", "元": "旦月", "倍": "", "%": "", "‰": "",
    "个": "月小半季学年性体人头税世案", "家": "庭属长园里乡", "名": "单额称牌声", "人": "民才均口大文身小代防",
    "位": "置于", "员": "工会", "户": "外籍主", "次": "日要序数", "场": "地馆所面景合", "期": "间末初满限待",
    "份": "额子", "条": "例款文龙心", "件": "套", "项": "", "篇": "", "块": "", "张": "贴扬力", "幅": "度",
    "本": "级年单次人着月届市县区镇校院系科行", "册次": "", "册": "子", "套": "餐", "台": "账阶上", "辆": "", "间": "接断隔",
    "处": "理级室分长置于", "所": "有以在属需得", "座": "谈位右", "支": "部持付援出柱书", "只": "有要是能",
    "面": "对向积临上前貌", "枚": "", "箱": "", "桶": "", "袋": "", "瓶": "", "盒": "", "束": "", "顶": "", "双": "方",
    "首": "先次批", "部": "门分署委队级", "集": "体中团资合", "节": "目日约假点能省庆水前后期",
    "堂": "", "门": "类", "队": "伍员长", "组": "织建长成合", "种": "", "宗": "旨", "例": "如会", "班": "组子级长主前车会后",
    "对": "于口象照外内策接全我工企职困口", "版": "", "站": "点", "片": "区", "字": "", "轮": "流", "车": "间",
    "株": "", "棵": "", "桌": "", "拨": "", "副": "主职", "起": "来到草步", "批": "评准示判复发阅", "遍": "",
}  # fmt: skip
_BEFORE = (
    r"(?:不少于|不低于|不超过|不多于|不高于|大约|大概|(?<![附最临就])将?近|接近|超过|突破|多于|高于|至少|最少|至多|最多"
    r"|不足|不到|不下|少于|低于|未满|逾|(?<!赶)超|(?<![节签预合条制履大])约|[≥≤])"
)
_DOING = r"(?:完成|召开|开展|组织|举办|参加|撰写|阅读|发展|新建|建立|走访|慰问|为|在|有)"
_HAN = rf"[{CHARACTERS}]+(?:点[{CHARACTERS}]+)?"
_NUMBER = rf"(?:负|-)?(?:[0-9]{{1,3}}(?: [0-9]{{3}})+(?![0-9])|{ARABIC}(?:{SCALE})?(?:{ARABIC}(?:{SCALE}))*(?:[0-9]{{2,4}}(?![0-9.]))?|{_HAN})"
_MASKED = r"[xX×*]{1,4}"
_MASKED_NUMBER = re.compile(_MASKED + "[余多]?")
# What a quantity may begin with: nothing else is tried, and nothing far from a number.
_BEGINS = rf"(?=[-负0-9xX×*{CHARACTERS}不大将近接超突多高至最低少未逾约≥≤完召开组举参撰阅发新建走慰为在有])"
_COUNTS = re.compile(rf"[-负0-9xX×*{CHARACTERS}]")
_LED_BY = 5  # characters at most stand before the number itself: 不少于走访3户
_AFTER = r"(?:以上|以下|以内|左右|上下|之多)"
_EVERY = (
    r"每(?:[一两二三四五六]|[0-9]{1,2})?个?(?:半年|年|季度?|半月|月|旬|周|星期|天|日|学期)(?:至少|不少于)?"
    r"[^，。；、0-9一二两三四五六七八九十每]{0,8}?(?:[一二两三四五六七八九十]{1,2}|[0-9]{1,2})(?:次|场|期|遍|轮)(?!性|次)"
)
_FRACTION = r"(?<![0-9/.])[0-9]{1,7}/[0-9]{1,7}(?![0-9/.])"
_WHOLE = re.compile(rf"(?=[每全0-9])(?:{_EVERY}|全覆盖(?!面)|{_FRACTION})")  # read as it stands
_WHOLE_HAS = re.compile("[每覆/]")


class Quantity(NamedTuple):
    """A number from `start` to `end` of a sentence's folded words."""

    start: int
    end: int
    figure: Figure

    @property
    def bare(self) -> bool:
        """Whether it has no unit of measure."""
        return self.figure.is_number and not self.figure.unit

    def measured(self, unit: str) -> Quantity:
        """The same in the unit of measure that a table gives for it."""
        figure = _read(f"{self.figure.as_written}{unit}") if unit else None
        return self._replace(figure=figure or self.figure)


def measure_words(more: Iterable[str]) -> tuple[str, ...]:
    """The measure words of the language and those of a dictionary, the longest first."""
    return tuple(sorted({*_MEASURES, *(word for word in more if word)}, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=8)
def measured_in(words: tuple[str, ...]) -> re.Pattern[str]:
    """A number and its measure word, one of these."""
    begun = "".join(sorted({word[0] for word in words}))
    each = "|".join(
        re.escape(word) + (f"(?![{_MEASURES[word]}])" if _MEASURES.get(word) else "")
        for word in words
    )
    unit = f"(?=[{re.escape(begun)}])(?:{each})"
    number = rf"{_NUMBER}[余多几来+]?(?:[万亿])?"
    ranges = "(?=[^-~至到]*+[-~至到])"  # behind it, or nothing is tried
    return re.compile(
        rf"{_BEGINS}(?P<before>{_BEFORE})?(?P<doing>(?<=至少){_DOING}|(?<=不少于){_DOING}|(?<=最少){_DOING})?"
        rf"(?P<number>百分之[{CHARACTERS}]+(?:点[{CHARACTERS}]+)?|(?:{ranges}{number}(?:{unit})?[-~至到])?{number}|{_MASKED}[余多]?)"
        rf"(?P<unit>{unit})?(?P<after>余|多)?(?P<more>{_AFTER})?"
    )


def measure_of(sentence: Sentence, words: tuple[str, ...]) -> str:
    """The unit of measure that a table gives for a cell: in a cell of its row, or in brackets behind
    the name of its row or of its column; "" for none."""
    titled = (
        match[1]
        for title in (sentence.head, sentence.above)
        for match in [re.search(r"[(（]([^()（）]+)[)）]\s*$", title)]
        if match
    )
    return next((fold(one) for one in (*sentence.beside, *titled) if fold(one) in words), "")


def quantities(said: str, measured: re.Pattern[str], bare: bool = False) -> Iterator[Quantity]:
    """The figures of a sentence whose decoys are hidden, in their order. A number without a unit of
    measure counts only where `bare` is set, as in a table's cell."""
    taken = 0
    for match in _WHOLE.finditer(said) if _WHOLE_HAS.search(said) else ():
        yield from _between(said, taken, match.start(), measured, bare)
        figure = _read(match[0])
        if figure is not None:
            yield Quantity(*match.span(), figure)
            taken = match.end()
    yield from _between(said, taken, len(said), measured, bare)


def _between(
    said: str, start: int, end: int, measured: re.Pattern[str], bare: bool
) -> Iterator[Quantity]:
    counts = _COUNTS.search(said, start, end)
    if counts is None:
        return
    for match in measured.finditer(said, max(start, counts.start() - _LED_BY), end):
        number = match["number"]
        if not (match["unit"] or bare or number.startswith("百分之")):
            continue
        if _MASKED_NUMBER.fullmatch(number):
            if match["unit"] and not match["before"]:
                yield Quantity(
                    *match.span(), Figure(match[0], state=State.MASKED, unit=match["unit"])
                )
            continue
        text = match[0].replace(match["doing"] or "", "", 1)
        figure = _read(text.removesuffix("之多"))
        if figure is None and match["before"]:
            continue
        if figure is not None and not _turn_of_speech(said, match, figure):
            if figure.as_written != match[0]:
                figure = replace(figure, as_written=match[0])
            yield Quantity(*match.span(), figure)


def _read(text: str) -> Figure | None:
    try:
        return read_figure(text)
    except FigureError:
        return None


# 一个 counts only where something was done once, or where the count ends its clause.
_DONE = re.compile(
    r"(?:举办|举行|开展|组织|召开|建成|建立|新建|成立|创建|设立|承办|协办|发放|签订|出版|编印|印发|评选|命名|荣?获得?|开办|"
    r"慰问|走访|救助|资助|结对|联系|配备|聘请|选派|指定|增设|添置|购置|购买|安装|拍摄|制作|撰写|发表|接收|受理|调解|"
    r"排查|整改|采纳|办理|办结|撤销|解决|派出|支援|帮扶|改造|修建|赠送|播放|参加|订阅|送上|送去|进行|完成|有|了|约|近)$"
)
_CLAUSE_END = re.compile(r"$|[，。；、,;！？!?)）和及与并或]|以上|左右|;")
_ABSTRACT = re.compile(
    r"(?:重要|良好|坚强|过硬|高素质|和谐|温馨|系列|崭新|全新|完整|有效|行之有效|平台|机制|氛围|环境|窗口|新的?台阶|台阶|"
    r"方面|环节|机会|契机|过程|目标|整体|缩影|侧面|声音|标准|口子|调子|难题|问题|特点|亮点|品牌|载体|集体|工会人|共产党员|普通)"
)


def _turn_of_speech(said: str, match: re.Match[str], figure: Figure) -> bool:
    """Whether 一个, 一次 is how people speak, and counts nothing."""
    number = match["number"]
    if number != "一" or match["before"]:
        return False
    if _ABSTRACT.match(said, match.end()):
        return True
    if _CLAUSE_END.match(said, match.end()):
        return said[max(match.start() - 1, 0) : match.start()] in (
            "的",
            "是",
            "为",
            "成",
            "这",
            "每",
            "另",
        )
    return not _DONE.search(said, max(0, match.start() - 4), match.start())
