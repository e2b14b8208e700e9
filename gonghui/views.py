"""Views: what the site shows of summaries, observations and comparisons, as tables and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape

from .compare import BASIS_NAMES, Basis, Comparison, Outcome, bases_of, compare
from .entry import Entry
from .figure import Figure, plain, rounded
from .observation import Observation
from .period import Kind, Period
from .place import Place
from .registry import Metric, Registry, Unit
from .registry.metric import TYPE_NAMES
from .registry.unit import SCOPE_NAMES, Scope
from .spelling import fold
from .summary import CLASS_NAMES, DATA_STATUS_NAMES, Summary
from .tables import Cell, Column, Row, Table, grouped
from .wording import change, footnote, percentage, points, sentence, spoken

LEGEND = "未报：应报而没有报；不适用：本单位没有这项工作；隐去：不公开；不足最小单位：有，但不到一个计量单位。都不是零。"
_NO_VALUE = "gh-none"


def figure_cell(figure: Figure, metric: Metric | None) -> Cell:
    """A figure in a table: exact ones with separators, the rest as written."""
    if figure.exact and figure.value is not None:
        places = 2 if metric is None else max(metric.decimals, 2)
        shown = plain(rounded(figure.value, places))
        if figure.numerator is not None and figure.denominator is not None:
            text = f"{grouped(shown)}（{figure.numerator:f}/{figure.denominator:f}）"
            return Cell(text, shown)
        return Cell(grouped(shown), shown)
    if not figure.is_number:
        return Cell(figure.as_written or "—", state=_NO_VALUE)
    return Cell(fold(figure.as_written))


def metric_table(summary: Summary) -> Table | None:
    """The dictionary's figures of one summary, by category; None where it has none."""
    registry = summary.registry
    groups: dict[str, list[Row]] = {}
    for observation in sorted(summary.observations, key=lambda o: o.metric.order):
        title = registry.categories.get(observation.metric.category or "", "其他")
        groups.setdefault(title, []).extend(_metric_rows(observation))
    if not groups:
        return None
    stateless = [o for o in summary.observations if o.figure.state]
    notes = [LEGEND] if stateless else []
    if any(o.scope is not summary.scope for o in summary.observations):
        notes.append("标明“含下级”的数包括所属各单位，其余为本级。")
    columns = [Column("指标"), Column("数值", True), Column("计量单位"), Column("说明")]
    caption = f"{summary.unit_name}{summary.period.name}主要指标"
    return Table("metrics", caption, columns, list(groups.items()), notes)


def _metric_rows(observation: Observation) -> Iterable[Row]:
    metric, summary = observation.metric, observation.summary
    unit = observation.entries[0].unit or metric.unit
    remarks = []
    if observation.scope is not summary.scope:
        remarks.append(_scope_name(observation.scope))
    if observation.period != summary.period:
        remarks.append(observation.period.name)
    several = len(observation.entries) > 1
    if several:
        remarks.append("以下各笔合计" if observation.figure.exact else "几笔中有约数，不合计")
        figure = figure_cell(observation.figure, metric)
        figure = figure if observation.figure.exact else Cell("—", state=_NO_VALUE)
    else:
        figure = figure_cell(observation.figure, metric)
        remarks += entry_remarks(observation.entries[0], metric)
    yield _row(metric.label, figure, unit, remarks, inset=metric.parent is not None)
    for number, entry in enumerate(observation.entries, start=1):
        if several:
            cell = figure_cell(entry.figure, metric)
            yield _row(f"第{number}笔", cell, entry.unit, entry_remarks(entry, metric), inset=True)
        for name, part in (*entry.parts, *entry.levels):
            yield _row(name, figure_cell(part, metric), unit, [], inset=True)


def _row(label: str, figure: Cell, unit: str, remarks: list[str], *, inset: bool) -> Row:
    return Row((Cell(label), figure, Cell(unit), Cell("；".join(remarks))), inset)


def entry_remarks(entry: Entry, metric: Metric | None) -> list[str]:
    """What a figure's long form says beside the number."""
    remarks = []
    if entry.target is not None:
        remarks.append(f"任务{entry.target.as_written}")
    if entry.target_rate is not None:
        remarks.append(f"完成任务{entry.target_rate.as_written}")
    if entry.stated is not None:
        remarks.append(f"原文写作{entry.stated.as_written}")
    if entry.base is not None and metric is not None:
        note = f"（{entry.base_note}）" if entry.base_note else ""
        remarks.append(f"上年可比基数{spoken(entry.base, metric)}{note}")
    if entry.foreign and metric is not None:
        remarks.append(f"按“{entry.figure.unit}”统计，不参加比较")
    if entry.note:
        remarks.append(entry.note)
    return remarks


def local_table(summary: Summary) -> Table | None:
    """Figures that the dictionary does not know; None where there are none."""
    rows = []
    for entry in summary.local:
        remarks = [entry.period.name] if entry.period else []
        remarks += entry_remarks(entry, None)
        cell = figure_cell(entry.figure, None)
        rows.append(_row(entry.name, cell, entry.figure.unit, remarks, inset=False))
        for name, part in (*entry.parts, *entry.levels):
            rows.append(_row(name, figure_cell(part, None), part.unit, [], inset=True))
    if not rows:
        return None
    columns = [Column("项目"), Column("数值", True), Column("计量单位"), Column("说明")]
    caption = f"{summary.unit_name}{summary.period.name}其他数字"
    return Table(
        "local", caption, columns, [("", rows)], ["这些数不在指标字典里，只展示，不比较、不汇总。"]
    )


def basis_title(basis: Basis, period: Period) -> str:
    """What a comparison's base is called over a column: 上年同期, 2022年下半年, 上年末."""
    if basis is Basis.SINCE_YEAR_END:
        return "上年末"
    if basis is Basis.PRECEDING:
        before = period.preceding()
        return before.name if before else "上期"
    return period.year_before_phrase


def summary_comparisons(
    place: Place, summary: Summary, basis: Basis, metrics: list[Metric] | None = None
) -> list[Comparison]:
    """The comparisons of one basis of a summary's own figures, in the dictionary's order."""
    wanted = {metric.id for metric in metrics} if metrics is not None else None
    found = []
    for observation in sorted(summary.observations, key=lambda o: o.metric.order):
        if wanted is not None and observation.metric.id not in wanted:
            continue
        if summary.is_compared and basis in bases_of(observation):
            found.append(compare(place.corpus, observation, basis))
    return found


def comparison_table(summary: Summary, basis: Basis, found: list[Comparison]) -> Table:
    """Figures beside their base: difference, rate or 百分点, and the reason where there is none."""
    settings, registry = summary.registry.settings, summary.registry
    title = basis_title(basis, summary.period)
    name = next(n for n, b in BASIS_NAMES.items() if b is basis)
    groups: dict[str, list[Row]] = {}
    notes: list[str] = []
    for comparison in found:
        observation, metric = comparison.observation, comparison.observation.metric
        difference, rate = _change_cells(comparison)
        base = (
            figure_cell(comparison.base, metric) if comparison.base else Cell("—", state=_NO_VALUE)
        )
        said = footnote(comparison)
        if said:
            notes.append(f"{metric.name}{said.strip('（）')}。")
        remark = comparison.reason if comparison.outcome is not Outcome.NO_VALUE else ""
        label = metric.label
        if observation.period != summary.period:
            label += f"（{observation.period.name}）"
        group = registry.categories.get(metric.category or "", "其他")
        row = Row(
            (
                Cell(label),
                figure_cell(observation.figure, metric),
                base,
                difference,
                rate,
                Cell(metric.unit),
                Cell(remark),
            ),
            metric.parent is not None,
        )
        groups.setdefault(group, []).append(row)
    columns = [
        Column("指标"), Column("本期", True), Column(title, True), Column("增减", True),
        Column("增长", True), Column("计量单位"), Column("说明"),
    ]  # fmt: skip
    caption = f"{summary.unit_name}{summary.period.name}与{title}对比（{name}）"
    if any(comparison.points is not None for comparison in found):
        notes.append(f"比率的增减用百分点表示，保留{settings.rate_decimals}位小数。")
    table_name = f"compare-{str(basis).replace('_', '-')}"
    return Table(table_name, caption, columns, list(groups.items()), notes)


def _change_cells(comparison: Comparison) -> tuple[Cell, Cell]:
    """The difference and the rate, or the words that stand in their place."""
    settings = comparison.observation.summary.registry.settings
    said = change(comparison, settings)
    exact = (Outcome.INCREASED, Outcome.DECREASED, Outcome.BASE_ZERO, Outcome.SIGN_CHANGE)
    if comparison.outcome in exact and comparison.points is not None:
        return Cell(points(comparison.points, settings), comparison.points), Cell("")
    if comparison.outcome in exact:
        difference = comparison.difference or Decimal(0)
        verb = "增加" if difference > 0 else "减少"
        shown = plain(rounded(difference, 2))
        cell = Cell(f"{verb}{grouped(abs(shown))}", shown)
        rate = comparison.rate
        if rate is None or rounded(rate, settings.rate_decimals) == 0:
            return cell, Cell("")
        if comparison.outcome not in (Outcome.INCREASED, Outcome.DECREASED):
            return cell, Cell("")
        word = "增长" if rate > 0 else "下降"
        number = rounded(rate, settings.rate_decimals)
        return cell, Cell(f"{word}{percentage(rate, settings)}", number)
    if comparison.outcome in (Outcome.RANGE, Outcome.APPROXIMATE):
        first, _, second = said.partition("，")
        return Cell(first), Cell(second)
    state = "" if comparison.outcome is Outcome.UNCHANGED else _NO_VALUE
    return Cell(said if comparison.outcome is not Outcome.NO_VALUE else "—", state=state), Cell("")


def sentences(found: Iterable[Comparison], registry: Registry) -> str:
    """Sentences ready to paste, folded away; "" where there are none worth saying."""
    silent = (Outcome.NO_VALUE, Outcome.NO_BASE)
    said = [sentence(c, registry.settings) for c in found if c.outcome not in silent]
    if not said:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in said)
    return f'<details class="gh-sentences"><summary>可以直接引用的句子</summary><ul>{items}</ul></details>'


def history_table(place: Place, unit: Unit, metric: Metric, found: list[Observation]) -> Table:
    """One metric over all comparable periods, oldest first, each with its 同比."""
    rows, notes = [], []
    names = {observation.summary.unit_name for observation in found}
    for observation in found:
        basis = [Basis.YOY] if Basis.YOY in bases_of(observation) else []
        comparison = compare(place.corpus, observation, basis[0]) if basis else None
        difference, rate = _change_cells(comparison) if comparison else (Cell("—"), Cell(""))
        remark = comparison.reason if comparison else ""
        if observation.figure.state or observation.foreign:
            remark = "；".join(entry_remarks(observation.entries[0], metric)) or remark
        cells = (
            Cell(observation.period.name, link=observation.summary.address),
            figure_cell(observation.figure, metric),
            difference,
            rate,
            Cell(remark),
        )
        rows.append(Row(cells))
        said = footnote(comparison) if comparison else ""
        notes += [f"{observation.period.name}{said.strip('（）')}。"] if said else []
    former = [name.text for name in unit.names if name.text in names and name.text != unit.name]
    if former:
        notes.append(f"“{unit.name}”曾用名：{'、'.join(former)}。")
    columns = [
        Column("期间"), Column(f"{metric.name}（{metric.unit}）", True), Column("比上年增减", True),
        Column("比上年增长", True), Column("说明"),
    ]  # fmt: skip
    caption = f"{unit.name}{metric.name}（计量单位：{metric.unit}）"
    kind = str(found[0].period.kind).replace("_", "-") if found else "none"
    name = f"history-{unit.id}-{metric.id.replace('_', '-')}-{kind}"
    return Table(name, caption, columns, [("", rows)], notes)


def definition_card(metric: Metric, registry: Registry) -> str:
    """What a metric counts: definition versions, unit of measure, how it adds up."""
    lines: list[tuple[str, str]] = [
        ("计量单位", metric.unit),
        ("类别", registry.categories.get(metric.category or "", "分子分母")),
        ("性质", TYPE_NAMES[metric.type]),
    ]
    if metric.aliases:
        lines.append(("别名", "、".join(metric.aliases)))
    if metric.parent:
        lines.append(("其中项", f"属于“{registry.metrics[metric.parent].name}”"))
    if metric.is_ratio and metric.numerator and metric.denominator:
        top, bottom = (registry.metrics[i].name for i in (metric.numerator, metric.denominator))
        lines.append(("算法", f"{top} ÷ {bottom}"))
    for definition in metric.definitions:
        change_ = f"（{definition.change}，前后不直接比较）" if definition.change else ""
        day = definition.valid_from
        since = f"{day.year}年{day.month}月{day.day}日起"
        lines.append((f"口径第{definition.version}版", f"{since}：{definition.text}{change_}"))
    if metric.note:
        lines.append(("注意", metric.note))
    items = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in lines)
    return (
        f'<div class="gh-card"><p class="gh-card-title">{escape(metric.name)}</p>'
        f"<dl>{items}</dl></div>"
    )


def summary_facts(summary: Summary) -> list[tuple[str, str]]:
    """What stands over a summary: unit, period, kind, days, terms."""
    registry = summary.registry
    unit_type = registry.unit_types.get(summary.unit.type_id)
    class_ = next(name for name, c in CLASS_NAMES.items() if c is summary.class_)
    status = next(name for name, s in DATA_STATUS_NAMES.items() if s is summary.data_status)
    name = summary.unit_name
    facts = [
        ("单位", name if name == summary.unit.name else f"{name}（现{summary.unit.name}）"),
        ("单位类型", unit_type.name if unit_type else ""),
        ("期间", summary.period.name),
        ("类别", class_),
    ]
    if summary.campaign:
        facts.append(("专题活动", registry.campaigns[summary.campaign]))
    if summary.scope is not Scope.OWN:
        facts.append(("范围", _scope_name(summary.scope)))
    if summary.metrics:
        facts.append(("数据状态", status))
    if summary.metrics and summary.as_of and summary.period.kind is not Kind.MASKED:
        facts.append(("数据截至", _day(summary.as_of)))
    if summary.issued:
        facts.append(("签发日期", _day(summary.issued)))
    if summary.union_term:
        facts.append(("工会委员会届次", summary.union_term))
    if summary.congress_term:
        facts.append(("职代会届次", summary.congress_term))
    return [(key, value) for key, value in facts if value]


def _scope_name(scope: Scope) -> str:
    return next(name for name, s in SCOPE_NAMES.items() if s is scope)


def _day(day: object) -> str:
    year, month, number = str(day).split("-")
    return f"{year}年{int(month)}月{int(number)}日"
