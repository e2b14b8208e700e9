"""Portion: pages that are made together, and kept together while what they are made of stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from .. import address
from ..fingerprint import Fingerprints
from ..registry import Unit
from .means import are_known, files_of, means_of
from .outputs import cache
from .plugin import GonghuiPlugin

TURNS = 16  # tasks that a process gets of the units


@dataclass(frozen=True)
class Portion:
    """The pages of one unit or one period, or those of categories of one year; and the fingerprint of what
    they are made of; "" where nobody knows."""

    unit: Unit | None
    files: list[File]
    fingerprint: str


def portions_of(
    config: MkDocsConfig,
    plugin: GonghuiPlugin,
    files: Files,
    nav: Navigation,
    made: dict[str, File],
) -> list[Portion]:
    """The units, the periods and the years, each with its pages, which are taken out of those that nobody
    wrote."""
    corpus = plugin.edition.corpus
    known = None
    if are_known(config) and not plugin.options.preview and cache(config, "units"):
        days = {path: day.isoformat() for path, day in plugin.origins.log.days.items()}
        known = Fingerprints(
            corpus, means_of(config, nav, corpus.registry), days, partial(files_of, files)
        )
    found = []
    for unit in corpus.registry.units.values():
        own = [summary.path.removeprefix("docs/") for summary in plugin.edition.of(unit)]
        of_unit = [made.pop(source) for source in own if source in made]
        of_unit += _taken(made, [address.of_unit(unit.id)])
        found.append(Portion(unit, of_unit, known.of_unit(unit) if known else ""))
    types, categories = corpus.registry.unit_types, corpus.registry.categories
    for period in corpus.by_period:
        shares = (address.of_type_in(id_, period) for id_ in types)
        of_period = _taken(made, (address.of_period(period), *shares))
        found.append(Portion(None, of_period, known.of_period(period) if known else ""))
    for year in dict.fromkeys(period.last_year for period in corpus.by_period):
        parts = ((address.year_id(year), *rest) for rest in ((), *((t,) for t in types)))
        of_year = _taken(made, (address.of_category(c, *p) for p in parts for c in categories))
        found.append(Portion(None, of_year, known.of_year(year) if known and of_year else ""))
    return found


def shares_of(
    portions: Sequence[Portion], is_kept: Callable[[Portion], bool], jobs: int
) -> list[Sequence[Portion]]:
    """The portions as tasks: a long one alone, and first; units together, more of those that are kept."""
    kept: list[Portion] = []
    units: list[Portion] = []
    for portion in portions:
        if portion.unit:
            (kept if is_kept(portion) else units).append(portion)
    shares: list[Sequence[Portion]] = [[one] for one in portions if not one.unit]
    for some, turns in ((units, TURNS), (kept, 1)):
        size = max(1, -(-len(some) // (turns * jobs)))
        shares += [some[at : at + size] for at in range(0, len(some), size)]
    return shares


def _taken(made: dict[str, File], addresses: Iterable[str]) -> list[File]:
    """Those pages that are there of these, taken out of all."""
    sources = map(address.source_of, addresses)
    return [made.pop(source) for source in sources if source in made]
