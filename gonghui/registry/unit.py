"""Unit and unit type: who reports, under which names over time, and what is expected of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ..period import KIND_NAMES, Kind, Period
from ..quotation import clip, one_line
from ..reading.record import Record
from ..spelling import did_you_mean, fold

LONGEST_NAME = 60  # characters


class Scope(StrEnum):
    """What a figure counts: the unit alone, or with all units below it."""

    OWN = "own"
    CONSOLIDATED = "consolidated"


SCOPE_NAMES = {"本级": Scope.OWN, "含下级": Scope.CONSOLIDATED}


def scope_name(scope: Scope) -> str:
    """本级 or 含下级."""
    return next(name for name, known in SCOPE_NAMES.items() if known is scope)


class EventType(StrEnum):
    """What happens to a unit; the value is the code in exports."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    TRANSFERRED = "transferred"
    DISSOLVED = "dissolved"
    ELECTED = "elected"


EVENT_NAMES = {
    "更名": EventType.RENAMED,
    "合并": EventType.MERGED,
    "分设": EventType.SPLIT,
    "隶属变更": EventType.TRANSFERRED,
    "撤销": EventType.DISSOLVED,
    "换届": EventType.ELECTED,
}
IRREGULAR = (Kind.CAMPAIGN, Kind.SPAN, Kind.MASKED)  # nobody can say when they are due
KINDS_BY_NAME = {name: kind for kind, name in KIND_NAMES.items()}


@dataclass(frozen=True)
class Name:
    """A name and the days from which and to which it was borne; None is without limit."""

    text: str
    first: date | None
    last: date | None

    def borne_on(self, day: date) -> bool:
        return (self.first or date.min) <= day <= (self.last or date.max)


@dataclass(frozen=True)
class Event:
    """A dated event; `sources` are the ids written under `from` (the units merged in, the unit split
    off from, the parent left), `targets` those under `to`."""

    day: date
    type: EventType
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    term: str | None = None
    line: int = 1

    @property
    def others(self) -> tuple[str, ...]:
        """All units named."""
        return (*self.sources, *self.targets)


@dataclass(frozen=True)
class Due:
    """A duty to report: periods of this kind from this calendar year on."""

    kind: Kind
    first_year: int


@dataclass(frozen=True)
class Unit:
    """One unit. `names` in the order of time, the present one last; ids are for ever."""

    id: str
    type_id: str
    parent_id: str | None
    names: tuple[Name, ...]
    first_day: date | None
    last_day: date | None
    due: tuple[Due, ...] = ()
    events: tuple[Event, ...] = ()
    line: int = 1

    @property
    def name(self) -> str:
        """The present name."""
        return self.names[-1].text

    def name_in(self, period: Period) -> str:
        """The name borne on the period's last day; the present one where nothing says."""
        for name in self.names:
            if period.last and name.borne_on(period.last):
                return name.text
        return self.name

    def existed_in(self, period: Period) -> bool:
        """Whether the unit was there on any day of the period; a masked period always passes."""
        if period.last is None:
            return True
        started = self.first_day is None or self.first_day <= period.last
        first = period.first or date.min
        return started and (self.last_day is None or self.last_day >= first)

    def parent_on(self, day: date) -> str | None:
        """The id of the unit above on a day: the present one unless it was transferred since."""
        for event in self.events:
            if event.type is EventType.TRANSFERRED and event.day > day:
                return event.sources[0] if event.sources else None
        return self.parent_id

    def parent_in(self, period: Period) -> str | None:
        """The id of the unit above on the period's last day; the present one of a masked period."""
        return self.parent_on(period.last) if period.last else self.parent_id

    def broken_between(self, base: Period, period: Period) -> list[Event]:
        """Mergers and splits after the base's last day, up to the period's: the two do not compare."""
        if base.last is None or period.last is None:
            return []
        return [
            event
            for event in self.events
            if event.type in (EventType.MERGED, EventType.SPLIT)
            and base.last < event.day <= period.last
        ]


@dataclass(frozen=True)
class UnitType:
    """A kind of unit: the metrics usually asked of it, and which of them include units below."""

    id: str
    name: str
    metrics: tuple[str, ...] = ()  # metric ids
    scopes: dict[str, Scope] = field(default_factory=dict)  # by metric id


def read_unit(record: Record) -> Unit | None:
    """One entry of units.yml; None where it lacks what everything else stands on."""
    id_ = record.identifier()
    type_name = record.text("type", required=True, example="镇总工会")
    parent = record.text("parent")
    names = _names(record)
    first = last = None
    active = record.mapping("active")
    if active:
        span = Record(active, record.path, record.problems)
        first, last = span.date("from"), span.date("to")
        span.close()
    due = _dues(record)
    events = tuple(e for e in map(_event, record.records("events")) if e)
    record.close(also=["note"])
    if id_ is None or type_name is None or not names:
        return None
    ordered = tuple(sorted(events, key=lambda event: event.day))
    return Unit(id_, type_name, parent, names, first, last, due, ordered, record.node.line)


def _names(record: Record) -> tuple[Name, ...]:
    names: list[Name] = []
    entries = record.records("names")
    if not entries and "names" not in record.node.items:
        record.report(
            record.node, "missing-key", "缺少必填的“names”。例：names: [{name: 芙蓉镇总工会}]"
        )
    for index, entry in enumerate(entries):
        text = entry.text("name", required=True, example="芙蓉镇总工会")
        first, last = entry.date("from"), entry.date("to")
        entry.close()
        if text is None:
            continue
        if "\n" in text or len(text) > LONGEST_NAME:
            message = f"“{clip(one_line(text))}”不像一个名称：应写在一行里，不超过{LONGEST_NAME}个字。例：芙蓉镇总工会"
            entry.report(entry.at("name"), "bad-value", message)
            continue
        if index < len(entries) - 1 and last is None:
            entry.report(
                entry.node,
                "bad-registry",
                f"旧名“{clip(text)}”没有写用到哪一天。现用名写在最后，旧名写 to。"
                "例：{name: 芙蓉乡总工会, to: 2019-05-31}",
            )
        before = names[-1].last if names else None
        if first is None and before is not None:
            first = before + timedelta(1)
        names.append(Name(text, first, last))
    return tuple(names)


def _dues(record: Record) -> tuple[Due, ...]:
    """What a unit owes, each kind once."""
    found: dict[Kind, Due] = {}
    for entry in record.records("due"):
        due = _due(entry)
        if due is not None and due.kind in found:
            message = f"“{KIND_NAMES[due.kind]}”写了两次。请留下一个，from 写最早的一年。"
            entry.report(entry.node, "bad-registry", message)
        elif due is not None:
            found[due.kind] = due
    return tuple(found.values())


def _due(record: Record) -> Due | None:
    kind_name = record.text("kind", required=True, example="年度")
    year = record.integer("from", low=1900, high=2099, example="2019")
    record.close()
    kind = KINDS_BY_NAME.get(fold(kind_name or ""))
    if kind_name is not None and kind is None:
        record.report(
            record.node,
            "bad-value",
            f"没有“{clip(kind_name)}”这种期间。{did_you_mean(kind_name, KINDS_BY_NAME)}"
            f"可用的有：{'、'.join(n for n, k in KINDS_BY_NAME.items() if k not in IRREGULAR)}。",
        )
    if kind in IRREGULAR:
        message = f"“{kind_name}”没有固定的期限，不能登记为应报。请删去这一项。例：{{kind: 年度, from: 2019}}"
        record.report(record.at("kind"), "bad-value", message)
        return None
    if "from" not in record.node.items:
        example = "{kind: 年度, from: 2019}"
        record.report(
            record.node, "missing-key", f"缺少必填的“from”：从哪一年起应报。例：{example}"
        )
    return Due(kind, year) if kind and year is not None else None


def _event(record: Record) -> Event | None:
    day = record.date("date", required=True)
    if "type" not in record.node.items:
        record.report(record.node, "missing-key", "缺少必填的“type”。例：type: 更名")
    type_ = record.choice("type", EVENT_NAMES)
    sources, targets = (
        tuple(item.text for item in record.texts(key, "[heyan-town]")) for key in ("from", "to")
    )
    term = record.text("term")
    record.close(also=["note"])
    return Event(day, type_, sources, targets, term, record.node.line) if day and type_ else None
