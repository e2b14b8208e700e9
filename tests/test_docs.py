"""The documentation: nothing that a user meets is left out, and nothing is named that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from gonghui.adapters.cli import main
from gonghui.change import Outcome
from gonghui.checkup import examine
from gonghui.codes import CODES
from gonghui.export import comparisons, values
from gonghui.figure import Qualifier
from gonghui.macros import MACROS
from gonghui.period import EXAMPLES, KIND_NAMES
from gonghui.summary import KEYS
from gonghui.summary.entry import LONG_FORM
from tests.conftest import ROOT
from tests.test_site import parse

CONTEXT = click.Context(main)
EVERY = {name: main.get_command(CONTEXT, name) for name in main.list_commands(CONTEXT)}
COMMANDS = {name: command for name, command in EVERY.items() if command and not command.hidden}
INNER = {
    f"{name} {inner}": command
    for name, group in COMMANDS.items()
    if isinstance(group, click.Group)
    for inner, command in group.commands.items()
}
OPTIONS = sorted(
    {
        (name, option)
        for name, command in [("", main), *COMMANDS.items(), *INNER.items()]
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
        for option in parameter.opts
        if option.startswith("--")
    }
)
TARGETS = re.findall(
    r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M
)
NAMED = ("README.md", "CONTRIBUTING.md")


@pytest.fixture(scope="module")
def guide(built_site: Path) -> dict[str, str]:
    """The text of each page of the guide, as a reader sees it."""
    return {
        path.parent.relative_to(built_site / "guide").as_posix(): parse(
            re.sub(r"</(td|th|li|p)>", r"\n</\1>", path.read_text(encoding="utf-8"))
        )
        .one("article")
        .text()
        for path in sorted((built_site / "guide").rglob("index.html"))
    }


@pytest.fixture(scope="module")
def everything(guide) -> str:
    return "\n".join([*guide.values(), *(text_of(name) for name in NAMED)])


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def stands(word: str, text: str) -> bool:
    """Whether a word stands in a text as a word of its own."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.ASCII) is not None


@pytest.mark.parametrize("name", NAMED)
def test_is_there(name):
    assert (ROOT / name).is_file()


def test_the_lists_are_not_empty():
    assert set(COMMANDS) >= {"check", "build", "serve"}
    assert len(OPTIONS) >= 4
    assert {"serve", "build", "check", "test", "bench"} <= set(TARGETS)


@pytest.mark.parametrize("key", KEYS)
def test_key_of_the_front_matter_is_in_the_guide(guide, key):
    assert stands(key, guide["writing"])


@pytest.mark.parametrize("key", LONG_FORM)
def test_key_of_the_long_form_is_in_the_guide(guide, key):
    assert stands(key, guide["writing"])


@pytest.mark.parametrize("code", CODES)
def test_code_is_in_the_guide(guide, code):
    assert stands(code, guide["codes"])
    assert CODES[code].meaning in guide["codes"]


@pytest.mark.parametrize("macro", MACROS)
def test_macro_is_in_the_guide(guide, macro):
    assert stands(macro, guide["macros"])
    assert f"{{{{ {macro}(" in guide["macros"]


@pytest.mark.parametrize("command", [*COMMANDS, *INNER])
def test_command_is_documented(everything, command):
    assert f"gonghui {command}" in everything


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_option_is_documented(everything, command, option):
    assert stands(option, everything)


@pytest.mark.parametrize("target", TARGETS)
def test_target_is_documented(everything, target):
    assert stands(f"make {target}", everything)


def test_documents_name_no_command_option_or_target_that_is_not_there(everything):
    assert set(re.findall(r"\bgonghui ([a-z]+)\b", everything)) - {"publishes"} <= set(COMMANDS)
    targets = set(re.findall(r"`[^`\n]*\bmake ([a-z]+)\b", text_of("README.md")))
    targets |= set(re.findall(r"(?m)^make ([a-z]+)", everything))
    assert targets <= set(TARGETS)
    options = set(re.findall(r"gonghui [a-z]+ [^`\n]*?(--[a-z-]+)", everything))
    assert options <= {option for _, option in OPTIONS}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_kind_of_period_is_in_the_guide(guide, kind):
    assert KIND_NAMES[kind] in guide["figures"]
    assert EXAMPLES[kind] in guide["figures"]


@pytest.mark.parametrize("column", sorted({*values.COLUMNS, *comparisons.COLUMNS}))
def test_column_of_the_exports_is_in_the_guide(guide, column):
    assert stands(column, guide["figures"])


@pytest.mark.parametrize("code", [*map(str, Outcome), *map(str, Qualifier)])
def test_code_of_the_exports_is_in_the_guide(guide, code):
    assert stands(code, guide["figures"])


# What documents name is there

MADE = (".venv/", "site/")


def paths_in(text: str) -> set[str]:
    """What a document names as a path: in links, in backticks, and in its tree of files."""
    found = {link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)}
    for code in re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S)):
        word = code.split()[0]
        if re.fullmatch(r"[\w./-]+", word) and ("/" in word or re.search(r"\.(py|yml|md)$", word)):
            found.add(word)
    for tree in re.findall(r"```text\n(.*?)```", text, flags=re.S):
        above = ""
        for line in tree.splitlines():
            inner = line.startswith("  ")
            names = re.split(r"\s{2,}", line.strip())[0].split()
            if not inner and len(names) == 1 and names[0].endswith("/"):
                above = names[0]
            found |= {(above if inner else "") + name for name in names}
    return {path for path in found if path and "://" not in path}


@pytest.mark.parametrize("name", NAMED)
def test_every_path_that_a_document_names_exists(name, built_site):
    paths = paths_in(text_of(name))
    assert len(paths) > 5
    beside = (ROOT, ROOT / "gonghui", ROOT / "tests/cases", built_site)
    missing = {
        path
        for path in paths
        if not path.startswith(MADE)
        and not any((place / path).exists() for place in beside)
        and not any((place / f"{path}.py").exists() for place in beside)
    }
    assert missing == set()


def test_modules_and_folders_of_the_package_are_in_the_readme():
    tree = text_of("README.md").partition("```text")[2].partition("```")[0]
    named = set(re.findall(r"\w+(?:\.py|/)", tree))
    folder = ROOT / "gonghui"
    rooms = {f"{p.name}/" for p in folder.iterdir() if (p / "__init__.py").exists()}
    modules = {p.name for p in folder.glob("*.py")}
    assert rooms - named == set()
    # small ones may be left to their own first lines
    assert modules - named <= {"__init__.py", "__main__.py", "place.py", "spelling.py"}


def test_the_example_in_the_readme_is_a_summary_without_problems(project):
    example = re.search(r"```markdown\n(.*?)```", text_of("README.md"), re.S)
    assert example is not None
    text = re.sub(r"(?m)^ {3}", "", example[1])
    (project / "docs/summaries/example.md").write_text(text, encoding="utf-8")
    assert [p for p in examine(project).problems if p.path.endswith("example.md")] == []


def test_the_whole_example_in_the_guide_is_a_summary_without_problems(project):
    text = (ROOT / "docs/guide/writing.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(---\nunit: .*?)```", text, re.S)
    assert example is not None
    (project / "docs/summaries/example.md").write_text(example[1], encoding="utf-8")
    assert [p for p in examine(project).problems if p.path.endswith("example.md")] == []
