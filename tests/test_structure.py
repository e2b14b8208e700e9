"""How the package is built: who may import whom, how large a module may be, what is explained."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "gonghui"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = [path for path in MODULES if "adapters" not in path.parts and path.name != "__main__.py"]
OUTSIDE = {"mkdocs", "jinja2", "click", "macros", "mkdocs_macros", "material", "nh3", "watchdog"}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_module = pytest.mark.parametrize("path", MODULES, ids=shown)
NAMES = {name_of(path): path for path in MODULES}


def for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


@cache
def imports(path: Path, *, lazy: bool = True) -> frozenset[str]:
    """The modules that a module imports, by full name; `lazy` ones too, which stand in functions."""
    name, package = name_of(path), path.name == "__init__.py"

    def walk(node: ast.AST) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if for_types_only(child):
                continue
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not lazy:
                continue
            if isinstance(child, ast.Import):
                yield from (alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                above = name.split(".")[: len(name.split(".")) - child.level + package]
                base = ".".join([*above, child.module] if child.module else above)
                source = base if child.level else child.module or ""
                for alias in child.names:
                    inner = f"{source}.{alias.name}"
                    yield inner if inner in NAMES else source
            yield from walk(child)

    return frozenset(walk(tree_of(path)))


def test_there_is_a_core():
    assert len(CORE) > 30
    assert {name.split(".")[0] for name in NAMES} == {"gonghui"}


@pytest.mark.parametrize("path", CORE, ids=shown)
def test_the_core_knows_nothing_of_the_outside(path):
    found = imports(path)
    assert {name for name in found if name.split(".")[0] in OUTSIDE} == set()
    assert {name for name in found if name.startswith("gonghui.adapters")} == set()
    for call in ast.walk(tree_of(path)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute):
            called = ast.unparse(call.func)
            assert called not in ("__import__", "importlib.import_module", "eval", "exec")


def test_the_core_runs_without_the_outside():
    """What the syntax tree says is true: nothing of the outside is loaded."""
    names = [name_of(path) for path in CORE]
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        f"print(sorted(set(sys.modules) & {OUTSIDE!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def with_packages(name: str) -> set[str]:
    """Importing a module runs the packages above it first."""
    parts = name.split(".")
    return {".".join(parts[:n]) for n in range(1, len(parts) + 1)} & set(NAMES)


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The groups of nodes that lead to each other."""

    def reached(start: str) -> set[str]:
        found, todo = set(), [start]
        while todo:
            for name in graph.get(todo.pop(), ()):
                if name not in found:
                    found.add(name)
                    todo.append(name)
        return found

    reach = {name: reached(name) for name in graph}
    groups = {
        tuple(sorted(n for n in graph if name in reach[n] and n in reach[name]))
        for name in graph
        if name in reach[name]
    }
    return [list(group) for group in sorted(groups)]


@pytest.mark.parametrize("lazy", [False, True], ids=["at import", "in functions too"])
def test_modules_import_in_no_circle(lazy):
    graph = {
        name: {found for found in imports(path, lazy=lazy) if found in NAMES} - {name}
        for name, path in NAMES.items()
    }
    assert circles(graph) == []


def test_rooms_import_in_no_circle():
    """A room is a package of gonghui, or a module that stands directly in it."""

    def room(name: str) -> str:
        return ".".join(name.split(".")[:2])

    graph: dict[str, set[str]] = {}
    for name, path in NAMES.items():
        targets = {room(found) for found in imports(path) if found in NAMES}
        graph.setdefault(room(name), set()).update(targets - {room(name)})
    assert circles(graph) == []


def test_every_module_can_be_imported_first():
    """The graph without circles says so of all; a few are tried in earnest, all under make prove."""
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    for loaded in [m for m in sys.modules if m.split('.')[0] == 'gonghui']:\n"
        "        del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    names = [name_of(path) for path in CORE][:: 1 if os.environ.get("GONGHUI_PROVE") else 9]
    done = subprocess.run(
        [sys.executable, "-c", code, *names],
        capture_output=True, encoding="utf-8", check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@every_module
def test_modules_are_named_after_a_noun_and_fit_a_look(path):
    assert path.stem not in ("utils", "util", "helpers", "helper", "common", "misc", "tools")
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_macros_py_holds_only_define_env():
    tree = tree_of(ROOT / "macros.py")
    kinds = [type(node) for node in tree.body]
    assert kinds.count(ast.FunctionDef) == 1
    assert set(kinds) <= {ast.Expr, ast.ImportFrom, ast.FunctionDef}
    (function,) = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    assert function.name == "define_env"
    assert len(function.body) <= 2
    assert {node.module for node in tree.body if isinstance(node, ast.ImportFrom)} == {
        "gonghui.adapters.jinja"
    }


# What needs no words of its own: a macro's stand in MACROS and in the guide, a command's in its
# help, an enumeration's in the names of its members, a small record's in those of its fields.
SPOKEN_FOR = {
    "gonghui/macros/figures.py": {"metric_table", "history", "latest", "sentence", "definition"},
    "gonghui/adapters/cli.py": {"main"},
}  # fmt: skip


def undocumented(path: Path) -> list[str]:
    """The public functions and classes at the top of a module, and the public methods of its public
    classes, that say nothing of themselves."""
    trivial = SPOKEN_FOR.get(shown(path), set())
    found = []
    for node in tree_of(path).body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if node.name in trivial or ast.get_docstring(node):
            continue
        if isinstance(node, ast.ClassDef) and (is_enumeration(node) or is_small_record(node)):
            continue
        found.append(node.name)
    return found


def is_enumeration(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base) in ("Enum", "StrEnum", "IntEnum") for base in node.bases)


def is_small_record(node: ast.ClassDef) -> bool:
    return "dataclass" in " ".join(map(ast.unparse, node.decorator_list)) and (
        len(node.body) <= 4 and all(isinstance(field, ast.AnnAssign) for field in node.body)
    )


@every_module
def test_modules_and_public_names_are_explained(path):
    text = path.read_text(encoding="utf-8")
    if path.name not in ("__init__.py", "__main__.py") or text.strip():
        assert ast.get_docstring(ast.parse(text)), "the module says nothing of itself"
    assert undocumented(path) == []
