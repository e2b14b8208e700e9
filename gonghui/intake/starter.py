"""Starter: the page of a new summary, its front matter ready and every figure still to be filled.

A blank is left empty, as `会员人数:`, on purpose: the check-up refuses it at its line and says what to
write, so that nothing unfilled is ever published as a figure, and the writer has nothing to delete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..corpus import SUMMARIES, Corpus
from ..period import say_day
from ..precedent import Wanted, asked, entry_words, models, of_last_year, precedent
from ..quotation import one_line
from ..registry import Metric
from ..registry.unit import Scope, scope_name
from ..spelling import fold
from ..summary import CLASS_NAMES, Summary, SummaryClass
from .headings import headings

_PLAIN = re.compile(r"[^\W_][^\s:#,\[\]{}\"'&*!|>%@`]*")  # a name that YAML takes as it stands
_HOW = "冒号后面填今年的数，数和 # 之间空一格；没有数写“未报”，不适用写“不适用”"


@dataclass(frozen=True)
class Start:
    """A page to be written: its path in the project, its text, how many blanks it has, the scope written
    for the whole page, the issued pages it was made after, and whether these are last year's."""

    path: str
    text: str
    blanks: int
    scope: Scope | None = None
    models: tuple[Summary, ...] = ()
    last_year: bool = False


@dataclass
class _Blank:
    """One figure to be filled: what its line says behind the #."""

    name: str
    metric: Metric | None = None
    scope: Scope | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        value = f" {{value: , scope: {scope_name(self.scope)}}}" if self.scope else ""
        note = f"  # {'。'.join(self.notes)}" if any(self.notes) else ""
        return f"  {quoted(self.name)}:{value}{note}"


def start(corpus: Corpus, wanted: Wanted) -> Start:
    """The page of a unit for a period. Whether one is there already is for the caller to ask."""
    after = models(corpus, wanted)
    last_year = bool(after) and of_last_year(wanted, after[0])
    scope = after[0].scope if after and after[0].scope_written else None
    # what a page of years ago had need not come again
    pages = after if last_year or wanted.class_ is not SummaryClass.SUMMARY else []
    metrics = list(_metrics(corpus, wanted, after, scope))
    local = list(_local(wanted, pages, last_year))
    head = _head(corpus, wanted, scope, after)
    lines = ["---", *head]
    if metrics:
        lines += ["metrics:", f"  # {_HOW}", *(blank.line for blank in metrics)]
    elif wanted.class_ is not SummaryClass.PERSONAL:
        lines.append(
            "metrics:  # 下面缩进两格，一行写一个数，例如“  走访慰问: 45人次”；没有数的，删去这一行"
        )
    if local:
        lines += ["local:", "  # 字典里没有的数；今年没有的，删去那一行"]
        lines += [blank.line for blank in local]
    lines += ["---", *headings(corpus, wanted, after)]
    text = "\n".join(lines).rstrip() + "\n"
    path = path_of(wanted, scope)
    return Start(path, text, len(metrics) + len(local), scope, tuple(after), last_year)


def path_of(wanted: Wanted, scope: Scope | None = None) -> str:
    """Where the page is kept, by ids alone: docs/summaries/2023/furong-town-2023-H1.md"""
    year = wanted.period.last_year
    pieces = [wanted.unit.id, wanted.period.id]
    if wanted.class_ is not SummaryClass.SUMMARY:
        pieces.append(str(wanted.class_))
    pieces += [wanted.campaign] if wanted.campaign else []
    pieces += [str(scope)] if scope not in (None, Scope.OWN) else []
    return f"{SUMMARIES}/{year or '20XX'}/{'-'.join(pieces)}.md"


def alike(corpus: Corpus, wanted: Wanted, scope: Scope | None) -> list[Summary]:
    """The pages that are there already with the identity of the new one, drafts included."""
    identity = (
        wanted.unit.id,
        wanted.period.id,
        wanted.class_,
        wanted.campaign,
        scope or Scope.OWN,
    )
    return [summary for summary in corpus.all if summary.identity == identity]


def quoted(text: str) -> str:
    """A name as YAML takes it: in single quotes where it would else be something other than a text."""
    return text if _PLAIN.fullmatch(text) else "'{}'".format(text.replace("'", "''"))


def _head(corpus: Corpus, wanted: Wanted, scope: Scope | None, after: list[Summary]) -> list[str]:
    """The front matter above the figures."""
    unit, period, registry = wanted.unit, wanted.period, corpus.registry
    name = unit.name_in(period)
    known = registry.unit(name, period.last)
    type_ = registry.unit_types[unit.type_id]
    lines = [
        f"unit: {quoted(name if known is unit else unit.id)}",
        f"unit_type: {quoted(type_.name)}",
        f"period: {period.name}",
    ]
    if wanted.class_ is not SummaryClass.SUMMARY:
        lines.append(f"class: {class_name(wanted.class_)}")
    if wanted.campaign:
        lines.append(f"campaign: {quoted(registry.campaigns[wanted.campaign])}")
    if scope is not None:
        lines.append(f"scope: {scope_name(scope)}")
    lines.append("status: 起草  # 定稿以后改成“签发”，网站才公布")
    lines.append("# issued:  # 签发时删去行首的“# ”，冒号后面写签发日期，例如2023-07-10")
    lines += _data_days(wanted, corpus.today)
    for key in ("union_term", "congress_term"):
        term = getattr(after[0], key) if after else None
        if term:
            lines.append(
                f"# {key}: {quoted(one_line(term))}  # 上一篇写的；没有变的，删去行首的“# ”"
            )
    return lines


def _data_days(wanted: Wanted, today: date) -> Iterator[str]:
    """When the figures were taken, and that they are early where the period is not over."""
    first, last = wanted.period.first, wanted.period.last
    if last is None or not wanted.is_compared:
        return
    if today >= last:
        yield f"as_of: {last}  # 数据截至哪一天，请核对"
        return
    yield f"data_status: 快报  # 到{say_day(last)}以后的数才是全的；核定了删去这一行"
    if first is None or first <= today:
        yield f"as_of: {today}  # 数据截至哪一天，请核对"


def _metrics(
    corpus: Corpus, wanted: Wanted, after: list[Summary], page_scope: Scope | None
) -> Iterator[_Blank]:
    """A blank for each metric that is asked for, with what went before beside it."""
    registry = corpus.registry
    for id_, written in asked(corpus, wanted, after).items():
        metric = registry.metrics[id_]
        scope = written or page_scope or registry.scope_of(wanted.unit, metric)
        found = precedent(corpus, wanted, after, metric, scope)
        when, last_year = _when(wanted, after)
        told = f"{when if found.said else ''}{found.words}"
        none = f"{when}没有报" if last_year and wanted.is_compared else ""
        notes = [note for note in (_measure(metric), told or none) if note]
        yield _Blank(metric.name, metric, written, notes)


def _when(wanted: Wanted, after: list[Summary]) -> tuple[str, bool]:
    """How the time of the pages before is called, and whether it is a year before."""
    if wanted.is_compared or not after or of_last_year(wanted, after[0]):
        return wanted.period.year_before_phrase, bool(after) and of_last_year(wanted, after[0])
    return after[0].period.name, False


def _measure(metric: Metric) -> str:
    """The unit of measure, as the note beside a blank says it."""
    if metric.is_ratio:
        return "比率，写成分数（例如11/14）或百分数"
    return f"单位：{metric.unit}"


def _local(wanted: Wanted, after: list[Summary], last_year: bool) -> Iterator[_Blank]:
    """The local figures of the pages before, each name once."""
    blanks: dict[str, _Blank] = {}
    for page in after:
        when = wanted.period.year_before_phrase if last_year else page.period.name
        name = "" if page.unit is wanted.unit else page.unit_name
        for entry in page.local:
            blank = blanks.setdefault(fold(entry.name), _Blank(entry.name))
            blank.notes.append(f"{when}{name}{one_line(entry_words(entry))}")
    yield from blanks.values()


def class_name(class_: SummaryClass) -> str:
    """工作总结, 专题, 个人, 计划."""
    return next(name for name, known in CLASS_NAMES.items() if known is class_)
