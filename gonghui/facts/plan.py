"""Plan: whether a heading announces what is still to be done: 下一步打算, 2024年工作思路."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}(?:部分|章|篇)[、：:]?|[(（]?[一二三四五六七八九十0-9]{1,3}[)）、.．]+)"
)
_AHEAD = re.compile(
    r"(?:下一?步|下一?阶段|今后|来年|明年|下半年|下一?年度?|下学期|新学期|下季度|新的一年|未来|20\d\d年)的?"
    r"[^，。]{0,6}?(?:计划|打算|思路|安排|重点|设想|要点|规划|举措|目标|任务)"
    r"|(?:下一?步|下一?阶段|今后|来年|明年|下半年|下一?年度?|下学期|新的一年|未来)[^，。]{0,6}?(?:展望|工作|措施|方向|做法)"
    r"|(?:计划|打算|思路|设想|努力方向|改进措施)$|^(?:计划|打算|展望|下一?步)|明年$|努力方向"
)
_RESULT = re.compile(r"完成|落实|总结|执行|实施")
_LONGEST = 30  # characters of such a heading


@lru_cache(maxsize=256)
def is_plan(heading: str) -> bool:
    """Whether what stands under a heading is a plan and no result."""
    words = _NUMBER.sub("", heading).rstrip("：:").strip()
    return len(words) <= _LONGEST and bool(_AHEAD.search(words)) and not _RESULT.search(words)
