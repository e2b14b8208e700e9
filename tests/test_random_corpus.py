"""The law behind the sample: over random corpora too, independent code finds every comparison."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gonghui.checkup import examine
from gonghui.export.comparisons import comparisons_csv
from gonghui.export.values import values_csv
from tests.conftest import ROOT
from tests.random_corpus import write_random_corpus
from tests.recompute import FIELDS, KEY, read_csv, recompute

SEEDS = range(400) if os.environ.get("GONGHUI_PROVE") else range(6)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_comparison_is_found_again(tmp_path: Path, seed: int):
    root = write_random_corpus(tmp_path / "project", ROOT / "data", seed)
    corpus = examine(root).publishable()
    assert len(corpus.summaries) > 60
    for name, content in {
        "values.csv": values_csv(corpus),
        "comparisons.csv": comparisons_csv(corpus),
    }.items():
        (tmp_path / name).write_bytes(content)
    expected = recompute(tmp_path / "values.csv", root / "data")
    published = {
        tuple(row[c] for c in KEY): {field: row[field] for field in FIELDS}
        for row in read_csv(tmp_path / "comparisons.csv")
    }
    assert published == {key: {f: row[f] for f in FIELDS} for key, row in expected.items()}
