"""Imprint: what the data are called, whose they are and of what day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NAME, VERSION = "gonghui", "1.0.0"  # the version of the tables' shape: raised when columns change
ABOUT = (
    "各级工会工作总结里的数、同比环比较年初的对比，以及单位、期间、指标和口径的登记。"
    "空的是没有这一项，不是零；“余”“约”等数见 qualifier 和上下限，未报、隐去等见 state。"
)


@dataclass(frozen=True)
class Imprint:
    """What the owner says of the data: its title, the site's address and the licence, "" where it
    has none; and the day of the build's commit."""

    title: str
    home: str
    licence: str
    day: date
