"""data/values.csv: every figure of every issued summary, parts, targets and local figures too.

`part` is empty for the figure itself. It is the part's name (企业), `level:` and the level (level:市),
`target`, `target_rate`, `stated`, `base`, or `entry:1` … for the entries of a list, whose sum is
the figure itself. Source: contract.md §7.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..change import RATE_PLACES
from ..corpus import Corpus
from ..figure import Figure
from ..period import Period
from ..registry.unit import Scope
from ..summary import Summary
from ..summary.entry import Entry
from ..summary.observation import Observation, scope_of
from .csvfile import Value, csv_bytes, places

COLUMNS = (
    "unit_id", "unit", "unit_type", "period", "edtf", "class", "campaign", "scope", "metric_id",
    "metric", "part", "value", "qualifier", "lower", "upper", "lower_open", "upper_open", "state",
    "numerator", "denominator", "measure_unit", "as_written", "definition_version",
    "restated_base", "data_status", "as_of", "url",
)  # fmt: skip

Row = tuple[Value, ...]


def values_csv(corpus: Corpus) -> bytes:
    """The whole file, sorted by unit, period, class, campaign, scope, metric and part."""
    rows = [row for summary in corpus.summaries for row in _rows(summary)]
    rows.sort(key=lambda row: tuple(str(row[i] or "") for i in (0, 3, 5, 6, 7, 8, 9, 10, 26)))
    return csv_bytes(COLUMNS, rows)


def _rows(summary: Summary) -> Iterator[Row]:
    for observation in summary.observations:
        yield from _observation(summary, observation)
    for entry in summary.local:
        same = [e for e in summary.local if e.name == entry.name]
        part = f"entry:{same.index(entry) + 1}" if len(same) > 1 else ""
        period = entry.period or summary.period
        yield from _entry(summary, entry, scope_of(summary, entry), period, part, None)


def _observation(summary: Summary, observation: Observation) -> Iterator[Row]:
    entries, scope, period = observation.entries, observation.scope, observation.period
    if len(entries) == 1:
        yield from _entry(summary, entries[0], scope, period, "", observation)
        return
    yield _row(summary, entries[0], scope, period, "", observation.figure, observation)
    for number, entry in enumerate(entries, start=1):
        yield from _entry(summary, entry, scope, period, f"entry:{number}", observation)


def _entry(
    summary: Summary,
    entry: Entry,
    scope: Scope,
    period: Period,
    part: str,
    observation: Observation | None,
) -> Iterator[Row]:
    figure = observation.figure if observation and not part else entry.figure
    yield _row(summary, entry, scope, period, part, figure, observation)
    prefix = f"{part}:" if part else ""
    for name, value in entry.parts:
        yield _row(summary, entry, scope, period, prefix + name, value, observation)
    for name, value in entry.levels:
        yield _row(summary, entry, scope, period, f"{prefix}level:{name}", value, observation)
    named = {
        "target": entry.target,
        "target_rate": entry.target_rate,
        "stated": entry.stated,
        "base": entry.base,
    }
    for name, one in named.items():
        if one is not None:
            yield _row(summary, entry, scope, period, prefix + name, one, observation)


def _row(
    summary: Summary,
    entry: Entry,
    scope: Scope,
    period: Period,
    part: str,
    figure: Figure,
    observation: Observation | None,
) -> Row:
    unit_type = summary.registry.unit_types.get(summary.unit.type_id)
    metric = entry.metric
    definition = observation.definition if observation else None
    base = entry.base if not part and len(observation.entries if observation else ()) < 2 else None
    named = part.rpartition(":")[2]
    foreign = observation.foreign if observation and not part else entry.foreign
    own = named in ("stated", "target_rate") or (foreign and figure is not entry.figure)
    unit = figure.unit if own or not metric else entry.unit
    return (
        summary.unit.id,
        summary.unit_name,
        unit_type.id if unit_type else None,
        period.id,
        period.edtf,
        str(summary.class_),
        summary.campaign,
        str(scope),
        metric.id if metric else None,
        metric.name if metric else entry.name,
        part or None,
        places(figure.value, RATE_PLACES),
        str(figure.qualifier) if figure.qualifier else None,
        places(figure.lower, RATE_PLACES),
        places(figure.upper, RATE_PLACES),
        figure.lower_open if figure.lower is not None else None,
        figure.upper_open if figure.upper is not None else None,
        str(figure.state) if figure.state else None,
        figure.numerator,
        figure.denominator,
        unit or None,
        figure.as_written,
        definition.version if definition else None,
        places(base.value, RATE_PLACES) if base else None,
        str(summary.data_status),
        str(summary.as_of) if summary.as_of else None,
        summary.address,
    )
