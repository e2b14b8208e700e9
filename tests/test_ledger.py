"""What is kept of units gives the same rows as working them out, and one changed unit alone is asked again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gonghui.bases import Basis, regular_bases
from gonghui.corpus import Corpus, read_corpus
from gonghui.fingerprint import ledger_of
from gonghui.ledger import Ledger
from gonghui.period import Period
from gonghui.place import Place
from gonghui.problem import Problems
from gonghui.registry.unit import Scope
from gonghui.shelf import Shelf
from gonghui.totals import (
    ALL,
    Total,
    aggregate,
    all_totals,
    comparison,
    keep_totals,
    same_units,
    scope_used,
    total_of,
)
from gonghui.totals.comparison import Pair
from gonghui.totals.roll import cells
from gonghui.views import by_unit
from gonghui.workbook import figures
from tests.test_compare import Page, corpus_of, text_of
from tests.test_workbooks import PAGES

UNITS = ("甲镇总工会", "乙镇总工会", "青禾县总工会")


def pages_of(chance: random.Random) -> list[Page]:
    """Some years of some units, with figures of every sort."""
    pages = list(PAGES)
    for unit in UNITS[1:]:
        for year in range(2012, 2022):
            if chance.random() < 0.8:
                said = {"会员人数": f"{chance.randint(1, 9)}00人", "慰问资金": chance.choice(["5万余元", "3万元", "未报"]),
                        "提案办结率": chance.choice(["4/7", "50%", "不适用"])}  # fmt: skip
                pages.append({"unit": unit, "period": f"{year}年", "metrics": said})
    return pages


def kept(pages: list[Page], folder: Path | None) -> Corpus:
    corpus = corpus_of(pages)
    for number, page in enumerate(pages, start=1):
        corpus.texts[f"docs/summaries/pages/{number}.md"] = text_of(page, corpus.registry)
    corpus.ledger = ledger_of(corpus, Shelf(folder)) if folder else Ledger()
    return corpus


def made(corpus: Corpus) -> list[object]:
    """The tables with their files, and the workbooks of all metrics."""
    found: list[object] = []
    for id_, keys in corpus.keys_of_metric.items():
        metric = corpus.registry.metrics[id_]
        place = Place(corpus, f"metrics/{id_}/")
        found += [table.html(place) for table in by_unit.unit_tables(place, metric, keys)]
        found += [place.downloads.files, figures.metric_workbook(corpus, metric)]
    return found


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The units of which rows and notes were worked out."""
    found: list[str] = []
    strip_of, told = by_unit.strip_of, figures._told

    def strips(place, line):
        found.append(line.key[0])
        return strip_of(place, line)

    def notes(corpus, keys):
        found.append(keys[0][0])
        return told(corpus, keys)

    monkeypatch.setattr(by_unit, "strip_of", strips)
    monkeypatch.setattr(figures, "_told", notes)
    return found


def test_rows_that_are_kept_are_those_that_would_be_made(tmp_path, asked):
    chance = random.Random(5)
    pages = pages_of(chance)
    expected = made(kept(pages, None))
    for _ in range(2):  # put there, then taken from there
        asked.clear()
        assert made(kept(pages, tmp_path)) == expected
    assert asked == []
    for edit in ("correct", "delete", "begin"):  # the paths of those before stay as they are
        pages = list(pages)
        if edit == "correct":
            pages[-1] = pages[-1] | {"metrics": {"会员人数": "1001人"}}
        elif edit == "delete":
            pages.pop()
        else:
            pages.append({"unit": UNITS[2], "period": "2024年", "metrics": {"会员人数": "未报"}})
        expected = made(kept(pages, None))
        asked.clear()
        assert made(kept(pages, tmp_path)) == expected, edit
        corpus = kept(pages, None)
        assert set(asked) == {corpus.registry.unit(UNITS[2]).id}, edit  # type: ignore[union-attr]


def test_totals_that_are_kept_are_those_that_would_be_worked_out(tmp_path, monkeypatch):
    """Of the sample all, in the order in which they are counted and left out; of a changed period none is
    taken, nor what is damaged."""
    root, worked_out = Path(__file__).parents[1], set[tuple[object, ...]]()
    work_out, corpus = aggregate._total, read_corpus(root, Problems())

    def noted(*asked):
        found = work_out(*asked)
        if isinstance(found, Total) and found.counted:  # what nobody is in is not kept
            _, group, metric, period, scope = asked
            worked_out.add((period.id, group, metric.id, scope))
        return found

    def totals(prints: dict[str, str]) -> list[dict[str, object]]:
        """All totals, each with the scope that is used of its group."""
        worked_out.clear()
        corpus.answers.clear()
        corpus.ledger = Ledger(Shelf(tmp_path), prints)
        return [
            vars(one) | {"used": scope_used(corpus, one.group, one.metric, one.period)}
            for one in all_totals(corpus)
        ]

    monkeypatch.setattr(aggregate, "_total", noted)
    expected, prints = totals({}), ledger_of(corpus, Shelf(None)).prints
    every = set(worked_out)
    assert {bool(e["left_out"]) for e in expected} == {True, False}
    assert {bool(e["bounds"]) for e in expected} == {True, False}
    assert {e["used"] for e in expected} == set(Scope)
    assert {e["figure"].exact for e in expected if e["figure"]} == {True, False}
    assert (totals(prints), worked_out) == (expected, every)
    keep_totals(corpus)
    assert (totals(prints), worked_out) == (expected, set())
    one = sorted({period for period, *_ in every})[0]
    of_that = {asked for asked in every if asked[0] == one}
    assert (totals(prints | {f"/{one}": "another"}), worked_out) == (expected, of_that)
    for file in tmp_path.iterdir():
        *others, last = file.read_bytes()
        file.write_bytes(bytes([*others, last ^ 1]))
    assert (totals(prints), worked_out) == (expected, every)


def test_a_look_at_a_base_finds_what_a_whole_comparison_does(monkeypatch):
    """Over all units and every pair of periods of the sample, with what it holds of mergers and 口径."""
    corpus = read_corpus(Path(__file__).parents[1], Problems())
    asked: list[tuple[Total, Basis, Period | None]] = []
    for (_, metric_id), units in cells(corpus).items():
        metric = corpus.registry.metrics[metric_id]
        period = next(o.period for by_scope in units.values() for o in by_scope.values())
        like = [p for p in corpus.by_period if (p.kind, p.slot) == (period.kind, period.slot)]
        for scope in Scope:
            total = total_of(corpus, ALL, metric, period, scope)
            asked += [(total, basis, None) for basis in regular_bases(period, metric)]
            asked += [
                (total, Basis.GIVEN, p)
                for p in like
                if p.last and period.last and p.last < period.last
            ]
    looked = [same_units(corpus, *each) for each in asked]
    monkeypatch.setattr(comparison, "_plain_base", lambda *_: None)
    compared = [same_units(corpus, *each) for each in asked]
    assert looked == compared
    pairs = [pair for change in compared for pair in change.of]
    counts = len(pairs), *(sum(getattr(pair, what) for pair in pairs) for what in Pair._fields[2:])
    assert min(counts) > 0, counts
