"""Index: what can be chosen and filled in on the form: units, types, metrics, campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..corpus import Corpus
from ..period import KIND_NAMES
from ..registry import Metric, Unit
from ..summary.summary import CLASS_NAMES, DATA_STATUS_NAMES, STATUS_NAMES

LONGEST = 60  # characters of a definition; the whole of it stands on the metric's page


def index_of(corpus: Corpus, forge: Sequence[str]) -> dict[str, Any]:
    """{units, types, categories, metrics, campaigns, kinds, classes, statuses, dataStatuses, calendar, forge}. A type is
    [id, name, [metric id …], {metric id: scope}]; its metrics are those that its units usually report.
    The calendar is [month, day] of the first day of a statistical year, a first and a second term."""
    registry = corpus.registry
    types = list(registry.unit_types)
    calendar = registry.settings.calendar
    return {
        "units": [_unit(unit, types) for unit in registry.units.values()],
        "types": [
            [t.id, t.name, list(t.metrics), {id_: str(scope) for id_, scope in t.scopes.items()}]
            for t in registry.unit_types.values()
        ],
        "categories": [category.name for category in registry.categories.values()],
        "metrics": [_metric(corpus, metric) for metric in registry.metrics.values()],
        "campaigns": [[id_, name] for id_, name in registry.campaigns.items()],
        "kinds": {str(kind): name for kind, name in KIND_NAMES.items()},
        "classes": {str(class_): name for name, class_ in CLASS_NAMES.items()},
        "statuses": list(STATUS_NAMES),
        "dataStatuses": list(DATA_STATUS_NAMES),
        "calendar": [calendar.statistical_year, calendar.first_term, calendar.second_term],
        "forge": list(forge),
    }


def _unit(unit: Unit, types: list[str]) -> list[Any]:
    """[id, number of its type, [[name, first day, last day] …] the present one last, first day, last day,
    the kind of period that it is expected to report]: "" for an open end."""
    names = [[name.text, _day(name.first), _day(name.last)] for name in unit.names]
    due = str(unit.due[-1].kind) if unit.due else ""
    return [
        unit.id,
        types.index(unit.type_id),
        names,
        _day(unit.first_day),
        _day(unit.last_day),
        due,
    ]


def _day(day: object) -> str:
    return str(day or "")


def _metric(corpus: Corpus, metric: Metric) -> list[Any]:
    """[id, name, aliases, unit, {unit word: factor}, type, decimals, category's number or -1, definition,
    {what only some have: cap, parts, levels, target, parent}]"""
    categories = list(corpus.registry.categories)
    category = categories.index(metric.category) if metric.category in categories else -1
    text = metric.definitions[-1].text if metric.definitions else metric.note or ""
    more: dict[str, Any] = {
        "cap": f"{metric.cap:f}" if metric.cap is not None else "",
        "parts": metric.parts,
        "levels": metric.levels,
        "target": int(metric.has_target),
        "parent": metric.parent or "",
    }
    return [
        metric.id,
        metric.name,
        list(metric.aliases),
        metric.unit,
        {word: f"{factor:f}" for word, factor in metric.words.items()},
        str(metric.type),
        metric.decimals,
        category,
        text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…",
        {key: value for key, value in more.items() if value},
    ]
