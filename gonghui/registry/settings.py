"""Settings of the whole site that the figures depend on: data/settings.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..period import Calendar
from ..reading.record import Record


@dataclass(frozen=True)
class Settings:
    """`sample` marks every page 示例数据; `rate_decimals` are the places of rates and 百分点;
    `growth_in_times` writes growth of 100 % and more as 增长1.10倍."""

    sample: bool = False
    calendar: Calendar = field(default=Calendar())
    rate_decimals: int = 2
    growth_in_times: bool = False


def read_settings(record: Record) -> Settings:
    default = Calendar()
    calendar = Calendar(
        _month_and_day(record, "statistical_year_starts") or default.statistical_year,
        _month_and_day(record, "first_term_starts") or default.first_term,
        _month_and_day(record, "second_term_starts") or default.second_term,
    )
    places = record.integer("rate_decimals", low=0, high=6)
    settings = Settings(
        bool(record.flag("sample")),
        calendar,
        2 if places is None else places,
        bool(record.flag("growth_in_times")),
    )
    record.close()
    return settings


def _month_and_day(record: Record, key: str) -> tuple[int, int] | None:
    text = record.text(key, example="10-01")
    if text is None:
        return None
    match = re.fullmatch(r"(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])", text)
    if not match:
        record.report(record.at(key), "bad-value", f"“{key}”应写成“月-日”。例：{key}: 10-01")
        return None
    return int(match[1]), int(match[2])
