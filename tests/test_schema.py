"""The JSON Schema of the front matter: whole, in step with the code, no stricter than the check-up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from gonghui import schema
from gonghui.adapters.cli import main
from gonghui.problem import Problems
from gonghui.registry import load_registry
from gonghui.summary import CLASS_NAMES, DATA_STATUS_NAMES, KEYS, LONG_FORM, STATUS_NAMES
from gonghui.summary.reader import read_summary
from tests.conftest import ROOT
from tests.test_checkup import CASES, put

REGISTRY = load_registry(ROOT, Problems())
WHOLE = schema.summary_schema(REGISTRY)
VALIDATORS = {
    "with names": Draft7Validator(WHOLE),
    "bare": Draft7Validator(schema.summary_schema()),
}
SUMMARIES = sorted((ROOT / "docs/summaries").rglob("*.md"))


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: numbers and booleans, but a date is a text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
LOADERS = {"typed": EditorLoader, "texts": yaml.BaseLoader}
anyhow = pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
either = pytest.mark.parametrize("validator", VALIDATORS.values(), ids=VALIDATORS)


def head_of(text: str, loader: Any = EditorLoader) -> Any:
    return yaml.load(text.split("---\n")[1], loader)


def faults(validator: Draft7Validator, head: Any) -> list[str]:
    return [error.message for error in validator.iter_errors(head)]


def test_it_is_a_schema_and_says_every_key_in_chinese():
    Draft7Validator.check_schema(WHOLE)
    assert list(WHOLE["properties"]) == list(KEYS)
    assert set(schema.SHAPES) == set(KEYS)
    long = WHOLE["definitions"]["long"]["properties"]
    assert list(long) == list(LONG_FORM)
    assert set(schema.LONG_SHAPES) == set(LONG_FORM)
    for key, meaning in KEYS.items():
        told = WHOLE["properties"][key]["description"]
        assert told.startswith(meaning.meaning)
        assert told.endswith(f"例：{meaning.example}")
    assert {key for key, k in KEYS.items() if k.default == "必填"} == set(WHOLE["required"])


@pytest.mark.parametrize(
    ("key", "names"),
    [("class", CLASS_NAMES), ("status", STATUS_NAMES), ("data_status", DATA_STATUS_NAMES)],
)
def test_words_to_choose_from_are_the_codes(key, names):
    assert WHOLE["properties"][key]["enum"] == [*names, *map(str, names.values())]


def test_names_of_the_registry_are_offered():
    units = WHOLE["properties"]["unit"]["anyOf"][0]["enum"]
    assert {"芙蓉镇总工会", "芙蓉乡总工会"} <= set(units)
    metrics = WHOLE["properties"]["metrics"]["properties"]
    assert metrics["会员人数"]["description"] == (
        "组织建设；单位：人；期末在册的工会会员；也叫工会会员数、会员总数"
    )
    assert "签订集体合同单位数" not in metrics  # a mere component


@either
@anyhow
def test_every_summary_of_the_sample_fits(validator, loader):
    assert len(SUMMARIES) > 60
    for path in SUMMARIES:
        assert faults(validator, head_of(path.read_text(encoding="utf-8"), loader)) == [], path


@anyhow
def test_what_the_check_up_accepts_fits(loader, tmp_path):
    """The golden files without an error."""
    bare, seen = VALIDATORS["bare"], 0
    for number, case in enumerate(CASES):
        if case.keys() & {"problems", "any", "files", "data", "text", "hex", "encoding"}:
            continue
        put(tmp_path, f"{number}.md", case)
        text = (tmp_path / f"{number}.md").read_text(encoding="utf-8")
        try:
            head = head_of(text, loader)
        except yaml.YAMLError:  # a tab behind a value: libyaml, which the check-up uses, reads it
            continue
        seen += 1
        assert faults(bare, head) == [], case["name"]
    assert seen > 20


GOOD = "unit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2023年\n"
BAD = {
    "no unit": "unit_type: 镇总工会\nperiod: 2023年\n",
    "an unknown key": GOOD + "metric: {会员人数: 3}\n",
    "no such class": GOOD + "class: 报告\n",
    "no such status": GOOD + "status: 完成\n",
    "no such state of data": GOOD + "data_status: 最终\n",
    "no such scope": GOOD + "scope: 全县\n",
    "a period without a year": GOOD.replace("2023年", "上半年"),
    "a year of five digits": GOOD.replace("2023年", "20233"),
    "a day without a month": GOOD + "as_of: 2023\n",
    "an empty day": GOOD + "issued:\n",
    "an unfilled blank": GOOD + "metrics:\n  会员人数:\n",
    "an unfilled long form": GOOD + "metrics:\n  会员人数: {value: , scope: 含下级}\n",
    "no figures below metrics": GOOD + "metrics:\n",
    "figures as a list": GOOD + "metrics: [会员人数]\n",
    "an unknown key of the long form": GOOD + "local:\n  黑板报: {value: 3, notes: 无}\n",
    "a numerator alone": GOOD + "metrics:\n  建会率: {num: 3}\n",
    "value beside num and den": GOOD + "metrics:\n  建会率: {value: 3%, num: 3, den: 4}\n",
    "a list of lists": GOOD + "metrics:\n  个人荣誉: [[1]]\n",
    "parts that are no mapping": GOOD + "metrics:\n  新建基层工会: {value: 3, parts: [1, 2]}\n",
    "a version in words": GOOD + "metrics:\n  会员人数: {value: 3, definition: 新}\n",
    "专题 without a campaign": GOOD + "class: 专题\n",
    "a campaign of no 专题": GOOD + "campaign: 工会宣传月\n",
    "markup in the title": GOOD + "title: <b>总结</b>\n",
    "a correction without its reason": GOOD
    + "corrections: [{date: 2023-08-01, metric: 会员人数, from: 1, to: 2}]\n",
    "a code that cannot be kept": GOOD + "accept: [{code: unknown-unit, reason: 无}]\n",
}


@either
@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_does_not_fit_and_the_check_up_says_so_too(validator, name):
    assert faults(validator, yaml.load(BAD[name], EditorLoader))
    problems = Problems()
    read_summary(f"---\n{BAD[name]}---\n## 一、\n", "a.md", REGISTRY, problems)
    assert problems


def test_the_command_prints_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, ["schema"])
    assert (done.exit_code, json.loads(done.stdout)) == (0, WHOLE)
    (tmp_path / "data").mkdir()
    (tmp_path / "mkdocs.yml").write_text("")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["schema"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("登记表有必须改的问题，请先改好上面所列的。\n")


def test_the_site_has_it(built_site):
    assert json.loads((built_site / schema.ADDRESS).read_bytes()) == WHOLE
