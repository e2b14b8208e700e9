"""A generated corpus: units, years, figures and prose in the manner of real summaries.

Everything follows from the seed. Sentences are put together from our own fragments.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIRST_YEAR = 2015
YEARS = 10
PLACES = "东西南北上下前后新古清安永长平石金玉白青"
THINGS = "河山桥湾坪岭港泉塘坝镇集铺店渡源溪洲岗台"
OPENINGS = ["今年以来", "一年来", "报告期内", "按照年初安排", "在上级工会指导下", "围绕中心工作"]
DEEDS = [
    "走访困难职工家庭，把慰问金送到职工手里",
    "组织职工参加技能比武，以赛促学、以赛促训",
    "召开职工代表大会，听取和审议工作报告",
    "整理提案办理台账，逐件答复提案人",
    "举办读书分享和健步走，丰富业余生活",
    "检查防暑降温措施，督促整改安全隐患",
    "开展工资集体协商，签订专项集体合同",
    "为女职工安排专项体检，建立健康档案",
    "规范经费收支，接受会员监督",
    "发动职工提合理化建议，评选五小成果",
]
CLOSINGS = ["成效比较明显。", "得到职工认可。", "为全年工作打下基础。", "还需要继续努力。"]
HEADINGS = ["组织建设", "民主管理", "帮扶服务", "劳动竞赛", "文体活动", "存在的不足"]


def generate(target: Path, summaries: int, seed: int = 1, characters: int = 1500) -> Path:
    """A whole project in `target` with so many summaries of about so many characters."""
    target.mkdir(parents=True)
    for name in ("overrides", "mkdocs.yml", "macros.py"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target / name)
    (target / "data").mkdir()
    for name in ("metrics", "unit_types", "campaigns", "synonyms", "settings"):
        shutil.copy(ROOT / "data" / f"{name}.yml", target / "data")
    guide = target / "docs" / "guide"
    guide.mkdir(parents=True)
    for page in (ROOT / "docs" / "guide").glob(
        "*.md"
    ):  # the navigation and the home page lead there
        lines = page.read_text(encoding="utf-8").splitlines()
        heads = [line for line in lines if line.startswith("## ")]
        (guide / page.name).write_text("\n\n".join([f"# {page.stem}", *heads]), encoding="utf-8")
    shutil.copy(ROOT / "docs" / "index.md", target / "docs")
    units = -(-summaries // YEARS)
    _write_units(target / "data" / "units.yml", units)
    for index in range(summaries):
        unit, year = index // YEARS, FIRST_YEAR + index % YEARS
        folder = target / "docs" / "summaries" / f"{year}"
        folder.mkdir(parents=True, exist_ok=True)
        text = _summary(unit, year, random.Random(f"{seed}/{unit}/{year}"), characters)
        (folder / f"unit-{unit:05}.md").write_text(text, encoding="utf-8")
    return target


def _name(unit: int) -> str:
    place, thing = PLACES[unit % 20], THINGS[unit // 20 % 20]
    return f"{place}{thing}{unit // 400 + 1}镇总工会"


def _write_units(path: Path, units: int) -> None:
    lines = [
        f"- {{id: unit-{n:05}, type: 镇总工会, names: [{{name: {_name(n)}}}], "
        "active: {from: 2000-01-01}, due: [{kind: 年度, from: 2015}]}"
        for n in range(units)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _summary(unit: int, year: int, chance: random.Random, characters: int) -> str:
    step = year - FIRST_YEAR
    unions, eligible = 20 + unit % 30 + step, 60 + unit % 30 + step
    members = 800 + unit % 500 + 30 * step + chance.randint(0, 9)
    new = chance.randint(1, 6)
    head = f"""---
unit: {_name(unit)}
unit_type: 镇总工会
period: {year}年
issued: {year + 1}-01-15
metrics:
  基层工会组织数: {unions}个
  新建基层工会: {{value: {new}家, parts: {{企业: {new - 1}, 村社区: 1}}, target: 6}}
  应建会单位数: {eligible}
  规范化达标工会: {unions - 3}个
  规范化达标率: {unions - 3}/{eligible}
  会员人数: {members:,}人
  走访困难职工家庭: {chance.randint(20, 60)}户
  送温暖慰问资金: {chance.choice(["五万余元", "6.2万元", "约7万元", "48000元"])}
  文体活动: {chance.randint(2, 12)}场次
local:
  黑板报: {chance.randint(1, 9)}0余期
---
"""
    return head + _prose(chance, characters)


def _prose(chance: random.Random, characters: int) -> str:
    parts: list[str] = []
    for number, heading in enumerate(HEADINGS):
        parts.append(f"## {'一二三四五六'[number]}、{heading}\n")
        length = 0
        while length < characters // len(HEADINGS):
            deeds = "；".join(chance.sample(DEEDS, 2))
            text = f"{chance.choice(OPENINGS)}，{deeds}，共{chance.randint(2, 90)}次，{chance.choice(CLOSINGS)}"
            parts.append(f"{text}\n")
            length += len(text)
    return "\n".join(parts)
