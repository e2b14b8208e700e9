"""Addresses: where each kind of page stands in the site. ASCII, readable, and never changed.

An address ends with / and is relative to the site's root: `units/furong-town/`. Source: contract.md
§1 for summaries; the rest is ours.
"""

from __future__ import annotations

from .period import Period
from .registry import Registry

HOME = ""
SUMMARIES = "summaries/"
UNITS = "units/"
TYPES = "types/"
METRICS = "metrics/"
CATEGORIES = "categories/"
REPORTING = "reporting/"
MISSING = "reporting/missing/"
BESIDE = "beside/"
WORKBENCH = "workbench/"
DOWNLOADS = "downloads/"
SEARCH = "search/"
GUIDE = "guide/"  # the site's own pages, all but one
FORM = "guide/form/"
SEARCH_INDEX, SEARCH_SIMPLIFIED = "search/index.bin", "search/simplified.bin"

FEED = "feed.xml"
SITEMAP = "sitemap.xml"
MADE = (FEED, SITEMAP, f"{SITEMAP}.gz", "404.html")  # files that the program makes at the root

# The first folders of what is made by the program: no page of the site's own may stand there.
# `periods` is no address, but the name under which pages of periods are linked: periods/2023-H1.md;
# what lies in `assets` would take the place of the theme's, and MkDocs leaves `templates` out
RESERVED = (
    "summaries", "units", "types", "metrics", "categories", "reporting", "beside", "workbench",
    "downloads", "search", "data", "periods", "schema", "assets", "templates",
)  # fmt: skip
_BY_ITSELF = ("data", "periods", "schema", "assets", "templates")  # data.md is in nobody's way


def is_reserved(page: str) -> bool:
    """Whether a page that somebody wrote (relative to docs/: `units.md`, `metrics/x.md`) stands at an
    address that the program keeps. Addresses do not tell capitals apart on every machine."""
    name = page.removesuffix(".md").lower()
    first, _, rest = name.partition("/")
    if f"{name}/".startswith(FORM) or name in MADE or f"/{name}".endswith("/index.html"):
        return True
    return first in RESERVED and (rest != "" or first not in _BY_ITSELF)


def of_own(page: str) -> str:
    """Where MkDocs puts a page that somebody wrote (relative to docs/): guide/x.md and guide/x/index.md
    both at guide/x/."""
    folder, _, name = page.removesuffix(".md").rpartition("/")
    return "/".join(part for part in (folder, "" if name in ("index", "README") else name) if part)


YEAR_ANCHOR = "gh-{}"  # of a year in the index of periods


def year_name(year: int | None) -> str:
    """What a year is called; None is that of masked periods."""
    return f"{year}年" if year else "隐去年份"


def year_id(year: int | None) -> str:
    """A year as part of an address; that of masked periods is 20XX."""
    return f"{year or '20XX'}"


def of_period(period: Period) -> str:
    """All summaries of a period: summaries/2023-H1/"""
    return f"{SUMMARIES}{period.id}/"


def of_unit(unit_id: str) -> str:
    """A unit: units/furong-town/"""
    return f"{UNITS}{unit_id}/"


def of_type(type_id: str) -> str:
    """A unit type: types/town-federation/"""
    return f"{TYPES}{type_id}/"


def of_type_in(type_id: str, period: Period) -> str:
    """One unit type's share of a long period: types/town-federation/2023/"""
    return f"{TYPES}{type_id}/{period.id}/"


def of_metric(metric_id: str, type_id: str = "") -> str:
    """A metric, or one unit type's share of a long one: metrics/members/town-federation/"""
    return f"{METRICS}{metric_id}/" + (f"{type_id}/" if type_id else "")


def of_category(category_id: str, *parts: str) -> str:
    """A category, or one year's, one type's share of a long one: categories/women/2023/"""
    return f"{CATEGORIES}{category_id}/" + "".join(f"{part}/" for part in parts)


def of_categories(registry: Registry) -> dict[str, str]:
    """The categories' addresses by their names, for tables that are grouped by them."""
    return {category.name: of_category(category.id) for category in registry.categories.values()}


def of_year(year: int | None, type_id: str = "") -> str:
    """Who reported in a year: reporting/2023/town-federation/"""
    return f"{REPORTING}{year_id(year)}/" + (f"{type_id}/" if type_id else "")


def of_missing(type_id: str, year: int | None = None) -> str:
    """What one unit type's units have not reported: reporting/missing/town-federation/2023/"""
    return f"{MISSING}{type_id}/" + (f"{year}/" if year else "")


def of_beside(unit_id: str, left: str = "", right: str = "") -> str:
    """Two summaries of a unit side by side, by their keys (gonghui/pairing.py), or the choice of two:
    beside/?unit=furong-town&left=2007-H1&right=2008-H1. One page for all pairs."""
    chosen = f"&left={left}&right={right}" if left and right else ""
    return f"{BESIDE}?unit={unit_id}{chosen}"


def of_search_file(bundle: str, stamp: str, name: str) -> str:
    """A part of the search index, by what the bundle holds: search/2024-1f0c2a/pairs-0.bin"""
    return f"search/{bundle}-{stamp}/{name}.bin"


def of_beside_data(unit_id: str) -> str:
    """What that page loads of a unit: data/beside/furong-town.json"""
    return f"data/beside/{unit_id}.json"


def source_of(address: str) -> str:
    """The name under which other pages link to a page that the program makes; no file of docs/ has
    it: units/furong-town.md. Below summaries/ authors name files as they like, so periods stand
    under a name of their own: periods/2023-H1.md."""
    if address.startswith(SUMMARIES) and address != SUMMARIES:
        address = f"periods/{address.removeprefix(SUMMARIES)}"
    return f"{address.removesuffix('/')}.md"
