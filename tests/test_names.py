"""The list of names, which the page of two texts side by side reads."""

from __future__ import annotations

import json

import pytest

from gonghui import address
from gonghui.corpus import read_corpus
from gonghui.names import ADDRESS, names_json
from gonghui.problem import Problems
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def names():
    return json.loads(names_json(read_corpus(ROOT, Problems())))


def test_everything_that_has_a_page_and_a_name_is_in_the_list(names):
    corpus = read_corpus(ROOT, Problems())
    registry = corpus.registry
    wanted = {address.of_unit(id_) for id_ in registry.units}
    wanted |= {address.of_metric(id_) for id_ in registry.metrics}
    wanted |= {address.of_type(id_) for id_ in registry.unit_types}
    wanted |= {address.of_category(id_) for id_ in registry.categories}
    wanted |= {address.of_period(period) for period in corpus.by_period}
    wanted |= {address.SUMMARIES, address.REPORTING, address.MISSING}
    assert len(names) == len(wanted)
    assert {entry[2] for entry in names} == wanted


def test_former_names_and_aliases_stand_beside(names):
    by_address = {entry[2]: entry for entry in names}
    assert by_address["units/furong-town/"] == [
        "芙蓉镇总工会", "单位", "units/furong-town/", ["芙蓉乡总工会"],
    ]  # fmt: skip
    assert "组建率" in by_address["metrics/unionization_rate/"][3]
    assert by_address["summaries/2023-H1/"][0] == "2023年上半年"


def test_every_address_of_the_list_is_a_page(built_site, names):
    assert json.loads((built_site / ADDRESS).read_text(encoding="utf-8")) == names
    for entry in names:
        assert (built_site / entry[2] / "index.html").is_file(), entry
