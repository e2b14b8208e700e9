"""Anchors: the places within a page to which a link may lead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..corpus import SUMMARIES, Corpus
from ..expansion import MARK
from ..problem import Problems
from ..quotation import clip
from ..reading.source import MAX_BYTES, read_source
from ..spelling import nearest
from ..summary.section import anchors_of

_ID = re.compile(r"""\bid=["']([^"']+)["']""")
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][^{}\n]*\}")  # of a heading, where attr_list is switched on
_OWN_ID = re.compile(r"#([^\s{}]+)")
_INDENT = re.compile(r"^[ \t]+", re.M)
_MADE = ("gh-", "__")  # the program's own, as all that macros make, and the theme's


@dataclass
class Anchors:
    """The anchors of the pages that people write, each read when first asked for."""

    corpus: Corpus
    written: dict[str, set[str] | None] = field(default_factory=dict)

    def fault(self, path: str, target: str) -> str | None:
        """What is wrong with the place within a page that a link names; None as well where nobody can
        know."""
        anchor = unquote(target.partition("#")[2])
        if not self._lacks(path, anchor):
            return None
        near = nearest(anchor, sorted(self.written[path] or ()))
        advice = (
            f"是不是“#{clip(near)}”？"
            if near
            else "请照那一页的小标题写，标点去掉，空格换成“-”，字母小写。"
        )
        return (
            f"链接“{clip(target, 120)}”点了到不了：那一页没有“#{clip(anchor)}”这个小标题。"
            f"{advice}例：小标题“一、组织建设”写成 #一组织建设"
        )

    def _lacks(self, path: str, anchor: str) -> bool:
        if not anchor or anchor.startswith(_MADE):
            return False
        if path not in self.written:
            self.written[path] = self._written(path)
        known = self.written[path]
        return known is not None and anchor not in known

    def _written(self, path: str) -> set[str] | None:
        """Those of the text; None for a page that is not read."""
        summary = self.corpus.by_path.get(path)
        if summary is not None:
            return _of_text(summary.body_of_words)
        text = self._text(path)
        if text is None:
            return None
        return _of_text(MARK.sub(lambda match: match["raw"] or "", text)) | set(_ID.findall(text))

    def _text(self, path: str) -> str | None:
        if not path.endswith(".md") or path.startswith(f"{SUMMARIES}/"):
            return None
        root = self.corpus.root
        there = (root / path).is_file()
        return read_source(root, path, Problems(), MAX_BYTES * 5) if there else None


def _of_text(text: str) -> set[str]:
    """The headings' anchors, those within boxes and lists too; where one has attributes, any that they
    may leave it with."""
    own = {name for match in _ATTRIBUTES.findall(text) for name in _OWN_ID.findall(match)}
    bare = _ATTRIBUTES.sub("", text) if own or "{" in text else text
    return own.union(*(anchors_of(one) for one in {text, bare, _INDENT.sub("", bare)}))
