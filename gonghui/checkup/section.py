"""Section: the report of the check-up on a summary's page, for its author, in preview alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from ..codes import CODES
from ..privacy import masked
from ..problem import Problem
from ..quotation import clip
from ..summary import Summary
from .report import FamilyReport, SummaryReport

QUOTED = 80  # characters of a line
_ADVICE = re.compile(r"(?<=。)(?=请)")
Anchors = Mapping[tuple[int, int], str]  # an entry's position to the anchor of its sentence


def checkup_section(report: SummaryReport, text: str, anchors: Anchors) -> str:
    """The folded section, open where there is something to look at. `text` is the file as written,
    `anchors` are those of the sentences on the page that say a figure."""
    lines, summary = text.split("\n"), report.summary
    looked = [_finding(summary, problem, lines, anchors) for problem in report.found]
    kept = [
        _finding(summary, one.problem, lines, anchors, one.acceptance.reason)
        for one in report.accepted
    ]
    parts = [
        '<p class="gh-without">只在预览里看得到，不公布，也不进检索。</p>',
        _list("要看的", looked),
        _list("已经说明、予以保留的", kept),
        _list("查了什么", [_family(family) for family in report.families]),
    ]
    opened = " open" if looked else ""
    return (
        f'<section class="gh-checkup" id="gh-checkup" aria-label="体检"><details class="gh-fold"{opened}>'
        f"<summary>{_verdict(report)}</summary>{''.join(parts)}</details></section>"
    )


def _verdict(report: SummaryReport) -> str:
    found, kept = len(report.found), len(report.accepted)
    if not found and not kept:
        return f"体检：查了{report.checked}项，都没有问题"
    said = [f"体检：查了{report.checked}项，{report.well}项没有问题"]
    said += [f"{found}项要看"] if found else []
    said += [f"{kept}项已说明"] if kept else []
    return "，".join(said)


def _list(title: str, items: list[str]) -> str:
    if not items:
        return ""
    return f"<p><strong>{title}</strong></p><ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>"


def _finding(
    summary: Summary, problem: Problem, lines: list[str], anchors: Anchors, reason: str = ""
) -> str:
    """One finding: its line, what is wrong, the line as written, the way to the figure on the page."""
    written = clip(masked(lines[problem.line - 1]), QUOTED) if problem.line <= len(lines) else ""
    quoted = f"<br><code>{escape(written)}</code>" if written else ""
    said, kept = problem.message, ""
    if reason:  # nothing is left to do
        said, kept = _ADVICE.split(said)[0], f"<br>保留的理由：{escape(reason)}"
    return f"第{problem.line}行：{escape(said)}{kept}{quoted}{_way(summary, problem, anchors)}"


def _way(summary: Summary, problem: Problem, anchors: Anchors) -> str:
    """A link to the figure's sentence, else to its table; nothing for what is no figure."""
    place = (problem.line, problem.column)
    if place in anchors:
        return f' <a href="{escape(anchors[place])}">看正文里的这一句</a>'
    for entries, anchor in ((summary.metrics, "gh-figures"), (summary.local, "gh-others")):
        if any(entry.position == place for entry in entries):
            return f' <a href="#{anchor}">看表里的数</a>'
    return ""


def _family(family: FamilyReport) -> str:
    """数字勾稽：查了5项，4项没有问题（分项合计与总数3项、…），1项要看。"""
    named = "、".join(
        CODES[code].looked_at + (f"{count}项" if count > 1 else "") for code, count in family.agreed
    )
    said = [f"{escape(family.name)}：查了{family.checked}项"]
    if family.well:
        how = "都" if family.well == family.checked else f"{family.well}项"
        said.append(f"{how}没有问题（{named}）")
    said += [f"{len(family.found)}项要看"] if family.found else []
    said += [f"{len(family.accepted)}项已说明"] if family.accepted else []
    return "，".join(said) + "。"
