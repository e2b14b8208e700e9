"""make bench: what it costs to build, to build again and to preview a site, beside other programs.

All build the same generated summaries in one run, in turn. Only ratios mean anything elsewhere. The
results are printed as a table and written to build/bench.json; growth is fitted as size to a power.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.corpus import ROOT, generate
from benchmarks.measure import Cost, TooLong, cost
from benchmarks.rivals import ALL
from benchmarks.waiting import Preview, preview
from gonghui.digest import files_below

GONGHUI = [sys.executable, "-m", "gonghui"]
BUILD = [*GONGHUI, "build"]
ONE = "docs/summaries/2024/unit-00000.md"  # the summary that is added, and then corrected
LIBRARIES = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin")
Costs = dict[str, Cost]


def ours(root: Path) -> tuple[Costs, dict[str, float]]:
    """What each step costs us, and the sizes of the site. Ends the program where a build that took what it
    could from the last one differs from a clean one."""
    environment = {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1770000000"}
    summary, found = root / ONE, Costs()
    text = summary.read_text(encoding="utf-8")

    def measure(step: str, command: list[str]) -> None:
        found[step] = cost(command, root, environment)

    summary.unlink()
    measure("check", [*GONGHUI, "check"])
    measure("check again", [*GONGHUI, "check"])
    shutil.rmtree(root / ".cache", ignore_errors=True)
    measure("clean", BUILD)
    measure("again", BUILD)
    shutil.rmtree(root / ".cache" / "gonghui" / "search")
    measure("again, search anew", BUILD)
    summary.write_text(text, encoding="utf-8")
    measure("one added", BUILD)
    summary.write_text(text.replace("场次\nlocal", "0场次\nlocal"), encoding="utf-8")
    measure("one corrected", BUILD)
    kept = files_below(root / "site")
    for made in ("site", ".cache"):
        shutil.rmtree(root / made)
    measure("clean, once more", BUILD)
    if files_below(root / "site") != kept:
        sys.exit("一篇一篇改出来的网站，与从头生成的不一样。")
    return found, sizes(root / "site")


def sizes(site: Path) -> dict[str, float]:
    """How many files there are, and bytes: of pages, of search, of what scripts load, of downloads."""
    found = {"files": 0, "pages": 0, "search": 0, "scripts": 0, "downloads": 0, "theme": 0}
    for path in site.rglob("*"):
        if path.is_file():
            top = path.relative_to(site).parts[0]
            kind = "downloads"
            if path.suffix == ".html":
                kind = "pages"
            elif top in ("search", "assets"):
                kind = {"search": "search", "assets": "theme"}[top]
            elif path.suffix == ".json":
                kind = "scripts"
            found["files"] += 1
            found[kind] += path.stat().st_size
    return {name: float(size) for name, size in found.items()}


def theirs(
    root: Path, folder: Path, others: list[str], patience: float
) -> dict[str, dict[str, Any]]:
    """What a clean build, and one with a file changed, costs others; of one that was not done in `patience`
    seconds nothing is said."""
    results = {}
    for make in (one for one in ALL if one.__name__ in others):
        place = folder / make.__name__
        (place / "docs").mkdir(parents=True)
        shutil.copytree(root / "docs" / "summaries", place / "docs" / "summaries")
        (place / "docs" / "index.md").write_text("# 首页\n", encoding="utf-8")
        rival = make(place)
        if rival is None:
            print(f"{make.__name__}：这台机器上没有，没有测。", file=sys.stderr)
            continue
        try:
            clean = cost(rival.command, place, patience=patience)
            with (place / ONE).open("a", encoding="utf-8") as file:
                file.write("\n补记一段。\n")
            changed = cost(rival.command, place, patience=patience)
        except TooLong:
            print(f"{rival.name}：{patience:.0f}秒没有做完，不等了。", file=sys.stderr)
            continue
        size = sum(p.stat().st_size for p in (place / rival.site).rglob("*") if p.is_file())
        index = sum(p.stat().st_size for p in (place / rival.site).rglob("search*.json"))
        results[rival.name] = {
            "clean": clean.for_json, "one changed": changed.for_json, "bytes": size, "search": index,
        }  # fmt: skip
        shutil.rmtree(place)
    return results


def measured(summaries: int, others: list[str], patience: float, serve: bool) -> dict[str, Any]:
    """All figures of one size."""
    with tempfile.TemporaryDirectory() as name:
        root = generate(Path(name) / "project", summaries)
        costs, size = ours(root)
        found: dict[str, Any] = {
            "summaries": summaries, "ours": {step: one.for_json for step, one in costs.items()},
            "site": size, "KB a summary": {
                kind: round(size[kind] / summaries / 1000, 1) for kind in size if kind != "files"
            },
        }  # fmt: skip
        if serve:
            seen: Preview = preview(root, ONE)
            found["preview"] = {"start": round(seen.start, 2), "reload": round(seen.reload, 2)}
        if others:
            found["others"] = theirs(root, Path(name), others, patience)
        return found


def ratios(found: dict[str, Any]) -> dict[str, float]:
    """Wall time of each step to that of a clean build, and of a clean build to each other program's."""
    ours_ = found["ours"]
    told = {f"{step} / clean": ours_[step]["wall"] / ours_["clean"]["wall"] for step in ours_}
    for name, other in found.get("others", {}).items():
        told[f"clean / {name}"] = ours_["clean"]["wall"] / other["clean"]["wall"]
    return {name: round(ratio, 3) for name, ratio in told.items()}


def table(found: dict[str, Any]) -> str:
    """The figures of one size, for people."""
    lines = [f"{found['summaries']} summaries", f"  {'':26}{'wall s':>9}{'CPU s':>9}{'MB':>8}"]
    rows = dict(found["ours"])
    for name, other in found.get("others", {}).items():
        rows |= {f"{name}: {step}": other[step] for step in ("clean", "one changed")}
    for step, one in rows.items():
        lines.append(f"  {step:26}{one['wall']:9.1f}{one['cpu']:9.1f}{one['memory']:8.0f}")
    lines += [f"  {name:40}{ratio:8.3f}" for name, ratio in found["ratios"].items()]
    lines += [f"  KB a summary: {found['KB a summary']}; {found['site']['files']:.0f} files"]
    lines += [f"  preview: {found['preview']}"] if "preview" in found else []
    return "\n".join(lines)


def growth(results: list[dict[str, Any]], of: Callable[[dict[str, Any]], float]) -> float:
    """The power of the size that the last two results show."""
    one, other = results[-2:]
    return math.log(of(other) / of(one)) / math.log(other["summaries"] / one["summaries"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000, 10_000])
    names = [make.__name__ for make in ALL]
    parser.add_argument("--others", nargs="*", default=names, choices=names, help="other programs")
    parser.add_argument(
        "--patience", type=float, default=1800, help="seconds after which another program is ended"
    )
    parser.add_argument("--no-serve", action="store_true", help="without the preview")
    options = parser.parse_args()
    started = time.strftime("%Y-%m-%d %H:%M")
    results = []
    for size in options.sizes:
        found = measured(size, options.others, options.patience, not options.no_serve)
        found["ratios"] = ratios(found)
        results.append(found)
        print(table(found), flush=True)
    machine = {
        "machine": platform.machine(), "cores": os.cpu_count(), "system": platform.platform(),
        "python": platform.python_version(), "started": started,
        **{name: version(name) for name in LIBRARIES},
    }  # fmt: skip
    whole: dict[str, Any] = {"machine": machine, "results": results}
    if len(results) > 1:
        power = growth(results, lambda one: float(one["ours"]["clean"]["cpu"]))
        whole["growth"] = round(power, 3)
        print(
            f"a clean build takes processor time as the number of summaries to the power {power:.2f}"
        )
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"{machine}\n{target}")


if __name__ == "__main__":
    main()
