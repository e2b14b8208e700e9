"""Other programs that publish the same Markdown files: plain Material for MkDocs with its search, Zensical,
and Hugo with the smallest templates there are, as the floor.

The first two live in the environment of the other search engines (benchmarks/peers.py); Hugo is the
system's own package, where there is one.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers import environment

HUGO = {
    "_default/single.html": "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>",
    "_default/list.html": "<!doctype html><ul>{{ range .Pages }}<li><a href='{{ .RelPermalink }}'>"
    "{{ .RelPermalink }}</a>{{ end }}</ul>",
}


@dataclass(frozen=True)
class Rival:
    """A program: how it is called, the command that builds, and where the site comes to stand."""

    name: str
    command: list[str]
    site: str


def _plain(folder: Path, plugins: list[Any]) -> None:
    config: dict[str, Any] = {
        "site_name": "plain",
        "theme": {
            "name": "material", "language": "zh", "font": False, "features": ["navigation.prune"],
        },
        "plugins": plugins,
        "markdown_extensions": [
            {"tables": {"use_align_attribute": True}}, "sane_lists", "admonition", "pymdownx.superfences",
        ],
    }  # fmt: skip
    # JSON is YAML
    (folder / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")


def material(folder: Path) -> Rival:
    """Plain Material: every summary in the navigation, which is pruned; search by jieba."""
    _plain(folder, [{"search": {"lang": "zh"}}])
    command = [str(environment()), "-m", "mkdocs", "build", "-q"]
    return Rival("Material（prune，jieba）", command, "site")


def zensical(folder: Path) -> Rival:
    """Zensical reads the same settings."""
    _plain(folder, [{"search": {"lang": "zh"}}])
    return Rival("Zensical", [str(environment().with_name("zensical")), "build"], "site")


def hugo(folder: Path) -> Rival | None:
    """Hugo, if the system has it."""
    program = shutil.which("hugo")
    if program is None:
        return None
    for name, template in HUGO.items():
        target = folder / "layouts" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(template, encoding="utf-8")
    (folder / "config.toml").write_text('title = "plain"\ndisableKinds = ["taxonomy", "term"]\n')
    (folder / "content").symlink_to("docs")
    return Rival("Hugo（最简模板）", [program, "--quiet"], "public")


ALL: tuple[Callable[[Path], Rival | None], ...] = (material, zensical, hugo)
