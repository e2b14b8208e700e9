"""Loading data/: every file, then what must agree between entries and between files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from ..problem import Problems
from ..record import Record, records_of
from ..source import read_source
from ..spelling import did_you_mean, fold
from ..strictyaml import Mapping, Node, Scalar, Sequence, read_mapping, read_yaml
from .metric import Metric, read_metric
from .settings import Settings, read_settings
from .unit import SCOPE_NAMES, EventType, Scope, Unit, UnitType, read_unit

FOLDER = "data"
MAX_REGISTRY_BYTES = 20_000_000
Entry = TypeVar("Entry", Unit, Metric)


@dataclass
class Registry:
    """Everything that data/ says. Mappings are by id, in the order of the files; `readable` are the
    files that could be read, so that one broken file does not make every summary look wrong."""

    units: dict[str, Unit] = field(default_factory=dict)
    unit_types: dict[str, UnitType] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    campaigns: dict[str, str] = field(default_factory=dict)
    synonyms: list[list[str]] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    readable: set[str] = field(default_factory=set)
    unit_names: dict[str, list[tuple[date, date, str]]] = field(default_factory=dict)
    metric_names: dict[str, str] = field(default_factory=dict)
    type_names: dict[str, str] = field(default_factory=dict)
    campaign_names: dict[str, str] = field(default_factory=dict)

    def unit(self, name: str, day: date | None = None) -> Unit | None:
        """The unit of a present or former name, or of an id. A name that two units bore one after
        the other means the one that bore it on `day`, or the last."""
        if name in self.units:
            return self.units[name]
        bearers = self.unit_names.get(fold(name), [])
        for first, last, id_ in bearers:
            if day is not None and first <= day <= last:
                return self.units[id_]
        return self.units[bearers[-1][2]] if bearers else None

    def metric(self, name: str) -> Metric | None:
        """The metric of an id, name or alias, with or without the # of 其中项."""
        id_ = self.metric_names.get(fold(name).removeprefix("#"))
        return self.metrics[id_] if id_ else None

    def unit_type(self, name: str) -> UnitType | None:
        id_ = self.type_names.get(fold(name))
        return self.unit_types[id_] if id_ else None

    def campaign(self, name: str) -> str | None:
        """The id of a campaign, by its id or name."""
        return self.campaign_names.get(fold(name))

    def scope_of(self, unit: Unit, metric: Metric) -> Scope:
        """The scope that the unit's type gives a metric where the summary says nothing."""
        unit_type = self.unit_types.get(unit.type_id)
        return unit_type.scopes.get(metric.id, Scope.OWN) if unit_type else Scope.OWN


def load_registry(root: Path, problems: Problems) -> Registry:
    """The registries below `root`; what is wrong with them goes to `problems`."""
    return _Loader(root, problems).load()


class _Loader:
    def __init__(self, root: Path, problems: Problems) -> None:
        self.root, self.problems = root, problems
        self.registry = Registry()

    def load(self) -> Registry:
        self.settings()
        self.metrics()
        self.unit_types()
        self.units()
        self.campaigns()
        self.synonyms()
        return self.registry

    def text(self, name: str, required: bool = True) -> tuple[str, str | None]:
        path = self.root / FOLDER / name
        shown = f"{FOLDER}/{name}"
        if not path.exists() and not path.is_symlink():
            if required:
                self.problems.report(
                    shown, 1, 1, "unreadable", f"缺少登记表 {shown}。请从备份或示例里补上这个文件。"
                )
            return shown, None
        return shown, read_source(self.root, path, self.problems, MAX_REGISTRY_BYTES)

    def list_of(self, name: str, required: bool = True) -> list[Record]:
        shown, text = self.text(name, required)
        if text is None:
            return []
        before = len(self.problems)
        node = read_yaml(text, shown, self.problems)
        if node is None:
            if len(self.problems) == before:
                self.registry.readable.add(name)  # a registry may be empty
            return []
        self.registry.readable.add(name)
        return records_of(node, shown, self.problems, shown)

    def report(self, name: str, line: int, message: str) -> None:
        self.problems.report(f"{FOLDER}/{name}", line, 1, "bad-registry", message)

    # settings ---------------------------------------------------------------------------------

    def settings(self) -> None:
        shown, text = self.text("settings.yml", required=False)
        if text is not None and text.strip():
            node = read_mapping(text, shown, self.problems)
            if node is not None:
                self.registry.settings = read_settings(Record(node, shown, self.problems))

    # metrics ----------------------------------------------------------------------------------

    def metrics(self) -> None:
        shown, text = self.text("metrics.yml")
        node = read_mapping(text, shown, self.problems) if text is not None else None
        if node is None:
            return
        record = Record(node, shown, self.problems)
        self.registry.readable.add("metrics.yml")
        categories = record.mapping("categories")
        for key, (_, value) in (categories.items if categories else {}).items():
            if isinstance(value, Scalar) and value.text.strip():
                self.registry.categories[key] = value.text.strip()
            else:
                record.report(
                    value, "bad-value", f"类别“{key}”应有一个名称。例：organization: 组织建设"
                )
        aliases = self.words_by_unit(record, "unit_aliases")
        conversions = self.conversions(record)
        found: list[Metric] = []
        for entry in record.records("metrics"):
            found.extend(m for m in [read_metric(entry, len(found))] if m)
        for entry in record.records("components"):
            found.extend(m for m in [read_metric(entry, len(found), component=True)] if m)
        record.close()
        for metric in found:
            words = {fold(metric.unit): Decimal(1)}
            words |= {fold(word): Decimal(1) for word in aliases.get(metric.unit, [])}
            words |= conversions.get(metric.unit, {})
            self.add(self.registry.metrics, replace(metric, words=words), "metrics.yml")
        self.name_metrics()
        self.check_metrics()

    def words_by_unit(self, record: Record, key: str) -> dict[str, list[str]]:
        node = record.mapping(key)
        if node is None:
            return {}
        inner = Record(node, record.path, self.problems)
        return {unit: [item.text for item in inner.texts(unit)] for unit in node.items}

    def conversions(self, record: Record) -> dict[str, dict[str, Decimal]]:
        node = record.mapping("conversions")
        result: dict[str, dict[str, Decimal]] = {}
        outer = Record(node, record.path, self.problems) if node else None
        for unit in node.items if node else {}:
            inner = outer.mapping(unit) if outer else None
            if inner is None:
                continue
            numbers = Record(inner, record.path, self.problems)
            factors = {word: numbers.number(word) for word in inner.items}
            for word, factor in factors.items():
                if factor is not None and factor <= 0:
                    numbers.report(numbers.at(word), "bad-value", f"“{word}”的换算系数应大于零。")
            result[unit] = {fold(word): f for word, f in factors.items() if f and f > 0}
        return result

    def name_metrics(self) -> None:
        names = self.registry.metric_names
        for metric in self.registry.metrics.values():
            for word in (metric.id, metric.name, *metric.aliases):
                taken = names.setdefault(fold(word).removeprefix("#"), metric.id)
                if taken != metric.id:
                    other = self.registry.metrics[taken].name
                    self.report(
                        "metrics.yml",
                        metric.line,
                        f"“{word}”既指“{metric.name}”又指“{other}”。一个名称只能指一个指标，请改掉一个。",
                    )

    def check_metrics(self) -> None:
        metrics = self.registry.metrics
        for metric in metrics.values():
            if metric.category and metric.category not in self.registry.categories:
                offer = did_you_mean(metric.category, self.registry.categories)
                self.report(
                    "metrics.yml",
                    metric.line,
                    f"“{metric.name}”的类别“{metric.category}”没有登记。{offer}",
                )
            others = {
                "parent": metric.parent,
                "numerator": metric.numerator,
                "denominator": metric.denominator,
                "check.at_most": metric.at_most,
                "check.opening_plus": metric.opening_plus,
                "check.minus": metric.minus,
            }
            for key, id_ in others.items():
                if id_ is not None and (id_ not in metrics or id_ == metric.id):
                    self.report(
                        "metrics.yml",
                        metric.line,
                        f"“{metric.name}”的 {key} 指向“{id_}”，那里没有这个指标。"
                        f"{did_you_mean(id_, metrics)}请改成已登记的指标 id。",
                    )
            if metric.parent in metrics and metrics[metric.parent].unit != metric.unit:
                self.report(
                    "metrics.yml",
                    metric.line,
                    f"“{metric.name}”是“{metrics[metric.parent].name}”的其中项，计量单位应当相同。",
                )

    # unit types -------------------------------------------------------------------------------

    def unit_types(self) -> None:
        for record in self.list_of("unit_types.yml"):
            id_ = record.identifier()
            name = record.text("name", required=True, example="镇总工会")
            metrics = [self.metric_id(item, record) for item in record.texts("metrics")]
            scopes: dict[str, Scope] = {}
            node = record.mapping("scopes")
            inner = Record(node, record.path, self.problems) if node else None
            for key in node.items if node else {}:
                scope = inner.choice(key, SCOPE_NAMES) if inner else None
                metric = self.metric_id(node.items[key][0], record) if node else None
                if metric and scope:
                    scopes[metric] = scope
            record.close()
            if id_ is None or name is None:
                continue
            taken = self.registry.type_names.get(fold(name)) or self.registry.unit_types.get(id_)
            if taken:
                record.report(
                    record.node,
                    "bad-registry",
                    f"单位类型“{name}”（{id_}）登记了两次。请删去一个。",
                )
                continue
            ids = tuple(metric for metric in metrics if metric)
            self.registry.unit_types[id_] = UnitType(id_, name, ids, scopes)
            self.registry.type_names |= {fold(name): id_, id_: id_}

    def metric_id(self, item: Scalar, record: Record) -> str | None:
        metric = self.registry.metric(item.text)
        if metric is None and "metrics.yml" in self.registry.readable:
            offer = did_you_mean(item.text, self.registry.metric_names)
            record.report(
                item,
                "unknown-metric",
                f"指标字典里没有“{item.text}”。{offer}请对照 data/metrics.yml。",
            )
        return metric.id if metric else None

    # units ------------------------------------------------------------------------------------

    def units(self) -> None:
        for record in self.list_of("units.yml"):
            unit = read_unit(record)
            if unit is None:
                continue
            known = self.registry.unit_type(unit.type_id)
            if known is None and "unit_types.yml" in self.registry.readable:
                names = [t.name for t in self.registry.unit_types.values()]
                record.report(
                    record.at("type"),
                    "bad-registry",
                    f"没有登记单位类型“{unit.type_id}”。{did_you_mean(unit.type_id, names)}"
                    "请对照 data/unit_types.yml。",
                )
            if known is not None:
                unit = replace(unit, type_id=known.id)
            self.add(self.registry.units, unit, "units.yml")
        self.name_units()
        self.check_units()

    def name_units(self) -> None:
        bearers = self.registry.unit_names
        for unit in self.registry.units.values():
            for name in unit.names:
                first = name.first or unit.first_day or date.min
                last = name.last or unit.last_day or date.max
                if last < first:
                    self.report(
                        "units.yml",
                        unit.line,
                        f"“{name.text}”用到的日子早于开始的日子，请核对 names 和 active。",
                    )
                    continue
                for other_first, other_last, id_ in bearers.setdefault(fold(name.text), []):
                    if id_ != unit.id and first <= other_last and other_first <= last:
                        self.report(
                            "units.yml",
                            unit.line,
                            f"“{name.text}”同时是 {id_} 和 {unit.id} 的名称。请改掉一个，或写明各自的起止日期。",
                        )
                bearers[fold(name.text)].append((first, last, unit.id))
        for spans in bearers.values():
            spans.sort()

    def check_units(self) -> None:
        units = self.registry.units
        for unit in units.values():
            ids = [unit.parent_id] if unit.parent_id else []
            ids += [other for event in unit.events for other in event.others]
            for id_ in ids:
                if id_ not in units:
                    role = "上级" if id_ == unit.parent_id else "事件涉及的单位"
                    self.report(
                        "units.yml",
                        unit.line,
                        f"“{unit.name}”的{role}“{id_}”没有登记。{did_you_mean(id_, units)}"
                        "请写已登记单位的 id。",
                    )
            seen, above = {unit.id}, unit.parent_id
            while above in units:
                if above in seen:
                    self.report(
                        "units.yml", unit.line, f"“{unit.name}”的上级绕回了自己。请改正 parent。"
                    )
                    break
                seen.add(above)
                above = units[above].parent_id
            for event in unit.events:
                if event.type is EventType.MERGED and not event.others:
                    self.report(
                        "units.yml",
                        event.line,
                        f"“{unit.name}”的合并没有写并入了谁。例：{{date: 2022-03-01, type: 合并, "
                        "from: [heyan-town]}",
                    )

    # campaigns and synonyms -------------------------------------------------------------------

    def campaigns(self) -> None:
        for record in self.list_of("campaigns.yml"):
            id_ = record.identifier()
            name = record.text("name", required=True, example="工会宣传月")
            record.close()
            if id_ is None or name is None:
                continue
            if id_ in self.registry.campaigns or fold(name) in self.registry.campaign_names:
                record.report(
                    record.node,
                    "bad-registry",
                    f"专题活动“{name}”（{id_}）登记了两次。请删去一个。",
                )
                continue
            self.registry.campaigns[id_] = name
            self.registry.campaign_names |= {fold(name): id_, id_: id_}

    def synonyms(self) -> None:
        shown, text = self.text("synonyms.yml", required=False)
        node = read_yaml(text, shown, self.problems) if text is not None else None
        if node is None:
            return
        for group in _groups(node):
            words = [item.text.strip() for item in group if isinstance(item, Scalar)]
            if len(words) != len(group) or len(words) < 2 or not all(words):
                where = group[0] if group else node
                self.problems.report(
                    shown, where.line, where.column, "bad-registry",
                    "同义词一行一组，每组至少两个词。例：- [职代会, 职工代表大会]",
                )  # fmt: skip
            else:
                self.registry.synonyms.append(words)
        if not isinstance(node, Sequence):
            self.problems.report(
                shown, node.line, node.column, "bad-registry",
                "同义词一行一组。例：- [职代会, 职工代表大会]",
            )  # fmt: skip

    def add(self, entries: dict[str, Entry], entry: Entry, name: str) -> None:
        if entry.id in entries:
            self.report(
                name,
                entry.line,
                f"id“{entry.id}”在第{entries[entry.id].line}行已经用过。一个 id 只能用一次，请改掉一个。",
            )
        else:
            entries[entry.id] = entry


def _groups(node: Node) -> Iterable[list[Node]]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield item.items if isinstance(item, Sequence) else [item]
    elif isinstance(node, Mapping):
        return
