"""Reception: a file of any kind that offices write, taken in as drafts of pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..quotation import clip, one_line
from ..registry import Registry
from .division import Text, texts_of
from .draft import Draft
from .manuscript import BlockKind, Manuscript, Remark
from .markdownfile import markdown_drafts
from .page import page_of
from .plaintext import read_txt
from .proposed import Wishes
from .refusal import IntakeError
from .report import report_drafts
from .tidying import tidied
from .wordfile import read_docx

_READERS: dict[str, Callable[[bytes], Manuscript]] = {"docx": read_docx, "txt": read_txt}
KINDS = ("docx", "txt", "md", "xlsx")
_SAVE_AS = {
    **dict.fromkeys(("doc", "wps", "rtf", "odt", "docm", "dotx", "wpt"), ("Word 文档", "docx")),
    **dict.fromkeys(("xls", "et", "xlsm", "xlsb", "ods", "csv"), ("Excel 工作簿", "xlsx")),
}  # fmt: skip
MOST = 60  # summaries in one file


def take_in(name: str, raw: bytes, registry: Registry, wishes: Wishes) -> list[Draft]:
    """The summaries in the bytes of a file of that name, in their order. Raises IntakeError, in
    Chinese, where there is nothing to take in."""
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    try:
        if suffix == "xlsx":
            drafts = report_drafts(name, raw, registry, wishes)
        elif suffix == "md":
            drafts = markdown_drafts(name, raw, registry, wishes)
        elif suffix in _READERS:
            drafts = _drafts(name, _READERS[suffix](raw), registry, wishes)
        else:
            raise IntakeError(_refusal(suffix))
    except (RecursionError, MemoryError) as error:
        raise IntakeError(
            "文件套得太深或者太大，读不出来。请新建一个文档，把文字复制过去再保存。"
        ) from error
    return _with_names(drafts)


def _refusal(suffix: str) -> str:
    if suffix in _SAVE_AS:
        what, ending = _SAVE_AS[suffix]
        program = "Word 或 WPS" if ending == "docx" else "Excel 或 WPS"
        return f"不收 .{suffix} 文件。请用 {program} 打开，“另存为”{what}（.{ending}），再导入。"
    if suffix == "pdf":
        return "不收PDF：里面没有段落，只有排好的版面。请找原来的Word文件；没有的，用 WPS 转成 .docx，核对以后再导入。"
    if not suffix:
        return f"文件名没有扩展名，不知道是什么文件。收的有：{'、'.join(f'.{kind}' for kind in KINDS)}。"
    return (
        f"不收 .{one_line(suffix)[:12]} 文件。收的有：{'、'.join(f'.{kind}' for kind in KINDS)}。"
    )


def _drafts(name: str, made: Manuscript, registry: Registry, wishes: Wishes) -> list[Draft]:
    blocks = tidied(made)
    texts = texts_of(blocks, registry.names_of_units())
    if not any(
        block.whole or block.rows or block.kind is BlockKind.PICTURE
        for text in texts
        for block in text.blocks
    ):
        raise IntakeError("文件里没有文字。扫描的图片认不出字，请找有文字的原件。")
    if len(texts) > MOST:
        raise IntakeError(
            f"文件里像是有{len(texts)}篇总结，太多了。请拆成几个文件，每个不超过{MOST}篇。"
        )
    if len(texts) > 1 and (wishes.unit or wishes.period):
        named = "、".join(f"“{clip(text.title, 24)}”" for text in texts if text.title)
        raise IntakeError(
            f"文件里有{len(texts)}篇总结（{clip(named, 120)}），--unit 和 --period 只能用于一篇。"
            "请去掉这两项再导入，各篇照自己的标题定；认得不对的，改题头里的 unit 和 period。"
        )
    drafts = []
    words = [_words(text) for text in texts]
    homes = [_home(remark, words) for remark in made.remarks]
    for index, text in enumerate(texts):
        remarks = [r for r, home in zip(made.remarks, homes, strict=True) if home == index]
        if text.piece:
            remarks.append(Remark(f"标题前的“{clip(text.piece)}”去掉了。"))
        if text.cover:
            remarks.append(Remark(f"标题“{clip(text.title)}”写了两遍（多半有封面），只留了一处。"))
        drafts.append(page_of(text, remarks, registry, wishes, name, made.pictures))
    return drafts


def _words(text: Text) -> str:
    """All words of a text, those of its tables too, without what parts them."""
    pieces = (
        piece
        for block in text.blocks
        for piece in (block.whole, *(c for r in block.rows for c in r))
    )
    return re.sub(r"\W", "", "".join((text.title, *pieces)))


def _home(remark: Remark, texts: list[str]) -> int:
    """A remark with words of its own goes where they stand; every other, to the first."""
    near = re.sub(r"\W", "", remark.near)[:8]
    return next((index for index, text in enumerate(texts) if near and near in text), 0)


def _with_names(drafts: list[Draft]) -> list[Draft]:
    """Each draft of a file under a name of its own."""
    seen: dict[str, int] = {}
    named = []
    for draft in drafts:
        count = seen[draft.stem] = seen.get(draft.stem, 0) + 1
        named.append(draft if count == 1 else _renamed(draft, f"{draft.stem}-{count}"))
    return named


def _renamed(draft: Draft, stem: str) -> Draft:
    renames = {name: name.replace(draft.stem, stem, 1) for name in draft.pictures}
    markdown = draft.markdown
    for old, new in renames.items():
        markdown = markdown.replace(old, new)
    pictures = {renames[name]: content for name, content in draft.pictures.items()}
    return replace(draft, stem=stem, markdown=markdown, pictures=pictures)
