"""Files: the form's data, `data/form/index.json` and `data/form/units/<unit>.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..corpus import Corpus
from .before import unit_of
from .index import index_of

FOLDER = "data/form/"


def form_files(corpus: Corpus, forge: Sequence[str] = ()) -> dict[str, bytes]:
    """Contents by address, from the site's top. Linear in the number of figures; `forge` says how the
    repository's page for a new file is addressed (adapters/origin.py), empty where that is not known."""
    found: dict[str, Any] = {f"{FOLDER}index.json": index_of(corpus, forge)}
    for unit in corpus.registry.units.values():
        found[f"{FOLDER}units/{unit.id}.json"] = unit_of(corpus, unit)
    return {address: _written(content) for address, content in sorted(found.items())}


def _written(content: Any) -> bytes:
    """Compact JSON, the same bytes on every machine."""
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
