"""A random corpus over the sample's registries: every kind of figure, period, class and scope."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

UNITS = {
    "东岸装备制造公司工会": "企业工会",
    "柳湾镇总工会": "镇总工会",
    "青禾县总工会": "县总工会",
    "青禾县水务局工会": "机关工会",
}
WORDS = {
    "文体活动": "场次",
    "文体活动参与": "人次",
    "工会驿站": "个",
    "工会覆盖单位数": "个",
    "金秋助学资助": "人",
    "劳动和技能竞赛": "场次",
}
OVERRIDES = ["2021年上半年", "2022年上半年", "2022年", "2022年下半年", "2022年5月"]
MONEY = [
    "0",
    "1.5万元",
    "1.505万元",
    "15050元",
    "5万余元",
    "2~3万元",
    "超过2万元",
    "约2万元",
    "-3万元",
]


class Maker:
    """Everything that is made follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def count(self, unit: str) -> str:
        value, pick = self.chance.choice([0, 0, 1, 3, 20, 90, 100, 110, 120]), self.chance.choice
        odd = [
            f"{max(value // 10 * 10, 10)}余{unit}", f"超过{value + 1}{unit}", f"约{value + 1}{unit}",
            f"至少{value + 1}{unit}", f"不足{value + 1}{unit}", f"不超过{value + 1}{unit}",
            f"{value}~{value + 10}{unit}", "每月一次", "未报", "不适用", "隐去", "不足最小单位",
        ]  # fmt: skip
        return pick([f"{value}{unit}", f"{value}{unit}", pick(odd)])

    def rate(self) -> str:
        value, pick = self.chance.choice([0, 10, 50, 80]), self.chance.choice
        odd = [f"{value}%以上", f"{value}%~{value + 1}%", f"约{value + 1}%", "未报", "不足60%"]
        parts = f"{self.chance.randint(0, 7)}/7"
        return pick([f"{value}%", f"{value}.555%", parts, pick(odd)])

    def figure(self, name: str) -> str:
        def plain() -> str:
            if name == "集体合同签订率":
                return self.rate()
            return (
                self.chance.choice(MONEY) if name == "送温暖慰问资金" else self.count(WORDS[name])
            )

        short, luck = plain(), self.chance.random()
        if luck < 0.12:
            return f"{{value: {short}, base: {plain()}}}"
        if luck < 0.20:
            return f"{{value: {short}, scope: 含下级}}"
        if luck < 0.26:
            return f"{{value: {short}, period: {self.chance.choice(OVERRIDES)}}}"
        if luck < 0.30 and name == "文体活动参与":
            return "{value: 70人, unit: 人, note: 按人数统计}"
        if luck < 0.34 and name == "工会覆盖单位数":
            return f"{{value: {short}, definition: {self.chance.randint(1, 2)}}}"
        if luck < 0.40 and name != "集体合同签订率":
            return f"[{short}, {plain()}]"
        return short

    def page(self, unit: str, period: str, extra: str = "") -> str:
        names = [*WORDS, "送温暖慰问资金", "集体合同签订率"]
        chosen = [name for name in names if self.chance.random() < 0.75] or names[:1]
        metrics = "".join(f"  {name}: {self.figure(name)}\n" for name in chosen)
        head = f"unit: {unit}\nunit_type: {UNITS[unit]}\nperiod: {period}\n{extra}"
        return f"---\n{head}metrics:\n{metrics}---\n正文。\n"


def periods(year: int) -> list[str]:
    return [
        f"{year}年", f"{year}年上半年", f"{year}年下半年", f"{year}年第一季度", f"{year}年5月",
        f"{year}年6月", f"{year}年1-9月", f"{year}-{year + 1}学年第一学期",
        f"{year}-{year + 1}学年第二学期", f"{year}-{year + 1}学年", f"{year}统计年度",
    ]  # fmt: skip


def write_random_corpus(root: Path, data: Path, seed: int) -> Path:
    """A project folder with the registries of `data` and some 200 random summaries."""
    maker = Maker(seed)
    shutil.copytree(data, root / "data")
    pages = root / "docs" / "summaries"
    pages.mkdir(parents=True)
    texts: list[str] = []
    for unit in UNITS:
        for year in range(2020, 2024):
            for period in periods(year):
                scope = maker.chance.choice(["", "", "", "scope: 含下级\n"])
                texts.append(maker.page(unit, period, scope))
            for campaign, days in {
                "工会宣传月": f"{year}年4月15日至{year}年5月15日",
                "送温暖活动": f"{year}年12月20日至{year + 1}年2月10日",
            }.items():
                scope = maker.chance.choice(["", "", "scope: 含下级\n"])
                extra = f"class: 专题\ncampaign: {campaign}\n{scope}"
                texts.append(maker.page(unit, days, extra))
    for number, text in enumerate(texts):
        if maker.chance.random() < 0.85:
            (pages / f"p{number:04}.md").write_text(text, encoding="utf-8")
    return root
