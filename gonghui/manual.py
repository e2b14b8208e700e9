"""Manual: the reference tables of the guide, made from the code so that they cannot drift."""

from __future__ import annotations

from . import address
from .codes import CODES, FAMILIES, Severity
from .place import Place
from .registry.metric import TYPE_NAMES
from .summary import KEYS
from .summary.entry import LONG_FORM
from .tables import Cell, Column, Row, Table


def fields(place: Place) -> str:
    """Every key of the front matter."""
    rows = [_row(key, k.meaning, k.default, k.example) for key, k in KEYS.items()]
    columns = [Column("项"), Column("写什么"), Column("不写时"), Column("例")]
    return Table("fields", "题头各项", columns, [("", rows)]).html(place)


def long_form(place: Place) -> str:
    """Every key of a figure's long form."""
    rows = [_row(key, form.meaning, form.example) for key, form in LONG_FORM.items()]
    columns = [Column("项"), Column("写什么"), Column("例")]
    return Table("long-form", "数的长式各项", columns, [("", rows)]).html(place)


def codes(place: Place) -> str:
    """Every code of the check-up, by family."""
    groups: dict[str, list[Row]] = {title: [] for title in FAMILIES.values()}
    for name, code in CODES.items():
        grave = "必须改" if code.severity is Severity.ERROR else "提醒"
        kept = "可以" if code.acceptable else "不可以"
        row = _row(name, code.meaning, grave, kept, code.example.replace("\\n", " ⏎ "))
        groups[FAMILIES[code.family]].append(row)
    columns = [
        Column("代码"),
        Column("意思"),
        Column("轻重"),
        Column("可否 accept"),
        Column("正确的写法"),
    ]
    return Table("codes", "检查代码", columns, list(groups.items())).html(place)


def metrics(place: Place) -> str:
    """The dictionary of metrics, by category."""
    registry = place.corpus.registry
    groups: dict[str, list[Row]] = {c.name: [] for c in registry.categories.values()}
    for metric in registry.metrics.values():
        if metric.category not in registry.categories:
            continue
        row = Row(
            (
                Cell(metric.label(registry.metrics), link=address.of_metric(metric.id)),
                Cell(metric.id),
                Cell(metric.unit),
                Cell(TYPE_NAMES[metric.type]),
                Cell("、".join(metric.aliases)),
            ),
            metric.parent is not None,
        )
        groups[registry.category_of(metric)].append(row)
    leads = address.of_categories(registry)
    columns = [Column("指标"), Column("id"), Column("计量单位"), Column("性质"), Column("别名")]
    return Table("metrics", "指标字典", columns, list(groups.items()), leads=leads).html(place)


def _row(name: str, *texts: str) -> Row:
    """The first and the last cell are something to type."""
    middle = (Cell(text) for text in texts[:-1])
    return Row((Cell(name, code=True), *middle, Cell(texts[-1], code=True)))
