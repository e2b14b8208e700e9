"""Files: the form's data, `data/form/index.json` and `data/form/units/<unit>.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..corpus import Corpus
from ..registry import Unit
from .before import unit_of
from .index import index_of

FOLDER = "data/form/"


def form_index(corpus: Corpus, forge: Sequence[str] = ()) -> dict[str, bytes]:
    """What the form needs of all units, by address; `forge` says how the repository's page for a new file
    is addressed (adapters/origin.py), empty where that is not known."""
    return {f"{FOLDER}index.json": _written(index_of(corpus, forge))}


def form_unit(corpus: Corpus, unit: Unit) -> dict[str, bytes]:
    """What it needs of one unit, by address."""
    return {f"{FOLDER}units/{unit.id}.json": _written(unit_of(corpus, unit))}


def form_files(corpus: Corpus, forge: Sequence[str] = ()) -> dict[str, bytes]:
    """All of it, by address, from the site's top. Linear in the number of figures."""
    found = form_index(corpus, forge)
    for unit in corpus.registry.units.values():
        found |= form_unit(corpus, unit)
    return found


def _written(content: Any) -> bytes:
    """Compact JSON, the same bytes on every machine."""
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
