"""Remarks: what a summary says of its own figures: corrections after issue, findings it keeps."""

from __future__ import annotations

from ..codes import CODES
from ..quotation import clip
from ..reading.record import Record
from ..registry import Registry
from ..spelling import did_you_mean, fold
from .summary import Acceptance, Correction

_TEXTS = {"metric": "会员人数", "from": "7420人", "to": "7402人", "reason": "笔误"}


def read_corrections(page: Record, registry: Registry) -> tuple[Correction, ...]:
    """The entries of `corrections:` that are complete; a metric is named as the dictionary does."""
    found = []
    for record in page.records("corrections"):
        day = record.date("date", required=True)
        texts = [record.text(key, required=True, example=word) for key, word in _TEXTS.items()]
        record.close()
        metric, before, after, reason = texts
        if day and metric and before and after and reason:
            known = registry.metric(metric)
            name = known.name if known else metric
            found.append(Correction(day, name, before, after, reason))
    return tuple(found)


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
        known = registry.metric(metric) if metric else None
        name = known.id if known else metric and fold(metric)
        place = record.node
        found.append(Acceptance(code, name or None, reason, place.line, place.column))
    return tuple(found)
