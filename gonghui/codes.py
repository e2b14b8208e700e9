"""The codes of the check-up: what each means, how grave it is, and a correct example.

The page of codes on the site is made from this table; a code that a message uses and this table
lacks is a programming error. Source: contract.md §6.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops publication; a warning never does."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Code:
    """One code: its family, what it says (Chinese), a correct example, whether `accept` may silence it,
    and what was looked at where it found nothing, as the author is told."""

    family: str
    meaning: str
    example: str
    severity: Severity = Severity.ERROR
    acceptable: bool = False
    looked_at: str = ""


FAMILIES = {
    "form": "写法",
    "identity": "身份",
    "arithmetic": "数字勾稽",
    "over-time": "跨期",
    "prose": "正文与题头",
    "privacy": "个人信息和保密",
    "macro": "页面里的宏",
    "safety": "安全",
}

CODES: dict[str, Code] = {
    # form: the file
    "unreadable": Code("form", "文件打不开或不是普通文件", "一篇总结是一个普通的 .md 文件"),
    "too-large": Code("form", "文件太大", "一篇总结不超过1 MB，一张图片不超过2 MB，一个附件不超过20 MB"),
    "encoding": Code("form", "文件不是UTF-8编码", "记事本“另存为”时编码选“UTF-8”"),
    "bom": Code("form", "文件开头有看不见的BOM标记", "记事本“另存为”时编码选“UTF-8”，不选“带有BOM的UTF-8”"),
    "nul-byte": Code("form", "文件里有空字符，多半不是文本文件", "从Word复制文字，粘贴到新的 .md 文件"),
    "empty": Code("form", "文件是空的", "---\\nunit: 芙蓉镇总工会\\n…\\n---\\n正文"),
    "front-matter": Code("form", "没有题头，或题头没有结束的 ---", "第一行写 ---，题头写完再写一行 ---"),
    "yaml": Code("form", "题头或登记表的写法不对", "metrics:\\n  会员人数: 7402人"),
    "fullwidth-colon": Code("form", "用了全角冒号“：”", "unit: 芙蓉镇总工会（半角冒号，后面空一格）"),
    "colon-space": Code("form", "冒号后面没有空格", "unit: 芙蓉镇总工会"),
    "tab-indent": Code("form", "用Tab键缩进", "每层缩进用两个空格"),
    "duplicate-key": Code("form", "同一项写了两次", "每个指标只写一行；有几笔时写成列表"),
    "unknown-key": Code("form", "没有这一项", "metrics:、local:、as_of:"),
    "missing-key": Code("form", "缺了必填的项", "unit:、unit_type:、period: 三项必填"),
    "bad-value": Code("form", "这一项的内容不对", "status: 签发"),
    "bad-period": Code("form", "期间的写法不对", "period: 2023年上半年"),
    "bad-figure": Code("form", "数字的写法不对", "会员人数: 7402人"),
    "wrong-unit": Code("form", "计量单位与指标不符，或该写而没有写", "走访困难职工家庭: 25户"),
    "unknown-metric": Code("form", "指标字典里没有这个指标", "基层工会组织数: 34个"),
    "unknown-part": Code("form", "指标没有登记这个分项或级别", "parts: {企业: 4, 村社区: 2}"),
    "unknown-campaign": Code("form", "没有登记这个专题活动", "campaign: 工会宣传月"),
    "bad-registry": Code("form", "data/ 里的登记表前后不一致", "每个 id 只出现一次，parent 指向已登记的单位"),
    "dead-link": Code("form", "链接或图片指向的文件不存在，或大小写不符", "[上年总结](../2022/furong.md)"),
    "file-name": Code("form", "图片、附件或文件夹的名字不宜公布", "夜校海报.png、活动方案.pdf"),
    "picture-content": Code("form", "图片坏了，或内容与扩展名不符", "PNG图片的扩展名是.png，JPEG照片的是.jpg"),
    "picture-alt": Code("form", "图片没有说明文字", "![职工在夜校学剪纸](jianzhi.jpg)"),
    "admonition": Code("form", "像是提醒框，写法不对，会照字面印出来或丢字", "!!! note \"报送时间\"，下一行空四格", Severity.WARNING),
    "text-title": Code("form", "正文里有题目（一个“#”的标题）", "正文从“## 一、……”写起，题目由题头生成", Severity.WARNING),
    "unlinked-file": Code("form", "没有一篇用到这个图片或附件", "[活动方案](../../files/plan.pdf)", Severity.WARNING),
    # safety, as far as the build itself depends on it
    "yaml-feature": Code("safety", "题头用了不允许的YAML写法（&、*、!）", "reason: \"*注：原文如此\"（加引号）"),
    "too-deep": Code("safety", "层次太深，或项目、标题、标记太多", "metrics 下面最多再有三层；一段一个意思"),
    "long-line": Code("safety", "一行太长", "一段不超过一万字，段与段之间空一行"),
    "hidden-character": Code("safety", "有看不见的、改变前后次序的或冒充别的字的字符", "单位名称请重新输入，不要从网页上复制"),
    "unsafe-setting": Code("safety", "mkdocs.yml 里有会读别处文件、运行程序或连到别的网站的设置", "docs_dir: docs"),
    "symlink": Code("safety", "这是符号链接，不是文件", "把文件本身放进 docs/summaries/"),
    "file-kind": Code("safety", "总结旁边或 docs/files/ 里放了不允许公布的文件", "照片.jpg、附件.pdf、附表.xlsx"),
    "template": Code("safety", "正文里有模板语法", "{{ history(\"青禾县总工会\", \"会员人数\") }}"),
    "raw-html": Code("safety", "正文里有HTML标记", "用Markdown：**粗体**、## 标题、- 列表"),
    "unsafe-link": Code("safety", "链接或图片的地址不允许", "[通知](https://…)；图片放在 docs/ 里"),
    # identity
    "unknown-unit": Code("identity", "没有登记这个单位", "unit: 芙蓉镇总工会"),
    "inactive-unit": Code("identity", "这个单位当时还没有成立，或已经撤销", "period 落在单位的起止日期之内"),
    "unit-type": Code("identity", "单位类型与登记的不一致", "unit_type: 镇总工会"),
    "duplicate-summary": Code("identity", "两篇总结是同一单位、期间、类别和范围", "留下一篇，或改正其中一篇的 period"),
    "duplicate-figure": Code("identity", "两篇总结报了同一时段的同一指标而数不相同", "只在一篇里报，或改成相同的数"),
    "reserved-address": Code("identity", "自己的页面或文件占了网站自动生成的页面或文件的地址", "docs/guide/units.md"),
    # arithmetic
    "over-cap": Code("arithmetic", "比率超过上限", "建会率: 98%", acceptable=True, looked_at="比率不超过上限"),
    "negative": Code("arithmetic", "计数小于零", "会员人数: 7402人", acceptable=True),
    "not-whole": Code("arithmetic", "按个数计的数有小数", "基层工会组织数: 65个", acceptable=True),
    "parts-sum": Code("arithmetic", "分项合计与总数不符", "{value: 6家, parts: {企业: 4, 村社区: 2}}", acceptable=True, looked_at="分项合计与总数"),
    "part-above-whole": Code("arithmetic", "其中项大于总项", "会员人数: 7402人 与 女会员: 3200人", acceptable=True, looked_at="其中项与总项"),
    "stated-mismatch": Code("arithmetic", "文中所写比率与分子分母算出的不符", "{value: 11/14, stated: 78.57%}", acceptable=True, looked_at="文中所写比率"),
    "components-mismatch": Code("arithmetic", "比率与本页的分子分母指标不符", "规范化达标率: 11/14，规范化达标工会: 11个", acceptable=True, looked_at="比率与分子分母"),
    "target-mismatch": Code("arithmetic", "完成率与任务数不符", "{value: 6家, target: 7, target_rate: 85.71%}", acceptable=True, looked_at="完成率与任务数"),
    "accept-unused": Code(
        "arithmetic", "accept 里写了，但没有这个问题", "问题改正后删去 accept 里的那一条", Severity.WARNING
    ),
    # over time: warnings
    "stock-flow": Code("over-time", "期末数不等于期初数加新建减撤销", "期末36个 = 期初34个 + 新建3个 - 撤销1个", Severity.WARNING, True, "期末与期初、新建、撤销"),
    "whole-below-part": Code("over-time", "全期的数比其中一段的还少", "上半年6件，全年不少于6件", Severity.WARNING, True, "全期与其中各段"),
    "term-jump": Code("over-time", "届次跳了或倒退了", "congress_term: 三届二次之后是三届三次或四届一次", Severity.WARNING, True, "届次的先后"),
    "big-change": Code("over-time", "比上年同期增减超过一半", "核对两个数；确实如此的写进 accept", Severity.WARNING, True, "与上年同期比增减不超过一半"),
    "issue-date": Code("over-time", "签发日期在期间结束以前很久、早于数据截至日，或还没有到", "period: 2023年 与 issued: 2024-01-10", Severity.WARNING, True, "签发日期"),
    # prose: the text beside its figures
    "text-differs": Code("prose", "正文里的数与题头不同", "题头 会员人数: 7402人，正文“会员人数7402人”", Severity.WARNING, True, "正文里的数与题头"),
    "text-sum": Code("prose", "正文里的几项加起来比总数还多", "新建工会6家，其中企业4家、村社区2家", Severity.WARNING, True, "正文里的总数与其中各项"),
    "opening-differs": Code("prose", "正文开头说的年份或单位与题头不同", "题头 period: 2023年，正文“2023年，芙蓉镇总工会……”", Severity.WARNING, True, "正文开头的年份"),
    "growth-differs": Code("prose", "正文所说的增减与两年的数算出来的不同", "149个，比上年的94个增加55个，增长58.51%", Severity.WARNING, True, "正文里的增减"),
    "text-period": Code("prose", "这个数在正文里说的是另一段时间", "黑板报: {value: 40余期, period: 2008年4月15日至5月15日}", Severity.WARNING, True, "数所说的时间"),
    "masked-base": Code("prose", "增减所比的年份隐去了", "比2001年增长58.51%", Severity.WARNING, True, "增减所比的年份"),
    "blank-number": Code("prose", "正文里的数空着", "为全县36名工会主席送去", Severity.WARNING, True, "没有空着的数"),
    # privacy
    "id-card": Code("privacy", "像是身份证号", "职工张某某（不写号码）", looked_at="没有发现身份证号"),
    "bank-card": Code("privacy", "像是银行卡号", "发放慰问金500元（不写卡号）", looked_at="没有发现银行卡号"),
    "mobile": Code("privacy", "像是手机号", "写单位的办公电话", looked_at="没有发现手机号"),
    "secret-mark": Code("privacy", "有密级或内部资料的标志", "涉密和内部的材料不放进来", looked_at="没有发现密级标志"),
    "personal-name": Code("privacy", "困难、疾病、单亲、丧偶、残疾旁边像是有真名", "困难职工张某某", Severity.WARNING, True, "没有发现困难职工等的真名（认不全，请自己再看一遍）"),
    # macro
    "unknown-macro": Code("macro", "没有这个宏", "{{ metric_table(\"青禾县总工会\", \"2024年\") }}"),
    "bad-macro": Code("macro", "宏的写法不对", "{{ history(\"青禾县总工会\", \"会员人数\") }}，单独占一行"),
    "macro-argument": Code("macro", "宏里的单位、指标或期间找不到", "{{ latest(\"青禾县总工会\", \"会员人数\") }}"),
}  # fmt: skip
