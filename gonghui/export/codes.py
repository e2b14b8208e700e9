"""Codes: what the short English words of the exports mean, and the table that lists them."""

from __future__ import annotations

from collections.abc import Mapping

from ..bases import BASIS_NAMES
from ..change import OUTCOME_NAMES
from ..figure import STATE_NAMES
from ..period import KIND_NAMES
from ..registry.metric import TYPE_NAMES
from ..registry.unit import EVENT_NAMES, SCOPE_NAMES
from ..summary import DATA_STATUS_NAMES
from ..summary.summary import CLASS_NAMES, STATUS_NAMES

Codes = Mapping[str, str]


def _said(names: Mapping[str, object]) -> Codes:
    """Names by code, from codes by name."""
    return {str(code): name for name, code in names.items()}


CLASS, SCOPE, STATUS = _said(CLASS_NAMES), _said(SCOPE_NAMES), _said(STATUS_NAMES)
DATA_STATUS, EVENT, BASIS = _said(DATA_STATUS_NAMES), _said(EVENT_NAMES), _said(BASIS_NAMES)
KIND: Codes = {str(kind): name for kind, name in KIND_NAMES.items()}
STATE: Codes = {str(state): name for state, name in STATE_NAMES.items()}
OUTCOME: Codes = {str(outcome): name for outcome, name in OUTCOME_NAMES.items()}
METRIC_TYPE: Codes = {str(type_): name for type_, name in TYPE_NAMES.items()}
QUALIFIER: Codes = {
    "exact": "准数",
    "more_than": "余、多、超过",
    "at_least": "以上",
    "approx": "约",
    "less_than": "不足",
    "at_most": "以下",
    "range": "范围",
    "frequency": "频次",
}
AGGREGATION: Codes = {
    "sum": "可以相加",
    "last": "取期末数",
    "recompute": "由分子、分母合计重算",
    "none": "不得相加",
}
DIRECTION: Codes = {"up": "越高越好", "down": "越低越好", "neutral": "不作评价"}
SIDE: Codes = {"from": "来处", "to": "去处"}
GROUP: Codes = {"all": "全部单位", "type": "单位类型", "children": "所属单位"}

LISTS: dict[str, Codes] = {
    "kind": KIND,
    "class": CLASS,
    "scope": SCOPE,
    "status": STATUS,
    "data_status": DATA_STATUS,
    "qualifier": QUALIFIER,
    "state": STATE,
    "basis": BASIS,
    "outcome": OUTCOME,
    "metric_type": METRIC_TYPE,
    "aggregation": AGGREGATION,
    "direction": DIRECTION,
    "event": EVENT,
    "side": SIDE,
    "group_kind": GROUP,
}
