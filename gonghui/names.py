"""Names: everything on the site that has a name of its own, for whoever knows what it is called."""

from __future__ import annotations

import json

from . import address
from .corpus import Corpus

ADDRESS = "data/names.json"
LISTS: list[tuple[str, str, list[str]]] = [
    ("全部总结", address.SUMMARIES, []),
    ("报送情况", address.REPORTING, ["已报", "应报"]),
    ("缺报", address.MISSING, ["没有报"]),
]


def names_json(corpus: Corpus) -> bytes:
    """A JSON list of [name, kind, address, other names]: units with their former names, metrics with
    their aliases, unit types, categories and periods, in the order of the registries; then a few lists."""
    registry = corpus.registry
    found: list[tuple[str, str, str, list[str]]] = []
    for unit in registry.units.values():
        former = dict.fromkeys(name.text for name in unit.names if name.text != unit.name)
        found.append((unit.name, "单位", address.of_unit(unit.id), list(former)))
    for metric in registry.metrics.values():
        found.append((metric.name, "指标", address.of_metric(metric.id), list(metric.aliases)))
    for unit_type in registry.unit_types.values():
        found.append((unit_type.name, "单位类型", address.of_type(unit_type.id), []))
    for category in registry.categories.values():
        found.append((category.name, "工作类别", address.of_category(category.id), []))
    for period in corpus.by_period:
        found.append((period.name, "期间", address.of_period(period), [period.id]))
    found += [(name, "目录", to, others) for name, to, others in LISTS]
    return (json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
