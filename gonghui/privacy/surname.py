"""Surname: the common family names, and the words that merely begin with one."""

from __future__ import annotations

SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕"
    "丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱丘侯江尹薛闫阎雷段龙黎史陶贺毛郝顾龚邵万覃武"
    "钱戴严莫孔常汤康易乔赖文庞樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂柳邢路岳梅庄辛祝左涂谷祁"
    "舒耿牟卜詹凌裴华童费甘霍欧柯焦蓝靳邬匡宁阮游滕骆卓屈鲍艾沙冉喻翁栾蒲车戚盛晏褚娄窦仇荣岑"
)
DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "东方",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
)

# beginnings of words that stand where a name could: 困难职工方面，困难职工安置、…
_BEGINNINGS = """
丁忧 万一 万人 万余 万元 万分 万家 万户 丘陵 严格 严重 乔迁 于一 于三
于上 于下 于二 于今 于企 于去 于各 于困 于家 于年 于当 于患 于春 于是
于月 于本 于此 于节 于其 于生 于入 于医 付出 付款 任何 任务 任意 任教 任期 任职 何以 何况
何地 何时 何种 何等 余万 余人 余件 余份 余位 余元 余名 余家 余户 余次
余款 余额 兰花 关爱 冉冉 冯河 华侨 华诞 单亲 单位 卜算 史料 叶落
周到
周围 周岁 周年 周期 周末 周转 周边 唐山 夏令 夏天 夏季 夏日 夏送 孟春
季度 季节 宁愿 安全 安居 安度 安康 安心 安慰 安排 安置 安葬 安装 宋代
尤为 尤其 左右 常务 常年 常态 常见 常规 平均 庄严 庄稼 康养 康复 康庄
成员 成效 文书 文件 文体 文凭 文化 文娱 文字 文明 文艺 方便 方可 方向
方式 方才 方案 方法 方面 施工 施救 明显 易发 易地 易感 曾为 曾在 曾患
曾是 曾经 曾获 曾被 杨柳 林业 林场 柳湾 梁柱 梅雨 欧盟 武装 段时 段落
毕业 毛巾 毛毯 毛衣 水平 江河 江苏 江西 江边 汤药 沈重 洪灾 温情 温暖
温水 温饱 温馨 游乐 牛奶 牛羊 牟利 甘苦 田间 申报 申请 申领 白内 白天
白米 白血 白衣 白面 盛会 盛夏 石家 石油 祝愿 祝福 秋季 秦岭 程序 程度
章程 章节 童年 管理 肖像 胡乱 胡同 艾滋 范例 范围 范本 荣誉 莫名 莫大
莫过 许可 许多 许诺 谢意 谷底 谷物 费用 贺卡 路上 路径 路灯 路线 路费
路途 车上 车费 车辆 车间 辛勤 辛苦 金秋 金额 钟点 钱款 钱物 钱财 霍乱
韩国 项目 顾虑 马上 马力 高兴 高发 高度 高校 高温 高考 高额 高龄 鲁莽
黄金 龙头 牛肉 顾不 伍人
"""
WORDS = frozenset(_BEGINNINGS.split())
# what stands within no given name
NO_NAME = frozenset("的了与及被从把就也很最等某×＊*名户位")


_TITLES = frozenset(
    ["先生", "女士", "师傅", "老师", "同志", "大姐", "大哥", "大爷", "大妈", "阿姨", "主席", "某某"]
)


def veiled_name(name: str) -> str:
    """A name as a message may tell it, with what follows the family name covered: 王□□."""
    surname = surname_of(name)
    return surname + "□" * (len(name) - len(surname))


def surname_of(words: str) -> str:
    """The family name that a word begins with; "" where it begins with none."""
    if words[:2] in DOUBLE:
        return words[:2]
    return words[0] if words[:1] and words[0] in SINGLE else ""


def is_name(words: str) -> bool:
    """Whether a word reads like a person's name: a family name and one or two characters, and no
    common word. 张某某 is none any more, and 王先生 none yet."""
    surname = surname_of(words)
    given = words[len(surname) :]
    if not surname or not 1 <= len(given) <= 2 or words[:2] in WORDS or given in _TITLES:
        return False
    return not any(char in NO_NAME for char in given)
