"""Loading data/: every file in the order in which they lean on each other."""

from __future__ import annotations

from pathlib import Path

from ..problem import Problems
from ..quotation import clip
from ..reading.node import Node, Scalar, Sequence
from ..reading.record import Record
from ..reading.strictyaml import read_mapping, read_yaml
from ..spelling import fold
from .dictionary import Dictionary
from .files import RegistryFiles
from .registry import Registry
from .roster import Roster
from .settings import read_settings


def load_registry(root: Path, problems: Problems) -> Registry:
    """The registries below `root`; what is wrong with them goes to `problems`."""
    registry = Registry()
    rest = _Rest(root, registry, problems)
    rest.settings()
    Dictionary(root, registry, problems).load()
    Roster(root, registry, problems).load()
    rest.campaigns()
    rest.synonyms()
    return registry


class _Rest(RegistryFiles):
    """The three small ones."""

    def settings(self) -> None:
        shown, text = self.text("settings.yml", required=False)
        if text is None:
            return
        example = "rate_decimals: 2"
        node = read_mapping(text, shown, self.problems, example=example, may_be_empty=True)
        if node is not None:
            self.registry.settings = read_settings(Record(node, shown, self.problems))

    def campaigns(self) -> None:
        named: list[tuple[str, str, int]] = []
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
                    f"专题活动“{clip(name)}”（{clip(id_)}）登记了两次。请删去一个。",
                )
                continue
            named.append((id_, name, record.node.line))
            self.registry.campaigns[id_] = name
            self.registry.campaign_names |= {fold(name): id_, id_: id_}
        self.tell_alike("campaigns.yml", named)
        self.finish("campaigns.yml")

    def synonyms(self) -> None:
        shown, text = self.text("synonyms.yml", required=False)
        node = read_yaml(text, shown, self.problems) if text is not None else None
        if node is None:
            return
        groups: list[Node] = node.items if isinstance(node, Sequence) else [node]
        for group in groups:
            items = group.items if isinstance(group, Sequence) else []
            words = [item.text.strip() for item in items if isinstance(item, Scalar)]
            if len(words) != len(items) or len(words) < 2 or not all(words):
                self.problems.report(
                    shown,
                    group.line,
                    group.column,
                    "bad-registry",
                    "同义词一行一组，每组至少两个词。例：- [职代会, 职工代表大会]",
                )
            else:
                self.registry.synonyms.append(words)
