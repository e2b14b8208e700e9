"""Facts: what stands over a summary."""

from __future__ import annotations

from html import escape

from .. import address
from ..period import Kind, say_day
from ..place import Place
from ..registry.unit import Scope, scope_name
from ..summary import CLASS_NAMES, DATA_STATUS_NAMES, Summary


def summary_facts(place: Place, summary: Summary) -> list[tuple[str, str]]:
    """What stands over a summary: unit, period, kind, days, terms; names, and HTML beside each."""

    def to(where: str, text: str) -> str:
        if not where:
            return escape(text)
        return f'<a href="{escape(place.link(where))}">{escape(text)}</a>'

    registry = summary.registry
    unit_type = registry.unit_types.get(summary.unit.type_id)
    class_ = next(name for name, c in CLASS_NAMES.items() if c is summary.class_)
    status = next(name for name, s in DATA_STATUS_NAMES.items() if s is summary.data_status)
    name = summary.unit_name
    now = "" if name == summary.unit.name else f"（现{summary.unit.name}）"
    facts = [
        ("单位", to(address.of_unit(summary.unit.id), name) + escape(now)),
        ("单位类型", to(address.of_type(unit_type.id), unit_type.name) if unit_type else ""),
        ("期间", to(place.page_of(summary.period), summary.period.name)),
        ("类别", class_),
    ]
    if summary.campaign:
        facts.append(("专题活动", escape(registry.campaigns[summary.campaign])))
    if summary.scope is not Scope.OWN:
        facts.append(("范围", scope_name(summary.scope)))
    if summary.metrics:
        facts.append(("数据状态", status))
    if summary.metrics and summary.as_of and summary.period.kind is not Kind.MASKED:
        facts.append(("数据截至", say_day(summary.as_of)))
    if summary.issued:
        facts.append(("签发日期", say_day(summary.issued)))
    if summary.union_term:
        facts.append(("工会委员会届次", escape(summary.union_term)))
    if summary.congress_term:
        facts.append(("职代会届次", escape(summary.congress_term)))
    return [(key, value) for key, value in facts if value]
