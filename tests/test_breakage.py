"""What a breaker found: files that would be published unseen, texts that stop or slow a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from gonghui.adapters.prose import sanitised, with_results
from gonghui.checkup import examine
from gonghui.reading.markdown import links, unpaired, without_code
from tests.commanding import gonghui

HEAD = "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2020年\n---\n"


def codes(project: Path, body: str) -> set[tuple[str, int]]:
    (project / "docs/summaries/own.md").write_text(HEAD + body, encoding="utf-8")
    return {(p.code, p.line) for p in examine(project).errors}


def test_a_link_to_any_file_of_the_machine_is_refused(small_project):
    secret = small_project.parent / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (small_project / "docs/summaries/2023/photo.jpg").symlink_to(secret)
    done = gonghui("build", cwd=small_project)
    assert done.returncode == 1
    assert done.stdout == (
        "docs/summaries/2023/photo.jpg:1:1: symlink: 这是符号链接，不是文件。请把文件本身放到这里。\n"
    )


@pytest.mark.parametrize("name", ["x.html", "y.svg", "z.js", "Makefile", "总结.md.txt"])
def test_what_a_browser_would_run_or_nobody_would_read_is_refused(project, name):
    (project / "docs/summaries/2023" / name).write_text("x", encoding="utf-8")
    assert {p.code for p in examine(project).errors} == {"file-kind"}


def test_pictures_and_papers_may_lie_beside_a_summary(project):
    for name in ("b.PDF", "c.docx", ".keep"):
        (project / "docs/summaries/2023" / name).write_bytes(b"x")
    Image.new("RGB", (4, 3)).save(project / "docs/summaries/2023/a.jpg")
    found = {(p.path.rpartition("/")[2], p.code) for p in examine(project).problems}
    assert found == {
        ("a.jpg", "unlinked-file"), ("b.PDF", "unlinked-file"), ("c.docx", "file-kind"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"[注]({'说明' * 60})\n", {("dead-link", 6)}),
        ("".join("    " * depth + "- a\n" for depth in range(30)), {("too-deep", 22)}),
        (">" * 25 + " a\n", {("too-deep", 6)}),
        ("（[见附件）" * 300, {("too-deep", 6)}),
        ("｛｛ history(1) ｝｝\n", {("bad-macro", 6)}),
        ('## 甲 {{ latest("青禾县总工会", "会员人数") }}\n', {("bad-macro", 6)}),
        ('甲 {{ latest("青禾县总工会", "会员人数") }}\n---\n', {("bad-macro", 6)}),
        ('[x]({{ latest("青禾县总工会", "会员人数") }})\n', {("bad-macro", 6)}),
        ('[{{ latest("青禾县总工会", "会员人数") }}](own.md)\n', {("bad-macro", 6)}),
        ('- 会员{{ latest("青禾县总工会", "会员人数") }}。\n', set()),
        ("`` `<b>` `` 和 \\`<b>\\`\n", {("raw-html", 6)}),
        ("- 例：\n\n    ```html\n    <b>\n    ```\n", set()),
    ],
)
def test_texts_that_would_stop_or_slow_a_build_are_told(project, body, found):
    assert codes(project, body) == found


def test_a_flood_of_faults_is_told_in_a_hundred_lines(project):
    (project / "docs/summaries/own.md").write_text(HEAD + "<b>" * 500, encoding="utf-8")
    problems = examine(project).errors
    assert len(problems) == 100
    assert problems[-1].message.startswith("这样的问题太多，后面的不再一一列出。")


def test_unclosed_marks_are_read_in_one_pass():
    """Each of these took minutes when a regular expression looked for the end again and again."""
    for unit in (
        "~~~a\n",
        "`a ``b ",
        "[",
        "](",
        "[](x)",
        "![",
        "<a ",
        "[](x y",
        "](a b (c) ",
        '![a](b "',
    ):
        text = without_code(unit * 60_000)
        assert len(text) == len(unit) * 60_000
        assert len(list(links(text))) <= 60_000
        assert len(unpaired(text)) <= 60_000


def test_pictures_within_pictures_are_read_in_one_pass():
    """Each of them copied all that stands within it to see whether it is empty."""
    text = "![" * 60_000 + "](x)" * 30_000 + "]" * 30_000 + "\n\n[x]: y\n"
    assert len(list(links(text))) == 60_001


def test_a_summary_in_the_wrong_folder_is_told(project):
    (project / "docs/a.md").write_text(f"{HEAD}正文。\n", encoding="utf-8")
    assert {(p.path, p.code) for p in examine(project).errors} == {("docs/a.md", "front-matter")}


def test_an_authors_heading_takes_no_place_of_the_pages_own():
    html = sanitised('<h1 id="gh-figures">标题</h1><p><a class="md-button" href="x/">甲</a></p>')
    assert html == (
        '<h2 id="h-gh-figures">标题</h2><p><a href="x/" rel="noopener noreferrer">甲</a></p>'
    )


def test_a_sentence_alone_on_a_line_stays_a_paragraph():
    one, two = (f"gonghui{'0' * 24}n{number}x" for number in range(2))
    html = f"<p>{one}</p><p>{two}</p>"
    assert with_results(html, [(one, "一句。", False), (two, "<div>表</div>", True)]) == (
        "<p>一句。</p><div>表</div>"
    )


def test_a_page_that_cannot_be_set_is_named(small_project):
    (small_project / "overrides/main.html").write_text("{{ page.nosuch.thing }}", encoding="utf-8")
    done = gonghui("build", cwd=small_project)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("生成页面时出错：")
