"""`gonghui serve --only`: one summary alone, as it is in the whole preview."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gonghui.adapters.building import Built, build
from gonghui.adapters.cli import main
from gonghui.adapters.lookout import Lookout
from gonghui.adapters.options import Options
from gonghui.article import article
from gonghui.checkup import examine
from gonghui.checkup.reach import reach_of
from gonghui.corpus import Corpus, summary_paths
from gonghui.heads import Head, heads
from gonghui.place import Place
from gonghui.problem import Problems
from gonghui.registry import Registry, load_registry
from tests.conftest import ROOT, copy_small_project
from tests.random_corpus import write_random_corpus
from tests.test_preview import Server, broken, serving

DAY = date(2026, 1, 15)
MORE = ("heyan-town", "liuwan-town", "qinghe-county-2021.", "qinghe-county-2022.")
OWN = "docs/summaries/2008/furong-town-2008-H1.md"
PAGE = "summaries/2008-H1/furong-town/"
MERGED = "docs/summaries/2022/liuwan-town-2022.md"
RESTATED = "docs/summaries/2022/qinghe-county-2022.md"
HEAD = "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: {}\n{}---\n"
WRITTEN = {
    # its period is known by others alone
    "docs/summaries/2022/draft.md": HEAD.format("2022年", "status: 起草\nmetrics: {会员人数: 800人}\n")
    + "还在写。\n",
    "docs/summaries/2024/macros.md": HEAD.format("2024年", "metrics: {会员人数: 900人}\n")
    + '{{ total("镇总工会", "2022年", ["会员人数"]) }}\n\n'
    '{{ series("会员人数", "柳湾镇总工会", "年度") }}\n\n'
    '柳湾镇有会员{{ latest("柳湾镇总工会", "会员人数") }}，见'
    "[乡镇企业](../2002/township-enterprises-2002.md)、[期间](../../periods/2002.md)、"
    "[单位](../../units/heyan-town.md)、[写法](../../guide/writing.md)。\n",
    "docs/summaries/2024/sums.md": HEAD.format("2024年上半年", "metrics: {会员人数: 900人}\n")
    + '{{ series("会员人数", "镇总工会") }}\n',
}  # fmt: skip
SAMPLE = (OWN, "docs/summaries/2024/liuwan-town-2024-H2.md", MERGED, RESTATED, *WRITTEN)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The small project with a merged unit, a restated base, and what is written above."""
    root = copy_small_project(tmp_path_factory.mktemp("closeup") / "project")
    for file in (ROOT / "docs" / "summaries").glob("*/*.md"):
        if file.name.startswith(MORE):
            target = root / file.relative_to(ROOT)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(file, target)
    for path, text in WRITTEN.items():
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def registry(project) -> Registry:
    return load_registry(project, Problems())


@pytest.fixture(scope="module")
def whole(project) -> Built:
    """The whole preview, in the folder `whole`."""
    built = build(project, project / "whole", Options(preview=True, keep_going=True))
    assert built.ok, [*map(str, built.problems), *built.complaints]
    return built


def alone(root: Path, path: str) -> Built:
    return build(root, root / "alone", Options(preview=True, keep_going=True, only=path))


@pytest.mark.parametrize("path", SAMPLE)
def test_the_page_is_that_of_the_whole_preview_byte_for_byte(project, whole, path):
    built = alone(project, path)
    assert (built.pages, built.complaints) == (1, [])
    address = whole.addresses[path]
    made = {file.name: file.read_bytes() for file in (project / "alone" / address).glob("*.*")}
    known = {file.name: file.read_bytes() for file in (project / "whole" / address).glob("*.*")}
    assert made == known
    said = {
        RESTATED: "按可比口径计算",
        MERGED: "会员人数2430人，比上年增加5人",
        OWN: "78.57（11/14）",
    }.get(path, "")
    assert said in made["index.html"].decode("utf-8")
    assert "体检：查了" in made["index.html"].decode("utf-8")


def test_of_a_merged_unit_those_that_became_it_are_read_and_no_others(project, registry):
    found = reach_of(project, MERGED, registry)
    assert found.files == [p for p in summary_paths(project) if "/liuwan-" in p or "/heyan-" in p]
    assert 5 < len(found.files) < len(summary_paths(project)) - 5
    assert found.about == set(found.files)


def test_what_a_page_names_is_read_with_it(project, registry):
    files = set(reach_of(project, "docs/summaries/2024/macros.md", registry).files)
    assert "docs/summaries/2002/township-enterprises-2002.md" in files  # linked
    assert MERGED in files  # named, and of the type
    assert "docs/summaries/2001/township-enterprises-2001.md" in files  # of a period with no other
    assert "docs/summaries/2022/qinghe-county-2022.md" not in files
    every = reach_of(project, "docs/summaries/2024/sums.md", registry)
    assert every.files == summary_paths(project)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("unit: 芙蓉镇总工会", "芙蓉镇总工会"),
        ("unit:   '芙蓉镇总工会'  ", "芙蓉镇总工会"),
        ('unit: "芙蓉镇总工会"', "芙蓉镇总工会"),
        ("unit: 芙蓉镇总工会 # 现名", None),
        ("unit: 芙蓉镇\n  总工会", None),
        ("unit: >-\n  芙蓉镇总工会", None),
        ("unit : 芙蓉镇总工会", None),
        ('"unit": 芙蓉镇总工会', None),
        ("unit：芙蓉镇总工会", None),
        ("x: 1\n---\nunit: 别的单位", None),
    ],
)
def test_a_head_tells_a_unit_only_where_it_stands_in_so_many_words(tmp_path, written, unit):
    (tmp_path / "x.md").write_text(f"---\n{written}\nperiod: 2023年\n---\n正文\n", encoding="utf-8")
    (found,) = heads(tmp_path, ["x.md"])
    assert (found.path, found.unit) == ("x.md", unit)


def test_a_long_head_and_a_missing_file(tmp_path):
    filling = "".join(f"  指标{n}: 1个\n" for n in range(900))
    text = f"---\nmetrics:\n{filling}unit: 甲\nperiod: 2023年\n---\n"
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    found = list(heads(tmp_path, ["x.md", "y.md"]))
    assert found == [Head("x.md", "甲", "2023年"), Head("y.md", None, None)]


def test_a_unit_is_found_by_a_former_name_and_behind_an_odd_head(tmp_path):
    root = copy_small_project(tmp_path / "project")
    folder = root / "docs" / "summaries" / "2015"
    folder.mkdir()
    for name, unit in (("former", "unit: 芙蓉乡总工会"), ("odd", '"unit": furong-town')):
        head = f"---\n{unit}\nunit_type: 镇总工会\nperiod: 201{len(name)}年\n---\n正文\n"
        (folder / f"{name}.md").write_text(head, encoding="utf-8")
    files = reach_of(root, OWN, load_registry(root, Problems())).files
    assert [Path(path).stem for path in files if "/2015/" in path] == ["former", "odd"]


def test_only_what_concerns_the_page_is_told(tmp_path):
    root = copy_small_project(tmp_path / "project")
    before = "docs/summaries/2007/furong-town-2007-H1.md"
    for path in (before, "docs/summaries/2002/township-enterprises-2002.md"):
        (root / path).write_text(broken((root / path).read_text("utf-8")), encoding="utf-8")
    (root / "docs" / "index.md").write_text('{{ latest("无", "无") }}\n', encoding="utf-8")
    found = examine(root, only=OWN)
    assert [problem.path for problem in found.errors] == [before]
    assert found.left_out == {before}


def test_a_lookout_notices_changes_and_new_summaries_alone(tmp_path):
    folder = tmp_path / "docs" / "summaries" / "2023"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("1", encoding="utf-8")
    (folder / "b.md").write_text("1", encoding="utf-8")
    files = ["docs/summaries/2023/a.md"]
    lookout = Lookout(tmp_path)
    assert not lookout.changed(files)
    (folder / "b.md").write_text("22", encoding="utf-8")  # nobody's concern
    (folder / ".a.md.swp").write_text("", encoding="utf-8")
    assert not lookout.changed(files)
    (folder / "a.md").write_text("22", encoding="utf-8")
    assert lookout.changed(files)
    (folder / "c.md").write_text("1", encoding="utf-8")
    assert lookout.changed(files)
    (folder / "a.md").unlink()
    assert lookout.changed(files)
    assert not lookout.changed(files)


@pytest.fixture(scope="module")
def closeup(project) -> Iterator[Server]:
    with serving(project, "gonghui", "serve", "--only", OWN, "--port", "PORT") as server:
        server.until_status("", 200)
        yield server


def test_the_page_is_at_the_top_and_the_rest_is_explained(closeup):
    assert closeup.get("") == closeup.get(PAGE) or "78.57（11/14）" in closeup.get("")[1]
    status, text = closeup.get("units/furong-town/")
    assert status == 404
    assert f"现在只预览 {OWN} 一篇，别的页面和检索都没有生成。" in text
    assert f'<a href="/{PAGE}">回到这一篇</a>' in text
    assert "<code>gonghui serve</code>" in text
    assert closeup.get("assets/gonghui.css")[0] == 200
    assert closeup.get("assets/../../mkdocs.yml")[0] == 404
    assert closeup.get("summaries/2008-H1/furong-town/gh-metrics.csv")[0] in (200, 404)
    assert (
        f"预览：http://127.0.0.1:{closeup.port}/ （只有 {OWN} 这一篇，改了会自动更新；按 Ctrl+C 结束）"
        in closeup.told
    )


def test_changes_of_the_page_and_of_the_year_before_are_shown(closeup):
    with closeup.edited(OWN, lambda text: text + "\n后来补写的一句。\n"):
        closeup.until("", lambda _, text: "后来补写的一句。" in text)
    before = "docs/summaries/2007/furong-town-2007-H1.md"
    with closeup.edited(before, broken):
        text = closeup.until("", lambda _, text: "有1处问题要改" in text)[1]
        assert "gh-prose" in text
        listed = closeup.get("gh-problems/")[1]
        assert f"{before}:3:10: fullwidth-colon: " in listed
        assert "这一篇照常更新，暂不与它们对比。" in listed


def test_a_broken_page_shows_its_problems_and_comes_back(closeup):
    with closeup.edited(OWN, broken):
        text = closeup.until_status("", 503)
        assert f"{OWN}:3:10: fullwidth-colon: " in text
        assert "会自己更新。</p>" in text
        assert "livereload" in text
    assert "Traceback" not in closeup.told


def test_another_period_is_another_address_to_which_the_old_one_leads(closeup):
    def later(text: str) -> str:
        assert "period: 2008年上半年\nissued: 2008" in text
        return text.replace(
            "period: 2008年上半年\nissued: 2008", "period: 2012年上半年\nissued: 2012"
        )

    with closeup.edited(OWN, later):
        closeup.until("", lambda _, text: "2012年上半年" in text and "gh-prose" in text)
        assert "2012年上半年" in closeup.get(PAGE)[1]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("docs/summaries/2008/nothing.md", "找不到“docs/summaries/2008/nothing.md”。请核对文件名。"),
        (
            "docs/summaries/2008",
            "“docs/summaries/2008”是文件夹。--only 后面写一篇总结的文件。"
            "例：gonghui serve --only docs/summaries/2023/furong-town.md",
        ),
        (
            "docs/index.md",
            "“docs/index.md”不是总结：总结是 docs/summaries/ 里的 .md 文件。"
            "例：gonghui serve --only docs/summaries/2023/furong-town.md",
        ),
    ],
)  # fmt: skip
def test_what_is_no_summary_is_told(project, path, said, monkeypatch, capsys):
    monkeypatch.chdir(project)
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["serve", "--only", path])
    assert capsys.readouterr() == ("", f"{said}\n")


SEEDS = range(60) if os.environ.get("GONGHUI_PROVE") else range(2)


@pytest.mark.parametrize("seed", SEEDS)
def test_alone_and_in_the_whole_a_page_and_its_check_up_are_the_same(tmp_path, seed):
    """The law behind the pages above, over random corpora, some of whose files are broken."""
    root = write_random_corpus(tmp_path / "project", ROOT / "data", seed)
    found = examine(root, DAY)
    corpus, chance = found.publishable(), random.Random(seed)
    paths = sorted(chance.sample(summary_paths(root), 12))
    for path in paths:
        one = examine(root, DAY, path)
        assert one.problems_of(path) == found.problems_of(path)
        assert one.accepted_of(path) == found.accepted_of(path)
        assert said_of(one.agreed, path) == said_of(found.agreed, path)
        assert page(one.publishable(), path) == page(corpus, path)


def said_of(agreed: Counter[tuple[str, str]], path: str) -> dict[str, int]:
    return {code: count for (of, code), count in agreed.items() if of == path}


def page(corpus: Corpus, path: str) -> str:
    """The article, "" of a summary that is left out."""
    summary = corpus.by_path.get(path)
    return article(summary, "", Place(corpus, summary.address)) if summary else ""
