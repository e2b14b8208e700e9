"""Secrecy: the marks that papers bear which may not stand on any network."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GAP = r"[\s\u200b-\u200d\u2060\ufeff]{0,3}"
_GRADE = re.compile(rf"(?:秘|机|绝){_GAP}密{_GAP}[★☆⭐✩✭✮]")
_KEEP = r"(?:请?注意保[存管密]|请?妥善保管|严禁外传|不得外传|请勿外传|禁止外传|不得公开|请勿转发|严禁翻印)"
_BARE = r"[ \t\u3000\u200b>#*_【】\[\]（）()〔〕“”]*"
_INTERNAL = re.compile(
    rf"^{_BARE}(?P<alone>内部{_GAP}(?:资料|文件|材料|刊物))(?:{_BARE}$|[\s，,。！!：:】\])）*]{{0,8}}{_KEEP})"
    rf"|(?P<within>内部(?:资料|文件|材料)[\s，,！!：:】\])）*]{{0,8}}{_KEEP})"
    r"|【(?P<framed>内部(?:资料|文件|材料))】",
    re.M,
)


def marks_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a grade of secrecy with its star stands, or 内部资料 as a mark: on a line of its own, in
    heavy brackets, or with 注意保存 and the like behind it."""
    for match in _GRADE.finditer(text):
        yield match.span()
    if "内部" in text:
        for match in _INTERNAL.finditer(text):
            yield next(match.span(g) for g in ("alone", "within", "framed") if match[g])
