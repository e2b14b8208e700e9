"""Article: a summary's page: its facts, its tables and comparisons, and its author's text."""

from __future__ import annotations

from html import escape

from .bases import BASIS_NAMES
from .compare import Comparison, Outcome
from .period import say_day
from .place import Place
from .summary import STATUS_NAMES, Summary
from .views.comparisons import comparison_table, sentences, summary_comparisons
from .views.facts import summary_facts
from .views.figures import local_table, metric_table

FIGURES, COMPARISONS, TEXT, OTHERS = "gh-figures", "gh-comparisons", "gh-text", "gh-others"

FOREIGN = "本篇的数按原文计量单位登记，不参加比较。"


def headings(summary: Summary) -> list[tuple[str, str]]:
    """The anchors and titles that the page has above its author's own headings."""
    found = []
    if summary.metrics:
        found.append((FIGURES, "主要指标"))
        if summary.is_compared:
            found.append((COMPARISONS, "与往期对比"))
    return found


def article(summary: Summary, prose: str, place: Place) -> str:
    """The whole page below its title."""
    return "".join(
        (
            _status(summary),
            _facts(summary),
            _figures(summary, place),
            _comparisons(summary, place),
            f'<div class="gh-prose" id="{TEXT}">{prose}</div>',
            _others(summary, place),
            _corrections(summary),
            _accepted(summary),
        )
    )


def _status(summary: Summary) -> str:
    if summary.is_issued:
        return ""
    status = next(name for name, s in STATUS_NAMES.items() if s is summary.status)
    return f'<p class="gh-draft" role="note">未签发（{status}）：只在预览里看得到，不公布，不参加比较和汇总。</p>'


def _facts(summary: Summary) -> str:
    items = "".join(
        f"<div><dt>{escape(key)}</dt><dd>{escape(value)}</dd></div>"
        for key, value in summary_facts(summary)
    )
    return f'<dl class="gh-facts">{items}</dl>'


def _figures(summary: Summary, place: Place) -> str:
    table = metric_table(summary)
    return f'<h2 id="{FIGURES}">主要指标</h2>{table.html(place)}' if table else ""


def _comparisons(summary: Summary, place: Place) -> str:
    if not summary.metrics or not summary.is_compared:
        return ""
    shown, without = [], []
    said: list[Comparison] = []
    for name, basis in BASIS_NAMES.items():
        found = summary_comparisons(place, summary, basis)
        if not found:
            continue
        reasons = {c.reason for c in found}
        silent = all(c.outcome in (Outcome.NO_BASE, Outcome.NO_VALUE) for c in found)
        if silent and len(reasons) == 1:
            without.append(f"{name}：{reasons.pop() or '本期没有可比的数'}。")
        else:
            shown.append(comparison_table(summary, basis, found).html(place))
            said += found
    notes = "".join(f'<p class="gh-without">{escape(text)}</p>' for text in without)
    if not shown and not without:
        foreign = all(observation.foreign for observation in summary.observations)
        why = FOREIGN if foreign else "这类期间不与其他期间比较。"
        notes = f'<p class="gh-without">{why}</p>'
    ready = sentences(said, summary.registry)
    return f'<h2 id="{COMPARISONS}">与往期对比</h2>{"".join(shown)}{notes}{ready}'


def _others(summary: Summary, place: Place) -> str:
    table = local_table(summary)
    return f'<h2 id="{OTHERS}">其他数字</h2>{table.html(place)}' if table else ""


def _corrections(summary: Summary) -> str:
    if not summary.corrections:
        return ""
    items = "".join(
        f"<li>{say_day(c.day)}：{escape(c.metric)}由{escape(c.before)}"
        f"更正为{escape(c.after)}。原因：{escape(c.reason)}。</li>"
        for c in summary.corrections
    )
    return f'<h2 id="gh-corrections">更正说明</h2><ul>{items}</ul>'


def _accepted(summary: Summary) -> str:
    """What the check-up found and the author keeps: never hidden from the reader."""
    if not summary.accept:
        return ""
    metrics = summary.registry.metrics
    items = "".join(
        f"<li>{escape(metrics[a.metric].name if a.metric in metrics else a.metric or '本篇')}："
        f"{escape(a.reason)}</li>"
        for a in summary.accept
    )
    return f'<h2 id="gh-accepted">核对说明</h2><ul class="gh-accepted">{items}</ul>'
