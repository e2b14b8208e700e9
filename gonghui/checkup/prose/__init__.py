"""Prose: what a summary's text says, beside the figures of its front matter.

A text is no table: only what is certain is told. Every finding is a warning; it stands at the figure
of the front matter that it concerns, or at the words themselves. Source: contract.md §6.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...corpus import Corpus
from ...facts import Names, facts_of
from ...facts.prose import sentences
from ...summary import Summary
from ..findings import Findings
from .figures import differing
from .gaps import blanks, masked_bases
from .growths import growths
from .spans import other_spans


def check_prose(
    corpus: Corpus, findings: Findings, summaries: Iterable[Summary] | None = None
) -> None:
    """The text of every page beside its front matter, drafts included; or of some."""
    names = Names(corpus.registry)
    for summary in corpus.all if summaries is None else summaries:
        said = [(one, facts_of(one, names)) for one in sentences(summary.body_of_words)]
        for line, column, code, message in (
            *differing(summary, said),
            *growths(corpus, summary, said),
            *other_spans(summary, said),
            *masked_bases(summary, said),
            *blanks(summary),
        ):
            findings.tell(summary.path, (line, column), code, message)
