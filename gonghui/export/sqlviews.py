"""The views of the SQLite file: tables joined with the full names of what they refer to."""

from __future__ import annotations


def _code(list_: str, column: str) -> str:
    """The Chinese name of a code."""
    return f"(SELECT name FROM codes WHERE list = '{list_}' AND code = {column})"


# figures: each figure with the names of that time; part IS NULL is the figure itself
FIGURES = f"""SELECT
  v.unit AS 单位, u.name AS 现用名, t.name AS 单位类型, p.name AS 期间, {_code("kind", "p.kind")} AS 期间种类,
  {_code("class", 'v."class"')} AS 类别, c.name AS 专题活动, {_code("scope", "v.scope")} AS 范围,
  v.metric AS 指标, v.part AS 哪一部分, v.value AS 数, {_code("qualifier", "v.qualifier")} AS 是不是准数,
  v.lower AS 下限, v.upper AS 上限, {_code("state", "v.state")} AS 没有数的原因,
  v.numerator AS 分子, v.denominator AS 分母, v.measure_unit AS 计量单位, v.as_written AS 原来的写法,
  d.text AS 口径, v.restated_base AS 重算的上年数, {_code("data_status", "v.data_status")} AS 数据状态,
  v.as_of AS 数据截至, v.url AS 页面地址
FROM "values" v
JOIN units u ON u.id = v.unit_id
JOIN periods p ON p.id = v.period
LEFT JOIN unit_types t ON t.id = v.unit_type
LEFT JOIN campaigns c ON c.id = v.campaign
LEFT JOIN definitions d ON d.metric_id = v.metric_id AND d.version = v.definition_version"""

# changes: each comparison with the names of today
CHANGES = f"""SELECT
  u.name AS 单位, t.name AS 单位类型, p.name AS 期间, {_code("class", 'x."class"')} AS 类别,
  c.name AS 专题活动, {_code("scope", "x.scope")} AS 范围, m.name AS 指标, m.measure_unit AS 计量单位,
  {_code("basis", "x.basis")} AS 和谁比, b.name AS 基期, x.value AS 本期的数, x.base_value AS 基数,
  x.difference AS 增减数, x.rate AS "增长率（%）", x.points AS 百分点, {_code("outcome", "x.outcome")} AS 结果,
  x.reason AS 原因, x.sentence AS 句子
FROM comparisons x
JOIN units u ON u.id = x.unit_id
JOIN unit_types t ON t.id = u.unit_type
JOIN periods p ON p.id = x.period
JOIN metrics m ON m.id = x.metric_id
LEFT JOIN periods b ON b.id = x.base_period
LEFT JOIN campaigns c ON c.id = x.campaign"""

# reporting: who was to report, and whether the report is there
REPORTING = """SELECT
  u.name AS 单位, t.name AS 单位类型, p.name AS 期间, d.deadline AS 期限,
  CASE d.reported WHEN 1 THEN '已报' ELSE '缺报' END AS 报送
FROM due_reports d
JOIN units u ON u.id = d.unit_id
JOIN unit_types t ON t.id = u.unit_type
JOIN periods p ON p.id = d.period"""

VIEWS = {"figures": FIGURES, "changes": CHANGES, "reporting": REPORTING}
