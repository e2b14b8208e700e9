"""Schema: the front matter as JSON Schema, for editors and for other programs.

Draft 7, which editors know best. Its keys, meanings and examples are those of `KEYS` and `LONG_FORM`;
names of units, types, metrics and campaigns are offered for completion. It says what has the right
shape; whether a name is registered and a figure readable, only `gonghui check` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .codes import CODES
from .registry import Metric, Registry
from .registry.unit import SCOPE_NAMES
from .summary import CLASS_NAMES, DATA_STATUS_NAMES, KEYS, LONG_FORM, STATUS_NAMES, SummaryClass

ADDRESS = "schema/summary.json"
Shape = dict[str, Any]

_ONE_LINE = {"type": ["string", "number"], "pattern": r"\S"}  # a pattern asks nothing of a number
_FIGURE = {**_ONE_LINE, "pattern": r"^\s*[^\s{\[]"}
_DIGIT = "[0-9０-９]"
_YEAR = rf"(?:{_DIGIT}{{4}}|[〇零○一二三四五六七八九]{{4}}|20[Xx×]{{2}})"
_PERIOD = {"type": ["string", "integer"], "pattern": _YEAR, "minimum": 1900, "maximum": 2099}
_DAY = {"type": "string", "pattern": rf"{_DIGIT}{{4}}.+{_DIGIT}{{1,2}}\s*日?\s*$"}
_NUMBER = {"type": ["string", "number"], "pattern": r"^\s*-?[0-9]+(\.[0-9]+)?\s*$"}
_VERSION = {"type": ["string", "integer"], "pattern": r"^\s*[0-9]+\s*$", "minimum": 1}


def _choice(names: Iterable[str], codes: Iterable[str]) -> Shape:
    return {"enum": [*names, *map(str, codes)]}


def _refer(name: str) -> Shape:
    return {"$ref": f"#/definitions/{name}"}


_SCOPE = _choice(SCOPE_NAMES, SCOPE_NAMES.values())
_FIGURES = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": _refer("entry"),
}
_BREAKDOWN = {"type": "object", "minProperties": 1, "additionalProperties": _FIGURE}
# What each key of the front matter and of the long form may hold; the keys are those of KEYS and
# LONG_FORM, in any order.
SHAPES: dict[str, Shape] = {
    "unit": _ONE_LINE,
    "unit_type": _ONE_LINE,
    "period": _PERIOD,
    "metrics": _FIGURES,
    "local": _FIGURES,
    "title": {**_ONE_LINE, "pattern": r"^\s*[^\s<>][^<>]*$"},
    "class": _choice(CLASS_NAMES, CLASS_NAMES.values()),
    "campaign": _ONE_LINE,
    "scope": _SCOPE,
    "status": _choice(STATUS_NAMES, STATUS_NAMES.values()),
    "data_status": _choice(DATA_STATUS_NAMES, DATA_STATUS_NAMES.values()),
    "as_of": _DAY,
    "issued": _DAY,
    "union_term": _ONE_LINE,
    "congress_term": _ONE_LINE,
    "corrections": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "date": {**_DAY, "description": "哪一天更正的"},
                "metric": {**_ONE_LINE, "description": "哪个指标"},
                "from": {**_ONE_LINE, "description": "原来写的数"},
                "to": {**_ONE_LINE, "description": "改成的数"},
                "reason": {**_ONE_LINE, "description": "为什么改"},
            },
            "required": ["date", "metric", "from", "to", "reason"],
            "additionalProperties": False,
        },
    },
    "accept": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "code": {
                    "enum": [name for name, code in CODES.items() if code.acceptable],
                    "description": "检查报出的代码",
                },
                "metric": {**_ONE_LINE, "description": "哪个指标；不写就不限"},
                "reason": {**_ONE_LINE, "description": "为什么不改"},
            },
            "required": ["code", "reason"],
            "additionalProperties": False,
        },
    },
}
LONG_SHAPES: dict[str, Shape] = {
    "value": _FIGURE,
    "unit": _ONE_LINE,
    "num": _NUMBER,
    "den": _NUMBER,
    "parts": _BREAKDOWN,
    "levels": _BREAKDOWN,
    "target": _FIGURE,
    "target_rate": _FIGURE,
    "stated": _FIGURE,
    "base": _FIGURE,
    "base_note": _ONE_LINE,
    "scope": _SCOPE,
    "period": _PERIOD,
    "definition": _VERSION,
    "note": _ONE_LINE,
}
REQUIRED = ["unit", "unit_type", "period"]


def summary_schema(registry: Registry | None = None) -> Shape:
    """The schema of a summary's front matter; with a registry its names are offered as well."""
    keys = {key: _said(SHAPES[key], k.meaning, k.example, k.default) for key, k in KEYS.items()}
    if registry is not None:
        _offer(keys, registry)
    special = [name for name, value in CLASS_NAMES.items() if value is SummaryClass.SPECIAL]
    is_special = {
        "properties": {"class": {"enum": [*special, str(SummaryClass.SPECIAL)]}},
        "required": ["class"],
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "工会工作总结的题头",
        "description": "总结开头两行 --- 之间的内容。名称是否登记、数字能否读懂，以 gonghui check 为准。",
        "type": "object",
        "properties": keys,
        "required": REQUIRED,
        "additionalProperties": False,
        "if": is_special,
        "then": {"required": ["campaign"]},
        "else": {"properties": {"campaign": False}},
        "definitions": {"figure": _FIGURE, "long": _long_form(), "entry": _entry()},
    }


def schema_json(registry: Registry) -> bytes:
    """The schema as a file, UTF-8."""
    text = json.dumps(summary_schema(registry), ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def _said(shape: Shape, meaning: str, example: str, default: str = "") -> Shape:
    tail = f"。不写时：{default}" if default and default != "必填" else ""
    must = "（必填）" if default == "必填" else ""
    return {**shape, "description": f"{meaning}{must}{tail}。例：{example}"}


def _long_form() -> Shape:
    keys = {key: _said(LONG_SHAPES[key], f.meaning, f.example) for key, f in LONG_FORM.items()}
    return {
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
        "oneOf": [{"required": ["value"]}, {"required": ["num", "den"]}],
        "dependencies": {"num": ["den"], "den": ["num"]},
    }


def _entry() -> Shape:
    one = [_refer("figure"), _refer("long")]
    return {"anyOf": [*one, {"type": "array", "minItems": 1, "items": {"anyOf": one}}]}


def _offer(keys: dict[str, Shape], registry: Registry) -> None:
    """Names for completion; another text passes as well, since names may be spelt with spaces."""
    types = [one.name for one in registry.unit_types.values()]
    for key, names in (
        ("unit", registry.names_of_units()),
        ("unit_type", types),
        ("campaign", list(registry.campaigns.values())),
    ):
        if names:
            shape = keys[key]
            keys[key] = {
                "description": shape["description"],
                "anyOf": [{"enum": names}, {k: v for k, v in shape.items() if k != "description"}],
            }
    metrics = (m for m in registry.metrics.values() if not m.component)
    known = {m.name: {**_refer("entry"), "description": _told(m, registry)} for m in metrics}
    keys["metrics"] = {**keys["metrics"], "properties": known}


def _told(metric: Metric, registry: Registry) -> str:
    """A metric in a line: category, unit of measure, what it counts."""
    pieces = [registry.category_of(metric), f"单位：{metric.unit}"]
    pieces += [metric.definitions[-1].text] if metric.definitions else []
    pieces += [f"也叫{'、'.join(metric.aliases)}"] if metric.aliases else []
    return "；".join(pieces)
