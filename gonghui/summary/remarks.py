"""Remarks: what a summary says of its own figures: corrections after issue, findings it keeps."""

from __future__ import annotations

from ..codes import CODES
from ..quotation import clip
from ..reading.node import Mapping
from ..reading.record import Record
from ..registry import Registry
from ..spelling import did_you_mean, fold
from .summary import Acceptance, Correction

_TEXTS = {"metric": "会员人数", "from": "7420人", "to": "7402人", "reason": "笔误"}


def read_corrections(page: Record, registry: Registry) -> tuple[Correction, ...]:
    """The entries of `corrections:` that are complete; a metric is named as the dictionary does."""
    found = []
    local = page.node.items["local"][1] if "local" in page.node.items else None
    named = tuple(local.items) if isinstance(local, Mapping) else ()
    for record in page.records("corrections"):
        day = record.date("date", required=True)
        texts = [record.text(key, required=True, example=word) for key, word in _TEXTS.items()]
        record.close()
        metric, before, after, reason = texts
        _check_name(record, metric, named, registry)
        if day and metric and before and after and reason:
            known = registry.metric(metric)
            name = known.name if known else metric
            found.append(Correction(day, name, before, after, reason))
    return tuple(found)


def _check_name(
    record: Record, metric: str | None, local: tuple[str, ...], registry: Registry
) -> None:
    """Report a corrected metric that is neither the dictionary's nor a local name of the page."""
    if metric is None or "metrics.yml" not in registry.readable or registry.metric(metric):
        return
    if fold(metric) in map(fold, local):
        return
    known = [w for m in registry.metrics.values() for w in (m.name, *m.aliases)]
    record.report(
        record.at("metric"),
        "unknown-metric",
        f"更正的“{clip(metric)}”不是指标字典里的，也不在这一页的 local: 里。"
        f"{did_you_mean(metric, (*local, *known))}请改成同一个名称。",
    )


UNSAID = "写明原因"  # what the examples of the messages have in the place of a reason


def read_acceptances(page: Record, registry: Registry) -> tuple[Acceptance, ...]:
    """The entries of `accept:` that are complete."""
    found = []
    acceptable = [name for name, code in CODES.items() if code.acceptable]
    for record in page.records("accept"):
        code = record.text("code", required=True, example="stated-mismatch")
        metric = record.text("metric")
        reason = record.text("reason", required=True, example="原文如此")
        record.close()
        if code is None or reason is None:
            continue
        if code not in acceptable:
            record.report(
                record.at("code"),
                "bad-value",
                f"accept 里不能写“{clip(code)}”。{did_you_mean(code, acceptable)}"
                f"可以确认保留的有：{'、'.join(acceptable)}。",
            )
            continue
        if reason == UNSAID:
            record.report(
                record.at("reason"),
                "bad-value",
                f"accept 里的 reason 还是例子里的“{UNSAID}”。请写上真正的原因，页面上会印出来。例：reason: 原文如此",
            )
            continue
        known = registry.metric(metric) if metric else None
        name = known.id if known else metric and fold(metric)
        place = record.node
        found.append(Acceptance(code, name or None, reason, place.line, place.column))
    return tuple(found)
