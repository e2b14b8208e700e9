"""Summary: one summary as a Word file: title, text, signature, and its figures as an attachment.

Source: GB/T 9704-2012, 7.3; a summary is no numbered document, so it has no red head.
"""

from __future__ import annotations

import re

from ..bases import Basis
from ..change import Outcome
from ..corpus import Corpus
from ..place import Place
from ..summary import Summary, SummaryClass
from ..views.comparisons import comparison_table, summary_comparisons
from ..views.figures import LOCAL_NOTE, local_table, metric_table
from .grid import Grid, grid_of
from .layout import Paper
from .signature import add_signature
from .table import add_grid
from .text import add_text
from .words import BREAK, clean, width_of

_TITLE_WIDTH = 20  # characters of 2号 on a line
# 附件 stands two characters in, its name behind the colon; a second line stands below the name
_LISTED = (
    '<w:keepNext/>{}<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'
)
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
LONGEST_NAME = 70  # characters; Linux holds 255 bytes, a Chinese character takes three
_LINE_BEFORE = '<w:spacing w:before="579"/>'


def summary_docx(summary: Summary, corpus: Corpus) -> bytes:
    """The bytes of a .docx, the same for the same corpus; drafts have nothing that says so, since
    they are what is printed to be signed. The text must have passed the check-up."""
    paper = Paper()
    add_title(paper, title_lines(summary.title, summary.unit_name))
    signed = add_text(paper, summary, corpus)
    name, grids = _figures(summary, corpus)
    if name:
        paper.keep_last_with_next()
        paper.paragraph("BodyText", f"附件：{name}", _LISTED.format(_LINE_BEFORE))
    of_person = summary.class_ is SummaryClass.PERSONAL  # no unit signs it, nobody stamps it
    paper.keep_last_with_next()
    add_signature(paper, "" if of_person else summary.unit_name, summary.issued or signed)
    if name:
        paper.paragraph("Attachment", "附件", "<w:pageBreakBefore/>")
        paper.paragraph("BodyText", "")
        add_title(paper, title_lines(name, summary.unit_name))
        for grid in grids:
            add_grid(paper, grid)
    day = summary.issued or summary.as_of or summary.period.last or corpus.reporting_day
    return paper.bytes(summary.title, summary.unit_name, day)


def file_name(summary: Summary) -> str:
    """What the file is called, without folder: 芙蓉镇总工会2023年上半年工会工作总结.docx; without what
    Windows does not take in a name."""
    title = summary.title
    whole = title if summary.unit_name in title else f"{summary.unit_name}{title}"
    kept = _NOT_IN_NAMES.sub("", clean(whole)).strip(" .")
    return f"{kept[:LONGEST_NAME] or summary.unit.id}.docx"


def add_title(paper: Paper, lines: list[str]) -> None:
    """The title, an empty line below it."""
    paper.paragraph("Title", BREAK.join(lines))
    paper.paragraph("BodyText", "")


def title_lines(title: str, unit_name: str) -> list[str]:
    """A title too long for its line is broken where its sense allows: before the dash of a
    subtitle, or behind the unit's name."""
    if width_of(title) <= _TITLE_WIDTH:
        return [title]
    main, dash, subtitle = title.partition("——")
    if main and subtitle:
        return [main, f"{dash}{subtitle}"]
    rest = title.removeprefix(unit_name)
    return [unit_name, rest] if rest and rest != title else [title]


def _figures(summary: Summary, corpus: Corpus) -> tuple[str, list[Grid]]:
    """The attachment's name and its tables: the dictionary's figures, beside those of the year
    before, and the local ones; "" where there are none."""
    metrics, local = metric_table(summary), local_table(summary)
    compared = _compared(summary, corpus)
    grids = [grid_of(metrics)] if metrics else []
    if isinstance(compared, Grid):
        grids.append(compared)
    elif grids and compared:
        grids[0].notes.append(compared)
    if local:
        local.notes = [note for note in local.notes if note != LOCAL_NOTE]  # of the site alone
        grids.append(grid_of(local))
    if not grids:
        return "", []
    if len(grids) == 1:
        grids[0].caption = ""  # the attachment's name says it
    what = "主要指标" if metrics else "有关数字"
    what += "及同比情况" if isinstance(compared, Grid) else ""
    of_person = summary.class_ is SummaryClass.PERSONAL
    whose = "" if of_person else f"{summary.unit_name}{summary.period.name}"
    return f"{whose}{what}", grids


def _compared(summary: Summary, corpus: Corpus) -> Grid | str:
    """The comparison with the year before; where no figure has a base, the one sentence that says
    why; "" where such a period is not compared."""
    place = Place(corpus, summary.address)
    found = summary_comparisons(place, summary, Basis.YOY)
    if not found:
        return ""
    said = [c for c in found if c.outcome is not Outcome.NO_VALUE]
    reasons = list(dict.fromkeys(c.reason for c in said))
    if all(c.outcome is Outcome.NO_BASE for c in said) and len(reasons) < 2:
        return f"同比：{reasons[0] if reasons else '本期没有可比的数'}。"
    return grid_of(comparison_table(place, summary, Basis.YOY, found))
