"""Slips: metrics that stand where YAML does not see them: behind a #, or not indented."""

from __future__ import annotations

import re

from ..problem import Problems
from ..quotation import clip
from ..reading.record import Record
from ..registry import Registry
from .summary import KEYS

_HASHED = re.compile(r" *#(?P<name>[^\s:#]+):\s")


def check_hashes(head: str, path: str, registry: Registry, problems: Problems) -> None:
    """#女会员: 12 is a comment to YAML; a figure would be lost without a word."""
    for number, line in enumerate(head.split("\n"), start=2):
        match = _HASHED.match(line)
        metric = registry.metric(match["name"]) if match else None
        if match and metric is not None and metric.parent is not None:
            problems.report(
                path,
                number,
                match.start("name"),
                "yaml",
                f"“#{clip(match['name'])}”以#开头，这一行会被当作注释丢掉。请去掉#，写成“{metric.name}: …”。",
            )


def unindented(record: Record, registry: Registry) -> bool:
    """Whether metrics stand beside metrics: instead of below it; each is told."""
    found = [
        key
        for key, _ in record.node.items.values()
        if key.text not in KEYS and registry.metric(key.text)
    ]
    for key in found:
        record.asked.append(key.text)
        message = (
            f"“{clip(key.text)}”是指标，要写在 metrics: 下面。请在这一行前面加两个空格。"
            f"例：metrics:（换行）  {clip(key.text)}: …"
        )
        record.report(key, "unknown-key", message)
    return bool(found)
