"""The text beside the front matter: what is wrong in the sample's own texts once a number is changed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gonghui.checkup.findings import Findings
from gonghui.checkup.prose import check_prose
from gonghui.corpus import Corpus, read_corpus
from gonghui.facts import FactRole, facts_in
from gonghui.problem import Problems
from tests.conftest import ROOT

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(ROOT, Problems())


def told(corpus: Corpus, summaries: list) -> list[str]:
    """The codes that the texts of some summaries give, the whole corpus behind them."""
    problems = Findings()
    asked = replace(corpus, summaries=summaries, drafts=[])
    asked.__dict__["series"] = corpus.series  # what they are compared with
    check_prose(asked, problems)
    return [problem.code for problem in problems]


def changed(number: str) -> str:
    return f"{float(number) * 1.5 + 1:.2f}" if "." in number else str(int(number) * 2 + 1)


def test_the_sample_as_it_stands_has_nothing(corpus):
    assert told(corpus, list(corpus.all)) == []


def test_every_sure_figure_and_most_growths_are_missed_when_they_are_changed(corpus):
    """One number of one text is changed, a hundred times over: the figure, or the growth beside it."""
    figures, growths = [], []
    for summary in corpus.all:
        lines = summary.body_of_words.split("\n")
        for fact in facts_in(summary.body_of_words, corpus.registry):
            line, start = lines[fact.line - 1], fact.column - 1
            number = NUMBER.match(line, start)
            if number is None or not fact.figure.exact:
                continue
            body = [*lines]
            body[fact.line - 1] = line[:start] + changed(number[0]) + line[number.end() :]
            wrong = replace(summary, body="\n".join(body), calls=())
            if fact.sure:
                figures.append(wrong)
            elif fact.role is FactRole.CHANGE:
                growths.append(wrong)
    figures, growths = figures[::5], growths[::3]
    assert len(figures) > 60
    assert len(growths) > 20
    for wrong in figures:
        assert "text-differs" in told(corpus, [wrong]), wrong.path
    found = ["growth-differs" in told(corpus, [wrong]) for wrong in growths]
    assert sum(found) / len(found) > 0.85
