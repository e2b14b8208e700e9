"""The dictionary of metrics: data/metrics.yml."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ..quotation import clip
from ..reading.record import Record
from ..reading.strictyaml import read_mapping
from ..spelling import did_you_mean, fold
from .category import EXAMPLE, read_category
from .files import RegistryFiles, circular
from .metric import Metric
from .metric_reader import read_metric

CATEGORIES = f"categories: {{{EXAMPLE}}}"


class Dictionary(RegistryFiles):
    """Loads the metrics into the registry."""

    def load(self) -> None:
        """Categories, unit words, metrics and components, and what must agree between them."""
        shown, text = self.text("metrics.yml")
        if text is None:
            return
        node = read_mapping(text, shown, self.problems, example=CATEGORIES)
        if node is None:
            return
        record = Record(node, shown, self.problems)
        categories = record.mapping("categories")
        if "categories" not in node.items:
            record.report(node, "missing-key", f"缺少必填的“categories”。例：{CATEGORIES}")
        for key, (_, value) in (categories.items if categories else {}).items():
            category = read_category(key, value, record)
            if category is None:
                continue
            if category.name in {known.name for known in self.registry.categories.values()}:
                fault = f"有两个类别都叫“{clip(category.name)}”。请改掉一个的名称。"
                record.report(value, "bad-registry", fault)
                continue
            self.registry.categories[key] = category
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
        whole = self.is_whole("metrics.yml")
        self.name_metrics()
        if whole:
            self.check_metrics()
        parents = {metric.id: metric.parent for metric in self.registry.metrics.values()}
        for id_ in circular(parents):
            metric = self.registry.metrics[id_]
            fault = f"“{clip(metric.name)}”的总项绕回了自己。请改正 parent。"
            self.report("metrics.yml", metric.line, fault)
        self.finish("metrics.yml")

    def words_by_unit(self, record: Record, key: str) -> dict[str, list[str]]:
        node = record.mapping(key)
        if node is None:
            return {}
        inner = Record(node, record.path, self.problems)
        return {unit: [item.text for item in inner.texts(unit, "[家]")] for unit in node.items}

    def conversions(self, record: Record) -> dict[str, dict[str, Decimal]]:
        node = record.mapping("conversions")
        result: dict[str, dict[str, Decimal]] = {}
        outer = Record(node, record.path, self.problems) if node else None
        for unit in node.items if node else {}:
            inner = outer.mapping(unit) if outer else None
            if inner is None:
                continue
            numbers = Record(inner, record.path, self.problems)
            factors = {word: numbers.number(word, example="0.0001") for word in inner.items}
            for word, factor in factors.items():
                if factor is not None and factor <= 0:
                    numbers.report(
                        numbers.at(word), "bad-value", f"“{clip(word)}”的换算系数应大于零。"
                    )
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
                        f"“{clip(word)}”既指“{clip(metric.name)}”又指“{clip(other)}”。一个名称只能指一个指标，请改掉一个。",
                    )

        metrics = self.registry.metrics.values()
        self.tell_alike(
            "metrics.yml",
            ((m.id, word, m.line) for m in metrics for word in (m.name, *m.aliases)),
        )

    def check_metrics(self) -> None:
        metrics = self.registry.metrics
        for metric in metrics.values():
            if metric.category and metric.category not in self.registry.categories:
                offer = did_you_mean(metric.category, self.registry.categories)
                advice = offer or "请先在 categories 里登记。"
                self.report(
                    "metrics.yml",
                    metric.line,
                    f"“{clip(metric.name)}”的类别“{clip(metric.category)}”没有登记。{advice}",
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
                if id_ == metric.id and key != "parent":
                    fault = f"“{clip(metric.name)}”的 {key} 指向了它自己。请改成另一个指标的 id。"
                    self.report("metrics.yml", metric.line, fault)
                elif id_ is not None and id_ not in metrics:
                    self.report(
                        "metrics.yml",
                        metric.line,
                        f"“{clip(metric.name)}”的 {key} 指向“{clip(id_)}”，那里没有这个指标。"
                        f"{did_you_mean(id_, metrics)}请改成已登记的指标 id。",
                    )
            if metric.parent in metrics and metrics[metric.parent].unit != metric.unit:
                self.report(
                    "metrics.yml",
                    metric.line,
                    f"“{clip(metric.name)}”是“{clip(metrics[metric.parent].name)}”的其中项，计量单位应当相同。",
                )
