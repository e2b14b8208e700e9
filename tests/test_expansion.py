"""Expansion of the macro calls in pages of the site's own: no template engine sees them."""

from __future__ import annotations

import pytest

from gonghui.checkup.template import written_calls
from gonghui.corpus import read_corpus
from gonghui.expansion import expanded
from gonghui.macros import MacroError
from gonghui.place import Place
from gonghui.problem import Problems
from gonghui.reading.bounds import is_bounded
from tests.commanding import gonghui
from tests.conftest import ROOT, copy_small_project

CODE = "cycler.__init__.__globals__.os.mkdir('{}')"


@pytest.fixture(scope="module")
def place():
    return Place(read_corpus(ROOT, Problems()), "guide/")


def test_a_call_is_replaced_and_a_raw_block_is_shown(place):
    text = (
        '甲{# 注 #}乙{% raw %}{{ latest() }}{% endraw %} {{ latest("芙蓉镇总工会", "文体活动") }}'
    )
    shown, results = expanded(text, place)
    ((token, html, block),) = results
    assert shown == f"甲乙{{{{ latest() }}}} {token}"
    assert not block
    shown = shown.replace(token, html)
    assert shown.startswith("甲乙{{ latest() }} ")
    assert "{{ latest(" not in shown.removeprefix("甲乙{{ latest() }}")


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + CODE + " }}",
        "{% set x = " + CODE + " %}",
        "{{ 1 + 1 }}",
        "{{ unknown('x') }}",
        "{% include 'x' %}",
        '{{ definition("""a"~' + CODE + '~"b""") }}',
        "{{ page.file.copy_file() }}",
    ],
)
def test_what_is_no_call_of_a_macro_is_text(place, text):
    try:
        assert expanded(text, place) == (text, [])
    except MacroError as error:  # one string to us, whatever it is to others
        assert "没有指标" in str(error) or "没有登记" in str(error)


def test_no_code_runs_at_build_from_text_title_or_name(tmp_path):
    project = copy_small_project(tmp_path / "project")
    guide = project / "docs" / "guide"
    code = [CODE.format(project / f"ran{number}") for number in range(3)]
    (guide / "a.md").write_text(
        "# 甲\n\n{% raw %}{%+ endraw %}{{ " + code[0] + " }}{% raw %}{% endraw %}\n", "utf-8"
    )
    title = '---\ntitle: "\\x7b\\x7b ' + code[1] + ' \\x7d\\x7d"\n---\n\n文字\n'
    (guide / "b.md").write_text(title, "utf-8")
    (guide / ("{{ " + CODE.format("ran2") + " }}.md")).write_text("文字\n", "utf-8")
    gonghui("build", cwd=project)
    gonghui("build", "--keep-going", cwd=project)
    assert list(project.glob("ran*")) == []
    assert (project / "site").is_dir()


@pytest.mark.parametrize("text", ["{% raw %}" * 300, "{# " * 300, "{{ x " * 30])
def test_marks_without_an_end_are_told_once(text):
    problems = Problems()
    assert list(written_calls(f"{text}\n\n" * 60, "docs/guide/a.md", problems)) == []
    assert [problem.code for problem in problems] == ["template"]


def test_open_angle_brackets_without_end_are_too_many():
    problems = Problems()
    assert not is_bounded("# 甲\n\n" + ("<a " * 900 + "\n\n") * 20, 1, "docs/guide/a.md", problems)
    assert [problem.code for problem in problems] == ["too-deep"]
    assert is_bounded("# 甲\n\n" + ("<a>甲</a> " * 90 + "\n\n") * 20, 1, "a.md", Problems())
