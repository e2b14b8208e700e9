"""Another: a line within a text that looks like the title of a second summary, to ask about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..quotation import clip
from ..registry import Registry
from ..spelling import fold
from .division import LONGEST, STOP, SUMMARY
from .manuscript import Block, BlockKind, Remark
from .namedperiod import periods_named
from .outline import heading_words
from .proposed import Proposed
from .signing import signature


def others_in(blocks: Sequence[Block], said: Proposed, registry: Registry) -> Iterator[Remark]:
    """A question for each line that is made like a title and names another registered unit than the
    text's, or its own with another period."""
    names = sorted(registry.names_of_units(), key=len, reverse=True)
    signed = len(signature(block.whole or "。" for block in blocks))
    for block in blocks[: len(blocks) - signed]:
        words = block.whole
        kind = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        if not kind or len(words) > LONGEST or STOP.search(words):
            continue
        folded = fold(words)
        name = next((name for name in names if fold(name) in folded), "")
        if name and _is_title(block, fold(name)) and _is_other(words, name, said, registry):
            yield Remark(
                f"这个文件里像是有两份总结：这里写着“{clip(words)}”。是两份的，请存成两个文件，分别导入；"
                "是一份的，不用改。",
                True,
                words[:24],
            )


def _is_title(block: Block, name: str) -> bool:
    """Whether a line tells of a summary, or is a unit's name alone and stands out."""
    marked = block.bold or block.centred or block.titled or block.kind is BlockKind.HEADING
    bare = heading_words(fold(block.whole))
    return SUMMARY.search(block.whole) is not None or (marked and bare == name)


def _is_other(words: str, name: str, said: Proposed, registry: Registry) -> bool:
    unit = registry.unit(name)
    if unit is None or said.unit.value is None or unit.id != said.unit.value.id:
        return unit is not None and unit.id not in {g.value.id for g in said.unit.grounds}
    named = [one.period.id for one in periods_named(words, registry.settings.calendar)]
    return bool(named) and said.period.value is not None and said.period.value.id not in named
