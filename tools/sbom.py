"""What the site stands on: `make sbom` writes build/sbom.cdx.json (CycloneDX 1.6) and build/licences.csv,
and fails where a licence is not a free one or is not known.

What is used stands in requirements.lock, with its digests; licences are what the installed packages
say of themselves, and the scripts within the theme what their source maps name.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from license_expression import ExpressionError, get_spdx_licensing
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build"
# those that the OSI or the FSF calls free and that have been met here
FREE = {
    "0BSD", "AFL-2.1", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "CC0-1.0", "HPND",
    "ISC", "MIT", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Unlicense", "W3C-20150513", "Zlib",
}  # fmt: skip
# packages that name their licence in older words than SPDX's
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
THEME = "mkdocs-material"
# what the theme has within it from others; scripts are those of its source maps
WITHIN = {
    "clipboard": "MIT",
    "escape-html": "MIT",
    "focus-visible": "W3C-20150513",
    "material-design-color": "MIT",
    "rxjs": "Apache-2.0",
    "tslib": "0BSD",
}
ICONS = {"material": "Apache-2.0", "fontawesome": "CC-BY-4.0"}
UNSHIPPED = {"lunr"}  # of the theme's own search, which is not on the site
_LINE = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ \\;]+)(?P<rest>.*)")
_MODULE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")


class Trouble(Exception):
    """No list can be made; the text says why and what to do."""


@dataclass(frozen=True)
class Part:
    """One thing used: a package of the lock, or what is `within` one; `digests` are those the lock allows,
    SHA-256 in hexadecimal."""

    name: str
    version: str
    licence: str
    within: str = ""
    digests: tuple[str, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether its licence, an SPDX expression, lets everyone use, change and pass it on."""
        try:
            parsed = get_spdx_licensing().parse(self.licence, validate=True)
        except ExpressionError:
            return False
        return parsed is not None and _is_free(parsed)


def _is_free(expression: object) -> bool:
    """One of the choices of an OR will do; all of an AND must."""
    parts = [_is_free(part) for part in getattr(expression, "args", ())]
    if parts:
        return any(parts) if getattr(expression, "operator", "").strip() == "OR" else all(parts)
    return str(expression) in FREE


def locked(lock: str) -> Iterator[Part]:
    """The packages of a lock, without their licences."""
    for line in re.sub(r" *\\\n *", " ", lock).splitlines():
        if match := _LINE.fullmatch(line):
            digests = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", match["rest"]))
            yield Part(match["name"], match["version"], "", digests=digests)


def licence_of(part: Part) -> str:
    """The licence that an installed package names, as an SPDX expression; "" where it names none. Raises
    Trouble where another version is installed."""
    try:
        about = metadata.metadata(part.name)
    except metadata.PackageNotFoundError:
        about = None
    if about is None or about["Version"] != part.version:
        raise Trouble(
            f"没有装 {part.name} {part.version}。请先运行 make environment-dev，再试一次。"
        )
    said = [*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ()), ""][0]
    if said in FREE or " OR " in said or " AND " in said:
        return str(said)
    named = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or [] if "License" in c]
    return next((CLASSIFIERS[name] for name in named if name in CLASSIFIERS), str(said))


def parts_within_theme() -> Iterator[Part]:
    """Scripts and drawings of others within the theme. Raises Trouble for a script that is not known."""
    files = metadata.files(THEME) or []
    found = {
        match[1]
        for file in files
        if file.name.endswith(".map")
        for source in json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))["sources"]
        if (match := _MODULE.search(source))
    }
    if unknown := sorted(found - WITHIN.keys() - UNSHIPPED):
        raise Trouble(
            f"主题 {THEME} 里带了新的部件：{'、'.join(unknown)}。请查明它的许可证，"
            "写进 tools/sbom.py 的 WITHIN。"
        )
    for name in sorted(found - UNSHIPPED):
        yield Part(name, "", WITHIN[name], THEME)
    for name in ICONS:
        yield Part(f"{name} icons", "", ICONS[name], THEME)


def parts() -> list[Part]:
    """Everything that the site needs or shows, with its licence."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = [Part(p.name, p.version, licence_of(p), digests=p.digests) for p in locked(lock)]
    return [*found, *parts_within_theme()]


def bill(found: list[Part], day: datetime) -> str:
    """The parts as CycloneDX. The same parts and day give the same text."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = _component(Part(project["name"], project["version"], project["license"]))
    own.type = ComponentType.APPLICATION
    packages = {part.name: _component(part) for part in found if not part.within}
    for part in found:
        if part.within:
            packages[part.within].components.add(_component(part))
    serial = uuid.uuid5(uuid.NAMESPACE_URL, repr((project["version"], sorted(map(repr, found)))))
    bom = Bom(components=packages.values(), serial_number=serial)
    bom.metadata.timestamp, bom.metadata.component = day, own
    bom.register_dependency(own, packages.values())
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _component(part: Part) -> Component:
    inner = bool(part.within)
    return Component(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version or None,
        bom_ref=f"{part.within}/{part.name}" if inner else part.name,
        purl=None if inner else PackageURL("pypi", name=part.name, version=part.version),
        licenses=[LicenseExpression(part.licence)] if part.licence else (),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in part.digests],
    )


def day_of_commit() -> datetime:
    """When the present commit was made; the first of 1970 outside a repository."""
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return datetime.fromtimestamp(int(done.stdout or 0), UTC)


def main() -> int:
    """Write both lists; 1 where a licence is not free."""
    try:
        found = parts()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    OUT.mkdir(exist_ok=True)
    (OUT / "sbom.cdx.json").write_text(bill(found, day_of_commit()), encoding="utf-8")
    with open(OUT / "licences.csv", "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["名称", "版本", "许可证", "随哪个软件包带来"])
        rows.writerows([part.name, part.version, part.licence, part.within] for part in found)
    unfree = [part for part in found if not part.is_free]
    for part in unfree:
        print(
            f"{part.name} {part.version} 的许可证（{part.licence or '没有写明'}）不在自由许可证之列。"
            "请查明；确是自由的，写进 tools/sbom.py 的 FREE，不是的请换掉这个软件包。",
            file=sys.stderr,
        )
    print(
        f"写好了 build/sbom.cdx.json 和 build/licences.csv，共{len(found)}个部件，"
        + (f"{len(unfree)}个的许可证要查。" if unfree else "许可证都是自由的。"),
        file=sys.stderr,
    )
    return 1 if unfree else 0


if __name__ == "__main__":
    sys.exit(main())
