"""Secrecy: the marks that papers bear which may not stand on any network."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .plain import plain

_GAP = r"[\s*_~`\\|\[\]]{0,4}"
_STAR = "[★☆⭐⭑⭒✩✪✫✬✭✮✯✰⋆⍟✡﹡＊🌟]"
_GRADE = re.compile(
    rf"(?:秘|机|绝){_GAP}密{_GAP}(?:{_STAR}|\*[ \t]*(?:[0-9]+年|长期))"
    rf"|{_STAR}{_GAP}(?:秘|机|绝){_GAP}密(?![\u4e00-\u9fff])|㊙"
)
_KEEP = r"(?:请?注意保[存管密]|请?妥善保管|严禁外传|不得外传|请勿外传|禁止外传|不得公开|请勿转发|严禁翻印)"
_BARE = r"[ \t\u3000>#*_|【】「」『』〖〗\[\]（）()〔〕“”]*"
_PAPER = rf"内{_GAP}部{_GAP}(?:资{_GAP}料|文{_GAP}件|材{_GAP}料)"
_MARKED = re.compile(rf"内{_GAP}部{_GAP}[资文材刊参]|密{_GAP}级")  # what every one of them holds
_ALONE = re.compile(
    rf"^{_BARE}(?P<alone>{_PAPER}|内{_GAP}部{_GAP}(?:刊{_GAP}物|参{_GAP}考))(?:{_BARE}$|[\s，,。！!：:】\]）*]{{0,8}}{_KEEP})"
    rf"|^{_BARE}(?P<told>密{_GAP}级[:：]?{_GAP}(?:秘|机|绝)密){_BARE}$"
    rf"|(?P<within>{_PAPER}[\s，,！!：:】\]（()）*]{{0,8}}{_KEEP})"
    rf"|[【「『〖]{_GAP}(?P<framed>{_PAPER}){_GAP}[】」』〗]",
    re.M,
)


def marks_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a grade of secrecy with its star stands, or 内部资料 as a mark: on a line of its own, in
    heavy brackets, or with 注意保存 and the like behind it."""
    shown, places = plain(text)
    for match in _GRADE.finditer(shown) if "密" in shown or "㊙" in shown else ():
        yield places[match.start()], places[match.end() - 1] + 1
    if _MARKED.search(shown):
        for match in _ALONE.finditer(shown):
            start, end = next(
                match.span(name) for name, found in match.groupdict().items() if found
            )
            yield places[start], places[end - 1] + 1
