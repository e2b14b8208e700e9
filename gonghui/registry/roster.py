"""The roster of units: data/unit_types.yml and data/units.yml."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..period import say_day
from ..quotation import clip
from ..reading.node import Scalar
from ..reading.record import Record
from ..spelling import did_you_mean, fold
from .files import RegistryFiles, circular
from .unit import EVENT_NAMES, SCOPE_NAMES, Event, EventType, Scope, Unit, UnitType, read_unit


class Roster(RegistryFiles):
    """Loads unit types and units into the registry."""

    def load(self) -> None:
        """Unit types first: a unit names its type."""
        self.unit_types()
        self.units()

    def unit_types(self) -> None:
        for record in self.list_of("unit_types.yml"):
            id_ = record.identifier()
            name = record.text("name", required=True, example="镇总工会")
            metrics = [
                self.metric_id(item, record) for item in record.texts("metrics", "[会员人数]")
            ]
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
                    f"单位类型“{clip(name)}”（{clip(id_)}）登记了两次。请删去一个。",
                )
                continue
            ids = tuple(metric for metric in metrics if metric)
            self.registry.unit_types[id_] = UnitType(id_, name, ids, scopes)
            self.registry.type_names |= {fold(name): id_, id_: id_}
        self.finish("unit_types.yml")

    def metric_id(self, item: Scalar, record: Record) -> str | None:
        metric = self.registry.metric(item.text)
        if metric is None and "metrics.yml" in self.registry.readable:
            offer = did_you_mean(item.text, self.registry.metric_names)
            record.report(
                item,
                "unknown-metric",
                f"指标字典里没有“{clip(item.text)}”。{offer}请对照 data/metrics.yml。",
            )
        return metric.id if metric else None

    def units(self) -> None:
        read = [(record, read_unit(record)) for record in self.list_of("units.yml")]
        whole = self.is_whole("units.yml")
        for record, unit in read:
            if unit is None:
                continue
            known = self.registry.unit_type(unit.type_id)
            if known is None and "unit_types.yml" in self.registry.readable:
                names = [t.name for t in self.registry.unit_types.values()]
                record.report(
                    record.at("type"),
                    "bad-registry",
                    f"没有登记单位类型“{clip(unit.type_id)}”。{did_you_mean(unit.type_id, names)}"
                    "请对照 data/unit_types.yml。",
                )
            entry = unit if known is None else replace(unit, type_id=known.id)
            self.add(self.registry.units, entry, "units.yml")
        self.name_units()
        if whole:
            self.check_references()
        self.check_units()
        self.finish("units.yml")

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
                        f"“{clip(name.text)}”用到的日子早于开始的日子，请核对 names 和 active。",
                    )
                    continue
                for other_first, other_last, id_ in bearers.setdefault(fold(name.text), []):
                    if id_ != unit.id and first <= other_last and other_first <= last:
                        self.report(
                            "units.yml",
                            unit.line,
                            f"“{clip(name.text)}”同时是 {clip(id_)} 和 {clip(unit.id)} 的名称。请改掉一个，或写明各自的起止日期。",
                        )
                bearers[fold(name.text)].append((first, last, unit.id))
        for spans in bearers.values():
            spans.sort()
        self.tell_apart()

    def tell_apart(self) -> None:
        """No two units bear names that a reader takes for one another."""
        units = self.registry.units.values()
        self.tell_alike("units.yml", ((u.id, name.text, u.line) for u in units for name in u.names))

    def check_references(self) -> None:
        units = self.registry.units
        for unit in units.values():
            ids = [unit.parent_id] if unit.parent_id else []
            ids += [other for event in unit.events for other in event.others]
            for id_ in ids:
                if id_ not in units:
                    role = "上级" if id_ == unit.parent_id else "事件涉及的单位"
                    named = self.registry.unit(id_)
                    fault = (
                        f"写成了名称。请写它的 id：{named.id}。"
                        if named
                        else f"没有登记。{did_you_mean(id_, units)}请写已登记单位的 id。"
                    )
                    said = f"“{clip(unit.name)}”的{role}“{clip(id_)}”{fault}"
                    self.report("units.yml", unit.line, said)

    def check_units(self) -> None:
        units = self.registry.units
        for id_ in circular({unit.id: unit.parent_id for unit in units.values()}):
            unit = units[id_]
            fault = f"“{clip(unit.name)}”的上级绕回了自己。请改正 parent。"
            self.report("units.yml", unit.line, fault)
        for unit in units.values():
            for event in unit.events:
                if unit.id in event.others:
                    name = clip(unit.name)
                    fault = f"“{name}”的事件里写了它自己。请改成另一个单位的 id。"
                    self.report("units.yml", event.line, fault)
                self.check_merged(unit, event)
                self.check_lifetime(unit, event)
                if event.type is EventType.TRANSFERRED and len(event.sources) != 1:
                    self.report(
                        "units.yml",
                        event.line,
                        f"“{clip(unit.name)}”的隶属变更要写原来的上级，写一个。例：{{date: 2022-05-01, "
                        "type: 隶属变更, from: [qinghe-county]}",
                    )
                if event.type is EventType.MERGED and event.targets:
                    self.report(
                        "units.yml",
                        event.line,
                        f"“{clip(unit.name)}”的合并写了 to。合并只记在合并后的单位里，用 from 写并进来的单位。"
                        "例：{date: 2022-03-01, type: 合并, from: [heyan-town]}",
                    )
                if event.type is EventType.MERGED and not event.others:
                    self.report(
                        "units.yml",
                        event.line,
                        f"“{clip(unit.name)}”的合并没有写并入了谁。例：{{date: 2022-03-01, type: 合并, "
                        "from: [heyan-town]}",
                    )

    def check_lifetime(self, unit: Unit, event: Event) -> None:
        """Nothing happens to a unit before it is there or after it is gone."""
        name, day = clip(unit.name), say_day(event.day)
        kind = next(name for name, type_ in EVENT_NAMES.items() if type_ is event.type)
        if event.type is EventType.DISSOLVED and unit.last_day is None:
            last = event.day - timedelta(1)
            fault = f"“{name}”于{day}撤销，却没有写存在到哪一天。请补上。例：active: {{to: {last}}}"
        elif event.type is EventType.RENAMED and len(unit.names) < 2:
            fault = (
                f"“{name}”于{day}更名，却只登记了一个名称。请在 names 里写上旧名。"
                "例：names: [{name: 芙蓉乡总工会, to: 2019-05-31}, {name: 芙蓉镇总工会}]"
            )
        elif unit.first_day is not None and event.day < unit.first_day:
            fault = f"“{name}”自{say_day(unit.first_day)}起才有，却在{day}有“{kind}”。请核对日期。"
        elif unit.last_day is not None and event.day > unit.last_day + timedelta(1):
            fault = f"“{name}”存在到{say_day(unit.last_day)}，却在{day}有“{kind}”。请核对日期。"
        else:
            return
        self.report("units.yml", event.line, fault)

    def check_merged(self, unit: Unit, event: Event) -> None:
        """Who was merged into another is there no more, and owes no report."""
        if event.type is not EventType.MERGED:
            return
        for id_ in event.sources:
            gone = self.registry.units.get(id_)
            if gone is None or gone.id == unit.id:
                continue
            last = event.day - timedelta(1)
            if gone.last_day is not None and gone.last_day >= event.day:
                self.report(
                    "units.yml",
                    gone.line,
                    f"“{clip(gone.name)}”于{say_day(event.day)}并入“{clip(unit.name)}”，却写着存在到{say_day(gone.last_day)}。"
                    f"请核对。例：active: {{to: {last}}}",
                )
            if gone.last_day is None:
                self.report(
                    "units.yml",
                    gone.line,
                    f"“{clip(gone.name)}”于{say_day(event.day)}并入“{clip(unit.name)}”，却没有写存在到哪一天。"
                    f"请补上。例：active: {{to: {last}}}",
                )
