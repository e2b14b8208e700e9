"""Settings of the whole site that the figures depend on: data/settings.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ..period import Calendar
from ..reading.record import Record


@dataclass(frozen=True)
class Settings:
    """`sample` marks every page 示例数据; `rate_decimals` are the places of rates and 百分点;
    `growth_in_times` writes growth of 100 % and more as 增长1.10倍; a report is missing when more than
    `days_to_report` days have gone since its period ended, counted to `reporting_day` (None: to the
    day of the build); `data_licence` is what others may do with the data, "" where nothing is said."""

    sample: bool = False
    calendar: Calendar = field(default=Calendar())
    rate_decimals: int = 2
    growth_in_times: bool = False
    days_to_report: int = 0
    reporting_day: date | None = None
    data_licence: str = ""


def read_settings(record: Record) -> Settings:
    """The settings of one file; what it leaves out keeps its default."""
    default = Calendar()
    calendar = Calendar(
        _month_and_day(record, "statistical_year_starts", default.statistical_year),
        _month_and_day(record, "first_term_starts", default.first_term),
        _month_and_day(record, "second_term_starts", default.second_term),
    )
    days = record.integer("days_to_report", low=0, high=366, example="31")
    places = record.integer("rate_decimals", low=0, high=6, example="2")
    settings = Settings(
        bool(record.flag("sample")),
        calendar,
        2 if places is None else places,
        bool(record.flag("growth_in_times")),
        days or 0,
        record.date("reporting_day"),
        record.text("data_licence") or "",
    )
    record.close()
    return settings


def _month_and_day(record: Record, key: str, default: tuple[int, int]) -> tuple[int, int]:
    example = f"{default[0]:02}-{default[1]:02}"
    text = record.text(key, example=example)
    if text is None:
        return default
    match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", text)
    try:
        if match is None:
            raise ValueError
        day = date(2001, int(match[1]), int(match[2]))  # a day that every year has: never 02-29
    except ValueError:
        fault = f"“{key}”应写成“月-日”。例：{key}: {example}"
        record.report(record.at(key), "bad-value", fault)
        return default
    return day.month, day.day
