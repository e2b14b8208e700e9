"""Article: a summary's page: its facts, its tables and comparisons, and its author's text."""

from __future__ import annotations

from html import escape

from . import address
from .bases import BASIS_NAMES
from .change import Outcome
from .compare import Comparison
from .pages.page import Step, around, facts, headline, trail, turn
from .pages.periods import INDEX
from .pairing import counterpart, invitation, key_of
from .period import say_day
from .place import Place
from .summary import STATUS_NAMES, Summary
from .views.comparisons import comparison_table, sentences, summary_comparisons
from .views.facts import summary_facts
from .views.figures import Mentions, local_table, metric_table

FIGURES, COMPARISONS, TEXT, OTHERS = "gh-figures", "gh-comparisons", "gh-text", "gh-others"

FOREIGN = "本篇的数按原文计量单位登记，不参加比较。"


def article(
    summary: Summary,
    prose: str,
    place: Place,
    mentions: Mentions | None = None,
    report: str = "",
) -> str:
    """The whole page from its breadcrumbs on. `mentions` are the anchors in `prose` of the sentences
    that say a figure; `report` is what the check-up says to the author, in preview."""
    period = summary.period
    listed = place.page_of(period)  # a draft may be alone in its period
    above = (INDEX, (period.name, listed)) if listed else (INDEX,)
    return "".join(
        (
            trail(place, above, summary.unit_name),
            headline(summary.title),
            _status(summary),
            report,
            facts(summary_facts(place, summary)),
            _beside(place, summary),
            _figures(summary, place, mentions or {}),
            _comparisons(summary, place),
            f'<div class="gh-prose" id="{TEXT}">{prose}</div>',
            _others(summary, place, mentions or {}),
            _corrections(summary),
            _accepted(summary),
            turn(place, "本单位前后各期", *_neighbours(place, summary)),
        )
    )


def _status(summary: Summary) -> str:
    if summary.is_issued:
        return ""
    status = next(name for name, s in STATUS_NAMES.items() if s is summary.status)
    return f'<p class="gh-draft" role="note">未签发（{status}）：只在预览里看得到，不公布，不参加比较和汇总。</p>'


def _beside(place: Place, summary: Summary) -> str:
    """The way to this text beside an earlier one of the same unit, "" where there is none."""
    other = counterpart(place.corpus, summary)
    if other is None:
        return ""
    to = place.link(address.of_beside(summary.unit.id, key_of(other), key_of(summary)))
    said = invitation(summary, other)
    return f'<p class="gh-beside"><a href="{escape(to)}">{escape(said)}</a></p>'


def _neighbours(place: Place, summary: Summary) -> tuple[Step | None, Step | None]:
    """The unit's summaries of the same kind of period, class and scope before and after this one."""
    alike = [
        s
        for s in place.corpus.by_unit.get(summary.unit.id, [])
        if (s.period.kind, s.class_, s.campaign, s.scope)
        == (summary.period.kind, summary.class_, summary.campaign, summary.scope)
    ]
    if summary not in alike:  # a draft has no neighbours yet
        return None, None
    before, after = around(summary, alike)
    return _step(before), _step(after)


def _step(summary: Summary | None) -> Step | None:
    return (summary.period.name, summary.address) if summary else None


def _figures(summary: Summary, place: Place, mentions: Mentions) -> str:
    table = metric_table(summary, mentions)
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
            shown.append(comparison_table(place, summary, basis, found).html(place))
            said += found
    notes = "".join(f'<p class="gh-without">{escape(text)}</p>' for text in without)
    if not shown and not without:
        foreign = all(observation.foreign for observation in summary.observations)
        why = FOREIGN if foreign else "这类期间不与其他期间比较。"
        notes = f'<p class="gh-without">{why}</p>'
    ready = sentences(said, summary.registry)
    return f'<h2 id="{COMPARISONS}">与往期对比</h2>{"".join(shown)}{notes}{ready}'


def _others(summary: Summary, place: Place, mentions: Mentions) -> str:
    table = local_table(summary, mentions)
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
