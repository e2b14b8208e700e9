"""Macros: what a page may call; the only door through which they are called, with its arguments
checked.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .. import manual
from ..pages.periods import catalogue as all_periods
from ..place import Place
from ..spelling import did_you_mean
from ..summary.call import Constant
from ..views import front
from .arguments import MacroError
from .comparisons import compare_, coverage, series, total
from .figures import definition, headlines, history, latest, metric_table, sentence


@dataclass(frozen=True)
class Macro:
    """`inline` macros stand within a sentence, the others alone on a line; `in_summaries` ones may
    be placed by the author of a summary."""

    function: Callable[..., str]
    meaning: str
    example: str
    inline: bool = False
    in_summaries: bool = True


MACROS: dict[str, Macro] = {
    "metric_table": Macro(
        metric_table, "一篇总结的指标表", 'metric_table("青禾县总工会", "2024年")'
    ),
    "compare": Macro(
        compare_,
        "一篇总结的指标与上年同期（或上期、上年末、两年前）对比；单位、期间都可以写几个；附可以直接引用的句子",
        'compare("青禾地区乡镇企业工会", "2002年", ["基层工会组织数", "会员人数"])',
    ),
    "total": Macro(
        total,
        "一类单位、一个单位所属各单位或全部单位的合计，附缺报单位和同单位比较",
        'total("镇总工会", "2022年", ["会员人数", "规范化达标率"])',
    ),
    "series": Macro(
        series,
        "一个指标多年的图和表，单位、合计可以写几个，附年均增长",
        'series("会员人数", ["柳湾镇总工会", "青禾县总工会所属单位"])',
    ),
    "history": Macro(
        history, "一个指标历年的图和表，每期附同比", 'history("青禾地区乡镇企业工会", "会员人数")'
    ),
    "latest": Macro(
        latest,
        "一个指标最近一期的数，写在句子里",
        'latest("青禾县总工会", "会员人数")',
        inline=True,
    ),
    "sentence": Macro(
        sentence,
        "一个指标的对比，写成一句话",
        'sentence("青禾地区乡镇企业工会", "会员人数", "2002年")',
        inline=True,
    ),
    "definition": Macro(definition, "一个指标的口径卡片", 'definition("建会率")'),
    "news": Macro(front.news, "最近签发的总结", "news()", in_summaries=False),
    "coverage": Macro(
        coverage,
        "一期的报送情况：应报、已报、缺报；不写期间是最近一期和最近一年",
        'coverage("2022年")',
        in_summaries=False,
    ),
    "headlines": Macro(
        headlines,
        "一个单位的几个主要指标：最近的数、增减和走势；单位和指标都可以不写",
        'headlines("青禾县总工会", ["会员人数", "建会率"])',
        in_summaries=False,
    ),
    "finder": Macro(front.finder, "检索的输入框", "finder()", in_summaries=False),
    "entries": Macro(
        front.entries, "查阅入口：年份、单位、工作类别、指标", "entries()", in_summaries=False
    ),
    "catalogue": Macro(all_periods, "全部期间和篇数", "catalogue()", in_summaries=False),
    "fields": Macro(manual.fields, "题头各项的说明，取自程序", "fields()", in_summaries=False),
    "long_form": Macro(
        manual.long_form, "数的长式各项的说明，取自程序", "long_form()", in_summaries=False
    ),
    "metrics": Macro(manual.metrics, "指标字典一览", "metrics()", in_summaries=False),
    "codes": Macro(manual.codes, "检查代码一览，取自程序", "codes()", in_summaries=False),
}


SAID = {"unit": "单位", "period": "期间", "metric": "指标", "of": "合计或者单位的范围"}


def _misfit(
    signature: inspect.Signature, args: Sequence[Constant], kwargs: Mapping[str, Constant]
) -> str:
    """What is wrong with the arguments of a call that do not fit the macro's."""
    known = [name for name in signature.parameters if name != "place"]
    for name in kwargs:
        if name not in known:
            offer = f"可用的有：{'、'.join(known)}。" if known else ""
            return f"没有“{name}”这个参数。{offer}"
    if len(args) > len(known):
        return f"最多写{len(known)}个参数，这里写了{len(args)}个。" if known else "不带参数。"
    for name in known[: len(args)]:
        if name in kwargs:
            return f"的参数“{name}”写了两次。"
    needed = [n for n in known if signature.parameters[n].default is inspect.Parameter.empty]
    missing = [name for name in needed[len(args) :] if name not in kwargs]
    return f"还缺：{'、'.join(SAID.get(name, name) for name in missing)}。"


def call(place: Place, name: str, args: Sequence[Constant], kwargs: Mapping[str, Constant]) -> str:
    """The HTML of one call. Raises MacroError for an unknown macro, argument, unit, metric or period."""
    macro = MACROS.get(name)
    if macro is None:
        raise MacroError(
            f"没有“{name}”这个宏。{did_you_mean(name, MACROS)}可用的有：{'、'.join(MACROS)}。"
        )
    usage = f"例：{{{{ {macro.example} }}}}"
    signature = inspect.signature(macro.function)
    try:
        bound = signature.bind(place, *args, **kwargs)
    except TypeError:
        raise MacroError(f"宏“{name}”{_misfit(signature, args, kwargs)}{usage}") from None
    for key, value in bound.arguments.items():
        several = "Sequence" in str(signature.parameters[key].annotation)
        texts = value if several and isinstance(value, list | tuple) else [value]
        good = all(isinstance(text, str) for text in texts)
        if key != "place" and not good:
            raise MacroError(f"宏“{name}”的参数“{key}”应是引号里的文字。{usage}")
    return macro.function(*bound.args, **bound.kwargs)


__all__ = ["MACROS", "Macro", "MacroError", "call"]
