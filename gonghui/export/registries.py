"""The registries of data/ as tables: units and what became of them, types, metrics, campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..corpus import Corpus
from . import codes
from .field import Export, Field, Row, Type


def _day(day: date | None) -> str | None:
    return f"{day}" if day else None


def _unit_types(corpus: Corpus) -> list[Row]:
    return [(t.id, t.name) for t in corpus.registry.unit_types.values()]


def _type_metrics(corpus: Corpus) -> list[Row]:
    registry = corpus.registry
    return [
        (type_.id, id_, number, str(type_.scopes.get(id_, "own")))
        for type_ in registry.unit_types.values()
        for number, id_ in enumerate(dict.fromkeys((*type_.metrics, *type_.scopes)), start=1)
    ]


def _units(corpus: Corpus) -> list[Row]:
    return [
        (u.id, u.name, u.type_id, u.parent_id, _day(u.first_day), _day(u.last_day))
        for u in corpus.registry.units.values()
    ]


def _unit_names(corpus: Corpus) -> list[Row]:
    return [
        (unit.id, number, name.text, _day(name.first), _day(name.last))
        for unit in corpus.registry.units.values()
        for number, name in enumerate(unit.names, start=1)
    ]


def _unit_events(corpus: Corpus) -> list[Row]:
    def rows() -> Iterator[Row]:
        for unit in corpus.registry.units.values():
            number = 0
            for event in unit.events:
                named: list[tuple[str | None, str | None]] = [
                    (id_, "from") for id_ in event.sources
                ]
                named += [(id_, "to") for id_ in event.targets]
                for other, side in named or [(None, None)]:
                    number += 1
                    day, type_ = f"{event.day}", str(event.type)
                    yield unit.id, number, day, type_, other, side, event.term

    return list(rows())


def _unit_dues(corpus: Corpus) -> list[Row]:
    return [
        (unit.id, str(due.kind), due.first_year)
        for unit in corpus.registry.units.values()
        for due in unit.due
    ]


def _categories(corpus: Corpus) -> list[Row]:
    return [(c.id, c.name) for c in corpus.registry.categories.values()]


def _metrics(corpus: Corpus) -> list[Row]:
    registry = corpus.registry

    def known(id_: str | None, there: object) -> str | None:
        assert isinstance(there, dict)
        return id_ if id_ in there else None

    return [
        (
            m.id,
            m.name,
            m.unit,
            known(m.category, registry.categories),
            str(m.type),
            str(m.across_units),
            str(m.across_time),
            str(m.direction),
            m.decimals,
            m.cap,
            known(m.numerator, registry.metrics),
            known(m.denominator, registry.metrics),
            known(m.parent, registry.metrics),
            "、".join(m.aliases) or None,
            m.note,
        )
        for m in registry.metrics.values()
    ]


def _definitions(corpus: Corpus) -> list[Row]:
    return [
        (m.id, d.version, _day(d.valid_from), d.text, d.change)
        for m in corpus.registry.metrics.values()
        for d in m.definitions
    ]


def _campaigns(corpus: Corpus) -> list[Row]:
    return list(corpus.registry.campaigns.items())


def _codes(_: Corpus) -> list[Row]:
    return [
        (name, code, said) for name, list_ in codes.LISTS.items() for code, said in list_.items()
    ]


_ID = Field("id", "id", required=True)
_UNIT = Field("unit_id", "单位 id", required=True, refers="units")
_METRIC = Field("metric_id", "指标 id", required=True, refers="metrics")
_NUMBER = Field("number", "第几行", "同一单位从1起", Type.INTEGER, required=True)

UNIT_TYPES = Export(
    "unit_types", "单位类型", "登记的单位类型。",
    (_ID, Field("name", "名称", required=True)),
    _unit_types, ("id",),
)  # fmt: skip
TYPE_METRICS = Export(
    "type_metrics", "各类单位通常报的指标", "每个单位类型通常要报哪些指标，按什么范围报。",
    (
        Field("unit_type", "单位类型 id", required=True, refers="unit_types"),
        _METRIC,
        Field("number", "次序", type=Type.INTEGER, required=True),
        Field("scope", "通常的范围", required=True, codes=codes.SCOPE),
    ),
    _type_metrics, ("unit_type", "metric_id"),
)  # fmt: skip
UNITS = Export(
    "units", "单位", "登记的单位，用现在的名称。",
    (
        _ID,
        Field("name", "名称", "现用名", required=True),
        Field("unit_type", "单位类型 id", required=True, refers="unit_types"),
        Field("parent", "上级单位 id", refers="units"),
        Field("first_day", "成立的日子", "空的是没有登记", Type.DATE),
        Field("last_day", "存在的最后一天", "空的是仍在", Type.DATE),
    ),
    _units, ("id",),
)  # fmt: skip
UNIT_NAMES = Export(
    "unit_names", "单位名称", "每个单位用过的名称，按时间先后，最后一个是现用名。",
    (
        _UNIT, _NUMBER,
        Field("name", "名称", required=True),
        Field("first_day", "从哪一天起用", "空的是没有登记", Type.DATE),
        Field("last_day", "用到哪一天", "空的是仍在用", Type.DATE),
    ),
    _unit_names, ("unit_id", "number"),
)  # fmt: skip
UNIT_EVENTS = Export(
    "unit_events", "单位变动", "更名、合并、分设、隶属变更、撤销、换届。一次变动涉及几个单位的，每个单位一行。",
    (
        _UNIT, _NUMBER,
        Field("date", "日期", type=Type.DATE, required=True),
        Field("type", "变动", required=True, codes=codes.EVENT),
        Field("other_unit", "另一个单位 id", "并入、分出的单位，或者上级单位", refers="units"),
        Field("side", "来去", "另一个单位是来处还是去处", codes=codes.SIDE),
        Field("term", "届次", "换届以后的届次"),
    ),
    _unit_events, ("unit_id", "number"),
)  # fmt: skip
UNIT_DUES = Export(
    "unit_dues", "应报", "每个单位应报哪种期间的总结，从哪一年起。",
    (
        _UNIT,
        Field("kind", "期间种类", required=True, codes=codes.KIND),
        Field("first_year", "从哪一年起", type=Type.INTEGER, required=True, unit="年"),
    ),
    _unit_dues, ("unit_id", "kind"),
)  # fmt: skip
CATEGORIES = Export(
    "categories", "工作类别", "指标的类别。", (_ID, Field("name", "名称", required=True)),
    _categories, ("id",),
)  # fmt: skip
METRICS = Export(
    "metrics", "指标字典", "指标和比率的分子分母：数的是什么，用什么计量单位，能不能相加。",
    (
        _ID,
        Field("name", "名称", required=True),
        Field("measure_unit", "计量单位", required=True),
        Field("category", "类别 id", "只作分子分母的没有", refers="categories"),
        Field("type", "性质", required=True, codes=codes.METRIC_TYPE),
        Field("across_units", "各单位能不能相加", required=True, codes=codes.AGGREGATION),
        Field("across_time", "各期能不能相加", required=True, codes=codes.AGGREGATION),
        Field("direction", "好坏", required=True, codes=codes.DIRECTION),
        Field("decimals", "小数位数", type=Type.INTEGER, required=True, unit="位"),
        Field("cap", "上限", "按 measure_unit 的计量单位", Type.NUMBER),
        Field("numerator", "分子 id", refers="metrics"),
        Field("denominator", "分母 id", refers="metrics"),
        Field("parent", "上级指标 id", "其中项属于哪个指标", refers="metrics"),
        Field("aliases", "别名", "几个别名之间用顿号"),
        Field("note", "注意"),
    ),
    _metrics, ("id",),
)  # fmt: skip
DEFINITIONS = Export(
    "definitions", "口径", "指标的口径，每一版一行；期间最后一天施行的那一版有效。",
    (
        _METRIC,
        Field("version", "版本", type=Type.INTEGER, required=True),
        Field("valid_from", "从哪一天起施行", type=Type.DATE, required=True),
        Field("text", "口径", required=True),
        Field("change", "与前一版的不同"),
    ),
    _definitions, ("metric_id", "version"),
)  # fmt: skip
CAMPAIGNS = Export(
    "campaigns", "专题活动", "登记的专题活动。", (_ID, Field("name", "名称", required=True)),
    _campaigns, ("id",),
)  # fmt: skip
CODES = Export(
    "codes", "编码", "各表里英文编码的意思。",
    (
        Field("list", "编码表", required=True),
        Field("code", "编码", required=True),
        Field("name", "意思", required=True),
    ),
    _codes, ("list", "code"),
)  # fmt: skip
