"""Prose: what a summary's text says, beside the figures of its front matter.

A text is no table: only what is certain is told. Every finding is a warning; it stands at the figure
of the front matter that it concerns, or at the words themselves. Source: contract.md §6.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...corpus import Corpus
from ...facts import Names, facts_of
from ...facts.prose import sentences
from ...spelling import fold
from ...summary import Summary
from ..findings import Findings
from .cutoff import cutoffs
from .figures import differing, wrong_measures
from .gaps import blanks, masked_bases
from .growths import growths
from .opening import opening
from .own import own_figures
from .rates import rates
from .sessions import sessions
from .shares import shares
from .spans import other_spans
from .sums import sums


def check_prose(corpus: Corpus, findings: Findings, summaries: Iterable[Summary]) -> None:
    """The text of each of these pages beside its front matter."""
    names = Names(corpus.registry)
    for summary in summaries:
        own = [fold(name.text) for name in summary.unit.names]
        said = [(one, facts_of(one, names, own)) for one in sentences(summary.body_of_words)]
        for line, column, code, message in (
            *differing(summary, said),
            *wrong_measures(summary, said),
            *growths(corpus, summary, said),
            *rates(summary, said),
            *sums(summary, said),
            *shares(summary, said),
            *own_figures(summary, said),
            *sessions(summary, said),
            *cutoffs(summary, said),
            *opening(summary),
            *other_spans(summary, said),
            *masked_bases(summary, said),
            *blanks(summary),
        ):
            findings.tell(summary.path, (line, column), code, message)
